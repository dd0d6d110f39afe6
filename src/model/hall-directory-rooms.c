/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-directory-rooms.c: the rooms of HallDirectory, listed or only known.
 *
 * What a host announces shows in a room while we are not live in it; what its genesis says of a
 * room of ours is never overwritten by a datagram.
 */

#define G_LOG_DOMAIN "hall-directory-rooms"

#include "config.h"

#include "hall-directory-private.h"
#include "hall-room-private.h"

static void
room_entry_free (gpointer data)
{
  HallRoomEntry *entry = data;

  g_clear_object (&entry->room);
  g_free (entry->id);
  g_free (entry);
}

void
hall_directory_init_rooms (HallDirectory *self)
{
  self->rooms = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, room_entry_free);
  self->listed_rooms = g_list_store_new (HALL_TYPE_ROOM);
  self->names = hall_room_names_new ();
  self->announcements = hall_announcements_new ();
  self->private_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
hall_directory_finalize_rooms (HallDirectory *self)
{
  g_clear_pointer (&self->names, hall_room_names_free);
  g_clear_object (&self->listed_rooms);
  g_clear_pointer (&self->rooms, g_hash_table_unref);
  g_clear_pointer (&self->announcements, hall_announcements_free);
  g_clear_pointer (&self->private_ids, g_hash_table_unref);
}

static HallRoomEntry *
lookup_entry (HallDirectory *self,
              HallRoom      *room)
{
  HallRoomEntry *entry = g_hash_table_lookup (self->rooms, hall_room_get_id (room));

  return entry != NULL && entry->room == room ? entry : NULL;
}

static void
update_name (HallDirectory *self,
             HallRoomEntry *entry)
{
  gboolean named = entry->listed && hall_room_has_name (entry->room);

  hall_room_names_set (self->names, entry->room, named ? hall_room_get_name (entry->room) : NULL);
}

static void
on_room_notify_name (HallRoom      *room,
                     GParamSpec    *pspec,
                     HallDirectory *self)
{
  HallRoomEntry *entry = lookup_entry (self, room);

  if (entry != NULL)
    update_name (self, entry);
}

static void
update_listing (HallDirectory *self,
                HallRoom      *room)
{
  HallRoomEntry *entry = lookup_entry (self, room);
  gboolean listed = hall_room_get_announced (room) || hall_room_get_is_member (room);
  guint position;

  if (entry != NULL)
    listed |= entry->always;
  if (entry == NULL || entry->listed == listed)
    return;
  entry->listed = listed;
  update_name (self, entry);

  if (listed)
    g_list_store_append (self->listed_rooms, room);
  else if (g_list_store_find (self->listed_rooms, room, &position))
    g_list_store_remove (self->listed_rooms, position);
}

static void
on_room_notify_listing (HallRoom      *room,
                        GParamSpec    *pspec,
                        HallDirectory *self)
{
  update_listing (self, room);
}

static void
on_room_notify_membership (HallRoom      *room,
                           GParamSpec    *pspec,
                           HallDirectory *self)
{
  if (lookup_entry (self, room) != NULL)
    hall_directory_refresh_room (self, room);
}

/*
 * hall_directory_ensure_room_entry:
 * @self: a directory
 * @id: the id of a room
 *
 * Returns: (transfer none): what is known of that room
 */
HallRoomEntry *
hall_directory_ensure_room_entry (HallDirectory *self,
                                  const char    *id)
{
  HallRoomEntry *entry = g_hash_table_lookup (self->rooms, id);

  if (entry != NULL)
    return entry;

  entry = g_new0 (HallRoomEntry, 1);
  entry->id = g_strdup (id);
  entry->room = hall_room_new (id, self);
  g_hash_table_insert (self->rooms, entry->id, entry);
  g_signal_connect_object (entry->room, "notify::name",
                           G_CALLBACK (on_room_notify_name), self, 0);
  g_signal_connect_object (entry->room, "notify::announced",
                           G_CALLBACK (on_room_notify_listing), self, 0);
  g_signal_connect_object (entry->room, "notify::is-member",
                           G_CALLBACK (on_room_notify_listing), self, 0);
  g_signal_connect_object (entry->room, "notify::membership",
                           G_CALLBACK (on_room_notify_membership), self, 0);

  return entry;
}

static HallLock
lock_from_word (const char *word)
{
  if (g_strcmp0 (word, "open") == 0)
    return HALL_LOCK_OPEN;
  if (g_strcmp0 (word, "passphrase") == 0)
    return HALL_LOCK_PASSPHRASE;

  /* A word of a newer version: whatever it is, one can't just walk in. */
  return HALL_LOCK_INVITED;
}

static void
take_description (HallDirectory *self,
                  HallRoom      *room,
                  HallDatagram  *best)
{
  HallPerson *creator = NULL;

  if (best->creator != NULL)
    creator = hall_directory_ensure_person (self, best->creator);
  /* The host's word for somebody never heard; the first name that is signed takes its place. */
  if (creator != NULL && creator != self->own && !hall_person_has_name (creator))
    hall_person_set_name (creator, best->creator_name);

  hall_room_set_creator (room, creator);
  hall_room_set_topic (room, best->topic);
  hall_room_set_lock (room, lock_from_word (best->lock));
  hall_room_set_name (room, best->name);
}

/*
 * hall_directory_refresh_room:
 * @self: a directory
 * @room: one of its rooms
 *
 * Sets what the best announcement says: of a room of ours only who hosts it and how many are
 * there, and nothing while we are live in it.
 */
void
hall_directory_refresh_room (HallDirectory *self,
                             HallRoom      *room)
{
  g_autoptr (HallRoom) held = g_object_ref (room);
  const char *id = hall_room_get_id (room);
  HallDatagram *best = NULL;

  if (!hall_directory_is_private (self, id))
    best = hall_announcements_get_best (self->announcements, id);

  /* What a standing room is like follows from its name, whatever anybody announces. */
  if (best != NULL && (!hall_room_get_is_member (room) || !hall_room_has_name (room))
      && !hall_room_get_standing (room))
    take_description (self, room, best);

  if (!hall_room_is_live (room))
    {
      hall_room_set_host (room, best != NULL ? hall_directory_ensure_person (self, best->id)
                                             : NULL);
      hall_room_set_announced_members (room, best != NULL ? best->members : 0);
    }

  hall_room_set_announced (room, best != NULL);
}

/*
 * hall_directory_is_private:
 * @self: a directory
 * @id: the id of a room
 *
 * Returns: whether it is that of a private conversation
 */
gboolean
hall_directory_is_private (HallDirectory *self,
                           const char    *id)
{
  return g_hash_table_contains (self->private_ids, id);
}

/*
 * hall_directory_keep_private:
 * @self: a directory
 * @id: the id of a private conversation
 *
 * Takes a room out that somebody announces under this id, which anybody can compute, and never lets
 * one in again.
 */
void
hall_directory_keep_private (HallDirectory *self,
                             const char    *id)
{
  HallRoom *room = hall_directory_lookup_room (self, id);

  if (!g_hash_table_add (self->private_ids, g_strdup (id)))
    return;
  if (room != NULL)
    hall_directory_refresh_room (self, room);
}

static gboolean
drop_if_unused (HallRoomEntry *entry)
{
  GWeakRef weak;

  if (entry->listed || entry->ensured)
    return FALSE;

  g_weak_ref_init (&weak, entry->room);
  g_clear_object (&entry->room);
  entry->room = g_weak_ref_get (&weak);
  g_weak_ref_clear (&weak);

  return entry->room == NULL;
}

/*
 * hall_directory_drop_unused_rooms:
 * @self: a directory
 *
 * Lets go of the rooms that are not listed, that nobody ensured and nobody holds.
 */
void
hall_directory_drop_unused_rooms (HallDirectory *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->rooms);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (drop_if_unused (value))
        g_hash_table_iter_remove (&iter);
    }
}

/**
 * hall_directory_get_rooms:
 * @self: a directory
 *
 * Returns: (transfer none): the #HallRoom that are announced or ours, in no particular order
 */
GListModel *
hall_directory_get_rooms (HallDirectory *self)
{
  g_return_val_if_fail (HALL_IS_DIRECTORY (self), NULL);

  return G_LIST_MODEL (self->listed_rooms);
}

/**
 * hall_directory_lookup_room:
 * @self: a directory
 * @id: the id of a room
 *
 * Returns: (transfer none) (nullable): the room, if known
 */
HallRoom *
hall_directory_lookup_room (HallDirectory *self,
                            const char    *id)
{
  HallRoomEntry *entry;

  g_return_val_if_fail (HALL_IS_DIRECTORY (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  entry = g_hash_table_lookup (self->rooms, id);

  return entry != NULL ? entry->room : NULL;
}

/**
 * hall_directory_ensure_room:
 * @self: a directory
 * @id: the id of a room
 *
 * Gets the one object of that room, and keeps it until it is released. It is listed as soon as it
 * is announced or we become a member.
 *
 * Returns: (transfer none): the room
 */
HallRoom *
hall_directory_ensure_room (HallDirectory *self,
                            const char    *id)
{
  HallRoomEntry *entry;

  g_return_val_if_fail (HALL_IS_DIRECTORY (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  entry = hall_directory_ensure_room_entry (self, id);
  entry->ensured = TRUE;

  return entry->room;
}

/**
 * hall_directory_list_standing_room:
 * @self: a directory
 * @id: the id of a standing room
 * @name: its name
 *
 * Lists it from now on, whether or not anybody announces it.
 *
 * Returns: (transfer none): the room
 */
HallRoom *
hall_directory_list_standing_room (HallDirectory *self,
                                   const char    *id,
                                   const char    *name)
{
  HallRoomEntry *entry;

  g_return_val_if_fail (HALL_IS_DIRECTORY (self), NULL);
  g_return_val_if_fail (id != NULL && name != NULL, NULL);

  entry = hall_directory_ensure_room_entry (self, id);
  hall_room_set_standing (entry->room);
  hall_room_set_name (entry->room, name);
  hall_room_set_lock (entry->room, HALL_LOCK_OPEN);
  entry->always = TRUE;
  update_listing (self, entry->room);

  return entry->room;
}

/**
 * hall_directory_release_room:
 * @self: a directory
 * @room: one of its rooms
 *
 * Undoes [method@Hall.Directory.ensure_room]: the room goes unless it is announced, ours, or held
 * by somebody else.
 */
void
hall_directory_release_room (HallDirectory *self,
                             HallRoom      *room)
{
  HallRoomEntry *entry;

  g_return_if_fail (HALL_IS_DIRECTORY (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  entry = lookup_entry (self, room);
  if (entry == NULL)
    return;
  entry->ensured = FALSE;
  if (drop_if_unused (entry))
    g_hash_table_remove (self->rooms, entry->id);
}

/**
 * hall_directory_forget_room:
 * @self: a directory
 * @room: one of its rooms, not ours any more
 *
 * Takes the room out, whoever holds it. If it is announced, it comes back as another object, which
 * knows only what is announced.
 */
void
hall_directory_forget_room (HallDirectory *self,
                            HallRoom      *room)
{
  g_autoptr (HallRoom) held = NULL;
  g_autofree char *id = NULL;
  HallRoomEntry *entry;
  gboolean announced;

  g_return_if_fail (HALL_IS_DIRECTORY (self));
  g_return_if_fail (HALL_IS_ROOM (room));
  g_return_if_fail (!hall_room_get_is_member (room));

  entry = lookup_entry (self, room);
  if (entry == NULL)
    return;
  held = g_object_ref (room);
  id = g_strdup (entry->id);
  announced = hall_room_get_announced (room);
  entry->always = FALSE;
  hall_room_set_announced (room, FALSE);
  update_listing (self, room);   /* which takes it out */
  g_hash_table_remove (self->rooms, id);
  if (announced)
    hall_directory_refresh_room (self, hall_directory_ensure_room_entry (self, id)->room);
}

/**
 * hall_directory_get_announcements:
 * @self: a directory
 * @room_id: the id of a room
 *
 * Returns: (transfer container) (element-type HallAnnouncement): who announces it, higher epoch
 *   first, then smaller key; valid until the directory changes
 */
GPtrArray *
hall_directory_get_announcements (HallDirectory *self,
                                  const char    *room_id)
{
  g_return_val_if_fail (HALL_IS_DIRECTORY (self), NULL);
  g_return_val_if_fail (room_id != NULL, NULL);

  return hall_announcements_list (self->announcements, room_id);
}
