/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-share.h: the answering half of synchronisation on one link: have, ids, and events wanted.
 *
 * Owned by a HallSync. Everything goes out below chat, and waits while the link's queue is above
 * HALL_QUEUE_SOFT_MAX. What the peer may not have is left out. It asks for nothing.
 */

#pragma once

#include "hall-link.h"
#include "hall-sync-scope.h"

G_BEGIN_DECLS

#define HALL_TYPE_SHARE (hall_share_get_type ())
G_DECLARE_FINAL_TYPE (HallShare, hall_share, HALL, SHARE, GObject)

HallShare *hall_share_new       (HallContext   *context,
                                 HallLink      *link,
                                 const char    *room_id,
                                 HallSyncScope *scope);
/* @days: (element-type HallStoredDay) ascending, from the lc @from on. */
void       hall_share_send_have (HallShare     *self,
                                 gint64         from,
                                 GArray        *days,
                                 const guint8   control[8]);
/* A question for ids or hours, or a want. FALSE when the peer asks for more than it may. */
gboolean   hall_share_handle    (HallShare     *self,
                                 HallPacket    *packet);
/* Monotonic time in µs at which the peer asked for something last; 0: never. */
gint64     hall_share_get_asked (HallShare     *self);
/* Whether something waits to be answered. */
gboolean   hall_share_is_busy   (HallShare     *self);
void       hall_share_close     (HallShare     *self);

G_END_DECLS
