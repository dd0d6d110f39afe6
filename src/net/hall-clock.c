/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-clock.c: the machine's clocks, timers on the main context, and a source of randomness.
 *
 * A HallTimer is owned by the object that made it and freed in that object's dispose. The clock
 * never keeps a timer alive.
 */

#define G_LOG_DOMAIN "hall-clock"

#include "config.h"

#include <time.h>

#include "hall-clock.h"

typedef struct
{
  GRand *random;
} HallClockPrivate;

struct _HallTimer
{
  HallClock *clock;
  HallTimerFunc callback;
  gpointer user_data;
  gint64 deadline;
  GSource *source;   /* of the machine's clock alone; made when first needed */
};

G_DEFINE_TYPE_WITH_PRIVATE (HallClock, hall_clock, G_TYPE_OBJECT)

static gboolean
timer_source_dispatch (GSource     *source,
                       GSourceFunc  callback,
                       gpointer     user_data)
{
  callback (user_data);
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs timer_source_funcs = { NULL, NULL, timer_source_dispatch, NULL };

static gboolean
on_timer_source (gpointer user_data)
{
  hall_timer_fire (user_data);
  return G_SOURCE_CONTINUE;
}

static gint64
read_clock (clockid_t which)
{
  struct timespec now = { 0, 0 };

  clock_gettime (which, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gint64
hall_clock_real_get_monotonic (HallClock *self)
{
  return g_get_monotonic_time ();
}

static gint64
hall_clock_real_get_wall (HallClock *self)
{
  return g_get_real_time () / 1000;
}

static gint64
hall_clock_real_get_suspended (HallClock *self)
{
  return read_clock (CLOCK_BOOTTIME) - read_clock (CLOCK_MONOTONIC);
}

static void
hall_clock_real_set_timer (HallClock *self,
                           HallTimer *timer)
{
  if (timer->source == NULL)
    {
      if (timer->deadline < 0)
        return;
      timer->source = g_source_new (&timer_source_funcs, sizeof (GSource));
      g_source_set_static_name (timer->source, "HallTimer");
      g_source_set_callback (timer->source, on_timer_source, timer, NULL);
      g_source_set_ready_time (timer->source, timer->deadline);
      g_source_attach (timer->source, g_main_context_get_thread_default ());
    }
  g_source_set_ready_time (timer->source, timer->deadline);
}

static void
hall_clock_finalize (GObject *object)
{
  HallClockPrivate *priv = hall_clock_get_instance_private (HALL_CLOCK (object));

  g_rand_free (priv->random);
  G_OBJECT_CLASS (hall_clock_parent_class)->finalize (object);
}

static void
hall_clock_class_init (HallClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_clock_finalize;
  klass->get_monotonic = hall_clock_real_get_monotonic;
  klass->get_wall = hall_clock_real_get_wall;
  klass->get_suspended = hall_clock_real_get_suspended;
  klass->set_timer = hall_clock_real_set_timer;
}

static void
hall_clock_init (HallClock *self)
{
  HallClockPrivate *priv = hall_clock_get_instance_private (self);

  priv->random = g_rand_new ();
}

/**
 * hall_clock_new:
 *
 * Returns: (transfer full): the clock of this machine
 */
HallClock *
hall_clock_new (void)
{
  return g_object_new (HALL_TYPE_CLOCK, NULL);
}

/**
 * hall_clock_get_monotonic:
 * @self: a clock
 *
 * Returns: microseconds that never go back
 */
gint64
hall_clock_get_monotonic (HallClock *self)
{
  return HALL_CLOCK_GET_CLASS (self)->get_monotonic (self);
}

/**
 * hall_clock_get_wall:
 * @self: a clock
 *
 * Returns: milliseconds since the epoch
 */
gint64
hall_clock_get_wall (HallClock *self)
{
  return HALL_CLOCK_GET_CLASS (self)->get_wall (self);
}

/**
 * hall_clock_get_suspended:
 * @self: a clock
 *
 * Returns: microseconds the machine has slept since it was started; it grows at each resume
 */
gint64
hall_clock_get_suspended (HallClock *self)
{
  return HALL_CLOCK_GET_CLASS (self)->get_suspended (self);
}

/**
 * hall_clock_set_seed:
 * @self: a clock
 * @seed: what the numbers follow from
 *
 * Makes hall_clock_pick () repeatable.
 */
void
hall_clock_set_seed (HallClock *self,
                     guint32    seed)
{
  HallClockPrivate *priv = hall_clock_get_instance_private (self);

  g_rand_set_seed (priv->random, seed);
}

/**
 * hall_clock_pick:
 * @self: a clock
 * @minimum: the least
 * @maximum: the most
 *
 * Returns: a number between the two, both included
 */
guint
hall_clock_pick (HallClock *self,
                 guint      minimum,
                 guint      maximum)
{
  HallClockPrivate *priv = hall_clock_get_instance_private (self);

  if (maximum <= minimum)
    return minimum;
  return minimum + (guint) g_rand_double_range (priv->random, 0, (double) (maximum - minimum) + 1);
}

/**
 * hall_timer_new:
 * @clock: what it waits by
 * @callback: called on the main context this is first started on
 * @user_data: for @callback; not owned
 *
 * Returns: (transfer full): a stopped timer
 */
HallTimer *
hall_timer_new (HallClock     *clock,
                HallTimerFunc  callback,
                gpointer       user_data)
{
  HallTimer *self = g_new0 (HallTimer, 1);

  self->clock = g_object_ref (clock);
  self->callback = callback;
  self->user_data = user_data;
  self->deadline = -1;
  return self;
}

/**
 * hall_timer_free:
 * @self: (nullable): a timer
 *
 * Stops and frees it; also from within its callback.
 */
void
hall_timer_free (HallTimer *self)
{
  if (self == NULL)
    return;
  hall_timer_stop (self);
  if (self->source != NULL)
    {
      g_source_destroy (self->source);
      g_source_unref (self->source);
    }
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * hall_timer_start_at:
 * @self: a timer
 * @deadline_us: monotonic µs of its clock
 *
 * Starts it, or moves the deadline of a running one.
 */
void
hall_timer_start_at (HallTimer *self,
                     gint64     deadline_us)
{
  self->deadline = MAX (deadline_us, 0);
  HALL_CLOCK_GET_CLASS (self->clock)->set_timer (self->clock, self);
}

/**
 * hall_timer_start:
 * @self: a timer
 * @delay_ms: from now
 *
 * Starts it, or moves the deadline of a running one.
 */
void
hall_timer_start (HallTimer *self,
                  guint      delay_ms)
{
  hall_timer_start_at (self, hall_clock_get_monotonic (self->clock) + (gint64) delay_ms * 1000);
}

/**
 * hall_timer_hasten:
 * @self: a timer
 * @delay_ms: from now
 *
 * Sees to it that it fires no later than that.
 */
void
hall_timer_hasten (HallTimer *self,
                   guint      delay_ms)
{
  gint64 deadline = hall_clock_get_monotonic (self->clock) + (gint64) delay_ms * 1000;

  if (self->deadline < 0 || deadline < self->deadline)
    hall_timer_start_at (self, deadline);
}

/**
 * hall_timer_stop:
 * @self: a timer
 *
 * It does not fire until it is started again.
 */
void
hall_timer_stop (HallTimer *self)
{
  if (self->deadline < 0)
    return;
  self->deadline = -1;
  HALL_CLOCK_GET_CLASS (self->clock)->set_timer (self->clock, self);
}

/**
 * hall_timer_is_running:
 * @self: a timer
 *
 * Returns: whether it is going to fire
 */
gboolean
hall_timer_is_running (HallTimer *self)
{
  return self->deadline >= 0;
}

/**
 * hall_timer_get_deadline:
 * @self: a timer
 *
 * Returns: monotonic µs, or -1 while it is stopped
 */
gint64
hall_timer_get_deadline (HallTimer *self)
{
  return self->deadline;
}

/**
 * hall_timer_fire:
 * @self: a timer whose deadline has come
 *
 * For implementations of #HallClock: stops it and calls back.
 */
void
hall_timer_fire (HallTimer *self)
{
  if (self->deadline < 0)
    return;
  hall_timer_stop (self);
  self->callback (self->user_data);   /* may free the timer */
}
