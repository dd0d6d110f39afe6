/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-talk.h: the part of the façade that is about messages: answering, changing,
 * reacting, pinning, being told, and what begins with a slash.
 *
 * What is done here becomes a signed event, which waits in the outbox like a message while the room
 * is not reached; it is seen at once. FALSE with HALL_SESSION_ERROR_REFUSED where one has no right
 * to it, HALL_SESSION_ERROR_TEXT where the text is empty or too long. Everything on the main
 * context the session was made on.
 */

#pragma once

#include "hall-session.h"

G_BEGIN_DECLS

/* The most that one message can hold, in bytes. */
#define HALL_SESSION_TEXT_MAX (16 * 1024)

/* As hall_session_send (), which names those whom "@" and a name stands for, too: members of the
 * room, the longest name first, "@name#tag" where two bear it; "@room" where one is a moderator.
 * @reply_to: (nullable): a signed message of the room that it answers. (transfer none) */
HallMessage      *hall_session_reply             (HallSession      *self,
                                                  HallRoom         *room,
                                                  const char       *text,
                                                  HallMessage      *reply_to,
                                                  GError          **error);
/* One's own, signed. */
gboolean          hall_session_edit_message      (HallSession      *self,
                                                  HallRoom         *room,
                                                  HallMessage      *message,
                                                  const char       *text,
                                                  GError          **error);
/* One's newest text in the room that is signed and can be edited, if it is loaded. (transfer none)
 * (nullable) */
HallMessage      *hall_session_find_last_own     (HallSession      *self,
                                                  HallRoom         *room);
gboolean          hall_session_react             (HallSession      *self,
                                                  HallRoom         *room,
                                                  HallMessage      *message,
                                                  const char       *emoji,
                                                  gboolean          on,
                                                  GError          **error);
gboolean          hall_session_pin_message       (HallSession      *self,
                                                  HallRoom         *room,
                                                  HallMessage      *message,
                                                  gboolean          pinned,
                                                  GError          **error);
/* What one may do with the message now. */
HallMessageRights hall_session_get_message_rights (HallSession     *self,
                                                  HallRoom         *room,
                                                  HallMessage      *message);
/* The message as a quote, to be sent elsewhere: "Mina Kim:" and its lines after "> ".
 * (transfer full) */
char             *hall_session_quote_message     (HallSession      *self,
                                                  HallMessage      *message);

/* Everything from this message on is unread again. */
void              hall_session_mark_unread       (HallSession      *self,
                                                  HallRoom         *room,
                                                  HallMessage      *message);
/* Of a whole conversation: the last message that somebody else said. FALSE when there is none. */
gboolean          hall_session_mark_room_unread  (HallSession      *self,
                                                  HallRoom         *room);
void              hall_session_set_notify        (HallSession      *self,
                                                  HallRoom         *room,
                                                  HallNotify        notify);
/* What is chosen, HALL_NOTIFY_DEFAULT resolved. */
HallNotify        hall_session_get_notify        (HallSession      *self,
                                                  HallRoom         *room);
/* Whether one is to be told of the message now, were it not on the screen: the room's choice,
 * blocked people, do not disturb. */
gboolean          hall_session_wants_notice      (HallSession      *self,
                                                  HallRoom         *room,
                                                  HallMessage      *message);

/* Whether the line is a command: a slash and letters ("//" and "/usr/bin" are none). */
gboolean          hall_session_is_command        (const char       *line);
/* Does it. @answer (out) (nullable) (transfer full): something to show, and for /help the list of
 * commands, a line each. HALL_SESSION_ERROR_NOT_FOUND says that there is no such command and how
 * such a text is sent all the same. */
gboolean          hall_session_run_command       (HallSession      *self,
                                                  HallRoom         *room,
                                                  const char       *line,
                                                  char            **answer,
                                                  GError          **error);
/* The commands, for completing: "me", "topic", ... with what they take and do, translated. */
typedef struct
{
  const char *name;
  const char *arguments;   /* "" or such as "TOPIC" */
  const char *summary;
} HallCommand;

const HallCommand *hall_session_list_commands    (guint            *n_commands);

G_END_DECLS
