/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-interval.c: the interval rule: the whole LAN spends HALL_LAN_BYTES_PER_SECOND on presence,
 * however many there are.
 *
 * Pure arithmetic.
 */

#define G_LOG_DOMAIN "hall-interval"

#include "config.h"

#include "hall-limits.h"

#include "hall-interval.h"

#define INITIAL_SIZE 400
/* The rest is for starts, questions and answers. */
#define BYTES_PER_SECOND (HALL_LAN_BYTES_PER_SECOND / 8 * 7)
/* ttl = 3.5·Td, but with many people 5·Td: the more there are, the more often somebody's hellos get
 * lost several times in a row, and the less it matters how soon one who crashed is gone. */
#define TTL_FACTOR 3.5
#define TTL_FACTOR_MANY 5
#define TTL_LESS_MS ((TTL_FACTOR_MANY - TTL_FACTOR) * HALL_INTERVAL_MIN_MS)
/* Reconsidering when a timer fires makes the mean interval shorter by e - 1.5 (RFC 3550 §6.3.1). */
#define COMPENSATION 1.21828

/**
 * hall_interval_init:
 * @self: to be filled
 */
void
hall_interval_init (HallInterval *self)
{
  self->mean_size = INITIAL_SIZE;
}

/**
 * hall_interval_measure:
 * @self: the rule
 * @datagram_size: bytes of one that was heard or sent
 *
 * Lets it count for a sixteenth.
 */
void
hall_interval_measure (HallInterval *self,
                       gsize         datagram_size)
{
  self->mean_size += ((double) MIN (datagram_size, HALL_DATAGRAM_MAX) - self->mean_size) / 16;
}

/**
 * hall_interval_get_ms:
 * @self: the rule
 * @n_known: people and rooms heard, and ourselves
 * @copies: how often each thing is said at once: 2 when it goes by multicast and by broadcast
 *
 * Returns: Td in ms
 */
guint
hall_interval_get_ms (HallInterval *self,
                      guint         n_known,
                      guint         copies)
{
  double fair_ms = n_known * self->mean_size * copies * 1000 / BYTES_PER_SECOND;

  return (guint) CLAMP (fair_ms, HALL_INTERVAL_MIN_MS, HALL_TTL_MAX_MS / TTL_FACTOR_MANY);
}

/**
 * hall_interval_vary_ms:
 * @self: the rule
 * @n_known: people and rooms heard, and ourselves
 * @copies: how often each thing is said at once: 2 when it goes by multicast and by broadcast
 * @dice: a random number from 0 to 1000
 *
 * Returns: the time to wait, in ms
 */
guint
hall_interval_vary_ms (HallInterval *self,
                       guint         n_known,
                       guint         copies,
                       guint         dice)
{
  guint interval = hall_interval_get_ms (self, n_known, copies);

  return (guint) (interval * (0.5 + dice / 1000.0) / COMPENSATION);
}

/**
 * hall_interval_get_limit_ms:
 * @ttl_ms: what was announced last
 *
 * However many come meanwhile: whoever heard us believes us no longer than we have said.
 *
 * Returns: after how long at most it is to be said again, in ms
 */
guint
hall_interval_get_limit_ms (guint ttl_ms)
{
  return ttl_ms / 5 * 3;
}

/**
 * hall_interval_get_ttl_ms:
 * @self: the rule
 * @n_known: people and rooms heard, and ourselves
 * @copies: how often each thing is said at once: 2 when it goes by multicast and by broadcast
 *
 * Returns: what to announce: after so long without a word we are gone
 */
guint
hall_interval_get_ttl_ms (HallInterval *self,
                          guint         n_known,
                          guint         copies)
{
  double interval = hall_interval_get_ms (self, n_known, copies);
  double ttl = MAX (TTL_FACTOR * interval, TTL_FACTOR_MANY * interval - TTL_LESS_MS);
  guint seconds = ((guint) CLAMP (ttl, HALL_TTL_MIN_MS, HALL_TTL_MAX_MS) + 999) / 1000;

  return MIN (seconds * 1000, HALL_TTL_MAX_MS);
}
