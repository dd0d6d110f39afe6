/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-search-index.c: the search index follows the events: an older version's, those of a
 * forgotten room, and what a crash left.
 *
 * The test starts itself as a child that indexes and is killed.
 */

#include "config.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hall-search-tokens.h"
#include "hall-store-index.h"

#include "search-test.h"

#define N_OLD 2000

static void
execute (StoreTest  *test,
         const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallDatabase) database = hall_database_open (test->path, NULL, FALSE, &error);

  g_assert_no_error (error);
  hall_database_execute (database, sql, &error);
  g_assert_no_error (error);
}

static gint64
get_integer (StoreTest  *test,
             const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallDatabase) database = hall_database_open (test->path, NULL, TRUE, &error);
  gint64 value = -1;

  g_assert_no_error (error);
  hall_database_get_integer (database, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

/* @n texts, ten seconds apart, each with its number; the numbers of every tenth in Korean. */
static void
say_many (StoreTest  *test,
          const char *room,
          guint       n)
{
  g_autoptr (GPtrArray) events = event_array ();
  g_autoptr (GPtrArray) added = NULL;

  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s number %u.", i % 10 ? "text" : "글자", i);

      g_ptr_array_add (events, event_text (test->key, room, i * 10000, text));
    }
  added = store_add (test->store, events, 2);
  g_assert_cmpuint (added->len, ==, n);
}

static void
expect (StoreTest  *test,
        const char *text,
        const char *expected)
{
  search_expect_seconds (test, text, expected, 10000);
}

/* As a file is when it was just migrated: nothing of it is indexed. */
static void
make_old (StoreTest *test)
{
  say_many (test, test->room, N_OLD);
  g_assert_finalize_object (g_steal_pointer (&test->store));
  execute (test, "INSERT INTO search_index (search_index) VALUES ('delete-all'); "
                 "UPDATE search_state SET low = (SELECT max (key) FROM events)");
  execute (test, "UPDATE search_state SET high = low");
}

static void
expect_old (StoreTest *test)
{
  expect (test, "number 1234.", "1234");
  expect (test, "number 7.", "7");
  expect (test, "글자 number 50.", "50");
}

/* Others are answered in between; newest first; and all of it is found in the end. */
static void
test_older (StoreTest     *test,
            gconstpointer  data)
{
  gint64 before = N_OLD + 1, n;

  make_old (test);
  store_open_manually (test);
  for (;;)
    {
      g_autoptr (GAsyncResult) result = NULL;
      GAsyncResult *pending = NULL;

      hall_store_count_unindexed_async (test->store, NULL, store_result_cb, &pending);
      g_assert_cmpuint (hall_store_run (test->store), ==, 1);
      result = store_wait (&pending);
      n = hall_store_count_unindexed_finish (test->store, result, NULL);
      g_assert_cmpint (n, <=, before);
      g_assert_cmpint (before - n, <=, 256);
      before = n;
      if (n == 0)
        break;
    }

  g_assert_finalize_object (g_steal_pointer (&test->store));
  test->store = store_open (test->path, FALSE);
  expect_old (test);
}

static void
test_newest_first (StoreTest     *test,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallDatabase) database = NULL;
  HallIndexWork work = { .due = TRUE };

  make_old (test);
  database = hall_database_open (test->path, NULL, FALSE, &error);
  g_assert_true (hall_store_index_slice (database, &work, &error));
  g_assert_true (work.due);
  g_clear_pointer (&database, hall_database_close);

  /* Who only reads indexes nothing. */
  test->store = store_open (test->path, TRUE);
  g_assert_cmpint (search_count_unindexed (test), ==, N_OLD - 256);
  expect (test, "number 1990.", "1990");
  expect (test, "number 1234.", "");
  g_assert_cmpint (search_count_unindexed (test), ==, N_OLD - 256);
}

/* The child: one slice after the other, each said when it is on disk. */
static int
run_child (const char *path)
{
  g_autoptr (HallDatabase) database = hall_database_open (path, NULL, FALSE, NULL);
  HallIndexWork work = { .due = TRUE };

  while (work.due)
    {
      if (!hall_store_index_slice (database, &work, NULL) || write (STDOUT_FILENO, ".", 1) < 0)
        return 1;
    }
  return 0;
}

static const char *program;

/* Returns: whether it was at its end before it was killed */
static gboolean
kill_child (StoreTest *test,
            guint      after)
{
  const char *arguments[] = { program, "--child", test->path, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;
  int output, status;
  char byte;
  gboolean ended = FALSE;

  g_spawn_async_with_pipes (NULL, (char **) arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &pid, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < after && !ended; i++)
    ended = read (output, &byte, 1) != 1;
  kill (pid, SIGKILL);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  close (output);
  return ended;
}

static void
test_killed (StoreTest     *test,
             gconstpointer  data)
{
  guint n_killed = 0;

  make_old (test);
  while (!kill_child (test, 2))
    {
      n_killed++;
      assert_integrity (test->path);
    }
  g_assert_cmpuint (n_killed, >, 2);

  test->store = store_open (test->path, FALSE);
  g_assert_cmpint (search_count_unindexed (test), ==, 0);
  expect_old (test);
}

static void
forget (StoreTest  *test,
        const char *room)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  result = store_await (hall_store_forget_room_async, test->store, room);
  g_assert_true (hall_store_forget_room_finish (test->store, result, &error));
  g_assert_no_error (error);
}

static void
finish_work (StoreTest *test)
{
  g_assert_finalize_object (g_steal_pointer (&test->store));
  store_open_manually (test);
  for (guint i = 0; i < 100; i++)
    hall_store_run (test->store);
  g_assert_finalize_object (g_steal_pointer (&test->store));
}

/* How many pages of FTS5 have a token: one that shares no byte with the one before it is in them as
 * it is. */
static guint
count_token (StoreTest  *test,
             const char *token)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM search_index_data "
                                          "WHERE instr (block, CAST ('%s' AS BLOB))", token);

  return get_integer (test, sql);
}

/* Rooms share seconds; what is forgotten leaves the index, to the last page; nothing else does. */
static void
test_forgotten (StoreTest     *test,
                gconstpointer  data)
{
  const char *other_room = "AAAAAAAAAAAAAAAAAAAAAA";
  g_autoptr (HallEvent) secret = event_text (test->key, test->room, 10000, "쉿비밀");
  g_autoptr (HallEvent) edited = event_text (test->key, test->room, 20000, "harmless");
  g_autoptr (HallEvent) kept = event_text (test->key, other_room, 20001, "harmless, too");
  g_autoptr (HallEvent) late = event_text (test->key, test->room, 390 * 10000, "late");
  g_autoptr (HallEvent) edit = NULL;
  g_autoptr (HallEvent) early = NULL;
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_EDIT);
  body.target = edited->id;
  body.text = "틱톡";
  edit = event_of (test->key, test->room, 400 * 10000, &body);
  /* It goes before its text does. */
  body.target = late->id;
  body.text = "鰐鯨";
  early = event_of (test->key, test->room, 1, &body);
  store_add_one (test->store, late, 2);
  store_add_one (test->store, early, 2);
  store_add_one (test->store, secret, 2);
  store_add_one (test->store, edited, 2);
  store_add_one (test->store, kept, 2);
  store_add_one (test->store, edit, 2);
  say_many (test, other_room, 300);
  say_many (test, test->room, 300);
  search_index_all (test);
  expect (test, "틱톡", "2");
  g_assert_cmpuint (count_token (test, "쉿"), >, 0);
  g_assert_cmpuint (count_token (test, "톡"), >, 0);
  g_assert_cmpuint (count_token (test, "鯨"), >, 0);

  forget (test, test->room);
  expect (test, "쉿비밀", "");
  expect (test, "number 120.", "120");
  finish_work (test);
  g_assert_cmpint (get_integer (test, "SELECT count (*) FROM events"), ==, 301);
  g_assert_cmpuint (count_token (test, "쉿"), ==, 0);
  g_assert_cmpuint (count_token (test, "톡"), ==, 0);
  g_assert_cmpuint (count_token (test, "鯨"), ==, 0);

  test->store = store_open (test->path, FALSE);
  expect (test, "틱톡", "");
  expect (test, "harmless", "2");
  expect (test, "number 120.", "120");
  expect (test, "글자", "300 290 280 270 260 250 240 230 220 210 200 190 180 170 160 150 140 130 120 "
                        "110 100 90 80 70 60 50 40 30 20 10");

  /* Keys are given anew to what comes then. */
  say_many (test, test->room, 20);
  expect (test, "number 12.", "12 12");
  search_index_all (test);
  expect (test, "number 12.", "12 12");
}

/* A room that is forgotten and joined again has only what came since. */
static void
test_again (StoreTest     *test,
            gconstpointer  data)
{
  g_autoptr (HallEvent) first = event_text (test->key, test->room, 10000, "first words");
  g_autoptr (HallEvent) second = event_text (test->key, test->room, 20000, "second words");
  HallStoredQuery query;

  store_add_one (test->store, first, 2);
  store_add_one (test->store, second, 2);
  search_index_all (test);

  forget (test, test->room);
  store_add_one (test->store, second, 2);
  for (guint round = 0; round < 2; round++)
    {
      hall_stored_query_init (&query);
      query.text = g_strdup ("words");
      query.room = g_strdup (test->room);
      search_expect (test, &query, "2");
      hall_stored_query_clear (&query);
      search_index_all (test);
    }
  finish_work (test);
  g_assert_cmpint (get_integer (test, "SELECT count (*) FROM events"), ==, 1);
  test->store = store_open (test->path, FALSE);
  expect (test, "words", "2");
}

/* An index that is not what it should be keeps nothing from being forgotten, and is made anew. */
static void
test_damaged (StoreTest     *test,
              gconstpointer  data)
{
  const char *other_room = "AAAAAAAAAAAAAAAAAAAAAA";

  say_many (test, test->room, 300);
  say_many (test, other_room, 30);
  search_index_all (test);
  g_assert_finalize_object (g_steal_pointer (&test->store));
  /* FTS5 counts what it has. */
  execute (test, "INSERT INTO search_index (search_index) VALUES ('delete-all')");
  test->store = store_open (test->path, FALSE);
  forget (test, test->room);
  finish_work (test);
  g_assert_cmpint (get_integer (test, "SELECT count (*) FROM events"), ==, 30);
  test->store = store_open (test->path, FALSE);
  g_assert_cmpint (search_count_unindexed (test), ==, 0);
  expect (test, "number 12.", "12");
}

/* Much is added at once: it is found at once, and indexed while nothing is asked. */
static void
test_waiting (StoreTest     *test,
              gconstpointer  data)
{
  say_many (test, test->room, N_OLD);
  expect_old (test);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2]);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, StoreTest, NULL, search_test_set_up, function, store_test_tear_down)
  ADD ("/search-index/older", test_older);
  ADD ("/search-index/newest-first", test_newest_first);
  ADD ("/search-index/killed", test_killed);
  ADD ("/search-index/forgotten", test_forgotten);
  ADD ("/search-index/again", test_again);
  ADD ("/search-index/damaged", test_damaged);
  ADD ("/search-index/waiting", test_waiting);
#undef ADD

  return g_test_run ();
}
