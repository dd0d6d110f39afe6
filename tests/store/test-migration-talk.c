/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-migration-talk.c: what version 3 of the schema kept without knowing it is known then.
 *
 * Its file is made of today's by taking away what the later steps add; that text never changes.
 */

#include "config.h"

#include "hall-schema.h"

#include "search-test.h"

#define N_TEXTS 600

static const char back_to_3[] =
  "DROP TABLE search_index; DROP TABLE search_state; DROP TABLE mentions;"
  "DROP INDEX events_texts; DROP INDEX events_edits; DROP INDEX events_annotations;"
  "DROP INDEX events_pins; DROP INDEX events_deletes;"
  "UPDATE events SET class = 0 WHERE kind IN ('edit', 'react', 'pin');"
  "ALTER TABLE events DROP COLUMN target;"
  "ALTER TABLE outbox DROP COLUMN body;"
  "ALTER TABLE rooms DROP COLUMN notify;"
  "ALTER TABLE rooms DROP COLUMN kept_from;"
  "ALTER TABLE rooms DROP COLUMN deleted_to;"
  "ALTER TABLE rooms DROP COLUMN deleted_key;"
  "CREATE INDEX events_deletes ON events (room, lc, id, hidden) WHERE class = 3;"
  "PRAGMA user_version = 3;";

static void
go_back (StoreTest *test)
{
  sqlite3 *connection = NULL;

  g_assert_finalize_object (g_steal_pointer (&test->store));
  g_assert_cmpint (sqlite3_open (test->path, &connection), ==, SQLITE_OK);
  if (sqlite3_exec (connection, back_to_3, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (connection));
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
}

static HallEvent *
about (StoreTest     *test,
       gint64         lc,
       HallEventKind  kind,
       const char    *target)
{
  HallEventBody body;

  hall_event_body_init (&body, kind);
  body.target = target;
  body.text = kind == HALL_EVENT_EDIT ? "quite different" : NULL;
  body.emoji = kind == HALL_EVENT_REACT ? "🎉" : NULL;
  return event_of (test->other, test->room, lc, &body);
}

static HallEvent *
name_me (StoreTest *test)
{
  g_autoptr (GPtrArray) mentions = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                   hall_mention_free);
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  g_ptr_array_add (mentions, hall_mention_new (hall_key_get_id (test->key), "Me"));
  body.text = "@Me look";
  body.mentions = mentions;
  return event_of (test->other, test->room, 90000000, &body);
}

static void
add_all (StoreTest *test,
         GPtrArray *annotations)
{
  g_autoptr (HallStoredRoom) room = hall_stored_room_new (test->room);
  g_autoptr (GPtrArray) texts = event_array ();
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (HallEvent) mention = name_me (test);
  const char *target;

  store_save_room (test->store, room);
  for (guint i = 1; i <= N_TEXTS; i++)
    {
      g_autofree char *text = g_strdup_printf ("number %u.", i);

      g_ptr_array_add (texts, event_text (test->other, test->room, i * 10000, text));
    }
  added = store_add (test->store, texts, 2);
  g_assert_cmpuint (added->len, ==, N_TEXTS);

  target = ((HallEvent *) g_ptr_array_index (texts, 4))->id;
  g_ptr_array_add (annotations, about (test, 80000000, HALL_EVENT_EDIT, target));
  g_ptr_array_add (annotations, about (test, 80000001, HALL_EVENT_REACT, target));
  g_ptr_array_add (annotations, about (test, 80000002, HALL_EVENT_PIN, target));
  for (guint i = 0; i < annotations->len; i++)
    store_add_one (test->store, g_ptr_array_index (annotations, i), 2);
  store_add_one (test->store, mention, 2);
}

static void
expect_annotations (StoreTest *test,
                    GPtrArray *expected)
{
  const char *ids[] = { ((HallEvent *) g_ptr_array_index (expected, 0))->target, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  result = store_await (hall_store_list_annotations_async, test->store, test->room, ids);
  events = hall_store_list_annotations_finish (test->store, result, &error);
  g_assert_no_error (error);
  assert_events (events, expected);
}

static void
test_from_3 (StoreTest     *test,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) annotations = event_array ();
  g_autoptr (GPtrArray) shown = NULL;
  g_autoptr (GPtrArray) rooms = NULL;
  g_autoptr (GError) error = NULL;
  HallStoredRoom *room;

  add_all (test, annotations);
  go_back (test);

  test->store = hall_store_new ();
  g_assert_false (store_try_open (test->store, test->path, TRUE, &error));
  g_assert_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_OPEN);
  g_assert_finalize_object (g_steal_pointer (&test->store));

  /* Nothing but what opening does. */
  store_open_manually (test);
  g_assert_finalize_object (g_steal_pointer (&test->store));
  test->store = store_open (test->path, FALSE);
  expect_annotations (test, annotations);
  shown = store_list (test->store, TRUE, test->room, G_MAXINT64, NULL, 1000, NULL);
  g_assert_cmpuint (shown->len, ==, N_TEXTS + 1);
  g_clear_pointer (&shown, g_ptr_array_unref);

  search_index_all (test);
  assert_integrity (test->path);
  g_assert_cmpint (search_count_unindexed (test), ==, 0);
  search_expect_seconds (test, "number 599.", "599", 10000);
  search_expect_seconds (test, "number 5.", "", 10000);
  search_expect_seconds (test, "quite different", "5", 10000);
  rooms = store_list_rooms (test->store, hall_key_get_id (test->key));
  room = g_ptr_array_index (rooms, 0);
  g_assert_cmpuint (room->unread, ==, N_TEXTS + 1);
  g_assert_cmpuint (room->mentions, ==, 1);
  g_assert_cmpuint (room->notify, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/migration-talk/from-3", StoreTest, NULL, search_test_set_up, test_from_3,
              store_test_tear_down);

  return g_test_run ();
}
