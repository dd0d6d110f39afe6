/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-leaving.c: leaving a room, thinking again, and forgetting it.
 */

#define G_LOG_DOMAIN "test-leaving"

#include "config.h"

#include "raw-peer.h"

#define LONG_MS 600000

typedef struct
{
  SessionFixture *fixture;
  TestPeer *anna;         /* hosts */
  TestPeer *ben;          /* a member */
  char *id;
} Scene;

static void
scene_open (Scene *scene)
{
  scene->fixture = session_fixture_new ();
  scene->anna = session_fixture_start (scene->fixture, "Anna");
  scene->ben = session_fixture_add (scene->fixture, "Ben");
  scene->ben->undo_ms = LONG_MS;
  test_peer_start (scene->ben, HALL_SESSION_ACTIVE);
  scene->id = g_strdup (hall_room_get_id (test_peer_create_room (scene->anna, "Lunch")));
  test_peer_join (scene->ben, scene->id);
  TEST_WAIT_UNTIL (scene->anna->messages->len == 3
                   && test_peer_count_unsent (scene->ben, scene->id) == 0);
}

static void
scene_close (Scene *scene)
{
  session_fixture_free (scene->fixture);
  g_free (scene->id);
}

/* How often @id holds that @author left. */
static guint
count_left (TestPeer   *peer,
            const char *id,
            const char *author)
{
  g_autoptr (GPtrArray) history = test_peer_load_history (peer, id, 1000);
  g_autofree char *line = g_strdup_printf ("* %s %d", author, (int) HALL_MESSAGE_LEFT);

  return test_count_text (history, line);
}

static gboolean
is_former (TestPeer   *peer,
           const char *id)
{
  return g_hash_table_contains (peer->session->former, id);
}

/* Until it is over, nothing has happened. */
static void
test_undo (void)
{
  Scene scene;
  HallRoom *room;

  scene_open (&scene);
  room = test_peer_find_room (scene.ben, scene.id);
  hall_session_leave_room (scene.ben->session, room);
  g_assert_true (hall_room_get_leaving (room));
  g_assert_cmpint (hall_room_get_membership (room), ==, HALL_MEMBERSHIP_LIVE);
  test_peer_send (scene.anna, scene.id, "are you there");
  test_peer_send (scene.ben, scene.id, "I am");
  TEST_WAIT_UNTIL (test_peer_count_unsent (scene.ben, scene.id) == 0
                   && test_peer_count_unsent (scene.anna, scene.id) == 0);
  hall_session_undo_leave (scene.ben->session, room);
  g_assert_false (hall_room_get_leaving (room));
  hall_session_undo_leave (scene.ben->session, room);   /* twice is once */
  g_assert_cmpuint (count_left (scene.anna, scene.id, "Ben"), ==, 0);
  test_peer_send (scene.anna, scene.id, "good");
  TEST_WAIT_UNTIL (test_peer_count_unsent (scene.anna, scene.id) == 0);
  g_assert_cmpint (hall_room_get_membership (room), ==, HALL_MEMBERSHIP_LIVE);

  /* Joining what one is leaving is thinking again, too. */
  hall_session_leave_room (scene.ben->session, room);
  test_peer_join (scene.ben, scene.id);
  g_assert_false (hall_room_get_leaving (room));
  scene_close (&scene);
}

static void
test_left (void)
{
  Scene scene;
  HallRoom *room;

  scene_open (&scene);
  hall_session_set_undo_ms (scene.ben->session, 50);
  room = test_peer_find_room (scene.ben, scene.id);
  hall_session_leave_room (scene.ben->session, room);
  TEST_WAIT_UNTIL (test_peer_get_membership (scene.ben, scene.id) == HALL_MEMBERSHIP_NONE);
  /* It was confirmed before he went. */
  g_assert_cmpuint (count_left (scene.anna, scene.id, "Ben"), ==, 1);
  g_assert_true (is_former (scene.ben, scene.id));
  TEST_WAIT_UNTIL (test_peer_count_members (scene.anna, scene.id) == 1);
  scene_close (&scene);
}

/* The end of the program waits no longer. */
static void
test_stop (void)
{
  Scene scene;

  scene_open (&scene);
  hall_session_leave_room (scene.ben->session, test_peer_find_room (scene.ben, scene.id));
  test_peer_stop (scene.ben);
  TEST_WAIT_UNTIL (count_left (scene.anna, scene.id, "Ben") == 1);
  test_peer_start (scene.ben, HALL_SESSION_ACTIVE);
  g_assert_true (is_former (scene.ben, scene.id));
  g_assert_cmpint (test_peer_get_membership (scene.ben, scene.id), ==, HALL_MEMBERSHIP_NONE);
  scene_close (&scene);
}

/* The host leaves: the members have it on their disks, and the room goes on without it. */
static void
test_host (void)
{
  Scene scene;
  TestPeer *carl;

  scene_open (&scene);
  carl = session_fixture_start (scene.fixture, "Carl");
  test_peer_join (carl, scene.id);
  TEST_WAIT_UNTIL (test_peer_count_members (scene.ben, scene.id) == 3);
  hall_session_leave_room (scene.anna->session, test_peer_find_room (scene.anna, scene.id));
  TEST_WAIT_UNTIL (test_peer_get_membership (scene.anna, scene.id) == HALL_MEMBERSHIP_NONE);
  TEST_WAIT_UNTIL (count_left (scene.ben, scene.id, "Anna") == 1);
  TEST_WAIT_UNTIL (count_left (carl, scene.id, "Anna") == 1);
  TEST_WAIT_UNTIL (test_peer_get_membership (scene.ben, scene.id) == HALL_MEMBERSHIP_HOSTING
                   || test_peer_get_membership (carl, scene.id) == HALL_MEMBERSHIP_HOSTING);
  TEST_WAIT_UNTIL (test_peer_count_members (scene.ben, scene.id) == 2
                   && test_peer_count_members (carl, scene.id) == 2);
  test_peer_send (scene.ben, scene.id, "without her");
  TEST_WAIT_UNTIL (test_peer_count_unsent (scene.ben, scene.id) == 0);
  g_assert_cmpint (test_peer_get_membership (scene.anna, scene.id), ==, HALL_MEMBERSHIP_NONE);
  scene_close (&scene);
}

static void
forget (TestPeer   *peer,
        const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hall_session_forget_room_async (peer->session, test_peer_find_room (peer, id), NULL,
                                  test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  hall_session_forget_room_finish (peer->session, result, &error);
  g_assert_no_error (error);
}

static guint
count_events (TestPeer   *peer,
              const char *id)
{
  HallStore *store = hall_session_get_context (peer->session)->store;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;

  hall_store_list_before_async (store, id, G_MAXINT64, NULL, 1000, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  events = hall_store_list_finish (store, result, NULL, NULL);
  g_assert_nonnull (events);
  return events->len;
}

/* Nothing of it is left; the room that is still announced is a stranger's; joining begins anew. */
static void
test_forget (void)
{
  Scene scene;
  HallRoom *old, *room;
  g_autoptr (GPtrArray) of_anna = NULL;
  g_autoptr (GPtrArray) of_ben = NULL;

  scene_open (&scene);
  test_peer_send (scene.anna, scene.id, "to be forgotten");
  TEST_WAIT_UNTIL (test_peer_count_unsent (scene.anna, scene.id) == 0);
  old = g_object_ref (test_peer_find_room (scene.ben, scene.id));
  hall_session_set_draft (scene.ben->session, old, "half a sentence");
  forget (scene.ben, scene.id);
  g_assert_cmpuint (count_left (scene.anna, scene.id, "Ben"), ==, 1);
  g_assert_false (is_former (scene.ben, scene.id));
  g_assert_cmpuint (count_events (scene.ben, scene.id), ==, 0);
  room = test_peer_find_room (scene.ben, scene.id);
  g_assert_nonnull (room);
  g_assert_true (room != old);
  g_assert_true (hall_room_get_announced (room));
  g_assert_cmpint (hall_room_get_membership (room), ==, HALL_MEMBERSHIP_NONE);
  g_assert_cmpuint (hall_room_get_unread (room), ==, 0);
  g_assert_null (hall_room_get_draft (room));
  g_assert_null (hall_room_get_last_message (room));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (hall_room_get_timeline (room))), ==, 0);
  g_object_unref (old);

  test_peer_stop (scene.ben);
  test_peer_start (scene.ben, HALL_SESSION_ACTIVE);
  g_assert_false (is_former (scene.ben, scene.id));
  test_peer_join (scene.ben, scene.id);
  TEST_WAIT_UNTIL (test_peer_count_unsent (scene.ben, scene.id) == 0);
  of_anna = test_peer_load_ids (scene.anna, scene.id);
  of_ben = test_peer_load_ids (scene.ben, scene.id);
  test_assert_same (of_anna, of_ben);
  g_assert_cmpuint (hall_room_get_unread (test_peer_find_room (scene.ben, scene.id)), ==, 0);
  g_assert_null (hall_room_get_draft (test_peer_find_room (scene.ben, scene.id)));
  scene_close (&scene);
}

/* One that was left, and one that nobody announces: gone from the list, and what was never sent is
 * not sent either. */
static void
test_forget_former (void)
{
  Scene scene;
  g_autoptr (GPtrArray) history = NULL;

  scene_open (&scene);
  test_peer_stop (scene.anna);
  TEST_WAIT_UNTIL (test_peer_get_membership (scene.ben, scene.id) != HALL_MEMBERSHIP_LIVE);
  test_peer_kill (scene.ben);
  test_peer_start (scene.ben, HALL_SESSION_ACTIVE);
  hall_session_set_reopens (scene.ben->session, test_peer_find_room (scene.ben, scene.id), FALSE);
  test_peer_send (scene.ben, scene.id, "never to be sent");
  hall_session_set_undo_ms (scene.ben->session, 0);
  hall_session_leave_room (scene.ben->session, test_peer_find_room (scene.ben, scene.id));
  TEST_WAIT_UNTIL (is_former (scene.ben, scene.id));
  g_assert_nonnull (hall_session_find_room (scene.ben->session, scene.id, NULL));
  forget (scene.ben, scene.id);
  g_assert_null (hall_session_find_room (scene.ben->session, scene.id, NULL));
  g_assert_null (test_peer_find_room (scene.ben, scene.id));

  test_peer_start (scene.anna, HALL_SESSION_ACTIVE);
  test_peer_join (scene.ben, scene.id);
  TEST_WAIT_UNTIL (test_peer_count_unsent (scene.ben, scene.id) == 0);
  history = test_peer_load_history (scene.ben, scene.id, 1000);
  g_assert_cmpuint (test_count_text (history, "never to be sent"), ==, 0);
  scene_close (&scene);
}

static void
test_forget_stranger (void)
{
  Scene scene;
  TestPeer *carl;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  scene_open (&scene);
  carl = session_fixture_start (scene.fixture, "Carl");
  TEST_WAIT_UNTIL (test_peer_find_room (carl, scene.id) != NULL);
  hall_session_forget_room_async (carl->session, test_peer_find_room (carl, scene.id), NULL,
                                  test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_false (hall_session_forget_room_finish (carl->session, result, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND);
  g_clear_object (&result);   /* it keeps the session */
  scene_close (&scene);
}

static void
test_reopens (void)
{
  Scene scene;
  HallRoom *room;

  scene_open (&scene);
  room = test_peer_find_room (scene.ben, scene.id);
  g_assert_true (hall_room_get_reopens (room));
  hall_session_set_reopens (scene.ben->session, room, FALSE);
  g_assert_false (hall_room_get_reopens (room));
  test_peer_stop (scene.ben);
  test_peer_start (scene.ben, HALL_SESSION_ACTIVE);
  g_assert_false (hall_room_get_reopens (test_peer_find_room (scene.ben, scene.id)));
  g_assert_true (hall_room_get_reopens (test_peer_find_room (scene.anna, scene.id)));
  scene_close (&scene);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/leaving/undo", test_undo);
  g_test_add_func ("/session/leaving/left", test_left);
  g_test_add_func ("/session/leaving/stop", test_stop);
  g_test_add_func ("/session/leaving/host", test_host);
  g_test_add_func ("/session/leaving/forget", test_forget);
  g_test_add_func ("/session/leaving/forget-former", test_forget_former);
  g_test_add_func ("/session/leaving/forget-stranger", test_forget_stranger);
  g_test_add_func ("/session/leaving/reopens", test_reopens);
  return g_test_run ();
}
