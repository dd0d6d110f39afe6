/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-exchange-pull.c: whom a session asks by itself: who says that it knows more, who is at an
 * address that somebody typed, whom DNS-SD names.
 *
 * Two fixtures have two UDP ports, and do not hear each other: two networks.
 */

#define G_LOG_DOMAIN "test-exchange-pull"

#include "config.h"

#include "hall-limits.h"
#include "hall-stay.h"

#include "raw-peer.h"

static HallExchange *
get_exchange (TestPeer *peer)
{
  return hall_discovery_get_exchange (peer->session->discovery);
}

static guint16
get_tcp_port (TestPeer *peer)
{
  return hall_network_get_tcp_port (hall_session_get_network (peer->session));
}

/* Says that it knows @count, and can be dialled at @port. */
static void
say_hello (RawPeer        *eve,
           SessionFixture *fixture,
           guint64         seq,
           guint           count,
           guint16         port)
{
  HallDatagram *hello = hall_datagram_new (HALL_DATAGRAM_HELLO);

  hello->boot = 1;
  hello->seq = seq;
  hello->name = g_strdup ("Eve");
  hello->tcp_port = port;
  hello->ttl_ms = HALL_TTL_MIN_MS;
  hello->version_min = hello->version_max = 1;
  hello->known_count = count;
  hello->known_digest = g_strdup ("AAECAwQFBgc");
  raw_peer_datagram (eve, fixture, hello);
}

/* Who knows more is asked, and only who does. */
static void
test_knows_more (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *eve = raw_peer_new (NULL);
  RawPeer *listener = raw_peer_new (eve->identity);
  guint16 port = raw_peer_listen (listener);
  HallPacket *question;

  say_hello (eve, fixture, 1, 1, port);
  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_DATAGRAM_ACCEPTED) > 0);
  test_run_for (2 * HALL_PULL_DELAY_NEW_MS);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_EXCHANGE_DIALED), ==, 0);

  say_hello (eve, fixture, 2, 100, port);
  TEST_WAIT_UNTIL ((question = raw_peer_find (listener, HALL_PACKET_DIRECTORY)) != NULL);
  g_assert_true (question->question);
  g_assert_false (question->stay);
  /* Herself, and Eve. */
  g_assert_cmpuint (g_strv_length (question->have), ==, 2);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_EXCHANGE_DIALED), ==, 1);

  /* It brings nothing; then there is no need to ask again for the same. */
  raw_peer_send (listener, hall_packet_new (HALL_PACKET_DIRECTORY));
  TEST_WAIT_UNTIL (listener->closed);
  say_hello (eve, fixture, 3, 100, port);
  test_run_for (3 * HALL_EXCHANGE_AGAIN_MS / 2);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_EXCHANGE_DIALED), ==, 1);

  /* On another network it may have something. */
  hall_exchange_refresh (get_exchange (anna));
  say_hello (eve, fixture, 4, 100, port);
  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_EXCHANGE_DIALED) == 2);

  raw_peer_free (eve);
  raw_peer_free (listener);
  session_fixture_free (fixture);
}

/* Who knows more, and cannot be dialled, is not dialled for ever. */
static void
test_unreachable (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *eve = raw_peer_new (NULL);
  RawPeer *listener = raw_peer_new (eve->identity);
  guint16 port = raw_peer_listen (listener);

  raw_peer_free (listener);
  say_hello (eve, fixture, 1, 100, port);
  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_EXCHANGE_DIALED) == 1);
  test_run_for (HALL_EXCHANGE_AGAIN_MS + 2 * HALL_PULL_DELAY_NEW_MS);
  say_hello (eve, fixture, 2, 100, port);
  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_DATAGRAM_ACCEPTED) > 1);
  test_run_for (2 * HALL_PULL_DELAY_NEW_MS);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_EXCHANGE_DIALED), ==, 1);
  raw_peer_free (eve);
  session_fixture_free (fixture);
}

static void
test_invisible (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *eve = raw_peer_new (NULL);
  RawPeer *listener = raw_peer_new (eve->identity);
  guint16 port = raw_peer_listen (listener);

  hall_session_set_presence (anna->session, HALL_PRESENCE_INVISIBLE);
  TEST_WAIT_UNTIL (hall_transport_get_muted (hall_session_get_context (anna->session)->transport));
  say_hello (eve, fixture, 1, 100, port);
  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_DATAGRAM_ACCEPTED) > 0);
  test_run_for (2 * HALL_PULL_DELAY_NEW_MS);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_EXCHANGE_DIALED), ==, 0);
  raw_peer_free (eve);
  raw_peer_free (listener);
  session_fixture_free (fixture);
}

/* Anna types where Carl is, in another network: then all in both know one another, and can talk. */
static void
test_two_networks (void)
{
  SessionFixture *here = session_fixture_new ();
  SessionFixture *there = session_fixture_new ();
  TestPeer *anna = session_fixture_start (here, "Anna");
  TestPeer *ben = session_fixture_start (here, "Ben");
  TestPeer *carl = session_fixture_start (there, "Carl");
  TestPeer *dora = session_fixture_start (there, "Dora");
  g_autoptr (HallStay) stay = NULL;
  HallRoom *room;

  TEST_WAIT_UNTIL (test_peer_sees (anna, ben) && test_peer_sees (ben, anna));
  TEST_WAIT_UNTIL (test_peer_sees (carl, dora) && test_peer_sees (dora, carl));
  g_assert_false (test_peer_sees (anna, carl));

  stay = hall_exchange_stay (get_exchange (anna), "127.0.0.1", get_tcp_port (carl));
  TEST_WAIT_UNTIL (hall_stay_get_state (stay) == HALL_REACH_CONNECTED);
  g_assert_cmpstr (hall_stay_get_peer_id (stay), ==, test_peer_get_id (carl));
  TEST_WAIT_UNTIL (test_peer_sees (anna, carl) && test_peer_sees (anna, dora));
  TEST_WAIT_UNTIL (test_peer_sees (carl, anna) && test_peer_sees (carl, ben));
  /* The others hear from their own that there is more to know. */
  TEST_WAIT_UNTIL (test_peer_sees (ben, carl) && test_peer_sees (ben, dora));
  TEST_WAIT_UNTIL (test_peer_sees (dora, anna) && test_peer_sees (dora, ben));

  room = test_peer_create_room (carl, "Lunch");
  test_peer_join (ben, hall_room_get_id (room));
  TEST_WAIT_UNTIL (test_peer_count_members (carl, hall_room_get_id (room)) == 2);

  /* A goodbye crosses, too. */
  test_peer_stop (dora);
  dora = NULL;
  TEST_WAIT_UNTIL (hall_directory_count_people_online (
                     hall_session_get_context (anna->session)->directory) == 2);
  hall_stay_close (stay);
  session_fixture_free (here);
  session_fixture_free (there);
}

/* Nobody there, then somebody, who goes and comes back; and ourselves. */
static void
test_stay (void)
{
  SessionFixture *here = session_fixture_new ();
  SessionFixture *there = session_fixture_new ();
  TestPeer *anna = session_fixture_start (here, "Anna");
  RawPeer *eve = raw_peer_new (NULL);
  guint16 port = raw_peer_listen (eve);
  g_autoptr (HallStay) nowhere = NULL;
  g_autoptr (HallStay) self = NULL;
  g_autoptr (HallStay) stay = NULL;

  self = hall_exchange_stay (get_exchange (anna), "127.0.0.1", get_tcp_port (anna));
  TEST_WAIT_UNTIL (hall_stay_get_state (self) == HALL_REACH_FAILED);
  g_assert_cmpstr (hall_stay_get_problem (self), ==, "That is this computer.");
  hall_stay_close (self);

  stay = hall_exchange_stay (get_exchange (anna), "127.0.0.1", port);
  g_assert_cmpint (hall_stay_get_state (stay), ==, HALL_REACH_CONNECTING);
  TEST_WAIT_UNTIL (raw_peer_find (eve, HALL_PACKET_DIRECTORY) != NULL);
  g_assert_true (raw_peer_find (eve, HALL_PACKET_DIRECTORY)->stay);
  raw_peer_send (eve, hall_packet_new (HALL_PACKET_DIRECTORY));
  TEST_WAIT_UNTIL (hall_stay_get_state (stay) == HALL_REACH_CONNECTED);
  g_assert_null (hall_stay_get_problem (stay));
  raw_peer_free (eve);
  TEST_WAIT_UNTIL (hall_stay_get_state (stay) == HALL_REACH_FAILED);
  g_assert_nonnull (hall_stay_get_problem (stay));

  nowhere = hall_exchange_stay (get_exchange (anna), "127.0.0.1", port);
  TEST_WAIT_UNTIL (hall_stay_get_state (nowhere) == HALL_REACH_FAILED);

  /* One that outlives the session, and one that is let go of without a word. */
  g_clear_object (&nowhere);
  test_peer_stop (anna);
  hall_stay_nudge (stay);
  session_fixture_free (here);
  session_fixture_free (there);
}

/* Somebody in the other network, whom DNS-SD names; whoever else answers is told nothing. */
static void
test_hint (void)
{
  SessionFixture *here = session_fixture_new ();
  SessionFixture *there = session_fixture_new ();
  TestPeer *anna = session_fixture_start (here, "Anna");
  TestPeer *carl = session_fixture_start (there, "Carl");
  TestPeer *dora = session_fixture_start (there, "Dora");

  TEST_WAIT_UNTIL (hall_announcer_is_running (anna->session->announcer));
  hall_exchange_hint (get_exchange (anna), test_peer_get_id (carl), "127.0.0.1",
                      get_tcp_port (dora));
  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_LINK_WRONG_KEY) == 1);
  g_assert_false (test_peer_sees (anna, dora));
  hall_exchange_hint (get_exchange (anna), test_peer_get_id (dora), "127.0.0.1",
                      get_tcp_port (dora));
  TEST_WAIT_UNTIL (test_peer_sees (anna, dora) && test_peer_sees (dora, anna));
  /* Known now: no need to ask. */
  hall_exchange_hint (get_exchange (anna), test_peer_get_id (dora), "127.0.0.1",
                      get_tcp_port (dora));
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_EXCHANGE_DIALED), ==, 2);
  session_fixture_free (here);
  session_fixture_free (there);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/exchange-pull/knows-more", test_knows_more);
  g_test_add_func ("/session/exchange-pull/unreachable", test_unreachable);
  g_test_add_func ("/session/exchange-pull/invisible", test_invisible);
  g_test_add_func ("/session/exchange-pull/two-networks", test_two_networks);
  g_test_add_func ("/session/exchange-pull/stay", test_stay);
  g_test_add_func ("/session/exchange-pull/hint", test_hint);

  return g_test_run ();
}
