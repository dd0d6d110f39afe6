/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-empty.h: what stands where a conversation will be while nothing was said.
 */

#pragma once

#include <adwaita.h>

#include "hall-room.h"

G_BEGIN_DECLS

#define HALL_TYPE_ROOM_EMPTY (hall_room_empty_get_type ())
G_DECLARE_FINAL_TYPE (HallRoomEmpty, hall_room_empty, HALL, ROOM_EMPTY, AdwBin)

/* (nullable): nothing is shown */
void hall_room_empty_set_room (HallRoomEmpty *self,
                               HallRoom      *room);

G_END_DECLS
