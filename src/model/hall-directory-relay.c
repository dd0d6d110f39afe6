/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-directory-relay.c: what others may be told of what is known here, and how much that is.
 *
 * Part of HallDirectory. Nothing here changes who is known.
 */

#define G_LOG_DOMAIN "hall-directory-relay"

#include "config.h"

#include "hall-directory-private.h"

/**
 * hall_notice_free:
 * @self: (transfer full): a notice
 */
void
hall_notice_free (HallNotice *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->datagram, hall_datagram_unref);
  g_free (self->token);
  g_strfreev (self->addresses);
  g_free (self);
}

/**
 * hall_notice_copy:
 * @self: a notice
 *
 * Returns: (transfer full): another one
 */
HallNotice *
hall_notice_copy (const HallNotice *self)
{
  HallNotice *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (HallNotice, 1);
  copy->datagram = hall_datagram_ref (self->datagram);
  copy->token = g_strdup (self->token);
  copy->heard_us = self->heard_us;
  copy->addresses = g_strdupv (self->addresses);

  return copy;
}

/* (nullable) */
static HallNotice *
make_notice (HallPersonEntry *entry,
             gint64           now_us)
{
  HallNotice *notice;

  if (entry->datagram == NULL || entry->datagram->signed_bytes == NULL ||
      now_us >= entry->told_until_us)
    return NULL;
  if (entry->token == NULL)
    entry->token = hall_datagram_make_token (entry->datagram);
  notice = g_new0 (HallNotice, 1);
  notice->datagram = hall_datagram_ref (entry->datagram);
  notice->token = g_strdup (entry->token);
  notice->heard_us = entry->heard_us;
  notice->addresses = g_strdupv ((char **) hall_person_get_addresses (entry->person));

  return notice;
}

/**
 * hall_directory_list_notices:
 * @self: a directory
 * @now_us: monotonic time, µs
 *
 * Lists what of others somebody else may be told now. Goodbyes are among it for as long as whoever
 * has not heard them would believe what they ended.
 *
 * Returns: (transfer full) (element-type HallNotice): in no particular order
 */
GPtrArray *
hall_directory_list_notices (HallDirectory *self,
                             gint64         now_us)
{
  GPtrArray *notices = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_notice_free);
  GHashTableIter iter;
  gpointer entry;

  g_return_val_if_fail (HALL_IS_DIRECTORY (self), notices);

  g_hash_table_iter_init (&iter, self->people);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    {
      HallNotice *notice = make_notice (entry, now_us);

      if (notice != NULL)
        g_ptr_array_add (notices, notice);
    }
  hall_announcements_list_notices (self->announcements, now_us, notices);

  return notices;
}

/**
 * hall_directory_stop_telling:
 * @self: a directory
 * @now_us: monotonic time, µs
 *
 * Others are told of nothing that is known now, only of what will be heard: this computer slept,
 * and its clock with it, so that nobody can say how old that is.
 */
void
hall_directory_stop_telling (HallDirectory *self,
                             gint64         now_us)
{
  GHashTableIter iter;
  gpointer value;

  g_return_if_fail (HALL_IS_DIRECTORY (self));

  g_hash_table_iter_init (&iter, self->people);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HallPersonEntry *entry = value;

      entry->told_until_us = MIN (entry->told_until_us, now_us);
    }
  hall_announcements_stop_telling (self->announcements, now_us);
}

/**
 * hall_directory_get_known:
 * @self: a directory
 * @bits: (out): of which, see hall-known.h
 *
 * Returns: how many people and announcements are heard, without oneself and one's own
 */
guint
hall_directory_get_known (HallDirectory *self,
                          guint64       *bits)
{
  HallKnown rooms;

  g_return_val_if_fail (HALL_IS_DIRECTORY (self), 0);
  g_return_val_if_fail (bits != NULL, 0);

  rooms = hall_announcements_get_known (self->announcements);
  *bits = self->known.bits ^ rooms.bits;

  return self->known.count + rooms.count;
}

/**
 * hall_directory_get_span:
 * @self: a directory
 * @id: a key
 * @heard_us: (out): when its HELLO was heard, by whomever
 * @deadline_us: (out): when that does not count any more
 *
 * Returns: whether that person is around
 */
gboolean
hall_directory_get_span (HallDirectory *self,
                         const char    *id,
                         gint64        *heard_us,
                         gint64        *deadline_us)
{
  const HallPersonEntry *entry;

  g_return_val_if_fail (HALL_IS_DIRECTORY (self), FALSE);
  g_return_val_if_fail (id != NULL && heard_us != NULL && deadline_us != NULL, FALSE);

  entry = g_hash_table_lookup (self->people, id);
  if (entry == NULL || !entry->heard)
    return FALSE;
  *heard_us = entry->heard_us;
  *deadline_us = entry->deadline_us;

  return TRUE;
}
