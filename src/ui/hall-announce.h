/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-announce.h: telling a screen reader what has happened.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hall_announce (GtkWidget  *widget,
                    const char *text);

G_END_DECLS
