/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-copy-button.h: a button that copies a text, and says for a moment that it did.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_COPY_BUTTON (hall_copy_button_get_type ())
G_DECLARE_FINAL_TYPE (HallCopyButton, hall_copy_button, HALL, COPY_BUTTON, GtkButton)

#define HALL_COPY_BUTTON_MS 3000 /* how long it says so */

GtkWidget *hall_copy_button_new      (const char     *label);
/* @text: (nullable): is copied by a click; NULL: the owner calls hall_copy_button_copy (). */
void       hall_copy_button_set_text (HallCopyButton *self,
                                      const char     *text);
void       hall_copy_button_copy     (HallCopyButton *self,
                                      const char     *text);

G_END_DECLS
