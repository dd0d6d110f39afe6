/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-exchange-lies.c: somebody who passes on what is forged, old, endless or not asked for.
 */

#define G_LOG_DOMAIN "test-exchange-lies"

#include "config.h"

#include "exchange-scene.h"

/* Everybody's word is signed; whoever passes on another one is not listened to any more. */
static void
test_wrong_signature (void)
{
  Scene scene;
  g_autoptr (HallKey) carl = new_key ();
  g_autoptr (HallKey) dora = new_key ();
  g_autoptr (HallDatagram) hello = sign (HALL_DATAGRAM_HELLO, carl, 1);
  g_autoptr (HallDatagram) forged = sign (HALL_DATAGRAM_HELLO, carl, 1);
  HallPacket *page;

  scene_begin (&scene);
  offer (&scene, FALSE, hello);
  forged->signature[7] ^= 1;
  page = make_add (forged, 0, "127.0.0.9");
  hello->name[0] = 'K';
  raw_peer_send (scene.eve, page);
  TEST_WAIT_UNTIL (scene.eve->closed);
  g_assert_cmpstr (scene.eve->error_code, ==, "signature");
  g_assert_false (is_online (&scene, carl));
  g_assert_cmpuint (count (&scene, HALL_COUNTER_EXCHANGE_BAD_SIGNATURE), ==, 1);
  g_assert_cmpuint (count (&scene, HALL_COUNTER_EXCHANGE_TAKEN), ==, 0);
  scene_end (&scene);
}

static void
test_bad_addresses (void)
{
  static const char *const bad[] = { "0.0.0.0", "0.1.2.3", "224.0.0.1", "239.1.2.3",
                                     "255.255.255.255" };
  static const char *const some[] = { "255.255.255.255", "10.1.2.3", NULL };
  Scene scene;
  g_autoptr (HallKey) carl = new_key ();
  g_autoptr (HallDatagram) last = sign (HALL_DATAGRAM_HELLO, carl, 9);
  HallPacket *page;

  scene_begin (&scene);
  offer (&scene, TRUE, last);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (HallDatagram) hello = sign (HALL_DATAGRAM_HELLO, carl, i + 1);

      raw_peer_send (scene.eve, make_add (hello, 0, bad[i]));
    }
  TEST_WAIT_UNTIL (count (&scene, HALL_COUNTER_EXCHANGE_BAD_ADDRESS) == G_N_ELEMENTS (bad));
  g_assert_true (is_online (&scene, carl));
  g_assert_null (hall_person_get_addresses (find_person (&scene, carl))[0]);

  page = make_add (NULL, 0, NULL);
  g_ptr_array_add (page->relayed, hall_relayed_new (last, 0, some));
  raw_peer_send (scene.eve, page);
  TEST_WAIT_UNTIL (hall_person_get_addresses (find_person (&scene, carl))[0] != NULL);
  g_assert_cmpstr (hall_person_get_addresses (find_person (&scene, carl))[0], ==, "10.1.2.3");
  g_assert_null (hall_person_get_addresses (find_person (&scene, carl))[1]);
  scene_end (&scene);
}

/* Who asks is where it is, whatever it says. */
static void
test_own_address (void)
{
  Scene scene;
  g_autoptr (HallDatagram) hello = NULL;

  scene_begin (&scene);
  hello = sign (HALL_DATAGRAM_HELLO, raw_peer_get_key (scene.eve), 1);
  offer (&scene, FALSE, hello);
  raw_peer_send (scene.eve, make_add (hello, 0, "10.1.2.3"));
  TEST_WAIT_UNTIL (is_online (&scene, raw_peer_get_key (scene.eve)));
  g_assert_cmpstr (hall_person_get_addresses (find_person (&scene,
                                                           raw_peer_get_key (scene.eve)))[0],
                   ==, "127.0.0.1");
  scene_end (&scene);
}

/* Too old, older than what is known, and of ourselves. */
static void
test_replays (void)
{
  Scene scene;
  g_autoptr (HallKey) carl = new_key ();
  g_autoptr (HallKey) dora = new_key ();
  g_autoptr (HallDatagram) first = sign (HALL_DATAGRAM_HELLO, carl, 1);
  g_autoptr (HallDatagram) second = sign (HALL_DATAGRAM_HELLO, carl, 2);
  g_autoptr (HallDatagram) old = sign (HALL_DATAGRAM_HELLO, dora, 1);
  const HallRelayed *anna;

  scene_begin (&scene);
  offer (&scene, TRUE, second);
  raw_peer_send (scene.eve, make_add (second, 0, "127.0.0.9"));
  raw_peer_send (scene.eve, make_add (first, 0, "127.0.0.10"));
  TEST_WAIT_UNTIL (count (&scene, HALL_COUNTER_EXCHANGE_REPLAYED) == 1);
  g_assert_cmpstr (hall_person_get_addresses (find_person (&scene, carl))[0], ==, "127.0.0.9");
  g_assert_null (hall_person_get_addresses (find_person (&scene, carl))[1]);

  raw_peer_send (scene.eve, make_add (old, HALL_TTL_MIN_MS, "127.0.0.9"));
  TEST_WAIT_UNTIL (count (&scene, HALL_COUNTER_EXCHANGE_EXPIRED) == 1);
  g_assert_false (is_online (&scene, dora));

  anna = find_relayed (scene.eve, test_peer_get_id (scene.anna));
  raw_peer_send (scene.eve, make_add (anna->datagram, 0, "10.1.2.3"));
  raw_peer_send (scene.eve, make_add (first, 0, "127.0.0.10"));
  TEST_WAIT_UNTIL (count (&scene, HALL_COUNTER_EXCHANGE_REPLAYED) == 2);
  g_assert_false (scene.eve->closed);
  scene_end (&scene);
}

/* A page that nobody asked for; a second question; one's own wishes. */
static void
test_out_of_turn (void)
{
  Scene scene;
  g_autoptr (HallKey) carl = new_key ();
  g_autoptr (HallDatagram) hello = sign (HALL_DATAGRAM_HELLO, carl, 1);
  HallPacket *wish;
  char *nothing[] = { NULL };

  scene_begin (&scene);
  raw_peer_dial (scene.eve, scene.anna, HALL_PURPOSE_DIRECTORY);
  raw_peer_send (scene.eve, make_add (hello, 0, "127.0.0.9"));
  TEST_WAIT_UNTIL (scene.eve->closed);
  g_assert_cmpstr (scene.eve->error_code, ==, "unsupported");

  raw_peer_free (scene.eve);
  scene.eve = raw_peer_new (NULL);
  ask (&scene, FALSE, nothing);
  raw_peer_send (scene.eve, make_question (FALSE));
  TEST_WAIT_UNTIL (scene.eve->closed);
  g_assert_cmpstr (scene.eve->error_code, ==, "unsupported");

  raw_peer_free (scene.eve);
  scene.eve = raw_peer_new (NULL);
  offer (&scene, FALSE, hello);
  wish = make_add (hello, 0, "127.0.0.9");
  wish->wanted = g_strsplit ("AAECAwQFBgc", " ", -1);
  raw_peer_send (scene.eve, wish);
  TEST_WAIT_UNTIL (scene.eve->closed);
  g_assert_false (is_online (&scene, carl));
  g_assert_cmpuint (count (&scene, HALL_COUNTER_EXCHANGE_BAD), ==, 3);
  scene_end (&scene);
}

/* Tokens, and pages, without an end. */
static void
test_endless (void)
{
  Scene scene;
  g_autoptr (HallKey) carl = new_key ();
  g_autoptr (HallDatagram) hello = sign (HALL_DATAGRAM_HELLO, carl, 1);

  scene_begin (&scene);
  raw_peer_dial (scene.eve, scene.anna, HALL_PURPOSE_DIRECTORY);
  for (guint i = 0; i <= HALL_EXCHANGE_TOKENS_MAX / HALL_LIST_PAGE_MAX; i++)
    {
      HallPacket *question = make_question (FALSE);

      question->more = TRUE;
      question->have = g_new0 (char *, HALL_LIST_PAGE_MAX + 1);
      for (guint j = 0; j < HALL_LIST_PAGE_MAX; j++)
        {
          guint64 number = i * HALL_LIST_PAGE_MAX + j;

          question->have[j] = hall_base64url_encode ((guint8 *) &number, sizeof number);
        }
      raw_peer_send (scene.eve, question);
    }
  TEST_WAIT_UNTIL (scene.eve->closed);
  g_assert_cmpstr (scene.eve->error_code, ==, "size");
  g_assert_cmpuint (count (&scene, HALL_COUNTER_EXCHANGE_SERVED), ==, 0);

  raw_peer_free (scene.eve);
  scene.eve = raw_peer_new (NULL);
  offer (&scene, FALSE, hello);
  for (guint i = 0; i < 600; i++)
    {
      HallPacket *page = make_add (NULL, 0, NULL);

      page->more = TRUE;
      raw_peer_send (scene.eve, page);
    }
  TEST_WAIT_UNTIL (scene.eve->closed);
  g_assert_cmpstr (scene.eve->error_code, ==, "size");
  g_assert_cmpuint (count (&scene, HALL_COUNTER_EXCHANGE_BAD), ==, 2);
  scene_end (&scene);
}

/* The same one again at once. */
static void
test_rate (void)
{
  Scene scene;
  char *nothing[] = { NULL };

  scene_begin (&scene);
  ask (&scene, FALSE, nothing);
  g_ptr_array_set_size (scene.eve->packets, 0);
  g_clear_object (&scene.eve->link);
  scene.eve->ready = scene.eve->closed = FALSE;
  ask (&scene, FALSE, nothing);
  TEST_WAIT_UNTIL (scene.eve->closed);
  g_assert_cmpstr (scene.eve->error_code, ==, "rate");
  g_assert_cmpuint (count (&scene, HALL_COUNTER_EXCHANGE_RATE), ==, 1);
  g_assert_cmpuint (count (&scene, HALL_COUNTER_EXCHANGE_SERVED), ==, 1);
  scene_end (&scene);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/exchange-lies/wrong-signature", test_wrong_signature);
  g_test_add_func ("/session/exchange-lies/bad-addresses", test_bad_addresses);
  g_test_add_func ("/session/exchange-lies/own-address", test_own_address);
  g_test_add_func ("/session/exchange-lies/replays", test_replays);
  g_test_add_func ("/session/exchange-lies/out-of-turn", test_out_of_turn);
  g_test_add_func ("/session/exchange-lies/endless", test_endless);
  g_test_add_func ("/session/exchange-lies/rate", test_rate);

  return g_test_run ();
}
