/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-notify.c: what one wants to be told of, and what is unread again, in the fake.
 */

#define G_LOG_DOMAIN "fake-session-notify"

#include "config.h"

#include "hall-session-talk.h"

#include "fake-session-private.h"

void
hall_session_mark_unread (HallSession *self,
                          HallRoom    *room,
                          HallMessage *message)
{
  HallTimeline *timeline = hall_room_get_timeline (room);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (timeline));

  hall_room_set_unread (room, n_items - hall_timeline_find (timeline,
                                                            hall_message_get_id (message)));
}

gboolean
hall_session_mark_room_unread (HallSession *self,
                               HallRoom    *room)
{
  self->n_mark_unread++;
  hall_room_set_unread (room, 1);
  return TRUE;
}

void
hall_session_set_notify (HallSession *self,
                         HallRoom    *room,
                         HallNotify   notify)
{
  hall_room_set_notify (room, notify);
}

HallNotify
hall_session_get_notify (HallSession *self,
                         HallRoom    *room)
{
  HallNotify notify = hall_room_get_notify (room);

  if (notify != HALL_NOTIFY_DEFAULT)
    return notify;
  return hall_room_get_person (room) != NULL ? HALL_NOTIFY_ALL : HALL_NOTIFY_MENTIONS;
}

gboolean
hall_session_wants_notice (HallSession *self,
                           HallRoom    *room,
                           HallMessage *message)
{
  HallNotify notify = hall_session_get_notify (self, room);

  if (self->presence == HALL_PRESENCE_BUSY || hall_message_get_is_own (message) ||
      hall_person_get_blocked (hall_message_get_author (message)) ||
      !hall_settings_get_notifications (self->settings))
    return FALSE;
  return notify == HALL_NOTIFY_ALL ||
         (notify == HALL_NOTIFY_MENTIONS && hall_message_get_mentions_me (message));
}

guint
fake_session_count_mark_unread (HallSession *self)
{
  return self->n_mark_unread;
}
