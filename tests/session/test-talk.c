/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-talk.c: answers, edits, reactions, pins and deletions, as everybody in a room sees them: at
 * once, after having been away, after another one hosts, and after a restart.
 */

#define G_LOG_DOMAIN "test-talk"

#include "config.h"

#include "hall-session-rights.h"
#include "hall-session-talk.h"

#include "talk-fixture.h"

#define THUMB "👍"
#define HEART "❤️"

static HallRoom *
room_of (Band     *band,
         TestPeer *peer)
{
  return test_peer_find_room (peer, band->id);
}

static void
gather (Band  *band,
        guint  n_peers)
{
  band_gather (band, n_peers);
  for (guint i = 0; i < n_peers; i++)
    talk_open (band->peers[i], band->id);
}

/* What is read from the disk alone says the same of what an answer answers. */
static void
check_history (Band     *band,
               TestPeer *peer)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;
  guint n_gone = 0;

  hall_session_load_history_async (peer->session, room_of (band, peer), 100, NULL,
                                   test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  messages = hall_session_load_history_finish (peer->session, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < messages->len; i++)
    n_gone += hall_message_get_reply_gone (g_ptr_array_index (messages, i));
  g_assert_cmpuint (n_gone, ==, 1);
}

/* Everything that can be done, each by whom it is for. */
static void
test_seen (void)
{
  Band band = { 0 };
  TestPeer **peers = band.peers;

  gather (&band, 3);
  test_peer_send (peers[1], band.id, "soup?");
  for (guint i = 0; i < 3; i++)
    talk_find (peers[i], band.id, "soup?");
  talk_edit (peers[1], band.id, "soup?", "Soup at noon?");
  talk_react (peers[0], band.id, "Soup at noon?", THUMB, TRUE);
  talk_react (peers[2], band.id, "Soup at noon?", THUMB, TRUE);
  talk_react (peers[2], band.id, "Soup at noon?", HEART, TRUE);
  talk_reply (peers[2], band.id, "Soup at noon?", "Yes");
  talk_pin (peers[0], band.id, "Soup at noon?", TRUE);
  {
    g_autofree char *first = g_strdup_printf (
      "%s: Soup at noon? (edited) (pinned) [" THUMB " %s, %s] [" HEART " %s]\n"
      "%s: Yes (answers: Soup at noon?)", peers[1]->name, peers[0]->name, peers[2]->name,
      peers[2]->name, peers[2]->name);
    g_autofree char *second = g_strdup_printf (
      "%s: Soup at one? (edited) [" THUMB " %s]\n"
      "%s: Yes (answers: Soup at one?)", peers[1]->name, peers[0]->name, peers[2]->name);
    g_autofree char *third = g_strdup_printf ("%s: Yes (answers: gone)", peers[2]->name);

    talk_await (&band, first);
    talk_await_pins (&band, "Soup at noon?");
    talk_edit (peers[1], band.id, "Soup at noon?", "Soup at one?");
    for (guint i = 0; i < 3; i++)
      talk_find (peers[i], band.id, "Soup at one?");
    talk_await_pins (&band, "Soup at one?");
    talk_react (peers[2], band.id, "Soup at one?", THUMB, FALSE);
    talk_react (peers[2], band.id, "Soup at one?", HEART, FALSE);
    talk_pin (peers[0], band.id, "Soup at one?", FALSE);
    talk_await (&band, second);
    talk_await_pins (&band, "");
    talk_delete (peers[1], band.id, "Soup at one?");
    talk_await (&band, third);
  }
  talk_settle (&band);
  check_history (&band, peers[0]);
  band_check_same (&band);
  band_free (&band);
}

/* Who was away sees the same when it is back; and so do all when somebody else hosts. */
static void
test_away (void)
{
  Band band = { 0 };
  TestPeer **peers = band.peers;
  g_autofree char *expected = NULL;

  gather (&band, 3);
  test_peer_send (peers[1], band.id, "one");
  talk_find (peers[0], band.id, "one");
  test_peer_send (peers[0], band.id, "two");
  talk_find (peers[2], band.id, "one");
  talk_find (peers[2], band.id, "two");
  talk_settle (&band);
  test_peer_stop (peers[2]);
  talk_edit (peers[1], band.id, "one", "One");
  talk_react (peers[1], band.id, "two", THUMB, TRUE);
  talk_pin (peers[0], band.id, "One", TRUE);
  talk_reply (peers[0], band.id, "One", "three");
  talk_find (peers[1], band.id, "three");
  talk_settle (&band);
  test_peer_stop (peers[0]);
  TEST_WAIT_UNTIL (band_is_hosting (peers[1], band.id));
  talk_react (peers[1], band.id, "three", HEART, TRUE);
  talk_settle (&band);
  test_peer_start (peers[2], HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_get_membership (peers[2], band.id) == HALL_MEMBERSHIP_LIVE);
  talk_open (peers[2], band.id);
  expected = g_strdup_printf ("%s: One (edited) (pinned)\n"
                              "%s: two [" THUMB " %s]\n"
                              "%s: three (answers: One) [" HEART " %s]", peers[1]->name,
                              peers[0]->name, peers[1]->name, peers[0]->name, peers[1]->name);
  talk_await (&band, expected);
  talk_await_pins (&band, "One");
  /* And from the disk alone. */
  test_peer_start (peers[0], HALL_SESSION_ACTIVE);
  talk_open (peers[0], band.id);
  talk_await (&band, expected);
  talk_await_pins (&band, "One");
  band_free (&band);
}

/* What waits on the disk. Everything that was written before the question is there by then; until
 * then the store of a session that is aborted goes on, beside that of the one that is started. */
static guint
count_kept (Band     *band,
            TestPeer *peer)
{
  HallStore *store = hall_session_get_context (peer->session)->store;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  hall_store_list_outbox_async (store, band->id, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  entries = hall_store_list_outbox_finish (store, result, &error);
  g_assert_no_error (error);
  return entries->len;
}

/* What is done while nobody is reached is seen at once, and once it is sent, once. */
static void
test_offline (void)
{
  Band band = { 0 };
  TestPeer **peers = band.peers;
  g_autofree char *expected = NULL;

  gather (&band, 2);
  test_peer_send (peers[1], band.id, "one");
  talk_find (peers[0], band.id, "one");
  talk_find (peers[1], band.id, "one");
  talk_settle (&band);
  test_peer_stop (peers[1]);
  test_peer_kill (peers[0]);
  test_peer_start (peers[1], HALL_SESSION_ACTIVE);
  talk_open (peers[1], band.id);
  talk_edit (peers[1], band.id, "one", "wrong");
  talk_edit (peers[1], band.id, "wrong", "One");
  talk_react (peers[1], band.id, "One", THUMB, TRUE);
  talk_react (peers[1], band.id, "One", HEART, TRUE);
  talk_react (peers[1], band.id, "One", THUMB, FALSE);
  talk_reply (peers[1], band.id, "One", "two");
  expected = g_strdup_printf ("%s: One (edited) [" HEART " %s]\n%s: two (answers: One)",
                              peers[1]->name, peers[1]->name, peers[1]->name);
  talk_await (&band, expected);
  g_assert_cmpuint (test_peer_count_unsent (peers[1], band.id), ==, 6);
  g_assert_cmpuint (count_kept (&band, peers[1]), ==, 6);
  test_peer_kill (peers[1]);
  test_peer_start (peers[1], HALL_SESSION_ACTIVE);
  talk_open (peers[1], band.id);
  talk_await (&band, expected);
  g_assert_cmpuint (test_peer_count_unsent (peers[1], band.id), ==, 6);
  test_peer_start (peers[0], HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_count_members (peers[0], band.id) == 2);
  talk_open (peers[0], band.id);
  talk_settle (&band);
  talk_await (&band, expected);
  /* One event each, however often it was tried. */
  {
    g_assert_cmpuint (talk_count_notes (peers[0], band.id), ==, 5);
    g_assert_cmpuint (talk_count_notes (peers[1], band.id), ==, 5);
  }
  band_free (&band);
}

/* What one may do, and what is refused before it is said. */
static void
test_rights (void)
{
  Band band = { 0 };
  TestPeer **peers = band.peers;
  g_autoptr (GError) error = NULL;
  HallMessage *message;

  gather (&band, 2);
  test_peer_send (peers[0], band.id, "one");
  message = talk_find (peers[1], band.id, "one");
  g_assert_cmpuint (hall_session_get_message_rights (peers[1]->session, room_of (&band, peers[1]),
                                                     message), ==,
                    HALL_MESSAGE_RIGHT_REPLY | HALL_MESSAGE_RIGHT_REACT
                    | HALL_MESSAGE_RIGHT_FORWARD);
  g_assert_false (hall_session_edit_message (peers[1]->session, room_of (&band, peers[1]), message,
                                             "two", &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (hall_session_pin_message (peers[1]->session, room_of (&band, peers[1]), message,
                                            TRUE, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_false (hall_session_react (peers[1]->session, room_of (&band, peers[1]), message,
                                      "no emoji", TRUE, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT);
  g_clear_error (&error);
  message = talk_find (peers[0], band.id, "one");
  g_assert_cmpuint (hall_session_get_message_rights (peers[0]->session, room_of (&band, peers[0]),
                                                     message), ==,
                    HALL_MESSAGE_RIGHT_REPLY | HALL_MESSAGE_RIGHT_REACT
                    | HALL_MESSAGE_RIGHT_FORWARD | HALL_MESSAGE_RIGHT_EDIT
                    | HALL_MESSAGE_RIGHT_DELETE | HALL_MESSAGE_RIGHT_PIN);
  g_assert_false (hall_session_edit_message (peers[0]->session, room_of (&band, peers[0]), message,
                                             " \n ", &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT);
  g_assert_true (hall_session_find_last_own (peers[0]->session, room_of (&band, peers[0]))
                 == message);
  g_assert_null (hall_session_find_last_own (peers[1]->session, room_of (&band, peers[1])));
  {
    g_autofree char *quote = NULL;
    g_autofree char *expected = g_strdup_printf ("%s:\n> Two\n> lines", peers[0]->name);

    test_peer_send (peers[0], band.id, "Two\nlines");
    quote = hall_session_quote_message (peers[1]->session,
                                        talk_find (peers[1], band.id, "Two\nlines"));
    g_assert_cmpstr (quote, ==, expected);
  }
  band_free (&band);
}

static gboolean
last_says (Band       *band,
           TestPeer   *peer,
           const char *text)
{
  HallMessage *last = hall_room_get_last_message (room_of (band, peer));

  return last != NULL && g_str_equal (hall_message_get_text (last), text);
}

/* The list of rooms shows what the last text says now, in a room that nobody opened, too. */
static void
test_last (void)
{
  Band band = { 0 };
  TestPeer **peers = band.peers;

  band_gather (&band, 2);
  talk_open (peers[0], band.id);
  test_peer_send (peers[0], band.id, "first");
  test_peer_send (peers[0], band.id, "last");
  TEST_WAIT_UNTIL (last_says (&band, peers[1], "last"));
  talk_edit (peers[0], band.id, "last", "the last");
  TEST_WAIT_UNTIL (last_says (&band, peers[0], "the last")
                   && last_says (&band, peers[1], "the last"));
  test_peer_kill (peers[1]);
  test_peer_start (peers[1], HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (last_says (&band, peers[1], "the last"));
  TEST_WAIT_UNTIL (test_peer_get_membership (peers[1], band.id) == HALL_MEMBERSHIP_LIVE);
  talk_delete (peers[0], band.id, "the last");
  TEST_WAIT_UNTIL (last_says (&band, peers[0], "first") && last_says (&band, peers[1], "first"));
  band_free (&band);
}

/* The last that somebody else said can be made unread, also when what came after it was deleted. */
static void
test_last_other (void)
{
  Band band = { 0 };
  TestPeer **peers = band.peers;

  gather (&band, 2);
  test_peer_send (peers[1], band.id, "one");
  talk_find (peers[0], band.id, "one");
  test_peer_send (peers[1], band.id, "two");
  talk_find (peers[0], band.id, "two");
  test_peer_send (peers[0], band.id, "mine");
  talk_find (peers[1], band.id, "mine");
  hall_session_mark_read (peers[0]->session, room_of (&band, peers[0]));
  talk_delete (peers[1], band.id, "two");
  {
    g_autofree char *expected = g_strdup_printf ("%s: one\n%s: mine", peers[1]->name,
                                                 peers[0]->name);

    talk_await (&band, expected);
  }
  TEST_WAIT_UNTIL (hall_session_mark_room_unread (peers[0]->session, room_of (&band, peers[0])));
  TEST_WAIT_UNTIL (hall_room_get_unread (room_of (&band, peers[0])) == 1);
  band_free (&band);
}

/* As an older version may have left it: it is a text by its kind and can never be an event. */
static void
plant_entry (TestPeer   *peer,
             const char *room_id,
             const char *kind,
             const char *text,
             const char *body)
{
  g_autofree char *path = g_build_filename (peer->directory, "hallway.db", NULL);
  g_autofree char *token = hall_token_new ();
  g_autoptr (HallStore) store = hall_store_new ();
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  HallOutboxEntry *entry = hall_outbox_entry_new_event (room_id, token, kind, text, 1);

  entry->body = g_strdup (body);
  hall_store_open_async (store, path, FALSE, NULL, test_keep_result, &opened);
  TEST_WAIT_UNTIL (opened != NULL);
  g_assert_true (hall_store_open_finish (store, opened, NULL));
  hall_store_add_outbox_async (store, entry, NULL, test_keep_result, &added);
  TEST_WAIT_UNTIL (added != NULL);
  g_assert_true (hall_store_add_outbox_finish (store, added, NULL));
  hall_store_close_async (store, NULL, test_keep_result, &closed);
  TEST_WAIT_UNTIL (closed != NULL);
  g_assert_true (hall_store_close_finish (store, closed, NULL));
  hall_outbox_entry_free (entry);
}

/* What can never be signed goes from the screen, waits no more, keeps nothing else from being sent,
 * and is in the composer again; also after a restart. */
static void
test_never_signed (void)
{
  Band band = { 0 };
  TestPeer **peers = band.peers;
  g_autofree char *expected = NULL;

  gather (&band, 2);
  test_peer_stop (peers[1]);
  plant_entry (peers[1], band.id, "text", "not an event", "{\"text\":7}");
  plant_entry (peers[1], band.id, "react", "no body", NULL);
  test_peer_start (peers[1], HALL_SESSION_ACTIVE);
  talk_open (peers[1], band.id);
  test_peer_send (peers[1], band.id, "after it");
  expected = g_strdup_printf ("%s: after it", peers[1]->name);
  talk_await (&band, expected);
  talk_settle (&band);
  g_assert_cmpstr (hall_room_get_draft (room_of (&band, peers[1])), ==, "not an event");
  test_peer_stop (peers[1]);
  test_peer_start (peers[1], HALL_SESSION_ACTIVE);
  g_assert_cmpuint (test_peer_count_unsent (peers[1], band.id), ==, 0);
  talk_open (peers[1], band.id);
  talk_await (&band, expected);
  g_assert_cmpstr (hall_room_get_draft (room_of (&band, peers[1])), ==, "not an event");
  band_free (&band);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/talk/seen", test_seen);
  g_test_add_func ("/session/talk/away", test_away);
  g_test_add_func ("/session/talk/offline", test_offline);
  g_test_add_func ("/session/talk/rights", test_rights);
  g_test_add_func ("/session/talk/last", test_last);
  g_test_add_func ("/session/talk/last-other", test_last_other);
  g_test_add_func ("/session/talk/never-signed", test_never_signed);
  return g_test_run ();
}
