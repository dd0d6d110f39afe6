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

#include "hall-limits.h"
#include "hall-sequence.h"

#include "hall-announcements.h"

/* Hosts of one room at once: two after a network split, more only when somebody plays tricks. */
#define HOSTS_PER_ROOM_MAX 16
#define GONE_MAX (2 * HALL_ROOMS_MAX)

typedef struct
{
  HallAnnouncement shown;      /* must be first; points into what follows */
  HallDatagram *datagram;      /* (nullable): the last ROOM; NULL once gone */
  char *key;
  char *room;
  char *host;
  char *address;
  HallSequence sequence;
  gint64 deadline_us;
  gint64 gone_us;
  gboolean favored;
  GList link;                  /* in the queue of gone ones */
} Record;

struct _HallAnnouncements
{
  GHashTable *records;         /* key ⇒ Record, owned */
  GHashTable *rooms;           /* room id ⇒ GPtrArray of live Records, not owned */
  GQueue gone;                 /* of Record, first gone first */
  guint n_live;
};

/* Both are of fixed length. */
static char *
make_key (const char *room_id,
          const char *host_id)
{
  return g_strconcat (room_id, host_id, NULL);
}

static void
record_free (gpointer data)
{
  Record *record = data;

  g_clear_pointer (&record->datagram, hall_datagram_unref);
  g_free (record->key);
  g_free (record->room);
  g_free (record->host);
  g_free (record->address);
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

/* Higher epoch first, then smaller key. */
static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  const Record *first = *(const Record *const *) a;
  const Record *second = *(const Record *const *) b;

  if (first->shown.epoch != second->shown.epoch)
    return first->shown.epoch > second->shown.epoch ? -1 : 1;

  return g_strcmp0 (first->host, second->host);
}

static void
record_go (HallAnnouncements *self,
           Record            *record,
           gint64             now_us)
{
  GPtrArray *hosts = g_hash_table_lookup (self->rooms, record->room);

  g_ptr_array_remove_fast (hosts, record);
  if (hosts->len == 0)
    g_hash_table_remove (self->rooms, record->room);
  self->n_live--;

  g_clear_pointer (&record->datagram, hall_datagram_unref);
  record->gone_us = MAX (now_us, 1); /* 0: is not gone */
  record->link.data = record;
  g_queue_push_tail_link (&self->gone, &record->link);
  while (self->gone.length > GONE_MAX)
    {
      Record *oldest = g_queue_peek_head (&self->gone);

      g_queue_unlink (&self->gone, &oldest->link);
      g_hash_table_remove (self->records, oldest->key);
    }
}

static void
record_come (HallAnnouncements *self,
             Record            *record)
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
      Record *record = g_ptr_array_index (hosts, i);

      if (!record->favored)
        {
          record_go (self, record, now_us);
          return TRUE;
        }
    }

  return FALSE;
}

static void
record_update (Record       *record,
               HallDatagram *datagram,
               const char   *address,
               HallFavor     favor,
               gint64        now_us)
{
  g_autofree char *old_address = g_steal_pointer (&record->address);

  g_clear_pointer (&record->datagram, hall_datagram_unref);
  record->datagram = hall_datagram_ref (datagram);
  record->address = g_strdup (address);
  record->deadline_us = now_us + datagram->ttl_ms * (gint64) 1000;
  record->favored = (favor & HALL_FAVOR_SENDER) != 0;
  hall_sequence_set (&record->sequence, datagram->boot, datagram->seq);

  record->shown.host_id = record->host;
  record->shown.address = record->address;
  record->shown.tcp_port = datagram->tcp_port;
  record->shown.epoch = datagram->epoch;
  record->shown.members = datagram->members;
}

/*
 * hall_announcements_hear:
 * @self: the table
 * @datagram: a verified ROOM
 * @address: where it came from
 * @favor: whether room and sender are known
 * @now_us: monotonic time
 *
 * Returns: NEW when the sender did not announce that room till now
 */
HallHeard
hall_announcements_hear (HallAnnouncements *self,
                         HallDatagram      *datagram,
                         const char        *address,
                         HallFavor          favor,
                         gint64             now_us)
{
  g_autofree char *key = make_key (datagram->room, datagram->id);
  Record *record = g_hash_table_lookup (self->records, key);
  gboolean was_live = record != NULL && record->datagram != NULL;

  if (record != NULL)
    {
      int order = hall_sequence_compare (&record->sequence, datagram->boot, datagram->seq,
                                         record->gone_us, now_us);

      if (order <= 0)
        return order < 0 ? HALL_HEARD_REPLAYED : HALL_HEARD_KNOWN;
    }

  if (!was_live)
    {
      if (!make_place (self, datagram->room, favor, now_us))
        return HALL_HEARD_TABLE_FULL;
      /* Making place may have forgotten the oldest gone one: perhaps this. */
      record = g_hash_table_lookup (self->records, key);
      if (record == NULL)
        {
          record = g_new0 (Record, 1);
          record->key = g_steal_pointer (&key);
          record->room = g_strdup (datagram->room);
          record->host = g_strdup (datagram->id);
          g_hash_table_insert (self->records, record->key, record);
        }
      record_come (self, record);
    }
  record_update (record, datagram, address, favor, now_us);

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
  Record *record = g_hash_table_lookup (self->records, key);
  int order;

  if (record == NULL)
    return HALL_HEARD_KNOWN;
  order = hall_sequence_compare (&record->sequence, datagram->boot, datagram->seq,
                                 record->gone_us, now_us);
  if (order <= 0)
    return order < 0 ? HALL_HEARD_REPLAYED : HALL_HEARD_KNOWN;

  hall_sequence_set (&record->sequence, datagram->boot, datagram->seq);
  if (record->datagram != NULL)
    record_go (self, record, now_us);

  return HALL_HEARD_KNOWN;
}

/* (transfer container): a copy, since what is done to them changes the table. */
static GPtrArray *
list_live (HallAnnouncements *self)
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
  g_autoptr (GPtrArray) live = list_live (self);
  GPtrArray *rooms = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < live->len; i++)
    {
      Record *record = g_ptr_array_index (live, i);

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
  g_autoptr (GPtrArray) live = list_live (self);
  GPtrArray *rooms = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < live->len; i++)
    {
      Record *record = g_ptr_array_index (live, i);

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
  g_autoptr (GPtrArray) live = list_live (self);
  gint64 deadline_us = G_MAXINT64;

  for (guint i = 0; i < live->len; i++)
    {
      const Record *record = g_ptr_array_index (live, i);

      deadline_us = MIN (deadline_us, record->deadline_us);
    }

  return deadline_us;
}

/*
 * hall_announcements_list:
 * @self: the table
 * @room_id: a room
 *
 * Returns: (transfer container) (element-type HallAnnouncement): its hosts, the best first
 */
GPtrArray *
hall_announcements_list (HallAnnouncements *self,
                         const char        *room_id)
{
  GPtrArray *hosts = g_hash_table_lookup (self->rooms, room_id);
  GPtrArray *list = g_ptr_array_new ();

  if (hosts != NULL)
    g_ptr_array_extend (list, hosts, NULL, NULL);
  g_ptr_array_sort (list, compare_records);

  return list;
}

/*
 * hall_announcements_get_best:
 * @self: the table
 * @room_id: a room
 *
 * Returns: (transfer none) (nullable): the ROOM datagram of its best host
 */
HallDatagram *
hall_announcements_get_best (HallAnnouncements *self,
                             const char        *room_id)
{
  GPtrArray *hosts = g_hash_table_lookup (self->rooms, room_id);
  Record *best = NULL;

  for (guint i = 0; hosts != NULL && i < hosts->len; i++)
    {
      if (best == NULL || compare_records (&hosts->pdata[i], &best) < 0)
        best = g_ptr_array_index (hosts, i);
    }

  return best != NULL ? best->datagram : NULL;
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
  const Record *record = g_hash_table_lookup (self->records, key);

  return record != NULL && record->datagram != NULL;
}

/*
 * hall_announcements_count:
 * @self: the table
 *
 * Returns: how many are live
 */
guint
hall_announcements_count (HallAnnouncements *self)
{
  return self->n_live;
}
