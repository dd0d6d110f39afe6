/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-durability.c: long histories, pacing, disks that fail, and sessions that only listen.
 */

#define G_LOG_DOMAIN "test-durability"

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "hall-limits.h"

#include "raw-peer.h"

/* Writes into the store of a profile that is not running. */
static void
fill_store (TestPeer  *peer,
            GPtrArray *events)
{
  g_autofree char *path = g_build_filename (peer->directory, "hallway.db", NULL);
  g_autoptr (HallStore) store = hall_store_new ();
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GPtrArray) new_events = NULL;
  g_autoptr (GError) error = NULL;

  hall_store_open_async (store, path, FALSE, NULL, test_keep_result, &opened);
  TEST_WAIT_UNTIL (opened != NULL);
  hall_store_open_finish (store, opened, &error);
  g_assert_no_error (error);
  hall_store_add_events_async (store, events, 2, NULL, test_keep_result, &added);
  TEST_WAIT_UNTIL (added != NULL);
  new_events = hall_store_add_events_finish (store, added, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (new_events->len, ==, events->len);
  hall_store_close_async (store, NULL, test_keep_result, &closed);
  TEST_WAIT_UNTIL (closed != NULL);
  g_assert_true (hall_store_close_finish (store, closed, NULL));
}

/* @n texts of somebody over five days up to now. */
static GPtrArray *
make_texts (RawPeer    *author,
            const char *room_id,
            guint       n)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  gint64 now = g_get_real_time () / 1000;
  gint64 step = 5 * HALL_DAY_MS / n;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("number %u", i);

      g_ptr_array_add (events, raw_peer_make_text (author, room_id, now - (gint64) (n - i) * step,
                                                   text));
    }
  return events;
}

#define LONG 2500

static void
test_newcomer (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben;
  RawPeer *author = raw_peer_new (NULL);
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autoptr (GPtrArray) events = make_texts (author, id, LONG);
  g_autoptr (GPtrArray) of_anna = NULL;
  g_autoptr (GPtrArray) of_ben = NULL;

  g_ptr_array_insert (events, 0, raw_peer_make_joined (author, id));
  TEST_WAIT_UNTIL (anna->messages->len == 2);
  test_peer_stop (anna);
  fill_store (anna, events);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, id) == HALL_MEMBERSHIP_HOSTING);
  ben = session_fixture_start (fixture, "Ben");
  test_peer_join (ben, id);
  g_assert_cmpuint (hall_room_get_unread (test_peer_find_room (ben, id)), ==, 0);
  TEST_WAIT_UNTIL (ben->messages->len == LONG + 4);
  g_assert_cmpuint (hall_room_get_unread (test_peer_find_room (ben, id)), ==, 0);
  TEST_WAIT_UNTIL (anna->messages->len == 1);   /* that Ben joined */
  of_anna = test_peer_load_ids (anna, id);
  of_ben = test_peer_load_ids (ben, id);
  g_assert_cmpuint (of_anna->len, ==, LONG + 4);
  test_assert_same (of_anna, of_ben);
  raw_peer_free (author);
  session_fixture_free (fixture);
}

static void
open_room (TestPeer *peer,
           HallRoom *room)
{
  gboolean finished = FALSE;

  hall_session_open_room_async (peer->session, room, NULL, test_note_finished, &finished);
  TEST_WAIT_UNTIL (finished);
}

/* A room opens at the first unread message, and grows at both ends from there. */
static void
test_paging (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *author = raw_peer_new (NULL);
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  g_autofree char *id = g_strdup (hall_room_get_id (room));
  g_autoptr (GPtrArray) events = make_texts (author, id, 200);
  HallTimeline *timeline;
  guint n_items;

  TEST_WAIT_UNTIL (anna->messages->len == 2);
  test_peer_stop (anna);
  fill_store (anna, events);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  room = test_peer_find_room (anna, id);
  timeline = hall_room_get_timeline (room);
  g_assert_cmpuint (hall_room_get_unread (room), ==, 200);
  open_room (anna, room);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (timeline)), ==,
                    HALL_TIMELINE_OPENING_ROWS);
  g_assert_cmpuint (hall_timeline_find_unread (timeline), ==, 0);
  g_assert_true (hall_timeline_get_at_start (timeline));
  g_assert_false (hall_timeline_get_at_end (timeline));
  hall_session_load_newer (anna->session, room);
  hall_session_load_newer (anna->session, room);   /* one at a time */
  TEST_WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (timeline)) >
                   HALL_TIMELINE_OPENING_ROWS);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (timeline)), ==,
                    HALL_TIMELINE_OPENING_ROWS + HALL_TIMELINE_STEP);

  hall_session_load_end (anna->session, room);
  TEST_WAIT_UNTIL (hall_timeline_get_at_end (timeline));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (timeline)), ==,
                    HALL_TIMELINE_OPENING_ROWS);
  g_assert_false (hall_timeline_get_at_start (timeline));
  hall_session_mark_read (anna->session, room);
  g_assert_cmpuint (hall_room_get_unread (room), ==, 0);
  n_items = g_list_model_get_n_items (G_LIST_MODEL (timeline));
  hall_session_load_older (anna->session, room);
  TEST_WAIT_UNTIL (g_list_model_get_n_items (G_LIST_MODEL (timeline)) > n_items);
  g_assert_cmpuint (anna->messages->len, ==, 0);   /* what is loaded is not news */

  test_peer_stop (anna);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  room = test_peer_find_room (anna, id);
  g_assert_cmpuint (hall_room_get_unread (room), ==, 0);
  TEST_WAIT_UNTIL (hall_room_get_last_message (room) != NULL);
  g_assert_cmpstr (hall_message_get_text (hall_room_get_last_message (room)), ==, "number 199");
  open_room (anna, room);
  g_assert_true (hall_timeline_get_at_end (hall_room_get_timeline (room)));
  raw_peer_free (author);
  session_fixture_free (fixture);
}

/* What one member brings back, the host and the other member get. */
static void
test_member_brings (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *carl = session_fixture_start (fixture, "Carl");
  RawPeer *author = raw_peer_new (NULL);
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autoptr (GPtrArray) events = make_texts (author, id, 450);
  g_autoptr (GPtrArray) of_anna = NULL;
  g_autoptr (GPtrArray) of_carl = NULL;

  g_ptr_array_insert (events, 0, raw_peer_make_joined (author, id));
  test_peer_join (ben, id);
  test_peer_join (carl, id);
  TEST_WAIT_UNTIL (anna->messages->len == 4);
  test_peer_stop (ben);
  fill_store (ben, events);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (anna->messages->len == 455 && carl->messages->len == 455);
  of_anna = test_peer_load_ids (anna, id);
  of_carl = test_peer_load_ids (carl, id);
  test_assert_same (of_anna, of_carl);
  g_assert_cmpuint (of_anna->len, ==, 455);
  raw_peer_free (author);
  session_fixture_free (fixture);
}

/* More at once than a member may say: the client waits, and nothing is lost or refused for good. */
static void
test_pace (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autoptr (GPtrArray) history = NULL;

  test_peer_join (ben, id);
  for (guint i = 0; i < 60; i++)
    test_peer_send (ben, id, "quick");
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  history = test_peer_load_history (anna, id, 1000);
  g_assert_cmpuint (test_count_text (history, "quick"), ==, 60);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_EVENT_RATE), ==, 0);
  session_fixture_free (fixture);
}

/* The host lets less through than the client thinks: refused for the rate, offered again. */
static void
test_refused_for_rate (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_add (fixture, "Anna");
  TestPeer *ben = session_fixture_add (fixture, "Ben");
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) history = NULL;

  anna->member_rate = 20;
  anna->room_rate = 0;
  ben->member_rate = 0;
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  test_peer_join (ben, id);
  for (guint i = 0; i < 120; i++)
    test_peer_send (ben, id, "too quick");
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_EVENT_RATE), >, 0);
  history = test_peer_load_history (anna, id, 1000);
  g_assert_cmpuint (test_count_text (history, "too quick"), ==, 120);
  session_fixture_free (fixture);
}

static void
run_sql (TestPeer   *peer,
         const char *sql)
{
  g_autofree char *path = g_build_filename (peer->directory, "hallway.db", NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  sqlite3_busy_timeout (database, 5000);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
}

static gboolean
has_store_problem (TestPeer *peer)
{
  g_autofree char *problem = NULL;

  g_object_get (peer->session, "store-problem", &problem, NULL);
  return problem != NULL;
}

/* The host's disk fails: everybody sees the message, nobody is told that it is stored; when the
 * disk is back, it is. */
static void
test_store_fails (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autoptr (GPtrArray) history = NULL;

  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0 && anna->messages->len == 3);
  run_sql (anna, "CREATE TRIGGER broken BEFORE INSERT ON events"
                 " BEGIN SELECT RAISE (ABORT, 'no'); END");
  test_peer_send (ben, id, "to a broken disk");
  TEST_WAIT_UNTIL (anna->messages->len == 4);   /* shown */
  g_assert_cmpuint (test_peer_count_unsent (ben, id), ==, 1);
  g_assert_true (has_store_problem (anna));
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_STORE_FAILED), >, 0);
  run_sql (anna, "DROP TRIGGER broken");
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  TEST_WAIT_UNTIL (!has_store_problem (anna));
  g_assert_cmpuint (anna->messages->len, ==, 4);
  history = test_peer_load_history (anna, id, 100);
  g_assert_cmpuint (test_count_text (history, "to a broken disk"), ==, 1);
  session_fixture_free (fixture);
}

static gboolean
on_heard (GSocket     *socket,
          GIOCondition condition,
          gpointer     user_data)
{
  GHashTable *senders = user_data;
  char buffer[2048];
  gssize length;

  while ((length = g_socket_receive (socket, buffer, sizeof buffer, NULL, NULL)) > 0)
    {
      g_autoptr (HallDatagram) datagram = hall_datagram_decode (buffer, (gsize) length, NULL);

      if (datagram != NULL)
        g_hash_table_add (senders, g_strdup (datagram->id));
    }
  return G_SOURCE_CONTINUE;
}

/* A plain socket in the group, beside the sessions. */
static GSource *
listen_to_group (SessionFixture *fixture,
                 GHashTable     *senders)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM,
                                             G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GInetAddress) group = g_inet_address_new_from_string (HALL_DEFAULT_GROUP);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (any, fixture->port);
  g_autoptr (GError) error = NULL;
  GSource *source;

  g_socket_set_blocking (socket, FALSE);
  g_socket_bind (socket, address, TRUE, &error);
  g_assert_no_error (error);
  g_socket_join_multicast_group (socket, group, FALSE, "lo", &error);
  g_assert_no_error (error);
  source = g_socket_create_source (socket, G_IO_IN, NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (on_heard), senders, NULL);
  g_source_attach (source, NULL);
  return source;
}

static void
test_listening (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *beside, *nobody;
  g_autoptr (GHashTable) senders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autofree char *silent_id = NULL;
  g_autoptr (GPtrArray) history = NULL;
  GSource *source;

  test_peer_join (ben, id);
  test_peer_send (ben, id, "hello");
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  TEST_WAIT_UNTIL (anna->messages->len == 4);

  /* Beside the running Ben, in his profile. */
  beside = session_fixture_add (fixture, "Beside");
  g_free (beside->directory);
  beside->directory = g_strdup (ben->directory);
  test_peer_start (beside, HALL_SESSION_LISTENING);
  g_assert_cmpstr (test_peer_get_id (beside), ==, test_peer_get_id (ben));
  TEST_WAIT_UNTIL (test_peer_sees (beside, anna));
  g_assert_nonnull (test_peer_find_room (beside, id));
  history = test_peer_load_history (beside, id, 100);
  g_assert_cmpuint (test_count_text (history, "hello"), ==, 1);
  TEST_WAIT_UNTIL (beside->session != NULL);
  test_peer_stop (ben);   /* the key is silent now, unless Beside speaks */

  /* A profile that does not exist. */
  nobody = session_fixture_add (fixture, "Nobody");
  test_peer_start (nobody, HALL_SESSION_LISTENING);
  g_assert_false (g_file_test (nobody->directory, G_FILE_TEST_EXISTS));
  source = listen_to_group (fixture, senders);
  silent_id = g_strdup (test_peer_get_id (beside));
  g_assert_null (hall_session_send (beside->session, test_peer_find_room (beside, id), "no", NULL));
  TEST_WAIT_UNTIL (g_hash_table_contains (senders, test_peer_get_id (anna)));
  test_run_for (3000);
  TEST_WAIT_UNTIL (test_peer_sees (nobody, anna));
  test_peer_stop (beside);
  test_peer_stop (nobody);
  test_run_for (200);
  g_assert_false (g_hash_table_contains (senders, silent_id));
  g_assert_cmpuint (g_hash_table_size (senders), ==, 1);
  g_assert_false (g_file_test (nobody->directory, G_FILE_TEST_EXISTS));
  g_source_destroy (source);
  g_source_unref (source);
  session_fixture_free (fixture);
}

/* No name, no word: neither a datagram nor a link; a name starts it all. */
static void
test_nameless (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_add (fixture, "");
  g_autoptr (GHashTable) senders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  GSource *source = listen_to_group (fixture, senders);

  g_free (ben->directory);
  ben->directory = g_build_filename (fixture->root, "Ben", NULL);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  g_assert_false (hall_session_get_has_name (ben->session));
  TEST_WAIT_UNTIL (test_peer_sees (ben, anna));
  test_run_for (1000);
  g_assert_false (g_hash_table_contains (senders, test_peer_get_id (ben)));
  hall_session_set_name (ben->session, "Ben", &error);
  g_assert_no_error (error);
  TEST_WAIT_UNTIL (test_peer_sees (anna, ben));
  g_assert_true (g_hash_table_contains (senders, test_peer_get_id (ben)));
  g_source_destroy (source);
  g_source_unref (source);
  session_fixture_free (fixture);
}

/* The counters of a run are there for whoever looks from beside. */
static void
test_counters (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  g_autofree char *settings = NULL;
  guint64 sent;

  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_DATAGRAM_SENT) > 0);
  sent = test_peer_get_counter (anna, HALL_COUNTER_DATAGRAM_SENT);
  test_peer_stop (anna);
  settings = g_build_filename (anna->directory, "settings.ini", NULL);
  g_assert_cmpint (g_remove (settings), ==, 0);   /* the name is known all the same */
  test_peer_start (anna, HALL_SESSION_LISTENING);
  g_assert_cmpstr (hall_person_get_name (hall_session_get_self (anna->session)), ==, "Anna");
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_DATAGRAM_SENT), >=, sent);
  session_fixture_free (fixture);
}

/* (transfer full): our last event of a room, from the store. */
static HallEvent *
get_newest (TestPeer   *peer,
            const char *id)
{
  HallStore *store = hall_session_get_context (peer->session)->store;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HallEvent *event;

  hall_store_get_newest_async (store, id, test_peer_get_id (peer), NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  event = hall_store_get_newest_finish (store, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (event);
  return event;
}

/* Each event of ours names the one before, also when a restart and much talk lie between. */
static void
test_previous (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autoptr (HallEvent) first = NULL;
  g_autoptr (HallEvent) second = NULL;

  test_peer_join (ben, id);
  test_peer_send (ben, id, "one");
  TEST_WAIT_UNTIL (ben->messages->len > 0 && test_peer_count_unsent (ben, id) == 0);
  first = get_newest (ben, id);
  g_assert_cmpint (first->kind, ==, HALL_EVENT_TEXT);
  for (guint i = 0; i < 20; i++)
    test_peer_send (anna, id, "much talk");
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, id) == 0);
  test_peer_stop (ben);

  test_peer_start (ben, HALL_SESSION_ACTIVE);
  test_peer_send (ben, id, "two");
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  second = get_newest (ben, id);
  g_assert_cmpstr (second->id, !=, first->id);
  g_assert_cmpstr (second->previous, ==, first->id);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/durability/newcomer", test_newcomer);
  g_test_add_func ("/session/durability/paging", test_paging);
  g_test_add_func ("/session/durability/member-brings", test_member_brings);
  g_test_add_func ("/session/durability/pace", test_pace);
  g_test_add_func ("/session/durability/refused-for-rate", test_refused_for_rate);
  g_test_add_func ("/session/durability/store-fails", test_store_fails);
  g_test_add_func ("/session/durability/listening", test_listening);
  g_test_add_func ("/session/durability/nameless", test_nameless);
  g_test_add_func ("/session/durability/counters", test_counters);
  g_test_add_func ("/session/durability/previous", test_previous);
  return g_test_run ();
}
