/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sidebar-row.h: one line of the sidebar, whatever it shows.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HALL_TYPE_SIDEBAR_ROW (hall_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (HallSidebarRow, hall_sidebar_row, HALL, SIDEBAR_ROW, AdwBin)

GtkWidget *hall_sidebar_row_new      (gboolean        only_opens);
void       hall_sidebar_row_set_item (HallSidebarRow *self,
                                      GObject        *item);
GObject   *hall_sidebar_row_get_item (HallSidebarRow *self);

G_END_DECLS
