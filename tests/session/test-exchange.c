/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-exchange.c: peers that tell one another over links whom they have heard, and one that lies
 * while it does.
 *
 * The session is a whole one on loopback; the other side is made by hand, and heard by nobody
 * unless it says so.
 */

#define G_LOG_DOMAIN "test-exchange"

#include "config.h"

#include "hall-limits.h"

#include "raw-peer.h"

#define ROOM "AAECAwQFBgcICQoLDA0ODw"

typedef struct
{
  SessionFixture *fixture;
  TestPeer *anna;
  RawPeer *eve;
} Scene;

static void
scene_begin (Scene *scene)
{
  scene->fixture = session_fixture_new ();
  scene->anna = session_fixture_start (scene->fixture, "Anna");
  scene->eve = raw_peer_new (NULL);
}

static void
scene_end (Scene *scene)
{
  raw_peer_free (scene->eve);
  session_fixture_free (scene->fixture);
}

static HallKey *
new_key (void)
{
  g_autoptr (GError) error = NULL;
  HallKey *key = hall_key_new_generated (&error);

  g_assert_no_error (error);
  return key;
}

static HallDatagram *
sign (HallDatagramType  type,
      HallKey          *key,
      guint64           seq)
{
  HallDatagram *datagram = hall_datagram_new (type);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  datagram->boot = 1;
  datagram->seq = seq;
  datagram->name = g_strdup ("Carl");
  datagram->room = g_strdup (type == HALL_DATAGRAM_ROOM ? ROOM : NULL);
  datagram->lock = g_strdup ("open");
  datagram->creator = g_strdup (hall_key_get_id (key));
  datagram->tcp_port = 4711;
  datagram->ttl_ms = HALL_TTL_MIN_MS;
  datagram->version_min = datagram->version_max = 1;
  bytes = hall_datagram_encode (datagram, key, &error);
  g_assert_no_error (error);
  return datagram;
}

static HallPacket *
make_question (gboolean stay)
{
  HallPacket *packet = hall_packet_new (HALL_PACKET_DIRECTORY);

  packet->question = TRUE;
  packet->stay = stay;
  return packet;
}

/* @datagram: (nullable) */
static HallPacket *
make_add (HallDatagram *datagram,
          guint         age_ms,
          const char   *address)
{
  const char *const addresses[] = { address, NULL };
  HallPacket *packet = hall_packet_new (HALL_PACKET_DIRECTORY);

  packet->relayed = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_relayed_free);
  if (datagram != NULL)
    g_ptr_array_add (packet->relayed, hall_relayed_new (datagram, age_ms, addresses));
  return packet;
}

/* Among all that has come. (nullable) */
static const HallRelayed *
find_relayed (RawPeer    *eve,
              const char *id)
{
  for (guint i = eve->packets->len; i > 0; i--)
    {
      const HallPacket *packet = g_ptr_array_index (eve->packets, i - 1);

      for (guint j = 0; packet->relayed != NULL && j < packet->relayed->len; j++)
        {
          const HallRelayed *relayed = g_ptr_array_index (packet->relayed, j);

          if (g_str_equal (relayed->datagram->id, id))
            return relayed;
        }
    }
  return NULL;
}

static HallPerson *
find_person (Scene   *scene,
             HallKey *key)
{
  HallDirectory *directory = hall_session_get_context (scene->anna->session)->directory;

  return hall_directory_lookup_person (directory, hall_key_get_id (key));
}

static gboolean
is_online (Scene   *scene,
           HallKey *key)
{
  HallPerson *person = find_person (scene, key);

  return person != NULL && hall_person_get_online (person);
}

/* Asks with the tokens of @have, and waits for the answer. */
static void
ask (Scene    *scene,
     gboolean  stay,
     char    **have)
{
  HallPacket *question = make_question (stay);

  question->have = g_strdupv (have);
  raw_peer_dial (scene->eve, scene->anna, HALL_PURPOSE_DIRECTORY);
  raw_peer_send (scene->eve, question);
  TEST_WAIT_UNTIL (raw_peer_find (scene->eve, HALL_PACKET_DIRECTORY) != NULL
                   || scene->eve->closed);
}

/* Asks with a token for @datagram, and is told to add it. */
static void
offer (Scene        *scene,
       gboolean      stay,
       HallDatagram *datagram)
{
  g_autofree char *token = hall_datagram_make_token (datagram);
  char *have[] = { token, NULL };
  const HallPacket *answer;

  ask (scene, stay, have);
  answer = raw_peer_find (scene->eve, HALL_PACKET_DIRECTORY);
  g_assert_nonnull (answer);
  g_assert_nonnull (answer->wanted);
  g_assert_cmpstr (answer->wanted[0], ==, token);
  g_assert_null (answer->wanted[1]);
}

static guint64
count (Scene       *scene,
       HallCounter  counter)
{
  return test_peer_get_counter (scene->anna, counter);
}

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
  g_test_add_func ("/session/exchange/wrong-signature", test_wrong_signature);
  g_test_add_func ("/session/exchange/bad-addresses", test_bad_addresses);
  g_test_add_func ("/session/exchange/own-address", test_own_address);
  g_test_add_func ("/session/exchange/replays", test_replays);
  g_test_add_func ("/session/exchange/out-of-turn", test_out_of_turn);
  g_test_add_func ("/session/exchange/endless", test_endless);
  g_test_add_func ("/session/exchange/rate", test_rate);
  g_test_add_func ("/session/exchange/invisible", test_invisible);
  g_test_add_func ("/session/exchange/rooms", test_rooms);

  return g_test_run ();
}
