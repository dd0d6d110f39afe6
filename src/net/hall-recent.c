/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-recent.c: the last few thousand event ids, so that one sent again is not relayed again.
 *
 * Owned by HallHost. A ring of ids and a set that points into it. What it has forgotten is relayed
 * once more, and the members know it already: it saves work, nothing depends on it.
 */

#define G_LOG_DOMAIN "hall-recent"

#include "config.h"

#include <string.h>

#include "hall-recent.h"

struct _HallRecent
{
  GHashTable *set;
  guint8 (*ring)[HALL_EVENT_ID_SIZE];
  guint size;
  guint length;
  guint next;
};

/* Ids are hashes already. */
static guint
hash_id (gconstpointer id)
{
  guint hash;

  memcpy (&hash, id, sizeof hash);

  return hash;
}

static gboolean
equal_ids (gconstpointer a,
           gconstpointer b)
{
  return memcmp (a, b, HALL_EVENT_ID_SIZE) == 0;
}

/**
 * hall_recent_new:
 * @size: how many ids it remembers
 *
 * Returns: (transfer full): an empty memory
 */
HallRecent *
hall_recent_new (guint size)
{
  HallRecent *self = g_new0 (HallRecent, 1);

  self->set = g_hash_table_new (hash_id, equal_ids);
  self->ring = g_malloc_n (size, HALL_EVENT_ID_SIZE);
  self->size = size;

  return self;
}

/**
 * hall_recent_free:
 */
void
hall_recent_free (HallRecent *self)
{
  g_hash_table_unref (self->set);
  g_free (self->ring);
  g_free (self);
}

/**
 * hall_recent_contains:
 */
gboolean
hall_recent_contains (HallRecent   *self,
                      const guint8  id[HALL_EVENT_ID_SIZE])
{
  return g_hash_table_contains (self->set, id);
}

/**
 * hall_recent_add:
 * @id: one that it does not contain, or nothing happens
 */
void
hall_recent_add (HallRecent   *self,
                 const guint8  id[HALL_EVENT_ID_SIZE])
{
  if (g_hash_table_contains (self->set, id))
    return;

  if (self->length == self->size)
    g_hash_table_remove (self->set, self->ring[self->next]);
  else
    self->length++;

  memcpy (self->ring[self->next], id, HALL_EVENT_ID_SIZE);
  g_hash_table_add (self->set, self->ring[self->next]);
  self->next = (self->next + 1) % self->size;
}
