/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-title.h: what the header says of the conversation below it.
 */

#pragma once

#include <adwaita.h>

#include "hall-room.h"

G_BEGIN_DECLS

#define HALL_TYPE_ROOM_TITLE (hall_room_title_get_type ())
G_DECLARE_FINAL_TYPE (HallRoomTitle, hall_room_title, HALL, ROOM_TITLE, AdwBin)

/* @room: (nullable); @open: its conversation is shown: else nothing is said */
void hall_room_title_set_room (HallRoomTitle *self,
                               HallRoom      *room,
                               gboolean       open);
void hall_room_title_set_narrow (HallRoomTitle *self,
                                 gboolean       narrow);

G_END_DECLS
