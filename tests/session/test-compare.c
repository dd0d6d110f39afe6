/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-compare.c: what a host keeps from a member comes by comparing with another one, and from
 * there to everybody.
 */

#define G_LOG_DOMAIN "test-compare"

#include "config.h"

#include "hall-conversation-private.h"
#include "hall-limits.h"

#include "raw-library.h"

static gint64
get_now (void)
{
  return g_get_real_time () / 1000;
}

static HallCompare *
get_compare (TestPeer   *peer,
             const char *id)
{
  return hall_session_get_conversation (peer->session, test_peer_find_room (peer, id))->compare;
}

/* Only this disk has it: as if the host had not passed it on. */
static HallEvent *
withhold (TestPeer   *from,
          TestPeer   *author,
          const char *id,
          gint64      lc,
          const char *text)
{
  HallContext *context = hall_session_get_context (from->session);
  HallKey *key = hall_context_get_key (hall_session_get_context (author->session));
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = hall_token_new ();
  HallEvent *event = hall_event_new_text (key, id, lc, lc, NULL, token, text, &error);

  g_assert_no_error (error);
  g_ptr_array_add (events, event);
  hall_store_add_events_async (context->store, events, 2, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  added = hall_store_add_events_finish (context->store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (added->len, ==, 1);
  return event;
}

static gboolean
has (TestPeer  *peer,
     HallEvent *event)
{
  return g_ptr_array_find_with_equal_func (peer->messages, event->id, g_str_equal, NULL);
}

typedef struct
{
  SessionFixture *fixture;
  TestPeer *anna;    /* hosts */
  TestPeer *ben;
  TestPeer *carl;
  char *id;
} Scene;

static void
scene_open (Scene   *scene,
            gboolean since)
{
  HallRoomDraft draft = { .name = "Lunch", .only_since_joining = since };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HallRoom) room = NULL;

  scene->fixture = session_fixture_new ();
  scene->anna = session_fixture_start (scene->fixture, "Anna");
  scene->ben = session_fixture_start (scene->fixture, "Ben");
  scene->carl = session_fixture_start (scene->fixture, "Carl");
  hall_session_create_room_async (scene->anna->session, &draft, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  room = hall_session_create_room_finish (scene->anna->session, result, NULL);
  scene->id = g_strdup (hall_room_get_id (room));
  test_peer_join (scene->ben, scene->id);
  TEST_WAIT_UNTIL (scene->anna->messages->len == 3);
  test_peer_join (scene->carl, scene->id);
  TEST_WAIT_UNTIL (scene->anna->messages->len == 4 && scene->ben->messages->len == 4
                   && scene->carl->messages->len == 4);
}

static void
scene_close (Scene *scene)
{
  session_fixture_free (scene->fixture);
  g_free (scene->id);
}

/* Carl asks Ben, and tells Anna, who relays it: to everybody, and each has it once. */
static void
test_withheld (void)
{
  Scene scene;
  TestPeer *dora;
  g_autoptr (HallEvent) event = NULL;
  g_autoptr (GPtrArray) of_anna = NULL;
  g_autoptr (GPtrArray) of_dora = NULL;

  scene_open (&scene, FALSE);
  event = withhold (scene.ben, scene.anna, scene.id, get_now () - 5, "withheld");
  g_assert_false (has (scene.carl, event));
  hall_compare_run (get_compare (scene.carl, scene.id));
  g_assert_cmpuint (hall_compare_get_n_links (get_compare (scene.carl, scene.id)), ==, 1);
  hall_compare_run (get_compare (scene.carl, scene.id));   /* one after the other */
  g_assert_cmpuint (hall_compare_get_n_links (get_compare (scene.carl, scene.id)), ==, 1);
  TEST_WAIT_UNTIL (has (scene.carl, event));
  /* Dora is none of the two, and has it from her host. */
  dora = session_fixture_start (scene.fixture, "Dora");
  test_peer_join (dora, scene.id);
  TEST_WAIT_UNTIL (has (scene.anna, event));
  TEST_WAIT_UNTIL (has (dora, event));
  TEST_WAIT_UNTIL (hall_compare_get_n_links (get_compare (scene.carl, scene.id)) == 0);
  TEST_WAIT_UNTIL (hall_compare_get_n_links (get_compare (scene.ben, scene.id)) == 0);
  TEST_WAIT_UNTIL (scene.anna->messages->len == 6 && dora->messages->len == 6);
  of_anna = test_peer_load_ids (scene.anna, scene.id);
  of_dora = test_peer_load_ids (dora, scene.id);
  test_assert_same (of_anna, of_dora);
  scene_close (&scene);
}

/* The one who is asked learns, too, and tells the host. */
static void
test_both_ways (void)
{
  Scene scene;
  g_autoptr (HallEvent) event = NULL;

  scene_open (&scene, FALSE);
  event = withhold (scene.carl, scene.anna, scene.id, get_now () - HALL_DAY_MS, "withheld");
  hall_compare_run (get_compare (scene.carl, scene.id));
  TEST_WAIT_UNTIL (has (scene.ben, event));
  TEST_WAIT_UNTIL (has (scene.anna, event));
  scene_close (&scene);
}

/* A host asks nobody: it has links with all of them. */
static void
test_host_does_not (void)
{
  Scene scene;

  scene_open (&scene, FALSE);
  hall_compare_run (get_compare (scene.anna, scene.id));
  g_assert_cmpuint (hall_compare_get_n_links (get_compare (scene.anna, scene.id)), ==, 0);
  scene_close (&scene);
}

/* Two members who joined at different times: only what both may have. */
static void
test_policy (void)
{
  Scene scene;
  gint64 joined;
  g_autoptr (HallEvent) earlier = NULL;
  g_autoptr (HallEvent) later = NULL;

  scene_open (&scene, TRUE);
  joined = hall_census_get_joined (hall_session_get_conversation (
                                     scene.ben->session,
                                     test_peer_find_room (scene.ben, scene.id))->census,
                                   test_peer_get_id (scene.carl));
  g_assert_cmpint (joined, >, 0);
  earlier = withhold (scene.ben, scene.anna, scene.id, joined - 1, "earlier");
  later = withhold (scene.ben, scene.anna, scene.id, joined, "later");
  hall_compare_run (get_compare (scene.carl, scene.id));
  TEST_WAIT_UNTIL (has (scene.carl, later));
  TEST_WAIT_UNTIL (hall_compare_get_n_links (get_compare (scene.carl, scene.id)) == 0);
  TEST_WAIT_UNTIL (has (scene.anna, later));
  g_assert_false (has (scene.carl, earlier));
  g_assert_cmpuint (test_peer_get_counter (scene.ben, HALL_COUNTER_EVENT_NOT_PERMITTED), ==, 0);
  g_assert_cmpuint (test_peer_get_counter (scene.carl, HALL_COUNTER_EVENT_NOT_PERMITTED), ==, 0);
  scene_close (&scene);
}

static void
say_compare (RawPeer    *peer,
             TestPeer   *to,
             const char *id)
{
  HallPacket *join = hall_packet_new (HALL_PACKET_JOIN);

  raw_peer_dial (peer, to, HALL_PURPOSE_ROOM);
  join->room = g_strdup (id);
  join->name = g_strdup ("Mallory");
  join->compare = TRUE;
  raw_peer_send (peer, join);
}

static void
join_live (RawPeer *peer,
           Scene   *scene)
{
  gint64 now = get_now ();
  g_autoptr (HallEvent) joined = hall_event_new_state (raw_peer_get_key (peer), scene->id, now,
                                                       now, NULL, HALL_STATE_JOINED, "Mallory",
                                                       NULL);

  raw_peer_join (peer, scene->anna, scene->id);
  raw_peer_send (peer, hall_packet_new_event (joined));
  TEST_WAIT_UNTIL (has (scene->ben, joined));
}

/* Nobody else is let in for it; members are, two at a time; and who says nothing more is left. */
static void
test_who_dials (void)
{
  Scene scene;
  RawPeer *stranger = raw_peer_new (NULL);
  RawPeer *member = raw_peer_new (NULL);
  RawPeer *again[3];
  RawLibrary *library;

  scene_open (&scene, FALSE);
  say_compare (stranger, scene.ben, scene.id);
  TEST_WAIT_UNTIL (raw_peer_find (stranger, HALL_PACKET_NOT_HOST) != NULL);
  g_assert_null (raw_peer_find (stranger, HALL_PACKET_HAVE));

  join_live (member, &scene);
  for (guint i = 0; i < 3; i++)
    {
      again[i] = raw_peer_new (member->identity);
      say_compare (again[i], scene.ben, scene.id);
      if (i < 2)
        TEST_WAIT_UNTIL (raw_peer_find (again[i], HALL_PACKET_HAVE) != NULL);
    }
  TEST_WAIT_UNTIL (again[2]->closed);
  g_assert_null (raw_peer_find (again[2], HALL_PACKET_HAVE));
  g_assert_null (raw_peer_find (again[0], HALL_PACKET_WELCOME));
  g_assert_cmpuint (hall_compare_get_n_links (get_compare (scene.ben, scene.id)), ==, 2);
  /* They do not keep Ben from asking somebody himself, once he knows who else is there. */
  TEST_WAIT_UNTIL (hall_roster_get_size (
                     hall_session_get_conversation (scene.ben->session,
                                                    test_peer_find_room (scene.ben, scene.id))
                       ->roster) == 4);
  hall_compare_run (get_compare (scene.ben, scene.id));
  g_assert_cmpuint (hall_compare_get_n_links (get_compare (scene.ben, scene.id)), ==, 3);

  library = raw_library_new (again[0], scene.id);
  raw_library_say_have (library, 0);
  TEST_WAIT_UNTIL (again[0]->closed);
  g_assert_null (again[0]->error_code);
  g_assert_false (again[1]->closed);
  /* Chat has no place here. */
  {
    g_autoptr (HallEvent) event = raw_peer_make_text (member, scene.id, get_now (), "live");

    raw_peer_send (again[1], hall_packet_new_event (event));
  }
  TEST_WAIT_UNTIL (again[1]->closed);
  g_assert_cmpstr (again[1]->error_code, ==, "unsupported");
  raw_library_free (library);
  for (guint i = 0; i < 3; i++)
    raw_peer_free (again[i]);
  raw_peer_free (member);
  raw_peer_free (stranger);
  scene_close (&scene);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/compare/withheld", test_withheld);
  g_test_add_func ("/session/compare/both-ways", test_both_ways);
  g_test_add_func ("/session/compare/host-does-not", test_host_does_not);
  g_test_add_func ("/session/compare/policy", test_policy);
  g_test_add_func ("/session/compare/who-dials", test_who_dials);
  return g_test_run ();
}
