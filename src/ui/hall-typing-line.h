/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-typing-line.h: who is writing just now.
 */

#pragma once

#include <adwaita.h>

#include "hall-room.h"

G_BEGIN_DECLS

#define HALL_TYPE_TYPING_LINE (hall_typing_line_get_type ())
G_DECLARE_FINAL_TYPE (HallTypingLine, hall_typing_line, HALL, TYPING_LINE, AdwBin)

/* (nullable): nothing */
void hall_typing_line_set_room (HallTypingLine *self,
                                HallRoom       *room);

G_END_DECLS
