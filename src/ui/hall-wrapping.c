/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-wrapping.c: buttons whose labels wrap.
 *
 * For those of several words in something narrow: a window is as wide as its widest button, and
 * text may be twice as large as usual. It never changes what a button says.
 */

#define G_LOG_DOMAIN "hall-wrapping"

#include "config.h"

#include "hall-wrapping.h"

/**
 * hall_wrap_button:
 * @button: a button with a label; another label, set later, wraps as well
 */
void
hall_wrap_button (GtkButton *button)
{
  GtkWidget *label = gtk_button_get_child (button);

  g_return_if_fail (GTK_IS_LABEL (label));

  g_object_set (label, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "justify",
                GTK_JUSTIFY_CENTER, NULL);
}
