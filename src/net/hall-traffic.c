/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-traffic.c: what went and came by each interface in the last minute, by each way.
 *
 * Owned by HallBeacon. Interfaces that come and go leave nothing behind: when there is no room for
 * another, those go of which nothing was noted for a minute.
 */

#define G_LOG_DOMAIN "hall-traffic"

#include "config.h"

#include <string.h>

#include "hall-traffic.h"

typedef struct
{
  gint64 second;           /* of the clock; what is in it is of that second alone */
  guint count[HALL_N_TRAFFIC_KINDS][HALL_N_WAYS];
} Slot;

typedef struct
{
  Slot slots[HALL_TRAFFIC_SECONDS];
  gint64 last;             /* second of the last note */
  gint64 failed;           /* second of the last failure */
  int last_error;
} Ring;

struct _HallTraffic
{
  GHashTable *rings;       /* (element-type guint Ring) by index of the interface */
};

/**
 * hall_traffic_new:
 *
 * Returns: (transfer full): of nothing
 */
HallTraffic *
hall_traffic_new (void)
{
  HallTraffic *self = g_new0 (HallTraffic, 1);

  self->rings = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  return self;
}

/**
 * hall_traffic_free:
 */
void
hall_traffic_free (HallTraffic *self)
{
  g_hash_table_unref (self->rings);
  g_free (self);
}

static gboolean
is_old (gpointer key,
        gpointer value,
        gpointer user_data)
{
  const Ring *ring = value;

  return ring->last <= *(const gint64 *) user_data - HALL_TRAFFIC_SECONDS;
}

/* (nullable) */
static Ring *
get_ring (HallTraffic *self,
          guint        interface,
          gint64       second)
{
  Ring *ring = g_hash_table_lookup (self->rings, GUINT_TO_POINTER (interface));

  if (ring != NULL || interface == 0)
    return ring;

  if (g_hash_table_size (self->rings) >= HALL_TRAFFIC_INTERFACES_MAX)
    g_hash_table_foreach_remove (self->rings, is_old, &second);
  if (g_hash_table_size (self->rings) >= HALL_TRAFFIC_INTERFACES_MAX)
    return NULL;

  ring = g_new0 (Ring, 1);
  g_hash_table_insert (self->rings, GUINT_TO_POINTER (interface), ring);

  return ring;
}

/**
 * hall_traffic_note:
 * @interface: its index
 * @now: monotonic, in microseconds, of any clock that is always the same
 *
 * Counts one datagram.
 */
void
hall_traffic_note (HallTraffic     *self,
                   guint            interface,
                   HallTrafficKind  kind,
                   HallWay          way,
                   gint64           now)
{
  gint64 second = now / G_USEC_PER_SEC;
  Ring *ring = get_ring (self, interface, second);
  Slot *slot;

  if (ring == NULL)
    return;

  slot = &ring->slots[second % HALL_TRAFFIC_SECONDS];
  if (slot->second != second)
    {
      memset (slot, 0, sizeof *slot);
      slot->second = second;
    }
  slot->count[kind][way]++;
  ring->last = second;
}

/**
 * hall_traffic_fail:
 * @error_number: errno
 *
 * Counts one that could not be sent.
 */
void
hall_traffic_fail (HallTraffic *self,
                   guint        interface,
                   HallWay      way,
                   int          error_number,
                   gint64       now)
{
  Ring *ring = get_ring (self, interface, now / G_USEC_PER_SEC);

  hall_traffic_note (self, interface, HALL_TRAFFIC_FAILED, way, now);
  if (ring == NULL)
    return;
  ring->failed = now / G_USEC_PER_SEC;
  ring->last_error = error_number;
}

/**
 * hall_traffic_sum:
 * @sums: (out): of the sixty seconds that end with the current one
 */
void
hall_traffic_sum (HallTraffic     *self,
                  guint            interface,
                  gint64           now,
                  HallTrafficSums *sums)
{
  const Ring *ring = g_hash_table_lookup (self->rings, GUINT_TO_POINTER (interface));
  gint64 oldest = now / G_USEC_PER_SEC - HALL_TRAFFIC_SECONDS;

  memset (sums, 0, sizeof *sums);
  if (ring == NULL)
    return;

  for (guint i = 0; i < HALL_TRAFFIC_SECONDS; i++)
    {
      const Slot *slot = &ring->slots[i];

      for (guint kind = 0; slot->second > oldest && kind < HALL_N_TRAFFIC_KINDS; kind++)
        {
          for (guint way = 0; way < HALL_N_WAYS; way++)
            sums->count[kind][way] += slot->count[kind][way];
        }
    }

  if (ring->failed > oldest)
    sums->last_error = ring->last_error;
}
