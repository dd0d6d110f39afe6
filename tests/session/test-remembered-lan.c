/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-remembered-lan.c: how often those are asked who were here before and are not heard, over
 * many minutes of virtual time.
 */

#define G_LOG_DOMAIN "test-remembered-lan"

#include "config.h"

#include "hall-announcer-private.h"

#include "bounds-scene.h"

static guint n_asked;

/* Takes all that is said from the network. */
static void
count_unicast (FakeNode *from,
               FakeNode *to,
               gpointer  datagram,
               guint     way,
               gsize     size,
               gpointer  user_data)
{
  n_asked += way == HALL_WAY_UNICAST;
}

/* @n people were at the address of the second machine, which is off. */
static void
begin_remembering (Lan   *test,
                   guint  n)
{
  HallDirectory *directory;

  begin (test, 2);
  fake_machine_kill (test->machines[1]);
  run_for (test, 60 * S);
  test->lan->air = count_unicast;
  directory = hall_session_get_directory (test->machines[0]->session);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HallKey) key = hall_key_new_generated (NULL);
      HallPerson *person = hall_directory_ensure_person (directory, hall_key_get_id (key));

      hall_person_add_address (person, test->machines[1]->node->address);
      hall_person_set_last_seen (person, i + 1);
      hall_directory_remember_person (directory, person, 0, 0);
    }
  hall_discovery_refresh (test->machines[0]->session->discovery);
  run_for (test, 10 * S);
  n_asked = 0;
}

/* About once a minute each of a few. */
static void
test_few (void)
{
  Lan test;

  begin_remembering (&test, 2);
  run_for (&test, 600 * S);
  g_assert_cmpuint (n_asked, >=, 2 * 8);
  /* The one that is off, too. */
  g_assert_cmpuint (n_asked, <=, 3 * 14);
  end (&test);
}

/* Of many only so many: the LAN is for others, too. */
static void
test_many (void)
{
  Lan test;

  begin_remembering (&test, 200);
  run_for (&test, 600 * S);
  g_assert_cmpuint (n_asked, >=, 8 * 8);
  g_assert_cmpuint (n_asked, <=, 8 * 14);
  end (&test);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/remembered-lan/few", test_few);
  g_test_add_func ("/session/remembered-lan/many", test_many);

  return g_test_run ();
}
