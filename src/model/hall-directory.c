/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-directory.c: what passing time does to people and rooms.
 *
 * Owned by the session. hall-directory-people.c and hall-directory-rooms.c hold the tables,
 * hall-directory-hear.c takes datagrams, hall-directory-relay.c gives them. It sends nothing, has
 * no clock and no timer: the caller passes the time.
 */

#define G_LOG_DOMAIN "hall-directory"

#include "config.h"

#include "hall-directory-private.h"
#include "hall-limits.h"

#include "hall-directory.h"

/* How often somebody silent, but with a live link, is looked at again. */
#define RECHECK_US (HALL_INTERVAL_MIN_MS * (gint64) 1000)

/* Of a time to live. */
static const guint silent_percent[] = { 80, 87, 94 };

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
        hall_directory_let_go (self, entry, now_us);
    }

  rooms = hall_announcements_expire (self->announcements, now_us, now_us + RECHECK_US, live_ids);
  hall_directory_refresh_rooms (self, rooms);
  hall_directory_drop_unused_rooms (self);
  hall_directory_drop_unused_people (self);
}

/**
 * hall_directory_lose_heard:
 * @self: a directory
 * @now_us: monotonic time, µs
 * @live_ids: (nullable) (element-type utf8): a set of keys that we have live links to
 *
 * We listen at another place from now on: lets go of everybody whom we heard ourselves, and of what
 * they announced. Those in @live_ids stay, and so do those whom only others have heard.
 */
void
hall_directory_lose_heard (HallDirectory *self,
                           gint64         now_us,
                           GHashTable    *live_ids)
{
  g_autoptr (GPtrArray) heard = NULL;

  g_return_if_fail (HALL_IS_DIRECTORY (self));

  heard = list_heard (self);
  for (guint i = 0; i < heard->len; i++)
    {
      HallPersonEntry *entry = g_ptr_array_index (heard, i);
      g_autoptr (GPtrArray) rooms = NULL;

      if (hall_directory_is_told (self, entry->id, now_us)
          || (live_ids != NULL && g_hash_table_contains (live_ids, entry->id)))
        continue;
      hall_directory_let_go (self, entry, now_us);
      rooms = hall_announcements_remove_host (self->announcements, entry->id, now_us);
      hall_directory_refresh_rooms (self, rooms);
    }

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

/* When somebody is to be asked next: questions and answers get lost too. */
static gint64
get_silent_from (const HallPersonEntry *entry)
{
  return entry->heard_us + entry->ttl_us / 100 * silent_percent[entry->n_asked];
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

      if (entry->n_asked < G_N_ELEMENTS (silent_percent))
        deadline_us = MIN (deadline_us, get_silent_from (entry));
    }

  return deadline_us;
}

/**
 * hall_directory_take_silent:
 * @self: a directory
 * @now_us: monotonic time, µs
 *
 * Returns: (transfer full) (element-type utf8): the keys of those who have been silent for 0.8 of
 *   their time to live, and once more each after 0.87 and 0.94
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

      if (entry->n_asked >= G_N_ELEMENTS (silent_percent) || now_us < get_silent_from (entry))
        continue;
      entry->n_asked++;
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
