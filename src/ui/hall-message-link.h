/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-link.h: labels with links in other people's texts.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns the label: its links show where they lead, and those of Hallway open in it. */
GtkWidget *hall_message_link_watch      (GtkWidget  *label);
/* What the label shows from now on: markup made by hall_text_to_markup (), or plain text. */
void       hall_message_link_set_markup (GtkWidget  *label,
                                         const char *markup);
void       hall_message_link_set_text   (GtkWidget  *label,
                                         const char *text);
/* The link that has the keyboard, else the one under the pointer. (transfer full) (nullable) */
char      *hall_message_link_find       (GtkWidget  *label);

G_END_DECLS
