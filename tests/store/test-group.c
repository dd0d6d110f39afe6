/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-group.c: writes that wait together share a transaction, and each keeps its own result.
 *
 * A request of the test's own holds the worker until all others wait in the queue.
 */

#include "config.h"

#include "store-test.h"

#define N_REQUESTS 200

typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean reached;
  gboolean open;
} Gate;

static gboolean
run_wait (HallRequest  *request,
          HallDatabase *database,
          GError      **error)
{
  Gate *gate = request->record;

  g_mutex_lock (&gate->mutex);
  gate->reached = TRUE;
  g_cond_broadcast (&gate->cond);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
  return TRUE;
}

static void
ignore (gpointer data)
{
}

static void
close_gate (StoreTest     *test,
            Gate          *gate,
            GAsyncResult **result)
{
  HallRequest *request = hall_request_new (HALL_REQUEST_READ, run_wait);

  gate->reached = FALSE;
  gate->open = FALSE;
  request->record = gate;
  request->free_record = ignore;
  hall_store_submit (test->store, request, run_wait, NULL, store_result_cb, result);
}

/* Without the main loop: nothing is delivered meanwhile. */
static void
wait_until_held (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  while (!gate->reached)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
open_gate (Gate          *gate,
           GAsyncResult **result)
{
  g_autoptr (GAsyncResult) done = NULL;

  g_mutex_lock (&gate->mutex);
  gate->open = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->mutex);
  done = store_wait (result);
}

static gboolean
run_count (HallRequest  *request,
           HallDatabase *database,
           GError      **error)
{
  *(guint *) request->record = hall_database_get_commits (database);
  return TRUE;
}

static guint
count_commits (StoreTest *test)
{
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;
  HallRequest *request = hall_request_new (HALL_REQUEST_READ, run_count);
  guint commits = 0;

  request->record = &commits;
  request->free_record = ignore;
  hall_store_submit (test->store, request, run_count, NULL, store_result_cb, &result);
  done = store_wait (&result);
  return commits;
}

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_ptr_array_add (user_data, g_object_ref (result));
}

static void
test_order (StoreTest     *test,
            gconstpointer  data)
{
  Gate gate = { 0, };
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) sent = event_array ();
  GAsyncResult *held = NULL;
  guint commits = count_commits (test);
  guint grouped;

  close_gate (test, &gate, &held);
  for (guint i = 0; i < N_REQUESTS; i++)
    {
      g_autoptr (GPtrArray) one = event_array ();
      g_autofree char *text = g_strdup_printf ("%u", i);

      g_ptr_array_add (one, event_text (test->key, test->room, i + 1, text));
      g_ptr_array_add (sent, hall_event_ref (g_ptr_array_index (one, 0)));
      hall_store_add_events_async (test->store, one, 0, NULL, on_answer, answers);
    }
  open_gate (&gate, &held);
  store_wait_for_length (answers, N_REQUESTS);

  for (guint i = 0; i < N_REQUESTS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) added = NULL;

      added = hall_store_add_events_finish (test->store, g_ptr_array_index (answers, i),
                                            &error);
      g_assert_no_error (error);
      g_assert_cmpuint (added->len, ==, 1);
      g_assert_true (g_ptr_array_index (added, 0) == g_ptr_array_index (sent, i));
    }

  /* The queue is cut at some length, and what the store does on its own account is written between;
   * one by one it would have been 200. */
  grouped = count_commits (test) - commits;
  g_assert_cmpuint (grouped, >=, 1);
  g_assert_cmpuint (grouped, <=, N_REQUESTS / 20);
  g_test_message ("%u writes in %u transactions", N_REQUESTS, grouped);
}

/* A read that stands between writes sees those before it and not those after it. */
static void
test_read_between (StoreTest     *test,
                   gconstpointer  data)
{
  Gate gate = { 0, };
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_object_unref);
  GAsyncResult *held = NULL;

  close_gate (test, &gate, &held);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *value = g_strdup_printf ("%u", i);

      hall_store_set_value_async (test->store, "n", value, NULL, on_answer, answers);
      hall_store_get_value_async (test->store, "n", NULL, on_answer, answers);
    }
  open_gate (&gate, &held);
  store_wait_for_length (answers, 20);

  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *expected = g_strdup_printf ("%u", i);
      g_autofree char *value = NULL;

      g_assert_true (hall_store_set_value_finish (test->store,
                                                  g_ptr_array_index (answers, 2 * i),
                                                  &error));
      value = hall_store_get_value_finish (test->store,
                                           g_ptr_array_index (answers, 2 * i + 1), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (value, ==, expected);
    }
}

static gboolean
run_bad (HallRequest  *request,
         HallDatabase *database,
         GError      **error)
{
  return hall_database_execute (database,
                                "INSERT INTO profile_values VALUES ('half', 'done');"
                                "INSERT INTO profile_values VALUES ('bad', NULL)",
                                error);
}

static char *
get_value (StoreTest  *test,
           const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = store_await (hall_store_get_value_async, test->store, key);
  char *value = hall_store_get_value_finish (test->store, result, &error);

  g_assert_no_error (error);
  return value;
}

/* One that cannot be done fails alone and leaves nothing behind. */
static void
test_bad_among_good (StoreTest     *test,
                     gconstpointer  data)
{
  Gate gate = { 0, };
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_object_unref);
  GAsyncResult *held = NULL;
  g_autofree char *half = NULL;

  close_gate (test, &gate, &held);
  for (guint i = 0; i < 21; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);

      if (i == 10)
        hall_store_submit (test->store, hall_request_new (HALL_REQUEST_WRITE, run_bad), run_bad,
                           NULL, on_answer, answers);
      else
        hall_store_set_value_async (test->store, key, "good", NULL, on_answer, answers);
    }
  open_gate (&gate, &held);
  store_wait_for_length (answers, 21);

  for (guint i = 0; i < 21; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *key = g_strdup_printf ("%u", i);
      g_autofree char *value = get_value (test, key);
      GAsyncResult *result = g_ptr_array_index (answers, i);

      if (i == 10)
        {
          g_assert_null (hall_store_finish (test->store, result, run_bad, &error));
          g_assert_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_FAILED);
          continue;
        }

      g_assert_true (hall_store_set_value_finish (test->store, result, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (value, ==, "good");
    }
  half = get_value (test, "half");
  g_assert_null (half);
}

static void
assert_set (StoreTest     *test,
            GAsyncResult **answer,
            gboolean       cancelled)
{
  g_autoptr (GAsyncResult) result = store_wait (answer);
  g_autoptr (GError) error = NULL;
  gboolean set = hall_store_set_value_finish (test->store, result, &error);

  if (cancelled)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  else
    g_assert_no_error (error);
  g_assert_cmpint (set, ==, !cancelled);
}

/* Each answer for itself: GTask gives those of the cancelled a turn later. */
static void
test_cancel (StoreTest     *test,
             gconstpointer  data)
{
  Gate gate = { 0, };
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GCancellable) late = g_cancellable_new ();
  g_autoptr (GAsyncResult) get = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *held = NULL;
  GAsyncResult *answers[5] = { NULL, };
  g_autofree char *value = NULL;
  g_autofree char *other = NULL;

  /* Before it ran: not done. */
  close_gate (test, &gate, &held);
  hall_store_set_value_async (test->store, "a", "kept", NULL, store_result_cb, &answers[0]);
  hall_store_set_value_async (test->store, "a", "dropped", cancelled, store_result_cb,
                              &answers[1]);
  hall_store_get_value_async (test->store, "a", cancelled, store_result_cb, &answers[2]);
  hall_store_set_value_async (test->store, "b", "kept", NULL, store_result_cb, &answers[3]);
  g_cancellable_cancel (cancelled);
  open_gate (&gate, &held);
  assert_set (test, &answers[0], FALSE);
  assert_set (test, &answers[1], TRUE);
  assert_set (test, &answers[3], FALSE);
  get = store_wait (&answers[2]);
  g_assert_null (hall_store_get_value_finish (test->store, get, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  value = get_value (test, "a");
  other = get_value (test, "b");
  g_assert_cmpstr (value, ==, "kept");
  g_assert_cmpstr (other, ==, "kept");

  /* After it ran: its result. The request behind it is done, so it is, delivered or not. */
  hall_store_set_value_async (test->store, "c", "done", late, store_result_cb, &answers[4]);
  close_gate (test, &gate, &held);
  wait_until_held (&gate);
  g_cancellable_cancel (late);
  open_gate (&gate, &held);
  assert_set (test, &answers[4], FALSE);
}

/* Closing is a request like others: what was asked before is done. */
static void
test_close_drains (StoreTest     *test,
                   gconstpointer  data)
{
  Gate gate = { 0, };
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_object_unref);
  GAsyncResult *held = NULL;
  g_autoptr (GPtrArray) sent = event_array ();
  g_autoptr (GPtrArray) found = NULL;

  close_gate (test, &gate, &held);
  for (guint i = 0; i < N_REQUESTS; i++)
    {
      g_autoptr (GPtrArray) one = event_array ();

      g_ptr_array_add (one, event_text (test->key, test->room, i + 1, "x"));
      g_ptr_array_add (sent, hall_event_ref (g_ptr_array_index (one, 0)));
      hall_store_add_events_async (test->store, one, 0, NULL, on_answer, answers);
    }
  hall_store_close_async (test->store, NULL, on_answer, answers);
  open_gate (&gate, &held);
  store_wait_for_length (answers, N_REQUESTS + 1);

  g_ptr_array_set_size (answers, 0);
  {
    g_autofree char *log_path = g_strconcat (test->path, "-wal", NULL);

    g_assert_false (g_file_test (log_path, G_FILE_TEST_EXISTS));
  }
  store_reopen (test);
  found = store_list (test->store, FALSE, test->room, 0, NULL, N_REQUESTS + 1, NULL);
  assert_events (found, sent);
}

/* Answers arrive on the main context of who asked. */
static gpointer
ask_from_thread (gpointer data)
{
  StoreTest *test = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_object_unref);

  g_main_context_push_thread_default (context);
  hall_store_set_value_async (test->store, "thread", "yes", NULL, on_answer, answers);
  while (answers->len < 1)
    g_main_context_iteration (context, TRUE);
  g_assert_true (hall_store_set_value_finish (test->store, g_ptr_array_index (answers, 0),
                                              &error));
  g_assert_no_error (error);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
test_context (StoreTest     *test,
              gconstpointer  data)
{
  GThread *thread = g_thread_new ("asker", ask_from_thread, test);
  g_autofree char *value = NULL;

  g_thread_join (thread);
  value = get_value (test, "thread");
  g_assert_cmpstr (value, ==, "yes");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/group/order", test_order);
  store_test_add ("/group/read-between", test_read_between);
  store_test_add ("/group/bad-among-good", test_bad_among_good);
  store_test_add ("/group/cancel", test_cancel);
  store_test_add ("/group/close-drains", test_close_drains);
  store_test_add ("/group/context", test_context);

  return g_test_run ();
}
