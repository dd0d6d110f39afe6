/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-roll.c: who is written down, of more people than are written down in one go; and how many of
 * one name are told apart.
 */

#define G_LOG_DOMAIN "test-roll"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "hall-roll.h"

#include "session-fixture.h"
#include "turned-clock.h"

#define N_PEOPLE 700

typedef struct
{
  SessionFixture *fixture;
  TestPeer *anna;
  TurnedClock *clock;
  guint64 seq;
} Scene;

static char *
make_id (guint i)
{
  guint8 key[32] = { 7, 7, 7 };

  memcpy (key + 8, &i, sizeof i);
  return hall_base64url_encode (key, sizeof key);
}

static HallPerson *
find (Scene *scene,
      guint  i)
{
  g_autofree char *id = make_id (i);

  return hall_directory_lookup_person (hall_session_get_directory (scene->anna->session), id);
}

static void
hear (Scene           *scene,
      HallDatagramType type,
      guint            i)
{
  g_autoptr (HallDatagram) hello = hall_datagram_new (type);

  hello->id = make_id (i);
  hello->boot = 1;
  hello->seq = ++scene->seq;
  hello->name = g_strdup ("Somebody");
  hello->status = g_strdup ("available");
  hello->tcp_port = 9;
  hello->ttl_ms = HALL_TTL_MAX_MS;
  hall_directory_hear (hall_session_get_directory (scene->anna->session), hello, "127.0.0.1",
                       scene->clock->now);
}

static void
set_up (Scene        *scene,
        gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  scene->fixture = session_fixture_new ();
  scene->anna = session_fixture_add (scene->fixture, "Anna");
  scene->clock = g_object_new (TURNED_TYPE_CLOCK, NULL);
  test_peer_make_session (scene->anna, HALL_SESSION_ACTIVE);
  hall_session_set_clock (scene->anna->session, HALL_CLOCK (scene->clock));
  hall_session_start_async (scene->anna->session, TRUE, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (hall_session_start_finish (scene->anna->session, result, NULL));
}

static void
tear_down (Scene        *scene,
           gconstpointer data)
{
  gboolean stopped = FALSE;
  gint64 deadline = test_begin_waiting ();

  hall_session_stop_async (scene->anna->session, test_note_finished, &stopped);
  while (!stopped)
    {
      turned_clock_advance (scene->clock, 10);
      test_wait_a_turn (deadline, "stopped");
    }
  g_signal_handlers_disconnect_by_data (scene->anna->session, scene->anna);
  g_clear_object (&scene->anna->session);
  g_object_unref (scene->clock);
  session_fixture_free (scene->fixture);
}

/* (element-type HallStoredPerson) as it is on disk */
static GPtrArray *
list_stored (Scene *scene)
{
  HallStore *store = hall_session_get_context (scene->anna->session)->store;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *people;

  hall_store_list_people_async (store, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  people = hall_store_list_people_finish (store, result, &error);
  g_assert_no_error (error);
  return people;
}

/* Everybody says something new all the time; so it must not always be the first that are kept. */
static void
test_turns (Scene        *scene,
            gconstpointer data)
{
  g_autoptr (GPtrArray) stored = NULL;

  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < N_PEOPLE; i++)
        hear (scene, HALL_DATAGRAM_HELLO, i);
      turned_clock_advance (scene->clock, 60000);
    }
  stored = list_stored (scene);
  g_assert_cmpuint (stored->len, ==, N_PEOPLE);
}

/* Who is met is written down in a moment, however many there are before. */
static void
test_met (Scene        *scene,
          gconstpointer data)
{
  g_autoptr (GPtrArray) stored = NULL;
  g_autofree char *id = make_id (N_PEOPLE - 1);
  gboolean found = FALSE;

  for (guint i = 0; i < N_PEOPLE; i++)
    hear (scene, HALL_DATAGRAM_HELLO, i);
  hall_roll_meet (scene->anna->session->roll, find (scene, N_PEOPLE - 1));
  turned_clock_advance (scene->clock, 1000);
  stored = list_stored (scene);
  for (guint i = 0; i < stored->len; i++)
    {
      HallStoredPerson *person = g_ptr_array_index (stored, i);

      found |= g_str_equal (person->id, id) && person->first_seen_ms != 0;
    }
  g_assert_true (found);
}

/* Several of one name, one of them known: they come and go in any order. */
static void
test_bearers (Scene        *scene,
              gconstpointer data)
{
  HallPerson *known;

  hear (scene, HALL_DATAGRAM_HELLO, 0);
  known = find (scene, 0);
  g_assert_false (hall_person_get_tagged (known));
  for (guint i = 1; i < 6; i++)
    hear (scene, HALL_DATAGRAM_HELLO, i);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_true (hall_person_get_tagged (find (scene, i)));
      g_assert_null (hall_person_get_resembles (find (scene, i)));
    }
  hall_trust_note_contact (scene->anna->session->trust, known);
  hear (scene, HALL_DATAGRAM_HELLO, 6);
  for (guint i = 1; i < 7; i++)
    g_assert_true (hall_person_get_resembles (find (scene, i)) == known);

  /* All but one have gone, then that one, too. */
  for (guint i = 1; i < 6; i++)
    hear (scene, HALL_DATAGRAM_BYE, i);
  g_assert_true (hall_person_get_tagged (known));
  g_assert_true (hall_person_get_tagged (find (scene, 6)));
  g_assert_false (hall_person_get_tagged (find (scene, 1)));
  hear (scene, HALL_DATAGRAM_BYE, 6);
  g_assert_false (hall_person_get_tagged (known));
  g_assert_null (hall_person_get_resembles (find (scene, 6)));

  /* Of a stranger who comes alone the name is the known one's all the same. */
  hear (scene, HALL_DATAGRAM_BYE, 0);
  hear (scene, HALL_DATAGRAM_HELLO, 2);
  g_assert_true (hall_person_get_resembles (find (scene, 2)) == known);
  g_assert_true (hall_person_get_tagged (find (scene, 2)));
}

static void
on_blocked (HallTrustBook *trust,
            HallPerson    *person,
            HallPerson   **blocked)
{
  *blocked = person;
}

/* Somebody who is kept away comes with a new computer: what is open with that one is closed. */
static void
test_blocked_again (Scene        *scene,
                    gconstpointer data)
{
  HallTrustBook *trust = scene->anna->session->trust;
  HallPerson *blocked = NULL;

  hear (scene, HALL_DATAGRAM_HELLO, 0);
  hall_trust_note_contact (trust, find (scene, 0));
  hall_trust_set_blocked (trust, find (scene, 0), TRUE);
  hear (scene, HALL_DATAGRAM_HELLO, 1);
  g_assert_true (hall_person_get_resembles (find (scene, 1)) == find (scene, 0));
  g_signal_connect (trust, "blocked", G_CALLBACK (on_blocked), &blocked);
  hall_trust_declare_same (trust, find (scene, 1));
  g_assert_true (hall_person_get_blocked (find (scene, 1)));
  g_assert_true (blocked == find (scene, 1));
  g_signal_handlers_disconnect_by_data (trust, &blocked);
}

/* Where somebody was last is where it is asked first. */
static void
test_addresses (Scene        *scene,
                gconstpointer data)
{
  HallContext *context = hall_session_get_context (scene->anna->session);
  g_autoptr (HallRoll) roll = hall_roll_new (context);
  g_autoptr (GPtrArray) people = NULL;
  const char *const addresses[] = { "10.0.0.1", "10.0.0.2", NULL };
  g_autofree char *id = make_id (0);
  HallStoredPerson *stored = hall_stored_person_new (id);

  people = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_stored_person_free);
  g_ptr_array_add (people, stored);
  stored->first_seen_ms = 1;
  stored->addresses = g_strdupv ((char **) addresses);
  hall_roll_restore (roll, people);
  g_assert_cmpstrv (hall_person_get_addresses (find (scene, 0)), addresses);
}

#define ADD(path, function) g_test_add (path, Scene, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/session/roll/turns", test_turns);
  ADD ("/session/roll/met", test_met);
  ADD ("/session/roll/bearers", test_bearers);
  ADD ("/session/roll/blocked-again", test_blocked_again);
  ADD ("/session/roll/addresses", test_addresses);
  return g_test_run ();
}
