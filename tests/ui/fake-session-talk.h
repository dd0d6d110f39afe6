/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-talk.h: what the window asked the fake session to do with messages.
 */

#pragma once

#include "fake-session.h"
#include "hall-session-talk.h"

G_BEGIN_DECLS

/* Ids of messages and texts are those of the last request, NULL before the first. */
guint       fake_session_count_replies        (HallSession *self);
const char *fake_session_get_last_reply_to    (HallSession *self);
guint       fake_session_count_edits          (HallSession *self);
const char *fake_session_get_last_edit_target (HallSession *self);
const char *fake_session_get_last_edit        (HallSession *self);
guint       fake_session_count_reactions      (HallSession *self);
const char *fake_session_get_last_reaction    (HallSession *self);
guint       fake_session_count_pins           (HallSession *self);
guint       fake_session_count_commands       (HallSession *self);
const char *fake_session_get_last_command     (HallSession *self);

G_END_DECLS
