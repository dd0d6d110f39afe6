/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-announcements.c: the table of announcements, live ones and the memory of gone ones.
 *
 * One record for each (room, sender). It neither knows rooms and people as objects nor whom it
 * should tell: HallDirectory asks.
 */

#define G_LOG_DOMAIN "hall-announcements"

#include "config.h"

#include "hall-announcements-private.h"
#include "hall-limits.h"

#include "hall-announcements.h"

/* Hosts of one room at once: two after a network split, more only when somebody plays tricks. */
#define HOSTS_PER_ROOM_MAX 16
#define GONE_MAX (2 * HALL_ROOMS_MAX)

/* Both are of fixed length. */
static char *
make_key (const char *room_id,
          const char *host_id)
{
  return g_strconcat (room_id, host_id, NULL);
}

/* What others are told of it. */
static void
record_forget (HallRecord *record)
{
  g_clear_pointer (&record->farewell, hall_datagram_unref);
  g_clear_pointer (&record->token, g_free);
}

static void
record_free (gpointer data)
{
  HallRecord *record = data;

  g_clear_pointer (&record->datagram, hall_datagram_unref);
  record_forget (record);
  g_free (record->key);
  g_free (record->room);
  g_free (record->host);
  g_strfreev (record->addresses);
  g_free (record);
}

HallAnnouncements *
hall_announcements_new (void)
{
  HallAnnouncements *self = g_new0 (HallAnnouncements, 1);

  self->records = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, record_free);
  self->rooms = g_hash_table_new_full (g_str_hash, g_str_equal,
                                       g_free, (GDestroyNotify) g_ptr_array_unref);
  g_queue_init (&self->gone);

  return self;
}

void
hall_announcements_free (HallAnnouncements *self)
{
  g_hash_table_unref (self->rooms);
  g_hash_table_unref (self->records);
  g_free (self);
}

static void
record_go (HallAnnouncements *self,
           HallRecord        *record,
           gint64             now_us)
{
  GPtrArray *hosts = g_hash_table_lookup (self->rooms, record->room);

  g_ptr_array_remove_fast (hosts, record);
  if (hosts->len == 0)
    g_hash_table_remove (self->rooms, record->room);
  self->n_live--;
  hall_known_remove (&self->known, hall_known_of_room (record->room, record->host));

  g_clear_pointer (&record->datagram, hall_datagram_unref);
  record_forget (record);
  record->gone_us = MAX (now_us, 1); /* 0: is not gone */
  record->link.data = record;
  g_queue_push_tail_link (&self->gone, &record->link);
  while (self->gone.length > GONE_MAX)
    {
      HallRecord *oldest = g_queue_peek_head (&self->gone);

      g_queue_unlink (&self->gone, &oldest->link);
      g_hash_table_remove (self->records, oldest->key);
    }
}

static void
record_come (HallAnnouncements *self,
             HallRecord        *record)
{
  GPtrArray *hosts = g_hash_table_lookup (self->rooms, record->room);

  if (record->gone_us != 0)
    g_queue_unlink (&self->gone, &record->link);
  record->gone_us = 0;

  if (hosts == NULL)
    {
      hosts = g_ptr_array_new ();
      g_hash_table_insert (self->rooms, g_strdup (record->room), hosts);
    }
  g_ptr_array_add (hosts, record);
  self->n_live++;
  hall_known_add (&self->known, hall_known_of_room (record->room, record->host));
}

/* Whether one more announcement of the room can be taken; somebody unknown makes place for
 * somebody known. */
static gboolean
make_place (HallAnnouncements *self,
            const char        *room,
            HallFavor          favor,
            gint64             now_us)
{
  GPtrArray *hosts = g_hash_table_lookup (self->rooms, room);

  if (hosts == NULL)
    return g_hash_table_size (self->rooms) < HALL_ROOMS_MAX || (favor & HALL_FAVOR_ROOM) != 0;
  if (hosts->len < HOSTS_PER_ROOM_MAX)
    return TRUE;
  if ((favor & HALL_FAVOR_SENDER) == 0)
    return FALSE;

  for (guint i = 0; i < hosts->len; i++)
    {
      HallRecord *record = g_ptr_array_index (hosts, i);

      if (!record->favored)
        {
          record_go (self, record, now_us);
          return TRUE;
        }
    }

  return FALSE;
}

static void
record_show (HallRecord *record)
{
  record->shown.host_id = record->host;
  record->shown.address = record->addresses[0] != NULL ? record->addresses[0] : "";
  record->shown.tcp_port = record->datagram->tcp_port;
  record->shown.epoch = record->datagram->epoch;
  record->shown.members = record->datagram->members;
}

static void
record_update (HallRecord        *record,
               HallDatagram      *datagram,
               const HallHearing *hearing,
               HallFavor          favor)
{
  gboolean was_heard = record->datagram != NULL && !record->told;

  g_clear_pointer (&record->datagram, hall_datagram_unref);
  record_forget (record);
  record->datagram = hall_datagram_ref (datagram);
  record->heard_us = hearing->heard_us;
  record->told_until_us = hearing->heard_us + datagram->ttl_ms * (gint64) 1000;
  /* Being told shortens nothing that we heard ourselves. */
  if (was_heard && hearing->told)
    record->deadline_us = MAX (record->deadline_us, record->told_until_us);
  else
    record->deadline_us = record->told_until_us;
  record->favored = (favor & HALL_FAVOR_SENDER) != 0;
  hall_sequence_set (&record->sequence, datagram->boot, datagram->seq);

  /* An address that we heard it from is better than one that we are told of. */
  if (record->addresses == NULL || !hearing->told || record->told)
    {
      g_auto (GStrv) old = g_steal_pointer (&record->addresses);

      record->addresses = g_strdupv ((char **) hearing->addresses);
      record->told = hearing->told;
    }
  record_show (record);
}

/* The same ROOM once more. Told again it says nothing new; heard, it is more than being told. */
static void
record_hear_again (HallRecord        *record,
                   const HallHearing *hearing)
{
  if (record->datagram == NULL || hearing->told || !record->told)
    return;
  g_strfreev (record->addresses);
  record->addresses = g_strdupv ((char **) hearing->addresses);
  record->told = FALSE;
  record->heard_us = hearing->heard_us;
  record->deadline_us = hearing->heard_us + record->datagram->ttl_ms * (gint64) 1000;
  record->told_until_us = record->deadline_us;
  record_show (record);
}

static HallRecord *
ensure_record (HallAnnouncements *self,
               HallDatagram      *datagram)
{
  g_autofree char *key = make_key (datagram->room, datagram->id);
  HallRecord *record = g_hash_table_lookup (self->records, key);

  if (record != NULL)
    return record;
  record = g_new0 (HallRecord, 1);
  record->key = g_steal_pointer (&key);
  record->room = g_strdup (datagram->room);
  record->host = g_strdup (datagram->id);
  g_hash_table_insert (self->records, record->key, record);

  return record;
}

/*
 * hall_announcements_hear:
 * @self: the table
 * @datagram: a verified ROOM
 * @hearing: how it was heard
 * @favor: whether room and sender are known
 *
 * Returns: NEW when the sender did not announce that room till now
 */
HallHeard
hall_announcements_hear (HallAnnouncements *self,
                         HallDatagram      *datagram,
                         const HallHearing *hearing,
                         HallFavor          favor)
{
  g_autofree char *key = make_key (datagram->room, datagram->id);
  HallRecord *record = g_hash_table_lookup (self->records, key);
  gboolean was_live = record != NULL && record->datagram != NULL;

  if (record != NULL)
    {
      int order = hall_sequence_compare (&record->sequence, datagram->boot, datagram->seq,
                                         record->gone_us, hearing->now_us);

      if (order < 0)
        return HALL_HEARD_REPLAYED;
      if (order == 0)
        {
          record_hear_again (record, hearing);
          return HALL_HEARD_KNOWN;
        }
    }
  if (hall_hearing_is_over (hearing, datagram))
    return HALL_HEARD_EXPIRED;

  if (!was_live)
    {
      if (!make_place (self, datagram->room, favor, hearing->now_us))
        return HALL_HEARD_TABLE_FULL;
      /* Making place may have forgotten the oldest gone one: perhaps this. */
      record = ensure_record (self, datagram);
      record_come (self, record);
    }
  record_update (record, datagram, hearing, favor);

  return was_live ? HALL_HEARD_KNOWN : HALL_HEARD_NEW;
}

/*
 * hall_announcements_hear_bye:
 * @self: the table
 * @datagram: a verified ROOMBYE
 * @now_us: monotonic time
 *
 * Removes the sender's announcement, nobody else's.
 *
 * Returns: KNOWN or REPLAYED
 */
HallHeard
hall_announcements_hear_bye (HallAnnouncements *self,
                             HallDatagram      *datagram,
                             gint64             now_us)
{
  g_autofree char *key = make_key (datagram->room, datagram->id);
  HallRecord *record = g_hash_table_lookup (self->records, key);
  int order;

  if (record == NULL)
    return HALL_HEARD_KNOWN;
  order = hall_sequence_compare (&record->sequence, datagram->boot, datagram->seq,
                                 record->gone_us, now_us);
  if (order <= 0)
    return order < 0 ? HALL_HEARD_REPLAYED : HALL_HEARD_KNOWN;

  hall_sequence_set (&record->sequence, datagram->boot, datagram->seq);
  if (record->datagram != NULL)
    {
      record_go (self, record, now_us);
      /* Going may have forgotten it, if very many went before. */
      if (g_hash_table_contains (self->records, key))
        record->farewell = hall_datagram_ref (datagram);
    }

  return HALL_HEARD_KNOWN;
}

GPtrArray *
hall_announcements_copy_live (HallAnnouncements *self)
{
  GPtrArray *live = g_ptr_array_sized_new (self->n_live);
  GHashTableIter iter;
  gpointer hosts;

  g_hash_table_iter_init (&iter, self->rooms);
  while (g_hash_table_iter_next (&iter, NULL, &hosts))
    g_ptr_array_extend (live, hosts, NULL, NULL);

  return live;
}

/*
 * hall_announcements_remove_host:
 * @self: the table
 * @host_id: somebody who is gone
 * @now_us: monotonic time
 *
 * Returns: (transfer full) (element-type utf8): the ids of the rooms that it announced
 */
GPtrArray *
hall_announcements_remove_host (HallAnnouncements *self,
                                const char        *host_id,
                                gint64             now_us)
{
  g_autoptr (GPtrArray) live = hall_announcements_copy_live (self);
  GPtrArray *rooms = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < live->len; i++)
    {
      HallRecord *record = g_ptr_array_index (live, i);

      if (!g_str_equal (record->host, host_id))
        continue;
      g_ptr_array_add (rooms, g_strdup (record->room));
      record_go (self, record, now_us);
    }

  return rooms;
}

/*
 * hall_announcements_expire:
 * @self: the table
 * @now_us: monotonic time
 * @recheck_us: when those kept alive by @live_ids are to be looked at again
 * @live_ids: (nullable): ids of those who never expire
 *
 * Returns: (transfer full) (element-type utf8): the ids of the rooms that lost an announcement
 */
GPtrArray *
hall_announcements_expire (HallAnnouncements *self,
                           gint64             now_us,
                           gint64             recheck_us,
                           GHashTable        *live_ids)
{
  g_autoptr (GPtrArray) live = hall_announcements_copy_live (self);
  GPtrArray *rooms = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < live->len; i++)
    {
      HallRecord *record = g_ptr_array_index (live, i);

      if (now_us < record->deadline_us)
        continue;
      if (live_ids != NULL && g_hash_table_contains (live_ids, record->host))
        {
          record->deadline_us = recheck_us;
          continue;
        }
      g_ptr_array_add (rooms, g_strdup (record->room));
      record_go (self, record, now_us);
    }

  return rooms;
}

/*
 * hall_announcements_get_deadline:
 * @self: the table
 *
 * Returns: when the next one expires, G_MAXINT64 for never
 */
gint64
hall_announcements_get_deadline (HallAnnouncements *self)
{
  g_autoptr (GPtrArray) live = hall_announcements_copy_live (self);
  gint64 deadline_us = G_MAXINT64;

  for (guint i = 0; i < live->len; i++)
    {
      const HallRecord *record = g_ptr_array_index (live, i);

      deadline_us = MIN (deadline_us, record->deadline_us);
    }

  return deadline_us;
}

/*
 * hall_announcements_is_live:
 * @self: the table
 * @room_id: a room
 * @host_id: somebody
 *
 * Returns: whether that one announces that room now
 */
gboolean
hall_announcements_is_live (HallAnnouncements *self,
                            const char        *room_id,
                            const char        *host_id)
{
  g_autofree char *key = make_key (room_id, host_id);
  const HallRecord *record = g_hash_table_lookup (self->records, key);

  return record != NULL && record->datagram != NULL;
}
