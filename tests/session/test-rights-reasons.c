/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-rights-reasons.c: whoever was let in by somebody who had no right to that, where it was not
 * known, can be told why, so that it judges for itself.
 */

#define G_LOG_DOMAIN "test-rights-reasons"

#include "config.h"

#include "rights-fixture.h"

static gboolean
is_reason (RightsFixture *fixture,
           guint          who,
           HallEvent     *event)
{
  g_autoptr (GPtrArray) reasons = hall_census_list_reasons (fixture->census,
                                                            rights_id (fixture, who));

  return g_ptr_array_find (reasons, event, NULL);
}

static guint
count_reasons (RightsFixture *fixture,
               guint          who)
{
  g_autoptr (GPtrArray) reasons = hall_census_list_reasons (fixture->census,
                                                            rights_id (fixture, who));

  return reasons->len;
}

/* How many of @told, and of @too, put @who out where all but these are known. */
static guint
count_picked (RightsFixture *fixture,
              guint          who,
              HallEvent     *told,
              HallEvent     *too,
              HallEvent     *untold)
{
  g_autoptr (HallCensus) theirs = hall_census_new ();
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (GPtrArray) picked = NULL;

  hall_census_add (theirs, fixture->genesis);
  for (guint i = 0; i < fixture->events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (fixture->events, i);

      if (event != told && event != too && event != untold)
        hall_census_add (theirs, event);
    }
  g_ptr_array_add (events, told);
  if (too != NULL)
    g_ptr_array_add (events, too);
  picked = hall_census_pick_reasons (theirs, events, rights_id (fixture, who));
  return picked->len;
}

static void
let_in (RightsFixture *fixture,
        guint          who,
        gint64         lc)
{
  rights_admit (fixture, CARLA, lc, who);
  rights_join (fixture, who, lc + 10);
}

/* By somebody who was banned, and by whom that one let in; nobody else is told of it. */
static void
test_banned (void)
{
  RightsFixture fixture;
  HallEvent *ban;

  rights_set_up (&fixture, HALL_ENTRY_PASSPHRASE);
  let_in (&fixture, BEN, 2000);
  ban = rights_ban (&fixture, CARLA, 3000, BEN);
  rights_admit (&fixture, BEN, 4000, ANNA);
  g_assert_cmpuint (count_reasons (&fixture, ANNA), ==, 0);
  rights_join (&fixture, ANNA, 4010);
  rights_admit (&fixture, ANNA, 4020, DORA);
  rights_join (&fixture, DORA, 4030);
  rights_join (&fixture, EVE, 4040);
  g_assert_true (is_reason (&fixture, ANNA, ban));
  g_assert_true (is_reason (&fixture, DORA, ban));
  g_assert_cmpuint (count_reasons (&fixture, EVE), ==, 0);
  g_assert_cmpuint (count_picked (&fixture, ANNA, ban, NULL, NULL), ==, 1);
  g_assert_cmpuint (count_picked (&fixture, DORA, ban, NULL, NULL), ==, 1);
  g_assert_cmpuint (count_picked (&fixture, EVE, ban, NULL, NULL), ==, 0);
  /* That Ben may come in again does not make up for it; that they may does. */
  rights_unban (&fixture, CARLA, 5000, BEN);
  let_in (&fixture, BEN, 5010);
  g_assert_true (is_reason (&fixture, ANNA, ban));
  rights_admit (&fixture, CARLA, 6000, ANNA);
  g_assert_cmpuint (count_reasons (&fixture, ANNA), ==, 0);
  g_assert_true (is_reason (&fixture, DORA, ban));
  rights_tear_down (&fixture);
}

/* By two who were: only both bans put it out, and neither alone is taken. */
static void
test_twice (void)
{
  RightsFixture fixture;
  HallEvent *first, *second;

  rights_set_up (&fixture, HALL_ENTRY_INVITED);
  let_in (&fixture, BEN, 2000);
  let_in (&fixture, DORA, 2100);
  first = rights_ban (&fixture, CARLA, 3000, BEN);
  second = rights_kick (&fixture, CARLA, 3100, DORA);
  rights_admit (&fixture, BEN, 4000, ANNA);
  rights_admit (&fixture, DORA, 4010, ANNA);
  rights_join (&fixture, ANNA, 4020);
  g_assert_true (is_reason (&fixture, ANNA, first));
  g_assert_true (is_reason (&fixture, ANNA, second));
  g_assert_cmpuint (count_picked (&fixture, ANNA, first, second, NULL), ==, 2);
  g_assert_cmpuint (count_picked (&fixture, ANNA, first, NULL, second), ==, 0);
  g_assert_cmpuint (count_picked (&fixture, ANNA, second, NULL, first), ==, 0);
  rights_tear_down (&fixture);
}

static HallEvent *
narrow (RightsFixture *fixture,
        gint64         lc)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.moderators_invite = TRUE;
  return rights_add (fixture, rights_make (fixture, CARLA, lc, &body));
}

static HallEvent *
dismiss (RightsFixture *fixture,
         gint64         lc,
         guint          person)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_ROLE);
  body.person = rights_id (fixture, person);
  return rights_add (fixture, rights_make (fixture, CARLA, lc, &body));
}

/* By a member while the room was closed, though not any more when she joined; where only moderators
 * invite; and by one who was dismissed. */
static void
test_member (void)
{
  for (guint i = 0; i < 3; i++)
    {
      RightsFixture fixture;
      HallEvent *reason = NULL;

      rights_set_up (&fixture, HALL_ENTRY_INVITED);
      let_in (&fixture, BEN, 2000);
      if (i == 2)
        {
          rights_appoint (&fixture, CARLA, 2500, BEN);
          narrow (&fixture, 2600);
        }
      reason = i == 0 ? rights_close_room (&fixture, CARLA, 3000, TRUE)
               : i == 1 ? narrow (&fixture, 3000) : dismiss (&fixture, 3000, BEN);
      rights_admit (&fixture, BEN, 4000, ANNA);
      if (i == 0)
        rights_close_room (&fixture, CARLA, 4500, FALSE);
      rights_join (&fixture, ANNA, 5000);
      g_assert_false (rights_is_in (&fixture, ANNA));
      g_assert_true (is_reason (&fixture, ANNA, reason));
      g_assert_cmpuint (count_picked (&fixture, ANNA, reason, NULL, NULL), ==, 1);
      rights_tear_down (&fixture);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/rights-reasons/banned", test_banned);
  g_test_add_func ("/session/rights-reasons/twice", test_twice);
  g_test_add_func ("/session/rights-reasons/member", test_member);
  return g_test_run ();
}
