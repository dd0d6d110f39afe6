/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-menu-names.h: what a screen reader calls the items of menus.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hall_menu_names_watch (void);

G_END_DECLS
