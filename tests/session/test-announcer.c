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

#include "announcer-scene.h"

static void
test_start (void)
{
  Scene scene;
  guint first;

  scene_open (&scene);
  first = scene_wait_for_question (&scene, 251);
  g_assert_cmpuint (first, >=, 50);
  g_assert_cmpuint (scene_wait_for_question (&scene, 501), ==, 500);
  g_assert_cmpuint (scene_wait_for_question (&scene, 501), ==, 500);
  g_assert_cmpuint (scene_wait_for_question (&scene, 1001), ==, 1000);
  g_assert_cmpuint (scene_count (&scene, HALL_DATAGRAM_HELLO), ==, 4);

  /* Then by the interval rule, and without asking: 5 s · U[0.5, 1.5] / 1.21828. */
  g_ptr_array_set_size (scene.heard, 0);
  for (guint i = 0; i < 600; i++)
    scene_pass (&scene, 100);
  g_assert_cmpuint (scene_count_questions (&scene), ==, 0);
  g_assert_cmpuint (scene_count (&scene, HALL_DATAGRAM_HELLO), >=, 9);
  g_assert_cmpuint (scene_count (&scene, HALL_DATAGRAM_HELLO), <=, 30);
  scene_close (&scene);
}

static void
test_answers (void)
{
  Scene scene;

  scene_open (&scene);
  scene_send_hello (&scene, FALSE);
  scene_settle (&scene);
  scene_send_hello (&scene, FALSE);
  scene_pass (&scene, 30);
  g_assert_cmpuint (scene.heard->len, ==, 0);

  scene_send_hello (&scene, TRUE);
  scene_pass (&scene, 20);   /* 10 ms · (1 + 1) at most */
  g_assert_cmpuint (scene_count (&scene, HALL_DATAGRAM_HELLO), ==, 1);
  g_assert_cmpuint (scene_count_questions (&scene), ==, 0);
  scene_pass (&scene, 500);
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
  scene_send_hello (&scene, FALSE);
  scene_settle (&scene);
  room = test_peer_create_room (scene.anna, "Lunch");
  scene_pass (&scene, 0);
  g_assert_cmpuint (scene_count (&scene, HALL_DATAGRAM_ROOM), ==, 1);

  /* Changes without end: one in two seconds. */
  g_ptr_array_set_size (scene.heard, 0);
  last = scene.clock->now;
  conversation = hall_session_get_conversation (scene.anna->session, room);
  for (guint i = 0; i < 700; i++)
    {
      g_autoptr (HallDatagram) announcement = hall_conversation_make_announcement (conversation);

      hall_announcer_set_room (scene.anna->session->announcer, announcement);
      scene_pass (&scene, 10);
      if (scene_count (&scene, HALL_DATAGRAM_ROOM) == n)
        continue;
      n++;
      g_assert_cmpuint (scene_count (&scene, HALL_DATAGRAM_ROOM), ==, n);
      g_assert_cmpint (scene.clock->now - last, >=, 2000 * 1000);
      last = scene.clock->now;
    }
  g_assert_cmpuint (n, ==, 3);

  /* A question is answered by the room, too, and brings the next announcement forward. */
  scene_pass (&scene, 2000);
  scene_settle (&scene);
  scene_send_hello (&scene, TRUE);
  scene_pass (&scene, 20);
  g_assert_cmpuint (scene_count (&scene, HALL_DATAGRAM_HELLO), ==, 1);
  g_assert_cmpuint (scene_count (&scene, HALL_DATAGRAM_ROOM), >=, 1);
  scene_pass (&scene, 2000);
  g_assert_cmpuint (scene_count (&scene, HALL_DATAGRAM_ROOM), >=, 2);
  scene_close (&scene);
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
  scene_settle (&scene);
  for (guint i = 0; i < n_rooms; i++)
    test_peer_create_room (scene.anna, "Lunch");
  scene_fill_directory (&scene, n_people);
  announcer = scene.anna->session->announcer;
  g_assert_cmpuint (hall_announcer_count_known (announcer), ==, n_known);
  scene_pass (&scene, 200 * 1000);   /* until what it says is what it measures, mostly */
  interval = hall_interval_get_ms (&announcer->interval, n_known, 1);
  g_assert_cmpuint (interval, >, 2 * HALL_INTERVAL_MIN_MS);

  /* Counted where it is said: who hears it has limits by the clock on the wall. */
  before = test_peer_get_counter (scene.anna, HALL_COUNTER_DATAGRAM_SENT);
  for (guint i = 0; i < n_intervals * 10; i++)
    scene_pass (&scene, interval / 10);
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
  scene_settle (&scene);
  scene_pass (&scene, 500);
  g_ptr_array_set_size (scene.heard, 0);
  announcer = scene.anna->session->announcer;
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *text = g_strdup_printf ("number %u", i);

      hall_announcer_set_appearance (announcer, i % 2 == 0 ? "away" : "dnd", text, NULL);
      scene_pass (&scene, i == 0 ? 0 : 10);
      if (i == 0)
        g_assert_cmpstr (get_last_text (&scene), ==, "number 0");
      if (scene_count (&scene, HALL_DATAGRAM_HELLO) == n)
        continue;
      g_assert_true (last == 0 || scene.clock->now - last >= 500 * 1000);
      last = scene.clock->now;
      n = scene_count (&scene, HALL_DATAGRAM_HELLO);
    }
  g_assert_cmpuint (n, >=, 3);
  g_assert_cmpuint (n, <=, 5);
  scene_pass (&scene, 500);
  g_assert_cmpstr (get_last_text (&scene), ==, "number 199");
  g_assert_cmpuint (scene_count_questions (&scene), ==, 0);

  /* Nothing new, nothing said. */
  scene_settle (&scene);
  hall_announcer_set_appearance (announcer, "dnd", "number 199", NULL);
  scene_pass (&scene, 1000);
  g_assert_cmpuint (scene.heard->len, ==, 0);
  scene_close (&scene);
}

/* The first word of it may be lost: once more, and others have seen it within two seconds. */
static void
test_lost (void)
{
  Scene scene;
  HallAnnouncer *announcer;

  scene_open (&scene);
  scene_settle (&scene);
  announcer = scene.anna->session->announcer;
  hall_announcer_set_appearance (announcer, "away", "gone", NULL);
  scene_pass (&scene, 500);
  g_assert_cmpuint (scene_count (&scene, HALL_DATAGRAM_HELLO), ==, 1);
  g_ptr_array_set_size (scene.heard, 0);
  scene_pass (&scene, 1000);
  g_assert_cmpuint (scene_count (&scene, HALL_DATAGRAM_HELLO), ==, 1);
  g_assert_cmpstr (get_last_text (&scene), ==, "gone");

  /* And not again and again. */
  g_ptr_array_set_size (scene.heard, 0);
  scene_pass (&scene, 500);
  g_assert_cmpuint (scene.heard->len, ==, 0);

  /* What changes while the other is to be said again does not wait for that. */
  hall_announcer_set_appearance (announcer, "dnd", "one", NULL);
  scene_pass (&scene, 0);
  hall_announcer_set_appearance (announcer, "dnd", "two", NULL);
  scene_pass (&scene, 500);
  g_assert_cmpstr (get_last_text (&scene), ==, "two");
  scene_close (&scene);
}

static void
test_goodbye (void)
{
  Scene scene;

  scene_open (&scene);
  scene_settle (&scene);
  test_peer_create_room (scene.anna, "Lunch");
  scene_pass (&scene, 0);
  g_ptr_array_set_size (scene.heard, 0);
  scene_stop (&scene);
  scene_pass (&scene, 0);
  g_assert_cmpuint (scene_count (&scene, HALL_DATAGRAM_BYE), ==, 2);
  g_assert_cmpuint (scene_count (&scene, HALL_DATAGRAM_ROOMBYE), >=, 1);
  g_ptr_array_set_size (scene.heard, 0);
  scene_pass (&scene, 10000);
  g_assert_cmpuint (scene.heard->len, ==, 0);
  scene_close (&scene);
}

/* Who has slept says hello as after a change of the network: at once, after 1 s and after 3 s. */
static void
test_resume (void)
{
  Scene scene;

  scene_open (&scene);
  scene_settle (&scene);
  scene_pass (&scene, 10000);
  g_assert_cmpuint (scene_count_questions (&scene), ==, 0);
  scene.clock->suspended += 60 * G_USEC_PER_SEC;
  scene_wait_for_question (&scene, 4001);
  g_assert_cmpuint (scene_wait_for_question (&scene, 1001), ==, 1000);
  g_assert_cmpuint (scene_wait_for_question (&scene, 2001), ==, 2000);
  g_ptr_array_set_size (scene.heard, 0);
  scene_pass (&scene, 10000);
  g_assert_cmpuint (scene_count_questions (&scene), ==, 0);
  scene_close (&scene);
}

/* So does who was stopped, and whose machine did not sleep: its timers come late. A machine that is
 * slow for a moment says nothing more. */
static void
test_stopped (void)
{
  Scene scene;

  scene_open (&scene);
  scene_settle (&scene);
  scene_pass (&scene, 10000);
  scene.clock->now += 2 * G_USEC_PER_SEC;
  scene_pass (&scene, 5000);
  g_assert_cmpuint (scene_count_questions (&scene), ==, 0);
  scene.clock->now += 30 * G_USEC_PER_SEC;
  scene_pass (&scene, 0);
  g_assert_cmpuint (scene_count_questions (&scene), ==, 1);
  g_ptr_array_set_size (scene.heard, 0);
  g_assert_cmpuint (scene_wait_for_question (&scene, 1001), ==, 1000);
  g_assert_cmpuint (scene_wait_for_question (&scene, 2001), ==, 2000);
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

/* A port that is taken is said so, and used as soon as it is free; until then the former one is. */
static void
test_tcp_port (void)
{
  Scene scene;
  HallNetwork *network;
  g_autoptr (GSocket) holder = NULL;
  g_autofree char *problem = NULL;
  g_autofree char *number = NULL;
  guint16 former, port = 0;

  scene_open (&scene);
  scene_settle (&scene);
  network = hall_session_get_network (scene.anna->session);
  former = hall_network_get_tcp_port (network);
  g_assert_cmpuint (former, !=, 0);
  holder = take_tcp_port (&port);
  g_object_set (scene.anna->settings, "tcp-port", (guint) port, NULL);
  g_assert_cmpuint (hall_network_get_tcp_port (network), ==, former);
  g_object_get (scene.anna->session, "network-problem", &problem, NULL);
  number = g_strdup_printf ("%u", port);
  g_assert_nonnull (problem);
  g_assert_nonnull (strstr (problem, number));

  g_socket_close (holder, NULL);
  g_ptr_array_set_size (scene.heard, 0);
  scene_pass (&scene, 10000);
  g_assert_cmpuint (hall_network_get_tcp_port (network), ==, port);
  g_clear_pointer (&problem, g_free);
  g_object_get (scene.anna->session, "network-problem", &problem, NULL);
  g_assert_null (problem);
  scene_pass (&scene, 3000);
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
  scene_settle (&scene);
  network = hall_session_get_network (scene.anna->session);
  scene_listen_to (&scene, 0);
  port = hall_beacon_get_port (scene.beacon);
  g_object_set (scene.anna->settings, "port", (guint) port, NULL);
  g_assert_cmpuint (hall_network_get_port (network), ==, port);
  scene_wait_for_question (&scene, 100);
  scene_send_hello (&scene, FALSE);
  g_assert_nonnull (hall_directory_lookup_person (hall_session_get_directory (scene.anna->session),
                                                  hall_key_get_id (scene.key)));

  scene_listen_to (&scene, scene.fixture->port);
  g_ptr_array_set_size (scene.heard, 0);
  scene_pass (&scene, 20000);
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
  g_test_add_func ("/session/announcer/lost", test_lost);
  g_test_add_func ("/session/announcer/goodbye", test_goodbye);
  g_test_add_func ("/session/announcer/resume", test_resume);
  g_test_add_func ("/session/announcer/stopped", test_stopped);
  g_test_add_func ("/session/announcer/tcp-port", test_tcp_port);
  g_test_add_func ("/session/announcer/udp-port", test_udp_port);
  return g_test_run ();
}
