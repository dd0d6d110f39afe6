/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-rate.c: token buckets, and a bounded table of them by address.
 *
 * Used by HallBeacon and HallHost. A bucket that is full again says nothing that a new one would
 * not say: the table forgets those first, and never grows.
 */

#define G_LOG_DOMAIN "hall-rate"

#include "config.h"

#include "hall-rate.h"

/* How often a full table is searched for what it may forget: else each packet of a flood from
 * forged addresses would walk through all of it. */
#define SWEEP_US 250000

struct _HallRateTable
{
  GHashTable *rates;
  guint size;
  double per_second;
  double burst;
  gint64 swept;
};

/**
 * hall_rate_init:
 * @per_second: 0 for no limit
 * @burst: how much may be taken at once; the bucket starts with it
 */
void
hall_rate_init (HallRate *self,
                double    per_second,
                double    burst,
                gint64    now)
{
  self->per_second = per_second;
  self->burst = burst;
  self->tokens = burst;
  self->filled = now;
}

static void
fill (HallRate *self,
      gint64    now)
{
  if (now > self->filled)
    self->tokens += self->per_second * (double) (now - self->filled) / G_USEC_PER_SEC;

  self->tokens = MIN (self->tokens, self->burst);
  self->filled = now;
}

/**
 * hall_rate_take:
 *
 * Returns: whether @amount was there and is taken
 */
gboolean
hall_rate_take (HallRate *self,
                double    amount,
                gint64    now)
{
  if (self->per_second <= 0)
    return TRUE;

  fill (self, now);
  if (self->tokens < amount)
    return FALSE;

  self->tokens -= amount;
  return TRUE;
}

/**
 * hall_rate_get_wait_ms:
 *
 * Returns: in how many ms hall_rate_take () will succeed, rounded up
 */
guint
hall_rate_get_wait_ms (HallRate *self,
                       double    amount,
                       gint64    now)
{
  if (self->per_second <= 0)
    return 0;

  fill (self, now);
  if (self->tokens >= amount)
    return 0;

  return (guint) ((amount - self->tokens) * 1000 / self->per_second) + 1;
}

/**
 * hall_rate_is_full:
 *
 * Whether it is as good as new.
 */
gboolean
hall_rate_is_full (HallRate *self,
                   gint64    now)
{
  fill (self, now);

  return self->tokens >= self->burst;
}

/**
 * hall_rate_table_new:
 * @size: how many addresses it holds at most
 *
 * Returns: (transfer full): an empty table
 */
HallRateTable *
hall_rate_table_new (guint  size,
                     double per_second,
                     double burst)
{
  HallRateTable *self = g_new0 (HallRateTable, 1);

  self->rates = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->size = size;
  self->per_second = per_second;
  self->burst = burst;

  return self;
}

/**
 * hall_rate_table_free:
 */
void
hall_rate_table_free (HallRateTable *self)
{
  g_hash_table_unref (self->rates);
  g_free (self);
}

static gboolean
is_idle (gpointer key,
         gpointer value,
         gpointer user_data)
{
  return hall_rate_is_full (value, *(const gint64 *) user_data);
}

/**
 * hall_rate_table_find:
 * @address: host byte order; of IPv6 as hall_port_fold_ipv6 ()
 *
 * Returns: (transfer none) (nullable): the bucket of an address, valid until the next call; NULL
 *   when there is no room for another
 */
HallRate *
hall_rate_table_find (HallRateTable *self,
                      guint32        address,
                      gint64         now)
{
  HallRate *rate = g_hash_table_lookup (self->rates, GUINT_TO_POINTER (address));

  if (rate != NULL)
    return rate;

  if (g_hash_table_size (self->rates) >= self->size && now - self->swept >= SWEEP_US)
    {
      self->swept = now;
      g_hash_table_foreach_remove (self->rates, is_idle, &now);
    }
  if (g_hash_table_size (self->rates) >= self->size)
    return NULL;

  rate = g_new (HallRate, 1);
  hall_rate_init (rate, self->per_second, self->burst, now);
  g_hash_table_insert (self->rates, GUINT_TO_POINTER (address), rate);

  return rate;
}
