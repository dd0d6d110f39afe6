/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-fact-row.h: one fact in a boxed list: what it is, and its value.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Plain text both; without a value the row can be activated. */
GtkWidget *hall_fact_row_new  (const char *title,
                               const char *value);
/* Takes all rows out. */
void       hall_fact_row_clear (GtkListBox *box);

G_END_DECLS
