/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-about.h: the window that says what this program is.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hall_about_present (GtkWindow *parent);

G_END_DECLS
