/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-view.h: the conversation of one room, scrolled.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_MESSAGE_VIEW (hall_message_view_get_type ())
G_DECLARE_FINAL_TYPE (HallMessageView, hall_message_view, HALL, MESSAGE_VIEW, AdwBin)

void      hall_message_view_set_session (HallMessageView *self,
                                         HallSession     *session);
void      hall_message_view_set_room    (HallMessageView *self,
                                         HallRoom        *room);
void      hall_message_view_jump_to_end (HallMessageView *self);
gboolean  hall_message_view_get_at_end  (HallMessageView *self);
gboolean  hall_message_view_focus       (HallMessageView *self);
void      hall_message_view_jump_to_event (HallMessageView *self,
                                         const char      *event_id);
void      hall_message_view_jump_to_time (HallMessageView *self,
                                         gint64           time_ms);
/* What is unread stays so until the room is opened again, though it is seen. */
void      hall_message_view_keep_unread (HallMessageView *self);
void      hall_message_view_ask_date    (HallMessageView *self);
void      hall_message_view_set_needle  (HallMessageView *self,
                                         const char      *needle);

G_END_DECLS
