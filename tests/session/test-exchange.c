/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-exchange.c: peers that tell one another over links whom they have heard.
 *
 * The session is a whole one on loopback; the other side is made by hand, and heard by nobody
 * unless it says so.
 */

#define G_LOG_DOMAIN "test-exchange"

#include "config.h"

#include "exchange-scene.h"

/* Somebody says whom it has heard, is told who was asked, and ends it. */
static void
test_served (void)
{
  Scene scene;
  g_autoptr (HallKey) carl = new_key ();
  g_autoptr (HallDatagram) hello = sign (HALL_DATAGRAM_HELLO, carl, 1);
  const HallRelayed *anna;

  scene_begin (&scene);
  offer (&scene, FALSE, hello);
  anna = find_relayed (scene.eve, test_peer_get_id (scene.anna));
  g_assert_nonnull (anna);
  g_assert_true (hall_datagram_verify (anna->datagram, NULL));
  g_assert_cmpstr (anna->datagram->name, ==, "Anna");

  raw_peer_send (scene.eve, make_add (hello, 2000, "127.0.0.9"));
  TEST_WAIT_UNTIL (is_online (&scene, carl));
  g_assert_cmpstr (hall_person_get_name (find_person (&scene, carl)), ==, "Carl");
  g_assert_cmpstr (hall_person_get_addresses (find_person (&scene, carl))[0], ==, "127.0.0.9");
  g_assert_cmpuint (hall_person_get_tcp_port (find_person (&scene, carl)), ==, 4711);
  g_assert_cmpuint (count (&scene, HALL_COUNTER_EXCHANGE_SERVED), ==, 1);
  g_assert_cmpuint (count (&scene, HALL_COUNTER_EXCHANGE_TAKEN), ==, 1);
  scene_end (&scene);
}

/* Each asks whom the other has: not what it has itself, and nobody is told of itself. */
static void
test_only_what_lacks (void)
{
  Scene scene;
  g_autoptr (HallKey) carl = new_key ();
  g_autoptr (HallDatagram) hello = sign (HALL_DATAGRAM_HELLO, carl, 1);
  g_autofree char *token = hall_datagram_make_token (hello);
  char *have[] = { token, NULL };
  char *nothing[] = { NULL };
  RawPeer *eve;

  scene_begin (&scene);
  offer (&scene, FALSE, hello);
  raw_peer_send (scene.eve, make_add (hello, 0, "127.0.0.9"));
  TEST_WAIT_UNTIL (is_online (&scene, carl));

  /* Somebody who has it, and somebody who has not. */
  eve = g_steal_pointer (&scene.eve);
  scene.eve = raw_peer_new (NULL);
  ask (&scene, FALSE, have);
  g_assert_nonnull (find_relayed (scene.eve, test_peer_get_id (scene.anna)));
  g_assert_null (find_relayed (scene.eve, hall_key_get_id (carl)));
  g_assert_null (raw_peer_find (scene.eve, HALL_PACKET_DIRECTORY)->wanted);
  raw_peer_free (scene.eve);
  scene.eve = raw_peer_new (NULL);
  ask (&scene, FALSE, nothing);
  g_assert_nonnull (find_relayed (scene.eve, hall_key_get_id (carl)));
  g_assert_cmpstr (find_relayed (scene.eve, hall_key_get_id (carl))->addresses[0], ==,
                   "127.0.0.9");
  raw_peer_free (eve);
  scene_end (&scene);
}

/* Told on a link that stays: who comes, who goes. */
static void
test_stays (void)
{
  Scene scene;
  g_autoptr (HallKey) carl = new_key ();
  g_autoptr (HallDatagram) hello = sign (HALL_DATAGRAM_HELLO, carl, 1);
  g_autoptr (HallDatagram) bye = sign (HALL_DATAGRAM_BYE, carl, 2);
  char *nothing[] = { NULL };
  g_autofree char *anna_id = NULL;
  g_autofree char *ben_id = NULL;
  TestPeer *ben;

  scene_begin (&scene);
  anna_id = g_strdup (test_peer_get_id (scene.anna));
  ask (&scene, TRUE, nothing);
  raw_peer_send (scene.eve, make_add (hello, 0, "127.0.0.9"));
  TEST_WAIT_UNTIL (is_online (&scene, carl));
  raw_peer_send (scene.eve, make_add (bye, 0, "127.0.0.9"));
  TEST_WAIT_UNTIL (!is_online (&scene, carl));

  ben = session_fixture_start (scene.fixture, "Ben");
  ben_id = g_strdup (test_peer_get_id (ben));
  TEST_WAIT_UNTIL (find_relayed (scene.eve, ben_id) != NULL);
  g_assert_cmpint (find_relayed (scene.eve, ben_id)->datagram->type, ==, HALL_DATAGRAM_HELLO);
  test_peer_stop (ben);
  TEST_WAIT_UNTIL (find_relayed (scene.eve, ben_id)->datagram->type == HALL_DATAGRAM_BYE);

  /* Our own goodbye, too. */
  test_peer_stop (scene.anna);
  TEST_WAIT_UNTIL (scene.eve->closed);
  g_assert_cmpint (find_relayed (scene.eve, anna_id)->datagram->type, ==, HALL_DATAGRAM_BYE);
  scene_end (&scene);
}

/* Whoever is invisible says nothing of itself, but what it has heard. */
static void
test_invisible (void)
{
  Scene scene;
  g_autoptr (HallKey) carl = new_key ();
  g_autoptr (HallDatagram) hello = sign (HALL_DATAGRAM_HELLO, carl, 1);
  g_autoptr (HallDatagram) later = sign (HALL_DATAGRAM_HELLO, carl, 2);
  const HallRelayed *anna;

  scene_begin (&scene);
  offer (&scene, TRUE, hello);
  raw_peer_send (scene.eve, make_add (hello, 0, "127.0.0.9"));
  TEST_WAIT_UNTIL (is_online (&scene, carl));
  hall_session_set_presence (scene.anna->session, HALL_PRESENCE_INVISIBLE);
  TEST_WAIT_UNTIL ((anna = find_relayed (scene.eve, test_peer_get_id (scene.anna))) != NULL
                   && anna->datagram->type == HALL_DATAGRAM_BYE);
  raw_peer_send (scene.eve, make_add (later, 0, "127.0.0.9"));

  raw_peer_free (scene.eve);
  scene.eve = raw_peer_new (NULL);
  {
    char *nothing[] = { NULL };

    ask (&scene, FALSE, nothing);
  }
  g_assert_nonnull (find_relayed (scene.eve, hall_key_get_id (carl)));
  anna = find_relayed (scene.eve, test_peer_get_id (scene.anna));
  g_assert_true (anna == NULL || anna->datagram->type == HALL_DATAGRAM_BYE);
  scene_end (&scene);
}

/* With whoever gets blocked nothing goes on; with others it does. */
static void
test_blocked (void)
{
  Scene scene;
  char *nothing[] = { NULL };
  HallDirectory *directory;
  RawPeer *other;
  TestPeer *ben;
  g_autofree char *ben_id = NULL;

  scene_begin (&scene);
  ask (&scene, TRUE, nothing);
  other = scene.eve;
  scene.eve = raw_peer_new (NULL);
  ask (&scene, TRUE, nothing);
  directory = hall_session_get_directory (scene.anna->session);
  hall_session_set_blocked (scene.anna->session,
                            hall_directory_ensure_person (directory, raw_peer_get_id (scene.eve)),
                            TRUE);
  TEST_WAIT_UNTIL (scene.eve->closed);
  ben = session_fixture_start (scene.fixture, "Ben");
  ben_id = g_strdup (test_peer_get_id (ben));
  TEST_WAIT_UNTIL (find_relayed (other, ben_id) != NULL);
  g_assert_false (other->closed);
  raw_peer_free (other);
  scene_end (&scene);
}

/* Rooms are told of like people. */
static void
test_rooms (void)
{
  Scene scene;
  g_autoptr (HallKey) carl = new_key ();
  g_autoptr (HallDatagram) room = sign (HALL_DATAGRAM_ROOM, carl, 1);

  scene_begin (&scene);
  offer (&scene, FALSE, room);
  raw_peer_send (scene.eve, make_add (room, 0, "127.0.0.9"));
  TEST_WAIT_UNTIL (test_peer_find_room (scene.anna, ROOM) != NULL);
  g_assert_true (hall_room_get_announced (test_peer_find_room (scene.anna, ROOM)));
  scene_end (&scene);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/exchange/served", test_served);
  g_test_add_func ("/session/exchange/only-what-lacks", test_only_what_lacks);
  g_test_add_func ("/session/exchange/stays", test_stays);
  g_test_add_func ("/session/exchange/invisible", test_invisible);
  g_test_add_func ("/session/exchange/blocked", test_blocked);
  g_test_add_func ("/session/exchange/rooms", test_rooms);

  return g_test_run ();
}
