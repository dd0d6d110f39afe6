/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* raw-peer.h: somebody with a key who says whatever the test wants: over links and by datagram.
 */

#pragma once

#include "hall-link.h"

#include "session-fixture.h"

G_BEGIN_DECLS

typedef struct
{
  HallIdentity *identity;
  HallCounters *counters;
  HallClock *clock;
  HallLink *link;          /* NULL before dialling or accepting */
  GPtrArray *packets;      /* (element-type HallPacket) received */
  gboolean ready;          /* has been */
  gboolean closed;
  char *error_code;        /* of the `error` it was closed with */
  GSocket *socket;         /* where it listens, or NULL */
  GSource *source;
  SessionFixture *fixture;  /* (nullable) of whom it dialled last */
} RawPeer;

RawPeer    *raw_peer_new       (HallIdentity    *identity);   /* nullable: a new key */
void        raw_peer_free      (RawPeer         *self);
const char *raw_peer_get_id    (RawPeer         *self);
HallKey    *raw_peer_get_key   (RawPeer         *self);
/* Dials and waits until it is ready. */
void        raw_peer_dial      (RawPeer         *self,
                                TestPeer        *peer,
                                HallPurpose      purpose);
/* Dials, joins and waits for the welcome. */
void        raw_peer_join      (RawPeer         *self,
                                TestPeer        *peer,
                                const char      *room_id);
/* Accepts one link on a free port of loopback, which it returns. */
guint16     raw_peer_listen    (RawPeer         *self);
void        raw_peer_send      (RawPeer         *self,
                                HallPacket      *packet);   /* (transfer full) */
/* The first packet of a type, or NULL: (transfer none). */
HallPacket *raw_peer_find      (RawPeer         *self,
                                HallPacketType   type);
/* To the fixture's port on loopback. */
void        raw_peer_datagram  (RawPeer         *self,
                                SessionFixture  *fixture,
                                HallDatagram    *datagram); /* (transfer full) */
void        raw_peer_bytes     (SessionFixture  *fixture,
                                GBytes          *bytes);
/* As if it had joined long ago: all who are in the room know that, though it is in no set. */
void        raw_peer_belong    (RawPeer         *self,
                                const char      *room_id);
HallEvent  *raw_peer_make_joined (RawPeer       *self,
                                const char      *room_id);
/* Of somebody who belongs: it would not be shown else. */
HallEvent  *raw_peer_make_text (RawPeer         *self,
                                const char      *room_id,
                                gint64           lc,
                                const char      *text);
/* Into the store of a profile that is not running. */
void        raw_peer_plant     (TestPeer        *peer,
                                HallEvent       *event);
/* The same of many: (element-type HallEvent). */
void        raw_peer_plant_all (TestPeer        *peer,
                                GPtrArray       *events);

G_END_DECLS
