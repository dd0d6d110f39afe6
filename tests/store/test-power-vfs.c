/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-power-vfs.c: the disk that loses power keeps its promises, and breaks those it never made.
 *
 * By SQLite's own calls; the store on it is test-power.c's business.
 */

#include "config.h"

#include "power-vfs.h"

#include "store-test.h"

#define N_SEEDS 100

static sqlite3 *
open_file (PowerVfs *vfs)
{
  sqlite3 *connection = NULL;

  g_assert_cmpint (sqlite3_open_v2 ("/x", &connection,
                                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                    power_vfs_get_name (vfs)), ==, SQLITE_OK);
  sqlite3_extended_result_codes (connection, 1);
  return connection;
}

static int
execute (sqlite3    *connection,
         const char *sql)
{
  return sqlite3_exec (connection, sql, NULL, NULL, NULL);
}

static void
prepare (sqlite3    *connection,
         const char *synchronous)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; "
                                          "CREATE TABLE a (b); PRAGMA synchronous = %s",
                                          synchronous);

  g_assert_cmpint (execute (connection, sql), ==, SQLITE_OK);
}

/* Returns: -1 if it cannot be read */
static int
count (sqlite3 *connection)
{
  sqlite3_stmt *statement = NULL;
  int n = -1;

  if (sqlite3_prepare_v2 (connection, "SELECT count (*) FROM a", -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    n = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  return n;
}

static void
test_synced (void)
{
  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr (PowerVfs) vfs = power_vfs_new ("synced");
      sqlite3 *connection = open_file (vfs);
      sqlite3 *after;

      prepare (connection, "FULL");
      for (guint i = 0; i < 5; i++)
        g_assert_cmpint (execute (connection, "INSERT INTO a VALUES (hex (randomblob (3000)))"),
                         ==, SQLITE_OK);
      power_vfs_crash (vfs, seed);
      after = open_file (vfs);
      g_assert_cmpint (count (after), ==, 5);

      /* The dead see nothing and change nothing, whatever they do. */
      g_assert_cmpint (execute (connection, "INSERT INTO a VALUES (1)") & 0xff, ==, SQLITE_IOERR);
      g_assert_cmpint (count (connection), ==, -1);
      g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
      g_assert_cmpint (count (after), ==, 5);
      g_assert_cmpint (sqlite3_close (after), ==, SQLITE_OK);
      after = open_file (vfs);
      g_assert_cmpint (count (after), ==, 5);
      sqlite3_close (after);
    }
}

/* What was not synced is sometimes there and sometimes not; the same seed decides the same. */
static void
test_unsynced (void)
{
  gboolean seen[3] = { FALSE, };

  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      int counts[2];

      for (guint i = 0; i < 2; i++)
        {
          g_autoptr (PowerVfs) vfs = power_vfs_new ("unsynced");
          sqlite3 *connection = open_file (vfs);
          sqlite3 *after;

          prepare (connection, "NORMAL");
          g_assert_cmpuint (power_vfs_get_n_unsynced (vfs), ==, 0);
          for (guint j = 0; j < 2; j++)
            g_assert_cmpint (execute (connection, "INSERT INTO a VALUES (1)"), ==, SQLITE_OK);
          g_assert_cmpuint (power_vfs_get_n_unsynced (vfs), >, 0);
          power_vfs_crash (vfs, seed);
          after = open_file (vfs);
          counts[i] = count (after);
          sqlite3_close (connection);
          sqlite3_close (after);
        }

      g_assert_cmpint (counts[0], ==, counts[1]);
      g_assert_cmpint (counts[0], >=, 0);
      g_assert_cmpint (counts[0], <=, 2);
      seen[counts[0]] = TRUE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    g_assert_true (seen[i]);
}

static void
test_lying (void)
{
  guint lost = 0;

  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr (PowerVfs) vfs = power_vfs_new ("lying");
      sqlite3 *connection = open_file (vfs);
      sqlite3 *after;

      prepare (connection, "FULL");
      power_vfs_set_lying (vfs, TRUE);
      g_assert_cmpint (execute (connection, "INSERT INTO a VALUES (1)"), ==, SQLITE_OK);
      power_vfs_crash (vfs, seed);
      after = open_file (vfs);
      lost += count (after) != 1;
      sqlite3_close (connection);
      sqlite3_close (after);
    }

  g_assert_cmpuint (lost, >, 0);
  g_assert_cmpuint (lost, <, N_SEEDS);
}

/* At every moment of a transaction it is there wholly or not at all; once answered, it is. */
static void
test_crash_at (void)
{
  gboolean answered = FALSE;

  for (guint n = 1; !answered; n++)
    {
      g_autoptr (PowerVfs) vfs = power_vfs_new ("crash-at");
      sqlite3 *connection = open_file (vfs);
      sqlite3 *after;
      int found;

      g_assert_cmpuint (n, <, 100);
      prepare (connection, "FULL");
      power_vfs_crash_at (vfs, n, n);
      answered = execute (connection, "BEGIN; INSERT INTO a VALUES (hex (zeroblob (5000))); "
                                      "INSERT INTO a VALUES (hex (zeroblob (5000))); COMMIT")
                 == SQLITE_OK;
      g_assert_cmpuint (power_vfs_get_n_crashes (vfs), ==, answered ? 0 : 1);
      if (answered)
        {
          /* The first that was out of reach; it takes syncing for granted from here on. */
          g_assert_cmpuint (n, >, 5);
          power_vfs_crash (vfs, n);
        }
      after = open_file (vfs);
      found = count (after);
      g_assert_true (found == 2 || (found == 0 && !answered));
      sqlite3_close (connection);
      sqlite3_close (after);
    }
}

static void
test_full (void)
{
  g_autoptr (PowerVfs) vfs = power_vfs_new ("full");
  sqlite3 *connection = open_file (vfs);
  guint64 writes, syncs;

  prepare (connection, "FULL");
  writes = power_vfs_get_n_writes (vfs);
  syncs = power_vfs_get_n_syncs (vfs);
  power_vfs_fail_writes (vfs, 2, 1);
  g_assert_cmpint (execute (connection, "INSERT INTO a VALUES (1)"), ==, SQLITE_FULL);
  g_assert_cmpint (execute (connection, "INSERT INTO a VALUES (1)"), ==, SQLITE_OK);
  power_vfs_fail_writes (vfs, 1, G_MAXUINT);
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint (execute (connection, "INSERT INTO a VALUES (1)"), ==, SQLITE_FULL);
  power_vfs_fail_writes (vfs, 0, 0);
  g_assert_cmpint (execute (connection, "INSERT INTO a VALUES (1)"), ==, SQLITE_OK);
  g_assert_cmpint (count (connection), ==, 2);
  g_assert_cmpuint (power_vfs_get_n_writes (vfs), >, writes);
  g_assert_cmpuint (power_vfs_get_n_syncs (vfs), ==, syncs + 2);
  sqlite3_close (connection);
}

/* As between two processes. */
static void
test_two_connections (void)
{
  g_autoptr (PowerVfs) vfs = power_vfs_new ("two");
  sqlite3 *one = open_file (vfs);
  sqlite3 *two = open_file (vfs);

  prepare (one, "FULL");
  g_assert_cmpint (execute (one, "BEGIN IMMEDIATE; INSERT INTO a VALUES (1)"), ==, SQLITE_OK);
  g_assert_cmpint (execute (two, "BEGIN IMMEDIATE") & 0xff, ==, SQLITE_BUSY);
  g_assert_cmpint (count (two), ==, 0);
  g_assert_cmpint (execute (one, "COMMIT"), ==, SQLITE_OK);
  g_assert_cmpint (count (two), ==, 1);
  g_assert_cmpint (execute (two, "INSERT INTO a VALUES (2)"), ==, SQLITE_OK);
  g_assert_cmpint (count (one), ==, 2);

  /* Without WAL the file's own locks count. */
  g_assert_cmpint (sqlite3_close (two), ==, SQLITE_OK);
  g_assert_cmpint (execute (one, "PRAGMA journal_mode = DELETE"), ==, SQLITE_OK);
  two = open_file (vfs);
  g_assert_cmpint (execute (one, "BEGIN EXCLUSIVE; INSERT INTO a VALUES (3)"), ==, SQLITE_OK);
  g_assert_cmpint (count (two), ==, -1);
  g_assert_cmpint (execute (one, "COMMIT"), ==, SQLITE_OK);
  g_assert_cmpint (count (two), ==, 3);
  sqlite3_close (one);
  sqlite3_close (two);
}

/* The rollback journal, which is made and deleted, under the same chances. */
static void
test_journal (void)
{
  for (guint n = 1; n < 80; n++)
    {
      g_autoptr (PowerVfs) vfs = power_vfs_new ("journal");
      sqlite3 *connection = open_file (vfs);
      sqlite3 *after;
      guint done = 0;
      int found;

      g_assert_cmpint (execute (connection, "PRAGMA synchronous = EXTRA; CREATE TABLE a (b)"), ==,
                       SQLITE_OK);
      power_vfs_crash_at (vfs, n, n);
      while (execute (connection, "INSERT INTO a VALUES (hex (zeroblob (5000)))") == SQLITE_OK)
        done++;
      g_assert_cmpuint (power_vfs_get_n_crashes (vfs), ==, 1);
      after = open_file (vfs);
      found = count (after);
      g_assert_cmpint (found, >=, done);
      g_assert_cmpint (found, <=, done + 1);
      sqlite3_close (connection);
      sqlite3_close (after);
    }
}

static gboolean
is_same (GPtrArray *a,
         guint      i,
         GPtrArray *b,
         guint      j)
{
  return g_str_equal (((HallEvent *) g_ptr_array_index (a, i))->id,
                      ((HallEvent *) g_ptr_array_index (b, j))->id);
}

/* The store's worker writes while the power goes. */
static void
test_thread (StoreTest     *test,
             gconstpointer  data)
{
  g_autoptr (PowerVfs) vfs = power_vfs_new ("thread");
  g_autoptr (GPtrArray) confirmed = event_array ();
  guint crashes = 0;

  for (gint64 lc = 1; crashes < 5; crashes++)
    {
      HallStore *store = hall_store_new ();
      g_autoptr (GPtrArray) found = NULL;
      g_autoptr (GError) error = NULL;

      hall_store_set_vfs (store, power_vfs_get_name (vfs));
      g_assert_true (store_try_open (store, "/x", FALSE, &error));
      g_assert_no_error (error);
      found = store_list (store, FALSE, test->room, 0, NULL, G_MAXUINT, NULL);
      /* And perhaps what was asked for last, each time. */
      g_assert_cmpuint (found->len, <=, confirmed->len + crashes);
      for (guint i = 0, j = 0; i < confirmed->len; i++, j++)
        {
          while (j < found->len && !is_same (found, j, confirmed, i))
            j++;
          g_assert_cmpuint (j, <, found->len);
        }

      power_vfs_crash_at (vfs, 100, crashes);
      for (;;)
        {
          g_autoptr (GPtrArray) events = event_array ();
          g_autoptr (GPtrArray) added = NULL;
          g_autoptr (GError) add_error = NULL;

          g_ptr_array_add (events, event_text (test->key, test->room, lc, "x"));
          added = store_try_add (store, events, 2, &add_error);
          if (added == NULL)
            break;
          g_ptr_array_add (confirmed, hall_event_ref (g_ptr_array_index (events, 0)));
          lc++;
        }
      g_assert_finalize_object (store);
      lc++;
    }

  g_assert_cmpuint (confirmed->len, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/power-vfs/synced", test_synced);
  g_test_add_func ("/power-vfs/unsynced", test_unsynced);
  g_test_add_func ("/power-vfs/lying", test_lying);
  g_test_add_func ("/power-vfs/crash-at", test_crash_at);
  g_test_add_func ("/power-vfs/full", test_full);
  g_test_add_func ("/power-vfs/two-connections", test_two_connections);
  g_test_add_func ("/power-vfs/journal", test_journal);
  store_test_add_closed ("/power-vfs/thread", test_thread);

  return g_test_run ();
}
