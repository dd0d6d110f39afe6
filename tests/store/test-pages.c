/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-pages.c: pages of a room forwards and backwards give each event once, in (lc, id) order.
 */

#include "config.h"

#include "store-test.h"

#define N_EVENTS 300

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return hall_event_compare (*(HallEvent *const *) a, *(HallEvent *const *) b);
}

/* Many of one lc, so that every page ends within such a run. Returns: all, sorted */
static GPtrArray *
fill_room (StoreTest *test)
{
  g_autofree char *other_room = hall_token_new ();
  g_autoptr (GPtrArray) mixed = event_array ();
  g_autoptr (GPtrArray) added = NULL;
  GPtrArray *sorted = event_array ();

  for (guint i = 0; i < N_EVENTS; i++)
    {
      g_autofree char *text = g_strdup_printf ("text %u", i);
      gint64 lc = g_test_rand_int_range (0, N_EVENTS / 20);

      g_ptr_array_add (mixed, event_text (i % 3 ? test->key : test->other, test->room, lc, text));
      g_ptr_array_add (sorted, hall_event_ref (g_ptr_array_index (mixed, mixed->len - 1)));
      g_ptr_array_add (mixed, event_text (test->key, other_room, lc, text));
    }

  added = store_add (test->store, mixed, 2);
  g_assert_cmpuint (added->len, ==, 2 * N_EVENTS);
  g_ptr_array_sort (sorted, compare_events);
  return sorted;
}

static void
test_before (StoreTest     *test,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) sorted = fill_room (test);
  const guint limits[] = { 1, 7, 30, N_EVENTS, N_EVENTS + 1 };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      gint64 lc = G_MAXINT64;
      const char *id = NULL;
      guint left = N_EVENTS;

      while (left > 0)
        {
          g_autoptr (GPtrArray) page = NULL;
          g_autoptr (GPtrArray) expected = event_array ();
          g_autoptr (GArray) states = NULL;
          guint n = MIN (left, limits[i]);

          page = store_list (test->store, TRUE, test->room, lc, id, limits[i], &states);
          left -= n;
          for (guint j = 0; j < n; j++)
            g_ptr_array_add (expected, hall_event_ref (g_ptr_array_index (sorted, left + j)));
          assert_events (page, expected);
          g_assert_cmpuint (states->len, ==, n);
          lc = ((HallEvent *) g_ptr_array_index (sorted, left))->lc;
          id = ((HallEvent *) g_ptr_array_index (sorted, left))->id;
        }

      {
        g_autoptr (GPtrArray) rest = store_list (test->store, TRUE, test->room, lc, id, 10, NULL);

        g_assert_cmpuint (rest->len, ==, 0);
      }
    }
}

static void
test_after (StoreTest     *test,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) sorted = fill_room (test);
  const guint limits[] = { 1, 7, 30, N_EVENTS, N_EVENTS + 1 };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      gint64 lc = 0;
      const char *id = NULL;
      guint done = 0;

      while (done < N_EVENTS)
        {
          g_autoptr (GPtrArray) page = NULL;
          g_autoptr (GPtrArray) expected = event_array ();
          guint n = MIN (N_EVENTS - done, limits[i]);

          page = store_list (test->store, FALSE, test->room, lc, id, limits[i], NULL);
          for (guint j = 0; j < n; j++)
            g_ptr_array_add (expected, hall_event_ref (g_ptr_array_index (sorted, done + j)));
          assert_events (page, expected);
          done += n;
          lc = ((HallEvent *) g_ptr_array_index (sorted, done - 1))->lc;
          id = ((HallEvent *) g_ptr_array_index (sorted, done - 1))->id;
        }

      {
        g_autoptr (GPtrArray) rest = store_list (test->store, FALSE, test->room, lc, id, 10, NULL);

        g_assert_cmpuint (rest->len, ==, 0);
      }
    }
}

/* NULL stands before every id of its moment. */
static void
test_key_without_id (StoreTest     *test,
                     gconstpointer  data)
{
  g_autoptr (GPtrArray) sorted = fill_room (test);
  gint64 lc = 7;
  guint earlier = 0;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  while (((HallEvent *) g_ptr_array_index (sorted, earlier))->lc < lc)
    earlier++;

  before = store_list (test->store, TRUE, test->room, lc, NULL, N_EVENTS, NULL);
  after = store_list (test->store, FALSE, test->room, lc, NULL, N_EVENTS, NULL);
  g_assert_cmpuint (before->len, ==, earlier);
  g_assert_cmpuint (after->len, ==, N_EVENTS - earlier);
}

static HallEvent *
get_newest (StoreTest  *test,
            const char *room,
            HallKey    *author)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result
      = store_await (hall_store_get_newest_async, test->store, room, hall_key_get_id (author));
  HallEvent *event = hall_store_get_newest_finish (test->store, result, &error);

  g_assert_no_error (error);

  return event;
}

/* Of each author the last in the order of the room, whatever the order of arrival. */
static void
test_newest (StoreTest     *test,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) sorted = fill_room (test);
  g_autofree char *nowhere = hall_token_new ();
  HallKey *keys[] = { test->key, test->other };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (HallEvent) newest = get_newest (test, test->room, keys[i]);
      guint last = N_EVENTS - 1;

      while (!g_str_equal (((HallEvent *) g_ptr_array_index (sorted, last))->author,
                           hall_key_get_id (keys[i])))
        last--;
      g_assert_nonnull (newest);
      g_assert_cmpstr (newest->id, ==, ((HallEvent *) g_ptr_array_index (sorted, last))->id);
    }

  g_assert_null (get_newest (test, nowhere, test->key));
}

/* Who was when in the room: nothing that was said, nothing of other rooms, in order. */
static void
test_control (StoreTest     *test,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) filling = fill_room (test);
  g_autoptr (GPtrArray) expected = event_array ();
  g_autoptr (GPtrArray) elsewhere = event_array ();
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const gint64 clocks[] = { 5, 5, 1, 9000 };
  g_autofree char *other_room = hall_token_new ();

  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      HallStateChange change = i % 2 ? HALL_STATE_LEFT : HALL_STATE_JOINED;

      g_ptr_array_add (expected, hall_event_new_state (test->key, test->room, clocks[i], i, NULL,
                                                       change, "Me", &error));
      g_assert_no_error (error);
      store_add_one (test->store, g_ptr_array_index (expected, i), 2);
    }
  g_ptr_array_add (elsewhere, hall_event_new_state (test->key, other_room, 1, 1, NULL,
                                                    HALL_STATE_JOINED, "Me", &error));
  store_add_one (test->store, g_ptr_array_index (elsewhere, 0), 2);

  g_ptr_array_sort (expected, compare_events);
  result = store_await (hall_store_list_control_async, test->store, test->room);
  events = hall_store_list_control_finish (test->store, result, &error);
  g_assert_no_error (error);
  assert_events (events, expected);
}

/* A damaged event is left out, and the page filled up with the next. */
static void
test_damaged (StoreTest     *test,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) sorted = fill_room (test);
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GPtrArray) expected = event_array ();
  HallEvent *damaged = g_ptr_array_index (sorted, N_EVENTS - 2);
  sqlite3 *connection = NULL;
  sqlite3_stmt *statement = NULL;

  g_assert_finalize_object (g_steal_pointer (&test->store));
  g_assert_cmpint (sqlite3_open (test->path, &connection), ==, SQLITE_OK);
  sqlite3_prepare_v2 (connection,
                      "UPDATE events SET bytes = CAST (replace (bytes, 'text', 'next') AS BLOB) "
                      "WHERE id = ?1", -1, &statement, NULL);
  sqlite3_bind_blob (statement, 1, damaged->raw_id, sizeof damaged->raw_id, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  g_assert_cmpint (sqlite3_changes (connection), ==, 1);
  sqlite3_finalize (statement);
  sqlite3_close (connection);

  test->store = store_open (test->path, FALSE);
  page = store_list (test->store, TRUE, test->room, G_MAXINT64, NULL, 2, NULL);
  g_ptr_array_add (expected, hall_event_ref (g_ptr_array_index (sorted, N_EVENTS - 3)));
  g_ptr_array_add (expected, hall_event_ref (g_ptr_array_index (sorted, N_EVENTS - 1)));
  assert_events (page, expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/pages/before", test_before);
  store_test_add ("/pages/after", test_after);
  store_test_add ("/pages/key-without-id", test_key_without_id);
  store_test_add ("/pages/newest", test_newest);
  store_test_add ("/pages/control", test_control);
  store_test_add ("/pages/damaged", test_damaged);

  return g_test_run ();
}
