/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-delete-history.c: what somebody wants to be gone goes at once, whenever in the day, and for
 * good.
 */

#define G_LOG_DOMAIN "test-delete-history"

#include "config.h"

#include "hall-conversation-private.h"
#include "hall-session-retention.h"
#include "hall-session-rights.h"
#include "hall-store-expire.h"

#include "retention-fixture.h"

/* Comparing finds it in the end, though somebody else may be asked first. */
static void
compare_until_there (TestPeer   *peer,
                     const char *id,
                     const char *text)
{
  for (guint i = 0; i < 3 && retention_count (peer, id, text) == 0; i++)
    retention_compare (peer, id);
  retention_wait_for (peer, id, text);
}

/* Everything, in the middle of a day: what is said later on that day comes as ever, also if a host
 * had kept it back; what was said before does not. */
static void
test_everything (void)
{
  Band band = { 0 };
  TestPeer *anna, *ben, *carl;
  HallRoom *room;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *at_once = NULL;
  g_autofree char *view = NULL;
  g_autofree char *kept_back = NULL;

  retention_gather (&band);
  anna = band.peers[0], ben = band.peers[1], carl = band.peers[2];
  test_peer_send (anna, band.id, "just now");
  TEST_WAIT_UNTIL (retention_count (ben, band.id, "Anna: just now") == 1);
  talk_open (ben, band.id);
  room = test_peer_find_room (ben, band.id);
  hall_session_delete_history_async (ben->session, G_MAXINT64, NULL, test_keep_result, &result);
  at_once = talk_view (ben, band.id);
  g_assert_cmpstr (at_once, ==, "Anna: pinned (pinned)");
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (hall_session_delete_history_finish (ben->session, result, NULL));
  g_clear_object (&result);
  view = talk_view (ben, band.id);
  g_assert_cmpstr (view, ==, "Anna: pinned (pinned)");
  g_assert_cmpuint (retention_count (ben, band.id, "Anna: just now"), ==, 0);
  g_assert_cmpuint (retention_count (ben, band.id, "Anna: recent"), ==, 0);
  g_assert_cmpuint (hall_room_get_unread (room), ==, 0);

  test_peer_send (carl, band.id, "and on");
  retention_wait_for (ben, band.id, "Carl: and on");
  TEST_WAIT_UNTIL (test_peer_count_unsent (carl, band.id) == 0);
  kept_back = retention_put (carl, carl, band.id, retention_get_now (), 2, "kept back");
  compare_until_there (ben, band.id, "Carl: kept back");
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

/* What @peer says of the day on which all of this happens. */
static char *
make_digest (TestPeer   *peer,
             const char *id)
{
  HallStore *store = hall_session_get_context (peer->session)->store;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) days = NULL;
  HallStoredDay *last;

  hall_store_list_days_async (store, id, 0, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  days = hall_store_list_days_finish (store, result, NULL, NULL);
  last = &g_array_index (days, HallStoredDay, days->len - 1);
  return hall_base64url_encode (last->digest, sizeof last->digest);
}

/* Without anything new nothing is asked for twice: the list of the hours is all that goes over, and
 * nobody rests from anybody for it. */
static void
test_comes_to_an_end (void)
{
  Band band = { 0 };
  TestPeer *ben, *carl;
  guint64 received;
  g_autofree char *digest = NULL;

  retention_gather (&band);
  ben = band.peers[1], carl = band.peers[2];
  test_peer_send (carl, band.id, "today");
  TEST_WAIT_UNTIL (retention_count (ben, band.id, "Carl: today") == 1);
  TEST_WAIT_UNTIL (test_peer_count_unsent (carl, band.id) == 0);
  retention_delete (ben, G_MAXINT64);
  received = test_peer_get_counter (ben, HALL_COUNTER_EVENT_RECEIVED);
  for (guint i = 0; i < 3; i++)
    {
      retention_compare (ben, band.id);
      retention_compare (carl, band.id);
    }
  g_assert_cmpuint (test_peer_get_counter (ben, HALL_COUNTER_EVENT_RECEIVED), ==, received);
  digest = make_digest (carl, band.id);
  g_assert_false (hall_sync_rest_contains (band_get_conversation (ben, band.id)->rest,
                                           test_peer_get_id (carl),
                                           retention_get_now () / HALL_DAY_MS, -1, digest));
  retention_check_peaceful (&band);
  band_free (&band);
}

/* Something that somebody said by a clock far ahead does not take with it what is said until that
 * time has come; it goes itself, and does not come back from those who have it. */
static void
test_ahead (void)
{
  Band band = { 0 };
  TestPeer *ben, *carl;
  g_autofree char *ahead = NULL;

  retention_gather (&band);
  ben = band.peers[1], carl = band.peers[2];
  ahead = retention_put (ben, carl, band.id, retention_get_now () + 12 * HALL_HOUR_MS, 2, "ahead");
  test_peer_stop (ben);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  band_wait_for_host (&band);
  TEST_WAIT_UNTIL (retention_count (carl, band.id, "Carl: ahead") == 1);
  retention_delete (ben, G_MAXINT64);
  g_assert_cmpuint (retention_count (ben, band.id, "Anna: recent"), ==, 0);
  test_peer_send (carl, band.id, "and on");
  retention_wait_for (ben, band.id, "Carl: and on");
  retention_compare (ben, band.id);
  retention_compare (carl, band.id);
  g_assert_cmpuint (retention_count (ben, band.id, "Carl: ahead"), ==, 0);
  g_assert_cmpuint (retention_count (carl, band.id, "Carl: ahead"), ==, 1);
  band_free (&band);
}

/* A host whose clock is hours behind, or that says so, has all others say things at times that were
 * deleted: they are there all the same, however they come. */
static void
test_behind (void)
{
  Band band = { 0 };
  TestPeer *anna, *ben, *carl;
  g_autofree char *offered = NULL;
  g_autofree char *compared = NULL;

  retention_gather (&band);
  anna = band.peers[0], ben = band.peers[1], carl = band.peers[2];
  test_peer_send (anna, band.id, "just now");
  TEST_WAIT_UNTIL (retention_count (ben, band.id, "Anna: just now") == 1);
  retention_delete (ben, G_MAXINT64);
  offered = retention_put (carl, carl, band.id, retention_get_now () - 11 * HALL_HOUR_MS, 0,
                           "by a slow host");
  test_peer_stop (carl);
  test_peer_start (carl, HALL_SESSION_ACTIVE);
  retention_wait_for (ben, band.id, "Carl: by a slow host");
  compared = retention_put (carl, carl, band.id, retention_get_now () - 20 * HALL_HOUR_MS, 2,
                            "kept back");
  compare_until_there (ben, band.id, "Carl: kept back");
  /* Another start, which takes up what was to be deleted, does not take that. */
  test_peer_stop (ben);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  band_wait_for_host (&band);
  g_assert_cmpuint (retention_count (ben, band.id, "Carl: by a slow host"), ==, 1);
  g_assert_cmpuint (retention_count (ben, band.id, "Anna: just now"), ==, 0);
  g_assert_cmpuint (retention_count (ben, band.id, "Anna: old"), ==, 0);
  g_assert_cmpuint (test_peer_get_counter (ben, HALL_COUNTER_EVENT_DELETED_HERE), ==, 0);
  retention_check_peaceful (&band);
  band_free (&band);
}

/* A part of it, up to a time that may be wrong. */
static void
test_before (void)
{
  Band band = { 0 };
  TestPeer *ben, *carl;
  g_autofree char *early = NULL;
  g_autofree char *later = NULL;
  g_autofree char *view = NULL;

  retention_gather (&band);
  ben = band.peers[1], carl = band.peers[2];
  /* In this order, so that what came first to this disk does not go for that. */
  later = retention_put (ben, carl, band.id, retention_get_now () - HALL_HOUR_MS, 2, "later");
  early = retention_put (ben, carl, band.id, retention_get_now () - 3 * HALL_HOUR_MS, 2, "early");
  retention_delete (ben, retention_get_now () - 2 * HALL_HOUR_MS);
  talk_open (ben, band.id);
  view = talk_view (ben, band.id);
  g_assert_cmpstr (view, ==, "Anna: pinned (pinned)\nCarl: later");
  /* Years ahead: all of what is there, and nothing of what comes. */
  retention_delete (ben, RETENTION_DAYS_OLD (-4000));
  g_assert_cmpuint (retention_count (ben, band.id, "Carl: later"), ==, 0);
  test_peer_send (carl, band.id, "and on");
  retention_wait_for (ben, band.id, "Carl: and on");
  test_peer_stop (ben);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  band_wait_for_host (&band);
  g_assert_cmpuint (retention_count (ben, band.id, "Carl: and on"), ==, 1);
  g_assert_cmpuint (retention_count (ben, band.id, "Carl: later"), ==, 0);
  band_free (&band);
}

static void
note_sent (HallSession     *session,
           HallRoom        *room,
           const char      *id,
           HallMessageState state,
           guint           *n_sent)
{
  *n_sent += state == HALL_MESSAGE_STATE_SENT ? 1 : 0;
}

/* What nobody else has goes if that is wanted, and is not called sent for it. */
static void
test_not_sent (void)
{
  Band band = { 0 };
  TestPeer *anna;
  guint n_sent = 0;

  band_gather (&band, 1);
  anna = band.peers[0];
  test_peer_send (anna, band.id, "to myself");
  TEST_WAIT_UNTIL (retention_count (anna, band.id, "Anna: to myself") == 1);
  g_signal_connect (anna->session, "message-state", G_CALLBACK (note_sent), &n_sent);
  retention_delete (anna, G_MAXINT64);
  g_assert_cmpuint (retention_count (anna, band.id, "Anna: to myself"), ==, 0);
  g_assert_cmpuint (n_sent, ==, 0);
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

static gboolean
shows_last (TestPeer   *peer,
            const char *id,
            const char *text)
{
  HallMessage *last = hall_room_get_last_message (test_peer_find_room (peer, id));

  return last != NULL && g_str_equal (hall_message_get_text (last), text);
}

/* What is left is what the sidebar shows, as its author changed it, though much has happened since
 * that is no text; also after the next start. */
static void
test_last (void)
{
  Band band = { 0 };
  TestPeer *anna, *ben;
  g_autofree char *topic = NULL;

  retention_gather (&band);
  anna = band.peers[0], ben = band.peers[1];
  talk_open (anna, band.id);
  talk_edit (anna, band.id, "pinned", "pinned for all");
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (GError) error = NULL;

      g_free (topic);
      topic = g_strdup_printf ("topic %u", i);
      g_assert_true (hall_session_change_room (anna->session, test_peer_find_room (anna, band.id),
                                               NULL, topic, &error));
    }
  test_peer_send (anna, band.id, "just now");
  TEST_WAIT_UNTIL (shows_last (ben, band.id, "just now"));
  retention_delete (ben, G_MAXINT64);
  TEST_WAIT_UNTIL (shows_last (ben, band.id, "pinned for all"));
  test_peer_stop (ben);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (shows_last (ben, band.id, "pinned for all"));
  band_free (&band);
}

/* Of a room that was left, too: what was on the screen goes with the rest. @data: whether by age */
static void
test_left (gconstpointer data)
{
  Band band = { 0 };
  TestPeer *ben;
  HallRoom *room;
  GListModel *rows;

  retention_gather (&band);
  ben = band.peers[1];
  talk_open (ben, band.id);
  room = test_peer_find_room (ben, band.id);
  rows = G_LIST_MODEL (hall_room_get_timeline (room));
  TEST_WAIT_UNTIL (hall_room_get_last_message (room) != NULL);
  hall_session_set_undo_ms (ben->session, 0);
  hall_session_leave_room (ben->session, room);
  TEST_WAIT_UNTIL (hall_session_get_conversation (ben->session, room) == NULL);
  g_assert_cmpuint (g_list_model_get_n_items (rows), >, 0);
  if (GPOINTER_TO_INT (data))
    retention_keep_days (ben, 10);
  else
    retention_delete (ben, G_MAXINT64);
  TEST_WAIT_UNTIL (g_list_model_get_n_items (rows) == 0);
  TEST_WAIT_UNTIL (retention_count (ben, band.id, "Anna: old") == 0);
  g_assert_null (hall_room_get_last_message (room));
  g_assert_cmpuint (g_list_model_get_n_items (hall_room_get_pinned (room)), ==, 0);
  band_free (&band);
}

static gboolean
is_taking_in (TestPeer   *peer,
              const char *id)
{
  return !hall_intake_is_idle (band_get_conversation (peer, id)->intake);
}

/* What is on its way to the disk in that moment goes with the rest, and nobody is told of it. */
static void
test_on_the_way (void)
{
  Band band = { 0 };
  TestPeer *anna, *ben;
  HallRoom *room;
  guint n_told;
  g_autoptr (GAsyncResult) result = NULL;

  retention_gather (&band);
  anna = band.peers[0], ben = band.peers[1];
  room = test_peer_find_room (ben, band.id);
  TEST_WAIT_UNTIL (!is_taking_in (ben, band.id));
  n_told = ben->messages->len;
  test_peer_send (anna, band.id, "on its way");
  TEST_WAIT_UNTIL (is_taking_in (ben, band.id));
  g_assert_cmpuint (ben->messages->len, ==, n_told);
  hall_session_delete_history_async (ben->session, G_MAXINT64, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (hall_session_delete_history_finish (ben->session, result, NULL));
  g_clear_object (&result);
  g_assert_cmpuint (retention_count (ben, band.id, "Anna: on its way"), ==, 0);
  g_assert_cmpuint (ben->messages->len, ==, n_told);
  g_assert_cmpuint (hall_room_get_unread (room), ==, 0);

  test_peer_send (anna, band.id, "later");
  TEST_WAIT_UNTIL (ben->messages->len == n_told + 1);
  TEST_WAIT_UNTIL (hall_room_get_unread (room) == 1);
  retention_check_peaceful (&band);
  band_free (&band);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/delete-history/everything", test_everything);
  g_test_add_func ("/session/delete-history/comes-to-an-end", test_comes_to_an_end);
  g_test_add_func ("/session/delete-history/ahead", test_ahead);
  g_test_add_func ("/session/delete-history/behind", test_behind);
  g_test_add_func ("/session/delete-history/before", test_before);
  g_test_add_func ("/session/delete-history/not-sent", test_not_sent);
  g_test_add_func ("/session/delete-history/goes-on", test_goes_on);
  g_test_add_func ("/session/delete-history/unread", test_unread);
  g_test_add_func ("/session/delete-history/last", test_last);
  g_test_add_data_func ("/session/delete-history/left", GINT_TO_POINTER (FALSE), test_left);
  g_test_add_data_func ("/session/delete-history/left-by-age", GINT_TO_POINTER (TRUE), test_left);
  g_test_add_func ("/session/delete-history/on-the-way", test_on_the_way);
  return g_test_run ();
}
