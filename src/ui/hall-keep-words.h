/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-keep-words.h: lines of Korean sentences that end where words do.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hall_keep_words (GtkWidget *widget);

G_END_DECLS
