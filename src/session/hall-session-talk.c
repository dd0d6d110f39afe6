/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-talk.c: saying texts, answering, editing, reacting, pinning.
 *
 * What is refused here would be refused by everybody else, too; nothing is enforced by that.
 */

#define G_LOG_DOMAIN "hall-session-talk"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hall-limits.h"
#include "hall-text.h"

#include "hall-conversation-talk.h"
#include "hall-session-mentions.h"
#include "hall-session-private.h"
#include "hall-session-talk-private.h"
#include "hall-session-talk.h"

G_STATIC_ASSERT (HALL_SESSION_TEXT_MAX == HALL_TEXT_MAX);

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED,
                       _("You have no right to do that to this message."));
  return FALSE;
}

/* NULL with @error set: nothing can be said there now. */
static HallConversation *
find_open (HallSession *self,
           HallRoom    *room,
           GError     **error)
{
  HallConversation *conversation = hall_session_get_conversation (self, room);

  if (conversation == NULL || self->mode != HALL_SESSION_ACTIVE || self->stopped
      || self->context->name == NULL)
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                           _("You are not in this room."));
      return NULL;
    }
  if (!hall_session_may_write (self, room, error))
    return NULL;
  if (hall_room_get_banned (room) || hall_room_get_removed (room))
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED,
                           hall_room_get_banned (room)
                             ? _("You have been banned from this room.")
                             : _("You have been removed from this room."));
      return NULL;
    }
  return conversation;
}

/* NULL with @error set. (transfer full) */
static char *
clean_text (const char *text,
            GError    **error)
{
  char *clean = hall_text_clean_message (text);

  if (clean != NULL)
    return clean;
  if (strlen (text) > HALL_TEXT_MAX)
    g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT,
                 _("The message has %u KiB; %u KiB is the most that can be sent at once."),
                 (guint) (strlen (text) / 1024 + 1), (guint) (HALL_TEXT_MAX / 1024));
  else
    g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT,
                         _("The message is empty."));
  return NULL;
}

static gboolean
check_size (const HallEventBody *body,
            GError             **error)
{
  if (hall_event_can_carry_body (body))
    return TRUE;
  g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT,
                       _("The message has too many quotation marks, backslashes and line breaks "
                         "to be sent at once. Send it in two parts."));
  return FALSE;
}

/* (transfer full): whether they are here or not. */
static GPtrArray *
list_people (HallSession      *self,
             HallConversation *conversation)
{
  GPtrArray *people = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) ids = hall_census_list (hall_conversation_get_census (conversation));
  const char *other_id = hall_conversation_get_stored (conversation)->person;

  for (guint i = 0; i < ids->len && other_id == NULL; i++)
    {
      HallPerson *person = hall_directory_lookup_person (self->context->directory,
                                                         g_ptr_array_index (ids, i));

      if (person != NULL)
        g_ptr_array_add (people, g_object_ref (person));
    }
  if (other_id != NULL)
    g_ptr_array_add (people, g_object_ref (hall_directory_ensure_person (self->context->directory,
                                                                         other_id)));
  return people;
}

/* Whom @body's text names. (transfer full): to be kept as long as @body */
static GPtrArray *
add_mentions (HallSession      *self,
              HallConversation *conversation,
              HallEventBody    *body)
{
  g_autoptr (GPtrArray) people = NULL;
  GPtrArray *mentions;

  body->mentions_all = hall_conversation_get_stored (conversation)->person == NULL
                       && hall_census_is_moderator (hall_conversation_get_census (conversation),
                                                    self->context->own_id);
  if (strchr (body->text, '@') == NULL)
    {
      body->mentions_all = FALSE;
      return NULL;
    }
  people = list_people (self, conversation);
  mentions = hall_session_find_mentions (body->text, people, &body->mentions_all);
  body->mentions = mentions->len > 0 ? mentions : NULL;
  return mentions;
}

/* "//me" is the text "/me". */
static const char *
unescape (const char *text)
{
  return text[0] == '/' && hall_session_is_command (text + 1) ? text + 1 : text;
}

/**
 * hall_session_say_text:
 * @self: a running session
 * @room: ours, or a private conversation
 * @text: as typed
 * @reply_to: (nullable): the id of what it answers
 * @action: whether it says what oneself does
 * @error: return location for #HALL_SESSION_ERROR TEXT, NOT_FOUND, REFUSED or UNSURE
 *
 * Returns: (transfer none) (nullable): the pending message
 */
HallMessage *
hall_session_say_text (HallSession *self,
                       HallRoom    *room,
                       const char  *text,
                       const char  *reply_to,
                       gboolean     action,
                       GError     **error)
{
  HallConversation *conversation = find_open (self, room, error);
  g_autofree char *clean = NULL;
  g_autoptr (GPtrArray) mentions = NULL;
  HallEventBody body;

  if (conversation == NULL)
    return NULL;
  clean = clean_text (text, error);
  if (clean == NULL)
    return NULL;
  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = clean;
  body.reply = reply_to;
  body.action = action;
  mentions = add_mentions (self, conversation, &body);
  if (!check_size (&body, error))
    return NULL;
  return hall_conversation_send_body (conversation, &body);
}

/**
 * hall_session_send:
 * @self: a running session
 * @room: ours
 * @text: as typed; "//" where a command would begin stands for "/"
 * @error: return location for #HALL_SESSION_ERROR TEXT, NOT_FOUND, REFUSED or UNSURE
 *
 * Names those whom "@" and a name stands for, see hall_session_reply ().
 *
 * Returns: (transfer none) (nullable): the pending message
 */
HallMessage *
hall_session_send (HallSession *self,
                   HallRoom    *room,
                   const char  *text,
                   GError     **error)
{
  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);
  g_return_val_if_fail (HALL_IS_ROOM (room), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  return hall_session_say_text (self, room, unescape (text), NULL, FALSE, error);
}

/**
 * hall_session_reply:
 * @self: a running session
 * @room: ours, or a private conversation
 * @text: as typed
 * @reply_to: (nullable): a signed message of the room that it answers
 * @error: return location for #HALL_SESSION_ERROR TEXT, NOT_FOUND, REFUSED or UNSURE
 *
 * Returns: (transfer none) (nullable): the pending message
 */
HallMessage *
hall_session_reply (HallSession *self,
                    HallRoom    *room,
                    const char  *text,
                    HallMessage *reply_to,
                    GError     **error)
{
  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);
  g_return_val_if_fail (HALL_IS_ROOM (room), NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (reply_to == NULL || HALL_IS_MESSAGE (reply_to), NULL);

  if (reply_to != NULL
      && (hall_session_get_message_rights (self, room, reply_to) & HALL_MESSAGE_RIGHT_REPLY) == 0
      && find_open (self, room, error) != NULL)
    {
      refuse (error);
      return NULL;
    }
  return hall_session_say_text (self, room, unescape (text),
                                reply_to != NULL ? hall_message_get_id (reply_to) : NULL, FALSE,
                                error);
}

/* NULL with @error set: this is not for us to do to @message. */
static HallConversation *
find_allowed (HallSession      *self,
              HallRoom         *room,
              HallMessage      *message,
              HallMessageRights right,
              GError          **error)
{
  HallConversation *conversation = find_open (self, room, error);

  if (conversation == NULL)
    return NULL;
  if ((hall_session_get_message_rights (self, room, message) & right) != 0)
    return conversation;
  refuse (error);
  return NULL;
}

/**
 * hall_session_edit_message:
 * @self: a running session
 * @room: ours, or a private conversation
 * @message: a signed text of ours in it
 * @text: as typed
 * @error: return location for #HALL_SESSION_ERROR TEXT, NOT_FOUND, REFUSED or UNSURE
 *
 * What was said is seen otherwise from now on, here at once; a text that stays as it is is not said
 * again.
 *
 * Returns: whether that is said, or waits to be
 */
gboolean
hall_session_edit_message (HallSession *self,
                           HallRoom    *room,
                           HallMessage *message,
                           const char  *text,
                           GError     **error)
{
  HallConversation *conversation;
  g_autofree char *clean = NULL;
  g_autoptr (GPtrArray) mentions = NULL;
  HallEventBody body;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (room) && HALL_IS_MESSAGE (message), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  conversation = find_allowed (self, room, message, HALL_MESSAGE_RIGHT_EDIT, error);
  if (conversation == NULL || (clean = clean_text (text, error)) == NULL)
    return FALSE;
  if (g_strcmp0 (clean, hall_message_get_text (message)) == 0)
    return TRUE;
  hall_event_body_init (&body, HALL_EVENT_EDIT);
  body.target = hall_message_get_id (message);
  body.text = clean;
  mentions = add_mentions (self, conversation, &body);
  if (!check_size (&body, error))
    return FALSE;
  hall_conversation_send_note (conversation, &body);
  return TRUE;
}

/**
 * hall_session_react:
 * @self: a running session
 * @room: ours, or a private conversation
 * @message: a signed text in it
 * @emoji: one emoji
 * @on: %FALSE takes it back
 * @error: return location for #HALL_SESSION_ERROR TEXT, NOT_FOUND, REFUSED or UNSURE
 *
 * Returns: whether that is said, or waits to be
 */
gboolean
hall_session_react (HallSession *self,
                    HallRoom    *room,
                    HallMessage *message,
                    const char  *emoji,
                    gboolean     on,
                    GError     **error)
{
  g_autofree char *clean = NULL;
  HallConversation *conversation;
  HallEventBody body;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (room) && HALL_IS_MESSAGE (message), FALSE);
  g_return_val_if_fail (emoji != NULL, FALSE);

  conversation = find_allowed (self, room, message, HALL_MESSAGE_RIGHT_REACT, error);
  if (conversation == NULL)
    return FALSE;
  clean = hall_text_clean_emoji (emoji);
  if (clean == NULL || strlen (clean) > HALL_EMOJI_MAX)
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT,
                           _("Choose one emoji."));
      return FALSE;
    }
  hall_event_body_init (&body, HALL_EVENT_REACT);
  body.target = hall_message_get_id (message);
  body.emoji = clean;
  body.off = !on;
  hall_conversation_send_note (conversation, &body);
  return TRUE;
}

/**
 * hall_session_pin_message:
 * @self: a running session
 * @room: where we are a moderator, or a private conversation
 * @message: a signed text in it
 * @pinned: %FALSE takes the pin out
 * @error: return location for #HALL_SESSION_ERROR NOT_FOUND, REFUSED or UNSURE
 *
 * Returns: whether that is said, or waits to be
 */
gboolean
hall_session_pin_message (HallSession *self,
                          HallRoom    *room,
                          HallMessage *message,
                          gboolean     pinned,
                          GError     **error)
{
  HallConversation *conversation;
  HallEventBody body;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (room) && HALL_IS_MESSAGE (message), FALSE);

  conversation = find_allowed (self, room, message, HALL_MESSAGE_RIGHT_PIN, error);
  if (conversation == NULL)
    return FALSE;
  hall_event_body_init (&body, HALL_EVENT_PIN);
  body.target = hall_message_get_id (message);
  body.off = !pinned;
  hall_conversation_send_note (conversation, &body);
  return TRUE;
}
