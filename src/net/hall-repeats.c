/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-repeats.c: the last datagrams that were found to be well signed.
 *
 * Owned by HallBeacon. Whole datagrams are compared, not their signatures: one changed bit makes
 * another datagram, which is verified like any other. It saves work, nothing depends on it.
 */

#define G_LOG_DOMAIN "hall-repeats"

#include "config.h"

#include "hall-repeats.h"

typedef struct
{
  GBytes *bytes;
  HallDatagram *datagram;
  gint64 taken;
} Entry;

struct _HallRepeats
{
  GHashTable *set;         /* (element-type GBytes Entry): into the ring */
  Entry ring[HALL_REPEATS_MAX];
  guint next;
};

static void
forget (HallRepeats *self,
        Entry       *entry)
{
  if (entry->bytes == NULL)
    return;

  g_hash_table_remove (self->set, entry->bytes);
  g_clear_pointer (&entry->bytes, g_bytes_unref);
  g_clear_pointer (&entry->datagram, hall_datagram_unref);
}

/**
 * hall_repeats_new:
 *
 * Returns: (transfer full): an empty memory
 */
HallRepeats *
hall_repeats_new (void)
{
  HallRepeats *self = g_new0 (HallRepeats, 1);

  self->set = g_hash_table_new (g_bytes_hash, g_bytes_equal);

  return self;
}

/**
 * hall_repeats_free:
 */
void
hall_repeats_free (HallRepeats *self)
{
  for (guint i = 0; i < HALL_REPEATS_MAX; i++)
    forget (self, &self->ring[i]);

  g_hash_table_unref (self->set);
  g_free (self);
}

/**
 * hall_repeats_lookup:
 *
 * Returns: (transfer none) (nullable): the datagram of exactly these bytes, if it was taken in the
 *   last %HALL_REPEATS_SECONDS
 */
HallDatagram *
hall_repeats_lookup (HallRepeats   *self,
                     gconstpointer  data,
                     gsize          length,
                     gint64         now)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, length);
  const Entry *entry = g_hash_table_lookup (self->set, bytes);

  if (entry == NULL || now - entry->taken > HALL_REPEATS_SECONDS * G_USEC_PER_SEC)
    return NULL;

  return entry->datagram;
}

/**
 * hall_repeats_add:
 * @datagram: verified, of exactly these bytes
 */
void
hall_repeats_add (HallRepeats   *self,
                  gconstpointer  data,
                  gsize          length,
                  HallDatagram  *datagram,
                  gint64         now)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  Entry *entry = g_hash_table_lookup (self->set, bytes);

  if (entry != NULL)
    {
      entry->taken = now;
      return;
    }

  entry = &self->ring[self->next];
  self->next = (self->next + 1) % HALL_REPEATS_MAX;
  forget (self, entry);
  entry->bytes = g_steal_pointer (&bytes);
  entry->datagram = hall_datagram_ref (datagram);
  entry->taken = now;
  g_hash_table_insert (self->set, entry->bytes, entry);
}
