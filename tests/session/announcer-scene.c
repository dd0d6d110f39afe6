/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* announcer-scene.c: Anna, and what is heard of her.
 */

#define G_LOG_DOMAIN "announcer-scene"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "announcer-scene.h"

static void
on_datagram (HallBeacon   *beacon,
             HallDatagram *datagram,
             const char   *address,
             guint         port,
             guint         way,
             Scene        *scene)
{
  g_assert_cmpuint (way, <, HALL_N_WAYS);
  scene->ways[way]++;
  if (datagram->seq == scene->last_seq)
    return;
  scene->last_seq = datagram->seq;
  g_ptr_array_add (scene->heard, hall_datagram_ref (datagram));
}

void
scene_listen_to (Scene   *scene,
                 guint16  port)
{
  g_autoptr (GError) error = NULL;

  hall_beacon_open (scene->beacon, HALL_DEFAULT_GROUP, port, NULL, &error);
  g_assert_no_error (error);
}

void
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
  scene_listen_to (scene, scene->fixture->port);
}

/* Lets time pass; what is said meanwhile is heard. */
void
scene_pass (Scene *scene,
            guint  ms)
{
  turned_clock_advance (scene->clock, ms);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
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

void
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

guint
scene_count (Scene            *scene,
             HallDatagramType  type)
{
  guint n = 0;

  for (guint i = 0; i < scene->heard->len; i++)
    n += ((HallDatagram *) g_ptr_array_index (scene->heard, i))->type == type;
  return n;
}

guint
scene_count_questions (Scene *scene)
{
  guint n = 0;

  for (guint i = 0; i < scene->heard->len; i++)
    n += ((HallDatagram *) g_ptr_array_index (scene->heard, i))->question;
  return n;
}

/* Within how many ms the next question comes; fails after @most. */
guint
scene_wait_for_question (Scene *scene,
                         guint  most)
{
  guint before = scene_count_questions (scene);
  guint ms = 0;

  while (scene_count_questions (scene) == before)
    {
      g_assert_cmpuint (ms, <, most);
      scene_pass (scene, 1);
      ms++;
    }
  return ms;
}

void
scene_send_hello (Scene    *scene,
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
  scene_pass (scene, 0);
}

/* Past the first hellos, and just after a regular one. */
void
scene_settle (Scene *scene)
{
  scene_pass (scene, 5000);
  g_ptr_array_set_size (scene->heard, 0);
  while (scene_count (scene, HALL_DATAGRAM_HELLO) == 0)
    scene_pass (scene, 1);
  g_assert_cmpuint (scene_count_questions (scene), ==, 0);
  g_ptr_array_set_size (scene->heard, 0);
}

/* Many people, who are heard and will be for hours. */
void
scene_fill_directory (Scene *scene,
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
