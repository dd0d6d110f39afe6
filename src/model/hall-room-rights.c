/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-rights.c: who may do what in a room, and what has been done to us there.
 *
 * The fifth part of HallRoom. What is shown here was folded from control events by the session; it
 * decides nothing and enforces nothing.
 */

#define G_LOG_DOMAIN "hall-room-rights"

#include "config.h"

#include "hall-room-private.h"

/**
 * hall_room_get_moderator:
 * @self: a room
 *
 * Returns: whether we may kick, ban, delete and change the room
 */
gboolean
hall_room_get_moderator (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);

  return self->moderator;
}

/**
 * hall_room_get_own_room:
 * @self: a room
 *
 * Returns: whether we created it
 */
gboolean
hall_room_get_own_room (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);

  return self->own_room;
}

/**
 * hall_room_get_closed:
 * @self: a room
 *
 * Returns: whether nobody new comes in
 */
gboolean
hall_room_get_closed (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);

  return self->closed;
}

/**
 * hall_room_get_moderators_invite:
 * @self: a room
 *
 * Returns: whether only moderators invite
 */
gboolean
hall_room_get_moderators_invite (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);

  return self->moderators_invite;
}

/**
 * hall_room_get_banned:
 * @self: a room
 *
 * Returns: whether we are banned from it
 */
gboolean
hall_room_get_banned (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);

  return self->banned;
}

/**
 * hall_room_get_removed:
 * @self: a room
 *
 * Returns: whether we were kicked, and have not joined again
 */
gboolean
hall_room_get_removed (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);

  return self->removed;
}

/**
 * hall_room_get_has_passphrase:
 * @self: a room
 *
 * Returns: whether its passphrase is what lets people in, and its secret is known here
 */
gboolean
hall_room_get_has_passphrase (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);

  return self->has_passphrase;
}

/**
 * hall_room_is_moderator:
 * @self: a room
 * @person: somebody
 *
 * Returns: whether the person is a moderator, which the creator always is
 */
gboolean
hall_room_is_moderator (HallRoom   *self,
                        HallPerson *person)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), FALSE);
  g_return_val_if_fail (HALL_IS_PERSON (person), FALSE);

  if (self->creator == person)
    return TRUE;

  return self->moderators != NULL && g_hash_table_contains (self->moderators, person);
}

/**
 * hall_room_get_banned_people:
 * @self: a room
 *
 * Returns: (transfer none): the #HallPerson who are banned
 */
GListModel *
hall_room_get_banned_people (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), NULL);

  return G_LIST_MODEL (self->banned_people);
}

/**
 * hall_room_set_rights:
 * @self: a room
 * @moderator: whether we may kick, ban, delete and change the room
 * @own_room: whether we created it
 */
void
hall_room_set_rights (HallRoom *self,
                      gboolean  moderator,
                      gboolean  own_room)
{
  gboolean was_moderator;
  gboolean was_own_room;

  g_return_if_fail (HALL_IS_ROOM (self));

  was_moderator = self->moderator;
  was_own_room = self->own_room;
  /* Both before either is told of: they are read together. */
  self->moderator = !!moderator;
  self->own_room = !!own_room;

  if (self->moderator != was_moderator)
    g_object_notify (G_OBJECT (self), "moderator");
  if (self->own_room != was_own_room)
    g_object_notify (G_OBJECT (self), "own-room");
}

static gboolean
set_contains_all (GHashTable *set,
                  GHashTable *other)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, other);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (!g_hash_table_contains (set, key))
        return FALSE;
    }

  return TRUE;
}

/* (transfer full): a set of people, each owned */
static GHashTable *
make_set (GPtrArray *people)
{
  GHashTable *set = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);

  for (guint i = 0; people != NULL && i < people->len; i++)
    g_hash_table_add (set, g_object_ref (g_ptr_array_index (people, i)));

  return set;
}

/**
 * hall_room_set_moderators:
 * @self: a room
 * @moderators: (element-type HallPerson): all of them, with or without the creator
 */
void
hall_room_set_moderators (HallRoom  *self,
                          GPtrArray *moderators)
{
  g_autoptr (GHashTable) set = NULL;
  g_autoptr (GHashTable) old = NULL;

  g_return_if_fail (HALL_IS_ROOM (self));
  g_return_if_fail (moderators != NULL);

  set = make_set (moderators);
  old = self->moderators != NULL ? g_steal_pointer (&self->moderators) : make_set (NULL);
  self->moderators = g_hash_table_ref (set);
  if (g_hash_table_size (set) != g_hash_table_size (old) || !set_contains_all (set, old))
    hall_room_emit_roles_changed (self);
}

/**
 * hall_room_set_banned_people:
 * @self: a room
 * @people: (element-type HallPerson): all who are banned, each once
 *
 * Those who stay in the list stay where they are.
 */
void
hall_room_set_banned_people (HallRoom  *self,
                             GPtrArray *people)
{
  g_autoptr (GHashTable) missing = NULL;

  g_return_if_fail (HALL_IS_ROOM (self));
  g_return_if_fail (people != NULL);

  missing = make_set (people);
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->banned_people)); i > 0; i--)
    {
      g_autoptr (HallPerson) person =
        g_list_model_get_item (G_LIST_MODEL (self->banned_people), i - 1);

      if (!g_hash_table_remove (missing, person))
        g_list_store_remove (self->banned_people, i - 1);
    }

  for (guint i = 0; i < people->len; i++)
    {
      HallPerson *person = g_ptr_array_index (people, i);

      if (g_hash_table_remove (missing, person))
        g_list_store_append (self->banned_people, person);
    }
}

/**
 * hall_room_set_closed:
 * @self: a room
 * @closed: whether nobody new comes in
 */
void
hall_room_set_closed (HallRoom *self,
                      gboolean  closed)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  closed = !!closed;
  if (self->closed == closed)
    return;
  self->closed = closed;
  g_object_notify (G_OBJECT (self), "closed");
}

/**
 * hall_room_set_moderators_invite:
 * @self: a room
 * @moderators_invite: whether only moderators invite
 */
void
hall_room_set_moderators_invite (HallRoom *self,
                                 gboolean  moderators_invite)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  moderators_invite = !!moderators_invite;
  if (self->moderators_invite == moderators_invite)
    return;
  self->moderators_invite = moderators_invite;
  g_object_notify (G_OBJECT (self), "moderators-invite");
}

/**
 * hall_room_set_banned:
 * @self: a room
 * @banned: whether we are banned from it
 */
void
hall_room_set_banned (HallRoom *self,
                      gboolean  banned)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  banned = !!banned;
  if (self->banned == banned)
    return;
  self->banned = banned;
  g_object_notify (G_OBJECT (self), "banned");
}

/**
 * hall_room_set_removed:
 * @self: a room
 * @removed: whether we were kicked, and have not joined again
 */
void
hall_room_set_removed (HallRoom *self,
                       gboolean  removed)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  removed = !!removed;
  if (self->removed == removed)
    return;
  self->removed = removed;
  g_object_notify (G_OBJECT (self), "removed");
}

/**
 * hall_room_set_has_passphrase:
 * @self: a room
 * @has_passphrase: whether its passphrase lets people in, and its secret is known here
 */
void
hall_room_set_has_passphrase (HallRoom *self,
                              gboolean  has_passphrase)
{
  g_return_if_fail (HALL_IS_ROOM (self));

  has_passphrase = !!has_passphrase;
  if (self->has_passphrase == has_passphrase)
    return;
  self->has_passphrase = has_passphrase;
  g_object_notify (G_OBJECT (self), "has-passphrase");
}
