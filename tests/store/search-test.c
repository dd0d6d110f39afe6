/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* search-test.c: what the tests of search share: asking, comparing, bringing the index up to date.
 */

#include "config.h"

#include "hall-store-index.h"

#include "search-test.h"

void
search_test_set_up (StoreTest     *test,
                    gconstpointer  data)
{
  store_test_set_up (test, data);
}

void
search_index_all (StoreTest *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallDatabase) database = NULL;
  HallIndexWork work = { .due = TRUE, .all = TRUE };
  HallIndexState state;
  gint64 last = 0;

  g_assert_finalize_object (g_steal_pointer (&test->store));
  database = hall_database_open (test->path, NULL, FALSE, &error);
  g_assert_no_error (error);
  while (work.due)
    {
      hall_store_index_slice (database, &work, &error);
      g_assert_no_error (error);
    }

  hall_index_read_state (database, &state, &error);
  g_assert_no_error (error);
  hall_database_get_integer (database, "SELECT ifnull (max (key), 0) FROM events", &last, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state.low, ==, 0);
  g_assert_cmpint (state.high, ==, last);
  g_clear_pointer (&database, hall_database_close);
  test->store = store_open (test->path, FALSE);
}

GPtrArray *
search_page (StoreTest       *test,
             HallStoredQuery *query,
             gboolean        *more)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  GPtrArray *hits;
  gint64 lc;

  result = store_await (hall_store_search_async, test->store, query);
  hits = hall_store_search_finish (test->store, result, &lc, &id, more, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, <=, query->limit);
  if (*more)
    {
      query->before_lc = lc;
      g_free (query->before_id);
      query->before_id = g_steal_pointer (&id);
    }
  return hits;
}

static void
expect_in_units (StoreTest       *test,
                 HallStoredQuery *query,
                 const char      *expected,
                 gint64           unit_ms)
{
  GString *found = g_string_new (NULL);
  gboolean more = TRUE;

  query->limit = 2;
  while (more)
    {
      g_autoptr (GPtrArray) hits = search_page (test, query, &more);

      for (guint i = 0; i < hits->len; i++)
        {
          HallStoredHit *hit = g_ptr_array_index (hits, i);

          g_assert_cmpstr (hit->room, ==, hit->event->room);
          g_string_append_printf (found, "%s%" G_GINT64_FORMAT, found->len ? " " : "",
                                  hit->event->lc / unit_ms);
        }
    }

  g_assert_cmpstr (found->str, ==, expected);
  g_string_free (found, TRUE);
}

void
search_expect (StoreTest       *test,
               HallStoredQuery *query,
               const char      *expected)
{
  expect_in_units (test, query, expected, 10000);
}

void
search_expect_seconds (StoreTest  *test,
                       const char *text,
                       const char *expected,
                       gint64      unit_ms)
{
  HallStoredQuery query;

  hall_stored_query_init (&query);
  query.text = g_strdup (text);
  expect_in_units (test, &query, expected, unit_ms);
  hall_stored_query_clear (&query);
}

gint64
search_count_unindexed (StoreTest *test)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n;

  result = store_await (hall_store_count_unindexed_async, test->store);
  n = hall_store_count_unindexed_finish (test->store, result, &error);
  g_assert_no_error (error);
  return n;
}
