/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-network.c: a member's way to a room's host, and who has which message.
 *
 * The third part of HallRoom: what the session finds out while one is a member, and what it is
 * told to do about it. It decides nothing.
 */

#define G_LOG_DOMAIN "hall-room-network"

#include "config.h"

#include "hall-message-private.h"
#include "hall-room-private.h"

/**
 * hall_room_get_announced:
 * @self: a room
 *
 * Returns: whether it is heard on the network now
 */
gboolean
hall_room_get_announced (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);

  return self->announced;
}

/**
 * hall_room_get_problem:
 * @self: a room
 *
 * Returns: (transfer none) (nullable): a translated sentence on what is wrong
 */
const char *
hall_room_get_problem (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), NULL);

  return self->problem;
}

/**
 * hall_room_get_connection:
 * @self: a room
 *
 * Returns: how the way to its host is
 */
HallConnection
hall_room_get_connection (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), HALL_CONNECTION_NONE);

  return self->connection;
}

/**
 * hall_room_get_reopens:
 * @self: a room
 *
 * Returns: whether it is hosted here by itself when a member is around and nobody hosts it
 */
gboolean
hall_room_get_reopens (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);

  return self->reopens;
}

/**
 * hall_room_get_leaving:
 * @self: a room
 *
 * Returns: whether it was left, and that can still be undone
 */
gboolean
hall_room_get_leaving (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);

  return self->leaving;
}

/**
 * hall_room_get_only_since_joining:
 * @self: a room
 *
 * Returns: whether newcomers see only what was said since they joined
 */
gboolean
hall_room_get_only_since_joining (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);

  return self->only_since_joining;
}

/**
 * hall_room_get_standing:
 * @self: a room
 *
 * Returns: whether an administrator has set it up, and nobody created it
 */
gboolean
hall_room_get_standing (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);

  return self->standing;
}

/**
 * hall_room_set_standing:
 * @self: a room
 *
 * Says that an administrator has set it up. Its creator is nobody.
 */
void
hall_room_set_standing (HallRoom *self)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  if (self->standing)
    return;
  self->standing = TRUE;
  hall_room_set_creator (self, NULL);
  g_object_notify (G_OBJECT (self), "standing");
}

/**
 * hall_room_set_connection:
 * @self: a room
 * @connection: how the way to its host is
 */
void
hall_room_set_connection (HallRoom       *self,
                          HallConnection  connection)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  if (self->connection == connection)
    return;
  self->connection = connection;
  g_object_notify (G_OBJECT (self), "connection");
}

/**
 * hall_room_set_reopens:
 * @self: a room
 * @reopens: whether it is hosted here by itself
 */
void
hall_room_set_reopens (HallRoom *self,
                       gboolean  reopens)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  reopens = !!reopens;
  if (self->reopens == reopens)
    return;
  self->reopens = reopens;
  g_object_notify (G_OBJECT (self), "reopens");
}

/**
 * hall_room_set_leaving:
 * @self: a room
 * @leaving: whether it was left, and that can still be undone
 */
void
hall_room_set_leaving (HallRoom *self,
                       gboolean  leaving)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  leaving = !!leaving;
  if (self->leaving == leaving)
    return;
  self->leaving = leaving;
  g_object_notify (G_OBJECT (self), "leaving");
}

/**
 * hall_room_set_only_since_joining:
 * @self: a room
 * @only_since_joining: whether newcomers see only what was said since they joined
 */
void
hall_room_set_only_since_joining (HallRoom *self,
                                  gboolean  only_since_joining)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  only_since_joining = !!only_since_joining;
  if (self->only_since_joining == only_since_joining)
    return;
  self->only_since_joining = only_since_joining;
  g_object_notify (G_OBJECT (self), "only-since-joining");
}

static HallHeld *
ensure_held (HallRoom *self)
{
  if (self->held == NULL)
    self->held = hall_held_new ();

  return self->held;
}

/**
 * hall_room_set_received:
 * @self: a room
 * @person: a member
 * @lc: the clock of the last event that it has
 * @event_id: the id of that event
 *
 * Says that everything up to an event is on a member's disk. Never takes back what was said before.
 */
void
hall_room_set_received (HallRoom   *self,
                        HallPerson *person,
                        gint64      lc,
                        const char *event_id)
{
  g_return_if_fail (HALL_IS_ROOM (self));
  g_return_if_fail (HALL_IS_PERSON (person));
  g_return_if_fail (event_id != NULL);

  if (hall_held_set_mark (ensure_held (self), hall_person_get_id (person), lc, event_id))
    hall_room_emit_receipts_changed (self);
}

/**
 * hall_room_doubt_received:
 * @self: a room
 * @event: one that is new in the room
 *
 * Whoever said before that everything up to some later event is on its disk did not speak of this
 * one; it counts as received again when that is said anew.
 */
void
hall_room_doubt_received (HallRoom  *self,
                          HallEvent *event)
{
  g_return_if_fail (HALL_IS_ROOM (self));
  g_return_if_fail (event != NULL);

  if (self->held != NULL && hall_held_doubt (self->held, event))
    hall_room_emit_receipts_changed (self);
}

/**
 * hall_room_add_received:
 * @self: a room
 * @person: a member
 * @event_id: the id of an event
 *
 * Says that one event is on a member's disk. Of many such the oldest are forgotten.
 */
void
hall_room_add_received (HallRoom   *self,
                        HallPerson *person,
                        const char *event_id)
{
  g_return_if_fail (HALL_IS_ROOM (self));
  g_return_if_fail (HALL_IS_PERSON (person));
  g_return_if_fail (event_id != NULL);

  if (hall_held_add (ensure_held (self), hall_person_get_id (person), event_id))
    hall_room_emit_receipts_changed (self);
}

/**
 * hall_room_has_received:
 * @self: a room
 * @person: a member
 * @message: a row of the room
 *
 * Whether a member has a message, as far as it has said so. Who wrote it has it, and what is shown
 * here is here; of a message that is not signed yet nobody else has anything.
 *
 * Returns: whether it is on that person's disk
 */
gboolean
hall_room_has_received (HallRoom    *self,
                        HallPerson  *person,
                        HallMessage *message)
{
  HallEvent *event;

  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);
  g_return_val_if_fail (HALL_IS_PERSON (person), FALSE);
  g_return_val_if_fail (HALL_IS_MESSAGE (message), FALSE);

  if (hall_person_get_is_self (person) || hall_message_get_author (message) == person)
    return TRUE;
  event = hall_message_get_event (message);

  return event != NULL && self->held != NULL &&
         hall_held_contains (self->held, hall_person_get_id (person), event);
}
