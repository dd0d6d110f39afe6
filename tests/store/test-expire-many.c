/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-expire-many.c: deleting very much keeps nobody waiting for the search index, and what stays
 * is found.
 */

#include "config.h"

#include "expire-test.h"
#include "search-test.h"

#define N_OLD 4400
#define KEPT_FROM (N_OLD * 1000)
#define COUNT_PAGES "SELECT count (*) FROM search_index_data"
#define COUNT_SEGMENTS "SELECT count (DISTINCT segid) FROM search_index_idx"
/* At 16 of one size FTS5 merges all of those at one go. */
#define TOO_MANY_SEGMENTS 12
/* Of an index with nothing in it. */
#define PAGES_EMPTY 2

/* What the store does of itself. */
static void
run_all (StoreTest *test)
{
  for (guint i = 0; i < 20; i++)
    hall_store_run (test->store);
}

/* A second each: N_OLD that are old, the first of which is pinned, and @n_new. */
static void
fill (StoreTest *test,
      guint      n_new)
{
  g_autoptr (GPtrArray) events = event_array ();
  g_autoptr (GPtrArray) added = NULL;
  HallEventBody body;

  for (guint i = 0; i < N_OLD + n_new; i++)
    {
      g_autofree char *text = g_strdup_printf ("garden %u.", i);

      g_ptr_array_add (events, event_text (test->other, test->room, i * 1000, text));
    }
  hall_event_body_init (&body, HALL_EVENT_PIN);
  body.target = ((HallEvent *) g_ptr_array_index (events, 0))->id;
  g_ptr_array_add (events, event_of (test->key, test->room, 500, &body));
  added = store_add (test->store, events, 2);
  g_assert_cmpuint (added->len, ==, events->len);
  search_index_all (test);
  expire_test_keep_from (test, test->room, KEPT_FROM);
  store_open_manually (test);
  run_all (test);
}

/* Returns: (transfer full): what it did; @last is freed */
static HallStoreExpiry *
run_slice (StoreTest       *test,
           HallStoreExpiry *last)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HallStoreExpiry *next;

  hall_store_expire_async (test->store, last, 2, NULL, store_result_cb, &pending);
  hall_store_run (test->store);
  result = store_wait (&pending);
  next = hall_store_expire_finish (test->store, result, &error);
  g_assert_no_error (error);
  hall_store_expiry_free (last);
  return next;
}

static void
expect_in_the_end (StoreTest  *test,
                   const char *text,
                   const char *expected)
{
  run_all (test);
  search_index_all (test);
  search_expect_seconds (test, text, expected, 1000);
}

/* Nothing is taken out of an index that is going to be empty. */
static void
test_everything (StoreTest     *test,
                 gconstpointer  data)
{
  g_autoptr (HallStoreExpiry) last = NULL;

  fill (test, 2);
  g_assert_cmpint (store_query (test->path, COUNT_PAGES), >, PAGES_EMPTY);
  do
    {
      last = run_slice (test, g_steal_pointer (&last));
      if (last->more)
        g_assert_cmpint (store_query (test->path, COUNT_PAGES), <=, PAGES_EMPTY);
    }
  while (last->more);
  g_assert_cmpint (store_query (test->path, "SELECT count (*) FROM events"), ==, 4);
  expect_in_the_end (test, "garden", "4401 4400 0");
}

/* The index is kept in order while it lasts, and in the end it is not full of what was taken out:
 * it is made anew. */
static void
test_most (StoreTest     *test,
           gconstpointer  data)
{
  g_autoptr (HallStoreExpiry) last = NULL;
  guint n_slices = 0;

  fill (test, 400);
  do
    {
      last = run_slice (test, g_steal_pointer (&last));
      g_assert_cmpint (store_query (test->path, COUNT_SEGMENTS), <, TOO_MANY_SEGMENTS);
      n_slices++;
    }
  while (last->more);
  g_assert_cmpuint (n_slices, >, 16);
  g_assert_cmpint (store_query (test->path, COUNT_PAGES), <=, PAGES_EMPTY);
  expect_in_the_end (test, "garden 4599.", "4599");
  search_expect_seconds (test, "garden 4500.", "4500", 1000);
  search_expect_seconds (test, "garden 0.", "0", 1000);
  search_expect_seconds (test, "garden 4399.", "", 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_test_add ("/store/expire-many/everything", test_everything);
  store_test_add ("/store/expire-many/most", test_most);
  return g_test_run ();
}
