/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-share.h: the answering half of synchronisation on one link: have, ids, and events wanted.
 *
 * Owned by a HallSync. Everything goes out below chat, and waits while the link's queue is above
 * HALL_QUEUE_SOFT_MAX. It asks for nothing.
 */

#pragma once

#include "hall-context.h"
#include "hall-link.h"

G_BEGIN_DECLS

#define HALL_TYPE_SHARE (hall_share_get_type ())
G_DECLARE_FINAL_TYPE (HallShare, hall_share, HALL, SHARE, GObject)

HallShare *hall_share_new       (HallContext *context,
                                 HallLink    *link,
                                 const char  *room_id);
/* @days: (element-type HallStoredDay) ascending. */
void       hall_share_send_have (HallShare   *self,
                                 GArray      *days,
                                 const guint8 control[8]);
/* A question for ids, or a want. FALSE when the peer asks for more than it may. */
gboolean   hall_share_handle    (HallShare   *self,
                                 HallPacket  *packet);
void       hall_share_close     (HallShare   *self);

G_END_DECLS
