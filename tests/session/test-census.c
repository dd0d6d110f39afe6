/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-census.c: who belongs to a room follows from the set of its control events, not from the
 * order in which they come.
 */

#define G_LOG_DOMAIN "test-census"

#include "config.h"

#include "hall-census.h"

typedef struct
{
  HallKey *creator;
  HallKey *anna;
  HallEvent *genesis;
} Fixture;

static HallKey *
make_key (void)
{
  g_autoptr (GError) error = NULL;
  HallKey *key = hall_key_new_generated (&error);

  g_assert_no_error (error);
  return key;
}

static void
fixture_set_up (Fixture          *fixture,
                HallHistoryPolicy policy)
{
  g_autoptr (GError) error = NULL;

  fixture->creator = make_key ();
  fixture->anna = make_key ();
  fixture->genesis = hall_event_new_genesis (fixture->creator, 1000, 1000, "Lunch", NULL, policy,
                                             &error);
  g_assert_no_error (error);
}

static void
fixture_tear_down (Fixture *fixture)
{
  hall_event_unref (fixture->genesis);
  hall_key_unref (fixture->anna);
  hall_key_unref (fixture->creator);
}

static HallEvent *
make_state (Fixture        *fixture,
            HallKey        *key,
            gint64          lc,
            HallStateChange change)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_state (key, fixture->genesis->id, lc, lc, NULL, change,
                                           change == HALL_STATE_LEFT ? NULL : "Anna", &error);

  g_assert_no_error (error);
  return event;
}

static const char *
id_of (HallKey *key)
{
  return hall_key_get_id (key);
}

/* Joined, left, joined again and renamed, told in every order: the answer is always the same. */
static void
test_order (void)
{
  Fixture fixture;
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);

  fixture_set_up (&fixture, HALL_HISTORY_JOINED);
  g_ptr_array_add (events, hall_event_ref (fixture.genesis));
  g_ptr_array_add (events, make_state (&fixture, fixture.anna, 2000, HALL_STATE_JOINED));
  g_ptr_array_add (events, make_state (&fixture, fixture.anna, 3000, HALL_STATE_LEFT));
  g_ptr_array_add (events, make_state (&fixture, fixture.anna, 4000, HALL_STATE_JOINED));
  g_ptr_array_add (events, make_state (&fixture, fixture.anna, 5000, HALL_STATE_RENAMED));
  for (guint order = 0; order < 120; order++)
    {
      g_autoptr (HallCensus) census = hall_census_new ();
      g_autoptr (GPtrArray) left = g_ptr_array_copy (events, NULL, NULL);
      g_autoptr (GPtrArray) here = NULL;

      g_ptr_array_set_free_func (left, NULL);
      /* The order-th permutation, and each event once more. */
      for (guint i = 0, rest = order; i < events->len; i++)
        {
          guint pick = rest % left->len;
          HallEvent *event = g_ptr_array_index (left, pick);

          rest /= left->len;
          hall_census_add (census, event);
          hall_census_add (census, event);
          g_ptr_array_remove_index (left, pick);
        }
      here = hall_census_list (census);
      g_assert_cmpuint (here->len, ==, 2);
      g_assert_true (hall_census_contains (census, id_of (fixture.anna)));
      g_assert_cmpint (hall_census_get_joined (census, id_of (fixture.anna)), ==, 2000);
      g_assert_cmpint (hall_census_get_from (census, id_of (fixture.anna)), ==, 2000);
      g_assert_cmpint (hall_census_get_from (census, id_of (fixture.creator)), ==, 0);
    }
  fixture_tear_down (&fixture);
}

static void
test_left (void)
{
  Fixture fixture;
  g_autoptr (HallCensus) census = hall_census_new ();
  g_autoptr (HallEvent) joined = NULL;
  g_autoptr (HallEvent) left = NULL;
  g_autoptr (HallEvent) back = NULL;

  fixture_set_up (&fixture, HALL_HISTORY_ALL);
  joined = make_state (&fixture, fixture.anna, 2000, HALL_STATE_JOINED);
  left = make_state (&fixture, fixture.anna, 3000, HALL_STATE_LEFT);
  back = make_state (&fixture, fixture.anna, 4000, HALL_STATE_JOINED);
  g_assert_cmpint (hall_census_get_joined (census, id_of (fixture.anna)), ==, -1);
  hall_census_add (census, joined);
  g_assert_true (hall_census_contains (census, id_of (fixture.anna)));
  hall_census_add (census, left);
  g_assert_false (hall_census_contains (census, id_of (fixture.anna)));
  hall_census_add (census, joined);   /* again, and late */
  g_assert_false (hall_census_contains (census, id_of (fixture.anna)));
  hall_census_add (census, back);
  g_assert_true (hall_census_contains (census, id_of (fixture.anna)));
  fixture_tear_down (&fixture);
}

/* Whoever only says by which name it goes has not come in by that. */
static void
test_stranger (void)
{
  Fixture fixture;
  g_autoptr (HallCensus) census = hall_census_new ();
  g_autoptr (HallEvent) renamed = NULL;
  g_autoptr (GPtrArray) here = NULL;

  fixture_set_up (&fixture, HALL_HISTORY_JOINED);
  renamed = make_state (&fixture, fixture.anna, 2000, HALL_STATE_RENAMED);
  hall_census_add (census, fixture.genesis);
  hall_census_add (census, renamed);
  g_assert_false (hall_census_contains (census, id_of (fixture.anna)));
  g_assert_cmpint (hall_census_get_joined (census, id_of (fixture.anna)), ==, -1);
  g_assert_cmpint (hall_census_get_from (census, id_of (fixture.anna)), ==, -1);
  here = hall_census_list (census);
  g_assert_cmpuint (here->len, ==, 1);
  fixture_tear_down (&fixture);
}

/* The creator belongs from the beginning, until it leaves. */
static void
test_creator (void)
{
  Fixture fixture;
  g_autoptr (HallCensus) census = hall_census_new ();
  g_autoptr (HallEvent) left = NULL;

  fixture_set_up (&fixture, HALL_HISTORY_JOINED);
  g_assert_cmpint (hall_census_get_policy (census), ==, HALL_HISTORY_ALL);
  hall_census_add (census, fixture.genesis);
  g_assert_cmpint (hall_census_get_policy (census), ==, HALL_HISTORY_JOINED);
  g_assert_true (hall_census_contains (census, id_of (fixture.creator)));
  left = make_state (&fixture, fixture.creator, 2000, HALL_STATE_LEFT);
  hall_census_add (census, left);
  g_assert_false (hall_census_contains (census, id_of (fixture.creator)));
  fixture_tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/census/order", test_order);
  g_test_add_func ("/session/census/left", test_left);
  g_test_add_func ("/session/census/stranger", test_stranger);
  g_test_add_func ("/session/census/creator", test_creator);
  return g_test_run ();
}
