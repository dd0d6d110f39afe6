/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-line.h: what stands beside one another in a message's row.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_MESSAGE_LINE (hall_message_line_get_type ())
G_DECLARE_FINAL_TYPE (HallMessageLine, hall_message_line, HALL, MESSAGE_LINE, GtkWidget)

/* @child goes behind @sibling, NULL: to the beginning. */
void   hall_message_line_insert_after   (HallMessageLine *self,
                                         GtkWidget       *child,
                                         GtkWidget       *sibling);

G_END_DECLS
