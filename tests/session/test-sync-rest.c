/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-sync-rest.c: how long parts of a set rest, and when members compare: by a clock that the
 * test turns.
 */

#define G_LOG_DOMAIN "test-sync-rest"

#include "config.h"

#include "hall-compare.h"
#include "hall-limits.h"
#include "hall-sync-rest.h"

#include "turned-clock.h"

#define A "AAAAAAAAAAA"
#define B "AAAAAAAAAAE"

/* With one peer, one part, as long as it says the same, for ten minutes. */
static void
test_rests (void)
{
  g_autoptr (TurnedClock) clock = g_object_new (TURNED_TYPE_CLOCK, NULL);
  g_autoptr (HallSyncRest) rest = hall_sync_rest_new (HALL_CLOCK (clock));

  g_assert_false (hall_sync_rest_contains (rest, "ben", 3, -1, A));
  hall_sync_rest_add (rest, "ben", 3, -1, A, FALSE);
  g_assert_true (hall_sync_rest_contains (rest, "ben", 3, -1, A));
  g_assert_false (hall_sync_rest_contains (rest, "ben", 3, -1, B));
  g_assert_false (hall_sync_rest_contains (rest, "ben", 3, 5, A));
  g_assert_false (hall_sync_rest_contains (rest, "ben", 4, -1, A));
  g_assert_false (hall_sync_rest_contains (rest, "carl", 3, -1, A));
  turned_clock_advance (clock, HALL_SYNC_REST_MS - 1);
  g_assert_true (hall_sync_rest_contains (rest, "ben", 3, -1, A));
  turned_clock_advance (clock, 1);
  g_assert_false (hall_sync_rest_contains (rest, "ben", 3, -1, A));
}

/* Who lies thrice is not believed the fourth time, whatever is said; chance takes longer. */
static void
test_strikes (void)
{
  g_autoptr (TurnedClock) clock = g_object_new (TURNED_TYPE_CLOCK, NULL);
  g_autoptr (HallSyncRest) rest = hall_sync_rest_new (HALL_CLOCK (clock));

  for (guint i = 0; i < 3; i++)
    {
      g_assert_false (hall_sync_rest_contains (rest, "ben", 3, -1, B));
      hall_sync_rest_add (rest, "ben", 3, -1, A, TRUE);
      hall_sync_rest_add (rest, "carl", 3, -1, A, FALSE);
    }
  g_assert_true (hall_sync_rest_contains (rest, "ben", 3, -1, B));
  g_assert_false (hall_sync_rest_contains (rest, "carl", 3, -1, B));
  turned_clock_advance (clock, HALL_SYNC_REST_MS);
  g_assert_false (hall_sync_rest_contains (rest, "ben", 3, -1, B));
  hall_sync_rest_add (rest, "ben", 3, -1, A, TRUE);
  g_assert_false (hall_sync_rest_contains (rest, "ben", 3, -1, B));
}

/* Somebody with more wrong days than anybody has: all of that peer rests, and nobody else. */
static void
test_bounded (void)
{
  g_autoptr (TurnedClock) clock = g_object_new (TURNED_TYPE_CLOCK, NULL);
  g_autoptr (HallSyncRest) rest = hall_sync_rest_new (HALL_CLOCK (clock));

  for (gint64 day = 0; day < 40000; day++)
    hall_sync_rest_add (rest, "ben", day, -1, A, TRUE);
  g_assert_true (hall_sync_rest_contains (rest, "ben", 39999, -1, A));
  g_assert_false (hall_sync_rest_contains (rest, "carl", 3, -1, A));
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *id = g_strdup_printf ("peer %u", i);

      hall_sync_rest_add (rest, id, 3, -1, A, TRUE);
    }
  turned_clock_advance (clock, HALL_SYNC_REST_MS);
  g_assert_false (hall_sync_rest_contains (rest, "ben", 39999, -1, A));
  hall_sync_rest_add (rest, "carl", 3, -1, A, TRUE);
  g_assert_true (hall_sync_rest_contains (rest, "carl", 3, -1, A));
}

static GPtrArray *
count_call (gpointer user_data)
{
  (*(guint *) user_data)++;
  return NULL;
}

/* Every five to ten minutes somebody is looked for. */
static void
test_interval (void)
{
  g_autoptr (TurnedClock) clock = g_object_new (TURNED_TYPE_CLOCK, NULL);
  g_autoptr (HallContext) context = hall_context_new (HALL_CLOCK (clock));
  g_autoptr (HallSyncRest) rest = hall_sync_rest_new (HALL_CLOCK (clock));
  g_autoptr (HallCensus) census = hall_census_new ();
  g_autoptr (HallCompare) compare = NULL;
  guint n_calls = 0;

  compare = hall_compare_new (context, "room", census, rest, count_call, &n_calls);
  turned_clock_advance (clock, HALL_COMPARE_MIN_MS - 1);
  g_assert_cmpuint (n_calls, ==, 0);
  turned_clock_advance (clock, HALL_COMPARE_MAX_MS - HALL_COMPARE_MIN_MS + 1);
  g_assert_cmpuint (n_calls, >=, 1);
  n_calls = 0;
  turned_clock_advance (clock, 100 * HALL_COMPARE_MAX_MS);
  g_assert_cmpuint (n_calls, >=, 100);
  g_assert_cmpuint (n_calls, <=, 200);
  hall_compare_close (compare);
  turned_clock_advance (clock, 10 * HALL_COMPARE_MAX_MS);
  g_assert_cmpuint (n_calls, <=, 200);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/sync-rest/rests", test_rests);
  g_test_add_func ("/session/sync-rest/strikes", test_strikes);
  g_test_add_func ("/session/sync-rest/bounded", test_bounded);
  g_test_add_func ("/session/sync-rest/interval", test_interval);
  return g_test_run ();
}
