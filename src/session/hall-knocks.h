/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-knocks.h: links whose `join` waits until it is decided who hosts the room.
 *
 * Owned by a HallConversation. One per key, bounded in number and in time; whoever says something
 * more meanwhile is sent away. It answers nobody.
 */

#pragma once

#include "hall-context.h"
#include "hall-link.h"

G_BEGIN_DECLS

typedef struct _HallKnocks HallKnocks;

HallKnocks *hall_knocks_new      (HallContext *context);
/* Says bye to whoever waits. */
void        hall_knocks_free     (HallKnocks  *self);
/* FALSE: there are too many. */
gboolean    hall_knocks_add      (HallKnocks  *self,
                                  HallLink    *link,
                                  HallPacket  *join);
gboolean    hall_knocks_contains (HallKnocks  *self,
                                  const char  *id);
gboolean    hall_knocks_is_empty (HallKnocks  *self);
/* The first one's, who waits no more: (transfer full) (nullable). */
HallLink   *hall_knocks_take     (HallKnocks  *self,
                                  HallPacket **join);
/* That of a key. */
HallLink   *hall_knocks_take_of  (HallKnocks  *self,
                                  const char  *id);
/* Cuts the links of all. */
void        hall_knocks_abort    (HallKnocks  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallKnocks, hall_knocks_free)

G_END_DECLS
