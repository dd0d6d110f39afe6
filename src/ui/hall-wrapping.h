/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-wrapping.h: buttons, titles and labels that wrap where there is little room for large text.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void      hall_wrap_button        (GtkButton  *button);
void      hall_wrap_question      (GtkWidget  *dialog);
void      hall_wrap_title         (GtkWindow  *dialog);
GtkLabel *hall_wrapping_title_new (void);
/* At the end of a box; @style: (nullable). No hyphens are put in. */
GtkLabel *hall_wrapping_label_new (GtkWidget  *box,
                                   const char *style);

G_END_DECLS
