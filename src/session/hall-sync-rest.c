/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sync-rest.c: peer → part of the set → until when.
 *
 * A part whose digest has changed since is looked at again, but not for ever: each time in vain
 * counts, and after some it rests whatever its digest.
 */

#define G_LOG_DOMAIN "hall-sync-rest"

#include "config.h"

#include "hall-limits.h"

#include "hall-sync-rest.h"

#define PEERS_MAX 64
#define PARTS_MAX 2048   /* of one peer; after that all of it rests */
/* In vain may be chance, as both sets grow meanwhile; a promise not kept is none. */
#define STRIKES_MAX 12
#define STRIKES_OF_A_LIE 4

typedef struct
{
  gint64 until;     /* monotonic µs */
  guint strikes;
  char digest[12];
} HallResting;

struct _HallSyncRest
{
  HallClock *clock;
  GHashTable *peers;   /* id → (text of a part → HallResting) */
};

/**
 * hall_sync_rest_new:
 * @clock: the session's
 *
 * Returns: (transfer full): nothing rests yet
 */
HallSyncRest *
hall_sync_rest_new (HallClock *clock)
{
  HallSyncRest *self = g_new0 (HallSyncRest, 1);

  self->clock = g_object_ref (clock);
  self->peers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_hash_table_unref);
  return self;
}

void
hall_sync_rest_free (HallSyncRest *self)
{
  g_hash_table_unref (self->peers);
  g_object_unref (self->clock);
  g_free (self);
}

static gboolean
is_over (gpointer key,
         gpointer value,
         gpointer user_data)
{
  return ((HallResting *) value)->until <= *(gint64 *) user_data;
}

static gboolean
drop_over (gpointer key,
           gpointer value,
           gpointer user_data)
{
  g_hash_table_foreach_remove (value, is_over, user_data);
  return g_hash_table_size (value) == 0;
}

static GHashTable *
ensure_parts (HallSyncRest *self,
              const char   *peer_id)
{
  gint64 now = hall_clock_get_monotonic (self->clock);
  GHashTable *parts = g_hash_table_lookup (self->peers, peer_id);

  if (parts != NULL && g_hash_table_size (parts) < PARTS_MAX)
    return parts;
  g_hash_table_foreach_remove (self->peers, drop_over, &now);
  parts = g_hash_table_lookup (self->peers, peer_id);
  if (parts != NULL)
    return g_hash_table_size (parts) < PARTS_MAX ? parts : NULL;
  if (g_hash_table_size (self->peers) >= PEERS_MAX)
    return NULL;
  parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (self->peers, g_strdup (peer_id), parts);
  return parts;
}

static char *
make_key (gint64 day,
          int    hour)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%d", day, hour);
}

/**
 * hall_sync_rest_add:
 * @self: what rests
 * @peer_id: with whom it was gone through
 * @day: which, or -1 for the control events
 * @hour: of the day, or -1 for all of it
 * @digest: (nullable): the peer's
 * @lied: whether the peer did not give what it promised
 *
 * It differs still, and the exchange brought nothing, or not what was promised.
 */
void
hall_sync_rest_add (HallSyncRest *self,
                    const char   *peer_id,
                    gint64        day,
                    int           hour,
                    const char   *digest,
                    gboolean      lied)
{
  GHashTable *parts = ensure_parts (self, peer_id);
  gint64 now = hall_clock_get_monotonic (self->clock);
  g_autofree char *key = make_key (day, hour);
  HallResting *resting;

  if (parts == NULL)
    return;
  resting = g_hash_table_lookup (parts, key);
  if (resting == NULL)
    {
      resting = g_new0 (HallResting, 1);
      g_hash_table_insert (parts, g_steal_pointer (&key), resting);
    }
  else if (resting->until <= now)
    resting->strikes = 0;
  resting->strikes += lied ? STRIKES_OF_A_LIE : 1;
  resting->until = now + HALL_SYNC_REST_MS * 1000LL;
  g_strlcpy (resting->digest, digest != NULL ? digest : "", sizeof resting->digest);
}

/**
 * hall_sync_rest_contains:
 * @self: what rests
 * @peer_id: with whom it would be gone through
 * @day: which, or -1 for the control events
 * @hour: of the day, or -1 for all of it
 * @digest: (nullable): the peer's
 *
 * Returns: whether to let it alone
 */
gboolean
hall_sync_rest_contains (HallSyncRest *self,
                         const char   *peer_id,
                         gint64        day,
                         int           hour,
                         const char   *digest)
{
  GHashTable *parts = g_hash_table_lookup (self->peers, peer_id);
  gint64 now = hall_clock_get_monotonic (self->clock);
  g_autofree char *key = NULL;
  HallResting *resting;

  if (parts == NULL)
    return FALSE;
  if (g_hash_table_size (parts) >= PARTS_MAX)
    g_hash_table_foreach_remove (parts, is_over, &now);
  key = make_key (day, hour);
  resting = g_hash_table_lookup (parts, key);
  if (resting == NULL || resting->until <= now)
    return resting == NULL && g_hash_table_size (parts) >= PARTS_MAX;
  return resting->strikes >= STRIKES_MAX || g_strcmp0 (resting->digest, digest) == 0;
}
