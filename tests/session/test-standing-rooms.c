/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-standing-rooms.c: a room that an administrator has put into hallway.conf: the same on every
 * computer without anybody announcing it, hosted by whoever joins first, and ruled by nobody.
 */

#define G_LOG_DOMAIN "test-standing-rooms"

#include "config.h"

#include <string.h>

#include "hall-limits.h"
#include "hall-session-rights.h"
#include "hall-standing-room.h"

#include "raw-peer.h"

/* Everybody who starts from here on has it. */
static SessionFixture *
set_up (void)
{
  SessionFixture *fixture = session_fixture_new ();
  g_autofree char *path = g_build_filename (fixture->root, "hallway.conf", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "[Rooms]\nalways=Lobby;지원\n", -1, &error);
  g_assert_no_error (error);
  g_setenv ("HALLWAY_SYSTEM_CONFIG", path, TRUE);
  return fixture;
}

static void
tear_down (SessionFixture *fixture)
{
  g_setenv ("HALLWAY_SYSTEM_CONFIG", "", TRUE);
  session_fixture_free (fixture);
}

static HallEvent *
make_genesis (void)
{
  g_autoptr (GError) error = NULL;
  HallEvent *genesis = hall_standing_room_new_genesis ("Lobby", &error);

  g_assert_no_error (error);
  return genesis;
}

/* Listed, and not joined. */
static HallRoom *
assert_listed (TestPeer   *peer,
               const char *id)
{
  g_autoptr (GError) error = NULL;
  HallRoom *room = hall_session_find_room (peer->session, "Lobby", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (hall_room_get_id (room), ==, id);
  g_assert_true (hall_room_get_standing (room));
  g_assert_false (hall_room_get_is_member (room));
  g_assert_cmpint (hall_room_get_lock (room), ==, HALL_LOCK_OPEN);
  g_assert_null (hall_room_get_creator (room));
  return room;
}

static guint
count_events (TestPeer   *peer,
              const char *id)
{
  g_autoptr (GPtrArray) ids = test_peer_load_ids (peer, id);

  return ids->len;
}

static void
test_shared (void)
{
  SessionFixture *fixture = set_up ();
  g_autoptr (HallEvent) genesis = make_genesis ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autoptr (GPtrArray) history = NULL;
  g_autoptr (GPtrArray) other = NULL;
  HallRoom *room;

  assert_listed (ben, genesis->id);
  room = assert_listed (anna, genesis->id);
  g_assert_false (hall_room_get_announced (room));
  g_assert_nonnull (hall_session_find_room (anna->session, "지원", NULL));

  test_peer_join (anna, genesis->id);
  g_assert_cmpint (test_peer_get_membership (anna, genesis->id), ==, HALL_MEMBERSHIP_HOSTING);
  TEST_WAIT_UNTIL (hall_room_get_announced (test_peer_find_room (ben, genesis->id)));
  test_peer_join (ben, genesis->id);
  g_assert_cmpint (test_peer_get_membership (ben, genesis->id), ==, HALL_MEMBERSHIP_LIVE);
  TEST_WAIT_UNTIL (test_peer_count_members (anna, genesis->id) == 2);
  test_peer_send (anna, genesis->id, "one");
  test_peer_send (ben, genesis->id, "two");
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, genesis->id) == 0
                   && test_peer_count_unsent (ben, genesis->id) == 0);
  /* Two who joined, and two texts: the beginning is no message. */
  TEST_WAIT_UNTIL (count_events (anna, genesis->id) == 4 && count_events (ben, genesis->id) == 4);
  history = test_peer_load_ids (anna, genesis->id);
  other = test_peer_load_ids (ben, genesis->id);
  test_assert_same (history, other);

  /* Nobody made it, and nobody rules it. */
  g_assert_null (hall_room_get_creator (room));
  g_assert_false (hall_room_get_own_room (room));
  g_assert_false (hall_room_get_moderator (room));
  g_assert_cmpuint (hall_session_get_rights (anna->session, room,
                                             test_peer_find_person (anna, ben)), ==, 0);
  tear_down (fixture);
}

/* It stays listed, and one comes back; also when nothing of it is left here. */
static void
test_left (void)
{
  SessionFixture *fixture = set_up ();
  g_autoptr (HallEvent) genesis = make_genesis ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  gboolean finished = FALSE;

  test_peer_join (anna, genesis->id);
  test_peer_send (anna, genesis->id, "hello");
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, genesis->id) == 0);
  hall_session_leave_room (anna->session, test_peer_find_room (anna, genesis->id));
  TEST_WAIT_UNTIL (!hall_room_get_is_member (test_peer_find_room (anna, genesis->id)));
  assert_listed (anna, genesis->id);

  test_peer_stop (anna);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  assert_listed (anna, genesis->id);
  test_peer_join (anna, genesis->id);
  g_assert_cmpint (test_peer_get_membership (anna, genesis->id), ==, HALL_MEMBERSHIP_HOSTING);
  /* What was said there, that one left, and that one is back. */
  TEST_WAIT_UNTIL (count_events (anna, genesis->id) == 4);

  hall_session_forget_room_async (anna->session, test_peer_find_room (anna, genesis->id), NULL,
                                  test_note_finished, &finished);
  TEST_WAIT_UNTIL (finished);
  assert_listed (anna, genesis->id);
  g_assert_cmpuint (count_events (anna, genesis->id), ==, 0);
  test_peer_join (anna, genesis->id);
  g_assert_cmpint (test_peer_get_membership (anna, genesis->id), ==, HALL_MEMBERSHIP_HOSTING);
  tear_down (fixture);
}

/* Two open it at the same moment: they find each other in one room. */
static void
test_at_once (void)
{
  SessionFixture *fixture = set_up ();
  g_autoptr (HallEvent) genesis = make_genesis ();
  TestPeer *peers[2] = {
    session_fixture_start (fixture, "Anna"), session_fixture_start (fixture, "Ben"),
  };
  gboolean finished[2] = { FALSE, FALSE };

  for (guint i = 0; i < 2; i++)
    hall_session_reopen_room_async (peers[i]->session, test_peer_find_room (peers[i], genesis->id),
                                    NULL, test_note_finished, &finished[i]);
  TEST_WAIT_UNTIL (finished[0] && finished[1]);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (test_peer_get_membership (peers[i], genesis->id), ==,
                       HALL_MEMBERSHIP_HOSTING);
      test_peer_send (peers[i], genesis->id, i == 0 ? "mine" : "yours");
    }
  TEST_WAIT_UNTIL (test_peer_count_members (peers[0], genesis->id) == 2
                   && test_peer_count_members (peers[1], genesis->id) == 2);
  g_assert_cmpint ((test_peer_get_membership (peers[0], genesis->id) == HALL_MEMBERSHIP_HOSTING)
                   + (test_peer_get_membership (peers[1], genesis->id) == HALL_MEMBERSHIP_HOSTING),
                   ==, 1);
  for (guint i = 0; i < 2; i++)
    TEST_WAIT_UNTIL (test_peer_count_unsent (peers[i], genesis->id) == 0
                     && count_events (peers[i], genesis->id) == 4);
  tear_down (fixture);
}

/* The key that anybody can make. */
static HallKey *
make_key (HallEvent *genesis)
{
  static const char text[] = "hallway/v1/standing-room\nLobby";
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GError) error = NULL;
  guint8 seed[HALL_SEED_SIZE];
  gsize size = sizeof seed;
  HallKey *key;

  g_checksum_update (checksum, (const guchar *) text, strlen (text));
  g_checksum_get_digest (checksum, seed, &size);
  key = hall_key_new_from_seed (seed, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hall_key_get_id (key), ==, genesis->author);
  return key;
}

static void
forge (GPtrArray     *forged,
       HallEvent     *genesis,
       HallEventBody *body)
{
  g_autoptr (HallKey) key = make_key (genesis);
  g_autoptr (GError) error = NULL;
  gint64 lc = g_get_real_time () / 1000 + forged->len;

  g_ptr_array_add (forged, hall_event_new (key, genesis->id, lc, lc, NULL, NULL, body, &error));
  g_assert_no_error (error);
}

/* Makes Ben a moderator, bans Anna, renames and closes the room, and says something. */
static GPtrArray *
forge_all (HallEvent *genesis,
           TestPeer  *anna,
           TestPeer  *ben)
{
  GPtrArray *forged = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_ROLE);
  body.person = test_peer_get_id (ben);
  body.moderator = TRUE;
  forge (forged, genesis, &body);
  hall_event_body_init (&body, HALL_EVENT_BAN);
  body.person = test_peer_get_id (anna);
  forge (forged, genesis, &body);
  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.name = "Mine";
  body.closed = 1;
  forge (forged, genesis, &body);
  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "I rule here";
  forge (forged, genesis, &body);
  return forged;
}

/* Whatever is shown of it. */
static gboolean
holds_all (TestPeer  *peer,
           GPtrArray *events)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) held = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (ids, ((HallEvent *) g_ptr_array_index (events, i))->id);
  g_ptr_array_add (ids, NULL);
  hall_store_get_events_async (peer->session->context->store,
                               ((HallEvent *) g_ptr_array_index (events, 0))->room,
                               (const char *const *) ids->pdata, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  held = hall_store_get_events_finish (peer->session->context->store, result, NULL);
  return held->len == events->len;
}

/* Ben's set has all that by the room's key, and Anna gets the rights from it. */
static void
test_forged (void)
{
  SessionFixture *fixture = set_up ();
  g_autoptr (HallEvent) genesis = make_genesis ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *both[] = { anna, ben };
  g_autoptr (GPtrArray) forged = NULL;

  test_peer_join (anna, genesis->id);
  TEST_WAIT_UNTIL (hall_room_get_announced (test_peer_find_room (ben, genesis->id)));
  test_peer_join (ben, genesis->id);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, genesis->id) == 0);
  forged = forge_all (genesis, anna, ben);
  test_peer_stop (ben);
  raw_peer_plant_all (ben, forged);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_get_membership (ben, genesis->id) == HALL_MEMBERSHIP_LIVE);
  test_peer_send (ben, genesis->id, "still here");
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, genesis->id) == 0);
  TEST_WAIT_UNTIL (holds_all (anna, forged));

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    {
      HallRoom *room = test_peer_find_room (both[i], genesis->id);
      GListModel *rows = G_LIST_MODEL (hall_room_get_timeline (room));

      g_assert_cmpstr (hall_room_get_name (room), ==, "Lobby");
      g_assert_false (hall_room_get_closed (room));
      g_assert_false (hall_room_get_moderator (room));
      g_assert_false (hall_room_get_banned (room));
      g_assert_true (hall_room_get_is_member (room));
      g_assert_cmpuint (test_peer_count_members (both[i], genesis->id), ==, 2);
      for (guint j = 0; j < g_list_model_get_n_items (rows); j++)
        {
          g_autoptr (HallMessage) message = g_list_model_get_item (rows, j);

          g_assert_cmpstr (hall_person_get_id (hall_message_get_author (message)), !=,
                           genesis->author);
        }
    }
  tear_down (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/standing-rooms/shared", test_shared);
  g_test_add_func ("/session/standing-rooms/left", test_left);
  g_test_add_func ("/session/standing-rooms/at-once", test_at_once);
  g_test_add_func ("/session/standing-rooms/forged", test_forged);

  return g_test_run ();
}
