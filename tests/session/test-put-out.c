/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-put-out.c: somebody was kicked or banned: it knows that after a restart, too, whoever told
 * it, and until it is over; and a host that is put out leaves the room to the others.
 */

#define G_LOG_DOMAIN "test-put-out"

#include "config.h"

#include "hall-session-people.h"
#include "hall-session-rights.h"

#include "band.h"
#include "lock-fixture.h"
#include "session-fixture.h"

typedef struct
{
  Band band;
  TestPeer *anna;   /* created it, and hosts */
  TestPeer *ben;
  TestPeer *carl;
} Scene;

static void
scene_open (Scene *scene)
{
  band_gather (&scene->band, 3);
  scene->anna = scene->band.peers[0];
  scene->ben = scene->band.peers[1];
  scene->carl = scene->band.peers[2];
  band_speak (&scene->band, "before");
  band_check_same (&scene->band);
}

static void
scene_close (Scene *scene)
{
  band_free (&scene->band);
}

static HallRoom *
room_of (Scene    *scene,
         TestPeer *peer)
{
  return test_peer_find_room (peer, scene->band.id);
}

static void
ban (Scene    *scene,
     TestPeer *author,
     TestPeer *person,
     gboolean  banned)
{
  g_autoptr (GError) error = NULL;

  hall_session_ban (author->session, room_of (scene, author),
                    test_peer_find_person (author, person), banned, &error);
  g_assert_no_error (error);
}

static void
kick (Scene    *scene,
      TestPeer *author,
      TestPeer *person)
{
  g_autoptr (GError) error = NULL;

  hall_session_kick (author->session, room_of (scene, author),
                     test_peer_find_person (author, person), &error);
  g_assert_no_error (error);
}

static gboolean
is_out (Scene    *scene,
        TestPeer *peer)
{
  HallRoom *room = room_of (scene, peer);

  return room != NULL && hall_room_get_membership (room) == HALL_MEMBERSHIP_NONE
         && (hall_room_get_banned (room) || hall_room_get_removed (room));
}

/* Killed and started again, and there long enough to come in by itself, if it did that. */
static void
restart (Scene    *scene,
         TestPeer *peer)
{
  test_peer_kill (peer);
  test_peer_start (peer, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (room_of (scene, peer) != NULL
                   && hall_room_get_announced (room_of (scene, peer)));
  test_run_for (300);
}

static void
join (Scene     *scene,
      TestPeer  *peer,
      GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HallRoom) joined = NULL;

  hall_session_join_room_async (peer->session, room_of (scene, peer), NULL, test_keep_result,
                                &result);
  TEST_WAIT_UNTIL (result != NULL);
  joined = hall_session_join_finish (peer->session, result, error);
}

static guint
count_shown (Scene    *scene,
             TestPeer *peer)
{
  GListModel *rows = G_LIST_MODEL (hall_room_get_timeline (room_of (scene, peer)));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (rows, i);

      n += hall_message_get_kind (message) == HALL_MESSAGE_TEXT;
    }
  return n;
}

static void
open_room (Scene    *scene,
           TestPeer *peer)
{
  gboolean finished = FALSE;

  hall_session_open_room_async (peer->session, room_of (scene, peer), NULL, test_note_finished,
                                &finished);
  TEST_WAIT_UNTIL (finished);
}

/* What was said while it was there can still be read; nothing is told of again. */
static void
test_banned (void)
{
  Scene scene = { 0 };
  g_autoptr (GError) error = NULL;

  scene_open (&scene);
  ban (&scene, scene.anna, scene.ben, TRUE);
  TEST_WAIT_UNTIL (is_out (&scene, scene.ben));
  g_ptr_array_set_size (scene.ben->problems, 0);
  restart (&scene, scene.ben);
  g_assert_true (hall_room_get_banned (room_of (&scene, scene.ben)));
  g_assert_false (hall_room_get_removed (room_of (&scene, scene.ben)));
  g_assert_true (is_out (&scene, scene.ben));
  g_assert_nonnull (hall_room_get_problem (room_of (&scene, scene.ben)));
  g_assert_cmpuint (scene.ben->problems->len, ==, 0);
  open_room (&scene, scene.ben);
  g_assert_cmpuint (count_shown (&scene, scene.ben), ==, 3);

  /* It may ask, and is refused, and goes on seeing it. */
  join (&scene, scene.ben, &error);
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_BANNED);
  TEST_WAIT_UNTIL (is_out (&scene, scene.ben));
  g_assert_true (hall_room_get_banned (room_of (&scene, scene.ben)));
  g_assert_cmpuint (test_peer_count_members (scene.anna, scene.band.id), ==, 2);
  scene_close (&scene);
}

/* Nobody tells it so before it is invited, and then it is over for good. */
static void
test_unbanned (void)
{
  Scene scene = { 0 };
  g_autoptr (GError) error = NULL;

  scene_open (&scene);
  ban (&scene, scene.anna, scene.ben, TRUE);
  TEST_WAIT_UNTIL (is_out (&scene, scene.ben));
  restart (&scene, scene.ben);
  ban (&scene, scene.anna, scene.ben, FALSE);
  TEST_WAIT_UNTIL (test_peer_count_unsent (scene.anna, scene.band.id) == 0
                   && test_peer_sees (scene.anna, scene.ben)
                   && test_peer_sees (scene.ben, scene.anna));
  g_assert_true (hall_room_get_banned (room_of (&scene, scene.ben)));
  hall_session_invite (scene.anna->session, room_of (&scene, scene.anna),
                       test_peer_find_person (scene.anna, scene.ben), &error);
  g_assert_no_error (error);
  TEST_WAIT_UNTIL (!is_out (&scene, scene.ben));
  join (&scene, scene.ben, &error);
  g_assert_no_error (error);
  TEST_WAIT_UNTIL (test_peer_count_members (scene.anna, scene.band.id) == 3
                   && test_peer_count_unsent (scene.ben, scene.band.id) == 0);
  restart (&scene, scene.ben);
  TEST_WAIT_UNTIL (test_peer_get_membership (scene.ben, scene.band.id) == HALL_MEMBERSHIP_LIVE);
  g_assert_false (hall_room_get_banned (room_of (&scene, scene.ben)));
  g_assert_false (hall_room_get_removed (room_of (&scene, scene.ben)));
  scene_close (&scene);
}

/* A way back without an invitation: whoever asks hears that the ban was lifted. */
static void
test_lifted (void)
{
  Scene scene = { 0 };
  g_autoptr (GError) error = NULL;

  scene_open (&scene);
  ban (&scene, scene.anna, scene.ben, TRUE);
  TEST_WAIT_UNTIL (is_out (&scene, scene.ben));
  ban (&scene, scene.anna, scene.ben, FALSE);
  TEST_WAIT_UNTIL (test_peer_count_unsent (scene.anna, scene.band.id) == 0);
  restart (&scene, scene.ben);
  join (&scene, scene.ben, &error);
  g_assert_no_error (error);
  TEST_WAIT_UNTIL (test_peer_count_members (scene.anna, scene.band.id) == 3
                   && !hall_room_get_banned (room_of (&scene, scene.ben)));
  test_run_for (300);
  g_assert_cmpint (test_peer_get_membership (scene.ben, scene.band.id), ==, HALL_MEMBERSHIP_LIVE);
  scene_close (&scene);
}

/* It was not there when it happened, and is told by which event. */
static void
test_told (void)
{
  Scene scene = { 0 };
  HallPerson *ben;

  scene_open (&scene);
  ben = test_peer_find_person (scene.anna, scene.ben);
  test_peer_stop (scene.ben);
  g_assert_true (hall_session_ban (scene.anna->session, room_of (&scene, scene.anna), ben, TRUE,
                                   NULL));
  TEST_WAIT_UNTIL (test_peer_count_unsent (scene.anna, scene.band.id) == 0);
  test_peer_start (scene.ben, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (is_out (&scene, scene.ben));
  g_assert_true (hall_room_get_banned (room_of (&scene, scene.ben)));
  g_assert_true (hall_census_is_banned (hall_conversation_get_census (
                    band_get_conversation (scene.ben, scene.band.id)),
                    test_peer_get_id (scene.ben)));
  restart (&scene, scene.ben);
  g_assert_true (is_out (&scene, scene.ben));
  g_assert_true (hall_room_get_banned (room_of (&scene, scene.ben)));
  scene_close (&scene);
}

static void
test_removed (void)
{
  Scene scene = { 0 };
  g_autoptr (GError) error = NULL;

  scene_open (&scene);
  kick (&scene, scene.anna, scene.ben);
  TEST_WAIT_UNTIL (is_out (&scene, scene.ben));
  restart (&scene, scene.ben);
  g_assert_true (is_out (&scene, scene.ben));
  g_assert_true (hall_room_get_removed (room_of (&scene, scene.ben)));
  g_assert_false (hall_room_get_banned (room_of (&scene, scene.ben)));
  g_assert_cmpuint (test_peer_count_members (scene.anna, scene.band.id), ==, 2);
  join (&scene, scene.ben, &error);
  g_assert_no_error (error);
  TEST_WAIT_UNTIL (test_peer_count_members (scene.anna, scene.band.id) == 3
                   && test_peer_count_unsent (scene.ben, scene.band.id) == 0);
  g_assert_false (hall_room_get_removed (room_of (&scene, scene.ben)));
  restart (&scene, scene.ben);
  TEST_WAIT_UNTIL (test_peer_get_membership (scene.ben, scene.band.id) == HALL_MEMBERSHIP_LIVE);
  g_assert_false (hall_room_get_removed (room_of (&scene, scene.ben)));
  scene_close (&scene);
}

static void
ban_for (Scene    *scene,
         TestPeer *author,
         TestPeer *person,
         guint     ms)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_BAN);
  body.person = test_peer_get_id (person);
  body.until_lc = hall_clock_get_wall (hall_session_get_context (author->session)->clock) + ms;
  hall_conversation_say (band_get_conversation (author, scene->band.id), &body);
}

/* It ends by itself, for everybody, also for who was not running then. */
static void
test_until (void)
{
  Scene scene = { 0 };
  g_autoptr (GError) error = NULL;

  scene_open (&scene);
  ban_for (&scene, scene.anna, scene.ben, 2500);
  TEST_WAIT_UNTIL (is_out (&scene, scene.ben)
                   && hall_room_get_banned (room_of (&scene, scene.ben)));
  g_assert_cmpuint (g_list_model_get_n_items (
                      hall_room_get_banned_people (room_of (&scene, scene.anna))), ==, 1);
  join (&scene, scene.ben, &error);
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_BANNED);
  g_clear_error (&error);
  TEST_WAIT_UNTIL (hall_room_get_removed (room_of (&scene, scene.ben)));
  g_assert_false (hall_room_get_banned (room_of (&scene, scene.ben)));
  TEST_WAIT_UNTIL (g_list_model_get_n_items (
                     hall_room_get_banned_people (room_of (&scene, scene.anna))) == 0
                   && g_list_model_get_n_items (
                     hall_room_get_banned_people (room_of (&scene, scene.carl))) == 0);
  join (&scene, scene.ben, &error);
  g_assert_no_error (error);
  TEST_WAIT_UNTIL (test_peer_count_members (scene.anna, scene.band.id) == 3
                   && test_peer_count_unsent (scene.ben, scene.band.id) == 0);
  test_peer_send (scene.ben, scene.band.id, "served");
  TEST_WAIT_UNTIL (count_shown (&scene, scene.carl) == 4);

  ban_for (&scene, scene.anna, scene.ben, 1500);
  TEST_WAIT_UNTIL (is_out (&scene, scene.ben));
  test_peer_kill (scene.ben);
  TEST_WAIT_UNTIL (g_list_model_get_n_items (
                     hall_room_get_banned_people (room_of (&scene, scene.anna))) == 0);
  test_peer_start (scene.ben, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (room_of (&scene, scene.ben) != NULL);
  g_assert_false (hall_room_get_banned (room_of (&scene, scene.ben)));
  g_assert_true (hall_room_get_removed (room_of (&scene, scene.ben)));
  scene_close (&scene);
}

/* Ben hosts, Anna and Carl are members. */
static void
move_host (Scene *scene)
{
  test_peer_stop (scene->anna);
  TEST_WAIT_UNTIL (band_is_hosting (scene->ben, scene->band.id)
                   || band_is_hosting (scene->carl, scene->band.id));
  if (band_is_hosting (scene->carl, scene->band.id))
    {
      TestPeer *other = scene->ben;

      scene->ben = scene->carl;
      scene->carl = other;
    }
  test_peer_start (scene->anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (band_find_host (&scene->band) == scene->ben);
  TEST_WAIT_UNTIL (test_peer_count_members (scene->ben, scene->band.id) == 3);
  open_room (scene, scene->anna);
}

/* @data: whether it is banned. The host goes, and gives the room to somebody who may have it. */
static void
test_host (gconstpointer data)
{
  gboolean banned = GPOINTER_TO_INT (data);
  Scene scene = { 0 };
  TestPeer *host = NULL;

  scene_open (&scene);
  move_host (&scene);
  if (banned)
    ban (&scene, scene.anna, scene.ben, TRUE);
  else
    kick (&scene, scene.anna, scene.ben);
  TEST_WAIT_UNTIL (is_out (&scene, scene.ben));
  g_assert_cmpint (hall_room_get_banned (room_of (&scene, scene.ben)), ==, banned);
  TEST_WAIT_UNTIL (band_is_hosting (scene.anna, scene.band.id)
                   || band_is_hosting (scene.carl, scene.band.id));
  host = band_is_hosting (scene.anna, scene.band.id) ? scene.anna : scene.carl;
  TEST_WAIT_UNTIL (test_peer_count_members (scene.anna, scene.band.id) == 2
                   && test_peer_count_members (scene.carl, scene.band.id) == 2);
  test_peer_send (scene.anna, scene.band.id, "we go on");
  test_peer_send (scene.carl, scene.band.id, "so do I");
  TEST_WAIT_UNTIL (count_shown (&scene, scene.anna) == 5 && count_shown (&scene, scene.carl) == 5
                   && test_peer_count_unsent (scene.anna, scene.band.id) == 0
                   && test_peer_count_unsent (scene.carl, scene.band.id) == 0);
  g_assert_true (band_is_hosting (host, scene.band.id));
  g_assert_cmpuint (count_shown (&scene, scene.ben), ==, 3);
  test_run_for (1500);
  g_assert_true (is_out (&scene, scene.ben));
  scene_close (&scene);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/put-out/banned", test_banned);
  g_test_add_func ("/session/put-out/unbanned", test_unbanned);
  g_test_add_func ("/session/put-out/lifted", test_lifted);
  g_test_add_func ("/session/put-out/told", test_told);
  g_test_add_func ("/session/put-out/removed", test_removed);
  g_test_add_func ("/session/put-out/until", test_until);
  g_test_add_data_func ("/session/put-out/host-kicked", GINT_TO_POINTER (FALSE), test_host);
  g_test_add_data_func ("/session/put-out/host-banned", GINT_TO_POINTER (TRUE), test_host);
  return g_test_run ();
}
