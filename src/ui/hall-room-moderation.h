/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-moderation.h: newcomers, moderators and banned people of a room, in its settings.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-rights.h"

G_BEGIN_DECLS

#define HALL_TYPE_ROOM_MODERATION (hall_room_moderation_get_type ())
G_DECLARE_FINAL_TYPE (HallRoomModeration, hall_room_moderation, HALL, ROOM_MODERATION, AdwBin)

/* Once, for the widget's life. */
void hall_room_moderation_set_room (HallRoomModeration *self,
                                    HallSession        *session,
                                    HallRoom           *room);

G_END_DECLS
