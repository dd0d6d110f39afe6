/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-direct.c: private conversations, which are rooms of two without a host; and who is
 * typing, in either.
 *
 * The sixth part of HallRoom. A private conversation has no name of its own: it is called as the
 * person is.
 */

#define G_LOG_DOMAIN "hall-room-direct"

#include "config.h"

#include "hall-directory-private.h"
#include "hall-limits.h"
#include "hall-room-private.h"
#include "hall-string.h"

static void
update_name (HallRoom *self)
{
  self->has_name = hall_person_has_name (self->person);
  if (hall_set_string (&self->name, hall_person_get_name (self->person)))
    g_object_notify (G_OBJECT (self), "name");
}

static void
on_person_notify_name (HallPerson *person,
                       GParamSpec *pspec,
                       HallRoom   *self)
{
  update_name (self);
}

/**
 * hall_room_new_direct:
 * @id: the id of the private conversation, which follows from the two keys
 * @person: with whom
 * @directory: where people are looked up; not kept alive
 *
 * Makes a private conversation, which is in no list of rooms, and takes out of it what somebody may
 * announce under its id. Whoever makes it sees to it that there is one object for each id.
 *
 * Returns: (transfer full): the conversation
 */
HallRoom *
hall_room_new_direct (const char    *id,
                      HallPerson    *person,
                      HallDirectory *directory)
{
  HallRoom *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (HALL_IS_PERSON (person), NULL);
  g_return_val_if_fail (HALL_IS_DIRECTORY (directory), NULL);

  self = hall_room_new (id, directory);
  self->person = g_object_ref (person);
  hall_directory_keep_private (directory, id);
  update_name (self);
  g_signal_connect_object (person, "notify::name", G_CALLBACK (on_person_notify_name), self, 0);

  return self;
}

/**
 * hall_room_get_person:
 * @self: a room
 *
 * Returns: (transfer none) (nullable): with whom this is a private conversation; NULL for a room
 */
HallPerson *
hall_room_get_person (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), NULL);

  return self->person;
}

/**
 * hall_room_get_typing:
 * @self: a room
 *
 * Returns: (transfer none): the #HallPerson who are typing now, who began first comes first
 */
GListModel *
hall_room_get_typing (HallRoom *self)
{
  g_return_val_if_fail (HALL_IS_ROOM (self), NULL);

  return G_LIST_MODEL (self->typing);
}

/**
 * hall_room_set_typing:
 * @self: a room
 * @person: somebody; nothing happens for oneself
 * @typing: whether the person is typing now
 *
 * Of very many at once some are left out.
 */
void
hall_room_set_typing (HallRoom   *self,
                      HallPerson *person,
                      gboolean    typing)
{
  guint position;

  g_return_if_fail (HALL_IS_ROOM (self));
  g_return_if_fail (HALL_IS_PERSON (person));

  if (g_list_store_find (self->typing, person, &position))
    {
      if (!typing)
        g_list_store_remove (self->typing, position);
    }
  else if (typing && !hall_person_get_is_self (person) &&
           g_list_model_get_n_items (G_LIST_MODEL (self->typing)) < HALL_TYPING_MEMBERS_MAX)
    g_list_store_append (self->typing, person);
}
