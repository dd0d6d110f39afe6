/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* net-held-clock.c: time as the test wants it.
 *
 * Owned by the tests. It begins in September 2001, far from the machine's own time: what reads that
 * by mistake is found out.
 */

#include "config.h"

#include "net-held-clock.h"

#define WALL_BEGIN 1000000000000

G_DEFINE_FINAL_TYPE (NetHeldClock, net_held_clock, HALL_TYPE_CLOCK)

static gint64
net_held_clock_get_monotonic (HallClock *clock)
{
  return NET_HELD_CLOCK (clock)->now;
}

static gint64
net_held_clock_get_wall (HallClock *clock)
{
  return NET_HELD_CLOCK (clock)->wall;
}

static void
net_held_clock_set_timer (HallClock *clock,
                          HallTimer *timer)
{
  NetHeldClock *self = NET_HELD_CLOCK (clock);

  g_ptr_array_remove (self->timers, timer);
  if (hall_timer_is_running (timer))
    g_ptr_array_add (self->timers, timer);
}

static void
net_held_clock_finalize (GObject *object)
{
  g_ptr_array_unref (NET_HELD_CLOCK (object)->timers);

  G_OBJECT_CLASS (net_held_clock_parent_class)->finalize (object);
}

static void
net_held_clock_class_init (NetHeldClockClass *class)
{
  HALL_CLOCK_CLASS (class)->get_monotonic = net_held_clock_get_monotonic;
  HALL_CLOCK_CLASS (class)->get_wall = net_held_clock_get_wall;
  HALL_CLOCK_CLASS (class)->set_timer = net_held_clock_set_timer;
  G_OBJECT_CLASS (class)->finalize = net_held_clock_finalize;
}

static void
net_held_clock_init (NetHeldClock *self)
{
  self->now = G_USEC_PER_SEC;
  self->wall = WALL_BEGIN;
  self->timers = g_ptr_array_new ();
}

NetHeldClock *
net_held_clock_new (void)
{
  return g_object_new (NET_TYPE_HELD_CLOCK, NULL);
}

static HallTimer *
find_next (NetHeldClock *self)
{
  HallTimer *next = NULL;

  for (guint i = 0; i < self->timers->len; i++)
    {
      HallTimer *timer = g_ptr_array_index (self->timers, i);

      if (next == NULL || hall_timer_get_deadline (timer) < hall_timer_get_deadline (next))
        next = timer;
    }

  return next;
}

static void
move_to (NetHeldClock *self,
         gint64        now)
{
  if (now <= self->now)
    return;

  self->wall += (now - self->now) / 1000;
  self->now = now;
}

void
net_held_clock_advance (NetHeldClock *self,
                        guint         ms)
{
  gint64 end = self->now + (gint64) ms * 1000;
  HallTimer *next;

  while ((next = find_next (self)) != NULL && hall_timer_get_deadline (next) <= end)
    {
      move_to (self, hall_timer_get_deadline (next));
      hall_timer_fire (next);
    }
  move_to (self, end);
}
