/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-delete-history.c: what somebody wants to be gone goes at once, whenever in the day, and for
 * good.
 */

#define G_LOG_DOMAIN "test-delete-history"

#include "config.h"

#include "hall-conversation-private.h"
#include "hall-store-expire.h"

#include "retention-fixture.h"

/* Everything, in the middle of a day: what is said later on that day comes as ever, also if a host
 * had kept it back; what was said before does not. */
static void
test_everything (void)
{
  Band band = { 0 };
  TestPeer *anna, *ben, *carl;
  HallRoom *room;
  g_autofree char *view = NULL;
  g_autofree char *kept_back = NULL;

  retention_gather (&band);
  anna = band.peers[0], ben = band.peers[1], carl = band.peers[2];
  test_peer_send (anna, band.id, "just now");
  TEST_WAIT_UNTIL (retention_count (ben, band.id, "Anna: just now") == 1);
  talk_open (ben, band.id);
  room = test_peer_find_room (ben, band.id);
  retention_delete (ben, G_MAXINT64);
  view = talk_view (ben, band.id);
  g_assert_cmpstr (view, ==, "Anna: pinned (pinned)");
  g_assert_cmpuint (retention_count (ben, band.id, "Anna: just now"), ==, 0);
  g_assert_cmpuint (retention_count (ben, band.id, "Anna: recent"), ==, 0);
  g_assert_cmpuint (hall_room_get_unread (room), ==, 0);

  test_peer_send (carl, band.id, "and on");
  TEST_WAIT_UNTIL (retention_count (ben, band.id, "Carl: and on") == 1);
  TEST_WAIT_UNTIL (test_peer_count_unsent (carl, band.id) == 0);
  kept_back = retention_put (carl, carl, band.id, retention_get_now (), 2, "kept back");
  for (guint i = 0; i < 3 && retention_count (ben, band.id, "Carl: kept back") == 0; i++)
    retention_compare (ben, band.id);
  TEST_WAIT_UNTIL (retention_count (ben, band.id, "Carl: kept back") == 1);
  test_peer_stop (ben);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  band_wait_for_host (&band);
  TEST_WAIT_UNTIL (hall_sync_get_done (band_get_conversation (ben, band.id)->sync));
  retention_compare (ben, band.id);
  retention_compare (carl, band.id);
  g_assert_cmpuint (retention_count (ben, band.id, "Anna: just now"), ==, 0);
  g_assert_cmpuint (retention_count (ben, band.id, "Anna: recent"), ==, 0);
  g_assert_cmpuint (retention_count (ben, band.id, "Carl: and on"), ==, 1);
  g_assert_cmpuint (retention_count (carl, band.id, "Anna: just now"), ==, 1);
  g_assert_cmpuint (test_peer_get_counter (ben, HALL_COUNTER_EVENT_DELETED_HERE), ==, 0);
  retention_check_peaceful (&band);
  band_free (&band);
}

/* Without anything new nothing is asked for twice: the list of the hours is all that goes over. */
static void
test_comes_to_an_end (void)
{
  Band band = { 0 };
  TestPeer *ben;
  guint64 received;

  retention_gather (&band);
  ben = band.peers[1];
  retention_delete (ben, G_MAXINT64);
  received = test_peer_get_counter (ben, HALL_COUNTER_EVENT_RECEIVED);
  for (guint i = 0; i < 3; i++)
    {
      retention_compare (ben, band.id);
      retention_compare (band.peers[2], band.id);
    }
  g_assert_cmpuint (test_peer_get_counter (ben, HALL_COUNTER_EVENT_RECEIVED), ==, received);
  retention_check_peaceful (&band);
  band_free (&band);
}

/* What was to go before the program ended goes when it starts, though nothing is set. */
static void
test_goes_on (void)
{
  Band band = { 0 };
  TestPeer *ben;
  g_autoptr (GAsyncResult) result = NULL;

  retention_gather (&band);
  ben = band.peers[1];
  hall_store_keep_from_async (hall_session_get_context (ben->session)->store, band.id,
                              RETENTION_DAYS_OLD (20), NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  g_clear_object (&result);
  g_assert_cmpuint (retention_count (ben, band.id, "Anna: old"), ==, 1);
  test_peer_kill (ben);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (retention_count (ben, band.id, "Anna: old") == 0);
  band_wait_for_host (&band);
  TEST_WAIT_UNTIL (hall_sync_get_done (band_get_conversation (ben, band.id)->sync));
  retention_check_has (ben, band.id, 0);
  retention_check_has (band.peers[0], band.id, 1);
  band_free (&band);
}

/* What was unread is not unread any more, nor is it what the sidebar shows. */
static void
test_unread (void)
{
  Band band = { 0 };
  TestPeer *anna, *ben;
  HallRoom *room;

  retention_gather (&band);
  anna = band.peers[0], ben = band.peers[1];
  test_peer_send (anna, band.id, "for Ben");
  room = test_peer_find_room (ben, band.id);
  TEST_WAIT_UNTIL (hall_room_get_unread (room) == 1);
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, band.id) == 0);
  retention_delete (ben, G_MAXINT64);
  TEST_WAIT_UNTIL (hall_room_get_unread (room) == 0);
  TEST_WAIT_UNTIL (hall_room_get_last_message (room) == NULL
                   || g_str_equal (hall_message_get_text (hall_room_get_last_message (room)),
                                   "pinned"));
  test_peer_send (anna, band.id, "again");
  TEST_WAIT_UNTIL (hall_room_get_unread (room) == 1);
  band_free (&band);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/delete-history/everything", test_everything);
  g_test_add_func ("/session/delete-history/comes-to-an-end", test_comes_to_an_end);
  g_test_add_func ("/session/delete-history/goes-on", test_goes_on);
  g_test_add_func ("/session/delete-history/unread", test_unread);
  return g_test_run ();
}
