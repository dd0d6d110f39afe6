/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pinned-bar.h: what is pinned in a room, above its conversation.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_PINNED_BAR (hall_pinned_bar_get_type ())
G_DECLARE_FINAL_TYPE (HallPinnedBar, hall_pinned_bar, HALL, PINNED_BAR, AdwBin)

/* Signal "jump" (const char *event_id): one of them was chosen */

void hall_pinned_bar_set_session (HallPinnedBar *self,
                                  HallSession   *session);
/* (nullable): of none */
void hall_pinned_bar_set_room    (HallPinnedBar *self,
                                  HallRoom      *room);
/* The list, if anything is pinned. */
void hall_pinned_bar_open        (HallPinnedBar *self);

G_END_DECLS
