/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* store-test.c: what the tests of the store share: a folder, events to order, waiting for answers.
 */

#include "config.h"

#include <glib/gstdio.h>

#include "store-test.h"

#define DEADLINE_SECONDS 60

void
store_test_set_up_closed (StoreTest     *test,
                          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  test->folder = g_dir_make_tmp ("hallway-store-XXXXXX", &error);
  g_assert_no_error (error);
  test->path = g_build_filename (test->folder, "history.db", NULL);
  test->key = hall_key_new_generated (&error);
  g_assert_no_error (error);
  test->other = hall_key_new_generated (&error);
  g_assert_no_error (error);
  test->room = hall_token_new ();
}

void
store_test_set_up (StoreTest     *test,
                   gconstpointer  data)
{
  store_test_set_up_closed (test, data);
  test->store = store_open (test->path, FALSE);
}

void
store_test_tear_down (StoreTest     *test,
                      gconstpointer  data)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (test->store)
    g_assert_finalize_object (test->store);

  folder = g_dir_open (test->folder, 0, NULL);
  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)))
    {
      g_autofree char *path = g_build_filename (test->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (test->folder), ==, 0);
  g_free (test->folder);
  g_free (test->path);
  g_free (test->room);
  hall_key_unref (test->key);
  hall_key_unref (test->other);
}

void
store_test_add (const char       *path,
                StoreTestFunction function)
{
  g_test_add (path, StoreTest, NULL, store_test_set_up, function, store_test_tear_down);
}

void
store_test_add_closed (const char       *path,
                       StoreTestFunction function)
{
  g_test_add (path, StoreTest, NULL, store_test_set_up_closed, function, store_test_tear_down);
}

void
store_result_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
on_deadline (gpointer user_data)
{
  g_error ("the store did not answer in time");
  return G_SOURCE_REMOVE;
}

/* Returns: (transfer full): the result */
GAsyncResult *
store_wait (GAsyncResult **result)
{
  guint deadline = g_timeout_add_seconds (DEADLINE_SECONDS, on_deadline, NULL);

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (deadline);
  return g_steal_pointer (result);
}

/* Until @array has @length elements. */
void
store_wait_for_length (GPtrArray *array,
                       guint      length)
{
  guint deadline = g_timeout_add_seconds (DEADLINE_SECONDS, on_deadline, NULL);

  while (array->len < length)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (deadline);
}

gboolean
store_try_open (HallStore   *store,
                const char  *path,
                gboolean     read_only,
                GError     **error)
{
  g_autoptr (GAsyncResult) result = store_await (hall_store_open_async, store, path, read_only);

  return hall_store_open_finish (store, result, error);
}

HallStore *
store_open (const char *path,
            gboolean    read_only)
{
  g_autoptr (GError) error = NULL;
  HallStore *store = hall_store_new ();

  store_try_open (store, path, read_only, &error);
  g_assert_no_error (error);
  return store;
}

void
store_open_manually (StoreTest *test)
{
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  /* The thread of the one before would go on with the file. */
  if (test->store != NULL)
    g_assert_finalize_object (g_steal_pointer (&test->store));
  test->store = hall_store_new ();
  hall_store_set_manual (test->store);
  hall_store_open_async (test->store, test->path, FALSE, NULL, store_result_cb, &result);
  hall_store_run (test->store);
  opened = store_wait (&result);
  g_assert_true (hall_store_open_finish (test->store, opened, &error));
  g_assert_no_error (error);
}

void
store_close (HallStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = store_await (hall_store_close_async, store);

  hall_store_close_finish (store, result, &error);
  g_assert_no_error (error);
}

/* As after a restart: nothing is left but the file. */
void
store_reopen (StoreTest *test)
{
  g_assert_finalize_object (g_steal_pointer (&test->store));
  test->store = store_open (test->path, FALSE);
}

GPtrArray *
store_try_add (HallStore  *store,
               GPtrArray  *events,
               guint       acknowledged,
               GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  result = store_await (hall_store_add_events_async, store, events, acknowledged);
  return hall_store_add_events_finish (store, result, error);
}

GPtrArray *
store_add (HallStore *store,
           GPtrArray *events,
           guint      acknowledged)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *added = store_try_add (store, events, acknowledged, &error);

  g_assert_no_error (error);
  return added;
}

void
store_add_one (HallStore *store,
               HallEvent *event,
               guint      acknowledged)
{
  g_autoptr (GPtrArray) events = event_array ();
  g_autoptr (GPtrArray) added = NULL;

  g_ptr_array_add (events, hall_event_ref (event));
  added = store_add (store, events, acknowledged);
  g_assert_cmpuint (added->len, ==, 1);
}

void
store_commit_outbox (HallStore *store,
                     HallEvent *event)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = store_await (hall_store_commit_outbox_async, store, event);

  hall_store_commit_outbox_finish (store, result, &error);
  g_assert_no_error (error);
}

GPtrArray *
store_list (HallStore  *store,
            gboolean    before,
            const char *room,
            gint64      lc,
            const char *id,
            guint       limit,
            GArray    **acknowledged)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GPtrArray *events;

  if (before)
    result = store_await (hall_store_list_before_async, store, room, lc, id, limit);
  else
    result = store_await (hall_store_list_after_async, store, room, lc, id, limit);
  events = hall_store_list_finish (store, result, acknowledged, &error);
  g_assert_no_error (error);
  return events;
}

GPtrArray *
store_list_rooms (HallStore  *store,
                  const char *own_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = store_await (hall_store_list_rooms_async, store, own_id);
  GPtrArray *rooms = hall_store_list_rooms_finish (store, result, &error);

  g_assert_no_error (error);
  return rooms;
}

GPtrArray *
store_list_outbox (HallStore  *store,
                   const char *room)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = store_await (hall_store_list_outbox_async, store, room);
  GPtrArray *entries = hall_store_list_outbox_finish (store, result, &error);

  g_assert_no_error (error);
  return entries;
}

void
store_save_room (HallStore      *store,
                 HallStoredRoom *room)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = store_await (hall_store_save_room_async, store, room);

  hall_store_save_room_finish (store, result, &error);
  g_assert_no_error (error);
}

void
store_save_person (HallStore        *store,
                   HallStoredPerson *person)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = store_await (hall_store_save_person_async, store, person);

  hall_store_save_person_finish (store, result, &error);
  g_assert_no_error (error);
}

void
store_set_hidden (HallStore  *store,
                  const char *id,
                  HallHidden  reason,
                  gboolean    hidden)
{
  const char *ids[] = { "nonsense", id, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  result = store_await (hall_store_set_hidden_async, store, ids, reason, hidden);
  hall_store_set_hidden_finish (store, result, &error);
  g_assert_no_error (error);
}

HallEvent *
event_of (HallKey             *key,
          const char          *room,
          gint64               lc,
          const HallEventBody *body)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new (key, room, lc, lc, NULL, NULL, body, &error);

  g_assert_no_error (error);
  return event;
}

HallEvent *
event_delete (HallKey    *key,
              const char *room,
              gint64      lc,
              const char *target)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_DELETE);
  body.target = target;
  return event_of (key, room, lc, &body);
}

HallEvent *
event_text (HallKey    *key,
            const char *room,
            gint64      lc,
            const char *text)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_text (key, room, lc, lc, NULL, NULL, text, &error);

  g_assert_no_error (error);
  return event;
}

GPtrArray *
event_array (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
}

void
assert_events (GPtrArray *events,
               GPtrArray *expected)
{
  g_assert_cmpuint (events->len, ==, expected->len);
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      HallEvent *other = g_ptr_array_index (expected, i);

      g_assert_cmpstr (event->id, ==, other->id);
      g_assert_true (g_bytes_equal (event->bytes, other->bytes));
      g_assert_cmpmem (event->signature, sizeof event->signature,
                       other->signature, sizeof other->signature);
    }
}

void
assert_integrity (const char *path)
{
  g_autofree char *verdict = NULL;
  sqlite3_stmt *statement = NULL;
  sqlite3 *connection = NULL;

  g_assert_cmpint (sqlite3_open (path, &connection), ==, SQLITE_OK);
  sqlite3_busy_timeout (connection, 10000);
  g_assert_cmpint (sqlite3_prepare_v2 (connection, "PRAGMA integrity_check", -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  verdict = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
  g_assert_cmpstr (verdict, ==, "ok");
}

gint64
store_query (const char *path,
             const char *sql)
{
  sqlite3 *connection = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_open (path, &connection), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (connection, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (connection);
  return value;
}
