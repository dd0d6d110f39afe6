/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-standing-rights.c: a standing room: everybody joins and speaks, and nobody has any other
 * right, least of all the key that anybody can make.
 *
 * CARLA of the fixture is that key.
 */

#define G_LOG_DOMAIN "test-standing-rights"

#include "config.h"

#include "rights-fixture.h"

static void
set_up (RightsFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  HallEventBody body;

  rights_set_up (fixture, HALL_ENTRY_OPEN);
  hall_census_free (fixture->census);
  fixture->census = hall_census_new ();
  hall_event_body_init (&body, HALL_EVENT_GENESIS);
  body.name = "Lobby";
  body.standing = TRUE;
  body.salt = "AAAAAAAAAAAAAAAAAAAAAA";
  hall_event_unref (fixture->genesis);
  fixture->genesis = hall_event_new (fixture->keys[CARLA], NULL, 1, 1, NULL, NULL, &body, &error);
  g_assert_no_error (error);
  hall_census_add (fixture->census, fixture->genesis);
}

static void
test_everybody (void)
{
  RightsFixture fixture;

  set_up (&fixture);
  g_assert_true (rights_permits (&fixture, fixture.genesis));
  for (guint who = ANNA; who <= EVE; who++)
    {
      g_assert_true (rights_may_come (&fixture, who));
      g_assert_true (rights_permits (&fixture, rights_join (&fixture, who, 2000 + who)));
      g_assert_true (rights_is_in (&fixture, who));
      g_assert_true (rights_permits (&fixture, rights_say (&fixture, who, 3000)));
      g_assert_false (hall_census_is_moderator (fixture.census, rights_id (&fixture, who)));
    }
  rights_add (&fixture, rights_make_state (&fixture, ANNA, 4000, HALL_STATE_LEFT));
  g_assert_false (rights_is_in (&fixture, ANNA));
  g_assert_true (rights_may_come (&fixture, ANNA));
  rights_tear_down (&fixture);
}

/* The key says whatever it likes: it is nobody. */
static void
test_key (void)
{
  RightsFixture fixture;
  g_autoptr (GPtrArray) moderators = NULL;
  g_autoptr (GPtrArray) rulers = NULL;

  set_up (&fixture);
  g_assert_false (rights_is_in (&fixture, CARLA));
  g_assert_false (rights_may_come (&fixture, CARLA));
  g_assert_false (rights_permits (&fixture, rights_join (&fixture, CARLA, 1500)));
  g_assert_false (rights_is_in (&fixture, CARLA));
  g_assert_false (rights_permits (&fixture, rights_say (&fixture, CARLA, 1600)));
  g_assert_false (hall_census_is_moderator (fixture.census, rights_id (&fixture, CARLA)));
  moderators = hall_census_list_moderators (fixture.census);
  rulers = hall_census_list_rulers (fixture.census);
  g_assert_cmpuint (moderators->len, ==, 0);
  g_assert_cmpuint (rulers->len, ==, 0);
  rights_tear_down (&fixture);
}

/* Neither the key nor a member: nobody gets a right, is put out or let in, or changes the room. */
static void
test_no_rights (void)
{
  static const guint authors[] = { CARLA, ANNA };
  RightsFixture fixture;

  set_up (&fixture);
  rights_join (&fixture, ANNA, 2000);
  rights_join (&fixture, BEN, 2001);
  for (guint i = 0; i < G_N_ELEMENTS (authors); i++)
    {
      guint author = authors[i];
      gint64 lc = 3000 + 100 * i;
      HallEventBody body;
      HallEvent *target = rights_say (&fixture, BEN, lc);

      g_assert_false (rights_permits (&fixture, rights_appoint (&fixture, author, lc + 1, BEN)));
      g_assert_false (rights_permits (&fixture, rights_admit (&fixture, author, lc + 2, DORA)));
      g_assert_false (rights_permits (&fixture, rights_kick (&fixture, author, lc + 3, BEN)));
      g_assert_false (rights_permits (&fixture, rights_ban (&fixture, author, lc + 4, BEN)));
      g_assert_false (rights_permits (&fixture, rights_unban (&fixture, author, lc + 5, BEN)));
      g_assert_false (rights_permits (&fixture,
                                      rights_close_room (&fixture, author, lc + 6, TRUE)));
      g_assert_false (rights_permits (&fixture, rights_lock (&fixture, author, lc + 7)));
      hall_event_body_init (&body, HALL_EVENT_ROOM);
      body.name = "Mine";
      g_assert_false (rights_permits (&fixture, rights_add (&fixture, rights_make (
                                                                &fixture, author, lc + 8, &body))));
      hall_event_body_init (&body, HALL_EVENT_PIN);
      body.target = target->id;
      g_assert_false (rights_permits (&fixture, rights_make (&fixture, author, lc + 9, &body)));
      hall_event_body_init (&body, HALL_EVENT_DELETE);
      body.target = target->id;
      g_assert_false (hall_census_permits (fixture.census,
                                           rights_make (&fixture, author, lc + 10, &body), target));
    }
  g_assert_true (rights_is_in (&fixture, BEN));
  g_assert_true (rights_may_come (&fixture, DORA));
  g_assert_false (hall_census_is_banned (fixture.census, rights_id (&fixture, BEN)));
  g_assert_false (hall_census_is_moderator (fixture.census, rights_id (&fixture, BEN)));
  g_assert_false (hall_census_get_closed (fixture.census));
  g_assert_cmpstr (hall_census_get_name (fixture.census), ==, "Lobby");
  g_assert_cmpint (hall_census_get_entry (fixture.census), ==, HALL_ENTRY_OPEN);
  rights_tear_down (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/standing-rights/everybody", test_everybody);
  g_test_add_func ("/session/standing-rights/key", test_key);
  g_test_add_func ("/session/standing-rights/no-rights", test_no_rights);

  return g_test_run ();
}
