/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pace.c: the arithmetic of two token buckets.
 *
 * An event larger than a second's worth of bytes is let through with a full bucket, which then
 * goes below zero: nothing waits for ever.
 */

#define G_LOG_DOMAIN "hall-pace"

#include "config.h"

#include "hall-pace.h"

/**
 * hall_pace_init:
 * @self: to be filled
 * @events_per_second: 0 for no limit at all
 * @events_burst: how many may go at once after a pause
 * @bytes_per_second: 0 for no limit
 *
 * Starts with full buckets.
 */
void
hall_pace_init (HallPace *self,
                guint     events_per_second,
                guint     events_burst,
                guint     bytes_per_second)
{
  self->events_per_second = events_per_second;
  self->events_burst = MAX (events_burst, 1);
  self->bytes_per_second = bytes_per_second;
  self->events = self->events_burst;
  self->bytes = bytes_per_second;
  self->refilled_us = 0;
}

static void
refill (HallPace *self,
        gint64    now_us)
{
  double seconds;

  if (self->refilled_us == 0)
    self->refilled_us = now_us;
  seconds = (double) (now_us - self->refilled_us) / G_USEC_PER_SEC;
  self->refilled_us = now_us;
  self->events = MIN (self->events + seconds * self->events_per_second, self->events_burst);
  self->bytes = MIN (self->bytes + seconds * self->bytes_per_second, self->bytes_per_second);
}

static guint
wait_for (double missing,
          guint  per_second)
{
  return (guint) (missing * 1000 / per_second) + 1;
}

/**
 * hall_pace_take:
 * @self: the buckets
 * @now_us: monotonic µs
 * @bytes: size of the event that wants to go
 *
 * Returns: 0 if it may go; else after how many ms to ask again
 */
guint
hall_pace_take (HallPace *self,
                gint64    now_us,
                gsize     bytes)
{
  guint delay = 0;

  refill (self, now_us);
  if (self->events_per_second > 0 && self->events < 1)
    delay = wait_for (1 - self->events, self->events_per_second);
  if (self->bytes_per_second > 0 && self->bytes < MIN (bytes, self->bytes_per_second))
    {
      double missing = MIN (bytes, self->bytes_per_second) - self->bytes;

      delay = MAX (delay, wait_for (missing, self->bytes_per_second));
    }
  if (delay > 0)
    return delay;
  self->events -= 1;
  self->bytes -= bytes;
  return 0;
}

/**
 * hall_pace_drain:
 * @self: the buckets
 * @now_us: monotonic µs
 *
 * Empties the bucket of events.
 */
void
hall_pace_drain (HallPace *self,
                 gint64    now_us)
{
  refill (self, now_us);
  self->events = MIN (self->events, 0);
}
