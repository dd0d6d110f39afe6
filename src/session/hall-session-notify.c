/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-notify.c: what is made unread again, and what one wants to be told of.
 */

#define G_LOG_DOMAIN "hall-session-notify"

#include "config.h"

#include "hall-conversation-talk.h"
#include "hall-session-people.h"
#include "hall-session-private.h"
#include "hall-session-talk.h"

static HallConversation *
find_active (HallSession *self,
             HallRoom    *room)
{
  if (self->mode != HALL_SESSION_ACTIVE || self->stopped || !self->store_open)
    return NULL;
  return hall_session_get_conversation (self, room);
}

/**
 * hall_session_mark_unread:
 * @self: a session
 * @room: a room or private conversation
 * @message: a signed message of it
 *
 * Everything from it on is unread again.
 */
void
hall_session_mark_unread (HallSession *self,
                          HallRoom    *room,
                          HallMessage *message)
{
  HallConversation *conversation;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));
  g_return_if_fail (HALL_IS_MESSAGE (message));

  conversation = find_active (self, room);
  if (conversation != NULL && hall_message_get_id (message) != NULL)
    hall_conversation_mark_unread (conversation, hall_message_get_clock (message),
                                   hall_message_get_id (message));
}

/**
 * hall_session_mark_room_unread:
 * @self: a session
 * @room: a room or private conversation
 *
 * The last that somebody else said in it is unread again.
 *
 * Returns: whether there is any such
 */
gboolean
hall_session_mark_room_unread (HallSession *self,
                               HallRoom    *room)
{
  HallConversation *conversation;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (room), FALSE);

  conversation = find_active (self, room);
  return conversation != NULL && hall_conversation_mark_last_unread (conversation);
}

/**
 * hall_session_set_notify:
 * @self: a session
 * @room: a room or private conversation
 * @notify: what one wants to be told of while it is not on the screen; kept over restarts
 */
void
hall_session_set_notify (HallSession *self,
                         HallRoom    *room,
                         HallNotify   notify)
{
  HallConversation *conversation;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));
  g_return_if_fail (notify <= HALL_NOTIFY_NOTHING);

  conversation = find_active (self, room);
  if (conversation != NULL)
    hall_conversation_set_notify (conversation, notify);
}

/**
 * hall_session_get_notify:
 * @self: a session
 * @room: a room or private conversation
 *
 * Returns: what one is told of; never HALL_NOTIFY_DEFAULT
 */
HallNotify
hall_session_get_notify (HallSession *self,
                         HallRoom    *room)
{
  HallNotify notify;

  g_return_val_if_fail (HALL_IS_SESSION (self), HALL_NOTIFY_NOTHING);
  g_return_val_if_fail (HALL_IS_ROOM (room), HALL_NOTIFY_NOTHING);

  notify = hall_room_get_notify (room);
  if (notify != HALL_NOTIFY_DEFAULT)
    return notify;
  return hall_room_get_person (room) != NULL ? HALL_NOTIFY_ALL : HALL_NOTIFY_MENTIONS;
}

static gboolean
is_loud (HallNotify   notify,
         HallMessage *message)
{
  switch (notify)
    {
    case HALL_NOTIFY_ALL:
      return TRUE;
    case HALL_NOTIFY_MENTIONS:
      return hall_message_get_mentions_me (message);
    case HALL_NOTIFY_DEFAULT:
    case HALL_NOTIFY_NOTHING:
    default:
      return FALSE;
    }
}

/**
 * hall_session_wants_notice:
 * @self: a session
 * @room: where it was said
 * @message: what was said
 *
 * A room that we left, or were put out of, and whoever is blocked are silent; so is everything
 * while one does not want to be disturbed, or wants no notifications at all.
 *
 * Returns: whether one is to be told of it now, were it not on the screen
 */
gboolean
hall_session_wants_notice (HallSession *self,
                           HallRoom    *room,
                           HallMessage *message)
{
  HallPerson *author;
  HallMessageKind kind;

  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (HALL_IS_ROOM (room), FALSE);
  g_return_val_if_fail (HALL_IS_MESSAGE (message), FALSE);

  author = hall_message_get_author (message);
  kind = hall_message_get_kind (message);
  if ((kind != HALL_MESSAGE_TEXT && kind != HALL_MESSAGE_INVITATION)
      || hall_message_get_is_own (message) || (author != NULL && hall_person_get_blocked (author))
      || hall_session_get_presence (self) == HALL_PRESENCE_BUSY
      || !hall_settings_get_notifications (self->settings))
    return FALSE;
  if (hall_room_get_person (room) == NULL
      && (hall_room_get_leaving (room) || !hall_room_get_is_member (room)))
    return FALSE;
  return is_loud (hall_session_get_notify (self, room), message);
}
