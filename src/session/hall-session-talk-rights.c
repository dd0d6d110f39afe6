/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-talk-rights.c: what may be done to a message here and now, which is the last one of
 * ours, and a message as a quote.
 */

#define G_LOG_DOMAIN "hall-session-talk-rights"

#include "config.h"

#include "hall-session-private.h"
#include "hall-session-talk.h"

/* Whether anything can be said in it. */
static gboolean
may_speak (HallSession      *self,
           HallRoom         *room,
           HallConversation *conversation)
{
  if (self->mode != HALL_SESSION_ACTIVE || self->stopped || self->context->name == NULL
      || hall_room_get_banned (room) || hall_room_get_removed (room)
      || !hall_session_may_write (self, room, NULL))
    return FALSE;
  return hall_conversation_get_stored (conversation)->person != NULL
         || hall_conversation_get_stored (conversation)->member;
}

/**
 * hall_session_get_message_rights:
 * @self: a session
 * @room: a room or private conversation
 * @message: of it
 *
 * A message that is not signed yet can only be forwarded; a line of the system nothing at all.
 *
 * Returns: what may be done to it now, by what is known here
 */
HallMessageRights
hall_session_get_message_rights (HallSession *self,
                                 HallRoom    *room,
                                 HallMessage *message)
{
  HallConversation *conversation;
  gboolean direct, rules, is_own;
  HallMessageRights rights = HALL_MESSAGE_RIGHT_FORWARD;

  g_return_val_if_fail (HALL_IS_SESSION (self), 0);
  g_return_val_if_fail (HALL_IS_ROOM (room), 0);
  g_return_val_if_fail (HALL_IS_MESSAGE (message), 0);

  if (hall_message_get_kind (message) != HALL_MESSAGE_TEXT)
    return 0;
  conversation = hall_session_get_conversation (self, room);
  if (conversation == NULL || hall_message_get_id (message) == NULL
      || !may_speak (self, room, conversation))
    return rights;
  direct = hall_conversation_get_stored (conversation)->person != NULL;
  is_own = hall_message_get_is_own (message);
  rules = !direct && hall_census_is_moderator (hall_conversation_get_census (conversation),
                                               self->context->own_id);
  rights |= HALL_MESSAGE_RIGHT_REPLY | HALL_MESSAGE_RIGHT_REACT;
  if (is_own)
    rights |= HALL_MESSAGE_RIGHT_EDIT;
  if (is_own || rules)
    rights |= HALL_MESSAGE_RIGHT_DELETE;
  if (direct || rules)
    rights |= HALL_MESSAGE_RIGHT_PIN;
  return rights;
}

/**
 * hall_session_find_last_own:
 * @self: a session
 * @room: a room or private conversation that was opened
 *
 * Returns: (transfer none) (nullable): our newest text in it that can be edited, if it is loaded
 */
HallMessage *
hall_session_find_last_own (HallSession *self,
                            HallRoom    *room)
{
  GListModel *timeline;

  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);
  g_return_val_if_fail (HALL_IS_ROOM (room), NULL);

  timeline = G_LIST_MODEL (hall_room_get_timeline (room));
  for (guint i = g_list_model_get_n_items (timeline); i > 0; i--)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (timeline, i - 1);

      if (hall_message_get_is_own (message)
          && (hall_session_get_message_rights (self, room, message) & HALL_MESSAGE_RIGHT_EDIT) != 0)
        return message;   /* the timeline keeps it */
    }
  return NULL;
}

/**
 * hall_session_quote_message:
 * @self: a session
 * @message: a text
 *
 * Returns: (transfer full): who said it, and its lines as a quote, to be sent elsewhere
 */
char *
hall_session_quote_message (HallSession *self,
                            HallMessage *message)
{
  GString *quote;
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);
  g_return_val_if_fail (HALL_IS_MESSAGE (message), NULL);

  quote = g_string_new (NULL);
  g_string_append_printf (quote, "%s:", hall_person_get_name (hall_message_get_author (message)));
  lines = g_strsplit (hall_message_get_text (message), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (quote, "\n> %s", lines[i]);
  return g_string_free (quote, FALSE);
}
