/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-announcements-list.c: the table of announcements as it is read: which hosts announce a room,
 * what others may be told of them.
 */

#define G_LOG_DOMAIN "hall-announcements-list"

#include "config.h"

#include "hall-announcements-private.h"

#include "hall-announcements.h"

/* Higher epoch first, then smaller key. */
static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  const HallRecord *first = *(const HallRecord *const *) a;
  const HallRecord *second = *(const HallRecord *const *) b;

  if (first->shown.epoch != second->shown.epoch)
    return first->shown.epoch > second->shown.epoch ? -1 : 1;

  return g_strcmp0 (first->host, second->host);
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
  HallRecord *best = NULL;

  for (guint i = 0; hosts != NULL && i < hosts->len; i++)
    {
      if (best == NULL || compare_records (&hosts->pdata[i], &best) < 0)
        best = g_ptr_array_index (hosts, i);
    }

  return best != NULL ? best->datagram : NULL;
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

/*
 * hall_announcements_get_known:
 * @self: the table
 *
 * Returns: the live ones
 */
HallKnown
hall_announcements_get_known (HallAnnouncements *self)
{
  return self->known;
}

/* (nullable) */
static HallNotice *
make_notice (HallRecord *record,
             gint64      now_us)
{
  HallDatagram *datagram = record->datagram != NULL ? record->datagram : record->farewell;
  HallNotice *notice;

  if (datagram == NULL || datagram->signed_bytes == NULL || now_us >= record->told_until_us)
    return NULL;
  if (record->token == NULL)
    record->token = hall_datagram_make_token (datagram);
  notice = g_new0 (HallNotice, 1);
  notice->datagram = hall_datagram_ref (datagram);
  notice->token = g_strdup (record->token);
  notice->heard_us = record->heard_us;
  notice->addresses = g_strdupv (record->addresses);

  return notice;
}

/*
 * hall_announcements_stop_telling:
 * @self: the table
 * @now_us: monotonic time
 *
 * Others are told of none of what is known now.
 */
void
hall_announcements_stop_telling (HallAnnouncements *self,
                                 gint64             now_us)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HallRecord *record = value;

      record->told_until_us = MIN (record->told_until_us, now_us);
    }
}

/*
 * hall_announcements_list_notices:
 * @self: the table
 * @now_us: monotonic time
 * @notices: (element-type HallNotice): where to add what others may be told
 */
void
hall_announcements_list_notices (HallAnnouncements *self,
                                 gint64             now_us,
                                 GPtrArray         *notices)
{
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, self->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    {
      HallNotice *notice = make_notice (record, now_us);

      if (notice != NULL)
        g_ptr_array_add (notices, notice);
    }
}
