/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-sync.c: sets become equal: again and again on one link, over long days, whatever the rate.
 */

#define G_LOG_DOMAIN "test-sync"

#include "config.h"

#include "hall-limits.h"

#include "raw-library.h"

#define N_LONG_DAY (HALL_SYNC_IDS_PER_DAY_MAX + 500)

typedef struct
{
  SessionFixture *fixture;
  TestPeer *anna;         /* hosts */
  char *id;
  RawPeer *mallory;       /* a member */
  RawLibrary *library;
} Scene;

static void
scene_open (Scene *scene)
{
  scene->fixture = session_fixture_new ();
  scene->anna = session_fixture_start (scene->fixture, "Anna");
  scene->id = g_strdup (hall_room_get_id (test_peer_create_room (scene->anna, "Lunch")));
  scene->mallory = raw_peer_new (NULL);
  raw_peer_join (scene->mallory, scene->anna, scene->id);
  scene->library = raw_library_new (scene->mallory, scene->id);
  TEST_WAIT_UNTIL (raw_peer_find (scene->mallory, HALL_PACKET_HAVE) != NULL);
}

static void
scene_close (Scene *scene)
{
  raw_library_free (scene->library);
  raw_peer_free (scene->mallory);
  session_fixture_free (scene->fixture);
  g_free (scene->id);
}

static gint64
get_now (void)
{
  return g_get_real_time () / 1000;
}

/* Midday, @n_days ago: an hour before and after it are the same day. */
static gint64
get_noon (guint n_days)
{
  return (get_now () / HALL_DAY_MS - n_days) * HALL_DAY_MS + HALL_DAY_MS / 2;
}

static guint
count (RawPeer       *peer,
       HallPacketType type)
{
  guint n = 0;

  for (guint i = 0; i < peer->packets->len; i++)
    n += ((HallPacket *) g_ptr_array_index (peer->packets, i))->type == type;
  return n;
}

/* The peer says what it has a second and a third time; the second question within 5 s is not
 * answered, and closes nothing. */
static void
test_again (void)
{
  Scene scene;

  scene_open (&scene);
  raw_library_add (scene.library, raw_peer_make_text (scene.mallory, scene.id, get_noon (3), "1"));
  raw_library_say_have (scene.library, 0);
  TEST_WAIT_UNTIL (scene.anna->messages->len == 3);
  raw_library_add (scene.library, raw_peer_make_text (scene.mallory, scene.id, get_noon (2), "2"));
  raw_library_say_have (scene.library, 0);
  TEST_WAIT_UNTIL (scene.anna->messages->len == 4);
  /* Two at once: the latter waits until the former is done, and is not lost. */
  raw_library_add (scene.library, raw_peer_make_text (scene.mallory, scene.id, get_noon (3), "3"));
  raw_library_say_have (scene.library, 0);
  raw_library_add (scene.library, raw_peer_make_text (scene.mallory, scene.id, get_noon (2), "4"));
  raw_library_say_have (scene.library, 0);
  TEST_WAIT_UNTIL (scene.anna->messages->len == 6);

  g_assert_cmpuint (count (scene.mallory, HALL_PACKET_HAVE), ==, 1);
  raw_library_ask_again (scene.library);
  raw_library_ask_again (scene.library);
  TEST_WAIT_UNTIL (test_peer_get_counter (scene.anna, HALL_COUNTER_SYNC_RATE) == 1);
  TEST_WAIT_UNTIL (count (scene.mallory, HALL_PACKET_HAVE) == 2);
  {
    HallPacket *have = g_ptr_array_index (scene.mallory->packets, scene.mallory->packets->len - 1);

    g_assert_cmpint (have->type, ==, HALL_PACKET_HAVE);
    g_assert_cmpuint (have->days->len, ==, 2);
    g_assert_cmpuint (g_array_index (have->days, HallDayDigest, 0).count, ==, 2);
    g_assert_cmpuint (g_array_index (have->days, HallDayDigest, 1).count, ==, 2);
  }
  g_assert_false (scene.mallory->closed);
  scene_close (&scene);
}

/* What the host learns by it goes to the others, and no rate keeps it from that. */
static void
test_relayed (void)
{
  Scene scene;
  TestPeer *ben;
  const guint n_texts = 3 * HALL_MEMBER_EVENTS_BURST;

  scene_open (&scene);
  ben = session_fixture_start (scene.fixture, "Ben");
  test_peer_join (ben, scene.id);
  TEST_WAIT_UNTIL (ben->messages->len == 3 && scene.anna->messages->len == 3);
  for (guint i = 0; i < n_texts; i++)
    raw_library_add (scene.library, raw_peer_make_text (scene.mallory, scene.id, get_noon (1) + i,
                                                        "learnt"));
  raw_library_say_have (scene.library, 0);
  TEST_WAIT_UNTIL (scene.anna->messages->len == 3 + n_texts);
  TEST_WAIT_UNTIL (ben->messages->len == 3 + n_texts);
  g_assert_cmpuint (test_peer_get_counter (scene.anna, HALL_COUNTER_EVENT_RATE), ==, 0);
  g_assert_cmpuint (scene.library->n_wanted, ==, n_texts);
  /* Not to the one who brought it. */
  for (guint i = 0; i < scene.mallory->packets->len; i++)
    {
      HallPacket *packet = g_ptr_array_index (scene.mallory->packets, i);

      if (packet->type == HALL_PACKET_EV)
        g_assert_cmpstr (((HallEvent *) g_ptr_array_index (packet->events, 0))->author, !=,
                         raw_peer_get_id (scene.mallory));
    }
  scene_close (&scene);
}

/* Live only a minute ahead, by synchronising a day. */
static void
test_ahead (void)
{
  Scene scene;
  gint64 ahead = get_now () + HALL_CLOCK_AHEAD_SYNC_MS;
  g_autoptr (HallEvent) live = NULL;

  scene_open (&scene);
  live = raw_peer_make_text (scene.mallory, scene.id, get_now () + HALL_HOUR_MS, "live");
  raw_peer_send (scene.mallory, hall_packet_new_event (live));
  TEST_WAIT_UNTIL (test_peer_get_counter (scene.anna, HALL_COUNTER_EVENT_CLOCK_AHEAD) == 1);
  raw_library_add (scene.library, raw_peer_make_text (scene.mallory, scene.id,
                                                      ahead - HALL_HOUR_MS, "before"));
  raw_library_add (scene.library, raw_peer_make_text (scene.mallory, scene.id,
                                                      ahead + HALL_HOUR_MS, "after"));
  raw_library_say_have (scene.library, 0);
  TEST_WAIT_UNTIL (test_peer_get_counter (scene.anna, HALL_COUNTER_EVENT_CLOCK_AHEAD) == 2);
  TEST_WAIT_UNTIL (scene.anna->messages->len == 3);
  {
    g_autoptr (GPtrArray) history = test_peer_load_history (scene.anna, scene.id, 10);

    g_assert_cmpuint (test_count_text (history, "before"), ==, 1);
    g_assert_cmpuint (test_count_text (history, "after"), ==, 0);
  }
  scene_close (&scene);
}

static void
add_long_day (RawLibrary *library,
              gint64      noon)
{
  for (guint i = 0; i < N_LONG_DAY; i++)
    raw_library_add (library, raw_peer_make_text (library->peer, library->room_id,
                                                  noon - HALL_HOUR_MS / 2
                                                  + i % 2 * HALL_HOUR_MS + i, "long"));
}

/* A day that is too long is asked for by hours, only those that differ, the newest first. */
static void
test_hours_are_asked_for (void)
{
  Scene scene;

  scene_open (&scene);
  add_long_day (scene.library, get_noon (1));
  raw_library_say_have (scene.library, 0);
  TEST_WAIT_UNTIL (scene.anna->messages->len == 2 + N_LONG_DAY);
  g_assert_cmpuint (scene.library->n_hours_asked, ==, 1);
  g_assert_cmpuint (scene.library->n_hour_ids_asked, ==, 2);
  g_assert_cmpuint (scene.library->n_days_asked, ==, 1);   /* the control events */
  g_assert_cmpuint (scene.library->n_wanted, ==, N_LONG_DAY);

  raw_library_add (scene.library, raw_peer_make_text (scene.mallory, scene.id,
                                                      get_noon (1) + HALL_HOUR_MS / 4, "late"));
  raw_library_say_have (scene.library, 0);
  TEST_WAIT_UNTIL (scene.anna->messages->len == 3 + N_LONG_DAY);
  g_assert_cmpuint (scene.library->n_hours_asked, ==, 2);
  g_assert_cmpuint (scene.library->n_hour_ids_asked, ==, 3);
  g_assert_cmpuint (scene.library->n_wanted, ==, N_LONG_DAY + 1);
  scene_close (&scene);
}

static HallPacket *
ask (Scene *scene,
     gint64 day,
     int    hour)
{
  HallPacket *question = hall_packet_new (hour < 0 ? HALL_PACKET_HAVE : HALL_PACKET_IDS);

  question->room = g_strdup (scene->id);
  question->day = day;
  question->day_only = hour < 0;
  question->hour = hour;
  question->question = TRUE;
  return question;
}

/* The same, answered: as many as there are, with the digest that anybody can count. */
static void
test_hours_are_answered (void)
{
  Scene scene;
  gint64 noon = get_noon (1);
  g_autoptr (GPtrArray) first = g_ptr_array_new ();
  g_autofree char *digest = NULL;
  HallPacket *hours, *ids;

  scene_open (&scene);
  add_long_day (scene.library, noon);
  raw_library_say_have (scene.library, 0);
  TEST_WAIT_UNTIL (scene.anna->messages->len == 2 + N_LONG_DAY);
  for (guint i = 0; i < scene.library->events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (scene.library->events, i);

      if (event->lc < noon)
        g_ptr_array_add (first, event);
    }
  digest = raw_library_make_digest (first);
  raw_peer_send (scene.mallory, ask (&scene, noon / HALL_DAY_MS, -1));
  TEST_WAIT_UNTIL (scene.library->hours->len == 1);
  hours = g_ptr_array_index (scene.library->hours, 0);
  g_assert_cmpint (hours->day, ==, noon / HALL_DAY_MS);
  g_assert_cmpuint (hours->days->len, ==, 2);
  g_assert_cmpint (g_array_index (hours->days, HallDayDigest, 0).day, ==, 11);
  g_assert_cmpuint (g_array_index (hours->days, HallDayDigest, 0).count, ==, first->len);
  g_assert_cmpstr (g_array_index (hours->days, HallDayDigest, 0).digest, ==, digest);
  g_assert_cmpint (g_array_index (hours->days, HallDayDigest, 1).day, ==, 12);

  g_ptr_array_set_size (scene.mallory->packets, 0);
  raw_peer_send (scene.mallory, ask (&scene, noon / HALL_DAY_MS, 11));
  TEST_WAIT_UNTIL (count (scene.mallory, HALL_PACKET_IDS) == 2);
  ids = raw_peer_find (scene.mallory, HALL_PACKET_IDS);
  g_assert_cmpint (ids->hour, ==, 11);
  g_assert_true (ids->more);
  g_assert_cmpstr (ids->ids[0], ==, ((HallEvent *) g_ptr_array_index (first, 0))->id);
  scene_close (&scene);
}

/* Two sessions, one of which has days of every length. */
static void
test_long_absence (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  RawPeer *mallory = raw_peer_new (NULL);
  RawLibrary *library;
  g_autoptr (GPtrArray) of_anna = NULL;
  g_autoptr (GPtrArray) of_ben = NULL;

  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (anna->messages->len == 3);
  test_peer_stop (ben);
  raw_peer_join (mallory, anna, id);
  library = raw_library_new (mallory, id);
  raw_library_add (library, raw_peer_make_joined (mallory, id));
  add_long_day (library, get_noon (1));
  for (guint i = 0; i < 60; i++)
    raw_library_add (library, raw_peer_make_text (mallory, id, get_noon (2 + i), "short"));
  raw_library_say_have (library, 0);
  TEST_WAIT_UNTIL (anna->messages->len == 3 + library->events->len);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (ben->messages->len == library->events->len);
  of_anna = test_peer_load_ids (anna, id);
  of_ben = test_peer_load_ids (ben, id);
  test_assert_same (of_anna, of_ben);
  raw_library_free (library);
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/sync/again", test_again);
  g_test_add_func ("/session/sync/relayed", test_relayed);
  g_test_add_func ("/session/sync/ahead", test_ahead);
  g_test_add_func ("/session/sync/hours-are-asked-for", test_hours_are_asked_for);
  g_test_add_func ("/session/sync/hours-are-answered", test_hours_are_answered);
  g_test_add_func ("/session/sync/long-absence", test_long_absence);
  return g_test_run ();
}
