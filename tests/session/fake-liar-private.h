/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-liar-private.h: what fake-liar.c, who is there, and fake-lies.c, what it says, share.
 */

#pragma once

#include "fake-clock.h"
#include "fake-liar.h"
#include "fake-transport.h"
#include "hall-event.h"

G_BEGIN_DECLS

struct _FakeLiar
{
  FakeLan *lan;
  FakeRandom dice;
  FakeNode *node;
  HallIdentity *identity;
  HallIdentity *stranger;    /* a second key, which never joins */
  FakeClock *clock;
  FakeTransport *transport;  /* NULL while it is silent */
  char *room_id;
  HallEvent *genesis;        /* (nullable) until it was told */
  char *host_id;             /* (nullable) as announced last, with where that is */
  char *host_address;
  guint16 host_port;
  HallLink *link;            /* (nullable) as a member */
  gboolean welcomed;
  GPtrArray *guests;         /* (element-type HallLink) who dialled it */
  GPtrArray *people;         /* (element-type utf8) whose ids it has heard */
  GPtrArray *heard;          /* (element-type HallEvent) */
  GPtrArray *forgeries;      /* (element-type HallEvent) that it says to have */
  guint n_lies;
  guint n_heard;             /* events of the room */
  guint n_fooled;
  gboolean whispers;
  gboolean locked;
  HallLink *door;            /* (nullable) dialled for a private conversation */
  FakeNode *target;          /* of @door */
  guint64 seq;
};

/* Says something on a link that it must not. */
void       fake_liar_say         (FakeLiar   *self,
                                  HallLink   *link);
/* Announces to everybody what it does not do. */
void       fake_liar_announce    (FakeLiar   *self);
/* Answers a synchronisation: with nothing, with too much, with forgeries. */
void       fake_liar_answer      (FakeLiar   *self,
                                  HallLink   *link,
                                  HallPacket *packet);
/* Answers somebody who wants to join. */
void       fake_liar_welcome     (FakeLiar   *self,
                                  HallLink   *link,
                                  HallPacket *join);
/* Says something private over @door, in its own name or another's. */
void       fake_liar_whisper     (FakeLiar   *self);
/* Plays a part in a proof of what it does not know. */
void       fake_liar_pretend     (FakeLiar   *self,
                                  HallLink   *link,
                                  HallPacketType type);
/* That it joined, as anybody may in an open room; not a lie. */
void       fake_liar_say_joined  (FakeLiar   *self);

G_END_DECLS
