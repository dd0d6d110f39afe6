/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-timing.c: the interval rule, the pace, and timers on a clock that the test turns.
 */

#define G_LOG_DOMAIN "test-timing"

#include "config.h"

#include "hall-datagram.h"
#include "hall-interval.h"
#include "hall-limits.h"
#include "hall-pace.h"
#include "hall-route.h"

#include "turned-clock.h"

static void
append_letter (gpointer user_data)
{
  g_string_append_c (user_data, 'x');
}

typedef struct
{
  HallTimer *timer;
  guint count;
} Repeater;

static void
on_repeat (gpointer user_data)
{
  Repeater *repeater = user_data;

  if (++repeater->count == 3)
    g_clear_pointer (&repeater->timer, hall_timer_free);
  else
    hall_timer_start (repeater->timer, 100);
}

static void
test_timers (void)
{
  g_autoptr (TurnedClock) clock = g_object_new (TURNED_TYPE_CLOCK, NULL);
  g_autoptr (GString) said = g_string_new (NULL);
  HallTimer *timer = hall_timer_new (HALL_CLOCK (clock), append_letter, said);
  Repeater repeater = { NULL, 0 };

  repeater.timer = hall_timer_new (HALL_CLOCK (clock), on_repeat, &repeater);
  g_assert_false (hall_timer_is_running (timer));
  hall_timer_start (timer, 500);
  hall_timer_hasten (timer, 900);
  turned_clock_advance (clock, 499);
  g_assert_cmpstr (said->str, ==, "");
  turned_clock_advance (clock, 1);
  g_assert_cmpstr (said->str, ==, "x");
  g_assert_false (hall_timer_is_running (timer));
  hall_timer_start (timer, 500);
  hall_timer_hasten (timer, 100);
  turned_clock_advance (clock, 100);
  g_assert_cmpstr (said->str, ==, "xx");
  hall_timer_start (timer, 10);
  hall_timer_stop (timer);
  turned_clock_advance (clock, 1000);
  g_assert_cmpstr (said->str, ==, "xx");
  hall_timer_start (repeater.timer, 100);
  turned_clock_advance (clock, 250);
  g_assert_cmpuint (repeater.count, ==, 2);
  turned_clock_advance (clock, 1000);
  g_assert_cmpuint (repeater.count, ==, 3);   /* freed by its own callback */
  hall_timer_free (timer);
}

static void
on_machine_timer (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static void
test_machine (void)
{
  g_autoptr (HallClock) clock = hall_clock_new ();
  gboolean fired = FALSE, never = FALSE;
  g_autoptr (HallTimer) timer = hall_timer_new (clock, on_machine_timer, &fired);
  g_autoptr (HallTimer) stopped = hall_timer_new (clock, on_machine_timer, &never);

  hall_timer_start (stopped, 0);
  hall_timer_stop (stopped);
  hall_timer_start (timer, 5);
  while (!fired)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (never);
  g_assert_cmpint (hall_clock_get_wall (clock), >, 1500000000000);
  g_assert_cmpint (hall_clock_get_suspended (clock), >=, -G_USEC_PER_SEC);
}

static void
test_chance (void)
{
  g_autoptr (HallClock) first = hall_clock_new ();
  g_autoptr (HallClock) second = hall_clock_new ();
  gboolean lowest = FALSE, highest = FALSE;

  hall_clock_set_seed (first, 7);
  hall_clock_set_seed (second, 7);
  for (guint i = 0; i < 1000; i++)
    {
      guint number = hall_clock_pick (first, 3, 6);

      g_assert_cmpuint (number, ==, hall_clock_pick (second, 3, 6));
      g_assert_cmpuint (number, >=, 3);
      g_assert_cmpuint (number, <=, 6);
      lowest |= number == 3;
      highest |= number == 6;
    }
  g_assert_true (lowest && highest);
  g_assert_cmpuint (hall_clock_pick (first, 5, 5), ==, 5);
}

static void
test_interval (void)
{
  HallInterval interval;

  hall_interval_init (&interval);
  for (guint i = 0; i < 200; i++)
    hall_interval_measure (&interval, 400);
  g_assert_cmpuint (hall_interval_get_ms (&interval, 1, 1), ==, 5000);
  g_assert_cmpuint (hall_interval_get_ms (&interval, 43, 1), ==, 5000);
  g_assert_cmpuint (hall_interval_get_ms (&interval, 500, 1), ==, 57142);
  g_assert_cmpuint (hall_interval_get_ms (&interval, 21, 2), ==, 5000);
  g_assert_cmpuint (hall_interval_get_ms (&interval, 50, 2), ==, 11428);
  g_assert_cmpuint (hall_interval_get_ttl_ms (&interval, 2, 2), ==, 18000);
  g_assert_cmpuint (hall_interval_get_ttl_ms (&interval, 50, 2), ==, 50000);
  g_assert_cmpuint (hall_interval_get_ttl_ms (&interval, 500, 1), ==, 279000);
  g_assert_cmpuint (hall_interval_get_ttl_ms (&interval, 1000000, 1), <=, HALL_TTL_MAX_MS);
  /* It binds nobody while the number of people stays what it is, well within what was said. */
  g_assert_cmpuint (hall_interval_get_limit_ms (18000), <, 18000 * 7 / 10);
  g_assert_cmpuint (hall_interval_get_limit_ms (18000), >, 5000 * 15 / 10);
  g_assert_cmpuint (hall_interval_vary_ms (&interval, 1, 1, 0), ==, (guint) (2500 / 1.21828));
  g_assert_cmpuint (hall_interval_vary_ms (&interval, 1, 1, 1000), ==, (guint) (7500 / 1.21828));
  for (guint i = 0; i < 200; i++)
    hall_interval_measure (&interval, 1000000);   /* never more than a datagram can have */
  g_assert_cmpuint (hall_interval_get_ms (&interval, 500, 1), <=, 147000);
}

/* However eager the sender, no second sees more than the burst and a second's worth. */
static void
test_pace (void)
{
  HallPace pace;
  gint64 now = 1;
  guint sent = 0;

  hall_pace_init (&pace, 9, 25, 60 * 1024);
  for (guint i = 0; i < 25; i++)
    g_assert_cmpuint (hall_pace_take (&pace, now, 100), ==, 0);
  while (now < 10 * G_USEC_PER_SEC)
    {
      guint delay = hall_pace_take (&pace, now, 100);

      if (delay == 0)
        sent++;
      now += (gint64) delay * 1000;
    }
  g_assert_cmpuint (sent, >=, 88);
  g_assert_cmpuint (sent, <=, 91);

  hall_pace_init (&pace, 0, 0, 1024);
  g_assert_cmpuint (hall_pace_take (&pace, now, 4096), ==, 0);   /* larger than the bucket */
  g_assert_cmpuint (hall_pace_take (&pace, now, 1), >=, 3000);
  g_assert_cmpuint (hall_pace_take (&pace, now + 3002000, 1), ==, 0);

  hall_pace_init (&pace, 9, 25, 0);
  hall_pace_drain (&pace, now);
  g_assert_cmpuint (hall_pace_take (&pace, now, 1), >, 100);
}

static void
test_route (void)
{
  g_autoptr (HallRoute) route = hall_route_new ();
  g_autoptr (HallHop) hop = NULL;
  const char *bad[] = { "", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536",
                        "localhost:12345", "::1:12345", "127.0.0.1:-1", "127.0.0.1:12x" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (hall_route_add_text (route, bad[i], NULL));
  g_assert_true (hall_route_add_text (route, "127.0.0.1:12345", "somebody"));
  g_assert_true (hall_route_add_text (route, "127.0.0.1:12345", "somebody"));
  hop = hall_route_take (route);
  g_assert_cmpstr (hop->address, ==, "127.0.0.1");
  g_assert_cmpuint (hop->port, ==, 12345);
  g_assert_cmpstr (hop->host_id, ==, "somebody");
  g_assert_null (hall_route_take (route));
  for (guint i = 0; i < 100; i++)
    hall_route_add (route, "127.0.0.1", (guint16) (1000 + i), NULL);
  for (guint i = 0; i < 15; i++)
    {
      g_autoptr (HallHop) next = hall_route_take (route);

      g_assert_nonnull (next);
    }
  g_assert_null (hall_route_take (route));   /* bounded */
}

static void
announce (HallDirectory *directory,
          const char    *room_id,
          HallKey       *key,
          guint64        epoch,
          guint16        port)
{
  g_autoptr (HallDatagram) room = hall_datagram_new (HALL_DATAGRAM_ROOM);

  room->id = g_strdup (hall_key_get_id (key));
  room->boot = room->seq = 1;
  room->room = g_strdup (room_id);
  room->name = g_strdup ("Lunch");
  room->lock = g_strdup ("open");
  room->creator = g_strdup (room->id);
  room->members = 1;
  room->epoch = epoch;
  room->tcp_port = port;
  room->ttl_ms = HALL_TTL_MIN_MS;
  g_assert_cmpint (hall_directory_hear (directory, room, "10.77.0.1", 1), ==, HALL_HEARD_NEW);
}

/* However many say that they host a room, and how well: its members are tried first. */
static void
test_members_first (void)
{
  g_autoptr (HallKey) own = hall_key_new_generated (NULL);
  g_autoptr (HallKey) friend = hall_key_new_generated (NULL);
  g_autoptr (HallEvent) genesis = hall_event_new_genesis (own, 1000, 1000, "Lunch", NULL,
                                                          HALL_HISTORY_ALL, NULL);
  g_autoptr (HallEvent) joined = hall_event_new_state (friend, genesis->id, 1001, 1001, NULL,
                                                       HALL_STATE_JOINED, "Friend", NULL);
  g_autoptr (HallDirectory) directory = hall_directory_new (hall_key_get_id (own));
  g_autoptr (HallRoute) route = hall_route_new ();
  HallCensus *census = hall_census_new ();

  hall_census_add (census, genesis);
  hall_census_add (census, joined);
  announce (directory, genesis->id, friend, 1, 1000);
  for (guint i = 1; i < 16; i++)
    {
      g_autoptr (HallKey) stranger = hall_key_new_generated (NULL);

      announce (directory, genesis->id, stranger, HALL_NUMBER_MAX, (guint16) (1000 + i));
    }
  hall_route_add_announced (route, directory, genesis->id, hall_key_get_id (own), census);
  hall_route_add_text (route, "10.77.0.2:12345", hall_key_get_id (friend));
  hall_route_add_announced (route, directory, genesis->id, hall_key_get_id (own), NULL);
  for (guint i = 0; i < 16; i++)
    {
      g_autoptr (HallHop) hop = hall_route_take (route);

      g_assert_nonnull (hop);
      g_assert_cmpint (g_str_equal (hop->host_id, hall_key_get_id (friend)), ==, i < 2);
    }
  g_assert_null (hall_route_take (route));
  hall_census_free (census);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/timing/timers", test_timers);
  g_test_add_func ("/session/timing/machine", test_machine);
  g_test_add_func ("/session/timing/chance", test_chance);
  g_test_add_func ("/session/timing/interval", test_interval);
  g_test_add_func ("/session/timing/pace", test_pace);
  g_test_add_func ("/session/timing/route", test_route);
  g_test_add_func ("/session/timing/members-first", test_members_first);
  return g_test_run ();
}
