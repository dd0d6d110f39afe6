/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-reach.c: can others dial us? Who asks is dialled, and nobody else.
 */

#define G_LOG_DOMAIN "test-reach"

#include "config.h"

#include "hall-limits.h"

#include "raw-peer.h"

/* Over a link of its own: (transfer none). */
static const HallPacket *
ask (RawPeer  *eve,
     TestPeer *anna,
     guint16   port)
{
  HallPacket *question = hall_packet_new (HALL_PACKET_REACH);

  raw_peer_dial (eve, anna, HALL_PURPOSE_DIRECTORY);
  question->question = TRUE;
  question->tcp_port = port;
  raw_peer_send (eve, question);
  TEST_WAIT_UNTIL (raw_peer_find (eve, HALL_PACKET_REACH) != NULL);
  return raw_peer_find (eve, HALL_PACKET_REACH);
}

static void
test_answered (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *eve = raw_peer_new (NULL);
  RawPeer *listener = raw_peer_new (eve->identity);
  guint16 port = raw_peer_listen (listener);

  g_assert_true (ask (eve, anna, port)->ok);
  g_assert_true (listener->ready);

  /* Nobody is dialled twice in ten seconds, whoever asks. */
  raw_peer_free (eve);
  eve = raw_peer_new (NULL);
  g_assert_false (ask (eve, anna, port)->ok);
  g_assert_cmpstr (raw_peer_find (eve, HALL_PACKET_REACH)->code, ==, "rate");
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_REACH_RATE), ==, 1);

  raw_peer_free (eve);
  raw_peer_free (listener);
  session_fixture_free (fixture);
}

/* Somebody else answers there: that is no answer of who asks. */
static void
test_other_key (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  RawPeer *eve = raw_peer_new (NULL);
  guint16 port = hall_network_get_tcp_port (hall_session_get_network (ben->session));
  const HallPacket *answer = ask (eve, anna, port);

  g_assert_false (answer->ok);
  g_assert_cmpstr (answer->code, ==, "key");
  raw_peer_free (eve);
  session_fixture_free (fixture);
}

static void
test_nothing_there (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *eve = raw_peer_new (NULL);
  RawPeer *listener = raw_peer_new (NULL);
  guint16 port = raw_peer_listen (listener);
  const HallPacket *answer;

  raw_peer_free (listener);
  answer = ask (eve, anna, port);
  g_assert_false (answer->ok);
  g_assert_cmpstr (answer->code, ==, "refused");
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
  g_assert_cmpstr (ask (eve, anna, port)->code, ==, "rate");
  g_assert_false (listener->ready);
  raw_peer_free (eve);
  raw_peer_free (listener);
  session_fixture_free (fixture);
}

typedef struct
{
  gboolean done;
  HallReachOutcome outcome;
  char *why;
  HallPerson *person;
} Outcome;

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Outcome *outcome = user_data;
  g_autoptr (GError) error = NULL;

  outcome->outcome = hall_reach_ask_finish (HALL_REACH (source), result, &outcome->why,
                                            &outcome->person, &error);
  g_assert_no_error (error);
  outcome->done = TRUE;
}

static void
outcome_clear (Outcome *outcome)
{
  g_free (outcome->why);
  g_clear_object (&outcome->person);
  *outcome = (Outcome) { 0, };
}

static void
test_asked (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  HallReach *reach = hall_discovery_get_reach (anna->session->discovery);
  Outcome outcome = { 0, };
  TestPeer *ben;

  hall_reach_ask_async (reach, NULL, asked_cb, &outcome);
  TEST_WAIT_UNTIL (outcome.done);
  g_assert_cmpint (outcome.outcome, ==, HALL_REACH_NOBODY);
  g_assert_null (outcome.person);
  outcome_clear (&outcome);

  ben = session_fixture_start (fixture, "Ben");
  TEST_WAIT_UNTIL (test_peer_sees (anna, ben));
  hall_reach_ask_async (reach, NULL, asked_cb, &outcome);
  TEST_WAIT_UNTIL (outcome.done);
  g_assert_cmpint (outcome.outcome, ==, HALL_REACH_YES);
  g_assert_true (outcome.person == test_peer_find_person (anna, ben));
  outcome_clear (&outcome);

  /* Ben has just tried, and does not again so soon: nobody knows. */
  hall_reach_ask_async (reach, NULL, asked_cb, &outcome);
  TEST_WAIT_UNTIL (outcome.done);
  g_assert_cmpint (outcome.outcome, ==, HALL_REACH_NOBODY);
  outcome_clear (&outcome);
  session_fixture_free (fixture);
}

/* The session ends while it asks. */
static void
test_stopped (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  Outcome outcome = { 0, };

  TEST_WAIT_UNTIL (test_peer_sees (anna, ben));
  hall_reach_ask_async (hall_discovery_get_reach (anna->session->discovery), NULL, asked_cb,
                        &outcome);
  test_peer_kill (anna);
  TEST_WAIT_UNTIL (outcome.done);
  g_assert_cmpint (outcome.outcome, ==, HALL_REACH_NOBODY);
  outcome_clear (&outcome);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/reach/answered", test_answered);
  g_test_add_func ("/session/reach/other-key", test_other_key);
  g_test_add_func ("/session/reach/nothing-there", test_nothing_there);
  g_test_add_func ("/session/reach/invisible", test_invisible);
  g_test_add_func ("/session/reach/asked", test_asked);
  g_test_add_func ("/session/reach/stopped", test_stopped);

  return g_test_run ();
}
