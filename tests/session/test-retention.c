/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-retention.c: what is older than it is to be kept goes here, does not come back, and
 * stays with others.
 */

#define G_LOG_DOMAIN "test-retention"

#include "config.h"

#include "hall-conversation-private.h"
#include "retention-fixture.h"

/* This computer's clock, if somebody had turned it. */
#define TURNED_TYPE_WALL (turned_wall_get_type ())
G_DECLARE_FINAL_TYPE (TurnedWall, turned_wall, TURNED, WALL, HallClock)

struct _TurnedWall
{
  HallClock parent_instance;

  gint64 ahead;        /* ms */
};

G_DEFINE_FINAL_TYPE (TurnedWall, turned_wall, HALL_TYPE_CLOCK)

static gint64
turned_wall_get_wall (HallClock *clock)
{
  return g_get_real_time () / 1000 + TURNED_WALL (clock)->ahead;
}

static void
turned_wall_class_init (TurnedWallClass *klass)
{
  HALL_CLOCK_CLASS (klass)->get_wall = turned_wall_get_wall;
}

static void
turned_wall_init (TurnedWall *self)
{
}

/* What is old goes when the setting says so, from the screen as well; it does not come back by
 * synchronising, comparing, a start or another host; everybody else keeps it. */
static void
test_setting (void)
{
  Band band = { 0 };
  TestPeer *anna, *ben, *carl;
  g_autofree char *view = NULL;

  retention_gather (&band);
  anna = band.peers[0], ben = band.peers[1], carl = band.peers[2];
  talk_open (ben, band.id);
  retention_keep_days (ben, 30);
  TEST_WAIT_UNTIL (retention_count (ben, band.id, "Anna: old") == 0);
  retention_check_has (ben, band.id, 0);
  g_assert_cmpuint (retention_count (ben, band.id, "Anna: pinned"), ==, 1);
  view = talk_view (ben, band.id);
  g_assert_cmpstr (view, ==, "Anna: pinned (pinned)\nAnna: recent");

  for (guint i = 0; i < 2; i++)
    {
      retention_compare (ben, band.id);
      retention_compare (carl, band.id);
    }
  hall_sync_refresh (band_get_conversation (ben, band.id)->sync);
  test_peer_send (carl, band.id, "after that");
  TEST_WAIT_UNTIL (retention_count (ben, band.id, "Carl: after that") == 1);
  retention_check_has (ben, band.id, 0);

  test_peer_stop (ben);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  band_wait_for_host (&band);
  TEST_WAIT_UNTIL (hall_sync_get_done (band_get_conversation (ben, band.id)->sync));
  test_peer_stop (anna);
  band_wait_for_host (&band);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  band_wait_for_host (&band);
  retention_compare (ben, band.id);
  retention_check_has (ben, band.id, 0);
  retention_check_has (anna, band.id, 1);
  retention_check_has (carl, band.id, 1);
  /* It was not even asked for. */
  g_assert_cmpuint (test_peer_get_counter (ben, HALL_COUNTER_EVENT_DELETED_HERE), ==, 0);
  retention_check_peaceful (&band);
  band_free (&band);
}

/* A host that keeps less gives what it has; whoever joins gets the rest from somebody else, and
 * then the host is not told of it again. */
static void
test_newcomer (void)
{
  Band band = { 0 };
  TestPeer *anna, *dora;

  retention_gather (&band);
  anna = band.peers[0];
  retention_keep_days (anna, 30);
  TEST_WAIT_UNTIL (retention_count (anna, band.id, "Anna: old") == 0);
  band_add (&band);
  dora = band.peers[3];
  TEST_WAIT_UNTIL (retention_count (dora, band.id, "Anna: recent") == 1);
  TEST_WAIT_UNTIL (hall_sync_get_done (band_get_conversation (dora, band.id)->sync));
  retention_check_has (dora, band.id, 0);
  while (retention_count (dora, band.id, "Anna: old") == 0)
    retention_compare (dora, band.id);
  test_peer_send (dora, band.id, "I have it all");
  TEST_WAIT_UNTIL (retention_count (anna, band.id, "Dora: I have it all") == 1);
  retention_check_has (anna, band.id, 0);
  retention_check_has (dora, band.id, 1);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_EVENT_DELETED_HERE), ==, 0);
  retention_check_peaceful (&band);
  band_free (&band);
}

/* A room that is new here: of that nothing older is fetched at all. */
static void
test_new_room (void)
{
  Band band = { 0 };
  TestPeer *dora;
  g_autofree char *id = NULL;

  retention_gather (&band);
  dora = session_fixture_start (band.fixture, "Dora");
  id = g_strdup (hall_room_get_id (test_peer_create_room (dora, "Own")));
  test_peer_join (band.peers[0], id);
  TEST_WAIT_UNTIL (dora->messages->len == 3);
  retention_keep_days (dora, 30);
  TEST_WAIT_UNTIL (hall_session_get_context (dora->session)->history_from > 0);
  band.peers[band.n_peers++] = dora;
  test_peer_join (dora, band.id);
  TEST_WAIT_UNTIL (retention_count (dora, band.id, "Anna: recent") == 1);
  TEST_WAIT_UNTIL (hall_sync_get_done (band_get_conversation (dora, band.id)->sync));
  retention_check_has (dora, band.id, 0);
  retention_check_peaceful (&band);
  band_free (&band);
}

/* Somebody brings what a host does not know: the others get it by the relay, and who does not want
 * it ignores it there, too. What its author offers is acknowledged all the same. */
static void
test_relayed (void)
{
  Band band = { 0 };
  TestPeer *anna, *ben, *carl;
  g_autofree char *unknown = NULL;
  g_autofree char *unsent = NULL;

  retention_gather (&band);
  anna = band.peers[0], ben = band.peers[1], carl = band.peers[2];
  retention_keep_days (ben, 30);
  TEST_WAIT_UNTIL (retention_count (ben, band.id, "Anna: old") == 0);
  unknown = retention_put (carl, carl, band.id, RETENTION_DAYS_OLD (50), 2, "unknown");
  hall_sync_refresh (band_get_conversation (carl, band.id)->sync);
  TEST_WAIT_UNTIL (retention_count (anna, band.id, "Carl: unknown") == 1);
  TEST_WAIT_UNTIL (test_peer_get_counter (ben, HALL_COUNTER_EVENT_DELETED_HERE) == 1);

  unsent = retention_put (carl, carl, band.id, RETENTION_DAYS_OLD (45), 0, "unsent");
  test_peer_stop (anna);
  test_peer_stop (carl);
  TEST_WAIT_UNTIL (band_is_hosting (ben, band.id));
  test_peer_start (carl, HALL_SESSION_ACTIVE);
  band_wait_for_host (&band);
  TEST_WAIT_UNTIL (g_hash_table_lookup (carl->states, unsent)
                   == GINT_TO_POINTER (HALL_MESSAGE_STATE_SENT));
  g_assert_cmpuint (retention_count (carl, band.id, "Carl: unsent"), ==, 1);
  g_assert_cmpuint (retention_count (ben, band.id, "Carl: unsent"), ==, 0);
  g_assert_cmpuint (retention_count (ben, band.id, "Carl: unknown"), ==, 0);
  retention_check_peaceful (&band);
  band_free (&band);
}

/* A clock that is a year ahead at the start deletes nothing that is not old by what others said
 * last. */
static void
test_clock (void)
{
  Band band = { 0 };
  TestPeer *ben;
  TurnedWall *clock = g_object_new (TURNED_TYPE_WALL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  HallSession *session;

  retention_gather (&band);
  ben = band.peers[1];
  retention_keep_days (ben, 60);
  test_peer_stop (ben);
  clock->ahead = 365 * (gint64) HALL_DAY_MS;
  session = test_peer_make_session (ben, HALL_SESSION_ACTIVE);
  hall_session_set_clock (session, HALL_CLOCK (clock));
  hall_session_start_async (session, TRUE, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (hall_session_start_finish (session, result, NULL));
  g_clear_object (&result);
  TEST_WAIT_UNTIL (hall_session_get_context (session)->history_from > 0);
  g_assert_cmpint (hall_session_get_context (session)->history_from, <=, RETENTION_DAYS_OLD (60));
  retention_keep_days (ben, 39);   /* another pass, after which the first is over */
  TEST_WAIT_UNTIL (retention_count (ben, band.id, "Anna: old") == 0);
  retention_check_has (ben, band.id, 0);
  test_peer_stop (ben);
  g_object_unref (clock);
  band_free (&band);
}

/* Of a profile that nobody else has ever talked to, no clock at all is believed. */
static void
test_alone (void)
{
  Band band = { 0 };
  g_autofree char *old = NULL;
  g_autofree char *other = NULL;
  g_autofree char *view = NULL;

  band_gather (&band, 1);
  old = retention_put (band.peers[0], band.peers[0], band.id, RETENTION_DAYS_OLD (40), 1, "old");
  other = retention_put (band.peers[0], band.peers[0], band.id,
                         RETENTION_DAYS_OLD (300), 1, "older");
  talk_open (band.peers[0], band.id);
  retention_keep_days (band.peers[0], 30);
  retention_delete (band.peers[0], RETENTION_DAYS_OLD (200));
  view = talk_view (band.peers[0], band.id);
  g_assert_cmpstr (view, ==, "Anna: old");
  g_assert_cmpuint (retention_count (band.peers[0], band.id, "Anna: old"), ==, 1);
  g_assert_cmpuint (retention_count (band.peers[0], band.id, "Anna: older"), ==, 0);
  g_assert_cmpint (hall_session_get_context (band.peers[0]->session)->history_from, ==, 0);
  band_free (&band);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/retention/setting", test_setting);
  g_test_add_func ("/session/retention/newcomer", test_newcomer);
  g_test_add_func ("/session/retention/new-room", test_new_room);
  g_test_add_func ("/session/retention/relayed", test_relayed);
  g_test_add_func ("/session/retention/clock", test_clock);
  g_test_add_func ("/session/retention/alone", test_alone);
  return g_test_run ();
}
