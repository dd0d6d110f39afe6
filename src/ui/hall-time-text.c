/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-time-text.c: moments as people read them.
 *
 * Pure functions: the caller says what time it is now. A time that no calendar holds (a peer can
 * send any number) becomes an empty string, never a warning.
 */

#define G_LOG_DOMAIN "hall-time-text"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-time-text.h"

static GDateTime *
to_local (gint64 time_ms)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_ms / 1000);

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

static char *
format (gint64      time_ms,
        const char *pattern)
{
  g_autoptr (GDateTime) moment = to_local (time_ms);
  char *text = moment != NULL ? g_date_time_format (moment, pattern) : NULL;

  return text != NULL ? text : g_strdup ("");
}

/* Days of the calendar from @moment to @now: 0 is today, 1 yesterday. */
static int
days_between (GDateTime *moment,
              GDateTime *now)
{
  GDate from, to;

  g_date_clear (&from, 1);
  g_date_clear (&to, 1);
  g_date_set_dmy (&from, g_date_time_get_day_of_month (moment),
                  (GDateMonth) g_date_time_get_month (moment), g_date_time_get_year (moment));
  g_date_set_dmy (&to, g_date_time_get_day_of_month (now),
                  (GDateMonth) g_date_time_get_month (now), g_date_time_get_year (now));
  return g_date_days_between (&from, &to);
}

/**
 * hall_time_text_clock:
 * @time_ms: unix milliseconds
 *
 * Returns: (transfer full): the time of the day, "10:05"
 */
char *
hall_time_text_clock (gint64 time_ms)
{
  /* Translators: the time of a message, as g_date_time_format () takes it. */
  return format (time_ms, C_("time of day", "%H:%M"));
}

/**
 * hall_time_text_full:
 * @time_ms: unix milliseconds
 *
 * Returns: (transfer full): date and time, for a tooltip
 */
char *
hall_time_text_full (gint64 time_ms)
{
  /* Translators: a date and time in full, as g_date_time_format () takes it. */
  return format (time_ms, C_("date and time", "%A, %-d %B %Y, %H:%M"));
}

/**
 * hall_time_text_day:
 * @time_ms: unix milliseconds
 * @now_ms: the time now
 *
 * Returns: (transfer full): the day: "Today", "Yesterday", or its date
 */
char *
hall_time_text_day (gint64 time_ms,
                    gint64 now_ms)
{
  g_autoptr (GDateTime) moment = to_local (time_ms);
  g_autoptr (GDateTime) now = to_local (now_ms);

  if (moment == NULL || now == NULL)
    return g_strdup ("");
  switch (days_between (moment, now))
    {
    case 0:
      return g_strdup (_("Today"));
    case 1:
      return g_strdup (_("Yesterday"));
    default:
      if (g_date_time_get_year (moment) == g_date_time_get_year (now))
        /* Translators: a day of this year, as g_date_time_format () takes it. */
        return g_date_time_format (moment, C_("day", "%A, %-d %B"));
      /* Translators: a day of another year, as g_date_time_format () takes it. */
      return g_date_time_format (moment, C_("day", "%A, %-d %B %Y"));
    }
}

/**
 * hall_time_text_last_seen:
 * @time_ms: unix milliseconds; 0 for never
 * @now_ms: the time now
 *
 * Returns: (transfer full): when somebody was last heard of
 */
char *
hall_time_text_last_seen (gint64 time_ms,
                          gint64 now_ms)
{
  g_autofree char *day = NULL;
  g_autofree char *clock = NULL;

  if (time_ms <= 0)
    return g_strdup (_("Never"));
  day = hall_time_text_day (time_ms, now_ms);
  clock = hall_time_text_clock (time_ms);
  /* Translators: a day, then a time: "Yesterday, 10:05". */
  return g_strdup_printf (C_("day and time", "%s, %s"), day, clock);
}
