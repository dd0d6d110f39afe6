/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-messages.c: what is said in a room, and what of it is unread.
 *
 * The fourth part of HallRoom: the timeline, and what a list of rooms shows of it. The session says
 * which message is the newest and how many are unread.
 */

#define G_LOG_DOMAIN "hall-room-messages"

#include "config.h"

#include "hall-room-private.h"
#include "hall-string.h"
#include "hall-timeline-private.h"

/**
 * hall_room_get_unread:
 * @self: a room
 *
 * Returns: how many messages are unread
 */
guint
hall_room_get_unread (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), 0);

  return self->unread;
}

/**
 * hall_room_get_last_message:
 * @self: a room
 *
 * Returns: (transfer none) (nullable): the newest message
 */
HallMessage *
hall_room_get_last_message (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), NULL);

  return self->last_message;
}

/**
 * hall_room_get_last_time:
 * @self: a room
 *
 * Returns: when the newest message was said, Unix milliseconds; 0 for never
 */
gint64
hall_room_get_last_time (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), 0);

  return self->last_time;
}

/**
 * hall_room_get_draft:
 * @self: a room
 *
 * Returns: (transfer none) (nullable): what stands in the composer
 */
const char *
hall_room_get_draft (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), NULL);

  return self->draft;
}

/**
 * hall_room_get_timeline:
 * @self: a room
 *
 * Returns: (transfer none): its messages
 */
HallTimeline *
hall_room_get_timeline (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), NULL);

  if (self->timeline == NULL)
    {
      self->timeline = hall_timeline_new (self->directory);
      hall_timeline_set_room (self->timeline, self);
    }

  return self->timeline;
}

/**
 * hall_room_set_unread:
 * @self: a room
 * @unread: how many messages are unread
 */
void
hall_room_set_unread (HallRoom *self,
                      guint     unread)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  if (self->unread == unread)
    return;
  self->unread = unread;
  g_object_notify (G_OBJECT (self), "unread");
}

/**
 * hall_room_set_last_time:
 * @self: a room
 * @last_time_ms: Unix milliseconds
 *
 * Sets when something was last said, where no message says it.
 */
void
hall_room_set_last_time (HallRoom *self,
                         gint64    last_time_ms)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  if (self->last_time == last_time_ms)
    return;
  self->last_time = last_time_ms;
  g_object_notify (G_OBJECT (self), "last-time");
}

/* A message's time changes when it is signed. */
static void
on_last_message_notify_time (HallMessage *message,
                             GParamSpec  *pspec,
                             HallRoom    *self)
{
  hall_room_set_last_time (self, hall_message_get_time (message));
}

/**
 * hall_room_set_last_message:
 * @self: a room
 * @message: (nullable): the newest message
 *
 * Sets the newest message, and last-time with it.
 */
void
hall_room_set_last_message (HallRoom    *self,
                            HallMessage *message)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  if (self->last_message == message)
    return;
  if (self->last_message != NULL)
    g_signal_handlers_disconnect_by_func (self->last_message, on_last_message_notify_time, self);
  g_set_object (&self->last_message, message);
  if (message != NULL)
    {
      g_signal_connect_object (message, "notify::time",
                               G_CALLBACK (on_last_message_notify_time), self, 0);
      hall_room_set_last_time (self, hall_message_get_time (message));
    }
  g_object_notify (G_OBJECT (self), "last-message");
}

/**
 * hall_room_set_draft:
 * @self: a room
 * @draft: (nullable): what stands in the composer
 */
void
hall_room_set_draft (HallRoom   *self,
                     const char *draft)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  if (hall_set_string (&self->draft, draft))
    g_object_notify (G_OBJECT (self), "draft");
}
