/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-digests.c: digests of the days of rooms, remembered so that a join rescans nothing.
 *
 * Private to the store; belongs to HallDatabase, worker thread. An event that comes makes its own
 * day stale and no other; a day that is only remembered costs 56 bytes.
 */

#define G_LOG_DOMAIN "hall-digests"

#include "config.h"

#include "hall-limits.h"

#include "hall-digests.h"

struct _HallDigests
{
  GHashTable *rooms;       /* id → HallRoomDigests */
};

static int
compare_days (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static void
room_digests_free (gpointer data)
{
  HallRoomDigests *room = data;

  g_tree_unref (room->days);
  g_free (room);
}

HallDigests *
hall_digests_new (void)
{
  HallDigests *self = g_new0 (HallDigests, 1);

  self->rooms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, room_digests_free);
  return self;
}

void
hall_digests_free (HallDigests *self)
{
  g_hash_table_unref (self->rooms);
  g_free (self);
}

HallRoomDigests *
hall_digests_get (HallDigests *self,
                  const char  *room)
{
  HallRoomDigests *digests = g_hash_table_lookup (self->rooms, room);

  if (digests == NULL)
    {
      digests = g_new0 (HallRoomDigests, 1);
      digests->known_from = G_MAXINT64;
      digests->days = g_tree_new_full (compare_days, NULL, NULL, g_free);
      g_hash_table_insert (self->rooms, g_strdup (room), digests);
    }

  return digests;
}

/* For files that somebody else writes. */
void
hall_digests_forget_all (HallDigests *self)
{
  g_hash_table_remove_all (self->rooms);
}

/* The event was inserted; that this may be rolled back does no harm. */
void
hall_digests_note_event (HallDigests *self,
                         HallEvent   *event)
{
  HallRoomDigests *digests = g_hash_table_lookup (self->rooms, event->room);

  if (digests == NULL)
    return;

  if (hall_event_is_control (event))
    digests->control_known = FALSE;
  else
    hall_digests_note_day (self, event->room, event->lc);
}

/* Something that is no control event came, or was deleted. */
void
hall_digests_note_day (HallDigests *self,
                       const char  *room,
                       gint64       lc)
{
  HallRoomDigests *digests = g_hash_table_lookup (self->rooms, room);
  gint64 number = hall_digests_day_of (lc);
  HallDigestDay *day;

  if (digests == NULL || number < digests->known_from)
    return;

  day = g_tree_lookup (digests->days, &number);
  if (day == NULL)
    {
      HallStoredDay empty = { .day = number };

      hall_room_digests_put (digests, &empty);
      day = g_tree_lookup (digests->days, &number);
    }

  day->stale = TRUE;
}

/* Takes the place of what was remembered of that day. */
void
hall_room_digests_put (HallRoomDigests     *self,
                       const HallStoredDay *day)
{
  HallDigestDay *entry = g_tree_lookup (self->days, &day->day);

  if (entry == NULL)
    {
      entry = g_new0 (HallDigestDay, 1);
      entry->day = *day;
      g_tree_insert (self->days, &entry->day.day, entry);
    }

  entry->day = *day;
  entry->stale = FALSE;
}

gint64
hall_digests_day_of (gint64 lc)
{
  return lc >= 0 ? lc / HALL_DAY_MS : -((-lc + HALL_DAY_MS - 1) / HALL_DAY_MS);
}
