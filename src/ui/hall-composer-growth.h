/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-composer-growth.h: the box grows with its text, up to eight lines.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Once, and again whenever the font may be another. */
void hall_composer_growth_watch  (GtkScrolledWindow *scrolled);
void hall_composer_growth_update (GtkScrolledWindow *scrolled,
                                  GtkTextView       *text);

G_END_DECLS
