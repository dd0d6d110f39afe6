/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-clock.c: timers as things that are due in a FakeLan.
 */

#define G_LOG_DOMAIN "fake-clock"

#include "config.h"

#include "fake-clock.h"

struct _FakeClock
{
  HallClock parent_instance;

  FakeLan *lan;
  gint64 origin;        /* the network's time at our 0 */
  gint64 skew_ms;
  gint64 suspended;     /* µs */
  gint64 fell_asleep;   /* the network's time; -1 while awake */
  GHashTable *alarms;   /* HallTimer → FakeAlarm; never iterated but when going to sleep */
  GQueue order;         /* (element-type FakeAlarm) by when they were set */
  gboolean stopped;
};

typedef struct
{
  FakeClock *clock;
  HallTimer *timer;
  FakeEvent *event;     /* NULL while the machine sleeps */
  GList link;
} FakeAlarm;

G_DEFINE_FINAL_TYPE (FakeClock, fake_clock, HALL_TYPE_CLOCK)

static gint64
fake_clock_get_monotonic (HallClock *clock)
{
  FakeClock *self = FAKE_CLOCK (clock);
  gint64 now = self->fell_asleep >= 0 ? self->fell_asleep : self->lan->now;

  return now - self->origin - self->suspended;
}

static gint64
fake_clock_get_wall (HallClock *clock)
{
  FakeClock *self = FAKE_CLOCK (clock);

  return self->lan->wall + self->lan->now / 1000 + self->skew_ms;
}

static gint64
fake_clock_get_suspended (HallClock *clock)
{
  return FAKE_CLOCK (clock)->suspended;
}

static void
fake_alarm_free (gpointer data)
{
  FakeAlarm *alarm = data;

  fake_event_clear (&alarm->event);
  g_queue_unlink (&alarm->clock->order, &alarm->link);
  g_free (alarm);
}

static void
on_alarm (gpointer user_data)
{
  FakeAlarm *alarm = user_data;

  hall_timer_fire (alarm->timer);   /* stops it, and so frees the alarm, before it calls back */
}

static void
plan_alarm (FakeAlarm *alarm)
{
  FakeClock *self = alarm->clock;

  alarm->event = fake_lan_plan (self->lan,
                                hall_timer_get_deadline (alarm->timer) + self->origin
                                + self->suspended, on_alarm, alarm);
}

static void
fake_clock_set_timer (HallClock *clock,
                      HallTimer *timer)
{
  FakeClock *self = FAKE_CLOCK (clock);
  FakeAlarm *alarm;

  g_hash_table_remove (self->alarms, timer);
  if (!hall_timer_is_running (timer))
    return;
  alarm = g_new0 (FakeAlarm, 1);
  alarm->clock = self;
  alarm->timer = timer;
  alarm->link.data = alarm;
  g_queue_push_tail_link (&self->order, &alarm->link);
  g_hash_table_insert (self->alarms, timer, alarm);
  if (self->fell_asleep < 0 && !self->stopped)
    plan_alarm (alarm);
}

static void
fake_clock_finalize (GObject *object)
{
  g_hash_table_unref (FAKE_CLOCK (object)->alarms);
  G_OBJECT_CLASS (fake_clock_parent_class)->finalize (object);
}

static void
fake_clock_class_init (FakeClockClass *klass)
{
  HALL_CLOCK_CLASS (klass)->get_monotonic = fake_clock_get_monotonic;
  HALL_CLOCK_CLASS (klass)->get_wall = fake_clock_get_wall;
  HALL_CLOCK_CLASS (klass)->get_suspended = fake_clock_get_suspended;
  HALL_CLOCK_CLASS (klass)->set_timer = fake_clock_set_timer;
  G_OBJECT_CLASS (klass)->finalize = fake_clock_finalize;
}

static void
fake_clock_init (FakeClock *self)
{
  g_queue_init (&self->order);
  self->alarms = g_hash_table_new_full (NULL, NULL, NULL, fake_alarm_free);
  self->fell_asleep = -1;
}

FakeClock *
fake_clock_new (FakeLan *lan,
                gint64   skew_ms)
{
  FakeClock *self = g_object_new (FAKE_TYPE_CLOCK, NULL);

  self->lan = lan;
  self->origin = lan->now - fake_random_pick (&lan->random, 1, 900 * G_USEC_PER_SEC);
  self->skew_ms = skew_ms;
  hall_clock_set_seed (HALL_CLOCK (self), (guint32) fake_random_next (&lan->random));
  return self;
}

void
fake_clock_set_skew (FakeClock *self,
                     gint64     skew_ms)
{
  self->skew_ms = skew_ms;
}

gint64
fake_clock_get_skew (FakeClock *self)
{
  return self->skew_ms;
}

void
fake_clock_stop (FakeClock *self)
{
  self->stopped = TRUE;
  for (GList *link = self->order.head; link != NULL; link = link->next)
    fake_event_clear (&((FakeAlarm *) link->data)->event);
}

void
fake_clock_run_out (FakeClock *self)
{
  guint n = self->order.length;

  g_object_ref (self);   /* the last timer may be the last who has it */
  for (; n > 0 && self->order.head != NULL; n--)
    hall_timer_fire (((FakeAlarm *) self->order.head->data)->timer);
  g_object_unref (self);
}

void
fake_clock_set_asleep (FakeClock *self,
                       gboolean   asleep)
{
  if (asleep == (self->fell_asleep >= 0))
    return;
  if (asleep)
    self->fell_asleep = self->lan->now;
  else
    {
      self->suspended += self->lan->now - self->fell_asleep;
      self->fell_asleep = -1;
    }
  for (GList *link = self->order.head; link != NULL; link = link->next)
    {
      FakeAlarm *alarm = link->data;

      fake_event_clear (&alarm->event);
      if (!asleep && !self->stopped)
        plan_alarm (alarm);
    }
}
