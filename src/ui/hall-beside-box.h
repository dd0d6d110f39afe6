/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-beside-box.h: two widgets, the second beside the first, or below it where both are too wide.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_BESIDE_BOX (hall_beside_box_get_type ())
G_DECLARE_FINAL_TYPE (HallBesideBox, hall_beside_box, HALL, BESIDE_BOX, GtkWidget)

GtkWidget *hall_beside_box_new (GtkWidget *first,
                                GtkWidget *second);

G_END_DECLS
