/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-rights.c: who may say and do what in a room, rule by rule.
 */

#define G_LOG_DOMAIN "test-rights"

#include "config.h"

#include "rights-fixture.h"

/* An open room: whoever joins may speak, from then on and until it leaves. */
static void
test_open (void)
{
  RightsFixture fixture;

  rights_set_up (&fixture, HALL_ENTRY_OPEN);
  g_assert_true (rights_is_in (&fixture, CARLA));
  g_assert_true (rights_permits (&fixture, rights_say (&fixture, CARLA, 1500)));
  g_assert_true (rights_may_come (&fixture, ANNA));
  g_assert_false (rights_permits (&fixture, rights_say (&fixture, ANNA, 1500)));
  g_assert_true (rights_permits (&fixture, rights_join (&fixture, ANNA, 2000)));
  /* By a clock that was behind, after joining: she might have joined then. */
  g_assert_true (rights_permits (&fixture, rights_say (&fixture, ANNA, 1900)));
  g_assert_true (rights_permits (&fixture, rights_say (&fixture, ANNA, 2100)));
  rights_add (&fixture, rights_make_state (&fixture, ANNA, 3000, HALL_STATE_LEFT));
  g_assert_true (rights_permits (&fixture, rights_say (&fixture, ANNA, 2900)));
  g_assert_false (rights_permits (&fixture, rights_say (&fixture, ANNA, 3100)));
  g_assert_true (hall_census_is_insider (fixture.census, rights_id (&fixture, ANNA)));
  g_assert_cmpint (hall_census_get_entry (fixture.census), ==, HALL_ENTRY_OPEN);
  rights_tear_down (&fixture);
}

/* The genesis stands first, though its author's clock was ahead. */
static void
test_genesis_first (void)
{
  RightsFixture fixture;

  rights_set_up (&fixture, HALL_ENTRY_OPEN);
  rights_join (&fixture, ANNA, 500);
  g_assert_true (rights_is_in (&fixture, ANNA));
  g_assert_true (rights_permits (&fixture, rights_say (&fixture, CARLA, 400)));
  rights_tear_down (&fixture);
}

static void
test_locked (HallEntry entry)
{
  RightsFixture fixture;

  rights_set_up (&fixture, entry);
  g_assert_false (rights_may_come (&fixture, ANNA));
  g_assert_false (rights_permits (&fixture, rights_join (&fixture, ANNA, 2000)));
  g_assert_false (rights_is_in (&fixture, ANNA));
  g_assert_true (rights_permits (&fixture, rights_admit (&fixture, CARLA, 3000, ANNA)));
  g_assert_true (rights_may_come (&fixture, ANNA));
  g_assert_false (rights_is_in (&fixture, ANNA));
  rights_join (&fixture, ANNA, 4000);
  g_assert_true (rights_is_in (&fixture, ANNA));
  g_assert_false (rights_permits (&fixture, rights_say (&fixture, ANNA, 2500)));
  g_assert_true (rights_permits (&fixture, rights_say (&fixture, ANNA, 3500)));
  g_assert_true (rights_permits (&fixture, rights_say (&fixture, ANNA, 4100)));
  g_assert_cmpint (hall_census_get_joined (fixture.census, rights_id (&fixture, ANNA)), ==, 4000);
  /* Any member admits; who is none does not. */
  g_assert_true (rights_permits (&fixture, rights_admit (&fixture, ANNA, 5000, BEN)));
  g_assert_false (rights_permits (&fixture, rights_admit (&fixture, DORA, 5000, EVE)));
  /* Leaving is no reason to be asked again. */
  rights_add (&fixture, rights_make_state (&fixture, ANNA, 6000, HALL_STATE_LEFT));
  g_assert_true (rights_may_come (&fixture, ANNA));
  rights_join (&fixture, ANNA, 7000);
  g_assert_true (rights_is_in (&fixture, ANNA));
  rights_tear_down (&fixture);
}

static void
test_passphrase (void)
{
  test_locked (HALL_ENTRY_PASSPHRASE);
}

static void
test_invited (void)
{
  RightsFixture fixture;
  HallEventBody body;

  test_locked (HALL_ENTRY_INVITED);
  rights_set_up (&fixture, HALL_ENTRY_INVITED);
  rights_admit (&fixture, CARLA, 2000, ANNA);
  rights_join (&fixture, ANNA, 2100);
  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.moderators_invite = 1;
  rights_add (&fixture, rights_make (&fixture, CARLA, 3000, &body));
  g_assert_true (hall_census_get_moderators_invite (fixture.census));
  g_assert_false (rights_permits (&fixture, rights_admit (&fixture, ANNA, 3100, BEN)));
  g_assert_true (rights_permits (&fixture, rights_admit (&fixture, ANNA, 2900, DORA)));
  rights_appoint (&fixture, CARLA, 4000, ANNA);
  g_assert_true (rights_permits (&fixture, rights_admit (&fixture, ANNA, 4100, BEN)));
  /* A passphrase does not open it. */
  rights_lock (&fixture, CARLA, 5000);
  g_assert_cmpint (hall_census_get_entry (fixture.census), ==, HALL_ENTRY_INVITED);
  g_assert_null (hall_census_get_secret (fixture.census));
  rights_tear_down (&fixture);
}

/* Out, with its admission; in an open room it may come again at once. */
static void
test_kick (void)
{
  RightsFixture fixture;

  rights_set_up (&fixture, HALL_ENTRY_OPEN);
  rights_join (&fixture, ANNA, 2000);
  g_assert_true (rights_permits (&fixture, rights_kick (&fixture, CARLA, 3000, ANNA)));
  g_assert_false (rights_is_in (&fixture, ANNA));
  g_assert_false (rights_permits (&fixture, rights_say (&fixture, ANNA, 3100)));
  g_assert_true (rights_permits (&fixture, rights_say (&fixture, ANNA, 2900)));
  g_assert_true (rights_may_come (&fixture, ANNA));
  rights_join (&fixture, ANNA, 4000);
  g_assert_true (rights_is_in (&fixture, ANNA));
  g_assert_true (rights_permits (&fixture, rights_say (&fixture, ANNA, 4100)));
  g_assert_true (rights_permits (&fixture, rights_say (&fixture, ANNA, 3100)));
  rights_tear_down (&fixture);

  rights_set_up (&fixture, HALL_ENTRY_PASSPHRASE);
  rights_admit (&fixture, CARLA, 1900, ANNA);
  rights_join (&fixture, ANNA, 2000);
  rights_kick (&fixture, CARLA, 3000, ANNA);
  g_assert_false (rights_may_come (&fixture, ANNA));
  g_assert_false (rights_permits (&fixture, rights_join (&fixture, ANNA, 3500)));
  rights_admit (&fixture, CARLA, 4000, ANNA);
  rights_join (&fixture, ANNA, 4100);
  g_assert_true (rights_is_in (&fixture, ANNA));
  rights_tear_down (&fixture);
}

static void
test_ban (void)
{
  RightsFixture fixture;
  g_autoptr (GPtrArray) banned = NULL;

  rights_set_up (&fixture, HALL_ENTRY_OPEN);
  rights_join (&fixture, ANNA, 2000);
  g_assert_true (rights_permits (&fixture, rights_ban (&fixture, CARLA, 3000, ANNA)));
  g_assert_false (rights_is_in (&fixture, ANNA));
  g_assert_false (rights_may_come (&fixture, ANNA));
  g_assert_true (hall_census_is_banned (fixture.census, rights_id (&fixture, ANNA)));
  banned = hall_census_list_banned (fixture.census);
  g_assert_cmpuint (banned->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (banned, 0), ==, rights_id (&fixture, ANNA));
  g_assert_false (rights_permits (&fixture, rights_join (&fixture, ANNA, 3500)));
  /* Nobody admits it until the ban is off. */
  rights_join (&fixture, BEN, 3600);
  g_assert_false (rights_permits (&fixture, rights_admit (&fixture, BEN, 3700, ANNA)));
  g_assert_true (rights_permits (&fixture, rights_unban (&fixture, CARLA, 4000, ANNA)));
  g_assert_false (hall_census_is_banned (fixture.census, rights_id (&fixture, ANNA)));
  g_assert_true (rights_may_come (&fixture, ANNA));
  g_assert_false (rights_is_in (&fixture, ANNA));
  rights_join (&fixture, ANNA, 4500);
  g_assert_true (rights_is_in (&fixture, ANNA));
  /* Somebody can be banned who was never there. */
  rights_ban (&fixture, CARLA, 5000, EVE);
  g_assert_false (rights_may_come (&fixture, EVE));
  g_assert_false (rights_permits (&fixture, rights_join (&fixture, EVE, 5100)));
  rights_tear_down (&fixture);
}

static void
test_ban_until (void)
{
  RightsFixture fixture;

  rights_set_up (&fixture, HALL_ENTRY_OPEN);
  rights_join (&fixture, ANNA, 2000);
  rights_ban_until (&fixture, CARLA, 3000, ANNA, 4000);
  g_assert_true (hall_census_is_banned (fixture.census, rights_id (&fixture, ANNA)));
  g_assert_false (rights_permits (&fixture, rights_join (&fixture, ANNA, 3999)));
  /* It is over by the clock, but to be a member it has to join. */
  g_assert_true (rights_permits (&fixture, rights_join (&fixture, ANNA, 4000)));
  g_assert_true (rights_is_in (&fixture, ANNA));
  g_assert_false (hall_census_is_banned (fixture.census, rights_id (&fixture, ANNA)));
  g_assert_false (rights_permits (&fixture, rights_say (&fixture, ANNA, 3990)));
  rights_tear_down (&fixture);
}

/* The creator is always one, and nobody puts it out; a moderator only the creator does. */
static void
test_moderators (void)
{
  RightsFixture fixture;
  g_autoptr (GPtrArray) moderators = NULL;

  rights_set_up (&fixture, HALL_ENTRY_OPEN);
  rights_join (&fixture, ANNA, 2000);
  rights_join (&fixture, BEN, 2010);
  rights_join (&fixture, DORA, 2020);
  g_assert_false (rights_permits (&fixture, rights_kick (&fixture, ANNA, 2100, DORA)));
  g_assert_false (rights_permits (&fixture, rights_ban (&fixture, ANNA, 2110, DORA)));
  g_assert_false (rights_permits (&fixture, rights_close_room (&fixture, ANNA, 2120, TRUE)));
  g_assert_false (rights_permits (&fixture, rights_appoint (&fixture, ANNA, 2130, ANNA)));
  g_assert_true (rights_is_in (&fixture, DORA));
  g_assert_false (hall_census_get_closed (fixture.census));
  g_assert_true (rights_permits (&fixture, rights_appoint (&fixture, CARLA, 3000, ANNA)));
  g_assert_true (rights_permits (&fixture, rights_appoint (&fixture, CARLA, 3001, BEN)));
  g_assert_true (hall_census_is_moderator (fixture.census, rights_id (&fixture, ANNA)));
  g_assert_true (hall_census_is_moderator (fixture.census, rights_id (&fixture, CARLA)));
  moderators = hall_census_list_moderators (fixture.census);
  g_assert_cmpuint (moderators->len, ==, 3);
  g_assert_false (rights_permits (&fixture, rights_appoint (&fixture, ANNA, 3100, DORA)));
  g_assert_false (rights_permits (&fixture, rights_ban (&fixture, ANNA, 3200, BEN)));
  g_assert_false (rights_permits (&fixture, rights_kick (&fixture, ANNA, 3210, CARLA)));
  g_assert_false (rights_permits (&fixture, rights_ban (&fixture, ANNA, 3220, CARLA)));
  g_assert_true (rights_is_in (&fixture, BEN));
  g_assert_true (rights_is_in (&fixture, CARLA));
  g_assert_true (rights_permits (&fixture, rights_kick (&fixture, ANNA, 3300, DORA)));
  g_assert_true (rights_permits (&fixture, rights_ban (&fixture, CARLA, 3400, BEN)));
  g_assert_false (hall_census_is_moderator (fixture.census, rights_id (&fixture, BEN)));
  g_assert_false (rights_permits (&fixture, rights_kick (&fixture, BEN, 3500, ANNA)));
  /* Who comes back is no moderator any more. */
  rights_unban (&fixture, ANNA, 3600, BEN);
  rights_join (&fixture, BEN, 3700);
  g_assert_true (rights_is_in (&fixture, BEN));
  g_assert_false (rights_permits (&fixture, rights_kick (&fixture, BEN, 3800, DORA)));
  rights_tear_down (&fixture);
}

static void
test_dismissed (void)
{
  RightsFixture fixture;
  HallEventBody body;

  rights_set_up (&fixture, HALL_ENTRY_OPEN);
  rights_join (&fixture, ANNA, 2000);
  rights_join (&fixture, BEN, 2010);
  rights_appoint (&fixture, CARLA, 3000, ANNA);
  hall_event_body_init (&body, HALL_EVENT_ROLE);
  body.person = rights_id (&fixture, ANNA);
  rights_add (&fixture, rights_make (&fixture, CARLA, 4000, &body));
  g_assert_true (rights_permits (&fixture, rights_kick (&fixture, ANNA, 3500, BEN)));
  g_assert_false (rights_permits (&fixture, rights_kick (&fixture, ANNA, 4500, BEN)));
  g_assert_false (hall_census_is_moderator (fixture.census, rights_id (&fixture, ANNA)));
  g_assert_true (rights_is_in (&fixture, ANNA));
  rights_tear_down (&fixture);
}

/* Closed: who was in may come again, who was admitted may come, whom a moderator admits may. */
static void
test_closed (void)
{
  RightsFixture fixture;

  rights_set_up (&fixture, HALL_ENTRY_OPEN);
  rights_join (&fixture, ANNA, 2000);
  rights_join (&fixture, BEN, 2100);
  rights_admit (&fixture, ANNA, 2200, DORA);
  rights_add (&fixture, rights_make_state (&fixture, BEN, 2300, HALL_STATE_LEFT));
  g_assert_true (rights_permits (&fixture, rights_close_room (&fixture, CARLA, 3000, TRUE)));
  g_assert_true (hall_census_get_closed (fixture.census));
  g_assert_true (rights_may_come (&fixture, ANNA));
  g_assert_true (rights_may_come (&fixture, BEN));
  g_assert_true (rights_may_come (&fixture, DORA));
  g_assert_false (rights_may_come (&fixture, EVE));
  g_assert_false (rights_permits (&fixture, rights_join (&fixture, EVE, 3100)));
  g_assert_false (rights_permits (&fixture, rights_admit (&fixture, ANNA, 3200, EVE)));
  g_assert_true (rights_permits (&fixture, rights_admit (&fixture, CARLA, 3300, EVE)));
  g_assert_true (rights_permits (&fixture, rights_join (&fixture, EVE, 3400)));
  /* Who was put out is a newcomer. */
  rights_kick (&fixture, CARLA, 3500, BEN);
  g_assert_false (rights_may_come (&fixture, BEN));
  rights_close_room (&fixture, CARLA, 4000, FALSE);
  g_assert_true (rights_may_come (&fixture, BEN));
  rights_tear_down (&fixture);
}

static void
test_room (void)
{
  RightsFixture fixture;
  HallEventBody body;

  rights_set_up (&fixture, HALL_ENTRY_OPEN);
  g_assert_cmpstr (hall_census_get_name (fixture.census), ==, "Lunch");
  g_assert_null (hall_census_get_topic (fixture.census));
  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.name = "Supper";
  rights_add (&fixture, rights_make (&fixture, CARLA, 3000, &body));
  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.topic = "Noodles";
  rights_add (&fixture, rights_make (&fixture, CARLA, 2000, &body));
  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.name = "Breakfast";
  rights_add (&fixture, rights_make (&fixture, CARLA, 2500, &body));
  g_assert_cmpstr (hall_census_get_name (fixture.census), ==, "Supper");
  g_assert_cmpstr (hall_census_get_topic (fixture.census), ==, "Noodles");
  g_assert_cmpstr (hall_census_get_creator (fixture.census), ==, rights_id (&fixture, CARLA));
  /* An open room gets a lock: those who are in stay in, others have to prove. */
  rights_join (&fixture, ANNA, 4000);
  rights_lock (&fixture, CARLA, 5000);
  g_assert_cmpint (hall_census_get_entry (fixture.census), ==, HALL_ENTRY_PASSPHRASE);
  g_assert_nonnull (hall_census_get_salt (fixture.census));
  g_assert_nonnull (hall_census_get_secret (fixture.census));
  g_assert_true (rights_may_come (&fixture, ANNA));
  g_assert_false (rights_may_come (&fixture, BEN));
  rights_tear_down (&fixture);
}

static void
test_delete (void)
{
  RightsFixture fixture;
  HallEventBody body;
  HallEvent *said, *own, *others, *rule;

  rights_set_up (&fixture, HALL_ENTRY_OPEN);
  rights_join (&fixture, ANNA, 2000);
  rights_join (&fixture, BEN, 2001);
  said = rights_say (&fixture, ANNA, 2100);
  hall_event_body_init (&body, HALL_EVENT_DELETE);
  body.target = said->id;
  own = rights_make (&fixture, ANNA, 2200, &body);
  others = rights_make (&fixture, BEN, 2200, &body);
  rule = rights_make (&fixture, CARLA, 2200, &body);
  g_assert_true (hall_census_permits (fixture.census, own, said));
  g_assert_false (hall_census_permits (fixture.census, own, NULL));
  g_assert_false (hall_census_permits (fixture.census, others, said));
  g_assert_true (hall_census_permits (fixture.census, rule, said));
  g_assert_true (hall_census_permits (fixture.census, rule, NULL));
  /* By the rights at its place, not those of today. */
  rights_appoint (&fixture, CARLA, 2300, BEN);
  g_assert_false (hall_census_permits (fixture.census, others, said));
  g_assert_true (hall_census_permits (fixture.census, rights_make (&fixture, BEN, 2400, &body),
                                      said));
  /* What the room is made of stays. */
  g_assert_false (hall_census_permits (fixture.census, rule, fixture.genesis));
  rights_tear_down (&fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/rights/open", test_open);
  g_test_add_func ("/session/rights/genesis-first", test_genesis_first);
  g_test_add_func ("/session/rights/passphrase", test_passphrase);
  g_test_add_func ("/session/rights/invited", test_invited);
  g_test_add_func ("/session/rights/kick", test_kick);
  g_test_add_func ("/session/rights/ban", test_ban);
  g_test_add_func ("/session/rights/ban-until", test_ban_until);
  g_test_add_func ("/session/rights/moderators", test_moderators);
  g_test_add_func ("/session/rights/dismissed", test_dismissed);
  g_test_add_func ("/session/rights/closed", test_closed);
  g_test_add_func ("/session/rights/room", test_room);
  g_test_add_func ("/session/rights/delete", test_delete);
  return g_test_run ();
}
