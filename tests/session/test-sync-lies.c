/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-sync-lies.c: lists that lie cost a bounded number of looks, keep nothing from anybody else,
 * and show nothing.
 */

#define G_LOG_DOMAIN "test-sync-lies"

#include "config.h"

#include "hall-limits.h"

#include "raw-library.h"

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
get_day (guint n_days_ago)
{
  return g_get_real_time () / 1000 / HALL_DAY_MS - n_days_ago;
}

static HallEvent *
make_text (Scene      *scene,
           gint64      day,
           const char *text)
{
  return raw_peer_make_text (scene->mallory, scene->id, day * HALL_DAY_MS + 1, text);
}

/* That all of an exchange is through: what is said after it was dealt with. */
static void
pass (Scene *scene,
      guint  number)
{
  g_autofree char *text = g_strdup_printf ("through %u", number);
  guint n_before = scene->anna->messages->len;

  raw_library_add (scene->library, make_text (scene, get_day (100 + number), text));
  raw_library_say_have (scene->library, 0);
  TEST_WAIT_UNTIL (scene->anna->messages->len == n_before + 1);
}

/* Ids that never come: each is wanted once, and the day rests; what is true is fetched. */
static void
test_never_delivered (void)
{
  Scene scene;

  scene_open (&scene);
  scene.library->n_fakes = 300;
  raw_library_promise (scene.library, get_day (1), 300, "AAAAAAAAAAA");
  TEST_WAIT_UNTIL (scene.library->n_wanted == 300);
  g_assert_cmpuint (scene.library->n_days_asked, ==, 1);
  scene.library->n_fakes = 0;
  pass (&scene, 1);
  g_assert_cmpuint (scene.library->n_wanted, ==, 301);
  g_assert_cmpuint (scene.library->n_days_asked, ==, 3);   /* the control events; the new day */

  /* The same again: it rests. Another digest: the list is looked at, nothing is wanted twice. */
  scene.library->n_fakes = 300;
  raw_library_promise (scene.library, get_day (1), 300, "AAAAAAAAAAA");
  raw_library_promise (scene.library, get_day (1), 300, "AAAAAAAAAAE");
  TEST_WAIT_UNTIL (scene.library->n_days_asked == 4);
  raw_library_promise (scene.library, get_day (1), 300, "AAAAAAAAAAI");
  TEST_WAIT_UNTIL (scene.library->n_days_asked == 5);
  /* Three times in vain: no digest wakes it any more. */
  for (guint i = 0; i < 8; i++)
    raw_library_promise (scene.library, get_day (1), 300, i % 2 == 0 ? "AAAAAAAAAAM"
                                                                     : "AAAAAAAAAAQ");
  scene.library->n_fakes = 0;
  pass (&scene, 2);
  g_assert_cmpuint (scene.library->n_days_asked, ==, 6);
  g_assert_cmpuint (scene.library->n_wanted, ==, 302);
  g_assert_false (scene.mallory->closed);
  scene_close (&scene);
}

/* Promises without end: at some point nothing is asked for any more, but the link lives. */
static void
test_given_up (void)
{
  Scene scene;
  g_autoptr (HallEvent) live = NULL;
  guint n_asked;

  scene_open (&scene);
  scene.library->n_fakes = HALL_SYNC_IDS_PER_DAY_MAX;
  for (guint day = 1; test_peer_get_counter (scene.anna, HALL_COUNTER_SYNC_GIVEN_UP) == 0; day++)
    {
      guint n_wanted = scene.library->n_wanted + scene.library->n_fakes;

      g_assert_cmpuint (day, <, 10);
      raw_library_promise (scene.library, get_day (day), 5, NULL);
      TEST_WAIT_UNTIL (scene.library->n_wanted == n_wanted
                       || test_peer_get_counter (scene.anna, HALL_COUNTER_SYNC_GIVEN_UP) == 1);
    }
  g_assert_cmpuint (scene.library->n_wanted, <=, 10000 + HALL_SYNC_EVENTS_MAX);
  n_asked = scene.library->n_days_asked;
  raw_library_promise (scene.library, get_day (50), 5, NULL);
  live = raw_peer_make_text (scene.mallory, scene.id, g_get_real_time () / 1000, "live");
  raw_peer_send (scene.mallory, hall_packet_new_event (live));
  TEST_WAIT_UNTIL (raw_peer_find (scene.mallory, HALL_PACKET_ACK) != NULL);
  g_assert_cmpuint (scene.library->n_days_asked, ==, n_asked);
  g_assert_cmpuint (scene.anna->messages->len, ==, 3);
  g_assert_false (scene.mallory->closed);
  scene_close (&scene);
}

/* One member lies and never answers; the other's history comes all the same. */
static void
test_others_go_on (void)
{
  Scene scene;
  RawPeer *ben = raw_peer_new (NULL);
  RawLibrary *of_ben;

  scene_open (&scene);
  scene.library->mute = TRUE;
  raw_library_promise (scene.library, get_day (1), 5, NULL);
  TEST_WAIT_UNTIL (scene.library->n_days_asked == 1);
  raw_peer_join (ben, scene.anna, scene.id);
  of_ben = raw_library_new (ben, scene.id);
  for (guint i = 0; i < 500; i++)
    raw_library_add (of_ben, raw_peer_make_text (ben, scene.id, get_day (1) * HALL_DAY_MS + i,
                                                 "true"));
  raw_library_say_have (of_ben, 0);
  TEST_WAIT_UNTIL (scene.anna->messages->len == 502);
  raw_library_free (of_ben);
  raw_peer_free (ben);
  scene_close (&scene);
}

/* An event under a day that is not its own is refused; under its own it is taken. */
static void
test_other_days (void)
{
  Scene scene;
  HallEvent *stray;
  gint64 day = get_day (7);

  scene_open (&scene);
  stray = make_text (&scene, day, "stray");
  g_ptr_array_add (scene.library->strays, stray);
  scene.library->stray_day = day + 1;
  raw_library_promise (scene.library, day + 1, 1, NULL);
  TEST_WAIT_UNTIL (test_peer_get_counter (scene.anna, HALL_COUNTER_EVENT_NOT_PERMITTED) == 1);
  pass (&scene, 1);
  g_assert_cmpuint (scene.anna->messages->len, ==, 3);
  scene_close (&scene);
}

/* An id in the lists of two days at once: it is wanted once, and nothing waits for it for ever. */
static void
test_listed_twice (void)
{
  Scene scene;
  HallEvent *first;

  scene_open (&scene);
  first = raw_peer_make_text (scene.mallory, scene.id, get_day (1) * HALL_DAY_MS, "first");
  raw_library_add (scene.library, first);
  /* As many as one want takes, and newer: the list of the other day is there when it is done. */
  for (guint i = 0; i < HALL_SYNC_EVENTS_MAX; i++)
    {
      g_autofree char *text = g_strdup_printf ("text %u", i);

      raw_library_add (scene.library, make_text (&scene, get_day (1), text));
    }
  raw_library_add (scene.library, make_text (&scene, get_day (2), "of the other day"));
  scene.library->stray_day = get_day (2);
  g_ptr_array_add (scene.library->strays, hall_event_ref (first));
  raw_library_say_have (scene.library, 0);
  TEST_WAIT_UNTIL (scene.anna->messages->len == 2 + HALL_SYNC_EVENTS_MAX + 2);
  g_assert_cmpuint (scene.library->n_wanted, ==, HALL_SYNC_EVENTS_MAX + 2);
  pass (&scene, 1);
  g_assert_false (scene.mallory->closed);
  scene_close (&scene);
}

/* The same ids three times over: wanted once. */
static void
test_copies (void)
{
  Scene scene;
  const guint n_texts = 700;

  scene_open (&scene);
  scene.library->n_copies = 3;
  for (guint i = 0; i < n_texts; i++)
    raw_library_add (scene.library, raw_peer_make_text (scene.mallory, scene.id,
                                                        get_day (1) * HALL_DAY_MS + i, "copied"));
  raw_library_say_have (scene.library, 0);
  TEST_WAIT_UNTIL (scene.anna->messages->len == 2 + n_texts);
  scene.library->n_copies = 1;
  pass (&scene, 1);
  g_assert_cmpuint (scene.library->n_wanted, ==, n_texts + 1);
  scene_close (&scene);
}

static HallPacket *
make_list (Scene         *scene,
           HallPacketType type,
           gint64         day)
{
  HallPacket *packet = hall_packet_new (type);

  packet->room = g_strdup (scene->id);
  packet->day = day;
  packet->more = TRUE;
  packet->days = g_array_new (FALSE, TRUE, sizeof (HallDayDigest));
  packet->ids = g_new0 (char *, 1);
  packet->events = g_ptr_array_new ();
  return packet;
}

static void
assert_ended (Scene      *scene,
              HallCounter counter)
{
  TEST_WAIT_UNTIL (scene->mallory->closed);
  g_assert_cmpuint (test_peer_get_counter (scene->anna, counter), ==, 1);
  g_assert_cmpstr (scene->mallory->error_code, ==, "unsupported");
}

/* Pages of days that go on and on, all of them the same. */
static void
test_endless_have (void)
{
  Scene scene;

  scene_open (&scene);
  for (guint i = 0; i < 200; i++)
    raw_peer_send (scene.mallory, make_list (&scene, HALL_PACKET_HAVE, 0));
  assert_ended (&scene, HALL_COUNTER_FRAME_OUT_OF_PLACE);
  scene_close (&scene);
}

/* Pages of ids that go on and on, empty, and full. */
static void
test_endless_ids (void)
{
  Scene scene;

  scene_open (&scene);
  scene.library->mute = TRUE;
  raw_library_promise (scene.library, get_day (1), 5, NULL);
  TEST_WAIT_UNTIL (scene.library->n_days_asked == 1);
  raw_peer_send (scene.mallory, make_list (&scene, HALL_PACKET_IDS, get_day (1)));
  assert_ended (&scene, HALL_COUNTER_FRAME_OUT_OF_PLACE);
  scene_close (&scene);

  scene_open (&scene);
  scene.library->mute = TRUE;
  raw_library_promise (scene.library, get_day (1), 5, NULL);
  TEST_WAIT_UNTIL (scene.library->n_days_asked == 1);
  for (guint page = 0; page < 220 && !scene.mallory->closed; page++)
    {
      HallPacket *ids = make_list (&scene, HALL_PACKET_IDS, get_day (1));

      g_strfreev (ids->ids);
      ids->ids = g_new0 (char *, HALL_LIST_PAGE_MAX + 1);
      for (guint i = 0; i < HALL_LIST_PAGE_MAX; i++)
        ids->ids[i] = raw_library_make_id (page * HALL_LIST_PAGE_MAX + i);
      raw_peer_send (scene.mallory, ids);
      TEST_WAIT_UNTIL (scene.mallory->closed || hall_link_get_queued (scene.mallory->link) == 0);
    }
  assert_ended (&scene, HALL_COUNTER_FRAME_OUT_OF_PLACE);
  g_assert_cmpuint (scene.library->n_wanted, ==, 0);
  scene_close (&scene);
}

/* Nobody asked for these. */
static void
test_unsolicited (void)
{
  Scene scene;
  HallPacket *packet;

  scene_open (&scene);
  packet = make_list (&scene, HALL_PACKET_HAVE, get_day (1));
  packet->day_only = TRUE;
  packet->more = FALSE;
  raw_peer_send (scene.mallory, packet);
  assert_ended (&scene, HALL_COUNTER_FRAME_OUT_OF_PLACE);
  scene_close (&scene);

  scene_open (&scene);
  packet = make_list (&scene, HALL_PACKET_IDS, get_day (1));
  raw_peer_send (scene.mallory, packet);
  assert_ended (&scene, HALL_COUNTER_FRAME_OUT_OF_PLACE);
  scene_close (&scene);

  scene_open (&scene);
  packet = make_list (&scene, HALL_PACKET_EVS, 0);
  raw_peer_send (scene.mallory, packet);
  assert_ended (&scene, HALL_COUNTER_EVENTS_UNSOLICITED);
  scene_close (&scene);
}

/* Whom nobody reads to in time asks for more and more: at some point that is too much. */
static void
test_too_many_questions (void)
{
  Scene scene;

  scene_open (&scene);
  for (guint i = 0; i < 200; i++)
    {
      HallPacket *question = make_list (&scene, HALL_PACKET_IDS, get_day (1));

      question->question = TRUE;
      question->more = FALSE;
      raw_peer_send (scene.mallory, question);
    }
  assert_ended (&scene, HALL_COUNTER_FRAME_OUT_OF_PLACE);
  scene_close (&scene);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/sync-lies/never-delivered", test_never_delivered);
  g_test_add_func ("/session/sync-lies/given-up", test_given_up);
  g_test_add_func ("/session/sync-lies/others-go-on", test_others_go_on);
  g_test_add_func ("/session/sync-lies/other-days", test_other_days);
  g_test_add_func ("/session/sync-lies/listed-twice", test_listed_twice);
  g_test_add_func ("/session/sync-lies/copies", test_copies);
  g_test_add_func ("/session/sync-lies/endless-have", test_endless_have);
  g_test_add_func ("/session/sync-lies/endless-ids", test_endless_ids);
  g_test_add_func ("/session/sync-lies/unsolicited", test_unsolicited);
  g_test_add_func ("/session/sync-lies/too-many-questions", test_too_many_questions);
  return g_test_run ();
}
