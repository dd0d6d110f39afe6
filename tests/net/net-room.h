/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* net-room.h: a hosted room and its members, for the tests of HallHost.
 */

#pragma once

#include "net-test.h"

G_BEGIN_DECLS

typedef struct
{
  HallIdentity *identity;
  HallCounters *counters;
  HallListener *listener;
  HallHost *host;
  HallEvent *genesis;
  GPtrArray *visitors;     /* (element-type HallLink) that have not joined yet */
  GPtrArray *events;       /* (element-type HallEvent) handed up */
  GPtrArray *packets;      /* (element-type HallPacket) handed up */
  guint added;
  guint removed;
  gboolean acknowledge;
  NetSnapshot before;
  guint descriptors;
} NetRoom;

/* A member made of a HallLink. */
typedef struct
{
  HallIdentity *identity;
  HallCounters *counters;
  NetRecord *record;
} NetMember;

void        net_room_set_up    (NetRoom       *room,
                                gconstpointer  data);
void        net_room_tear_down (NetRoom       *room,
                                gconstpointer  data);

/* (transfer full): welcomed. */
NetMember  *net_member_join    (NetRoom       *room,
                                const char    *name);
NetMember  *net_member_join_as (NetRoom       *room,
                                HallIdentity  *identity,
                                const char    *name);
void        net_member_free    (NetMember     *member);

gint64      net_now_ms         (void);
HallPacket *net_new_join       (const char    *room,
                                const char    *name);
HallEvent  *net_new_text       (HallIdentity  *author,
                                const char    *room,
                                gint64         lc,
                                const char    *text);
void        net_send_event     (HallLink      *link,
                                HallEvent     *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetMember, net_member_free)

G_END_DECLS
