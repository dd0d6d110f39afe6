/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-blocked.c: nothing of somebody who was blocked waits to be read.
 */

#define G_LOG_DOMAIN "test-blocked"

#include "config.h"

#include "hall-session-people.h"

#include "session-fixture.h"

static guint
get_unread (TestPeer   *peer,
            const char *id)
{
  return hall_room_get_unread (test_peer_find_room (peer, id));
}

/* Of a room what others say is still news, before and after, and after the next start. */
static void
test_room (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *carl = session_fixture_start (fixture, "Carl");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));

  test_peer_join (ben, id);
  test_peer_join (carl, id);
  TEST_WAIT_UNTIL (test_peer_count_members (anna, id) == 3
                   && test_peer_count_unsent (ben, id) == 0
                   && test_peer_count_unsent (carl, id) == 0);
  test_peer_send (ben, id, "one");
  test_peer_send (carl, id, "two");
  TEST_WAIT_UNTIL (get_unread (anna, id) == 2);
  hall_session_set_blocked (anna->session, test_peer_find_person (anna, ben), TRUE);
  TEST_WAIT_UNTIL (get_unread (anna, id) == 1);
  test_peer_send (ben, id, "three");
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  test_peer_send (carl, id, "four");
  TEST_WAIT_UNTIL (test_peer_count_unsent (carl, id) == 0 && get_unread (anna, id) >= 2);
  g_assert_cmpuint (get_unread (anna, id), ==, 2);
  test_peer_stop (anna);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  g_assert_cmpuint (get_unread (anna, id), ==, 2);
  session_fixture_free (fixture);
}

static gboolean
waits (HallRoom  **room,
       HallPerson *person,
       guint       unread)
{
  *room = hall_person_get_conversation (person);
  return *room != NULL && hall_room_get_unread (*room) == unread;
}

/* What was there before in private is not new any more either. */
static void
test_private (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  HallRoom *room;
  g_autoptr (GError) error = NULL;

  TEST_WAIT_UNTIL (test_peer_sees (anna, ben) && test_peer_sees (ben, anna));
  room = hall_session_get_direct (ben->session, test_peer_find_person (ben, anna));
  hall_session_send (ben->session, room, "between us", &error);
  g_assert_no_error (error);
  TEST_WAIT_UNTIL (waits (&room, test_peer_find_person (anna, ben), 1));
  hall_session_set_blocked (anna->session, test_peer_find_person (anna, ben), TRUE);
  TEST_WAIT_UNTIL (hall_room_get_unread (room) == 0);
  test_peer_stop (anna);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (waits (&room, test_peer_find_person (anna, ben), 0));
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/blocked/room", test_room);
  g_test_add_func ("/session/blocked/private", test_private);
  return g_test_run ();
}
