/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-heal.c: one room has two hosts, as after a cut network: they become one, nothing is lost,
 * and nobody takes a room away by saying so.
 */

#define G_LOG_DOMAIN "test-heal"

#include "config.h"

#include <string.h>

#include "hall-conversation-private.h"
#include "hall-limits.h"

#include "band.h"

/* What a host announces, told to the other network. */
static void
carry (TestPeer       *host,
       const char     *id,
       SessionFixture *to)
{
  HallContext *context = hall_session_get_context (host->session);
  HallDatagram *room = hall_conversation_make_announcement (band_get_conversation (host, id));
  RawPeer *voice;

  if (room == NULL)
    return;
  voice = raw_peer_new (context->identity);
  room->tcp_port = hall_network_get_tcp_port (hall_session_get_network (host->session));
  raw_peer_datagram (voice, to, room);
  raw_peer_free (voice);
}

static void
reopen (TestPeer   *peer,
        const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;

  hall_session_reopen_room_async (peer->session, test_peer_find_room (peer, id), NULL,
                                  test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (hall_session_reopen_room_finish (peer->session, result, NULL));
}

typedef struct
{
  Band band;
  SessionFixture *other;   /* the network of the last peers */
  TestPeer *first;         /* who hosts here */
  TestPeer *second;        /* who hosts there */
} Split;

/* The last @n_there of the band are on a network of their own, and host the room as well. */
static void
split_open (Split *split,
            guint  n_peers,
            guint  n_there)
{
  Band *band = &split->band;
  guint n_here = n_peers - n_there;

  band_gather (band, n_peers);
  band_speak (band, "before");
  band_check_same (band);
  split->other = session_fixture_new ();
  for (guint i = 0; i < n_peers; i++)
    test_peer_stop (band->peers[i]);
  for (guint i = 0; i < n_peers; i++)
    {
      if (i >= n_here)
        band->peers[i]->fixture = split->other;
      test_peer_start (band->peers[i], HALL_SESSION_ACTIVE);
      if (i == 0 || i == n_here)
        reopen (band->peers[i], band->id);
      else
        TEST_WAIT_UNTIL (test_peer_get_membership (band->peers[i], band->id)
                         == HALL_MEMBERSHIP_LIVE);
    }
  split->first = band->peers[0];
  split->second = band->peers[n_here];
  band_speak (band, "apart");
  for (guint i = 0; i < n_peers; i++)
    TEST_WAIT_UNTIL (test_peer_count_unsent (band->peers[i], band->id) == 0);
  g_assert_true (band_is_hosting (split->first, band->id));
  g_assert_true (band_is_hosting (split->second, band->id));
}

static void
split_close (Split *split)
{
  band_free (&split->band);
  session_fixture_free (split->other);
}

/* Both networks hear each other; the announcements come again until it is over. */
static TestPeer *
split_heal (Split    *split,
            gboolean  both)
{
  gint64 deadline = test_begin_waiting ();
  TestPeer *host;

  while ((host = band_find_host (&split->band)) == NULL)
    {
      if (band_is_hosting (split->first, split->band.id))
        carry (split->first, split->band.id, split->other);
      if (both && band_is_hosting (split->second, split->band.id))
        carry (split->second, split->band.id, split->band.fixture);
      test_run_for (100);
      test_wait_a_turn (deadline, "one host");
    }
  return host;
}

static void
check_healed (Split    *split,
              TestPeer *host)
{
  Band *band = &split->band;

  TEST_WAIT_UNTIL (test_peer_count_members (host, band->id) == band->n_peers);
  band_speak (band, "together");
  band_check_same (band);
  for (guint i = 0; i < band->n_peers; i++)
    {
      band_check_heard (band, band->peers[i], "before");
      band_check_heard (band, band->peers[i], "apart");
      band_check_heard (band, band->peers[i], "together");
      g_assert_cmpuint (band_get_epoch (band->peers[i], band->id), <=,
                        band_get_epoch (host, band->id));
    }
}

/* More members win, whoever dials. */
static void
check_majority (guint    n_there,
                gboolean both)
{
  Split split = { 0 };
  TestPeer *winner;

  split_open (&split, 5, n_there);
  winner = n_there > 2 ? split.second : split.first;
  g_assert_true (split_heal (&split, both) == winner);
  check_healed (&split, winner);
  split_close (&split);
}

static void
test_asked_wins (void)
{
  check_majority (2, FALSE);
}

static void
test_asked_yields (void)
{
  check_majority (3, FALSE);
}

static void
test_both_ask (void)
{
  check_majority (3, TRUE);
}

/* As many here as there: the epoch, then the key decides, and both come to the same. */
static void
test_equal (void)
{
  Split split = { 0 };

  split_open (&split, 4, 2);
  check_healed (&split, split_heal (&split, TRUE));
  split_close (&split);
}

static TestPeer *
start_there (Split          *split,
             SessionFixture *network,
             const char     *name)
{
  TestPeer *peer = session_fixture_start (network, name);
  Band *band = &split->band;

  band->peers[band->n_peers++] = peer;
  test_peer_join (peer, band->id);
  TEST_WAIT_UNTIL (test_peer_count_unsent (peer, band->id) == 0);
  return peer;
}

/* Each half has a newcomer, to whom it leaves the room: the two have never heard of each other. */
static void
test_unknown (void)
{
  Split split = { 0 };
  Band *band = &split.band;
  TestPeer *anna, *ben, *carl, *dora;

  split_open (&split, 2, 1);
  anna = split.first;
  ben = split.second;
  carl = start_there (&split, band->fixture, "Carl");
  dora = start_there (&split, split.other, "Dora");
  test_peer_stop (anna);
  test_peer_stop (ben);
  TEST_WAIT_UNTIL (band_is_hosting (carl, band->id) && band_is_hosting (dora, band->id));
  test_peer_send (carl, band->id, "apart Carl");
  test_peer_send (dora, band->id, "apart Dora");
  g_assert_false (hall_census_contains (band_get_conversation (carl, band->id)->census,
                                        test_peer_get_id (dora)));
  g_assert_false (hall_census_contains (band_get_conversation (dora, band->id)->census,
                                        test_peer_get_id (carl)));
  split.first = carl;
  split.second = dora;
  TEST_WAIT_UNTIL (band_is_hosting (carl, band->id) && band_is_hosting (dora, band->id));
  TEST_WAIT_UNTIL (test_peer_count_members (split_heal (&split, TRUE), band->id) == 2);
  band_check_same (band);
  for (guint i = 0; i < band->n_peers; i++)
    band_check_heard (band, band->peers[i], "apart");
  split_close (&split);
}

static HallPacket *
make_yield_join (const char *id,
                 guint64     epoch,
                 guint       members)
{
  HallPacket *join = band_make_join (id);

  join->yield = TRUE;
  join->epoch = epoch;
  join->members = members;
  return join;
}

/* Anna hosts for Ben; Mallory is or is not of the room, and not connected. */
static void
gather_with_rival (Band    *band,
                   RawPeer *mallory)
{
  band_gather (band, 2);
  band_join_raw (mallory, band->peers[0], band->id, 0, 0);
  hall_link_abort (mallory->link);
  g_clear_object (&mallory->link);
  TEST_WAIT_UNTIL (test_peer_count_members (band->peers[0], band->id) == 2);
}

/* Somebody who does not belong to the room: nothing yields to it. */
static void
test_stranger (void)
{
  Band band = { 0 };
  RawPeer *mallory = raw_peer_new (NULL);

  band_gather (&band, 2);
  raw_peer_dial (mallory, band.peers[0], HALL_PURPOSE_ROOM);
  raw_peer_send (mallory, make_yield_join (band.id, 0, 500));
  TEST_WAIT_UNTIL (raw_peer_find (mallory, HALL_PACKET_WELCOME) != NULL);
  g_assert_null (raw_peer_find (mallory, HALL_PACKET_YIELD));
  g_assert_cmpuint (test_peer_get_counter (band.peers[0], HALL_COUNTER_YIELD_REFUSED), ==, 1);
  g_assert_true (band_find_host (&band) == band.peers[0]);
  band_speak (&band, "still here");
  TEST_WAIT_UNTIL (test_peer_count_unsent (band.peers[1], band.id) == 0);
  raw_peer_free (mallory);
  band_free (&band);
}

/* Somebody of the room claims 500 members and an epoch without end: it is offered the room, and
 * does not take it, or takes it wrongly. */
static void
test_liar (void)
{
  Band band = { 0 };
  RawPeer *mallory = raw_peer_new (NULL);
  RawPeer *again;
  HallPacket *welcome;

  gather_with_rival (&band, mallory);
  again = raw_peer_new (mallory->identity);
  raw_peer_dial (again, band.peers[0], HALL_PURPOSE_ROOM);
  raw_peer_send (again, make_yield_join (band.id, HALL_NUMBER_MAX, G_MAXUINT16));
  TEST_WAIT_UNTIL (raw_peer_find (again, HALL_PACKET_YIELD) != NULL);
  g_assert_cmpuint (raw_peer_find (again, HALL_PACKET_YIELD)->members, ==, 2);
  TEST_WAIT_UNTIL (again->closed);   /* no welcome in time */
  g_assert_true (band_find_host (&band) == band.peers[0]);
  raw_peer_free (again);

  again = raw_peer_new (mallory->identity);
  raw_peer_dial (again, band.peers[0], HALL_PURPOSE_ROOM);
  raw_peer_send (again, make_yield_join (band.id, HALL_NUMBER_MAX, G_MAXUINT16));
  TEST_WAIT_UNTIL (raw_peer_find (again, HALL_PACKET_YIELD) != NULL);
  welcome = hall_packet_new (HALL_PACKET_WELCOME);
  welcome->genesis = hall_event_new_genesis (raw_peer_get_key (again), 1000, 1000, "Trap", NULL,
                                             HALL_HISTORY_ALL, NULL);
  welcome->room = g_strdup (welcome->genesis->id);
  welcome->members = 1;
  raw_peer_send (again, welcome);
  TEST_WAIT_UNTIL (again->closed);
  g_assert_cmpuint (test_peer_get_counter (band.peers[0], HALL_COUNTER_YIELD_REFUSED), >=, 1);
  g_assert_true (band_find_host (&band) == band.peers[0]);
  g_assert_cmpuint (band_get_epoch (band.peers[0], band.id), <, HALL_EPOCH_JUMP_MAX);
  raw_peer_free (again);
  raw_peer_free (mallory);
  band_free (&band);
}

/* An epoch that leaps is not taken over, and nothing is refused for it. */
static void
test_epoch_leaps (void)
{
  Band band = { 0 };
  RawPeer *mallory = raw_peer_new (NULL);
  RawPeer *again;

  gather_with_rival (&band, mallory);
  again = raw_peer_new (mallory->identity);
  raw_peer_dial (again, band.peers[0], HALL_PURPOSE_ROOM);
  raw_peer_send (again, make_yield_join (band.id, HALL_NUMBER_MAX, 1));
  TEST_WAIT_UNTIL (raw_peer_find (again, HALL_PACKET_WELCOME) != NULL);
  g_assert_cmpuint (test_peer_get_counter (band.peers[0], HALL_COUNTER_EPOCH_JUMP), ==, 1);
  g_assert_cmpuint (raw_peer_find (again, HALL_PACKET_WELCOME)->epoch, ==, 1);
  g_assert_true (band_find_host (&band) == band.peers[0]);
  raw_peer_free (again);
  raw_peer_free (mallory);
  band_free (&band);
}

static void
announce_rival (Band    *band,
                RawPeer *rival,
                guint16  port)
{
  HallDatagram *room = hall_datagram_new (HALL_DATAGRAM_ROOM);

  room->room = g_strdup (band->id);
  room->name = g_strdup ("Lunch");
  room->members = 1;
  room->lock = g_strdup ("open");
  room->creator = g_strdup (test_peer_get_id (band->peers[0]));
  room->tcp_port = port;
  raw_peer_datagram (rival, band->fixture, room);
}

/* Announces that @rival hosts the room, too, until Anna has dialled it. */
static void
let_anna_ask (Band    *band,
              RawPeer *rival,
              guint16  port)
{
  gint64 deadline = test_begin_waiting ();

  while (raw_peer_find (rival, HALL_PACKET_JOIN) == NULL)
    {
      announce_rival (band, rival, port);
      test_run_for (100);
      test_wait_a_turn (deadline, "Anna asks");
    }
}

/* Somebody announces the room and does not belong to it: Anna only compares with it, and when it
 * still does not, she does not mind it any more. */
static void
test_strange_rival (void)
{
  Band band = { 0 };
  RawPeer *mallory = raw_peer_new (NULL);
  HallPacket *welcome = hall_packet_new (HALL_PACKET_WELCOME);
  gint64 deadline = test_begin_waiting ();
  HallConversation *conversation;
  guint64 heard;

  band_gather (&band, 2);
  welcome->room = g_strdup (band.id);
  welcome->members = 500;
  conversation = band_get_conversation (band.peers[0], band.id);
  welcome->genesis = hall_event_ref (conversation->genesis);
  let_anna_ask (&band, mallory, raw_peer_listen (mallory));
  g_assert_true (raw_peer_find (mallory, HALL_PACKET_JOIN)->compare);
  g_assert_false (raw_peer_find (mallory, HALL_PACKET_JOIN)->yield);
  raw_peer_send (mallory, welcome);
  TEST_WAIT_UNTIL (mallory->closed);
  g_assert_cmpstr (mallory->error_code, ==, "unsupported");
  heard = test_peer_get_counter (band.peers[0], HALL_COUNTER_DATAGRAM_ACCEPTED);
  while (test_peer_get_counter (band.peers[0], HALL_COUNTER_DATAGRAM_ACCEPTED) < heard + 10)
    {
      announce_rival (&band, mallory, 1);
      test_run_for (100);
      test_wait_a_turn (deadline, "Anna hears of the rival again");
    }
  g_assert_cmpuint (conversation->n_stranger_asked, ==, 1);
  g_assert_false (hall_timer_is_running (conversation->stranger_timer));
  g_assert_true (band_find_host (&band) == band.peers[0]);
  raw_peer_free (mallory);
  band_free (&band);
}

/* Both ask at the same time: one link decides, the same for both. */
static void
test_crossing (void)
{
  Band band = { 0 };
  RawPeer *mallory = raw_peer_new (NULL);
  RawPeer *asked, *asking;
  gboolean anna_first;

  gather_with_rival (&band, mallory);
  anna_first = strcmp (test_peer_get_id (band.peers[0]), raw_peer_get_id (mallory)) < 0;
  asked = raw_peer_new (mallory->identity);
  let_anna_ask (&band, asked, raw_peer_listen (asked));
  g_assert_true (raw_peer_find (asked, HALL_PACKET_JOIN)->yield);
  g_assert_cmpuint (raw_peer_find (asked, HALL_PACKET_JOIN)->members, ==, 2);

  asking = raw_peer_new (mallory->identity);
  raw_peer_dial (asking, band.peers[0], HALL_PURPOSE_ROOM);
  raw_peer_send (asking, make_yield_join (band.id, 0, 1));
  if (anna_first)
    {
      HallPacket *yield = hall_packet_new (HALL_PACKET_YIELD);

      TEST_WAIT_UNTIL (asking->closed);
      g_assert_cmpuint (test_peer_get_counter (band.peers[0], HALL_COUNTER_YIELD_REFUSED), ==, 1);
      yield->room = g_strdup (band.id);
      yield->members = 1;
      raw_peer_send (asked, yield);
      TEST_WAIT_UNTIL (raw_peer_find (asked, HALL_PACKET_WELCOME) != NULL);
    }
  else
    {
      TEST_WAIT_UNTIL (raw_peer_find (asking, HALL_PACKET_WELCOME) != NULL);
      TEST_WAIT_UNTIL (asked->closed);
    }
  g_assert_true (band_find_host (&band) == band.peers[0]);
  TEST_WAIT_UNTIL (test_peer_count_members (band.peers[0], band.id) == 3);
  raw_peer_free (asked);
  raw_peer_free (asking);
  raw_peer_free (mallory);
  band_free (&band);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/heal/asked-wins", test_asked_wins);
  g_test_add_func ("/session/heal/asked-yields", test_asked_yields);
  g_test_add_func ("/session/heal/both-ask", test_both_ask);
  g_test_add_func ("/session/heal/equal", test_equal);
  g_test_add_func ("/session/heal/unknown", test_unknown);
  g_test_add_func ("/session/heal/stranger", test_stranger);
  g_test_add_func ("/session/heal/strange-rival", test_strange_rival);
  g_test_add_func ("/session/heal/liar", test_liar);
  g_test_add_func ("/session/heal/epoch-leaps", test_epoch_leaps);
  g_test_add_func ("/session/heal/crossing", test_crossing);
  return g_test_run ();
}
