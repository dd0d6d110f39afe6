/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-dialog-bar.h: a dialog's title between its buttons, or above them where it is too wide.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_DIALOG_BAR (hall_dialog_bar_get_type ())
G_DECLARE_FINAL_TYPE (HallDialogBar, hall_dialog_bar, HALL, DIALOG_BAR, GtkWidget)

GtkLabel *hall_dialog_bar_get_title (HallDialogBar *self);

G_END_DECLS
