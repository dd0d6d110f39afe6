/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-menu-focus.h: where the keyboard goes when a menu is closed.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hall_menu_focus_watch      (GtkMenuButton *button);
void hall_menu_focus_watch_text (GtkTextView   *text);

G_END_DECLS
