/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-wrapping.h: buttons and titles that wrap where there is little room for large text.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hall_wrap_button (GtkButton *button);
void hall_wrap_title  (GtkWindow *dialog);

G_END_DECLS
