/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-two-hosts.c: one room announced by two: nobody is drawn away from a live host by a datagram,
 * and nobody is kept from hosting by one.
 */

#define G_LOG_DOMAIN "test-two-hosts"

#include "config.h"

#include "hall-conversation-private.h"
#include "hall-limits.h"

#include "raw-peer.h"

/* Mallory says that it hosts Anna's room, better than she does, where nobody answers. */
static void
announce (SessionFixture *fixture,
          RawPeer        *mallory,
          const char     *room_id,
          guint16         tcp_port)
{
  HallDatagram *room = hall_datagram_new (HALL_DATAGRAM_ROOM);

  room->room = g_strdup (room_id);
  room->name = g_strdup ("Lunch");
  room->members = 100;
  room->epoch = 50;
  room->lock = g_strdup ("open");
  room->creator = g_strdup (raw_peer_get_id (mallory));
  room->tcp_port = tcp_port;
  raw_peer_datagram (mallory, fixture, room);
}

static void
test_no_flapping (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  RawPeer *mallory = raw_peer_new (NULL);
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  guint16 port = raw_peer_listen (mallory);
  HallRoom *room;

  room = test_peer_join (ben, id);
  for (guint i = 0; i < 20; i++)
    {
      announce (fixture, mallory, id, port);
      test_run_for (100);
    }
  test_peer_send (ben, id, "still here");
  TEST_WAIT_UNTIL (ben->messages->len > 0 && test_peer_count_unsent (ben, id) == 0);
  g_assert_cmpint (test_peer_get_membership (anna, id), ==, HALL_MEMBERSHIP_HOSTING);
  g_assert_cmpint (test_peer_get_membership (ben, id), ==, HALL_MEMBERSHIP_LIVE);
  g_assert_true (hall_room_get_host (room) == test_peer_find_person (ben, anna));
  g_assert_cmpuint (test_peer_count_members (anna, id), ==, 2);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_JOIN_ACCEPTED), ==, 1);
  g_assert_cmpuint (test_peer_get_counter (ben, HALL_COUNTER_LINK_DIALED), ==, 1);
  /* Anna, who hosts, may have asked who that is; no more. */
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_LINK_DIALED), <=, 1);
  g_assert_true (raw_peer_find (mallory, HALL_PACKET_JOIN) == NULL
                 || raw_peer_find (mallory, HALL_PACKET_JOIN)->compare);
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

/* Who hosted a room hosts it again, although somebody who can't be joined says to host it. */
static void
test_false_host (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *mallory = raw_peer_new (NULL);
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));

  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, id) == 0);
  test_peer_stop (anna);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  for (guint i = 0; test_peer_get_membership (anna, id) != HALL_MEMBERSHIP_HOSTING; i++)
    {
      g_assert_cmpuint (i, <, 120);
      announce (fixture, mallory, id, 1);   /* nobody listens there */
      test_run_for (250);
    }
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_LINK_DIALED), >=, 3);
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

/* A host that comes back while another hosts its room joins that one. */
static void
test_host_returns (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autoptr (GAsyncResult) result = NULL;

  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  test_peer_kill (anna);
  TEST_WAIT_UNTIL (test_peer_get_membership (ben, id) == HALL_MEMBERSHIP_WAITING);
  hall_session_reopen_room_async (ben->session, test_peer_find_room (ben, id), NULL,
                                  test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (hall_session_reopen_room_finish (ben->session, result, NULL));
  g_clear_object (&result);

  test_peer_start (anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, id) == HALL_MEMBERSHIP_LIVE);
  test_run_for (3000);
  g_assert_cmpint (test_peer_get_membership (anna, id), ==, HALL_MEMBERSHIP_LIVE);
  g_assert_cmpint (test_peer_get_membership (ben, id), ==, HALL_MEMBERSHIP_HOSTING);
  g_assert_cmpuint (test_peer_count_members (ben, id), ==, 2);
  session_fixture_free (fixture);
}

static gboolean
welcomes (RawPeer   *mallory,
          HallEvent *genesis)
{
  HallPacket *join = raw_peer_find (mallory, HALL_PACKET_JOIN);
  HallPacket *welcome;

  if (join == NULL || join->compare)
    return FALSE;
  welcome = hall_packet_new (HALL_PACKET_WELCOME);
  welcome->room = g_strdup (genesis->id);
  welcome->genesis = hall_event_ref (genesis);
  welcome->members = 2;
  welcome->now_ms = g_get_real_time () / 1000;
  raw_peer_send (mallory, welcome);
  return TRUE;
}

/* She is in a room of somebody whom she does not know, and was told nothing of it, when her program
 * dies: it is still for her to bring the room back, since nobody else may. */
static void
test_unproved_host (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *mallory = raw_peer_new (NULL);
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  g_autofree char *id = g_strdup (hall_room_get_id (room));
  g_autoptr (HallEvent) genesis = NULL;
  guint16 port = raw_peer_listen (mallory);

  genesis = hall_event_ref (hall_session_get_conversation (anna->session, room)->genesis);
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, id) == 0);
  test_peer_stop (anna);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL ((announce (fixture, mallory, id, port), welcomes (mallory, genesis)));
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, id) == HALL_MEMBERSHIP_LIVE);
  test_peer_kill (anna);
  raw_peer_free (mallory);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, id) == HALL_MEMBERSHIP_HOSTING);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/two-hosts/no-flapping", test_no_flapping);
  g_test_add_func ("/session/two-hosts/false-host", test_false_host);
  g_test_add_func ("/session/two-hosts/unproved-host", test_unproved_host);
  g_test_add_func ("/session/two-hosts/host-returns", test_host_returns);
  return g_test_run ();
}
