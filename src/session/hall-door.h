/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-door.h: links that came in and have not said yet which room they want.
 *
 * Owned by HallSession. It waits for `join`, closes who says something else or nothing, and refuses
 * purposes that this version does not serve. It knows no rooms.
 */

#pragma once

#include "hall-context.h"
#include "hall-link.h"

G_BEGIN_DECLS

#define HALL_TYPE_DOOR (hall_door_get_type ())
G_DECLARE_FINAL_TYPE (HallDoor, hall_door, HALL, DOOR, GObject)

/* Signal "join" (HallLink *link, HallPacket *join): the handler keeps the link or refuses it. */

HallDoor *hall_door_new   (HallContext *context);
void      hall_door_enter (HallDoor    *self,
                           HallLink    *link);
void      hall_door_close (HallDoor    *self);

G_END_DECLS
