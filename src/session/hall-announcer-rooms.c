/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-announcer-rooms.c: when to announce the rooms we host.
 *
 * Part of HallAnnouncer: each room has its own timer by the same interval rule; a change brings it
 * forward, once per two seconds at most.
 */

#define G_LOG_DOMAIN "hall-announcer-rooms"

#include "config.h"

#include "hall-announcer-private.h"

typedef struct
{
  HallAnnouncer *announcer;   /* its owner */
  HallDatagram *announcement;
  HallTimer *timer;
  gint64 sent;                /* monotonic µs; 0: never */
  guint ttl_ms;               /* what was said then */
  gboolean early;             /* the timer was brought forward: send, do not reconsider */
} HallAnnouncedRoom;

static void
hall_announced_room_free (gpointer data)
{
  HallAnnouncedRoom *room = data;

  hall_timer_free (room->timer);
  hall_datagram_unref (room->announcement);
  g_free (room);
}

static void
on_room_timer (gpointer user_data)
{
  HallAnnouncedRoom *room = user_data;
  HallAnnouncer *self = room->announcer;
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  guint interval = hall_announcer_vary_interval (self);
  guint limit = hall_interval_get_limit_ms (room->ttl_ms);
  gint64 due = room->sent + (gint64) MIN (interval, limit) * 1000;

  if (!room->early && room->sent != 0 && due > now)
    {
      hall_timer_start_at (room->timer, due);
      return;
    }
  room->early = FALSE;
  room->sent = now;
  hall_announcer_say (self, room->announcement, HALL_WAY_BROADCAST, TRUE, FALSE);
  room->ttl_ms = room->announcement->ttl_ms;
  hall_timer_start (room->timer, hall_announcer_vary_interval (self));
}

static void
hasten (HallAnnouncedRoom *room,
        guint              delay_ms)
{
  HallAnnouncer *self = room->announcer;
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  gint64 earliest = now + (gint64) delay_ms * 1000;

  if (!self->running)
    return;
  if (room->sent != 0)
    earliest = MAX (earliest, room->sent + HALL_ANNOUNCE_EARLY_MS * 1000);
  if (room->early && hall_timer_get_deadline (room->timer) <= earliest)
    return;
  room->early = TRUE;
  hall_timer_start_at (room->timer, earliest);
}

void
hall_announcer_init_rooms (HallAnnouncer *self)
{
  self->rooms = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, hall_announced_room_free);
}

void
hall_announcer_clear_rooms (HallAnnouncer *self)
{
  g_hash_table_remove_all (self->rooms);
}

void
hall_announcer_hasten_rooms (HallAnnouncer *self,
                             guint          delay_ms)
{
  GHashTableIter iter;
  gpointer room;

  g_hash_table_iter_init (&iter, self->rooms);
  while (g_hash_table_iter_next (&iter, NULL, &room))
    hasten (room, delay_ms);
}

void
hall_announcer_foreach_room (HallAnnouncer *self,
                             void         (*call) (HallAnnouncer *self,
                                                   HallDatagram  *announcement))
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->rooms);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HallAnnouncedRoom *room = value;

      call (self, room->announcement);
    }
}

static void
say_roombye (HallAnnouncer     *self,
             HallAnnouncedRoom *room,
             const char        *next_host)
{
  g_autoptr (HallDatagram) bye = hall_datagram_new (HALL_DATAGRAM_ROOMBYE);

  bye->room = g_strdup (room->announcement->room);
  bye->epoch = room->announcement->epoch;
  bye->next_host = g_strdup (next_host);
  hall_announcer_say (self, bye, HALL_WAY_BROADCAST, FALSE, TRUE);
}

void
hall_announcer_say_roombyes (HallAnnouncer *self)
{
  GHashTableIter iter;
  gpointer room;

  g_hash_table_iter_init (&iter, self->rooms);
  while (g_hash_table_iter_next (&iter, NULL, &room))
    say_roombye (self, room, NULL);
}

GPtrArray *
hall_announcer_encode_rooms (HallAnnouncer *self,
                             gsize          max_bytes)
{
  GPtrArray *encoded = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->rooms);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HallAnnouncedRoom *room = value;
      g_autoptr (GBytes) bytes = hall_announcer_encode (self, room->announcement, FALSE);

      if (bytes == NULL || g_bytes_get_size (bytes) > max_bytes)
        break;
      max_bytes -= g_bytes_get_size (bytes);
      g_ptr_array_add (encoded, g_steal_pointer (&bytes));
    }
  return encoded;
}

/**
 * hall_announcer_set_room:
 * @self: an announcer
 * @announcement: a ROOM without the fields that the announcer sets
 *
 * Announces the room from now on, the first time at once; a changed announcement goes out early.
 */
void
hall_announcer_set_room (HallAnnouncer *self,
                         HallDatagram  *announcement)
{
  HallAnnouncedRoom *room = g_hash_table_lookup (self->rooms, announcement->room);

  if (room == NULL)
    {
      room = g_new0 (HallAnnouncedRoom, 1);
      room->announcer = self;
      room->announcement = hall_datagram_ref (announcement);
      room->timer = hall_timer_new (self->context->clock, on_room_timer, room);
      g_hash_table_insert (self->rooms, announcement->room, room);
    }
  else
    {
      HallDatagram *old = room->announcement;

      room->announcement = hall_datagram_ref (announcement);
      g_hash_table_steal (self->rooms, old->room);
      g_hash_table_insert (self->rooms, announcement->room, room);
      hall_datagram_unref (old);
    }
  hasten (room, 0);
}

/**
 * hall_announcer_remove_room:
 * @self: an announcer
 * @room_id: a room
 *
 * Says ROOMBYE for it and announces it no more; does nothing for a room it does not know.
 */
void
hall_announcer_remove_room (HallAnnouncer *self,
                            const char    *room_id)
{
  hall_announcer_hand_room (self, room_id, NULL);
}

/**
 * hall_announcer_hand_room:
 * @self: an announcer
 * @room_id: a room
 * @next_host: (nullable): who hosts it from now on
 *
 * Like hall_announcer_remove_room (), and the ROOMBYE says who is next.
 */
void
hall_announcer_hand_room (HallAnnouncer *self,
                          const char    *room_id,
                          const char    *next_host)
{
  HallAnnouncedRoom *room = g_hash_table_lookup (self->rooms, room_id);

  if (room == NULL)
    return;
  if (self->running)
    say_roombye (self, room, next_host);
  g_hash_table_remove (self->rooms, room_id);
}
