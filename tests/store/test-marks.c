/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-marks.c: what is noted beside events: how safe they are, and which of them came late.
 */

#include "config.h"

#include "store-test.h"

static GPtrArray *
list_unacknowledged (StoreTest *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GPtrArray *events;

  result = store_await (hall_store_list_unacknowledged_async, test->store, test->room,
                        hall_key_get_id (test->key));
  events = hall_store_list_unacknowledged_finish (test->store, result, &error);
  g_assert_no_error (error);
  return events;
}

static void
acknowledge (StoreTest  *test,
             const char *id,
             guint       level)
{
  const char *ids[] = { "nonsense", id, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  result = store_await (hall_store_acknowledge_async, test->store, ids, level);
  g_assert_true (hall_store_acknowledge_finish (test->store, result, &error));
  g_assert_no_error (error);
}

static void
test_acknowledge (StoreTest     *test,
                  gconstpointer  data)
{
  /* What is told, and what then is known. */
  const guint8 levels[][2] = { { 0, 0 }, { 1, 1 }, { 0, 1 }, { 2, 2 }, { 1, 2 } };
  g_autoptr (HallEvent) late = event_text (test->key, test->room, 20, "late");
  g_autoptr (HallEvent) early = event_text (test->key, test->room, 10, "early");
  g_autoptr (HallEvent) theirs = event_text (test->other, test->room, 15, "theirs");

  store_add_one (test->store, late, 0);
  store_add_one (test->store, early, 0);
  store_add_one (test->store, theirs, 0);
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autoptr (GPtrArray) pending = NULL;
      g_autoptr (GPtrArray) expected = event_array ();
      g_autoptr (GPtrArray) listed = NULL;
      g_autoptr (GArray) states = NULL;

      acknowledge (test, early->id, levels[i][0]);
      listed = store_list (test->store, TRUE, test->room, G_MAXINT64, NULL, 10, &states);
      g_assert_cmpuint (states->len, ==, 3);
      g_assert_cmpuint (g_array_index (states, guint8, 0), ==, levels[i][1]);
      g_assert_cmpuint (g_array_index (states, guint8, 2), ==, 0);

      pending = list_unacknowledged (test);
      if (levels[i][1] < 2)
        g_ptr_array_add (expected, hall_event_ref (early));
      g_ptr_array_add (expected, hall_event_ref (late));
      assert_events (pending, expected);
    }
}

/* Beside the acknowledgement, whatever that is and becomes. */
static void
test_late (StoreTest     *test,
           gconstpointer  data)
{
  g_autoptr (HallEvent) first = event_text (test->other, test->room, 10, "late");
  g_autoptr (HallEvent) second = event_text (test->other, test->room, 20, "in time");
  g_autoptr (HallEvent) third = event_text (test->key, test->room, 30, "ours");
  g_autoptr (HallEvent) unknown = event_text (test->key, test->room, 40, "unknown");
  const char *ids[] = { first->id, "nonsense", unknown->id, third->id, first->id, NULL };
  const guint8 expected[] = { 2 | HALL_STORED_LATE, 2, 0 | HALL_STORED_LATE };
  g_autoptr (GAsyncResult) marked = NULL;
  g_autoptr (GError) error = NULL;

  store_add_one (test->store, first, 2);
  store_add_one (test->store, second, 2);
  store_add_one (test->store, third, 0);
  marked = store_await (hall_store_mark_late_async, test->store, ids);
  g_assert_true (hall_store_mark_late_finish (test->store, marked, &error));
  g_assert_no_error (error);
  g_clear_object (&marked);
  store_add_one (test->store, unknown, 2);
  store_reopen (test);

  for (guint before = 0; before < 2; before++)
    {
      g_autoptr (GPtrArray) events = NULL;
      g_autoptr (GArray) states = NULL;

      events = store_list (test->store, before, test->room, before ? G_MAXINT64 : 0, NULL, 10,
                           &states);
      g_assert_cmpuint (events->len, ==, 4);
      g_assert_cmpmem (states->data, 3, expected, 3);
      g_assert_cmpuint (g_array_index (states, guint8, 3), ==, 2);
    }

  acknowledge (test, third->id, 1);
  {
    g_autoptr (GPtrArray) events = NULL;
    g_autoptr (GArray) states = NULL;

    events = store_list (test->store, TRUE, test->room, 40, NULL, 1, &states);
    g_assert_cmpuint (g_array_index (states, guint8, 0), ==, 1 | HALL_STORED_LATE);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/marks/acknowledge", test_acknowledge);
  store_test_add ("/marks/late", test_late);

  return g_test_run ();
}
