/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-body.h: what a message says: its text, with code in boxes, folded where it is long.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-message.h"

G_BEGIN_DECLS

#define HALL_TYPE_MESSAGE_BODY (hall_message_body_get_type ())
G_DECLARE_FINAL_TYPE (HallMessageBody, hall_message_body, HALL, MESSAGE_BODY, GtkWidget)

/* @needle: (nullable): what was searched for, folded, to be marked. */
void   hall_message_body_set_message   (HallMessageBody *self,
                                        HallMessage     *message,
                                        const char      *needle);
/* A sentence of ours in place of a message's text. */
void   hall_message_body_set_sentence  (HallMessageBody *self,
                                        const char      *sentence);
/* What is selected; (transfer full) (nullable). */
char  *hall_message_body_get_selection (HallMessageBody *self);
/* The link with the keyboard or under the pointer, or the only one there is; (transfer full)
 * (nullable). */
char  *hall_message_body_get_link      (HallMessageBody *self);

G_END_DECLS
