/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-rights-crash.c: what must not be shown is not shown after a crash either, and what was only
 * hidden until more was known comes back.
 */

#define G_LOG_DOMAIN "test-rights-crash"

#include "config.h"

#include "hall-conversation-private.h"
#include "hall-store-private.h"

#include "raw-peer.h"

static gboolean
judge (HallEvent *event,
       gpointer   refused)
{
  return g_strcmp0 (event->text, refused) != 0;
}

static HallEvent *
make_text (HallKey    *key,
           const char *room_id,
           gint64      lc,
           const char *text)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_text (key, room_id, lc, lc, NULL, NULL, text, &error);

  g_assert_no_error (error);
  return event;
}

/* What is asked of the store at once is done at once, or not at all. */
static void
test_one_request (void)
{
  SessionFixture *fixture = session_fixture_new ();
  g_autoptr (HallClock) clock = hall_clock_new ();
  HallContext *context = hall_context_new (clock);
  g_autofree char *path = g_build_filename (fixture->root, "intake.db", NULL);
  g_autofree char *room_id = hall_token_new ();
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GPtrArray) shown = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallIntake) intake = NULL;
  g_autoptr (HallEvent) said = NULL;
  g_autoptr (HallEvent) refused = NULL;

  context->identity = hall_identity_load (fixture->root, &error);
  g_assert_no_error (error);
  said = make_text (hall_context_get_key (context), room_id, 1, "said");
  refused = make_text (hall_context_get_key (context), room_id, 2, "refused");
  hall_store_set_manual (context->store);
  hall_store_open_async (context->store, path, FALSE, NULL, test_keep_result, &opened);
  hall_store_run (context->store);
  TEST_WAIT_UNTIL (opened != NULL);
  g_assert_true (hall_store_open_finish (context->store, opened, NULL));
  intake = hall_intake_new (context);
  hall_intake_set_judge (intake, judge, (gpointer) "refused");
  hall_intake_add (intake, refused, HALL_ORIGIN_SYNC, "somebody");
  hall_intake_flush (intake);
  g_assert_cmpuint (hall_store_get_n_waiting (context->store), ==, 1);
  hall_intake_add (intake, refused, HALL_ORIGIN_HOST, "somebody");
  hall_intake_add (intake, said, HALL_ORIGIN_HOST, "somebody");
  hall_intake_flush (intake);
  g_assert_cmpuint (hall_store_get_n_waiting (context->store), ==, 3);
  g_assert_false (hall_intake_is_idle (intake));
  hall_store_list_before_async (context->store, room_id, G_MAXINT64, NULL, 10, NULL,
                                test_keep_result, &listed);
  hall_store_run (context->store);
  TEST_WAIT_UNTIL (listed != NULL && hall_intake_is_idle (intake));
  shown = hall_store_list_finish (context->store, listed, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (shown->len, ==, 1);
  g_assert_cmpstr (((HallEvent *) g_ptr_array_index (shown, 0))->text, ==, "said");
  hall_intake_close (intake);
  hall_store_close_async (context->store, NULL, test_keep_result, &closed);
  hall_store_run (context->store);
  TEST_WAIT_UNTIL (closed != NULL);
  g_clear_object (&intake);
  hall_context_unref (context);
  session_fixture_free (fixture);
}

/* In the store of a profile that is not running. */
static void
hide (TestPeer          *peer,
      const char *const *ids)
{
  g_autofree char *path = g_build_filename (peer->directory, "hallway.db", NULL);
  g_autoptr (HallStore) store = hall_store_new ();
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) hidden = NULL;
  g_autoptr (GAsyncResult) closed = NULL;

  hall_store_open_async (store, path, FALSE, NULL, test_keep_result, &opened);
  TEST_WAIT_UNTIL (opened != NULL);
  g_assert_true (hall_store_open_finish (store, opened, NULL));
  hall_store_set_hidden_async (store, ids, HALL_HIDDEN_UNPERMITTED, TRUE, NULL, test_keep_result,
                               &hidden);
  TEST_WAIT_UNTIL (hidden != NULL);
  g_assert_true (hall_store_set_hidden_finish (store, hidden, NULL));
  hall_store_close_async (store, NULL, test_keep_result, &closed);
  TEST_WAIT_UNTIL (closed != NULL);
  g_assert_true (hall_store_close_finish (store, closed, NULL));
}

static gboolean
has_rows (TestPeer   *peer,
          const char *id,
          guint       n)
{
  g_autoptr (GPtrArray) history = test_peer_load_history (peer, id, 100);

  return history->len == n;
}

/* Ben's words came before it was known that he had joined, and Anna's machine was killed before it
 * could judge them again. Mallory was never in the room: nothing of him comes back. */
static void
test_hidden_too_long (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  RawPeer *mallory = raw_peer_new (NULL);
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (HallEvent) lie = NULL;
  guint n_rows;

  test_peer_join (ben, id);
  test_peer_send (ben, id, "noodles");
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  test_peer_stop (ben);
  {
    g_autoptr (GPtrArray) history = test_peer_load_history (anna, id, 100);

    n_rows = history->len;
    g_assert_cmpuint (test_count_text (history, "noodles"), ==, 1);
  }
  ids = test_peer_load_ids (anna, id);
  g_ptr_array_remove_index (ids, 0);   /* nobody judges how the room began */
  test_peer_stop (anna);
  lie = make_text (raw_peer_get_key (mallory), id, g_get_real_time () / 1000, "lies");
  raw_peer_plant (anna, lie);
  g_ptr_array_add (ids, g_strdup (lie->id));
  g_ptr_array_add (ids, NULL);
  hide (anna, (const char *const *) ids->pdata);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (has_rows (anna, id, n_rows));
  test_run_for (100);
  {
    g_autoptr (GPtrArray) history = test_peer_load_history (anna, id, 100);

    g_assert_cmpuint (history->len, ==, n_rows);
    g_assert_cmpuint (test_count_text (history, "noodles"), ==, 1);
    g_assert_cmpuint (test_count_text (history, "lies"), ==, 0);
  }
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

static HallEvent *
make_about (HallKey      *key,
            const char   *room_id,
            gint64        lc,
            HallEventKind kind,
            const char   *subject)
{
  g_autoptr (GError) error = NULL;
  HallEventBody body;
  HallEvent *event;

  hall_event_body_init (&body, kind);
  if (kind == HALL_EVENT_DELETE)
    body.target = subject;
  else
    body.person = subject;
  event = hall_event_new (key, room_id, lc, lc, NULL, NULL, &body, &error);
  g_assert_no_error (error);
  return event;
}

static HallConversation *
open_conversation (TestPeer   *peer,
                   const char *id)
{
  HallRoom *room = test_peer_find_room (peer, id);
  gboolean finished = FALSE;

  hall_session_open_room_async (peer->session, room, NULL, test_note_finished, &finished);
  TEST_WAIT_UNTIL (finished);
  return hall_session_get_conversation (peer->session, room);
}

static void
take (HallConversation *conversation,
      HallEvent        *event)
{
  hall_intake_add (conversation->intake, event, HALL_ORIGIN_SYNC, "somebody");
  TEST_WAIT_UNTIL (hall_intake_is_idle (conversation->intake));
}

/* Somebody's words were withheld, and deleted; then it turns out that they were permitted. */
static void
test_deleted (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *ben = raw_peer_new (NULL);
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  const char *id = hall_room_get_id (room);
  HallConversation *conversation = open_conversation (anna, id);
  HallTimeline *timeline = hall_room_get_timeline (room);
  gint64 now = g_get_real_time () / 1000;
  g_autoptr (HallEvent) regretted = make_text (raw_peer_get_key (ben), id, now + 1, "regretted");
  g_autoptr (HallEvent) said = make_text (raw_peer_get_key (ben), id, now + 2, "said");
  g_autoptr (HallEvent) deletion = NULL;
  g_autoptr (HallEvent) joined = NULL;

  deletion = make_about (raw_peer_get_key (ben), id, now + 3, HALL_EVENT_DELETE, regretted->id);
  joined = raw_peer_make_joined (ben, id);
  take (conversation, regretted);
  take (conversation, said);
  take (conversation, deletion);
  test_run_for (50);
  g_assert_null (hall_timeline_lookup (timeline, said->id));
  g_assert_null (hall_timeline_lookup (timeline, regretted->id));
  take (conversation, joined);
  TEST_WAIT_UNTIL (hall_timeline_lookup (timeline, said->id) != NULL);
  g_assert_null (hall_timeline_lookup (timeline, regretted->id));
  for (guint i = 0; i < anna->messages->len; i++)
    g_assert_cmpstr (g_ptr_array_index (anna->messages, i), !=, regretted->id);
  test_run_for (200);
  g_assert_null (hall_timeline_lookup (timeline, regretted->id));
  raw_peer_free (ben);
  session_fixture_free (fixture);
}

/* Ben has said very much, and turns out to have been put out before: it goes in pieces, and what
 * is unread is right at the end. */
static void
test_many (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *ben = raw_peer_new (NULL);
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  const char *id = hall_room_get_id (room);
  HallConversation *conversation = open_conversation (anna, id);
  HallTimeline *timeline = hall_room_get_timeline (room);
  gint64 now = g_get_real_time () / 1000;
  g_autoptr (HallEvent) joined = NULL;
  g_autoptr (HallEvent) kick = NULL;

  joined = raw_peer_make_joined (ben, id);
  take (conversation, joined);
  for (guint i = 0; i < 2000; i++)
    {
      g_autoptr (HallEvent) event = make_text (raw_peer_get_key (ben), id, now + 10 + 2 * i,
                                                  "much");

      hall_intake_add (conversation->intake, event, HALL_ORIGIN_SYNC, "somebody");
    }
  TEST_WAIT_UNTIL (hall_room_get_unread (room) == 2000);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (timeline)), >, 100);
  kick = make_about (hall_context_get_key (hall_session_get_context (anna->session)), id, now + 21,
                     HALL_EVENT_KICK, raw_peer_get_id (ben));
  take (conversation, kick);
  TEST_WAIT_UNTIL (!g_queue_is_empty (&conversation->changes));
  TEST_WAIT_UNTIL (hall_room_get_unread (room) == 6);
  TEST_WAIT_UNTIL (g_queue_is_empty (&conversation->changes));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (timeline)), <, 20);
  raw_peer_free (ben);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/rights-crash/one-request", test_one_request);
  g_test_add_func ("/session/rights-crash/hidden-too-long", test_hidden_too_long);
  g_test_add_func ("/session/rights-crash/deleted", test_deleted);
  g_test_add_func ("/session/rights-crash/many", test_many);
  return g_test_run ();
}
