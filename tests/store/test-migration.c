/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-migration.c: a history that an older version wrote is all there in this one.
 *
 * The tables are those of the version that wrote them, as text; they never change.
 */

#include "config.h"

#include "hall-schema.h"

#include "store-test.h"

static const char version_1[] =
  "PRAGMA journal_mode = WAL;"
  "CREATE TABLE profile_values ("
  "  key TEXT PRIMARY KEY,"
  "  value TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE rooms ("
  "  key INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  saved INTEGER NOT NULL DEFAULT 0,"
  "  name TEXT,"
  "  topic TEXT,"
  "  creator TEXT,"
  "  hosted INTEGER NOT NULL DEFAULT 0,"
  "  member INTEGER NOT NULL DEFAULT 0,"
  "  epoch INTEGER NOT NULL DEFAULT 0,"
  "  joined_ms INTEGER NOT NULL DEFAULT 0,"
  "  read_lc INTEGER NOT NULL DEFAULT 0,"
  "  read_id BLOB NOT NULL DEFAULT x'',"
  "  draft TEXT,"
  "  host TEXT,"
  "  addresses TEXT"
  ") STRICT;"
  "CREATE TABLE people ("
  "  id TEXT PRIMARY KEY,"
  "  name TEXT,"
  "  first_seen_ms INTEGER NOT NULL,"
  "  last_seen_ms INTEGER NOT NULL,"
  "  boot INTEGER NOT NULL,"
  "  seq INTEGER NOT NULL,"
  "  addresses TEXT,"
  "  tcp_port INTEGER NOT NULL"
  ") STRICT, WITHOUT ROWID;"
  "CREATE TABLE authors ("
  "  key INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE"
  ") STRICT;"
  "CREATE TABLE events ("
  "  key INTEGER PRIMARY KEY,"
  "  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),"
  "  room INTEGER NOT NULL REFERENCES rooms (key),"
  "  author INTEGER NOT NULL REFERENCES authors (key),"
  "  lc INTEGER NOT NULL,"
  "  class INTEGER NOT NULL,"
  "  acknowledged INTEGER NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  token TEXT,"
  "  signature BLOB NOT NULL CHECK (length (signature) = 64),"
  "  bytes BLOB NOT NULL"
  ") STRICT;"
  "CREATE INDEX events_order ON events (room, lc, id, class, author);"
  "CREATE INDEX events_control ON events (room, lc, id) WHERE class = 2;"
  "CREATE INDEX events_pending ON events (room, author, lc, id) WHERE acknowledged < 2;"
  "CREATE TABLE outbox ("
  "  key INTEGER PRIMARY KEY,"
  "  room INTEGER NOT NULL REFERENCES rooms (key),"
  "  token TEXT NOT NULL UNIQUE,"
  "  text TEXT NOT NULL,"
  "  written_ms INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX outbox_room ON outbox (room, key);"
  "PRAGMA application_id = 1214344300; PRAGMA user_version = 1;";

static void
execute (sqlite3    *connection,
         const char *sql)
{
  g_autofree char *message = NULL;

  if (sqlite3_exec (connection, sql, NULL, NULL, NULL) != SQLITE_OK)
    message = g_strdup (sqlite3_errmsg (connection));
  g_assert_cmpstr (message, ==, NULL);
}

static void
insert_event (sqlite3   *connection,
              HallEvent *event,
              guint      acknowledged)
{
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (connection,
                                       "INSERT INTO events (id, room, author, lc, class, "
                                       "  acknowledged, kind, token, signature, bytes) "
                                       "VALUES (?1, 1, 1, ?2, 1, ?3, ?4, NULL, ?5, ?6)",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  sqlite3_bind_blob (statement, 1, event->raw_id, sizeof event->raw_id, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, event->lc);
  sqlite3_bind_int64 (statement, 3, acknowledged);
  sqlite3_bind_text (statement, 4, event->kind_name, -1, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 5, event->signature, sizeof event->signature, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 6, g_bytes_get_data (event->bytes, NULL),
                     g_bytes_get_size (event->bytes), SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  sqlite3_finalize (statement);
}

/* Two messages in a room, one of them unacknowledged, a text in its outbox, a value. */
static void
make_version_1 (StoreTest *test,
                GPtrArray *events)
{
  g_autofree char *room = NULL;
  sqlite3 *connection = NULL;

  g_assert_cmpint (sqlite3_open (test->path, &connection), ==, SQLITE_OK);
  execute (connection, version_1);
  room = g_strdup_printf ("INSERT INTO rooms (id, saved, name, hosted, member, epoch, draft) "
                          "VALUES ('%s', 1, 'Kitchen', 1, 1, 3, 'half a'); "
                          "INSERT INTO authors (id) VALUES ('%s'); "
                          "INSERT INTO outbox (room, token, text, written_ms) "
                          "VALUES (1, 'AAAAAAAAAAAAAAAAAAAAAA', 'waits', 5); "
                          "INSERT INTO profile_values VALUES ('boot', '17')",
                          test->room, hall_key_get_id (test->key));
  execute (connection, room);
  for (guint i = 0; i < 2; i++)
    {
      g_ptr_array_add (events, event_text (test->key, test->room, 10 + i, i ? "two" : "one"));
      insert_event (connection, g_ptr_array_index (events, i), 2 - i);
    }
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
}

static void
assert_as_written (StoreTest *test,
                   GPtrArray *expected)
{
  g_autoptr (GPtrArray) rooms = store_list_rooms (test->store, NULL);
  g_autoptr (GPtrArray) outbox = store_list_outbox (test->store, test->room);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GArray) states = NULL;
  HallStoredRoom *room;

  g_assert_cmpuint (rooms->len, ==, 1);
  room = g_ptr_array_index (rooms, 0);
  g_assert_cmpstr (room->id, ==, test->room);
  g_assert_cmpstr (room->name, ==, "Kitchen");
  g_assert_cmpstr (room->draft, ==, "half a");
  g_assert_true (room->hosted);
  g_assert_cmpuint (room->epoch, ==, 3);
  g_assert_true (room->reopens);
  g_assert_cmpuint (room->unread, ==, 2);

  g_assert_cmpuint (outbox->len, ==, 1);
  g_assert_cmpstr (((HallOutboxEntry *) g_ptr_array_index (outbox, 0))->text, ==, "waits");

  events = store_list (test->store, TRUE, test->room, G_MAXINT64, NULL, 10, &states);
  assert_events (events, expected);
  g_assert_cmpuint (g_array_index (states, guint8, 0), ==, 2);
  g_assert_cmpuint (g_array_index (states, guint8, 1), ==, 1);
}

static void
test_from_1 (StoreTest     *test,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) events = event_array ();
  g_autoptr (HallEvent) known = NULL;
  g_autoptr (HallEvent) fresh = event_text (test->other, test->room, 20, "three");
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;

  make_version_1 (test, events);

  /* Who only reads changes nothing and says what to do. */
  test->store = hall_store_new ();
  g_assert_false (store_try_open (test->store, test->path, TRUE, &error));
  g_assert_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_OPEN);
  g_assert_finalize_object (g_steal_pointer (&test->store));

  for (guint i = 0; i < 2; i++)
    {
      test->store = store_open (test->path, FALSE);
      assert_as_written (test, events);
      g_assert_finalize_object (g_steal_pointer (&test->store));
    }
  assert_integrity (test->path);

  /* And it works on: what was known is known, and more can come. */
  test->store = store_open (test->path, FALSE);
  again = store_add (test->store, events, 2);
  g_assert_cmpuint (again->len, ==, 0);
  store_add_one (test->store, fresh, 2);
}

/* What a step has begun when the power goes does not stay half done: it is made again whole. */
static void
test_interrupted (StoreTest     *test,
                  gconstpointer  data)
{
  g_autoptr (GPtrArray) events = event_array ();
  g_autoptr (GError) error = NULL;
  sqlite3 *connection = NULL;

  make_version_1 (test, events);
  g_assert_cmpint (sqlite3_open (test->path, &connection), ==, SQLITE_OK);
  execute (connection, "ALTER TABLE events ADD COLUMN late INTEGER");
  test->store = hall_store_new ();
  g_assert_false (store_try_open (test->store, test->path, FALSE, &error));
  g_assert_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_FAILED);
  g_assert_finalize_object (g_steal_pointer (&test->store));

  /* The columns that came before it in that step are not there. */
  execute (connection, "ALTER TABLE rooms ADD COLUMN reopens INTEGER");
  execute (connection, "ALTER TABLE rooms DROP COLUMN reopens");
  execute (connection, "ALTER TABLE events DROP COLUMN late");
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
  test->store = store_open (test->path, FALSE);
  assert_as_written (test, events);
}

/* The next version's file, with the next version's columns. */
static void
test_newer (StoreTest     *test,
            gconstpointer  data)
{
  g_autofree char *mark = NULL;
  g_autoptr (GPtrArray) events = event_array ();
  sqlite3 *connection = NULL;

  make_version_1 (test, events);
  test->store = store_open (test->path, FALSE);
  g_assert_finalize_object (g_steal_pointer (&test->store));
  mark = g_strdup_printf ("ALTER TABLE rooms ADD COLUMN colour TEXT; PRAGMA user_version = %u",
                          hall_schema_get_version () + 1);
  g_assert_cmpint (sqlite3_open (test->path, &connection), ==, SQLITE_OK);
  execute (connection, mark);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);

  for (guint read_only = 0; read_only < 2; read_only++)
    {
      g_autoptr (GError) error = NULL;

      test->store = hall_store_new ();
      g_assert_false (store_try_open (test->store, test->path, read_only, &error));
      g_assert_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_TOO_NEW);
      g_assert_finalize_object (g_steal_pointer (&test->store));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, StoreTest, NULL, store_test_set_up_closed, function, store_test_tear_down)
  ADD ("/migration/from-1", test_from_1);
  ADD ("/migration/interrupted", test_interrupted);
  ADD ("/migration/newer", test_newer);
#undef ADD

  return g_test_run ();
}
