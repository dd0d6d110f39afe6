/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-announcer.c: when a session speaks on the network, by a clock that the test turns, and what
 * it does when the machine wakes up or its settings change.
 */

#define G_LOG_DOMAIN "test-announcer"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "hall-announcer-private.h"
#include "hall-beacon.h"

#include "session-fixture.h"
#include "turned-clock.h"

typedef struct
{
  SessionFixture *fixture;
  TestPeer *anna;
  TurnedClock *clock;
  HallInterfaces *interfaces;
  HallCounters *counters;
  HallKey *key;
  HallBeacon *beacon;      /* somebody else on the same LAN */
  GPtrArray *heard;        /* (element-type HallDatagram) from Anna */
} Scene;

static void
on_datagram (HallBeacon   *beacon,
             HallDatagram *datagram,
             const char   *address,
             guint         port,
             Scene        *scene)
{
  g_ptr_array_add (scene->heard, hall_datagram_ref (datagram));
}

static void
listen_to (Scene   *scene,
           guint16  port)
{
  g_autoptr (GError) error = NULL;

  hall_beacon_open (scene->beacon, HALL_DEFAULT_GROUP, port, NULL, &error);
  g_assert_no_error (error);
}

static void
scene_open (Scene *scene)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  scene->fixture = session_fixture_new ();
  scene->anna = session_fixture_add (scene->fixture, "Anna");
  scene->clock = g_object_new (TURNED_TYPE_CLOCK, NULL);
  test_peer_make_session (scene->anna, HALL_SESSION_ACTIVE);
  hall_session_set_clock (scene->anna->session, HALL_CLOCK (scene->clock));
  hall_session_start_async (scene->anna->session, TRUE, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  hall_session_start_finish (scene->anna->session, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);

  /* After hers: unicast goes to whom bound the port last. */
  scene->heard = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_datagram_unref);
  scene->counters = hall_counters_new ();
  scene->key = hall_key_new_generated (&error);
  g_assert_no_error (error);
  scene->interfaces = hall_interfaces_new (TRUE);
  g_assert_true (hall_interfaces_start (scene->interfaces, NULL));
  scene->beacon = hall_beacon_new (scene->interfaces, scene->counters,
                                   hall_key_get_id (scene->key));
  g_signal_connect (scene->beacon, "datagram", G_CALLBACK (on_datagram), scene);
  listen_to (scene, scene->fixture->port);
}

/* Lets time pass; what is said meanwhile is heard. */
static void
pass (Scene *scene,
      guint  ms)
{
  turned_clock_advance (scene->clock, ms);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
scene_stop (Scene *scene)
{
  gboolean finished = FALSE;
  gint64 deadline = test_begin_waiting ();

  hall_session_stop_async (scene->anna->session, test_note_finished, &finished);
  while (!finished)
    {
      /* Not so far that the time for the store's end is over before it had any. */
      turned_clock_advance (scene->clock, 10);
      test_wait_a_turn (deadline, "stopped");
    }
  g_signal_handlers_disconnect_by_data (scene->anna->session, scene->anna);
  g_clear_object (&scene->anna->session);
}

static void
scene_close (Scene *scene)
{
  if (scene->anna->session != NULL)
    scene_stop (scene);
  session_fixture_free (scene->fixture);
  g_object_unref (scene->beacon);
  g_object_unref (scene->interfaces);
  hall_counters_unref (scene->counters);
  hall_key_unref (scene->key);
  g_ptr_array_unref (scene->heard);
  g_object_unref (scene->clock);
}

static guint
count (Scene            *scene,
       HallDatagramType  type)
{
  guint n = 0;

  for (guint i = 0; i < scene->heard->len; i++)
    n += ((HallDatagram *) g_ptr_array_index (scene->heard, i))->type == type;
  return n;
}

static guint
count_questions (Scene *scene)
{
  guint n = 0;

  for (guint i = 0; i < scene->heard->len; i++)
    n += ((HallDatagram *) g_ptr_array_index (scene->heard, i))->question;
  return n;
}

/* Within how many ms the next question comes; fails after @most. */
static guint
wait_for_question (Scene *scene,
                   guint  most)
{
  guint before = count_questions (scene);
  guint ms = 0;

  while (count_questions (scene) == before)
    {
      g_assert_cmpuint (ms, <, most);
      pass (scene, 1);
      ms++;
    }
  return ms;
}

static void
send_hello (Scene    *scene,
            gboolean  question)
{
  static guint64 seq;
  g_autoptr (HallDatagram) hello = hall_datagram_new (HALL_DATAGRAM_HELLO);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  hello->id = g_strdup (hall_key_get_id (scene->key));
  hello->boot = 1;
  hello->seq = ++seq;
  hello->name = g_strdup ("Ben");
  hello->status = g_strdup ("available");
  hello->tcp_port = 12345;
  hello->ttl_ms = HALL_TTL_MAX_MS;
  hello->version_min = HALL_PROTOCOL_VERSION_MIN;
  hello->version_max = HALL_PROTOCOL_VERSION_MAX;
  hello->question = question;
  bytes = hall_datagram_encode (hello, scene->key, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hall_beacon_multicast (scene->beacon, bytes), ==, 1);
  pass (scene, 0);
}

/* Past the first hellos, and just after a regular one. */
static void
settle (Scene *scene)
{
  pass (scene, 5000);
  g_ptr_array_set_size (scene->heard, 0);
  while (count (scene, HALL_DATAGRAM_HELLO) == 0)
    pass (scene, 1);
  g_assert_cmpuint (count_questions (scene), ==, 0);
  g_ptr_array_set_size (scene->heard, 0);
}

static void
test_start (void)
{
  Scene scene;
  guint first;

  scene_open (&scene);
  first = wait_for_question (&scene, 251);
  g_assert_cmpuint (first, >=, 50);
  g_assert_cmpuint (wait_for_question (&scene, 501), ==, 500);
  g_assert_cmpuint (wait_for_question (&scene, 501), ==, 500);
  g_assert_cmpuint (wait_for_question (&scene, 1001), ==, 1000);
  g_assert_cmpuint (count (&scene, HALL_DATAGRAM_HELLO), ==, 4);

  /* Then by the interval rule, and without asking: 5 s · U[0.5, 1.5] / 1.21828. */
  g_ptr_array_set_size (scene.heard, 0);
  for (guint i = 0; i < 600; i++)
    pass (&scene, 100);
  g_assert_cmpuint (count_questions (&scene), ==, 0);
  g_assert_cmpuint (count (&scene, HALL_DATAGRAM_HELLO), >=, 9);
  g_assert_cmpuint (count (&scene, HALL_DATAGRAM_HELLO), <=, 30);
  scene_close (&scene);
}

static void
test_answers (void)
{
  Scene scene;

  scene_open (&scene);
  send_hello (&scene, FALSE);
  settle (&scene);
  send_hello (&scene, FALSE);
  pass (&scene, 30);
  g_assert_cmpuint (scene.heard->len, ==, 0);

  send_hello (&scene, TRUE);
  pass (&scene, 20);   /* 10 ms · (1 + 1) at most */
  g_assert_cmpuint (count (&scene, HALL_DATAGRAM_HELLO), ==, 1);
  g_assert_cmpuint (count_questions (&scene), ==, 0);
  pass (&scene, 500);
  g_assert_cmpuint (scene.heard->len, ==, 1);
  scene_close (&scene);
}

static void
test_rooms (void)
{
  Scene scene;
  HallRoom *room;
  HallConversation *conversation;
  gint64 last = 0;
  guint n = 0;

  scene_open (&scene);
  send_hello (&scene, FALSE);
  settle (&scene);
  room = test_peer_create_room (scene.anna, "Lunch");
  pass (&scene, 0);
  g_assert_cmpuint (count (&scene, HALL_DATAGRAM_ROOM), ==, 1);

  /* Changes without end: one in two seconds. */
  g_ptr_array_set_size (scene.heard, 0);
  last = scene.clock->now;
  conversation = hall_session_get_conversation (scene.anna->session, room);
  for (guint i = 0; i < 700; i++)
    {
      g_autoptr (HallDatagram) announcement = hall_conversation_make_announcement (conversation);

      hall_announcer_set_room (scene.anna->session->announcer, announcement);
      pass (&scene, 10);
      if (count (&scene, HALL_DATAGRAM_ROOM) == n)
        continue;
      n++;
      g_assert_cmpuint (count (&scene, HALL_DATAGRAM_ROOM), ==, n);
      g_assert_cmpint (scene.clock->now - last, >=, 2000 * 1000);
      last = scene.clock->now;
    }
  g_assert_cmpuint (n, ==, 3);

  /* A question is answered by the room, too, and brings the next announcement forward. */
  pass (&scene, 2000);
  settle (&scene);
  send_hello (&scene, TRUE);
  pass (&scene, 20);
  g_assert_cmpuint (count (&scene, HALL_DATAGRAM_HELLO), ==, 1);
  g_assert_cmpuint (count (&scene, HALL_DATAGRAM_ROOM), >=, 1);
  pass (&scene, 2000);
  g_assert_cmpuint (count (&scene, HALL_DATAGRAM_ROOM), >=, 2);
  scene_close (&scene);
}

/* Many people, who are heard and will be for hours. */
static void
fill_directory (Scene *scene,
                guint  n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HallDatagram) hello = hall_datagram_new (HALL_DATAGRAM_HELLO);
      guint8 key[32] = { 1, 2, 3 };

      memcpy (key + 8, &i, sizeof i);
      hello->id = hall_base64url_encode (key, sizeof key);
      hello->boot = 1;
      hello->seq = 1;
      hello->name = g_strdup ("Somebody");
      hello->status = g_strdup ("available");
      hello->tcp_port = 12345;
      hello->ttl_ms = HALL_TTL_MAX_MS;
      hall_directory_hear (hall_session_get_directory (scene->anna->session), hello, "127.0.0.1",
                           scene->clock->now);
    }
}

/* With many people and rooms each of ours is heard as often as the rule allows, and not more. */
static void
test_interval (void)
{
  Scene scene;
  HallAnnouncer *announcer;
  const guint n_people = 500, n_rooms = 3, n_intervals = 20;
  guint n_known = n_people + n_rooms + 1;
  guint64 before, said;
  guint interval, most;

  scene_open (&scene);
  settle (&scene);
  for (guint i = 0; i < n_rooms; i++)
    test_peer_create_room (scene.anna, "Lunch");
  fill_directory (&scene, n_people);
  announcer = scene.anna->session->announcer;
  g_assert_cmpuint (hall_announcer_count_known (announcer), ==, n_known);
  pass (&scene, 200 * 1000);   /* until what it says is what it measures, mostly */
  interval = hall_interval_get_ms (&announcer->interval, n_known);
  g_assert_cmpuint (interval, >, 2 * HALL_INTERVAL_MIN_MS);

  /* Counted where it is said: who hears it has limits by the clock on the wall. */
  before = test_peer_get_counter (scene.anna, HALL_COUNTER_DATAGRAM_SENT);
  for (guint i = 0; i < n_intervals * 10; i++)
    pass (&scene, interval / 10);
  said = test_peer_get_counter (scene.anna, HALL_COUNTER_DATAGRAM_SENT) - before;
  most = n_intervals * (1 + n_rooms);
  g_assert_cmpuint (said, >=, most * 6 / 10);
  g_assert_cmpuint (said, <=, most * 14 / 10);
  scene_close (&scene);
}

static const char *
get_last_text (Scene *scene)
{
  g_assert_cmpuint (scene->heard->len, >, 0);
  return ((HallDatagram *) g_ptr_array_index (scene->heard, scene->heard->len - 1))->status_text;
}

/* How one appears is told at once; changes without end twice a second, and the last one counts. */
static void
test_appearance (void)
{
  Scene scene;
  HallAnnouncer *announcer;
  gint64 last = 0;
  guint n = 0;

  scene_open (&scene);
  settle (&scene);
  pass (&scene, 500);
  g_ptr_array_set_size (scene.heard, 0);
  announcer = scene.anna->session->announcer;
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *text = g_strdup_printf ("number %u", i);

      hall_announcer_set_appearance (announcer, i % 2 == 0 ? "away" : "dnd", text, NULL);
      pass (&scene, i == 0 ? 0 : 10);
      if (i == 0)
        g_assert_cmpstr (get_last_text (&scene), ==, "number 0");
      if (count (&scene, HALL_DATAGRAM_HELLO) == n)
        continue;
      g_assert_true (last == 0 || scene.clock->now - last >= 500 * 1000);
      last = scene.clock->now;
      n = count (&scene, HALL_DATAGRAM_HELLO);
    }
  g_assert_cmpuint (n, >=, 3);
  g_assert_cmpuint (n, <=, 5);
  pass (&scene, 500);
  g_assert_cmpstr (get_last_text (&scene), ==, "number 199");
  g_assert_cmpuint (count_questions (&scene), ==, 0);

  /* Nothing new, nothing said. */
  settle (&scene);
  hall_announcer_set_appearance (announcer, "dnd", "number 199", NULL);
  pass (&scene, 1000);
  g_assert_cmpuint (scene.heard->len, ==, 0);
  scene_close (&scene);
}

static void
test_goodbye (void)
{
  Scene scene;

  scene_open (&scene);
  settle (&scene);
  test_peer_create_room (scene.anna, "Lunch");
  pass (&scene, 0);
  g_ptr_array_set_size (scene.heard, 0);
  scene_stop (&scene);
  pass (&scene, 0);
  g_assert_cmpuint (count (&scene, HALL_DATAGRAM_BYE), ==, 2);
  g_assert_cmpuint (count (&scene, HALL_DATAGRAM_ROOMBYE), >=, 1);
  g_ptr_array_set_size (scene.heard, 0);
  pass (&scene, 10000);
  g_assert_cmpuint (scene.heard->len, ==, 0);
  scene_close (&scene);
}

/* Who has slept says hello as after a change of the network: at once, after 1 s and after 3 s. */
static void
test_resume (void)
{
  Scene scene;

  scene_open (&scene);
  settle (&scene);
  pass (&scene, 10000);
  g_assert_cmpuint (count_questions (&scene), ==, 0);
  scene.clock->suspended += 60 * G_USEC_PER_SEC;
  wait_for_question (&scene, 4001);
  g_assert_cmpuint (wait_for_question (&scene, 1001), ==, 1000);
  g_assert_cmpuint (wait_for_question (&scene, 2001), ==, 2000);
  g_ptr_array_set_size (scene.heard, 0);
  pass (&scene, 10000);
  g_assert_cmpuint (count_questions (&scene), ==, 0);
  scene_close (&scene);
}

/* (out) @port: bound to a free port of TCP, so that nobody else gets it. */
static GSocket *
take_tcp_port (guint16 *port)
{
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                  G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (any, 0);
  g_autoptr (GSocketAddress) local = NULL;

  g_assert_true (g_socket_bind (socket, address, FALSE, NULL));
  g_assert_true (g_socket_listen (socket, NULL));
  local = g_socket_get_local_address (socket, NULL);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (local));
  return socket;
}

/* A port that is taken is said so, and used as soon as it is free. */
static void
test_tcp_port (void)
{
  Scene scene;
  HallNetwork *network;
  g_autoptr (GSocket) holder = NULL;
  g_autofree char *problem = NULL;
  g_autofree char *number = NULL;
  guint16 port = 0;

  scene_open (&scene);
  settle (&scene);
  network = hall_session_get_network (scene.anna->session);
  g_assert_cmpuint (hall_network_get_tcp_port (network), !=, 0);
  holder = take_tcp_port (&port);
  g_object_set (scene.anna->settings, "tcp-port", (guint) port, NULL);
  g_assert_cmpuint (hall_network_get_tcp_port (network), ==, 0);
  g_object_get (scene.anna->session, "network-problem", &problem, NULL);
  number = g_strdup_printf ("%u", port);
  g_assert_nonnull (problem);
  g_assert_nonnull (strstr (problem, number));

  g_socket_close (holder, NULL);
  g_ptr_array_set_size (scene.heard, 0);
  pass (&scene, 10000);
  g_assert_cmpuint (hall_network_get_tcp_port (network), ==, port);
  g_clear_pointer (&problem, g_free);
  g_object_get (scene.anna->session, "network-problem", &problem, NULL);
  g_assert_null (problem);
  pass (&scene, 3000);
  g_assert_cmpuint (((HallDatagram *) g_ptr_array_index (scene.heard, scene.heard->len - 1))
                      ->tcp_port, ==, port);
  scene_close (&scene);
}

/* Another port for datagrams: from there on she is heard there, and no longer here. */
static void
test_udp_port (void)
{
  Scene scene;
  HallNetwork *network;
  guint16 port;

  scene_open (&scene);
  settle (&scene);
  network = hall_session_get_network (scene.anna->session);
  listen_to (&scene, 0);
  port = hall_beacon_get_port (scene.beacon);
  g_object_set (scene.anna->settings, "port", (guint) port, NULL);
  g_assert_cmpuint (hall_network_get_port (network), ==, port);
  wait_for_question (&scene, 100);
  send_hello (&scene, FALSE);
  g_assert_nonnull (hall_directory_lookup_person (hall_session_get_directory (scene.anna->session),
                                                  hall_key_get_id (scene.key)));

  listen_to (&scene, scene.fixture->port);
  g_ptr_array_set_size (scene.heard, 0);
  pass (&scene, 20000);
  g_assert_cmpuint (scene.heard->len, ==, 0);
  scene_close (&scene);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/announcer/start", test_start);
  g_test_add_func ("/session/announcer/answers", test_answers);
  g_test_add_func ("/session/announcer/rooms", test_rooms);
  g_test_add_func ("/session/announcer/interval", test_interval);
  g_test_add_func ("/session/announcer/appearance", test_appearance);
  g_test_add_func ("/session/announcer/goodbye", test_goodbye);
  g_test_add_func ("/session/announcer/resume", test_resume);
  g_test_add_func ("/session/announcer/tcp-port", test_tcp_port);
  g_test_add_func ("/session/announcer/udp-port", test_udp_port);
  return g_test_run ();
}
