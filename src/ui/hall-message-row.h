/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-row.h: one row of a conversation.
 */

#pragma once

#include <adwaita.h>

#include "hall-timeline.h"

G_BEGIN_DECLS

#define HALL_TYPE_MESSAGE_ROW (hall_message_row_get_type ())
G_DECLARE_FINAL_TYPE (HallMessageRow, hall_message_row, HALL, MESSAGE_ROW, AdwBin)

/* Properties: item (HallMessage, nullable) */

GtkWidget   *hall_message_row_new      (void);
HallMessage *hall_message_row_get_item (HallMessageRow *self);
void         hall_message_row_set_item (HallMessageRow *self,
                                        HallMessage    *item);
/* Can be activated while the row stands for others. */
void         hall_message_row_set_list_item (HallMessageRow *self,
                                        GtkListItem    *list_item);
/* What its messages are in; before the message. */
void         hall_message_row_set_timeline (HallMessageRow *self,
                                        HallTimeline   *timeline);
void         hall_message_row_set_private (HallMessageRow *self,
                                        gboolean        is_private);
/* What was searched for, folded, to be marked in the text. */
void         hall_message_row_set_needle (HallMessageRow *self,
                                        const char     *needle);
/* Draws the eye to the row for a moment. */
void         hall_message_row_flash    (HallMessageRow *self);
char        *hall_message_row_get_selection (HallMessageRow *self);
char        *hall_message_row_get_link (HallMessageRow *self);

G_END_DECLS
