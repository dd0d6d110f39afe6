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

static const char from_1_to_2[] =
  "ALTER TABLE rooms ADD COLUMN reopens INTEGER NOT NULL DEFAULT 1;"
  "ALTER TABLE rooms ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE events ADD COLUMN late INTEGER NOT NULL DEFAULT 0;"
  "PRAGMA user_version = 2;";

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
              guint      class,
              guint      acknowledged)
{
  sqlite3_stmt *statement = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (connection,
                                       "INSERT INTO events (id, room, author, lc, class, "
                                       "  acknowledged, kind, token, signature, bytes) "
                                       "VALUES (?1, 1, 1, ?2, ?7, ?3, ?4, NULL, ?5, ?6)",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  sqlite3_bind_blob (statement, 1, event->raw_id, sizeof event->raw_id, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, event->lc);
  sqlite3_bind_int64 (statement, 3, acknowledged);
  sqlite3_bind_text (statement, 4, event->kind_name, -1, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 5, event->signature, sizeof event->signature, SQLITE_STATIC);
  sqlite3_bind_blob (statement, 6, g_bytes_get_data (event->bytes, NULL),
                     g_bytes_get_size (event->bytes), SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 7, class);
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
      insert_event (connection, g_ptr_array_index (events, i), 1, 2 - i);
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
  g_assert_cmpstr (((HallOutboxEntry *) g_ptr_array_index (outbox, 0))->kind, ==, "text");
  g_assert_null (room->person);
  g_assert_null (room->other_id);

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

/* One event of each kind that version 2 kept as unknown, at 101, 102, … */
static GPtrArray *
make_rights (StoreTest *test)
{
  const HallEventKind kinds[] = {
    HALL_EVENT_ADMIT, HALL_EVENT_ROLE, HALL_EVENT_KICK, HALL_EVENT_BAN, HALL_EVENT_ROOM,
    HALL_EVENT_INVITE, HALL_EVENT_DELETE,
  };
  GPtrArray *events = event_array ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      HallEventBody body;

      hall_event_body_init (&body, kinds[i]);
      body.person = kinds[i] <= HALL_EVENT_BAN ? hall_key_get_id (test->other) : NULL;
      body.name = kinds[i] == HALL_EVENT_ROOM || kinds[i] == HALL_EVENT_INVITE ? "Lunch" : NULL;
      body.invited_room = kinds[i] == HALL_EVENT_INVITE ? test->room : NULL;
      body.target = kinds[i] == HALL_EVENT_DELETE ? test->room : NULL;
      g_ptr_array_add (events, event_of (test->key, test->room, 101 + i, &body));
    }
  return events;
}

static void
make_version_2 (StoreTest *test,
                GPtrArray *texts,
                GPtrArray *rights)
{
  sqlite3 *connection = NULL;

  make_version_1 (test, texts);
  g_assert_cmpint (sqlite3_open (test->path, &connection), ==, SQLITE_OK);
  execute (connection, from_1_to_2);
  execute (connection,
           "UPDATE rooms SET reopens = 0; UPDATE events SET late = 1 WHERE lc = 11; "
           "INSERT INTO people (id, name, first_seen_ms, last_seen_ms, boot, seq, tcp_port) "
           "VALUES ('Ben', 'Ben', 1, 2, 3, 4, 5)");
  for (guint i = 0; i < rights->len; i++)
    insert_event (connection, g_ptr_array_index (rights, i), 0, 2);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
}

/* What version 2 did not know is known for what it is. */
static void
assert_rights (StoreTest *test,
               GPtrArray *texts,
               GPtrArray *rights)
{
  g_autoptr (GAsyncResult) control_result = NULL;
  g_autoptr (GAsyncResult) deletes_result = NULL;
  g_autoptr (GPtrArray) control = NULL;
  g_autoptr (GPtrArray) deletes = NULL;
  g_autoptr (GPtrArray) shown = NULL;
  g_autoptr (GPtrArray) rooms = store_list_rooms (test->store, NULL);
  g_autoptr (GPtrArray) expected = event_array ();
  g_autoptr (GArray) states = NULL;
  g_autoptr (GError) error = NULL;
  HallStoredRoom *room = g_ptr_array_index (rooms, 0);

  control_result = store_await (hall_store_list_control_async, test->store, test->room);
  control = hall_store_list_control_finish (test->store, control_result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (expected, hall_event_ref (g_ptr_array_index (rights, i)));
  assert_events (control, expected);

  deletes_result = store_await (hall_store_list_deletes_async, test->store, test->room);
  deletes = hall_store_list_deletes_finish (test->store, deletes_result, &error);
  g_assert_no_error (error);
  g_ptr_array_set_size (expected, 0);
  g_ptr_array_add (expected, hall_event_ref (g_ptr_array_index (rights, 6)));
  assert_events (deletes, expected);

  g_ptr_array_set_size (expected, 0);
  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (expected, hall_event_ref (g_ptr_array_index (texts, i)));
  for (guint i = 0; i < 6; i++)
    g_ptr_array_add (expected, hall_event_ref (g_ptr_array_index (rights, i)));
  shown = store_list (test->store, FALSE, test->room, 0, NULL, 100, &states);
  assert_events (shown, expected);
  g_assert_cmpuint (g_array_index (states, guint8, 1), ==, 1 | HALL_STORED_LATE);

  /* The texts and the invitation. */
  g_assert_cmpuint (room->unread, ==, 3);
  g_assert_cmpint (room->last_lc, ==, 107);
  g_assert_false (room->reopens);
}

static void
test_from_2 (StoreTest     *test,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) texts = event_array ();
  g_autoptr (GPtrArray) rights = make_rights (test);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HallStoredPerson *person;

  make_version_2 (test, texts, rights);
  for (guint i = 0; i < 2; i++)
    {
      test->store = store_open (test->path, FALSE);
      assert_rights (test, texts, rights);
      g_assert_finalize_object (g_steal_pointer (&test->store));
    }
  assert_integrity (test->path);

  test->store = store_open (test->path, FALSE);
  again = store_add (test->store, rights, 2);
  g_assert_cmpuint (again->len, ==, 0);
  result = store_await (hall_store_list_people_async, test->store);
  people = hall_store_list_people_finish (test->store, result, &error);
  g_assert_cmpuint (people->len, ==, 1);
  person = g_ptr_array_index (people, 0);
  g_assert_cmpstr (person->name, ==, "Ben");
  g_assert_cmpint (person->first_seen_ms, ==, 1);
  g_assert_cmpint (person->contacted_ms, ==, 0);
  g_assert_false (person->blocked);
  g_assert_null (person->picture_digest);
  g_assert_null (person->distinct);
}

/* The last thing that the step makes is in the way: nothing of the step is there. */
static void
test_interrupted_from_2 (StoreTest     *test,
                         gconstpointer  data)
{
  g_autoptr (GPtrArray) texts = event_array ();
  g_autoptr (GPtrArray) rights = make_rights (test);
  g_autoptr (GError) error = NULL;
  sqlite3 *connection = NULL;

  make_version_2 (test, texts, rights);
  g_assert_cmpint (sqlite3_open (test->path, &connection), ==, SQLITE_OK);
  execute (connection, "CREATE INDEX events_deletes ON events (kind)");
  test->store = hall_store_new ();
  g_assert_false (store_try_open (test->store, test->path, FALSE, &error));
  g_assert_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_FAILED);
  g_assert_finalize_object (g_steal_pointer (&test->store));

  execute (connection, "ALTER TABLE events ADD COLUMN hidden INTEGER");
  execute (connection, "ALTER TABLE events DROP COLUMN hidden");
  execute (connection, "DROP INDEX events_deletes");
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
  test->store = store_open (test->path, FALSE);
  assert_rights (test, texts, rights);
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

  store_test_add_closed ("/migration/from-1", test_from_1);
  store_test_add_closed ("/migration/from-2", test_from_2);
  store_test_add_closed ("/migration/interrupted", test_interrupted);
  store_test_add_closed ("/migration/interrupted-from-2", test_interrupted_from_2);
  store_test_add_closed ("/migration/newer", test_newer);

  return g_test_run ();
}
