/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-live-settings.c: settings of the network that are changed while the session runs, and how a
 * start begins.
 */

#define G_LOG_DOMAIN "test-live-settings"

#include "config.h"

#include "hall-conversation-private.h"
#include "hall-session-interfaces.h"
#include "band.h"

/* A TCP port that was free just now; with @kept it is not any more. */
static guint
pick_tcp_port (GSocket **kept)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (any, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  guint port;

  g_assert_true (g_socket_bind (socket, address, FALSE, NULL));
  g_assert_true (g_socket_listen (socket, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  if (kept != NULL)
    *kept = g_steal_pointer (&socket);
  return port;
}

static guint16
pick_other_port (guint16 port)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (any, 0);
  g_autoptr (GSocketAddress) bound = NULL;

  g_assert_true (g_socket_bind (socket, address, FALSE, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  g_assert_cmpuint (g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)), !=, port);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

static gboolean
is_announced (TestPeer   *peer,
              const char *id)
{
  HallRoom *room = test_peer_find_room (peer, id);

  return room != NULL && hall_room_get_host (room) != NULL;
}

static void
exchange_messages (TestPeer   *first,
                   TestPeer   *second,
                   const char *id)
{
  guint n_first = first->messages->len;
  guint n_second = second->messages->len;

  test_peer_send (first, id, "one");
  test_peer_send (second, id, "two");
  TEST_WAIT_UNTIL (first->messages->len >= n_first + 2 && second->messages->len >= n_second + 2
                   && test_peer_count_unsent (first, id) == 0
                   && test_peer_count_unsent (second, id) == 0);
}

/* The old place hears a goodbye, the new one a hello, at once; the room that is hosted there goes
 * on with whoever is in it. */
static void
test_port (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *carl = session_fixture_start (fixture, "Carl");
  TestPeer *dora = session_fixture_add (fixture, "Dora");
  guint16 other = pick_other_port (fixture->port);
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));

  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (test_peer_sees (carl, anna) && test_peer_sees (anna, carl)
                   && test_peer_sees (ben, anna) && is_announced (carl, id));
  fixture->port = other;
  test_peer_start (dora, HALL_SESSION_ACTIVE);
  g_assert_false (test_peer_sees (dora, anna));

  g_object_set (anna->settings, "port", (guint) other, NULL);
  g_assert_false (test_peer_sees (anna, carl));
  TEST_WAIT_UNTIL (!test_peer_sees (carl, anna) && !test_peer_sees (ben, anna)
                   && !is_announced (carl, id));
  TEST_WAIT_UNTIL (test_peer_sees (dora, anna) && test_peer_sees (anna, dora)
                   && is_announced (dora, id));
  g_assert_true (test_peer_sees (ben, carl));
  g_assert_cmpint (test_peer_get_membership (anna, id), ==, HALL_MEMBERSHIP_HOSTING);
  g_assert_cmpint (test_peer_get_membership (ben, id), ==, HALL_MEMBERSHIP_LIVE);
  exchange_messages (anna, ben, id);

  g_object_set (anna->settings, "port", hall_settings_get_port (carl->settings), NULL);
  g_assert_false (test_peer_sees (anna, dora));
  TEST_WAIT_UNTIL (test_peer_sees (carl, anna) && test_peer_sees (anna, carl)
                   && test_peer_sees (ben, anna) && test_peer_sees (anna, ben)
                   && is_announced (carl, id));
  TEST_WAIT_UNTIL (!test_peer_sees (dora, anna));
  g_assert_cmpint (test_peer_get_membership (anna, id), ==, HALL_MEMBERSHIP_HOSTING);
  g_assert_cmpint (test_peer_get_membership (ben, id), ==, HALL_MEMBERSHIP_LIVE);
  exchange_messages (anna, ben, id);
  g_assert_cmpuint (anna->problems->len + ben->problems->len, ==, 0);
  session_fixture_free (fixture);
}

static guint
get_announced_port (TestPeer   *peer,
                    const char *room_id)
{
  HallDirectory *directory = hall_session_get_directory (peer->session);
  g_autoptr (GPtrArray) announcements = hall_directory_get_announcements (directory, room_id);
  const HallAnnouncement *first = announcements->len > 0 ? announcements->pdata[0] : NULL;

  return first != NULL ? first->tcp_port : 0;
}

static char *
get_problem (TestPeer *peer)
{
  char *problem;

  g_object_get (peer->session, "network-problem", &problem, NULL);
  return problem;
}

/* Who is in a room with us is told where we are dialled from now on; links that are there stay. One
 * that is taken is said to be, and nothing else is the worse for it. */
static void
test_tcp_port (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *carl = session_fixture_start (fixture, "Carl");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autofree char *own = g_strdup (hall_room_get_id (test_peer_create_room (ben, "Diary")));
  g_autoptr (GSocket) taken = NULL;
  g_autofree char *problem = NULL;
  guint port = pick_tcp_port (NULL);

  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (is_announced (carl, own));
  g_object_set (ben->settings, "tcp-port", port, NULL);
  g_assert_cmpuint (hall_network_get_tcp_port (hall_session_get_network (ben->session)), ==, port);
  TEST_WAIT_UNTIL (band_get_roster_port (anna, id, test_peer_get_id (ben)) == port);
  TEST_WAIT_UNTIL (hall_person_get_tcp_port (test_peer_find_person (carl, ben)) == port
                   && get_announced_port (carl, own) == port);
  test_peer_join (carl, own);
  exchange_messages (ben, carl, own);
  exchange_messages (anna, ben, id);

  g_object_set (ben->settings, "tcp-port", pick_tcp_port (&taken), NULL);
  problem = get_problem (ben);
  g_assert_nonnull (problem);
  exchange_messages (ben, carl, own);
  exchange_messages (anna, ben, id);
  g_object_set (ben->settings, "tcp-port", port, NULL);
  g_free (problem);
  problem = get_problem (ben);
  g_assert_null (problem);
  g_assert_cmpuint (ben->problems->len + carl->problems->len, ==, 0);
  session_fixture_free (fixture);
}

/* As a window does, which has something to show without a network, too. */
static void
start_somehow (TestPeer *peer)
{
  gboolean started = FALSE;

  hall_session_start_async (test_peer_make_session (peer, HALL_SESSION_ACTIVE), FALSE, NULL,
                            test_note_finished, &started);
  TEST_WAIT_UNTIL (started);
}

/* While another program has the TCP port, one is dialled at another, and greets as ever whoever is
 * met at another place; as soon as it is free it is taken. */
static void
test_tcp_port_taken (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *dora = session_fixture_add (fixture, "Dora");
  g_autofree char *own = g_strdup (hall_room_get_id (test_peer_create_room (ben, "Diary")));
  guint16 other = pick_other_port (fixture->port);
  HallNetwork *network = hall_session_get_network (ben->session);
  g_autoptr (GSocket) taken = NULL;
  guint port, wanted = pick_tcp_port (&taken);

  TEST_WAIT_UNTIL (test_peer_sees (anna, ben) && is_announced (anna, own));
  fixture->port = other;
  test_peer_start (dora, HALL_SESSION_ACTIVE);
  port = hall_network_get_tcp_port (network);
  g_object_set (ben->settings, "tcp-port", wanted, NULL);
  g_assert_true (hall_network_get_port_taken (network));
  g_assert_cmpuint (hall_network_get_tcp_port (network), ==, port);
  g_object_set (ben->settings, "port", (guint) other, NULL);
  g_assert_true (hall_network_get_port_taken (network));
  TEST_WAIT_UNTIL (!test_peer_sees (anna, ben) && test_peer_sees (dora, ben)
                   && test_peer_sees (ben, dora) && is_announced (dora, own));
  test_peer_join (dora, own);
  exchange_messages (ben, dora, own);

  test_peer_stop (ben);
  start_somehow (ben);
  network = hall_session_get_network (ben->session);
  g_assert_true (hall_network_get_port_taken (network));
  TEST_WAIT_UNTIL (test_peer_sees (dora, ben)
                   && hall_person_get_tcp_port (test_peer_find_person (dora, ben))
                      == hall_network_get_tcp_port (network));
  g_clear_object (&taken);
  TEST_WAIT_UNTIL (hall_network_get_tcp_port (network) == wanted);
  g_assert_false (hall_network_get_port_taken (network));
  TEST_WAIT_UNTIL (hall_person_get_tcp_port (test_peer_find_person (dora, ben)) == wanted);
  session_fixture_free (fixture);
}

static void
count_goodbyes (HallDiscovery *discovery,
                HallDatagram  *datagram,
                guint          heard,
                guint         *n)
{
  *n += datagram->type == HALL_DATAGRAM_BYE;
}

/* Those behind an interface that is not used any more hear of it; the others see nothing but that
 * we are here. */
static void
test_interfaces (void)
{
  static const char *const excluded[] = { "hall-test*", NULL };
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  guint n_byes = 0;

  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (test_peer_sees (ben, anna) && test_peer_sees (anna, ben));
  g_signal_connect (ben->session->discovery, "heard", G_CALLBACK (count_goodbyes), &n_byes);
  g_object_set (anna->settings, "excluded-interfaces", excluded, NULL);
  g_assert_true (test_peer_sees (anna, ben));
  TEST_WAIT_UNTIL (n_byes > 0);
  TEST_WAIT_UNTIL (test_peer_sees (ben, anna));
  g_assert_true (test_peer_sees (anna, ben));
  g_assert_cmpint (test_peer_get_membership (anna, id), ==, HALL_MEMBERSHIP_HOSTING);
  g_assert_cmpint (test_peer_get_membership (ben, id), ==, HALL_MEMBERSHIP_LIVE);
  exchange_messages (anna, ben, id);
  session_fixture_free (fixture);
}

static void
assert_lists (TestPeer   *peer,
              const char *only,
              const char *excluded)
{
  g_autofree char *first =
    g_strjoinv (";", (char **) hall_settings_get_interfaces (peer->settings));
  g_autofree char *second =
    g_strjoinv (";", (char **) hall_settings_get_excluded_interfaces (peer->settings));

  g_assert_cmpstr (first, ==, only);
  g_assert_cmpstr (second, ==, excluded);
}

static void
choose (TestPeer   *peer,
        const char *name,
        gboolean    chosen)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hall_session_choose_interface (peer->session, name, chosen, &error));
  g_assert_no_error (error);
}

/* One by one, whatever patterns stand in the settings. */
static void
test_choosing (void)
{
  static const char *const all_eth[] = { "eth*", NULL };
  static const char *const some[] = { "eth0", "wl*", NULL };
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_add (fixture, "Anna");
  g_autoptr (GError) error = NULL;

  test_peer_make_session (anna, HALL_SESSION_ACTIVE);
  choose (anna, "eth0", TRUE);
  assert_lists (anna, "", "");
  choose (anna, "eth0", FALSE);
  assert_lists (anna, "", "eth0");
  choose (anna, "docker0", TRUE);
  assert_lists (anna, "", "eth0;+docker0");
  choose (anna, "eth0", TRUE);
  assert_lists (anna, "", "+docker0");
  choose (anna, "docker0", FALSE);
  assert_lists (anna, "", "");
  g_object_set (anna->settings, "excluded-interfaces", all_eth, NULL);
  choose (anna, "eth1", TRUE);
  assert_lists (anna, "", "eth*;+eth1");
  choose (anna, "eth1", FALSE);
  assert_lists (anna, "", "eth*");

  g_object_set (anna->settings, "interfaces", some, NULL);
  choose (anna, "eth1", TRUE);
  assert_lists (anna, "eth0;wl*;eth1", "eth*");
  choose (anna, "eth0", FALSE);
  assert_lists (anna, "wl*;eth1", "eth*");
  choose (anna, "eth1", FALSE);
  /* Nothing else is known here, and none at all would mean each. */
  g_assert_false (hall_session_choose_interface (anna->session, "wlan0", FALSE, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NETWORK);
  assert_lists (anna, "wl*", "eth*");
  session_fixture_free (fixture);
}

/* Each start begins so, whatever was chosen the last time; what is chosen then holds, and is what
 * is saved. */
static void
test_start_invisible (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  g_autoptr (HallPerson) seen = NULL;

  TEST_WAIT_UNTIL (test_peer_sees (ben, anna));
  seen = g_object_ref (test_peer_find_person (ben, anna));
  g_object_set (anna->settings, "start-invisible", TRUE, NULL);
  g_assert_cmpint (hall_session_get_presence (anna->session), ==, HALL_PRESENCE_AVAILABLE);
  test_peer_stop (anna);
  TEST_WAIT_UNTIL (!hall_person_get_online (seen));
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  g_assert_cmpint (hall_session_get_presence (anna->session), ==, HALL_PRESENCE_INVISIBLE);
  g_assert_cmpint (hall_person_get_presence (hall_session_get_self (anna->session)), ==,
                   HALL_PRESENCE_INVISIBLE);
  TEST_WAIT_UNTIL (test_peer_sees (anna, ben));
  test_run_for (1500);
  g_assert_false (test_peer_sees (ben, anna));
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_DATAGRAM_SENT), ==, 0);

  hall_session_set_presence (anna->session, HALL_PRESENCE_AVAILABLE);
  TEST_WAIT_UNTIL (test_peer_sees (ben, anna));
  test_peer_stop (anna);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  g_assert_cmpint (hall_session_get_presence (anna->session), ==, HALL_PRESENCE_INVISIBLE);
  g_object_set (anna->settings, "start-invisible", FALSE, NULL);
  test_peer_stop (anna);
  TEST_WAIT_UNTIL (!hall_person_get_online (seen));
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  g_assert_cmpint (hall_session_get_presence (anna->session), ==, HALL_PRESENCE_AVAILABLE);
  TEST_WAIT_UNTIL (test_peer_sees (ben, anna));
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/live-settings/port", test_port);
  g_test_add_func ("/session/live-settings/tcp-port", test_tcp_port);
  g_test_add_func ("/session/live-settings/tcp-port-taken", test_tcp_port_taken);
  g_test_add_func ("/session/live-settings/interfaces", test_interfaces);
  g_test_add_func ("/session/live-settings/choosing", test_choosing);
  g_test_add_func ("/session/live-settings/start-invisible", test_start_invisible);
  return g_test_run ();
}
