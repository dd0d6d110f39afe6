/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-files.c: files that are new, empty, newer, older, damaged, somebody else's, or out of reach.
 *
 * A file that cannot be used is left as it is, to the byte.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "hall-schema.h"

#include "store-test.h"

static void
assert_refused (const char *path,
                gboolean    read_only,
                int         code)
{
  HallStore *store = hall_store_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (store_try_open (store, path, read_only, &error));
  g_assert_error (error, HALL_STORE_ERROR, code);
  g_test_message ("%s", error->message);
  /* A sentence, with the file in it, that says what to do. */
  g_assert_nonnull (strstr (error->message, path));
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_finalize_object (store);
}

static void
execute (const char *path,
         const char *sql)
{
  sqlite3 *connection = NULL;

  g_assert_cmpint (sqlite3_open (path, &connection), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (connection, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
}

/* Fills a store with something and closes it. */
static void
fill (StoreTest *test)
{
  HallStore *store = store_open (test->path, FALSE);
  g_autoptr (GPtrArray) events = event_array ();
  g_autoptr (GPtrArray) added = NULL;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *text = g_strnfill (1000, 'a' + i % 26);

      g_ptr_array_add (events, event_text (test->key, test->room, i + 1, text));
    }
  added = store_add (store, events, 2);
  store_close (store);
  g_assert_finalize_object (store);
}

static void
assert_works (StoreTest *test)
{
  g_autoptr (HallEvent) event = event_text (test->key, test->room, 1, "it works");

  test->store = store_open (test->path, FALSE);
  store_add_one (test->store, event, 2);
  g_assert_finalize_object (g_steal_pointer (&test->store));
  g_assert_cmpint (store_query (test->path, "PRAGMA user_version"), ==, hall_schema_get_version ());
  g_assert_cmpint (store_query (test->path, "PRAGMA application_id"), ==,
                   HALL_SCHEMA_APPLICATION_ID);
  assert_integrity (test->path);
}

static void
test_new (StoreTest     *test,
          gconstpointer  data)
{
  const char *suffixes[] = { "", "-wal", "-shm" };

  test->store = store_open (test->path, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (test->path, suffixes[i], NULL);
      GStatBuf status;

      g_assert_cmpint (g_stat (path, &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
    }
  g_assert_finalize_object (g_steal_pointer (&test->store));
  assert_works (test);
}

static gboolean
run_pragma (HallRequest  *request,
            HallDatabase *database,
            GError      **error)
{
  return hall_database_get_integer (database, request->text, request->record, error);
}

static void
ignore (gpointer data)
{
}

/* What makes "it is on the disk" true; killing a process does not show it, losing power would. */
static void
test_durability (StoreTest     *test,
                 gconstpointer  data)
{
  const struct { const char *sql; gint64 value; } pragmas[] = {
    { "PRAGMA synchronous", 2 },
    { "PRAGMA foreign_keys", 1 },
    { "SELECT journal_mode = 'wal' FROM pragma_journal_mode", 1 },
  };

  test->store = store_open (test->path, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (pragmas); i++)
    {
      HallRequest *request = hall_request_new (HALL_REQUEST_READ, run_pragma);
      g_autoptr (GAsyncResult) done = NULL;
      g_autoptr (GError) error = NULL;
      GAsyncResult *result = NULL;
      gint64 value = -1;

      request->text = g_strdup (pragmas[i].sql);
      request->record = &value;
      request->free_record = ignore;
      hall_store_submit (test->store, request, run_pragma, NULL, store_result_cb, &result);
      done = store_wait (&result);
      g_assert_nonnull (hall_store_finish (test->store, done, run_pragma, &error));
      g_assert_no_error (error);
      g_assert_cmpint (value, ==, pragmas[i].value);
    }
}

static void
test_empty (StoreTest     *test,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (test->path, "", 0, &error);
  g_assert_no_error (error);
  assert_refused (test->path, TRUE, HALL_STORE_ERROR_NOT_FOUND);
  assert_works (test);
}

/* Version 0: a database without a table, as one is after a crash at the very beginning. */
static void
test_version_0 (StoreTest     *test,
                gconstpointer  data)
{
  execute (test->path, "PRAGMA journal_mode = WAL; CREATE TABLE a (b); DROP TABLE a");
  assert_works (test);
}

/* A step that failed half-way left nothing: the next start makes it whole. */
static void
test_half_migrated (StoreTest     *test,
                    gconstpointer  data)
{
  execute (test->path, "PRAGMA application_id = 1214344300; CREATE TABLE outbox (in_the_way)");
  assert_refused (test->path, FALSE, HALL_STORE_ERROR_FAILED);
  g_assert_cmpint (store_query (test->path, "PRAGMA user_version"), ==, 0);
  g_assert_cmpint (store_query (test->path, "SELECT count (*) FROM sqlite_schema"), ==, 1);
  execute (test->path, "DROP TABLE outbox");
  assert_works (test);
}

typedef struct
{
  const char *sql;
  int code;
} Change;

static void
test_changed (StoreTest     *test,
              gconstpointer  data)
{
  const Change *change = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length = 0, after_length = 0;

  fill (test);
  execute (test->path, change->sql);
  g_file_get_contents (test->path, &before, &before_length, &error);
  g_assert_no_error (error);
  assert_refused (test->path, FALSE, change->code);
  assert_refused (test->path, TRUE, change->code);
  g_file_get_contents (test->path, &after, &after_length, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (before, before_length, after, after_length);
}

typedef struct
{
  gsize keep;              /* bytes of the file */
  gboolean garbage;        /* over its head */
} Damage;

static void
test_damaged (StoreTest     *test,
              gconstpointer  data)
{
  const Damage *damage = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  g_autofree char *after = NULL;
  gsize length = 0, after_length = 0;

  fill (test);
  g_file_get_contents (test->path, &contents, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, >, damage->keep);
  if (damage->garbage)
    memset (contents, 0xa5, 4096);
  g_file_set_contents (test->path, contents, damage->keep, &error);
  g_assert_no_error (error);

  assert_refused (test->path, FALSE, HALL_STORE_ERROR_CORRUPT);
  assert_refused (test->path, TRUE, HALL_STORE_ERROR_CORRUPT);
  g_file_get_contents (test->path, &after, &after_length, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (contents, damage->keep, after, after_length);
}

/* Damage further in is met while reading; what it says is the same. */
static void
test_damaged_inside (StoreTest     *test,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *contents = NULL;
  gsize length = 0;

  fill (test);
  g_file_get_contents (test->path, &contents, &length, &error);
  g_assert_no_error (error);
  /* All but the first page, which holds the schema's root. */
  for (gsize page = 4096 * 2; page < length; page += 4096)
    memset (contents + page, 0xa5, 64);
  g_file_set_contents (test->path, contents, length, &error);
  g_assert_no_error (error);

  test->store = hall_store_new ();
  if (store_try_open (test->store, test->path, FALSE, &error))
    {
      g_autoptr (GPtrArray) events = NULL;

      result = store_await (hall_store_list_before_async, test->store, test->room, G_MAXINT64,
                            NULL, 100);
      events = hall_store_list_finish (test->store, result, NULL, &error);
      g_assert_null (events);
    }
  g_assert_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_CORRUPT);
}

static void
test_no_folder (StoreTest     *test,
                gconstpointer  data)
{
  g_autofree char *missing = g_build_filename (test->folder, "missing", "history.db", NULL);
  g_autofree char *under_file = g_build_filename (test->path, "history.db", NULL);

  fill (test);
  assert_refused (missing, FALSE, HALL_STORE_ERROR_OPEN);
  assert_refused (under_file, FALSE, HALL_STORE_ERROR_OPEN);
  assert_refused (test->folder, FALSE, HALL_STORE_ERROR_OPEN);
  assert_refused (missing, TRUE, HALL_STORE_ERROR_NOT_FOUND);
}

/* Permissions do not hold back root, or root in a user namespace; so does this, for good. */
static void
give_up_privileges (void)
{
  struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
  struct __user_cap_data_struct sets[2] = { { 0, }, };

  g_assert_cmpint (syscall (SYS_capset, &header, sets), ==, 0);
}

/* In a process of its own, because of the above. */
static void
test_permissions (StoreTest     *test,
                  gconstpointer  data)
{
  const char *what = data;
  g_autofree char *program = g_strdup_printf ("/files/subprocess/%s", what);

  g_test_trap_subprocess (program, 60 * G_USEC_PER_SEC, 0);
  g_test_trap_assert_passed ();
}

static void
test_folder_without_write (StoreTest     *test,
                           gconstpointer  data)
{
  g_autoptr (GPtrArray) events = NULL;

  give_up_privileges ();
  g_assert_cmpint (g_chmod (test->folder, 0500), ==, 0);
  assert_refused (test->path, FALSE, HALL_STORE_ERROR_READ_ONLY);
  g_assert_cmpint (g_chmod (test->folder, 0700), ==, 0);

  /* A history that is there can still be read. */
  fill (test);
  g_assert_cmpint (g_chmod (test->folder, 0500), ==, 0);
  assert_refused (test->path, FALSE, HALL_STORE_ERROR_READ_ONLY);
  test->store = store_open (test->path, TRUE);
  events = store_list (test->store, TRUE, test->room, G_MAXINT64, NULL, 1000, NULL);
  g_assert_cmpuint (events->len, ==, 100);
  g_assert_cmpint (g_chmod (test->folder, 0700), ==, 0);
}

static void
test_file_without_write (StoreTest     *test,
                         gconstpointer  data)
{
  give_up_privileges ();
  fill (test);
  g_assert_cmpint (g_chmod (test->path, 0400), ==, 0);
  assert_refused (test->path, FALSE, HALL_STORE_ERROR_READ_ONLY);
  g_assert_cmpint (g_chmod (test->path, 0000), ==, 0);
  assert_refused (test->path, FALSE, HALL_STORE_ERROR_READ_ONLY);
}

static const Change newer = { "PRAGMA user_version = 1000", HALL_STORE_ERROR_TOO_NEW };
static const Change foreign = { "PRAGMA application_id = 7", HALL_STORE_ERROR_CORRUPT };
static const Damage garbage = { 8192, TRUE };
static const Damage cut = { 20000, FALSE };
static const Damage cut_at_page = { 8192, FALSE };
static const Damage cut_to_head = { 100, FALSE };
static const Damage cut_to_nearly_nothing = { 10, FALSE };

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, function) \
  g_test_add (path, StoreTest, data, store_test_set_up_closed, function, store_test_tear_down)
  ADD ("/files/new", NULL, test_new);
  ADD ("/files/durability", NULL, test_durability);
  ADD ("/files/empty", NULL, test_empty);
  ADD ("/files/version-0", NULL, test_version_0);
  ADD ("/files/half-migrated", NULL, test_half_migrated);
  ADD ("/files/newer", &newer, test_changed);
  ADD ("/files/foreign", &foreign, test_changed);
  ADD ("/files/garbage", &garbage, test_damaged);
  ADD ("/files/cut", &cut, test_damaged);
  ADD ("/files/cut-at-page", &cut_at_page, test_damaged);
  ADD ("/files/cut-to-head", &cut_to_head, test_damaged);
  ADD ("/files/cut-to-nearly-nothing", &cut_to_nearly_nothing, test_damaged);
  ADD ("/files/damaged-inside", NULL, test_damaged_inside);
  ADD ("/files/no-folder", NULL, test_no_folder);
  ADD ("/files/folder-without-write", "folder", test_permissions);
  ADD ("/files/file-without-write", "file", test_permissions);
  ADD ("/files/subprocess/folder", NULL, test_folder_without_write);
  ADD ("/files/subprocess/file", NULL, test_file_without_write);
#undef ADD

  return g_test_run ();
}
