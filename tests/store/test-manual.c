/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-manual.c: a store without a thread does what it is asked when it is told to, and only then.
 */

#include "config.h"

#include "store-test.h"

typedef struct
{
  StoreTest base;
  HallStore *store;
  GPtrArray *answers;      /* in the order in which they came */
} ManualTest;

static void
on_answer (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_ptr_array_add (user_data, g_object_ref (result));
}

/* All that can be dispatched without anybody doing anything. */
static void
drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
set_up (ManualTest    *test,
        gconstpointer  data)
{
  store_test_set_up_closed (&test->base, data);
  test->answers = g_ptr_array_new_with_free_func (g_object_unref);
  test->store = hall_store_new ();
  hall_store_set_manual (test->store);
}

static void
tear_down (ManualTest    *test,
           gconstpointer  data)
{
  g_ptr_array_unref (test->answers);
  if (test->store)
    g_assert_finalize_object (test->store);
  store_test_tear_down (&test->base, data);
}

static void
open_store (ManualTest *test)
{
  g_autoptr (GError) error = NULL;

  hall_store_open_async (test->store, test->base.path, FALSE, NULL, on_answer, test->answers);
  g_assert_cmpuint (hall_store_run (test->store), ==, 1);
  drain ();
  g_assert_cmpuint (test->answers->len, ==, 1);
  g_assert_true (hall_store_open_finish (test->store, g_ptr_array_index (test->answers, 0),
                                         &error));
  g_assert_no_error (error);
  g_ptr_array_set_size (test->answers, 0);
}

static void
set_number (ManualTest *test,
            guint       number)
{
  g_autofree char *value = g_strdup_printf ("%u", number);

  hall_store_set_value_async (test->store, "number", value, NULL, on_answer, test->answers);
}

static void
test_waits (ManualTest    *test,
            gconstpointer  data)
{
  hall_store_open_async (test->store, test->base.path, FALSE, NULL, on_answer, test->answers);
  g_assert_cmpuint (hall_store_get_n_waiting (test->store), ==, 1);
  drain ();
  g_assert_cmpuint (test->answers->len, ==, 0);
  g_assert_false (g_file_test (test->base.path, G_FILE_TEST_EXISTS));

  g_assert_cmpuint (hall_store_run (test->store), ==, 1);
  g_assert_cmpuint (hall_store_get_n_waiting (test->store), ==, 0);
  g_assert_true (g_file_test (test->base.path, G_FILE_TEST_EXISTS));
  /* Done, and not yet told. */
  g_assert_cmpuint (test->answers->len, ==, 0);
  drain ();
  g_assert_cmpuint (test->answers->len, ==, 1);
  g_assert_cmpuint (hall_store_run (test->store), ==, 0);
}

static gboolean
run_count (HallRequest  *request,
           HallDatabase *database,
           GError      **error)
{
  *(guint *) request->record = hall_database_get_commits (database);
  return TRUE;
}

static void
ignore (gpointer data)
{
}

static void
count_commits (ManualTest *test,
               guint      *commits)
{
  HallRequest *request = hall_request_new (HALL_REQUEST_READ, run_count);

  request->record = commits;
  request->free_record = ignore;
  hall_store_submit (test->store, request, run_count, NULL, on_answer, test->answers);
}

/* As the worker has it: writes up to the next read share one transaction, and results come in the
 * order in which things were asked. */
static void
test_groups (ManualTest    *test,
             gconstpointer  data)
{
  guint commits[3] = { 0, };

  open_store (test);
  count_commits (test, &commits[0]);
  for (guint i = 0; i < 10; i++)
    set_number (test, i);
  count_commits (test, &commits[1]);
  set_number (test, 10);
  hall_store_get_value_async (test->store, "number", NULL, on_answer, test->answers);
  set_number (test, 11);
  count_commits (test, &commits[2]);
  g_assert_cmpuint (hall_store_run (test->store), ==, 16);
  drain ();

  g_assert_cmpuint (commits[1], ==, commits[0] + 1);
  g_assert_cmpuint (commits[2], ==, commits[0] + 3);
  g_assert_cmpuint (test->answers->len, ==, 16);
  for (guint i = 0; i < 16; i++)
    {
      GAsyncResult *answer = g_ptr_array_index (test->answers, i);
      g_autoptr (GError) error = NULL;

      if (i == 0 || i == 11 || i == 15)
        {
          g_assert_nonnull (hall_store_finish (test->store, answer, run_count, &error));
        }
      else if (i == 13)
        {
          g_autofree char *value = hall_store_get_value_finish (test->store, answer, &error);

          g_assert_cmpstr (value, ==, "10");
        }
      else
        g_assert_true (hall_store_set_value_finish (test->store, answer, &error));
      g_assert_no_error (error);
    }
}

/* More than a group takes is run too. */
static void
test_many (ManualTest    *test,
           gconstpointer  data)
{
  open_store (test);
  for (guint i = 0; i < 1000; i++)
    set_number (test, i);
  g_assert_cmpuint (hall_store_get_n_waiting (test->store), ==, 1000);
  g_assert_cmpuint (hall_store_run (test->store), ==, 1000);
  drain ();
  g_assert_cmpuint (test->answers->len, ==, 1000);
}

static void
acknowledge_many (ManualTest *test,
                  guint       n)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = hall_token_new ();

      g_strv_builder_add (builder, id);
    }
  ids = g_strv_builder_end (builder);
  hall_store_acknowledge_async (test->store, (const char *const *) ids, 2, NULL, on_answer,
                                test->answers);
}

/* A transaction ends where there is much in it already, so that nobody waits long behind it; what
 * is too much by itself goes alone. */
static void
test_heavy (ManualTest    *test,
            gconstpointer  data)
{
  const guint loads[][3] = { { 10, 200, 2 }, { 3, 600, 3 }, { 1, 5000, 1 }, { 2, 5000, 2 } };
  guint commits[2] = { 0, };

  open_store (test);
  for (guint i = 0; i < G_N_ELEMENTS (loads); i++)
    {
      count_commits (test, &commits[0]);
      for (guint j = 0; j < loads[i][0]; j++)
        acknowledge_many (test, loads[i][1]);
      count_commits (test, &commits[1]);
      g_assert_cmpuint (hall_store_run (test->store), ==, loads[i][0] + 2);
      g_assert_cmpuint (commits[1] - commits[0], ==, loads[i][2]);
    }
  drain ();
}

static void
assert_cancelled (ManualTest *test,
                  guint       n)
{
  drain ();
  g_assert_cmpuint (test->answers->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (hall_store_set_value_finish (test->store,
                                                   g_ptr_array_index (test->answers, i), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_ptr_array_set_size (test->answers, 0);
}

static void
test_drop (ManualTest    *test,
           gconstpointer  data)
{
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  open_store (test);
  set_number (test, 1);
  set_number (test, 2);
  g_assert_cmpuint (hall_store_drop_waiting (test->store), ==, 2);
  g_assert_cmpuint (hall_store_get_n_waiting (test->store), ==, 0);
  assert_cancelled (test, 2);

  /* It is open still, and they were not done. */
  hall_store_get_value_async (test->store, "number", NULL, on_answer, test->answers);
  hall_store_run (test->store);
  drain ();
  g_assert_cmpuint (test->answers->len, ==, 1);
  value = hall_store_get_value_finish (test->store, g_ptr_array_index (test->answers, 0), &error);
  g_assert_no_error (error);
  g_assert_null (value);
}

static void
test_dispose (ManualTest    *test,
              gconstpointer  data)
{
  open_store (test);
  set_number (test, 1);
  g_object_run_dispose (G_OBJECT (test->store));
  assert_cancelled (test, 1);
  g_assert_finalize_object (g_steal_pointer (&test->store));

  /* And one that was never opened. */
  test->store = hall_store_new ();
  hall_store_set_manual (test->store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, ManualTest, NULL, set_up, function, tear_down)
  ADD ("/manual/waits", test_waits);
  ADD ("/manual/groups", test_groups);
  ADD ("/manual/many", test_many);
  ADD ("/manual/heavy", test_heavy);
  ADD ("/manual/drop", test_drop);
  ADD ("/manual/dispose", test_dispose);
#undef ADD

  return g_test_run ();
}
