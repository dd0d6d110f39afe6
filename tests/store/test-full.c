/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-full.c: a disk without space: nothing is confirmed that is not there, and space cures it.
 *
 * A limit on the size of files stands in for the disk: the kernel refuses to write beyond it, for
 * root too. Each test runs in a process of its own, which the limit is for.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "store-test.h"

static void
set_limit (rlim_t size)
{
  struct rlimit limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (size, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static rlim_t
log_size (StoreTest *test)
{
  g_autofree char *path = g_strconcat (test->path, "-wal", NULL);
  struct stat status;

  g_assert_cmpint (stat (path, &status), ==, 0);
  return status.st_size;
}

static GPtrArray *
make_batch (StoreTest *test)
{
  static gint64 lc;
  g_autofree char *text = g_strnfill (4000, 'x');
  GPtrArray *batch = event_array ();

  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (batch, event_text (test->key, test->room, ++lc, text));
  return batch;
}

static void
assert_full (const GError *error)
{
  g_assert_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, "disk is full"));
}

static void
assert_held (StoreTest *test,
             GPtrArray *expected)
{
  g_autoptr (GPtrArray) events = NULL;

  events = store_list (test->store, FALSE, test->room, 0, NULL, G_MAXUINT, NULL);
  assert_events (events, expected);
}

static void
extend (GPtrArray *expected,
        GPtrArray *added)
{
  for (guint i = 0; i < added->len; i++)
    g_ptr_array_add (expected, hall_event_ref (g_ptr_array_index (added, i)));
}

static void
test_while_writing (StoreTest     *test,
                    gconstpointer  data)
{
  g_autoptr (GPtrArray) expected = event_array ();
  g_autoptr (GPtrArray) failed = NULL;
  g_autoptr (GPtrArray) added = NULL;

  set_limit (log_size (test) + 100 * 1024);
  while (failed == NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) batch = make_batch (test);

      added = store_try_add (test->store, batch, 2, &error);
      if (added)
        {
          extend (expected, added);
          g_clear_pointer (&added, g_ptr_array_unref);
          /* 12 KiB each: sooner or later. */
          g_assert_cmpuint (expected->len, <, 100);
          continue;
        }

      assert_full (error);
      failed = g_steal_pointer (&batch);
    }

  /* What was confirmed is there and can be read, and nothing else. */
  g_assert_cmpuint (expected->len, >, 0);
  assert_held (test, expected);

  /* With space, the very same request is done as if nothing had been. */
  set_limit (RLIM_INFINITY);
  added = store_add (test->store, failed, 2);
  g_assert_cmpuint (added->len, ==, failed->len);
  extend (expected, added);
  assert_held (test, expected);
  store_reopen (test);
  assert_held (test, expected);
  g_assert_finalize_object (g_steal_pointer (&test->store));
  assert_integrity (test->path);
}

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_ptr_array_add (user_data, g_object_ref (result));
}

/* The requests of a transaction whose commit fails all hear of it. */
static void
test_group (StoreTest     *test,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) expected = event_array ();
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_object_unref);
  guint failures = 0;

  set_limit (log_size (test) + 300 * 1024);
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (GPtrArray) batch = make_batch (test);

      hall_store_add_events_async (test->store, batch, 2, NULL, on_answer, answers);
    }
  store_wait_for_length (answers, 100);

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) added = NULL;

      added = hall_store_add_events_finish (test->store, g_ptr_array_index (answers, i), &error);
      if (added)
        {
          extend (expected, added);
          continue;
        }

      assert_full (error);
      failures++;
    }

  g_assert_cmpuint (failures, >, 0);
  g_ptr_array_set_size (answers, 0);
  assert_held (test, expected);
  set_limit (RLIM_INFINITY);
  store_reopen (test);
  assert_held (test, expected);
}

/* The outbox keeps what could not be committed: the same text is neither lost nor there twice. */
static void
test_outbox (StoreTest     *test,
             gconstpointer  data)
{
  g_autofree char *token = hall_token_new ();
  g_autofree char *text = g_strnfill (8000, 'x');
  g_autoptr (HallOutboxEntry) entry = hall_outbox_entry_new (test->room, token, text, 1);
  g_autoptr (HallEvent) event = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GPtrArray) nothing = event_array ();
  g_autoptr (GAsyncResult) add = NULL;
  g_autoptr (GAsyncResult) commit = NULL;
  g_autoptr (GError) error = NULL;

  event = hall_event_new_text (test->key, test->room, 1, 1, NULL, token, text, &error);
  g_assert_no_error (error);
  add = store_await (hall_store_add_outbox_async, test->store, entry);
  g_assert_true (hall_store_add_outbox_finish (test->store, add, &error));

  set_limit (log_size (test));
  commit = store_await (hall_store_commit_outbox_async, test->store, event);
  g_assert_false (hall_store_commit_outbox_finish (test->store, commit, &error));
  assert_full (error);
  waiting = store_list_outbox (test->store, NULL);
  g_assert_cmpuint (waiting->len, ==, 1);
  assert_held (test, nothing);

  set_limit (RLIM_INFINITY);
  store_commit_outbox (test->store, event);
  g_clear_pointer (&waiting, g_ptr_array_unref);
  waiting = store_list_outbox (test->store, NULL);
  g_assert_cmpuint (waiting->len, ==, 0);
}

/* Whatever it is that is written: it is done wholly or not at all, and can be done again. */
static void
test_other_writes (StoreTest     *test,
                   gconstpointer  data)
{
  g_autoptr (GPtrArray) expected = event_array ();
  g_autoptr (GPtrArray) nothing = event_array ();
  g_autoptr (HallStoredPerson) person = hall_stored_person_new ("Ben");
  g_autoptr (GArray) never = g_array_new (FALSE, FALSE, sizeof (HallStoredSpan));
  g_autofree char *many = g_strnfill (60000, 'x');
  g_autoptr (GBytes) picture = g_bytes_new (many, 60000);
  const char *author = hall_key_get_id (test->key);

  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GPtrArray) batch = make_batch (test);
      g_autoptr (GPtrArray) added = store_add (test->store, batch, 2);

      extend (expected, added);
    }
  person->picture_digest = g_strdup ("aaaaaaaaaaa");

  for (guint full = 2; full-- > 0;)
    {
      const char *ids[] = { ((HallEvent *) g_ptr_array_index (expected, 0))->id, NULL };
      g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (g_object_unref);
      GError *errors[4] = { NULL, };
      g_auto (GStrv) hidden = NULL;

      set_limit (full ? log_size (test) : RLIM_INFINITY);
      g_ptr_array_add (results, store_await (hall_store_permit_async, test->store, test->room,
                                              author, never));
      hidden = hall_store_permit_finish (test->store, g_ptr_array_index (results, 0), NULL,
                                         &errors[0]);
      g_ptr_array_add (results, store_await (hall_store_set_hidden_async, test->store, ids,
                                              HALL_HIDDEN_DELETED, TRUE));
      hall_store_set_hidden_finish (test->store, g_ptr_array_index (results, 1),
                                    &errors[1]);
      g_ptr_array_add (results, store_await (hall_store_save_picture_async, test->store,
                                              "aaaaaaaaaaa", picture));
      hall_store_save_picture_finish (test->store, g_ptr_array_index (results, 2),
                                      &errors[2]);
      g_ptr_array_add (results, store_await (hall_store_save_person_async, test->store, person));
      hall_store_save_person_finish (test->store, g_ptr_array_index (results, 3),
                                     &errors[3]);

      for (guint i = 0; i < 4; i++)
        {
          if (full)
            assert_full (errors[i]);
          else
            g_assert_no_error (errors[i]);
          g_clear_error (&errors[i]);
        }
      g_assert_cmpint (hidden == NULL, ==, full);
      g_assert_true (full || g_strv_length (hidden) == expected->len);
      assert_held (test, full ? expected : nothing);
    }
}

static gboolean
run_limit_pages (HallRequest  *request,
                 HallDatabase *database,
                 GError      **error)
{
  return hall_database_execute (database, request->text, error);
}

static void
limit_pages (StoreTest  *test,
             const char *sql)
{
  HallRequest *request = hall_request_new (HALL_REQUEST_READ, run_limit_pages);
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  request->text = g_strdup (sql);
  hall_store_submit (test->store, request, run_limit_pages, NULL, store_result_cb, &result);
  done = store_wait (&result);
  g_assert_nonnull (hall_store_finish (test->store, done, run_limit_pages, &error));
  g_assert_no_error (error);
}

/* SQLite itself finds no page: the statement fails, not the commit. */
static void
test_statement (StoreTest     *test,
                gconstpointer  data)
{
  g_autoptr (GPtrArray) expected = event_array ();
  g_autoptr (GPtrArray) batch = make_batch (test);
  g_autoptr (GPtrArray) added = store_add (test->store, batch, 2);
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_object_unref);

  extend (expected, added);
  limit_pages (test, "PRAGMA max_page_count = 1");
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GPtrArray) more = make_batch (test);

      hall_store_add_events_async (test->store, more, 2, NULL, on_answer, answers);
    }
  store_wait_for_length (answers, 10);
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) none = NULL;

      none = hall_store_add_events_finish (test->store, g_ptr_array_index (answers, i), &error);
      g_assert_null (none);
      assert_full (error);
    }

  assert_held (test, expected);
  limit_pages (test, "PRAGMA max_page_count = 1000000");
  g_clear_pointer (&added, g_ptr_array_unref);
  g_clear_pointer (&batch, g_ptr_array_unref);
  batch = make_batch (test);
  added = store_add (test->store, batch, 2);
  extend (expected, added);
  assert_held (test, expected);
}

static void
test_at_first_start (StoreTest     *test,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) batch = make_batch (test);
  g_autoptr (GPtrArray) added = NULL;

  g_assert_finalize_object (g_steal_pointer (&test->store));
  g_assert_cmpint (g_remove (test->path), ==, 0);
  for (guint size = 0; size < 20000; size += 5000)
    {
      set_limit (size);
      test->store = hall_store_new ();
      g_assert_false (store_try_open (test->store, test->path, FALSE, &error));
      assert_full (error);
      g_clear_error (&error);
      g_assert_finalize_object (g_steal_pointer (&test->store));
    }

  set_limit (RLIM_INFINITY);
  test->store = store_open (test->path, FALSE);
  added = store_add (test->store, batch, 2);
  g_assert_cmpuint (added->len, ==, batch->len);
}

static void
test_in_process (gconstpointer data)
{
  const char *path = data;

  g_test_trap_subprocess (path, 60 * G_USEC_PER_SEC, 0);
  g_test_trap_assert_passed ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add_data_func ("/full/" name, "/full/subprocess/" name, test_in_process); \
  g_test_add ("/full/subprocess/" name, StoreTest, NULL, store_test_set_up, function, \
              store_test_tear_down)
  ADD ("while-writing", test_while_writing);
  ADD ("group", test_group);
  ADD ("outbox", test_outbox);
  ADD ("other-writes", test_other_writes);
  ADD ("statement", test_statement);
  ADD ("at-first-start", test_at_first_start);
#undef ADD

  return g_test_run ();
}
