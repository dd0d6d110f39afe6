/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-talk.c: the fake's answering, editing, reacting, pinning and commands.
 *
 * What the window asks for is remembered; what it says about messages is also put to them, so that
 * it can be seen.
 */

#define G_LOG_DOMAIN "fake-session-talk"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-limits.h"

#include "fake-session-private.h"
#include "fake-session-talk.h"

typedef struct
{
  char *reply_to;
  char *edit_target, *edit_text;
  char *reaction;
  char *command;
  guint n_replies, n_edits, n_reactions, n_pins, n_commands;
} Talk;

static void
talk_free (gpointer data)
{
  Talk *talk = data;

  g_free (talk->reply_to);
  g_free (talk->edit_target);
  g_free (talk->edit_text);
  g_free (talk->reaction);
  g_free (talk->command);
  g_free (talk);
}

static Talk *
get_talk (HallSession *self)
{
  Talk *talk = g_object_get_data (G_OBJECT (self), "talk");

  if (talk == NULL)
    {
      talk = g_new0 (Talk, 1);
      g_object_set_data_full (G_OBJECT (self), "talk", talk, talk_free);
    }
  return talk;
}

static void
remember (char       **place,
          const char  *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

static gboolean
take_failure (HallSession  *self,
              GError      **error)
{
  if (self->failure == NULL)
    return FALSE;
  g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED, self->failure);
  g_clear_pointer (&self->failure, g_free);
  return TRUE;
}

HallMessage *
hall_session_reply (HallSession  *self,
                    HallRoom     *room,
                    const char   *text,
                    HallMessage  *reply_to,
                    GError      **error)
{
  HallMessage *message;

  if (take_failure (self, error))
    return NULL;
  message = hall_session_send (self, room, text, error);
  if (message != NULL && reply_to != NULL)
    {
      get_talk (self)->n_replies++;
      remember (&get_talk (self)->reply_to, hall_message_get_id (reply_to));
    }
  return message;
}

gboolean
hall_session_edit_message (HallSession  *self,
                           HallRoom     *room,
                           HallMessage  *message,
                           const char   *text,
                           GError      **error)
{
  Talk *talk = get_talk (self);
  HallEventBody body;

  if (take_failure (self, error))
    return FALSE;
  talk->n_edits++;
  remember (&talk->edit_target, hall_message_get_id (message));
  remember (&talk->edit_text, text);
  hall_event_body_init (&body, HALL_EVENT_EDIT);
  body.target = talk->edit_target;
  body.text = text;
  fake_session_annotate (self, room, hall_session_get_self (self), &body,
                         hall_message_get_clock (message) + 1);
  return TRUE;
}

HallMessageRights
hall_session_get_message_rights (HallSession *self,
                                 HallRoom    *room,
                                 HallMessage *message)
{
  HallMessageRights rights = HALL_MESSAGE_RIGHT_REPLY | HALL_MESSAGE_RIGHT_REACT
                             | HALL_MESSAGE_RIGHT_FORWARD;
  gboolean direct = hall_room_get_person (room) != NULL;

  if (hall_message_get_kind (message) != HALL_MESSAGE_TEXT)
    return 0;
  if (hall_message_get_id (message) == NULL)
    return HALL_MESSAGE_RIGHT_FORWARD;
  if (hall_message_get_is_own (message))
    rights |= HALL_MESSAGE_RIGHT_EDIT | HALL_MESSAGE_RIGHT_DELETE;
  if (hall_room_get_moderator (room))
    rights |= HALL_MESSAGE_RIGHT_DELETE;
  if (direct || hall_room_get_moderator (room))
    rights |= HALL_MESSAGE_RIGHT_PIN;
  return rights;
}

HallMessage *
hall_session_find_last_own (HallSession *self,
                            HallRoom    *room)
{
  GListModel *timeline = G_LIST_MODEL (hall_room_get_timeline (room));

  for (guint i = g_list_model_get_n_items (timeline); i > 0; i--)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (timeline, i - 1);

      if (hall_message_get_is_own (message)
          && hall_session_get_message_rights (self, room, message) & HALL_MESSAGE_RIGHT_EDIT)
        return message;
    }
  return NULL;
}

gboolean
hall_session_react (HallSession  *self,
                    HallRoom     *room,
                    HallMessage  *message,
                    const char   *emoji,
                    gboolean      on,
                    GError      **error)
{
  Talk *talk = get_talk (self);
  HallEventBody body;

  if (take_failure (self, error))
    return FALSE;
  talk->n_reactions++;
  remember (&talk->reaction, emoji);
  hall_event_body_init (&body, HALL_EVENT_REACT);
  body.target = hall_message_get_id (message);
  body.emoji = emoji;
  body.off = !on;
  fake_session_annotate (self, room, hall_session_get_self (self), &body,
                         hall_message_get_clock (message) + talk->n_reactions);
  return TRUE;
}

gboolean
hall_session_pin_message (HallSession  *self,
                          HallRoom     *room,
                          HallMessage  *message,
                          gboolean      pinned,
                          GError      **error)
{
  HallEventBody body;

  if (take_failure (self, error))
    return FALSE;
  get_talk (self)->n_pins++;
  hall_event_body_init (&body, HALL_EVENT_PIN);
  body.target = hall_message_get_id (message);
  body.off = !pinned;
  fake_session_annotate (self, room, hall_session_get_self (self), &body,
                         hall_message_get_clock (message) + get_talk (self)->n_pins);
  return TRUE;
}

char *
hall_session_quote_message (HallSession *self,
                            HallMessage *message)
{
  g_auto (GStrv) lines = g_strsplit (hall_message_get_text (message), "\n", -1);
  g_autofree char *quoted = g_strjoinv ("\n> ", lines);

  return g_strdup_printf ("%s:\n> %s", hall_person_get_name (hall_message_get_author (message)),
                          quoted);
}

gboolean
hall_session_is_command (const char *line)
{
  gsize length = 1;

  if (line[0] != '/')
    return FALSE;
  while (g_ascii_isalpha (line[length]))
    length++;
  return length > 1 && (line[length] == '\0' || g_ascii_isspace (line[length]));
}

static const HallCommand commands[] = {
  { "me", "TEXT", "Say what you do" },
  { "topic", "TOPIC", "Say what this room is about" },
  { "leave", "", "Leave this room" },
  { "help", "", "Show all commands" },
};

gboolean
hall_session_run_command (HallSession  *self,
                          HallRoom     *room,
                          const char   *line,
                          char        **answer,
                          GError      **error)
{
  gsize length = strcspn (line + 1, " \n");

  *answer = NULL;
  if (take_failure (self, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strlen (commands[i].name) == length && strncmp (commands[i].name, line + 1, length) == 0)
      {
        get_talk (self)->n_commands++;
        remember (&get_talk (self)->command, line);
        if (g_str_equal (commands[i].name, "help"))
          *answer = g_strdup ("/me TEXT — Say what you do\n/help — Show all commands");
        return TRUE;
      }
  g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
               "There is no command “%.*s”.", (int) length + 1, line);
  return FALSE;
}

const HallCommand *
hall_session_list_commands (guint *n_commands)
{
  static HallCommand translated[G_N_ELEMENTS (commands)];

  /* The catalogues have them from src/session/hall-commands.c. */
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      translated[i].name = commands[i].name;
      translated[i].arguments = "";
      if (*commands[i].arguments != '\0')
        translated[i].arguments = g_dpgettext2 (GETTEXT_PACKAGE, "command", commands[i].arguments);
      translated[i].summary = _(commands[i].summary);
    }
  *n_commands = G_N_ELEMENTS (commands);
  return translated;
}

guint
fake_session_count_replies (HallSession *self)
{
  return get_talk (self)->n_replies;
}

const char *
fake_session_get_last_reply_to (HallSession *self)
{
  return get_talk (self)->reply_to;
}

guint
fake_session_count_edits (HallSession *self)
{
  return get_talk (self)->n_edits;
}

const char *
fake_session_get_last_edit_target (HallSession *self)
{
  return get_talk (self)->edit_target;
}

const char *
fake_session_get_last_edit (HallSession *self)
{
  return get_talk (self)->edit_text;
}

guint
fake_session_count_reactions (HallSession *self)
{
  return get_talk (self)->n_reactions;
}

const char *
fake_session_get_last_reaction (HallSession *self)
{
  return get_talk (self)->reaction;
}

guint
fake_session_count_pins (HallSession *self)
{
  return get_talk (self)->n_pins;
}

guint
fake_session_count_commands (HallSession *self)
{
  return get_talk (self)->n_commands;
}

const char *
fake_session_get_last_command (HallSession *self)
{
  return get_talk (self)->command;
}
