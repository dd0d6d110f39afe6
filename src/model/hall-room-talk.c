/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-talk.c: what of a room names oneself, what one is to be told of, what is pinned, and
 * who has read what.
 *
 * A part of HallRoom. The session counts and chooses; nothing is decided here.
 */

#define G_LOG_DOMAIN "hall-room-talk"

#include "config.h"

#include "hall-message-private.h"
#include "hall-room-private.h"

/**
 * hall_room_get_mentions:
 * @self: a room
 *
 * Returns: how many of the unread messages name oneself
 */
guint
hall_room_get_mentions (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), 0);

  return self->mentions;
}

/**
 * hall_room_set_mentions:
 * @self: a room
 * @mentions: how many of the unread messages name oneself
 */
void
hall_room_set_mentions (HallRoom *self,
                        guint     mentions)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  if (self->mentions == mentions)
    return;
  self->mentions = mentions;
  g_object_notify (G_OBJECT (self), "mentions");
}

/**
 * hall_room_get_notify:
 * @self: a room
 *
 * Returns: what one is told of while it is not on the screen, as chosen
 */
HallNotify
hall_room_get_notify (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), HALL_NOTIFY_DEFAULT);

  return self->notify;
}

/**
 * hall_room_set_notify:
 * @self: a room
 * @notify: what one is to be told of
 */
void
hall_room_set_notify (HallRoom   *self,
                      HallNotify  notify)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  if (self->notify == notify)
    return;
  self->notify = notify;
  g_object_notify (G_OBJECT (self), "notify");
}

/**
 * hall_room_get_pinned:
 * @self: a room
 *
 * Returns: (transfer none): the #HallMessage that are pinned, the newest pin first; none of them a
 *   row of the timeline
 */
GListModel *
hall_room_get_pinned (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), NULL);

  return G_LIST_MODEL (self->pinned);
}

/**
 * hall_room_set_pinned:
 * @self: a room
 * @messages: (element-type HallMessage): what is pinned, the newest pin first
 *
 * Of more than HALL_ROOM_PINS_MAX the first ones are taken.
 */
void
hall_room_set_pinned (HallRoom  *self,
                      GPtrArray *messages)
{
  guint n_before;
  guint n;

  g_return_if_fail (HALL_IS_ROOM (self));
  g_return_if_fail (messages != NULL);

  n_before = g_list_model_get_n_items (G_LIST_MODEL (self->pinned));
  n = MIN (messages->len, HALL_ROOM_PINS_MAX);
  if (n_before == 0 && n == 0)
    return;
  g_list_store_splice (self->pinned, 0, n_before, messages->pdata, n);
  if (n != n_before)
    g_object_notify (G_OBJECT (self), "n-pinned");
}

/**
 * hall_room_set_read:
 * @self: a room
 * @person: a member
 * @lc: the clock of the last event that it has read
 * @event_id: the id of that event
 *
 * Says up to where a member has read. Never takes back what was said before.
 */
void
hall_room_set_read (HallRoom   *self,
                    HallPerson *person,
                    gint64      lc,
                    const char *event_id)
{
  g_return_if_fail (HALL_IS_ROOM (self));
  g_return_if_fail (HALL_IS_PERSON (person));
  g_return_if_fail (event_id != NULL);

  if (self->read == NULL)
    self->read = hall_held_new ();
  if (hall_held_set_mark (self->read, hall_person_get_id (person), lc, event_id))
    hall_room_emit_receipts_changed (self);
}

/**
 * hall_room_has_read:
 * @self: a room
 * @person: a member
 * @message: a row of the room
 *
 * Whether a member has read a message, as far as it has said so. Who wrote it has read it; of a
 * message that is not signed yet nobody else has. One that turned up late, above what was read
 * already, may not have been seen: it counts as read all the same.
 *
 * Returns: whether that person has read up to it, or further
 */
gboolean
hall_room_has_read (HallRoom    *self,
                    HallPerson  *person,
                    HallMessage *message)
{
  HallEvent *event;

  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);
  g_return_val_if_fail (HALL_IS_PERSON (person), FALSE);
  g_return_val_if_fail (HALL_IS_MESSAGE (message), FALSE);

  if (hall_message_get_author (message) == person)
    return TRUE;
  event = hall_message_get_event (message);

  return event != NULL && self->read != NULL &&
         hall_held_contains (self->read, hall_person_get_id (person), event);
}
