/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-composer-send.c: what happens to a text when Enter is pressed.
 *
 * It is a message, an answer, an edit or a command. The session does it; the note tells what comes
 * of it. The box itself is the composer's.
 */

#define G_LOG_DOMAIN "hall-composer-send"

#include "config.h"

#include "hall-session-talk.h"

#include "hall-composer-send.h"

static HallComposerOutcome
refuse (HallComposerNote *note,
        const GError     *error)
{
  hall_composer_note_set_refusal (note, error->message);
  return HALL_COMPOSER_REFUSED;
}

/* A text that is as it was is not said again. */
static HallComposerOutcome
send_edit (HallSession      *session,
           HallRoom         *room,
           HallMessage      *message,
           HallComposerNote *note,
           const char       *text)
{
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (text, hall_message_get_text (message)) != 0 &&
      !hall_session_edit_message (session, room, message, text, &error))
    return refuse (note, error);
  hall_composer_note_set_refusal (note, NULL);
  return HALL_COMPOSER_DONE;
}

/* To be undone for a moment, as where one leaves by the menu: that is the window's. */
static gboolean
leave_by_window (HallRoom         *room,
                 HallComposerNote *note,
                 const char       *line)
{
  g_autofree char *word = g_strchomp (g_ascii_strdown (line, -1));

  return g_str_equal (word, "/leave") && hall_room_get_person (room) == NULL &&
         hall_room_get_is_member (room) &&
         gtk_widget_activate_action (GTK_WIDGET (note), "win.leave-room", NULL);
}

static HallComposerOutcome
run_command (HallSession      *session,
             HallRoom         *room,
             HallComposerNote *note,
             const char       *line)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;

  if (leave_by_window (room, note, line))
    return HALL_COMPOSER_DONE;
  if (!hall_session_run_command (session, room, line, &answer, &error))
    return refuse (note, error);
  if (answer != NULL)
    hall_composer_note_set_answer (note, answer);
  else
    hall_composer_note_set_refusal (note, NULL);
  /* "/me waves" is a message, too. */
  return g_ascii_strncasecmp (line, "/me ", 4) == 0 ? HALL_COMPOSER_SENT : HALL_COMPOSER_DONE;
}

/**
 * hall_composer_send:
 * @session: who does it
 * @room: where
 * @context: what the text is
 * @note: where it is told why nothing came of it, or what a command answered
 * @text: what was written, not only white space
 *
 * Returns: what came of it
 */
HallComposerOutcome
hall_composer_send (HallSession         *session,
                    HallRoom            *room,
                    HallComposerContext *context,
                    HallComposerNote    *note,
                    const char          *text)
{
  HallComposerMode mode = hall_composer_context_get_mode (context);
  HallMessage *message = hall_composer_context_get_message (context);
  g_autoptr (GError) error = NULL;
  HallMessage *sent;

  if (mode == HALL_COMPOSER_EDIT)
    return send_edit (session, room, message, note, text);
  if (hall_session_is_command (text))
    return run_command (session, room, note, text);
  if (mode == HALL_COMPOSER_REPLY)
    sent = hall_session_reply (session, room, text, message, &error);
  else
    sent = hall_session_send (session, room, text, &error);
  if (sent == NULL)
    return refuse (note, error);
  hall_composer_note_set_refusal (note, NULL);
  return HALL_COMPOSER_SENT;
}
