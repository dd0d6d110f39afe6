/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-introduction.c: over a link for private messages both say who they are, and nothing else.
 *
 * The session is a whole one on loopback; the other side is made by hand, and no datagram of it is
 * heard unless a test says so.
 */

#define G_LOG_DOMAIN "test-introduction"

#include "config.h"

#include "exchange-scene.h"

static void
dial (Scene *scene)
{
  raw_peer_dial (scene->eve, scene->anna, HALL_PURPOSE_DIRECT);
}

static void
test_both (void)
{
  Scene scene;
  g_autoptr (HallDatagram) hello = NULL;
  const HallRelayed *anna;
  HallKey *key;

  scene_begin (&scene);
  key = raw_peer_get_key (scene.eve);
  hello = sign (HALL_DATAGRAM_HELLO, key, 1);
  dial (&scene);
  TEST_WAIT_UNTIL ((anna = find_relayed (scene.eve, test_peer_get_id (scene.anna))) != NULL);
  g_assert_cmpstr (anna->datagram->name, ==, "Anna");
  g_assert_true (hall_datagram_verify (anna->datagram, NULL));

  raw_peer_send (scene.eve, make_add (hello, 0, "127.0.0.9"));
  TEST_WAIT_UNTIL (is_online (&scene, key));
  g_assert_cmpstr (hall_person_get_name (find_person (&scene, key)), ==, "Carl");
  /* Not what it says: where it is. */
  g_assert_cmpstr (hall_person_get_addresses (find_person (&scene, key))[0], ==, "127.0.0.1");
  g_assert_false (scene.eve->closed);

  /* Once is enough. */
  raw_peer_send (scene.eve, make_add (hello, 0, NULL));
  TEST_WAIT_UNTIL (scene.eve->closed);
  g_assert_cmpstr (scene.eve->error_code, ==, "unsupported");
  g_assert_cmpuint (count (&scene, HALL_COUNTER_EXCHANGE_BAD), ==, 1);
  scene_end (&scene);
}

static void
test_of_others (void)
{
  Scene scene;
  g_autoptr (HallKey) carl = new_key ();
  g_autoptr (HallDatagram) hello = sign (HALL_DATAGRAM_HELLO, carl, 1);

  scene_begin (&scene);
  dial (&scene);
  raw_peer_send (scene.eve, make_add (hello, 0, NULL));
  TEST_WAIT_UNTIL (scene.eve->closed);
  g_assert_cmpstr (scene.eve->error_code, ==, "unsupported");
  g_assert_cmpuint (count (&scene, HALL_COUNTER_EXCHANGE_BAD), ==, 1);
  g_assert_null (find_person (&scene, carl));
  scene_end (&scene);
}

static void
test_not_a_hello (void)
{
  Scene scene;
  g_autoptr (HallDatagram) room = NULL;

  scene_begin (&scene);
  room = sign (HALL_DATAGRAM_ROOM, raw_peer_get_key (scene.eve), 1);
  dial (&scene);
  raw_peer_send (scene.eve, make_add (room, 0, NULL));
  TEST_WAIT_UNTIL (scene.eve->closed);
  g_assert_cmpuint (count (&scene, HALL_COUNTER_EXCHANGE_BAD), ==, 1);
  g_assert_null (hall_directory_lookup_room (
    hall_session_get_context (scene.anna->session)->directory, ROOM));
  scene_end (&scene);
}

static void
test_question (void)
{
  Scene scene;

  scene_begin (&scene);
  dial (&scene);
  raw_peer_send (scene.eve, make_question (FALSE));
  TEST_WAIT_UNTIL (scene.eve->closed);
  g_assert_cmpuint (count (&scene, HALL_COUNTER_EXCHANGE_BAD), ==, 1);
  scene_end (&scene);
}

static void
test_bad_signature (void)
{
  Scene scene;
  g_autoptr (HallDatagram) hello = NULL;
  HallKey *key;

  scene_begin (&scene);
  key = raw_peer_get_key (scene.eve);
  hello = sign (HALL_DATAGRAM_HELLO, key, 1);
  hello->signature[7] ^= 1;
  dial (&scene);
  raw_peer_send (scene.eve, make_add (hello, 0, NULL));
  TEST_WAIT_UNTIL (scene.eve->closed);
  g_assert_cmpstr (scene.eve->error_code, ==, "signature");
  g_assert_cmpuint (count (&scene, HALL_COUNTER_EXCHANGE_BAD_SIGNATURE), ==, 1);
  g_assert_false (is_online (&scene, key));
  scene_end (&scene);
}

/* Whoever is invisible may write, and says nothing of itself but that. */
static void
test_invisible (void)
{
  Scene scene;
  g_autoptr (HallDatagram) hello = NULL;
  g_autoptr (GError) error = NULL;
  HallPerson *person;
  HallKey *key;

  scene_begin (&scene);
  key = raw_peer_get_key (scene.eve);
  hello = sign_at (HALL_DATAGRAM_HELLO, key, 1, raw_peer_listen (scene.eve));
  raw_peer_datagram (scene.eve, scene.fixture, hall_datagram_ref (hello));
  TEST_WAIT_UNTIL (is_online (&scene, key));
  hall_session_set_presence (scene.anna->session, HALL_PRESENCE_INVISIBLE);
  person = find_person (&scene, key);
  g_assert_nonnull (hall_session_send (scene.anna->session,
                                       hall_session_get_direct (scene.anna->session, person),
                                       "I am not here", &error));
  g_assert_no_error (error);
  TEST_WAIT_UNTIL (raw_peer_find (scene.eve, HALL_PACKET_EV) != NULL);
  g_assert_null (raw_peer_find (scene.eve, HALL_PACKET_DIRECTORY));
  scene_end (&scene);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/introduction/both", test_both);
  g_test_add_func ("/session/introduction/of-others", test_of_others);
  g_test_add_func ("/session/introduction/not-a-hello", test_not_a_hello);
  g_test_add_func ("/session/introduction/question", test_question);
  g_test_add_func ("/session/introduction/bad-signature", test_bad_signature);
  g_test_add_func ("/session/introduction/invisible", test_invisible);
  return g_test_run ();
}
