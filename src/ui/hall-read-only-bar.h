/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-read-only-bar.h: in the place of the composer, where one cannot write.
 */

#pragma once

#include <adwaita.h>

#include "hall-room.h"

G_BEGIN_DECLS

#define HALL_TYPE_READ_ONLY_BAR (hall_read_only_bar_get_type ())
G_DECLARE_FINAL_TYPE (HallReadOnlyBar, hall_read_only_bar, HALL, READ_ONLY_BAR, AdwBin)

/* Properties: shown: there is a reason why one cannot write */

/* (nullable): nothing */
void     hall_read_only_bar_set_room  (HallReadOnlyBar *self,
                                       HallRoom        *room);
gboolean hall_read_only_bar_get_shown (HallReadOnlyBar *self);
/* The keyboard goes to its button. */
void     hall_read_only_bar_focus     (HallReadOnlyBar *self);

G_END_DECLS
