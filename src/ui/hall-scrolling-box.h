/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-scrolling-box.h: one widget, as high as it wants to be, which scrolls where it can't be.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_SCROLLING_BOX (hall_scrolling_box_get_type ())
G_DECLARE_FINAL_TYPE (HallScrollingBox, hall_scrolling_box, HALL, SCROLLING_BOX, GtkWidget)

GtkWidget *hall_scrolling_box_new (GtkWidget *content);

G_END_DECLS
