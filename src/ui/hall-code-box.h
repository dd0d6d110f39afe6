/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-code-box.h: a block of code in a message.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_CODE_BOX (hall_code_box_get_type ())
G_DECLARE_FINAL_TYPE (HallCodeBox, hall_code_box, HALL, CODE_BOX, GtkBox)

/* @code: what is copied; @markup: what is shown of it, without any tags. */
GtkWidget *hall_code_box_new (const char *code,
                              const char *markup);

G_END_DECLS
