/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-standing-room.h: a room that follows from its name alone, so that it is the same on every
 * computer without anybody having told the other.
 *
 * Anybody can make the key that signs its first event. So that event gives nobody a right.
 */

#pragma once

#include "hall-event.h"

G_BEGIN_DECLS

/* The first event of the room of that name; the same bytes everywhere. (transfer full) */
HallEvent *hall_standing_room_new_genesis (const char  *name,
                                           GError     **error);

G_END_DECLS
