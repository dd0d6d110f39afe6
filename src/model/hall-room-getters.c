/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-getters.c: what a room is called, whose it is, and who is in it.
 *
 * A part of HallRoom, for those who read it. Nothing here changes what is seen.
 */

#define G_LOG_DOMAIN "hall-room-getters"

#include "config.h"

#include "hall-room-private.h"

/**
 * hall_room_get_id:
 * @self: a room
 *
 * Returns: (transfer none): the id of its genesis event
 */
const char *
hall_room_get_id (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), NULL);

  return self->id;
}

/**
 * hall_room_get_name:
 * @self: a room
 *
 * Returns: (transfer none): its name, or a translated placeholder
 */
const char *
hall_room_get_name (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), NULL);

  return self->name;
}

/**
 * hall_room_get_topic:
 * @self: a room
 *
 * Returns: (transfer none) (nullable): what it is about
 */
const char *
hall_room_get_topic (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), NULL);

  return self->topic;
}

/**
 * hall_room_get_lock:
 * @self: a room
 *
 * Returns: who may join
 */
HallLock
hall_room_get_lock (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), HALL_LOCK_OPEN);

  return self->lock;
}

/**
 * hall_room_get_creator:
 * @self: a room
 *
 * Returns: (transfer none) (nullable): who made it
 */
HallPerson *
hall_room_get_creator (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), NULL);

  return self->creator;
}

/**
 * hall_room_get_host:
 * @self: a room
 *
 * Returns: (transfer none) (nullable): who hosts it now; NULL for nobody that is known of
 */
HallPerson *
hall_room_get_host (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), NULL);

  return self->host;
}

/**
 * hall_room_get_n_members:
 * @self: a room
 *
 * Returns: how many are in it, on the roster while live, else as announced
 */
guint
hall_room_get_n_members (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), 0);

  return self->n_members;
}

/**
 * hall_room_get_membership:
 * @self: a room
 *
 * Returns: what we have to do with it
 */
HallMembership
hall_room_get_membership (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), HALL_MEMBERSHIP_NONE);

  return self->membership;
}

/**
 * hall_room_get_is_member:
 * @self: a room
 *
 * Returns: whether it is ours, live or not
 */
gboolean
hall_room_get_is_member (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);

  return self->membership != HALL_MEMBERSHIP_NONE;
}

/**
 * hall_room_get_ambiguous:
 * @self: a room
 *
 * Returns: whether another listed room has its name
 */
gboolean
hall_room_get_ambiguous (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);

  return self->ambiguous;
}

/**
 * hall_room_get_members:
 * @self: a room
 *
 * Returns: (transfer none): the #HallPerson on the roster, host and oneself included
 */
GListModel *
hall_room_get_members (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), NULL);

  return G_LIST_MODEL (self->members);
}
