/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-readers.c: reading beside a running instance, or after one that did not end well.
 *
 * A reader sees what is committed, writes nothing, and never stands in the writer's way. That a
 * dead writer's log is read is in test-crash.c.
 */

#include "config.h"

#include "store-test.h"

static void
assert_count (StoreTest *test,
              HallStore *store,
              guint      count)
{
  g_autoptr (GPtrArray) events = NULL;

  events = store_list (store, TRUE, test->room, G_MAXINT64, NULL, G_MAXUINT, NULL);
  g_assert_cmpuint (events->len, ==, count);
}

static guint
count_days (StoreTest *test,
            HallStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) days = NULL;
  guint count = 0;

  result = store_await (hall_store_list_days_async, store, test->room, 0);
  days = hall_store_list_days_finish (store, result, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < days->len; i++)
    count += g_array_index (days, HallStoredDay, i).count;
  return count;
}

static void
test_beside_writer (StoreTest     *test,
                    gconstpointer  data)
{
  HallStore *reader = store_open (test->path, TRUE);

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (HallEvent) event = event_text (test->key, test->room, i + 1, "news");

      store_add_one (test->store, event, 2);
      assert_count (test, reader, i + 1);
      g_assert_cmpuint (count_days (test, reader), ==, i + 1);
    }

  /* The writer goes first, and the next one comes, while the reader stays. */
  store_reopen (test);
  {
    g_autoptr (HallEvent) event = event_text (test->key, test->room, 100, "news");

    store_add_one (test->store, event, 2);
  }
  assert_count (test, reader, 6);
  g_assert_finalize_object (reader);
  assert_count (test, test->store, 6);
}

/* As hallway-cli does it: another process. */
static void
test_process (StoreTest     *test,
              gconstpointer  data)
{
  g_autoptr (HallEvent) event = event_text (test->key, test->room, 1, "for the other process");

  if (g_test_subprocess ())
    {
      HallStore *reader = store_open (g_getenv ("STORE_PATH"), TRUE);
      g_autoptr (GPtrArray) events = NULL;

      events = store_list (reader, TRUE, g_getenv ("STORE_ROOM"), G_MAXINT64, NULL, 10, NULL);
      for (guint i = 0; i < events->len; i++)
        g_print ("heard: %s\n", ((HallEvent *) g_ptr_array_index (events, i))->text);
      g_assert_finalize_object (reader);
      return;
    }

  store_add_one (test->store, event, 2);
  g_setenv ("STORE_PATH", test->path, TRUE);
  g_setenv ("STORE_ROOM", test->room, TRUE);
  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*heard: for the other process*");

  {
    g_autoptr (HallEvent) more = event_text (test->key, test->room, 2, "and on");

    store_add_one (test->store, more, 2);
  }
  assert_count (test, test->store, 2);
}

static void
test_writes_nothing (StoreTest     *test,
                     gconstpointer  data)
{
  HallStore *reader;
  g_autoptr (HallEvent) event = event_text (test->key, test->room, 1, "old");
  g_autoptr (GPtrArray) events = event_array ();
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length = 0, after_length = 0;

  store_add_one (test->store, event, 2);
  g_assert_finalize_object (g_steal_pointer (&test->store));
  g_file_get_contents (test->path, &before, &before_length, &error);
  g_assert_no_error (error);

  reader = store_open (test->path, TRUE);
  g_ptr_array_add (events, event_text (test->key, test->room, 2, "new"));
  added = store_try_add (reader, events, 2, &error);
  g_assert_null (added);
  g_assert_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);
  assert_count (test, reader, 1);
  g_assert_finalize_object (reader);

  g_file_get_contents (test->path, &after, &after_length, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (before, before_length, after, after_length);
}

static void
test_nothing_there (StoreTest     *test,
                    gconstpointer  data)
{
  HallStore *reader = hall_store_new ();
  g_autofree char *path = g_build_filename (test->folder, "other.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (store_try_open (reader, path, TRUE, &error));
  g_assert_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (reader);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/readers/beside-writer", test_beside_writer);
  store_test_add ("/readers/process", test_process);
  store_test_add ("/readers/writes-nothing", test_writes_nothing);
  store_test_add ("/readers/nothing-there", test_nothing_there);

  return g_test_run ();
}
