/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-moderation.c: kicks, bans, deletes and changes of a room, as whole sessions see them,
 * whoever hosts.
 */

#define G_LOG_DOMAIN "test-moderation"

#include "config.h"

#include "hall-session-people.h"
#include "hall-session-rights.h"

#include "lock-fixture.h"
#include "session-fixture.h"

typedef struct
{
  SessionFixture *fixture;
  TestPeer *anna;   /* created it, and hosts */
  TestPeer *ben;
  TestPeer *carl;
  char *id;
} Scene;

static void
scene_open (Scene *scene)
{
  scene->fixture = session_fixture_new ();
  scene->anna = session_fixture_start (scene->fixture, "Anna");
  scene->ben = session_fixture_start (scene->fixture, "Ben");
  scene->carl = session_fixture_start (scene->fixture, "Carl");
  scene->id = g_strdup (hall_room_get_id (test_peer_create_room (scene->anna, "Lunch")));
  test_peer_join (scene->ben, scene->id);
  test_peer_join (scene->carl, scene->id);
  TEST_WAIT_UNTIL (test_peer_count_members (scene->anna, scene->id) == 3
                   && test_peer_count_unsent (scene->ben, scene->id) == 0
                   && test_peer_count_unsent (scene->carl, scene->id) == 0);
  TEST_WAIT_UNTIL (test_peer_sees (scene->anna, scene->ben)
                   && test_peer_sees (scene->anna, scene->carl)
                   && test_peer_sees (scene->ben, scene->anna)
                   && test_peer_sees (scene->ben, scene->carl)
                   && test_peer_sees (scene->carl, scene->anna));
}

static void
scene_close (Scene *scene)
{
  session_fixture_free (scene->fixture);
  g_free (scene->id);
}

static HallRoom *
room_of (Scene    *scene,
         TestPeer *peer)
{
  return test_peer_find_room (peer, scene->id);
}

static guint
count_text (Scene      *scene,
            TestPeer   *peer,
            const char *text)
{
  g_autoptr (GPtrArray) history = test_peer_load_history (peer, scene->id, 100);
  guint n = 0;

  for (guint i = 0; i < history->len; i++)
    n += strstr (g_ptr_array_index (history, i), text) != NULL;
  return n;
}

/* Out at once, told so, not back by itself; back when it wants to. */
static void
test_kick (void)
{
  Scene scene;
  g_autoptr (GError) error = NULL;

  scene_open (&scene);
  g_assert_false (hall_session_kick (scene.carl->session, room_of (&scene, scene.carl),
                                     test_peer_find_person (scene.carl, scene.ben), &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (hall_session_kick (scene.anna->session, room_of (&scene, scene.anna),
                                    test_peer_find_person (scene.anna, scene.ben), &error));
  TEST_WAIT_UNTIL (hall_room_get_removed (room_of (&scene, scene.ben))
                   && test_peer_get_membership (scene.ben, scene.id) == HALL_MEMBERSHIP_NONE);
  TEST_WAIT_UNTIL (test_peer_count_members (scene.anna, scene.id) == 2
                   && test_peer_count_members (scene.carl, scene.id) == 2);
  g_assert_nonnull (hall_room_get_problem (room_of (&scene, scene.ben)));
  g_assert_null (hall_session_send (scene.ben->session, room_of (&scene, scene.ben), "hello?",
                                    &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED);
  g_clear_error (&error);
  test_run_for (1500);
  g_assert_cmpint (test_peer_get_membership (scene.ben, scene.id), ==, HALL_MEMBERSHIP_NONE);
  g_assert_cmpuint (test_peer_count_members (scene.anna, scene.id), ==, 2);
  test_peer_join (scene.ben, scene.id);
  TEST_WAIT_UNTIL (test_peer_count_members (scene.anna, scene.id) == 3
                   && test_peer_count_unsent (scene.ben, scene.id) == 0);
  g_assert_false (hall_room_get_removed (room_of (&scene, scene.ben)));
  test_peer_send (scene.ben, scene.id, "back again");
  TEST_WAIT_UNTIL (count_text (&scene, scene.carl, "back again") == 1);
  scene_close (&scene);
}

/* Nothing more goes to it, and it does not come back, under any name and whoever hosts. */
static void
test_ban (void)
{
  Scene scene;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HallRoom) joined = NULL;

  scene_open (&scene);
  g_assert_true (hall_session_ban (scene.anna->session, room_of (&scene, scene.anna),
                                   test_peer_find_person (scene.anna, scene.ben), TRUE, &error));
  TEST_WAIT_UNTIL (hall_room_get_banned (room_of (&scene, scene.ben))
                   && test_peer_get_membership (scene.ben, scene.id) == HALL_MEMBERSHIP_NONE);
  TEST_WAIT_UNTIL (test_peer_count_members (scene.carl, scene.id) == 2);
  test_peer_send (scene.anna, scene.id, "among ourselves");
  TEST_WAIT_UNTIL (count_text (&scene, scene.carl, "among ourselves") == 1);
  test_peer_stop (scene.anna);
  TEST_WAIT_UNTIL (test_peer_get_membership (scene.carl, scene.id) == HALL_MEMBERSHIP_HOSTING);
  hall_session_set_name (scene.ben->session, "Somebody", &error);
  TEST_WAIT_UNTIL (hall_room_get_announced (room_of (&scene, scene.ben)));
  hall_session_join_room_async (scene.ben->session, room_of (&scene, scene.ben), NULL,
                                test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  joined = hall_session_join_finish (scene.ben->session, result, &error);
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_BANNED);
  g_assert_cmpuint (test_peer_get_counter (scene.carl, HALL_COUNTER_BANNED_REFUSED), >, 0);
  g_assert_cmpuint (test_peer_count_members (scene.carl, scene.id), ==, 1);
  g_assert_cmpuint (count_text (&scene, scene.ben, "among ourselves"), ==, 0);
  g_clear_object (&result);
  scene_close (&scene);
}

/* (transfer full) (nullable): the id of what @peer has seen. That others joined may come later. */
static char *
find_text (Scene      *scene,
           TestPeer   *peer,
           const char *text)
{
  HallTimeline *timeline = hall_room_get_timeline (room_of (scene, peer));

  for (guint i = 0; i < peer->messages->len; i++)
    {
      const char *id = g_ptr_array_index (peer->messages, i);
      HallMessage *message = hall_timeline_lookup (timeline, id);

      if (message != NULL && g_strcmp0 (hall_message_get_text (message), text) == 0)
        return g_strdup (id);
    }
  return NULL;
}

static void
test_delete (void)
{
  Scene scene;
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  HallTimeline *timeline;
  g_autofree char *event_id = NULL;
  HallMessage *message;

  scene_open (&scene);
  test_peer_send (scene.ben, scene.id, "regretted");
  TEST_WAIT_UNTIL (count_text (&scene, scene.carl, "regretted") == 1
                   && test_peer_count_unsent (scene.ben, scene.id) == 0);
  event_id = find_text (&scene, scene.ben, "regretted");
  g_assert_nonnull (event_id);
  timeline = hall_room_get_timeline (room_of (&scene, scene.ben));
  message = hall_timeline_lookup (timeline, event_id);
  g_assert_nonnull (message);
  g_assert_true (hall_session_delete_message (scene.ben->session, room_of (&scene, scene.ben),
                                              message, &error));
  TEST_WAIT_UNTIL (count_text (&scene, scene.carl, "regretted") == 0
                   && count_text (&scene, scene.anna, "regretted") == 0
                   && count_text (&scene, scene.ben, "regretted") == 0);
  g_assert_null (hall_timeline_lookup (timeline, event_id));
  g_assert_cmpuint (hall_room_get_unread (room_of (&scene, scene.carl)), ==, 0);
  /* Also for somebody who comes later. */
  {
    TestPeer *dora = session_fixture_start (scene.fixture, "Dora");

    test_peer_join (dora, scene.id);
    TEST_WAIT_UNTIL (test_peer_count_unsent (dora, scene.id) == 0);
    g_assert_cmpuint (count_text (&scene, dora, "regretted"), ==, 0);
  }
  g_clear_object (&result);
  scene_close (&scene);
}

static void
test_change (void)
{
  Scene scene;
  g_autoptr (GError) error = NULL;

  scene_open (&scene);
  g_assert_false (hall_session_change_room (scene.ben->session, room_of (&scene, scene.ben),
                                            "Mine", NULL, &error));
  g_clear_error (&error);
  g_assert_true (hall_session_set_moderator (scene.anna->session, room_of (&scene, scene.anna),
                                             test_peer_find_person (scene.anna, scene.ben), TRUE,
                                             &error));
  TEST_WAIT_UNTIL (hall_room_get_moderator (room_of (&scene, scene.ben)));
  g_assert_true (hall_session_get_rights (scene.ben->session, room_of (&scene, scene.ben),
                                          test_peer_find_person (scene.ben, scene.carl))
                 & HALL_RIGHT_KICK);
  g_assert_false (hall_session_get_rights (scene.ben->session, room_of (&scene, scene.ben),
                                           test_peer_find_person (scene.ben, scene.anna))
                  & HALL_RIGHT_KICK);
  g_assert_true (hall_session_change_room (scene.ben->session, room_of (&scene, scene.ben),
                                           "Supper", "Noodles", &error));
  TEST_WAIT_UNTIL (g_strcmp0 (hall_room_get_name (room_of (&scene, scene.carl)), "Supper") == 0
                   && g_strcmp0 (hall_room_get_topic (room_of (&scene, scene.carl)),
                                 "Noodles") == 0);
  g_assert_true (hall_session_set_closed (scene.ben->session, room_of (&scene, scene.ben), TRUE,
                                          &error));
  TEST_WAIT_UNTIL (hall_room_get_closed (room_of (&scene, scene.anna)));
  {
    TestPeer *dora = session_fixture_start (scene.fixture, "Dora");
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (HallRoom) joined = NULL;

    TEST_WAIT_UNTIL (test_peer_find_room (dora, scene.id) != NULL);
    hall_session_join_room_async (dora->session, test_peer_find_room (dora, scene.id), NULL,
                                  test_keep_result, &result);
    TEST_WAIT_UNTIL (result != NULL);
    joined = hall_session_join_finish (dora->session, result, &error);
    g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_INVITED);
  }
  scene_close (&scene);
}

/* (transfer full) (nullable): what was said privately to @peer by @other. */
static HallMessage *
find_invitation (TestPeer *peer,
                 TestPeer *other)
{
  HallRoom *direct = hall_person_get_conversation (test_peer_find_person (peer, other));
  GListModel *rows;

  if (direct == NULL)
    return NULL;
  rows = G_LIST_MODEL (hall_room_get_timeline (direct));
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (rows, i);

      if (hall_message_get_kind (message) == HALL_MESSAGE_INVITATION)
        return g_steal_pointer (&message);
    }
  return NULL;
}

static HallRoom *
join (TestPeer *peer,
      HallRoom *room,
      GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hall_session_join_room_async (peer->session, room, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  return hall_session_join_finish (peer->session, result, error);
}

/* A room for invited people: nobody else comes in, not with a link to it either. */
static void
test_invitation (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *dora = session_fixture_start (fixture, "Dora");
  HallRoom *room = lock_create_room (anna, HALL_LOCK_INVITED, NULL);
  const char *id = hall_room_get_id (room);
  g_autofree char *link = hall_session_make_room_link (anna->session, room);
  g_autoptr (HallMessage) invitation = NULL;
  g_autoptr (HallRoom) joined = NULL;
  g_autoptr (HallRoom) refused = NULL;
  g_autoptr (GError) error = NULL;
  HallRoom *named;
  HallPerson *person;

  g_assert_true (hall_session_resolve_link (dora->session, link, &named, &person, &error));
  g_assert_cmpstr (hall_room_get_id (named), ==, id);
  g_assert_null (person);
  refused = join (dora, named, &error);
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_INVITED);
  g_clear_error (&error);
  TEST_WAIT_UNTIL (test_peer_sees (anna, ben) && test_peer_sees (ben, anna));
  hall_session_get_direct (ben->session, test_peer_find_person (ben, anna));
  g_assert_true (hall_session_invite (anna->session, room, test_peer_find_person (anna, ben),
                                      &error));
  TEST_WAIT_UNTIL (hall_person_get_conversation (test_peer_find_person (ben, anna)) != NULL);
  {
    HallRoom *direct = hall_person_get_conversation (test_peer_find_person (ben, anna));
    gboolean finished = FALSE;

    hall_session_open_room_async (ben->session, direct, NULL, test_note_finished, &finished);
    TEST_WAIT_UNTIL (finished);
  }
  TEST_WAIT_UNTIL ((invitation = find_invitation (ben, anna)) != NULL);
  named = hall_session_get_invited_room (ben->session, invitation);
  g_assert_cmpstr (hall_room_get_id (named), ==, id);
  joined = join (ben, named, &error);
  g_assert_no_error (error);
  g_assert_cmpint (test_peer_get_membership (ben, id), ==, HALL_MEMBERSHIP_LIVE);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/moderation/kick", test_kick);
  g_test_add_func ("/session/moderation/ban", test_ban);
  g_test_add_func ("/session/moderation/delete", test_delete);
  g_test_add_func ("/session/moderation/change", test_change);
  g_test_add_func ("/session/moderation/invitation", test_invitation);
  return g_test_run ();
}
