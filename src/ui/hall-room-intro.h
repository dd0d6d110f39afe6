/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-intro.h: a room that one is not in yet.
 */

#pragma once

#include <adwaita.h>

#include "hall-room.h"

G_BEGIN_DECLS

#define HALL_TYPE_ROOM_INTRO (hall_room_intro_get_type ())
G_DECLARE_FINAL_TYPE (HallRoomIntro, hall_room_intro, HALL, ROOM_INTRO, AdwBin)

GtkWidget *hall_room_intro_new      (void);
void       hall_room_intro_set_room (HallRoomIntro *self,
                                     HallRoom      *room);
void       hall_room_intro_focus    (HallRoomIntro *self);

G_END_DECLS
