/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* turned-clock.c: time as the test wants it.
 */

#define G_LOG_DOMAIN "turned-clock"

#include "config.h"

#include "turned-clock.h"

G_DEFINE_FINAL_TYPE (TurnedClock, turned_clock, HALL_TYPE_CLOCK)

static gint64
turned_clock_get_monotonic (HallClock *clock)
{
  return TURNED_CLOCK (clock)->now;
}

static gint64
turned_clock_get_suspended (HallClock *clock)
{
  return TURNED_CLOCK (clock)->suspended;
}

static void
turned_clock_set_timer (HallClock *clock,
                        HallTimer *timer)
{
  TurnedClock *self = TURNED_CLOCK (clock);

  g_ptr_array_remove (self->timers, timer);
  if (hall_timer_is_running (timer))
    g_ptr_array_add (self->timers, timer);
}

static void
turned_clock_finalize (GObject *object)
{
  g_ptr_array_unref (TURNED_CLOCK (object)->timers);
  G_OBJECT_CLASS (turned_clock_parent_class)->finalize (object);
}

static void
turned_clock_class_init (TurnedClockClass *klass)
{
  HALL_CLOCK_CLASS (klass)->get_monotonic = turned_clock_get_monotonic;
  HALL_CLOCK_CLASS (klass)->get_suspended = turned_clock_get_suspended;
  HALL_CLOCK_CLASS (klass)->set_timer = turned_clock_set_timer;
  G_OBJECT_CLASS (klass)->finalize = turned_clock_finalize;
}

static void
turned_clock_init (TurnedClock *self)
{
  self->now = 1000;
  self->timers = g_ptr_array_new ();
}

void
turned_clock_advance (TurnedClock *self,
                      gint64       ms)
{
  gint64 end = self->now + ms * 1000;

  while (TRUE)
    {
      HallTimer *next = NULL;

      for (guint i = 0; i < self->timers->len; i++)
        {
          HallTimer *timer = g_ptr_array_index (self->timers, i);

          if (next == NULL || hall_timer_get_deadline (timer) < hall_timer_get_deadline (next))
            next = timer;
        }
      if (next == NULL || hall_timer_get_deadline (next) > end)
        break;
      self->now = MAX (self->now, hall_timer_get_deadline (next));
      hall_timer_fire (next);
    }
  self->now = end;
}
