/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-rights-order.c: what becomes known late changes the answers as if it had been there in time,
 * and no order in which events come gives other ones.
 */

#define G_LOG_DOMAIN "test-rights-order"

#include "config.h"

#include "hall-limits.h"

#include "rights-fixture.h"

/* What becomes known late folds again, and it is said for whom. */
static void
test_late (void)
{
  RightsFixture fixture;
  HallEvent *said, *late;
  g_autoptr (GPtrArray) changed = NULL;
  g_autoptr (GPtrArray) nobody = NULL;
  g_autoptr (GPtrArray) unpermitted = NULL;
  g_autoptr (GPtrArray) permitted = NULL;
  g_autoptr (GArray) spans = NULL;
  HallEvent *admission;

  rights_set_up (&fixture, HALL_ENTRY_PASSPHRASE);
  rights_admit (&fixture, CARLA, 1900, ANNA);
  rights_join (&fixture, ANNA, 2000);
  admission = rights_admit (&fixture, ANNA, 5000, BEN);
  rights_join (&fixture, BEN, 5100);
  said = rights_say (&fixture, BEN, 6000);
  g_assert_true (rights_permits (&fixture, said));
  changed = hall_census_take_changed (fixture.census);
  g_assert_cmpuint (changed->len, ==, 3);
  hall_census_take_judged (fixture.census, &unpermitted, &permitted);
  g_assert_null (unpermitted);
  g_assert_null (permitted);
  /* Anna was banned before she let Ben in: so nobody let him in. */
  late = rights_ban (&fixture, CARLA, 3000, ANNA);
  g_assert_false (rights_permits (&fixture, said));
  g_assert_false (rights_permits (&fixture, admission));
  g_assert_true (rights_permits (&fixture, late));
  g_clear_pointer (&changed, g_ptr_array_unref);
  changed = hall_census_take_changed_before (fixture.census, 6000);
  g_assert_cmpuint (changed->len, ==, 2);
  nobody = hall_census_take_changed (fixture.census);
  g_assert_null (nobody);
  hall_census_take_judged (fixture.census, &unpermitted, &permitted);
  g_assert_cmpuint (unpermitted->len, ==, 2);
  g_assert_null (permitted);
  spans = hall_census_list_spans (fixture.census, rights_id (&fixture, BEN));
  g_assert_cmpuint (spans->len, ==, 0);
  g_clear_pointer (&spans, g_array_unref);
  spans = hall_census_list_spans (fixture.census, rights_id (&fixture, ANNA));
  g_assert_cmpuint (spans->len, ==, 1);
  g_assert_cmpint (g_array_index (spans, HallStoredSpan, 0).from_lc, ==, 1900);
  g_assert_cmpint (g_array_index (spans, HallStoredSpan, 0).to_lc, ==, 3000);
  g_assert_cmpstr (g_array_index (spans, HallStoredSpan, 0).to_id, ==, late->id);
  /* And it was taken back before, later still. */
  rights_unban (&fixture, CARLA, 3500, ANNA);
  rights_admit (&fixture, CARLA, 3600, ANNA);
  rights_join (&fixture, ANNA, 3700);
  g_assert_true (rights_permits (&fixture, said));
  g_clear_pointer (&unpermitted, g_ptr_array_unref);
  hall_census_take_judged (fixture.census, &unpermitted, &permitted);
  g_assert_null (unpermitted);
  g_assert_cmpuint (permitted->len, ==, 2);
  rights_tear_down (&fixture);
}

/* What changes after everything that was said concerns nobody. */
static void
test_changed_before (void)
{
  RightsFixture fixture;
  g_autoptr (GPtrArray) changed = NULL;

  rights_set_up (&fixture, HALL_ENTRY_OPEN);
  rights_join (&fixture, ANNA, 2000);
  rights_join (&fixture, BEN, 2000);
  changed = hall_census_take_changed (fixture.census);
  rights_kick (&fixture, CARLA, 5000, ANNA);
  g_clear_pointer (&changed, g_ptr_array_unref);
  changed = hall_census_take_changed_before (fixture.census, 4999);
  g_assert_null (changed);
  rights_kick (&fixture, CARLA, 4999, BEN);
  changed = hall_census_take_changed_before (fixture.census, 4999);
  g_assert_cmpuint (changed->len, ==, 1);
  rights_tear_down (&fixture);
}

/* Where an event has to stand to be of any use, when clocks were ahead before. */
static void
test_floor (void)
{
  RightsFixture fixture;
  HallEvent *kick;

  rights_set_up (&fixture, HALL_ENTRY_PASSPHRASE);
  rights_admit (&fixture, CARLA, 8000, ANNA);
  g_assert_cmpint (hall_census_get_floor (fixture.census,
                                          rights_make_state (&fixture, ANNA, 3000,
                                                             HALL_STATE_JOINED)), ==, 8000);
  rights_join (&fixture, ANNA, 9000);
  g_assert_cmpint (hall_census_get_floor (fixture.census, rights_say (&fixture, ANNA, 3000)), ==,
                   8000);
  kick = rights_make_about (&fixture, CARLA, 3000, HALL_EVENT_KICK, ANNA);
  g_assert_cmpint (hall_census_get_floor (fixture.census, kick), ==, 9000);
  /* A ban holds wherever she joined. */
  g_assert_cmpint (hall_census_get_floor (fixture.census,
                                          rights_make_about (&fixture, CARLA, 3000,
                                                             HALL_EVENT_BAN, ANNA)), ==, 0);
  rights_kick (&fixture, CARLA, 9500, ANNA);
  g_assert_cmpint (hall_census_get_floor (fixture.census,
                                          rights_make_state (&fixture, ANNA, 3000,
                                                             HALL_STATE_JOINED)), ==, 9500);
  rights_tear_down (&fixture);
}

/* Ben joined by a clock that is a day ahead: nothing about him is dragged there. */
static void
test_ahead (void)
{
  RightsFixture fixture;
  const gint64 ahead = 20 * HALL_HOUR_MS;
  HallEvent *said;

  rights_set_up (&fixture, HALL_ENTRY_OPEN);
  rights_join (&fixture, ANNA, 2000);
  rights_join (&fixture, BEN, ahead);
  g_assert_true (rights_is_in (&fixture, BEN));
  g_assert_cmpint (hall_census_get_rejoined (fixture.census, rights_id (&fixture, BEN)), ==,
                   ahead);
  g_assert_cmpint (hall_census_get_floor (fixture.census,
                                          rights_make_about (&fixture, CARLA, 3000,
                                                             HALL_EVENT_KICK, BEN)), ==, 0);
  g_assert_cmpint (hall_census_get_floor (fixture.census,
                                          rights_make_about (&fixture, CARLA, 3000,
                                                             HALL_EVENT_BAN, BEN)), ==, 0);
  /* In the place of a kick: it lasts as long as his clock was ahead. */
  rights_ban_until (&fixture, CARLA, 3000, BEN, ahead + 1);
  g_assert_false (rights_is_in (&fixture, BEN));
  g_assert_false (rights_permits (&fixture, rights_say (&fixture, BEN, ahead + 2)));
  rights_join (&fixture, BEN, ahead + 5);
  said = rights_say (&fixture, BEN, ahead + 6);
  g_assert_true (rights_permits (&fixture, said));
  rights_ban (&fixture, CARLA, 3500, BEN);
  g_assert_false (rights_permits (&fixture, said));
  g_assert_false (rights_is_in (&fixture, BEN));
  rights_tear_down (&fixture);
}

/* Nobody is a member while banned, though it joined at a time when the ban will be over. */
static void
test_joined_after_ban (void)
{
  RightsFixture fixture;
  gint64 now;
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (GPtrArray) members = NULL;

  rights_set_up (&fixture, HALL_ENTRY_OPEN);
  hall_census_set_clock (fixture.census, clock);
  now = hall_clock_get_wall (clock);
  rights_appoint (&fixture, CARLA, now - 100, BEN);
  rights_ban_until (&fixture, CARLA, now, ANNA, now + HALL_HOUR_MS);
  rights_join (&fixture, ANNA, now + 2 * HALL_HOUR_MS);
  g_assert_false (rights_is_in (&fixture, ANNA));
  members = hall_census_list (fixture.census);
  g_assert_cmpuint (members->len, ==, 1);
  g_assert_true (rights_permits (&fixture, rights_say (&fixture, ANNA, now + HALL_HOUR_MS)));
  g_assert_false (rights_permits (&fixture, rights_say (&fixture, ANNA, now + HALL_HOUR_MS - 1)));
  rights_tear_down (&fixture);
}

/* An event that was not added is judged at its place all the same. */
static void
test_asked_first (void)
{
  RightsFixture fixture;
  HallEvent *early, *late;

  rights_set_up (&fixture, HALL_ENTRY_OPEN);
  rights_join (&fixture, ANNA, 2000);
  rights_join (&fixture, BEN, 2001);
  rights_appoint (&fixture, CARLA, 3000, ANNA);
  early = rights_make_about (&fixture, ANNA, 2500, HALL_EVENT_KICK, BEN);
  late = rights_make_about (&fixture, ANNA, 3500, HALL_EVENT_KICK, BEN);
  g_assert_false (rights_permits (&fixture, early));
  g_assert_true (rights_permits (&fixture, late));
  g_assert_true (rights_is_in (&fixture, BEN));
  rights_tear_down (&fixture);
}

static void
test_direct (void)
{
  RightsFixture fixture;
  g_autoptr (HallCensus) census = NULL;
  g_autoptr (GPtrArray) both = NULL;

  rights_set_up (&fixture, HALL_ENTRY_OPEN);
  census = hall_census_new_direct (rights_id (&fixture, ANNA), rights_id (&fixture, BEN));
  hall_census_add (census, rights_ban (&fixture, CARLA, 2000, ANNA));
  g_assert_true (hall_census_contains (census, rights_id (&fixture, ANNA)));
  g_assert_true (hall_census_contains (census, rights_id (&fixture, BEN)));
  g_assert_false (hall_census_contains (census, rights_id (&fixture, CARLA)));
  g_assert_true (hall_census_permits (census, rights_say (&fixture, ANNA, 1), NULL));
  g_assert_false (hall_census_permits (census, rights_say (&fixture, CARLA, 1), NULL));
  g_assert_cmpint (hall_census_get_from (census, rights_id (&fixture, ANNA)), ==, 0);
  g_assert_cmpint (hall_census_get_from (census, rights_id (&fixture, CARLA)), ==, -1);
  g_assert_true (hall_census_is_admitted (census, rights_id (&fixture, BEN)));
  g_assert_false (hall_census_is_admitted (census, rights_id (&fixture, EVE)));
  both = hall_census_list (census);
  g_assert_cmpuint (both->len, ==, 2);
  rights_tear_down (&fixture);
}

/* Every answer there is. */
static char *
describe (RightsFixture    *fixture,
          HallCensus *census)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      const char *who = rights_id (fixture, i);
      g_autoptr (GArray) spans = hall_census_list_spans (census, who);

      g_string_append_printf (text, "%u: %d %d %d %d %d %" G_GINT64_FORMAT, i,
                              hall_census_contains (census, who),
                              hall_census_is_admitted (census, who),
                              hall_census_is_banned (census, who),
                              hall_census_is_moderator (census, who),
                              hall_census_is_insider (census, who),
                              hall_census_get_joined (census, who));
      for (guint j = 0; j < spans->len; j++)
        {
          HallStoredSpan *span = &g_array_index (spans, HallStoredSpan, j);

          g_string_append_printf (text, " %" G_GINT64_FORMAT "/%s-%" G_GINT64_FORMAT "/%s",
                                  span->from_lc, span->from_id != NULL ? span->from_id : "",
                                  span->to_lc, span->to_id != NULL ? span->to_id : "");
        }
      g_string_append_c (text, '\n');
    }
  g_string_append_printf (text, "%s %s %d %d %d %s\n", hall_census_get_name (census),
                          hall_census_get_topic (census), hall_census_get_closed (census),
                          hall_census_get_moderators_invite (census),
                          hall_census_get_entry (census), hall_census_get_secret (census));
  for (guint i = 0; i < fixture->events->len; i++)
    g_string_append_c (text, hall_census_permits (census, g_ptr_array_index (fixture->events, i),
                                                  NULL) ? '1' : '0');
  return g_string_free (text, FALSE);
}

/* Seven acts that all depend on one another, told in every order there is. */
static void
test_every_order (void)
{
  RightsFixture fixture;
  g_autofree char *expected = NULL;

  rights_set_up (&fixture, HALL_ENTRY_OPEN);
  rights_join (&fixture, ANNA, 2000);
  rights_appoint (&fixture, CARLA, 3000, ANNA);
  rights_join (&fixture, BEN, 4000);
  rights_kick (&fixture, ANNA, 5000, BEN);
  rights_join (&fixture, BEN, 5500);
  rights_ban (&fixture, CARLA, 4500, ANNA);
  rights_close_room (&fixture, ANNA, 4400, TRUE);
  expected = describe (&fixture, fixture.census);
  for (guint order = 0; order < 5040; order++)
    {
      g_autoptr (HallCensus) census = hall_census_new ();
      g_autoptr (GPtrArray) left = g_ptr_array_copy (fixture.events, NULL, NULL);
      g_autofree char *found = NULL;

      g_ptr_array_set_free_func (left, NULL);
      for (guint i = 0, rest = order; i < fixture.events->len; i++)
        {
          guint pick = rest % left->len;

          if (i == order % 7)
            hall_census_add (census, fixture.genesis);
          rest /= left->len;
          hall_census_add (census, g_ptr_array_index (left, pick));
          g_ptr_array_remove_index (left, pick);
          /* Asking in between changes nothing. */
          if (order % 3 == 0)
            hall_census_contains (census, rights_id (&fixture, BEN));
        }
      found = describe (&fixture, census);
      g_assert_cmpstr (found, ==, expected);
    }
  rights_tear_down (&fixture);
}

static void
add_by_chance (RightsFixture *fixture,
               GRand   *rand)
{
  guint author = (guint) g_rand_int_range (rand, 0, N_PEOPLE);
  guint person = (guint) g_rand_int_range (rand, 0, N_PEOPLE);
  gint64 lc = g_rand_int_range (rand, 1000, 1100);

  switch (g_rand_int_range (rand, 0, 10))
    {
    case 0:
      rights_admit (fixture, author, lc, person);
      break;
    case 1:
      rights_appoint (fixture, g_rand_boolean (rand) ? CARLA : author, lc, person);
      break;
    case 2:
      rights_kick (fixture, author, lc, person);
      break;
    case 3:
      rights_ban (fixture, author, lc, person);
      break;
    case 4:
      rights_ban_until (fixture, author, lc, person, lc + g_rand_int_range (rand, 1, 50));
      break;
    case 5:
      rights_unban (fixture, author, lc, person);
      break;
    case 6:
      rights_close_room (fixture, author, lc, g_rand_boolean (rand));
      break;
    case 7:
      rights_lock (fixture, author, lc);
      break;
    case 8:
      rights_add (fixture, rights_make_state (fixture, author, lc, HALL_STATE_LEFT));
      break;
    default:
      rights_join (fixture, author, lc);
      rights_say (fixture, author, lc + 1);
      break;
    }
}

/* Forty acts by chance, told in twenty orders each, with questions in between. */
static void
test_any_order (void)
{
  for (guint32 seed = 1; seed <= 60; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autofree char *expected = NULL;
      RightsFixture fixture;

      rights_set_up (&fixture, (HallEntry) (seed % 3));
      for (guint i = 0; i < 40; i++)
        add_by_chance (&fixture, rand);
      expected = describe (&fixture, fixture.census);
      for (guint i = 0; i < 20; i++)
        {
          g_autoptr (HallCensus) census = hall_census_new ();
          g_autoptr (GPtrArray) left = g_ptr_array_copy (fixture.events, NULL, NULL);
          g_autofree char *found = NULL;

          g_ptr_array_set_free_func (left, NULL);
          g_ptr_array_add (left, fixture.genesis);
          while (left->len > 0)
            {
              guint pick = (guint) g_rand_int_range (rand, 0, (gint32) left->len);

              hall_census_add (census, g_ptr_array_index (left, pick));
              g_ptr_array_remove_index_fast (left, pick);
              if (g_rand_int_range (rand, 0, 4) == 0)
                hall_census_is_admitted (census, rights_id (&fixture, ANNA));
            }
          found = describe (&fixture, census);
          g_assert_cmpstr (found, ==, expected);
        }
      rights_tear_down (&fixture);
    }
}

/* Whoever joined where that was not known is told by what the room was closed, also if it was put
 * out before and let in again; but a passphrase lets in whoever has its event. */
static void
test_shut_reasons (void)
{
  for (guint i = 0; i < 4; i++)
    {
      RightsFixture fixture;
      g_autoptr (GPtrArray) reasons = NULL;
      HallEvent *closing;

      rights_set_up (&fixture, HALL_ENTRY_OPEN);
      if (i == 3)
        {
          rights_join (&fixture, ANNA, 700);
          rights_ban (&fixture, CARLA, 800, ANNA);
          rights_unban (&fixture, CARLA, 900, ANNA);
        }
      closing = i == 1 ? rights_lock (&fixture, CARLA, 1000)
                       : rights_close_room (&fixture, CARLA, 1000, TRUE);
      rights_join (&fixture, ANNA, 2000);
      if (i == 2)
        rights_admit (&fixture, CARLA, 3000, ANNA);
      g_assert_false (rights_is_in (&fixture, ANNA));
      reasons = hall_census_list_reasons (fixture.census, rights_id (&fixture, ANNA));
      g_assert_cmpint (g_ptr_array_find (reasons, closing, NULL), ==, i == 0 || i == 3);
      if (i == 1 || i == 2)
        g_assert_cmpuint (reasons->len, ==, 0);
      rights_tear_down (&fixture);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/rights-order/late", test_late);
  g_test_add_func ("/session/rights-order/changed-before", test_changed_before);
  g_test_add_func ("/session/rights-order/floor", test_floor);
  g_test_add_func ("/session/rights-order/ahead", test_ahead);
  g_test_add_func ("/session/rights-order/joined-after-ban", test_joined_after_ban);
  g_test_add_func ("/session/rights-order/asked-first", test_asked_first);
  g_test_add_func ("/session/rights-order/direct", test_direct);
  g_test_add_func ("/session/rights-order/every-order", test_every_order);
  g_test_add_func ("/session/rights-order/any-order", test_any_order);
  g_test_add_func ("/session/rights-order/shut-reasons", test_shut_reasons);
  return g_test_run ();
}
