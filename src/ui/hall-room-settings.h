/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-settings.h: what is known of a room, and what one may decide about it.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-rights.h"

G_BEGIN_DECLS

#define HALL_TYPE_ROOM_SETTINGS (hall_room_settings_get_type ())
G_DECLARE_FINAL_TYPE (HallRoomSettings, hall_room_settings, HALL, ROOM_SETTINGS, AdwWindow)

GtkWidget *hall_room_settings_new (HallSession *session,
                                   HallRoom    *room,
                                   GtkWindow   *parent);

G_END_DECLS
