/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-forget.c: a room that is forgotten is gone at once, and its bytes soon after.
 *
 * The store is one without a thread, so that each slice of the deleting can be looked at.
 */

#include "config.h"

#include "hall-store-forget.h"

#include "store-test.h"

#define N_EVENTS (3 * HALL_STORE_FORGET_SLICE + 10)
/* Enough for the slices above, the log and one more that finds nothing. */
#define N_RUNS 6
#define SECRET "what nobody shall read again"

/* One that runs at once, by store_await () in a store without a thread. */
#define run_await(test, call, ...) \
  G_GNUC_EXTENSION ({ \
    GAsyncResult *run_result = NULL; \
    call ((test)->store, __VA_ARGS__, NULL, store_result_cb, &run_result); \
    hall_store_run ((test)->store); \
    store_wait (&run_result); \
  })

static void
add (StoreTest *test,
     GPtrArray *events,
     guint      expected)
{
  g_autoptr (GAsyncResult) result = run_await (test, hall_store_add_events_async, events, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) added = NULL;

  added = hall_store_add_events_finish (test->store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (added->len, ==, expected);
}

static GPtrArray *
list (StoreTest  *test,
      const char *room)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *events;

  result = run_await (test, hall_store_list_before_async, room, G_MAXINT64, NULL, G_MAXUINT);
  events = hall_store_list_finish (test->store, result, NULL, &error);
  g_assert_no_error (error);
  return events;
}

static void
forget (StoreTest *test)
{
  g_autoptr (GAsyncResult) result = run_await (test, hall_store_forget_room_async, test->room);
  g_autoptr (GError) error = NULL;

  g_assert_true (hall_store_forget_room_finish (test->store, result, &error));
  g_assert_no_error (error);
}

static void
save_room (StoreTest  *test,
           const char *id)
{
  g_autoptr (HallStoredRoom) room = hall_stored_room_new (id);
  g_autoptr (HallOutboxEntry) entry = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) added = NULL;
  g_autofree char *token = hall_token_new ();
  g_autoptr (GError) error = NULL;

  room->name = g_strdup ("Kitchen");
  room->draft = g_strdup (SECRET);
  room->member = TRUE;
  room->person = g_strdup (SECRET);
  saved = run_await (test, hall_store_save_room_async, room);
  g_assert_true (hall_store_save_room_finish (test->store, saved, &error));
  entry = hall_outbox_entry_new (id, token, SECRET, 1);
  added = run_await (test, hall_store_add_outbox_async, entry);
  g_assert_true (hall_store_add_outbox_finish (test->store, added, &error));
  g_assert_no_error (error);
}

static GPtrArray *
make_events (StoreTest  *test,
             const char *room,
             guint       n)
{
  GPtrArray *events = event_array ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (events, event_text (test->key, room, i + 1, SECRET));
  return events;
}

/* The room is in no answer. */
static void
assert_gone (StoreTest *test)
{
  g_autoptr (GAsyncResult) rooms_result = NULL;
  g_autoptr (GAsyncResult) outbox_result = NULL;
  g_autoptr (GAsyncResult) days_result = NULL;
  g_autoptr (GAsyncResult) unsent_result = NULL;
  g_autoptr (GPtrArray) rooms = NULL;
  g_autoptr (GPtrArray) outbox = NULL;
  g_autoptr (GPtrArray) events = list (test, test->room);
  g_autoptr (GPtrArray) unsent = NULL;
  g_autoptr (GArray) days = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (events->len, ==, 0);
  rooms_result = run_await (test, hall_store_list_rooms_async, NULL);
  rooms = hall_store_list_rooms_finish (test->store, rooms_result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rooms->len; i++)
    {
      HallStoredRoom *room = g_ptr_array_index (rooms, i);

      g_assert_cmpstr (room->id, !=, test->room);
      g_assert_cmpuint (strlen (room->id), ==, HALL_EVENT_ID_LENGTH);
    }

  outbox_result = run_await (test, hall_store_list_outbox_async, NULL);
  outbox = hall_store_list_outbox_finish (test->store, outbox_result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < outbox->len; i++)
    g_assert_cmpstr (((HallOutboxEntry *) g_ptr_array_index (outbox, i))->room, !=, test->room);

  days_result = run_await (test, hall_store_list_days_async, test->room, 0);
  days = hall_store_list_days_finish (test->store, days_result, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (days->len, ==, 0);
  unsent_result = run_await (test, hall_store_list_unacknowledged_async, test->room,
                             hall_key_get_id (test->key));
  unsent = hall_store_list_unacknowledged_finish (test->store, unsent_result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (unsent->len, ==, 0);
}

static gboolean
has_secret (StoreTest *test)
{
  const char *suffixes[] = { "", "-wal" };
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (test->path, suffixes[i], NULL);
      g_autofree char *contents = NULL;
      gsize length = 0;

      if (g_file_get_contents (path, &contents, &length, NULL))
        found |= memmem (contents, length, SECRET, strlen (SECRET)) != NULL;
    }

  return found;
}

/* The other room stays as it is, the digests of days that were counted before do not. */
static void
test_forget (StoreTest     *test,
             gconstpointer  data)
{
  g_autofree char *other = hall_token_new ();
  g_autoptr (GPtrArray) events = make_events (test, test->room, N_EVENTS);
  g_autoptr (GPtrArray) kept = event_array ();
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GAsyncResult) days = NULL;

  store_open_manually (test);
  save_room (test, test->room);
  add (test, events, N_EVENTS);
  for (guint i = 0; i < 10; i++)
    g_ptr_array_add (kept, event_text (test->key, other, i + 1, "stays"));
  add (test, kept, 10);
  days = run_await (test, hall_store_list_days_async, test->room, 0);
  g_assert_true (has_secret (test));

  /* Each question that follows runs another slice: gone before the first, and after the last. */
  forget (test);
  g_assert_cmpint (store_query (test->path, "SELECT count (*) FROM events"), ==,
                   N_EVENTS + 10 - HALL_STORE_FORGET_SLICE);
  for (guint i = 0; i < 2; i++)
    assert_gone (test);

  g_assert_cmpint (store_query (test->path, "SELECT count (*) FROM rooms WHERE forgotten"), ==, 0);
  g_assert_cmpint (store_query (test->path, "SELECT count (*) FROM events"), ==, 10);
  g_assert_false (has_secret (test));
  listed = list (test, other);
  assert_events (listed, kept);
  g_clear_object (&days);
  g_assert_finalize_object (g_steal_pointer (&test->store));
  assert_integrity (test->path);
}

/* What died in the middle is gone, and goes on being deleted at the next start. */
static void
test_goes_on (StoreTest     *test,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) events = make_events (test, test->room, N_EVENTS);

  store_open_manually (test);
  save_room (test, test->room);
  add (test, events, N_EVENTS);
  forget (test);
  g_assert_finalize_object (g_steal_pointer (&test->store));
  g_assert_cmpint (store_query (test->path, "SELECT count (*) FROM events"), ==,
                   N_EVENTS - HALL_STORE_FORGET_SLICE);

  store_open_manually (test);
  for (guint i = 0; i < N_RUNS; i++)
    hall_store_run (test->store);
  assert_gone (test);
  g_assert_cmpint (store_query (test->path, "SELECT count (*) FROM events"), ==, 0);
  g_assert_cmpint (store_query (test->path, "SELECT count (*) FROM rooms"), ==, 0);
}

/* Who comes back gets the history anew, whether it was deleted already or not, and keeps it. */
static void
test_join_again (StoreTest     *test,
                 gconstpointer  data)
{
  g_autoptr (GPtrArray) events = make_events (test, test->room, N_EVENTS);
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GAsyncResult) hidden = NULL;
  g_autoptr (GAsyncResult) paged = NULL;
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GArray) states = NULL;
  const char *ids[] = { ((HallEvent *) g_ptr_array_index (events, N_EVENTS - 1))->id, NULL };

  store_open_manually (test);
  add (test, events, N_EVENTS);
  late = run_await (test, hall_store_mark_late_async, ids);
  hidden = run_await (test, hall_store_set_hidden_async, ids, HALL_HIDDEN_DELETED, TRUE);
  forget (test);
  add (test, events, N_EVENTS);
  for (guint i = 0; i < N_RUNS; i++)
    hall_store_run (test->store);
  listed = list (test, test->room);
  assert_events (listed, events);
  g_assert_cmpint (store_query (test->path, "SELECT count (*) FROM rooms WHERE forgotten"), ==, 0);

  /* The marks are new too. */
  paged = run_await (test, hall_store_list_before_async, test->room, G_MAXINT64, NULL, 1);
  page = hall_store_list_finish (test->store, paged, &states, NULL);
  g_assert_cmpuint (page->len, ==, 1);
  g_assert_cmpuint (g_array_index (states, guint8, 0), ==, 0);
  add (test, events, 0);
  g_clear_object (&late);
  g_clear_object (&hidden);
  g_clear_object (&paged);
}

static void
test_unknown (StoreTest     *test,
              gconstpointer  data)
{
  store_open_manually (test);
  forget (test);
  forget (test);
  assert_gone (test);
}

static gboolean
run_count (HallRequest  *request,
           HallDatabase *database,
           GError      **error)
{
  return hall_database_get_integer (database, "SELECT count (*) FROM rooms", request->record,
                                    error);
}

static void
ignore (gpointer data)
{
}

/* By the worker itself: another connection would keep the log from being emptied. */
static gint64
count_rooms (StoreTest *test)
{
  HallRequest *request = hall_request_new (HALL_REQUEST_READ, run_count);
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;
  gint64 n = -1;

  request->record = &n;
  request->free_record = ignore;
  hall_store_submit (test->store, request, run_count, NULL, store_result_cb, &result);
  done = store_wait (&result);
  g_assert_cmpint (n, >=, 0);
  return n;
}

/* With the thread: it deletes by itself, and answers others meanwhile. */
static void
test_by_itself (StoreTest     *test,
                gconstpointer  data)
{
  g_autoptr (GPtrArray) events = make_events (test, test->room, N_EVENTS);
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 deadline = g_get_monotonic_time () + 60 * G_TIME_SPAN_SECOND;

  test->store = store_open (test->path, FALSE);
  added = store_add (test->store, events, 2);
  result = store_await (hall_store_forget_room_async, test->store, test->room);
  g_assert_true (hall_store_forget_room_finish (test->store, result, &error));
  g_assert_no_error (error);
  while (count_rooms (test) > 0)
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
  g_assert_false (has_secret (test));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add_closed ("/forget/forget", test_forget);
  store_test_add_closed ("/forget/goes-on", test_goes_on);
  store_test_add_closed ("/forget/join-again", test_join_again);
  store_test_add_closed ("/forget/unknown", test_unknown);
  store_test_add_closed ("/forget/by-itself", test_by_itself);

  return g_test_run ();
}
