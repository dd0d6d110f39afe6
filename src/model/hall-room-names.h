/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-names.h: which listed rooms share a name and have to be told apart.
 *
 * Private to this folder; owned by HallDirectory.
 */

#pragma once

#include "hall-room.h"

G_BEGIN_DECLS

typedef struct _HallRoomNames HallRoomNames;

HallRoomNames *hall_room_names_new  (void);
void           hall_room_names_free (HallRoomNames *self);
/* @name (nullable): NULL when the room is not listed, or has no name. */
void           hall_room_names_set  (HallRoomNames *self,
                                     HallRoom      *room,
                                     const char    *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallRoomNames, hall_room_names_free)

G_END_DECLS
