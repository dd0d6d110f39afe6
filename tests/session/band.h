/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* band.h: some sessions of a fixture that are in one room together, and what must hold for them.
 */

#pragma once

#include "raw-peer.h"

G_BEGIN_DECLS

#define BAND_MAX 8

typedef struct
{
  SessionFixture *fixture;
  TestPeer *peers[BAND_MAX];   /* the first one created the room */
  guint n_peers;
  char *id;                    /* of the room */
} Band;

/* The first hosts, the others have joined in this order. */
void       band_gather           (Band            *band,
                                  guint            n_peers);
/* One more. */
void       band_add              (Band            *band);
void       band_free             (Band            *band);
gboolean   band_is_hosting       (TestPeer        *peer,
                                  const char      *id);
/* NULL unless exactly one of those that run hosts and all others are live. */
TestPeer  *band_find_host        (Band            *band);
TestPeer  *band_wait_for_host    (Band            *band);
/* Everybody who runs says @word and its name. */
void       band_speak            (Band            *band,
                                  const char      *word);
/* Waits until nothing is on its way, then checks that all have the same, in the same order. */
void       band_check_same       (Band            *band);
/* Each of these once, at everybody who runs. */
void       band_check_heard      (Band            *band,
                                  TestPeer        *author,
                                  const char      *word);
guint      band_count_lines      (TestPeer        *peer,
                                  const char      *id,
                                  HallMessageKind  kind);
guint64    band_get_epoch        (TestPeer        *peer,
                                  const char      *id);
HallConversation *band_get_conversation (TestPeer *peer,
                                  const char      *id);

/* Where @host tells others to dial @id. */
guint      band_get_roster_port  (TestPeer        *host,
                                  const char      *room_id,
                                  const char      *id);

/* @raw joins what @host hosts, says that it joined, and that it listens on @port. */
void       band_join_raw         (RawPeer         *raw,
                                  TestPeer        *host,
                                  const char      *id,
                                  guint            fit,
                                  guint16          port);
HallPacket *band_make_join       (const char      *id);

G_END_DECLS
