/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-questions.c: by which ways a session speaks and whom it asks alone, by a clock that the test
 * turns.
 */

#define G_LOG_DOMAIN "test-questions"

#include "config.h"

#include <string.h>

#include "hall-announcer-private.h"
#include "hall-key.h"
#include "hall-limits.h"

#include "announcer-scene.h"

/* Somebody is heard, by a way that the test names. */
static void
hear_again (Scene    *scene,
            gboolean  question,
            HallWay   way,
            guint64   seq)
{
  g_autoptr (HallDatagram) hello = hall_datagram_new (HALL_DATAGRAM_HELLO);

  hello->id = g_strdup (hall_key_get_id (scene->key));
  hello->boot = 1;
  hello->seq = seq;
  hello->question = question;
  hall_announcer_hear (scene->anna->session->announcer, hello, "127.0.0.1",
                       hall_beacon_get_port (scene->beacon), way);
}

static void
hear (Scene    *scene,
      gboolean  question,
      HallWay   way)
{
  static guint64 seq = 1000;

  hear_again (scene, question, way, ++seq);
}

static void
expect_ways (Scene *scene,
             guint  multicast,
             guint  broadcast)
{
  memset (scene->ways, 0, sizeof scene->ways);
  g_ptr_array_set_size (scene->heard, 0);
  while (scene->heard->len == 0)
    scene_pass (scene, 10);
  g_assert_cmpuint (scene->ways[HALL_WAY_MULTICAST], ==, multicast);
  g_assert_cmpuint (scene->ways[HALL_WAY_BROADCAST], ==, broadcast);
}

/* Both ways among few, and where others are heard by one way only; and at a start and an end. */
static void
test_ways (void)
{
  Scene scene;

  scene_open (&scene);
  expect_ways (&scene, 1, 1);
  scene_settle (&scene);
  expect_ways (&scene, 1, 1);

  scene_fill_directory (&scene, 200);
  expect_ways (&scene, 1, 0);
  hear (&scene, FALSE, HALL_WAY_UNICAST);
  expect_ways (&scene, 1, 0);
  hear (&scene, FALSE, HALL_WAY_BROADCAST);
  expect_ways (&scene, 1, 1);
  hear (&scene, FALSE, HALL_WAY_MULTICAST);
  hear (&scene, FALSE, HALL_WAY_BROADCAST);
  expect_ways (&scene, 1, 0);
  scene_pass (&scene, 60 * 1000);
  hear (&scene, FALSE, HALL_WAY_MULTICAST);
  expect_ways (&scene, 1, 1);
  scene_pass (&scene, 60 * 1000);   /* neither is heard any more */
  expect_ways (&scene, 1, 0);
  hall_discovery_refresh (scene.anna->session->discovery);
  expect_ways (&scene, 1, 1);
  scene_close (&scene);
}

/* Rooms go as hellos do, and goodbyes always both ways. */
static void
test_ways_of_rooms (void)
{
  Scene scene;

  scene_open (&scene);
  scene_settle (&scene);
  scene_fill_directory (&scene, 200);
  test_peer_create_room (scene.anna, "Lunch");
  expect_ways (&scene, 0, 1);
  hall_discovery_refresh (scene.anna->session->discovery);
  scene_pass (&scene, 4000);
  g_assert_cmpuint (scene_count (&scene, HALL_DATAGRAM_ROOM), >=, 1);
  g_assert_cmpuint (scene.ways[HALL_WAY_MULTICAST], ==, scene.ways[HALL_WAY_BROADCAST] - 1);

  memset (scene.ways, 0, sizeof scene.ways);
  scene_stop (&scene);
  scene_pass (&scene, 0);
  g_assert_cmpuint (scene.ways[HALL_WAY_MULTICAST], >=, 3);   /* ROOMBYE, BYE, BYE */
  g_assert_cmpuint (scene.ways[HALL_WAY_MULTICAST], ==, scene.ways[HALL_WAY_BROADCAST]);
  scene_close (&scene);
}

/* Of very many few answer what is asked of all; who is asked alone answers. */
static void
test_asked_alone (void)
{
  Scene scene;
  guint answered;

  scene_open (&scene);
  scene_settle (&scene);
  scene_fill_directory (&scene, 500);
  memset (scene.ways, 0, sizeof scene.ways);
  for (guint i = 0; i < 20; i++)
    {
      hear (&scene, TRUE, HALL_WAY_MULTICAST);
      scene_pass (&scene, 501);
    }
  answered = scene.ways[HALL_WAY_UNICAST];
  g_assert_cmpuint (answered, <=, 3);
  for (guint i = 0; i < 15; i++)
    {
      hear (&scene, TRUE, HALL_WAY_UNICAST);
      scene_pass (&scene, 501);
    }
  g_assert_cmpuint (scene.ways[HALL_WAY_UNICAST], ==, answered + 15);
  scene_close (&scene);
}

/* A question that comes by two ways is one. */
static void
test_copies (void)
{
  Scene scene;

  scene_open (&scene);
  scene_settle (&scene);
  memset (scene.ways, 0, sizeof scene.ways);
  hear_again (&scene, TRUE, HALL_WAY_MULTICAST, 1);
  scene_pass (&scene, 1000);
  g_assert_cmpuint (scene.ways[HALL_WAY_UNICAST], ==, 1);
  hear_again (&scene, TRUE, HALL_WAY_BROADCAST, 1);
  scene_pass (&scene, 1000);
  g_assert_cmpuint (scene.ways[HALL_WAY_UNICAST], ==, 1);
  scene_close (&scene);
}

/* Somebody who was here before, and is not heard. */
static HallPerson *
remember (Scene      *scene,
          const char *id,
          const char *address,
          gint64      last_seen)
{
  HallDirectory *directory = hall_session_get_directory (scene->anna->session);
  HallPerson *person = hall_directory_ensure_person (directory, id);

  hall_person_add_address (person, address);
  hall_person_set_last_seen (person, last_seen);
  hall_directory_remember_person (directory, person, 0, 0);
  return person;
}

static guint
count_asked (Scene *scene,
             guint  ms)
{
  memset (scene->ways, 0, sizeof scene->ways);
  scene_pass (scene, ms);
  return scene->ways[HALL_WAY_UNICAST];
}

/* Two on our subnet, of whom one is somebody who can be heard, and one far away. */
static void
remember_three (Scene *scene)
{
  g_autofree char *id = g_strdup (hall_key_get_id (scene->key));

  remember (scene, id, "127.0.0.1", 2);
  id[0] = id[0] == 'A' ? 'B' : 'A';
  remember (scene, id, "10.1.2.3", 3);
  id[0] = 'C';
  remember (scene, id, "127.0.0.1", 1);
}

/* Who was here before is asked after a change; not far away. */
static void
test_remembered (void)
{
  Scene scene;

  scene_open (&scene);
  scene_settle (&scene);
  g_assert_cmpuint (count_asked (&scene, 3000), ==, 0);
  remember_three (&scene);
  hall_discovery_refresh (scene.anna->session->discovery);
  g_assert_cmpuint (count_asked (&scene, 2000), ==, 2);
  scene_close (&scene);
}

/* Who is here is not asked; nobody is by one who is not to be seen, or where many are heard. */
static void
test_not_asked (void)
{
  Scene scene;

  scene_open (&scene);
  scene_settle (&scene);
  remember_three (&scene);
  scene_send_hello (&scene, FALSE);
  hall_discovery_refresh (scene.anna->session->discovery);
  g_assert_cmpuint (count_asked (&scene, 2000), ==, 1);
  g_object_set (scene.anna->settings, "presence", "invisible", NULL);
  hall_discovery_refresh (scene.anna->session->discovery);
  g_assert_cmpuint (count_asked (&scene, 5000), ==, 0);
  g_object_set (scene.anna->settings, "presence", "available", NULL);
  g_assert_cmpuint (count_asked (&scene, 2000), ==, 1);
  scene_fill_directory (&scene, 60);
  hall_discovery_refresh (scene.anna->session->discovery);
  g_assert_cmpuint (count_asked (&scene, 2000), ==, 0);
  scene_close (&scene);
}

/* What was said of rooms that are long gone is not kept. */
static void
test_forgotten (void)
{
  Scene scene;
  HallAnnouncer *announcer;

  scene_open (&scene);
  scene_settle (&scene);
  announcer = scene.anna->session->announcer;
  for (guint i = 0; i < 20; i++)
    {
      guint8 bytes[16] = { 1, 2, (guint8) i };
      HallDatagram *room = hall_datagram_new (HALL_DATAGRAM_ROOM);

      room->room = hall_base64url_encode (bytes, sizeof bytes);
      room->name = g_strdup ("Lunch");
      room->lock = g_strdup ("open");
      room->creator = g_strdup (hall_key_get_id (scene.key));
      hall_announcer_set_room (announcer, room);
      scene_pass (&scene, 100);
      hall_announcer_remove_room (announcer, room->room);
      hall_datagram_unref (room);
    }
  /* Herself, and the goodbyes. */
  g_ptr_array_unref (hall_announcer_list_said (announcer));
  g_assert_cmpuint (g_hash_table_size (announcer->said), ==, 21);
  scene_pass (&scene, 2 * HALL_TTL_MIN_MS);
  g_ptr_array_unref (hall_announcer_list_said (announcer));
  g_assert_cmpuint (g_hash_table_size (announcer->said), ==, 1);
  scene_close (&scene);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/questions/ways", test_ways);
  g_test_add_func ("/session/questions/ways-of-rooms", test_ways_of_rooms);
  g_test_add_func ("/session/questions/asked-alone", test_asked_alone);
  g_test_add_func ("/session/questions/copies", test_copies);
  g_test_add_func ("/session/questions/remembered", test_remembered);
  g_test_add_func ("/session/questions/not-asked", test_not_asked);
  g_test_add_func ("/session/questions/forgotten", test_forgotten);
  return g_test_run ();
}
