/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-succession.c: a room outlives its host: crashed, stopped, or gone with its first successors;
 * it comes back when its members do.
 */

#define G_LOG_DOMAIN "test-succession"

#include "config.h"

#include "hall-conversation-private.h"

#include "band.h"

static void
test_host_killed (void)
{
  Band band = { 0 };
  TestPeer *host;

  band_gather (&band, 5);
  band_speak (&band, "before");
  band_check_same (&band);
  test_peer_kill (band.peers[0]);
  band_speak (&band, "meanwhile");
  host = band_wait_for_host (&band);
  band_speak (&band, "after");
  band_check_same (&band);
  for (guint i = 1; i < band.n_peers; i++)
    {
      band_check_heard (&band, band.peers[i], "before");
      band_check_heard (&band, band.peers[i], "meanwhile");
      band_check_heard (&band, band.peers[i], "after");
      g_assert_true (hall_room_get_host (test_peer_find_room (band.peers[i], band.id))
                     == test_peer_find_person (band.peers[i], host));
      g_assert_cmpint (hall_room_get_connection (test_peer_find_room (band.peers[i], band.id)), ==,
                       HALL_CONNECTION_LIVE);
      g_assert_cmpuint (band_count_lines (band.peers[i], band.id, HALL_MESSAGE_HOST_CHANGED), ==,
                        1);
      g_assert_cmpuint (band_count_lines (band.peers[i], band.id, HALL_MESSAGE_HOST_LOST), ==, 0);
      g_assert_cmpuint (band_get_epoch (band.peers[i], band.id), ==, 1);
    }
  band_free (&band);
}

static void
on_connection (HallRoom   *room,
               GParamSpec *pspec,
               guint      *n_gaps)
{
  if (hall_room_get_connection (room) != HALL_CONNECTION_LIVE)
    (*n_gaps)++;
}

static void
on_membership (HallRoom   *room,
               GParamSpec *pspec,
               guint      *n_gaps)
{
  if (hall_room_get_membership (room) == HALL_MEMBERSHIP_WAITING)
    (*n_gaps)++;
}

/* A host that stops: nobody sees a gap, and nothing written meanwhile is missing. */
static void
test_host_stops (void)
{
  Band band = { 0 };
  guint n_gaps = 0;

  band_gather (&band, 5);
  for (guint i = 1; i < band.n_peers; i++)
    {
      HallRoom *room = test_peer_find_room (band.peers[i], band.id);

      g_assert_cmpint (hall_room_get_connection (room), ==, HALL_CONNECTION_LIVE);
      g_signal_connect (room, "notify::connection", G_CALLBACK (on_connection), &n_gaps);
      g_signal_connect (room, "notify::membership", G_CALLBACK (on_membership), &n_gaps);
    }
  band_speak (&band, "before");
  test_peer_stop (band.peers[0]);
  band_speak (&band, "after");
  band_wait_for_host (&band);
  g_assert_cmpuint (n_gaps, ==, 0);
  band_check_same (&band);
  for (guint i = 1; i < band.n_peers; i++)
    {
      band_check_heard (&band, band.peers[i], "before");
      band_check_heard (&band, band.peers[i], "after");
      g_assert_cmpuint (band_count_lines (band.peers[i], band.id, HALL_MESSAGE_HOST_CHANGED), ==,
                        1);
      g_assert_cmpuint (band_count_lines (band.peers[i], band.id, HALL_MESSAGE_HOST_LOST), ==, 0);
      g_signal_handlers_disconnect_by_data (test_peer_find_room (band.peers[i], band.id), &n_gaps);
    }
  band_free (&band);
}

/* One after the other stops, while all talk: the last one has everything. */
static void
test_all_stop (void)
{
  Band band = { 0 };

  band_gather (&band, 4);
  for (guint i = 0; i + 1 < band.n_peers; i++)
    {
      g_autofree char *word = g_strdup_printf ("round %u", i);

      band_speak (&band, word);
      band_check_same (&band);
      test_peer_stop (band_wait_for_host (&band));
    }
  band_wait_for_host (&band);
  for (guint i = 0; i < band.n_peers; i++)
    band_check_heard (&band, band.peers[i], "round 0");
  band_free (&band);
}

static guint16
listen_silently (GSocket **socket)
{
  g_autoptr (GSocketAddress) loopback = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) local = NULL;
  g_autoptr (GError) error = NULL;

  *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                          &error);
  g_assert_no_error (error);
  g_socket_bind (*socket, loopback, FALSE, &error);
  g_assert_no_error (error);
  g_socket_listen (*socket, &error);
  g_assert_no_error (error);
  local = g_socket_get_local_address (*socket, &error);
  g_assert_no_error (error);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local));
}

/* Those who come first do not answer: one refuses, one never says a word. */
static void
test_first_ranks_dead (void)
{
  Band band = { 0 };
  RawPeer *refusing = raw_peer_new (NULL);
  RawPeer *silent = raw_peer_new (NULL);
  g_autoptr (GSocket) socket = NULL;

  band_gather (&band, 1);
  band_join_raw (refusing, band.peers[0], band.id, 3, 1);
  band_join_raw (silent, band.peers[0], band.id, 3, listen_silently (&socket));
  band_add (&band);
  band_add (&band);
  for (guint i = 1; i < band.n_peers; i++)
    {
      HallConversation *conversation = band_get_conversation (band.peers[i], band.id);

      TEST_WAIT_UNTIL (hall_roster_get_size (conversation->roster) == 5
                       && hall_census_contains (conversation->census, raw_peer_get_id (silent)));
    }
  test_peer_kill (band.peers[0]);
  TEST_WAIT_UNTIL (hall_room_get_connection (test_peer_find_room (band.peers[1], band.id))
                   == HALL_CONNECTION_TAKING_OVER);
  band_wait_for_host (&band);
  g_assert_cmpuint (test_peer_get_counter (band.peers[1], HALL_COUNTER_LINK_DIALED), >=, 3);
  band_speak (&band, "after");
  band_check_same (&band);
  raw_peer_free (refusing);
  raw_peer_free (silent);
  band_free (&band);
}

/* A host that crashed comes back, and joins its own room. */
static void
test_old_host_returns (void)
{
  Band band = { 0 };
  TestPeer *host;

  band_gather (&band, 3);
  band_speak (&band, "before");
  band_check_same (&band);
  test_peer_kill (band.peers[0]);
  host = band_wait_for_host (&band);
  band_speak (&band, "meanwhile");
  test_peer_start (band.peers[0], HALL_SESSION_ACTIVE);
  g_assert_true (band_wait_for_host (&band) == host);
  band_speak (&band, "after");
  band_check_same (&band);
  g_assert_true (band_wait_for_host (&band) == host);
  band_check_heard (&band, band.peers[1], "meanwhile");
  band_free (&band);
}

/* The last two leave, and come back; who hosted last does not want to. */
static void
test_two_come_back (void)
{
  Band band = { 0 };
  HallRoom *room;

  band_gather (&band, 3);
  band_speak (&band, "before");
  band_check_same (&band);
  hall_session_set_reopens (band.peers[2]->session, test_peer_find_room (band.peers[2], band.id),
                            FALSE);
  test_peer_stop (band.peers[0]);
  band_wait_for_host (&band);
  test_peer_stop (band.peers[1]);
  g_assert_true (band_wait_for_host (&band) == band.peers[2]);
  test_peer_stop (band.peers[2]);

  test_peer_start (band.peers[2], HALL_SESSION_ACTIVE);
  room = test_peer_find_room (band.peers[2], band.id);
  TEST_WAIT_UNTIL (hall_room_get_connection (room) == HALL_CONNECTION_NOBODY);
  g_assert_cmpint (hall_room_get_membership (room), ==, HALL_MEMBERSHIP_WAITING);
  test_peer_start (band.peers[0], HALL_SESSION_ACTIVE);
  g_assert_true (band_wait_for_host (&band) == band.peers[0]);
  band_speak (&band, "after");
  band_check_same (&band);
  band_check_heard (&band, band.peers[2], "after");
  band_free (&band);
}

static RawPeer *
knock (TestPeer   *peer,
       const char *id,
       RawPeer    *as)
{
  RawPeer *raw = raw_peer_new (as != NULL ? as->identity : NULL);

  raw_peer_dial (raw, peer, HALL_PURPOSE_ROOM);
  raw_peer_send (raw, band_make_join (id));
  TEST_WAIT_UNTIL (raw->closed);
  return raw;
}

/* Who knocks at a member is told who hosts, and where. */
static void
test_knock (void)
{
  Band band = { 0 };
  RawPeer *mallory = raw_peer_new (NULL);
  RawPeer *again;
  HallPacket *answer;
  guint16 port;

  band_gather (&band, 2);
  band_join_raw (mallory, band.peers[0], band.id, 0, 0);
  TEST_WAIT_UNTIL (hall_census_contains (band_get_conversation (band.peers[1], band.id)->census,
                                         raw_peer_get_id (mallory)));
  port = hall_network_get_tcp_port (hall_session_get_network (band.peers[0]->session));
  again = knock (band.peers[1], band.id, mallory);
  answer = raw_peer_find (again, HALL_PACKET_NOT_HOST);
  g_assert_nonnull (answer);
  g_assert_cmpstr (answer->host, ==, test_peer_get_id (band.peers[0]));
  g_assert_cmpstr (answer->addresses[0], ==, "127.0.0.1");
  g_assert_cmpuint (answer->tcp_port, ==, port);
  g_assert_cmpint (test_peer_get_membership (band.peers[1], band.id), ==, HALL_MEMBERSHIP_LIVE);
  raw_peer_free (again);

  /* Where nobody hosts it, it is hosted for whoever asks. */
  test_peer_stop (band.peers[1]);
  test_peer_stop (band.peers[0]);
  test_peer_start (band.peers[1], HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (hall_room_get_connection (test_peer_find_room (band.peers[1], band.id))
                   == HALL_CONNECTION_NOBODY);
  again = raw_peer_new (mallory->identity);
  raw_peer_join (again, band.peers[1], band.id);
  g_assert_true (band_is_hosting (band.peers[1], band.id));
  raw_peer_free (again);
  raw_peer_free (mallory);
  band_free (&band);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/succession/host-killed", test_host_killed);
  g_test_add_func ("/session/succession/host-stops", test_host_stops);
  g_test_add_func ("/session/succession/all-stop", test_all_stop);
  g_test_add_func ("/session/succession/first-ranks-dead", test_first_ranks_dead);
  g_test_add_func ("/session/succession/old-host-returns", test_old_host_returns);
  g_test_add_func ("/session/succession/two-come-back", test_two_come_back);
  g_test_add_func ("/session/succession/knock", test_knock);
  return g_test_run ();
}
