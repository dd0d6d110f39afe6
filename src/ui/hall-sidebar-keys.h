/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sidebar-keys.h: the arrow keys in a list of HallSidebarRows.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     hall_sidebar_keys_install (GtkListView *list);
gboolean hall_sidebar_keys_focus   (GtkListView *list,
                                    guint        position);

G_END_DECLS
