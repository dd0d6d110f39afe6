/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-row-name.h: what a screen reader calls a row of a GtkListView.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hall_row_name_set (GtkWidget  *row,
                        const char *name);

G_END_DECLS
