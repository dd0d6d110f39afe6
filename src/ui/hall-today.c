/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-today.c: tells when another day has begun: what is called "Today" isn't any more.
 *
 * One for all that show days, as long as any of them keeps it. It looks at the calendar once a
 * minute instead of sleeping until midnight: the computer may have been suspended, the clock set,
 * or the time zone changed meanwhile.
 */

#define G_LOG_DOMAIN "hall-today"

#include "config.h"

#include "hall-today.h"

#define TICK_SECONDS 60

struct _HallToday
{
  GObject parent_instance;

  guint tick;               /* timeout */
  guint day;                /* the local day of the calendar, counted from the year 1 */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallToday, hall_today, G_TYPE_OBJECT)

/* What hall_today_get () gave, not kept alive. */
static HallToday *shared;

/* 0 where time is beyond what the calendar knows. */
static guint
count_days (gint64 now_ms)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_ms / 1000);
  GDate date;

  if (now == NULL)
    return 0;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (now),
                  (GDateMonth) g_date_time_get_month (now), (GDateYear) g_date_time_get_year (now));
  return g_date_get_julian (&date);
}

static gboolean
on_tick (gpointer user_data)
{
  hall_today_check (user_data, g_get_real_time () / 1000);
  return G_SOURCE_CONTINUE;
}

static void
hall_today_finalize (GObject *object)
{
  HallToday *self = HALL_TODAY (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (shared == self)
    shared = NULL;
  G_OBJECT_CLASS (hall_today_parent_class)->finalize (object);
}

static void
hall_today_class_init (HallTodayClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_today_finalize;

  /**
   * HallToday::changed:
   * @now_ms: the time of the day that has begun, in unix milliseconds
   *
   * Another day than before is today, a later one as a rule.
   */
  signals[CHANGED] = g_signal_new ("changed", HALL_TYPE_TODAY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
hall_today_init (HallToday *self)
{
  self->day = count_days (g_get_real_time () / 1000);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
}

/**
 * hall_today_get:
 *
 * Returns: (transfer full): the one of the program
 */
HallToday *
hall_today_get (void)
{
  if (shared != NULL)
    return g_object_ref (shared);
  shared = g_object_new (HALL_TYPE_TODAY, NULL);
  return shared;
}

/**
 * hall_today_check:
 * @self: a calendar
 * @now_ms: what time it is, in unix milliseconds
 *
 * Tells who listens if that is on another day than at the last look. It is called by itself.
 */
void
hall_today_check (HallToday *self,
                  gint64     now_ms)
{
  guint day = count_days (now_ms);

  g_return_if_fail (HALL_IS_TODAY (self));

  if (day == self->day)
    return;
  self->day = day;
  g_signal_emit (self, signals[CHANGED], 0, now_ms);
}
