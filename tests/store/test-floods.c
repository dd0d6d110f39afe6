/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-floods.c: whoever says very much about one message hides nothing of what others say, and
 * makes neither an answer nor the index large. Sizes are measured, never the time.
 */

#include "config.h"

#include "hall-limits.h"

#include "search-test.h"

#define N_NOTES 10000
#define N_EDITS 1500
#define EDIT_CHARACTERS 3000
/* Less than ten of those edits. */
#define INDEX_MAX (400 * 1024)

static HallEvent *
make (HallKey       *key,
      StoreTest     *test,
      gint64         lc,
      HallEventKind  kind,
      const char    *target,
      const char    *word,
      gboolean       off)
{
  HallEventBody body;

  hall_event_body_init (&body, kind);
  body.target = target;
  body.text = kind == HALL_EVENT_EDIT ? word : NULL;
  body.emoji = kind == HALL_EVENT_REACT ? word : NULL;
  body.off = off;
  return event_of (key, test->room, lc, &body);
}

static void
add_flood (StoreTest *test,
           GPtrArray *flood)
{
  g_autoptr (GPtrArray) added = store_add (test->store, flood, 2);

  g_assert_cmpuint (added->len, ==, flood->len);
}

static GPtrArray *
list_annotations (StoreTest  *test,
                  const char *id)
{
  const char *ids[] = { id, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *events;

  result = store_await (hall_store_list_annotations_async, test->store, test->room, ids);
  events = hall_store_list_annotations_finish (test->store, result, &error);
  g_assert_no_error (error);
  return events;
}

/* Of somebody who reacts without end the newest are there, and everything of the others. */
static void
test_reactions (StoreTest     *test,
                gconstpointer  data)
{
  g_autoptr (HallEvent) text = event_text (test->key, test->room, 10, "text");
  g_autoptr (GPtrArray) flood = event_array ();
  g_autoptr (GPtrArray) expected = event_array ();
  g_autoptr (GPtrArray) events = NULL;

  store_add_one (test->store, text, 2);
  g_ptr_array_add (expected, make (test->key, test, 20, HALL_EVENT_REACT, text->id, "👍", FALSE));
  g_ptr_array_add (expected, make (test->key, test, 21, HALL_EVENT_PIN, text->id, NULL, FALSE));
  g_ptr_array_add (expected, make (test->key, test, 22, HALL_EVENT_EDIT, text->id, "x", FALSE));
  for (guint i = 0; i < expected->len; i++)
    store_add_one (test->store, g_ptr_array_index (expected, i), 2);
  for (guint i = 0; i < N_NOTES; i++)
    g_ptr_array_add (flood, make (test->other, test, 100 + i, HALL_EVENT_REACT, text->id, "👎",
                                  i % 2 != 0));
  add_flood (test, flood);
  for (guint i = flood->len - HALL_REACTIONS_EACH_MAX; i < flood->len; i++)
    g_ptr_array_add (expected, hall_event_ref (g_ptr_array_index (flood, i)));
  events = list_annotations (test, text->id);
  assert_events (events, expected);
}

/* Who has no right to pin, but does so more often than anybody reads pins. */
static void
test_pins (StoreTest     *test,
           gconstpointer  data)
{
  const char *authors[] = { hall_key_get_id (test->key), NULL };
  g_autoptr (HallEvent) text = event_text (test->key, test->room, 10, "text");
  g_autoptr (GPtrArray) flood = event_array ();
  g_autoptr (GPtrArray) expected = event_array ();
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  store_add_one (test->store, text, 2);
  g_ptr_array_add (expected, make (test->key, test, 20, HALL_EVENT_PIN, text->id, NULL, FALSE));
  store_add_one (test->store, g_ptr_array_index (expected, 0), 2);
  for (guint i = 0; i < N_NOTES; i++)
    g_ptr_array_add (flood, make (test->other, test, 100 + i, HALL_EVENT_PIN, text->id, NULL,
                                  FALSE));
  add_flood (test, flood);
  result = store_await (hall_store_list_pins_async, test->store, test->room, authors, 100);
  events = hall_store_list_pins_finish (test->store, result, &error);
  g_assert_no_error (error);
  assert_events (events, expected);

  notes = list_annotations (test, text->id);
  g_assert_cmpuint (notes->len, <, 20);
  g_assert_cmpint (hall_event_compare (g_ptr_array_index (notes, 0),
                                       g_ptr_array_index (expected, 0)), ==, 0);
}

static gint64
get_index_size (StoreTest *test)
{
  sqlite3 *connection = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 size;

  g_assert_cmpint (sqlite3_open (test->path, &connection), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (connection,
                                       "SELECT sum (length (block)) FROM search_index_data", -1,
                                       &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  size = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
  return size;
}

static void
make_index_anew (StoreTest *test)
{
  sqlite3 *connection = NULL;

  g_assert_finalize_object (g_steal_pointer (&test->store));
  g_assert_cmpint (sqlite3_open (test->path, &connection), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (connection,
                                 "INSERT INTO search_index (search_index) VALUES ('delete-all'); "
                                 "UPDATE search_state SET low = (SELECT max (key) FROM events), "
                                 "  high = (SELECT max (key) FROM events)", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
  test->store = store_open (test->path, FALSE);
  search_index_all (test);
}

/* (transfer full): no two of them have many pairs of characters in common. */
static char *
make_words (GRand      *dice,
            const char *last)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < EDIT_CHARACTERS; i++)
    g_string_append_unichar (words, g_rand_int_range (dice, 0x4e00, 0x9fa5));
  g_string_append (words, last);
  return g_string_free (words, FALSE);
}

static void
expect_found (StoreTest *test)
{
  search_expect_seconds (test, "the very last", "1", 10000);
  search_expect_seconds (test, "the last but one", "", 10000);
  search_expect_seconds (test, "first words", "", 10000);
  search_expect_seconds (test, "beside it", "1", 10000);
}

static void
forget (StoreTest *test)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  result = store_await (hall_store_forget_room_async, test->store, test->room);
  g_assert_true (hall_store_forget_room_finish (test->store, result, &error));
  g_assert_no_error (error);
}

static void
finish_work (StoreTest *test)
{
  g_assert_finalize_object (g_steal_pointer (&test->store));
  store_open_manually (test);
  for (guint i = 0; i < 200; i++)
    hall_store_run (test->store);
  g_assert_finalize_object (g_steal_pointer (&test->store));
}

/* One text, edited over and over at length: the index stays small, whether it grew with the edits
 * or is made of all of them at once; and what is seen is found, by words as by a link. */
static void
test_edits (StoreTest     *test,
            gconstpointer  data)
{
  g_autoptr (HallEvent) text = event_text (test->key, test->room, 10000, "first words");
  g_autoptr (HallEvent) beside = event_text (test->other, test->room, 10001, "beside it");
  g_autoptr (GPtrArray) flood = event_array ();
  g_autoptr (GRand) dice = g_rand_new_with_seed (12);
  HallStoredQuery query;

  store_add_one (test->store, text, 2);
  store_add_one (test->store, beside, 2);
  search_index_all (test);
  for (guint i = 0; i < N_EDITS; i++)
    {
      g_autofree char *words = make_words (dice, i + 1 == N_EDITS ? "the very last http://a.example"
                                                 : i + 2 == N_EDITS ? "the last but one" : "");

      g_ptr_array_add (flood, make (test->key, test, 20000 + i, HALL_EVENT_EDIT, text->id, words,
                                    FALSE));
    }
  add_flood (test, flood);
  expect_found (test);
  search_index_all (test);
  expect_found (test);
  g_assert_cmpint (get_index_size (test), <, INDEX_MAX);

  make_index_anew (test);
  expect_found (test);
  g_assert_cmpint (get_index_size (test), <, INDEX_MAX);
  hall_stored_query_init (&query);
  query.has_link = TRUE;
  query.room = g_strdup (test->room);
  search_expect (test, &query, "1");
  hall_stored_query_clear (&query);

  forget (test);
  finish_work (test);
  test->store = store_open (test->path, FALSE);
  search_expect_seconds (test, "the very last", "", 10000);
  g_assert_cmpint (get_index_size (test), <, 64 * 1024);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, StoreTest, NULL, search_test_set_up, function, store_test_tear_down)
  ADD ("/floods/reactions", test_reactions);
  ADD ("/floods/pins", test_pins);
  ADD ("/floods/edits", test_edits);
#undef ADD

  return g_test_run ();
}
