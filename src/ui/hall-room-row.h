/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-row.h: a room in the sidebar.
 */

#pragma once

#include <adwaita.h>

#include "hall-room.h"

G_BEGIN_DECLS

#define HALL_TYPE_ROOM_ROW (hall_room_row_get_type ())
G_DECLARE_FINAL_TYPE (HallRoomRow, hall_room_row, HALL, ROOM_ROW, AdwBin)

/* Properties: room (nullable) */

GtkWidget *hall_room_row_new            (void);
HallRoom  *hall_room_row_get_room       (HallRoomRow *self);
void       hall_room_row_set_room       (HallRoomRow *self,
                                         HallRoom    *room);
/* Without the button that joins. */
void       hall_room_row_set_only_opens (HallRoomRow *self,
                                         gboolean     only_opens);

G_END_DECLS
