/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-places.c: showing a conversation around one of its messages, or around a time.
 */

#define G_LOG_DOMAIN "test-places"

#include "config.h"

#include "hall-session-search.h"

#include "talk-fixture.h"

#define N_TEXTS 120

static gboolean
open_at (TestPeer    *peer,
         HallRoom    *room,
         const char  *event_id,
         gint64       time_ms,
         GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (event_id != NULL)
    hall_session_open_at_async (peer->session, room, event_id, NULL, test_keep_result, &result);
  else
    hall_session_open_at_time_async (peer->session, room, time_ms, NULL, test_keep_result,
                                     &result);
  TEST_WAIT_UNTIL (result != NULL);
  return hall_session_open_at_finish (peer->session, result, error);
}

static void
check_at (TestPeer   *peer,
          HallRoom   *room,
          const char *event_id,
          const char *text)
{
  HallTimeline *timeline = hall_room_get_timeline (room);
  g_autoptr (GError) error = NULL;
  HallMessage *message;

  g_assert_true (open_at (peer, room, event_id, 0, &error));
  g_assert_no_error (error);
  message = hall_timeline_lookup (timeline, event_id);
  g_assert_nonnull (message);
  g_assert_cmpstr (hall_message_get_text (message), ==, text);
  g_assert_cmpuint (hall_timeline_find (timeline, event_id), !=, G_MAXUINT);
}

/* What was asked for last is shown, though it is read sooner, however far the other has come. */
static void
check_last_asked (TestPeer  *peer,
                  HallRoom  *room,
                  GPtrArray *ids,
                  guint      n_turns)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) last = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (open_at (peer, room, g_ptr_array_index (ids, 100), 0, &error));
  hall_session_mark_read (peer->session, room);
  hall_session_open_at_async (peer->session, room, g_ptr_array_index (ids, 10), NULL,
                              test_keep_result, &first);
  for (guint i = 0; i < n_turns; i++)
    test_wait_a_turn (test_begin_waiting (), "a turn");
  hall_session_open_room_async (peer->session, room, NULL, test_keep_result, &last);
  TEST_WAIT_UNTIL (first != NULL && last != NULL);
  test_run_for (20);
  g_assert_true (hall_timeline_get_at_end (hall_room_get_timeline (room)));
}

/* A hundred messages above what is loaded, and back. */
static void
test_places (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  HallTimeline *timeline = hall_room_get_timeline (room);
  g_autofree char *id = g_strdup (hall_room_get_id (room));
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GError) error = NULL;
  HallMessage *message;
  gint64 time_ms;

  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *text = g_strdup_printf ("text %u", i);

      test_peer_send (anna, id, text);
    }
  TEST_WAIT_UNTIL (anna->messages->len >= N_TEXTS);
  test_peer_stop (anna);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  room = test_peer_find_room (anna, id);
  timeline = hall_room_get_timeline (room);
  talk_open (anna, id);
  ids = test_peer_load_ids (anna, id);
  g_assert_cmpuint (ids->len, >=, N_TEXTS);
  /* The first texts stand behind the lines about the room itself. */
  g_ptr_array_remove_range (ids, 0, ids->len - N_TEXTS);
  g_assert_cmpuint (hall_timeline_find (timeline, g_ptr_array_index (ids, 10)), ==, G_MAXUINT);

  {
    g_autoptr (GPtrArray) history = test_peer_load_history (anna, id, 1000);
    guint n_lines = history->len - N_TEXTS;

    g_assert_cmpstr (g_ptr_array_index (history, n_lines), ==, "Anna: text 0");
  }
  g_assert_true (open_at (anna, room, g_ptr_array_index (ids, 10), 0, &error));
  g_assert_no_error (error);
  message = hall_timeline_lookup (timeline, g_ptr_array_index (ids, 10));
  g_assert_nonnull (message);
  g_assert_false (hall_timeline_get_at_end (timeline));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (timeline)), <=,
                    HALL_TIMELINE_LOADED_MAX);
  time_ms = hall_message_get_time (message);
  check_at (anna, room, g_ptr_array_index (ids, N_TEXTS - 1), "text 119");
  g_assert_true (hall_timeline_get_at_end (timeline));

  g_assert_true (open_at (anna, room, NULL, time_ms, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (hall_timeline_find (timeline, g_ptr_array_index (ids, 10)), !=, G_MAXUINT);
  g_assert_cmpuint (hall_timeline_find_time (timeline, time_ms), !=, G_MAXUINT);
  for (guint i = 0; i < 12; i++)
    check_last_asked (anna, room, ids, i);
  /* Before everything, and after it. */
  g_assert_true (open_at (anna, room, NULL, 1, &error));
  g_assert_true (hall_timeline_get_at_start (timeline));
  g_assert_cmpuint (hall_timeline_find_time (timeline, 1), ==, 0);
  g_assert_true (open_at (anna, room, NULL, G_MAXINT64 / 2, &error));
  g_assert_true (hall_timeline_get_at_end (timeline));
  session_fixture_free (fixture);
}

/* What is not here, or must not be shown, is said to be so, and what is shown stays. */
static void
test_nowhere (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  g_autofree char *id = g_strdup (hall_room_get_id (room));
  g_autofree char *gone = NULL;
  g_autoptr (GError) error = NULL;

  talk_open (anna, id);
  test_peer_send (anna, id, "gone");
  TEST_WAIT_UNTIL (hall_message_get_id (talk_find (anna, id, "gone")) != NULL);
  gone = g_strdup (hall_message_get_id (talk_find (anna, id, "gone")));
  test_peer_send (anna, id, "kept");
  talk_find (anna, id, "kept");
  talk_delete (anna, id, "gone");
  TEST_WAIT_UNTIL (hall_timeline_find (hall_room_get_timeline (room), gone) == G_MAXUINT);
  g_assert_false (open_at (anna, room, gone, 0, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (open_at (anna, room, "AAAAAAAAAAAAAAAAAAAAAA", 0, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (open_at (anna, room, "no id at all", 0, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND);
  talk_find (anna, id, "kept");
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/places/places", test_places);
  g_test_add_func ("/session/places/nowhere", test_nowhere);
  return g_test_run ();
}
