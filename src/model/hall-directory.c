/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-directory.c: what verified datagrams and passing time do to people and rooms.
 *
 * Owned by the session. hall-directory-people.c and hall-directory-rooms.c hold the tables. It
 * sends nothing, has no clock and no timer: the caller passes the time.
 */

#define G_LOG_DOMAIN "hall-directory"

#include "config.h"

#include "hall-directory-private.h"
#include "hall-limits.h"

#include "hall-directory.h"

/* How often somebody silent, but with a live link, is looked at again. */
#define RECHECK_US (HALL_INTERVAL_MIN_MS * (gint64) 1000)

G_DEFINE_FINAL_TYPE (HallDirectory, hall_directory, G_TYPE_OBJECT)

static void
hall_directory_finalize (GObject *object)
{
  HallDirectory *self = HALL_DIRECTORY (object);

  hall_directory_finalize_rooms (self);
  hall_directory_finalize_people (self);

  G_OBJECT_CLASS (hall_directory_parent_class)->finalize (object);
}

static void
hall_directory_class_init (HallDirectoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_directory_finalize;
}

static void
hall_directory_init (HallDirectory *self)
{
  hall_directory_init_people (self);
  hall_directory_init_rooms (self);
}

/**
 * hall_directory_new:
 * @own_id: one's own key
 *
 * Makes a directory that knows nobody but oneself.
 *
 * Returns: (transfer full): the directory
 */
HallDirectory *
hall_directory_new (const char *own_id)
{
  HallDirectory *self;

  g_return_val_if_fail (own_id != NULL, NULL);

  self = g_object_new (HALL_TYPE_DIRECTORY, NULL);
  /* The first entry is oneself. */
  self->own = g_object_ref (hall_directory_ensure_entry (self, own_id)->person);

  return self;
}

static HallPresence
presence_from_word (const char *word)
{
  if (g_strcmp0 (word, "away") == 0)
    return HALL_PRESENCE_AWAY;
  if (g_strcmp0 (word, "dnd") == 0)
    return HALL_PRESENCE_BUSY;

  return HALL_PRESENCE_AVAILABLE;
}

static gboolean
shares_room (HallDirectory *self,
             HallPerson    *person)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->listed_rooms));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HallRoom) room = g_list_model_get_item (G_LIST_MODEL (self->listed_rooms), i);

      if (hall_room_get_is_member (room) &&
          g_list_store_find (G_LIST_STORE (hall_room_get_members (room)), person, NULL))
        return TRUE;
    }

  return FALSE;
}

/* The same datagram on another way: one more address, but it takes no other one's place. */
static void
add_second_address (HallPerson *person,
                    const char *address)
{
  const char *const *addresses = hall_person_get_addresses (person);
  g_autofree char *first = g_strdup (addresses[0]);

  if (g_strv_contains (addresses, address) ||
      g_strv_length ((char **) addresses) >= HALL_ADDRESSES_PER_PERSON)
    return;

  g_object_freeze_notify (G_OBJECT (person));
  hall_person_add_address (person, address);
  if (first != NULL)
    hall_person_add_address (person, first);
  g_object_thaw_notify (G_OBJECT (person));
}

/* Less than 0 for a replay. After a restart it is not known when somebody went: the day of
 * remembering begins with the first replay. */
static int
compare_presence (HallPersonEntry *entry,
                  HallDatagram    *datagram,
                  gint64           now_us)
{
  int order = hall_sequence_compare (&entry->presence, datagram->boot, datagram->seq,
                                     entry->gone_us, now_us);

  if (order < 0 && !entry->heard && entry->gone_us == 0)
    entry->gone_us = MAX (now_us, 1);

  return order;
}

static void
go (HallDirectory   *self,
    HallPersonEntry *entry,
    gint64           now_us)
{
  hall_directory_set_heard (self, entry, FALSE);
  entry->gone_us = MAX (now_us, 1);
  hall_person_set_presence (entry->person, HALL_PRESENCE_OFFLINE);
}

static HallHeard
hear_hello (HallDirectory *self,
            HallDatagram  *datagram,
            const char    *address,
            gint64         now_us)
{
  HallPersonEntry *entry = g_hash_table_lookup (self->people, datagram->id);
  gboolean was_online = entry != NULL && hall_person_get_online (entry->person);
  gboolean was_heard = entry != NULL && entry->heard;
  HallPerson *person;

  if (entry != NULL)
    {
      int order = compare_presence (entry, datagram, now_us);

      if (order < 0)
        return HALL_HEARD_REPLAYED;
      if (order == 0)
        {
          if (was_heard)
            add_second_address (entry->person, address);
          return HALL_HEARD_KNOWN;
        }
    }

  if (!was_heard && self->n_strangers >= HALL_PEOPLE_MAX &&
      (entry == NULL || (!entry->remembered && !shares_room (self, entry->person))))
    return HALL_HEARD_TABLE_FULL;

  entry = hall_directory_ensure_entry (self, datagram->id);
  hall_sequence_set (&entry->presence, datagram->boot, datagram->seq);
  entry->heard_us = now_us;
  entry->ttl_us = datagram->ttl_ms * (gint64) 1000;
  entry->deadline_us = now_us + entry->ttl_us;
  entry->gone_us = 0;
  entry->asked = FALSE;
  hall_directory_set_heard (self, entry, TRUE);

  person = entry->person;
  hall_person_set_name (person, datagram->name);
  hall_person_set_status_text (person, datagram->status_text);
  hall_person_set_picture_digest (person, datagram->picture);
  hall_person_set_tcp_port (person, datagram->tcp_port);
  hall_person_add_address (person, address);
  /* Last, since it lists the person: whoever looks finds the rest. */
  hall_person_set_presence (person, presence_from_word (datagram->status));

  return was_online ? HALL_HEARD_KNOWN : HALL_HEARD_NEW;
}

static void
refresh_rooms (HallDirectory *self,
               GPtrArray     *room_ids)
{
  for (guint i = 0; i < room_ids->len; i++)
    {
      HallRoom *room = hall_directory_lookup_room (self, g_ptr_array_index (room_ids, i));

      if (room != NULL)
        hall_directory_refresh_room (self, room);
    }
  if (room_ids->len > 0)
    hall_directory_drop_unused_rooms (self);
}

static HallHeard
hear_bye (HallDirectory *self,
          HallDatagram  *datagram,
          gint64         now_us)
{
  HallPersonEntry *entry = g_hash_table_lookup (self->people, datagram->id);
  g_autoptr (GPtrArray) rooms = NULL;
  int order;

  if (entry == NULL)
    return HALL_HEARD_KNOWN;
  order = compare_presence (entry, datagram, now_us);
  if (order <= 0)
    return order < 0 ? HALL_HEARD_REPLAYED : HALL_HEARD_KNOWN;

  hall_sequence_set (&entry->presence, datagram->boot, datagram->seq);
  go (self, entry, now_us);
  rooms = hall_announcements_remove_host (self->announcements, datagram->id, now_us);
  refresh_rooms (self, rooms);

  return HALL_HEARD_KNOWN;
}

static HallHeard
hear_room (HallDirectory *self,
           HallDatagram  *datagram,
           const char    *address,
           gint64         now_us)
{
  HallRoomEntry *entry = g_hash_table_lookup (self->rooms, datagram->room);
  HallPersonEntry *sender = g_hash_table_lookup (self->people, datagram->id);
  HallPerson *host;
  HallFavor favor = 0;
  HallHeard heard;

  if (hall_directory_is_private (self, datagram->room))
    return HALL_HEARD_REPLAYED;
  if (entry != NULL && hall_room_get_is_member (entry->room))
    favor |= HALL_FAVOR_ROOM;
  if (sender != NULL && (sender->remembered || shares_room (self, sender->person)))
    favor |= HALL_FAVOR_SENDER;

  heard = hall_announcements_hear (self->announcements, datagram, address, favor, now_us);
  /* The same pair again, after its end, does not bring it back. */
  if (heard == HALL_HEARD_REPLAYED || heard == HALL_HEARD_TABLE_FULL ||
      !hall_announcements_is_live (self->announcements, datagram->room, datagram->id))
    return heard;

  host = hall_directory_ensure_person (self, datagram->id);
  hall_person_set_tcp_port (host, datagram->tcp_port);
  add_second_address (host, address);
  hall_directory_refresh_room (self, hall_directory_ensure_room_entry (self, datagram->room)->room);

  return heard;
}

static HallHeard
hear_room_bye (HallDirectory *self,
               HallDatagram  *datagram,
               gint64         now_us)
{
  g_autoptr (GPtrArray) rooms = g_ptr_array_new ();
  HallHeard heard = hall_announcements_hear_bye (self->announcements, datagram, now_us);

  if (heard == HALL_HEARD_KNOWN)
    {
      g_ptr_array_add (rooms, datagram->room);
      refresh_rooms (self, rooms);
    }

  return heard;
}

/**
 * hall_directory_hear:
 * @self: a directory
 * @datagram: a verified datagram
 * @address: where it came from
 * @now_us: monotonic time, µs
 *
 * Takes over what a datagram says. Afterwards people and rooms that are listed no more may be gone
 * but for references held by others. One's own datagrams change nothing.
 *
 * Returns: what became of it
 */
HallHeard
hall_directory_hear (HallDirectory *self,
                     HallDatagram  *datagram,
                     const char    *address,
                     gint64         now_us)
{
  g_return_val_if_fail (HALL_IS_DIRECTORY (self), HALL_HEARD_REPLAYED);
  g_return_val_if_fail (datagram != NULL && address != NULL, HALL_HEARD_REPLAYED);

  if (g_str_equal (datagram->id, hall_person_get_id (self->own)))
    return HALL_HEARD_KNOWN;
  hall_directory_drop_unused_people (self);

  switch (datagram->type)
    {
    case HALL_DATAGRAM_HELLO:
      return hear_hello (self, datagram, address, now_us);
    case HALL_DATAGRAM_BYE:
      return hear_bye (self, datagram, now_us);
    case HALL_DATAGRAM_ROOM:
      return hear_room (self, datagram, address, now_us);
    case HALL_DATAGRAM_ROOMBYE:
      return hear_room_bye (self, datagram, now_us);
    default:
      g_return_val_if_reached (HALL_HEARD_REPLAYED);
    }
}

/* (transfer container) (element-type HallPersonEntry) */
static GPtrArray *
list_heard (HallDirectory *self)
{
  GPtrArray *heard = g_ptr_array_sized_new (self->n_heard);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->people);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HallPersonEntry *entry = value;

      if (entry->heard)
        g_ptr_array_add (heard, entry);
    }

  return heard;
}

/**
 * hall_directory_expire:
 * @self: a directory
 * @now_us: monotonic time, µs
 * @live_ids: (nullable) (element-type utf8): a set of keys that we have live links to
 *
 * Lets go of the people and announcements whose time to live is over at @now_us. Those in
 * @live_ids stay, and are looked at again a little later.
 */
void
hall_directory_expire (HallDirectory *self,
                       gint64         now_us,
                       GHashTable    *live_ids)
{
  g_autoptr (GPtrArray) heard = NULL;
  g_autoptr (GPtrArray) rooms = NULL;

  g_return_if_fail (HALL_IS_DIRECTORY (self));

  heard = list_heard (self);
  for (guint i = 0; i < heard->len; i++)
    {
      HallPersonEntry *entry = g_ptr_array_index (heard, i);

      if (now_us < entry->deadline_us)
        continue;
      if (live_ids != NULL && g_hash_table_contains (live_ids, entry->id))
        entry->deadline_us = now_us + RECHECK_US;
      else
        go (self, entry, now_us);
    }

  rooms = hall_announcements_expire (self->announcements, now_us, now_us + RECHECK_US, live_ids);
  refresh_rooms (self, rooms);
  hall_directory_drop_unused_rooms (self);
  hall_directory_drop_unused_people (self);
}

/**
 * hall_directory_get_deadline:
 * @self: a directory
 *
 * Returns: when [method@Hall.Directory.expire] has something to do next, monotonic µs; G_MAXINT64
 *   for never
 */
gint64
hall_directory_get_deadline (HallDirectory *self)
{
  g_autoptr (GPtrArray) heard = NULL;
  gint64 deadline_us;

  g_return_val_if_fail (HALL_IS_DIRECTORY (self), G_MAXINT64);

  deadline_us = hall_announcements_get_deadline (self->announcements);
  heard = list_heard (self);
  for (guint i = 0; i < heard->len; i++)
    {
      const HallPersonEntry *entry = g_ptr_array_index (heard, i);

      deadline_us = MIN (deadline_us, entry->deadline_us);
    }

  return deadline_us;
}

static gint64
get_silent_from (const HallPersonEntry *entry)
{
  return entry->heard_us + entry->ttl_us / 10 * 7;
}

/**
 * hall_directory_get_silence_deadline:
 * @self: a directory
 *
 * Returns: when [method@Hall.Directory.take_silent] will have somebody next, monotonic µs;
 *   G_MAXINT64 for never
 */
gint64
hall_directory_get_silence_deadline (HallDirectory *self)
{
  g_autoptr (GPtrArray) heard = NULL;
  gint64 deadline_us = G_MAXINT64;

  g_return_val_if_fail (HALL_IS_DIRECTORY (self), G_MAXINT64);

  heard = list_heard (self);
  for (guint i = 0; i < heard->len; i++)
    {
      const HallPersonEntry *entry = g_ptr_array_index (heard, i);

      if (!entry->asked)
        deadline_us = MIN (deadline_us, get_silent_from (entry));
    }

  return deadline_us;
}

/**
 * hall_directory_take_silent:
 * @self: a directory
 * @now_us: monotonic time, µs
 *
 * Returns: (transfer full) (element-type utf8): the keys of those who have been silent for 0.7 of
 *   their time to live, each once in a silence
 */
GPtrArray *
hall_directory_take_silent (HallDirectory *self,
                            gint64         now_us)
{
  g_autoptr (GPtrArray) heard = NULL;
  g_autoptr (GPtrArray) silent = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (HALL_IS_DIRECTORY (self), NULL);

  heard = list_heard (self);
  for (guint i = 0; i < heard->len; i++)
    {
      HallPersonEntry *entry = g_ptr_array_index (heard, i);

      if (entry->asked || now_us < get_silent_from (entry))
        continue;
      entry->asked = TRUE;
      g_ptr_array_add (silent, g_strdup (entry->id));
    }

  return g_steal_pointer (&silent);
}

/**
 * hall_directory_count_heard:
 * @self: a directory
 *
 * Returns: how many people and announcements of rooms are being heard, without one's own
 */
guint
hall_directory_count_heard (HallDirectory *self)
{
  g_return_val_if_fail (HALL_IS_DIRECTORY (self), 0);

  return self->n_heard + hall_announcements_count (self->announcements);
}
