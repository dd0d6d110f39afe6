/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* net-pipe.h: a HallLink that carries encoded frames in memory, and a room whose members use it.
 *
 * No descriptor, no key exchange, no deadline: what is sent arrives at the next turn of the main
 * loop. Each end counts what it was asked to send.
 */

#pragma once

#include "net-held-clock.h"
#include "net-test.h"

G_BEGIN_DECLS

#define NET_TYPE_PIPE (net_pipe_get_type ())
G_DECLARE_FINAL_TYPE (NetPipe, net_pipe, NET, PIPE, HallLink)

struct _NetPipe
{
  HallLink parent_instance;

  HallClock *clock;
  NetPipe *other;        /* NULL once either end is over */
  GQueue incoming;       /* (element-type GBytes) on their way to us */
  gsize incoming_bytes;
  gboolean lost;         /* the other end is over */
  gboolean finishing;
  GError *error;         /* to end with */
  guint source;
  guint finishes;        /* calls of the class's functions */
  guint aborts;
  guint ends;

  guint sent[HALL_PACKET_BYE + 1];      /* packets, by type */
  gsize sent_bytes[HALL_PACKET_BYE + 1];
  guint sent_entries;    /* of `roster` */
  guint sent_entries_most;
};

/* Two ends, not ready; @near was dialled by @far. (transfer full) both. */
void net_pipe_new_pair (HallClock   *clock,
                        const char  *near_id,
                        const char  *far_id,
                        HallLink   **near,
                        HallLink   **far);
/* Both are ready. */
void net_pipe_begin    (HallLink    *near,
                        HallLink    *far);

/* A hosted room of pipes. */
typedef struct
{
  NetHeldClock *clock;
  HallIdentity *identity;
  HallCounters *counters;
  HallEvent *genesis;
  HallHost *host;
  GPtrArray *events;     /* (element-type HallEvent) handed up */
  GPtrArray *packets;    /* (element-type HallPacket) handed up */
  guint added;
  guint removed;
  const char *release_id;  /* let go of when a welcome comes from there */
  HallLink *released;
  NetSnapshot before;
} PipeRoom;

typedef struct
{
  char *id;
  HallKey *key;
  HallLink *near;        /* the host's end */
  NetRecord *record;     /* of the member's end */
} PipeMember;

/* @data: (nullable): if set, newcomers see only what was said since they joined. */
void        pipe_room_set_up     (PipeRoom      *room,
                                  gconstpointer  data);
void        pipe_room_tear_down  (PipeRoom      *room,
                                  gconstpointer  data);
/* Linked, not admitted. */
PipeMember *pipe_member_new      (PipeRoom      *room);
/* Admitted by a `join` with these. */
PipeMember *pipe_member_join     (PipeRoom      *room,
                                  const char    *name,
                                  guint16        tcp_port,
                                  guint          fit);
void        pipe_member_free     (PipeMember    *member);
HallPacket *pipe_room_new_join   (PipeRoom      *room,
                                  const char    *name,
                                  guint16        tcp_port,
                                  guint          fit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PipeMember, pipe_member_free)

G_END_DECLS
