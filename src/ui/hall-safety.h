/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-safety.h: a safety number to compare: twelve groups of digits and a QR code.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HALL_TYPE_SAFETY (hall_safety_get_type ())
G_DECLARE_FINAL_TYPE (HallSafety, hall_safety, HALL, SAFETY, AdwBin)

GtkWidget  *hall_safety_new        (void);
void        hall_safety_set_number (HallSafety *self,
                                    const char *number);
const char *hall_safety_get_number (HallSafety *self);
void        hall_safety_bring_into_view (HallSafety *self);

G_END_DECLS
