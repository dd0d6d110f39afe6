/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-delete-held.c: what is held is deleted, though what comes may bear the same times: of what
 * is gone the ids stay, and keep it from coming again.
 */

#include "config.h"

#include "hall-limits.h"

#include "expire-test.h"
#include "search-test.h"

#define FROM 5000
#define SECRET "nobody shall read that again"
#define COUNT "SELECT count (*) FROM events"
#define COUNT_READABLE COUNT " WHERE length (bytes) > 0"

static void
add_again (StoreTest *test,
           HallEvent *event,
           gboolean   is_new)
{
  g_autoptr (GPtrArray) events = event_array ();
  g_autoptr (GPtrArray) added = NULL;

  g_ptr_array_add (events, hall_event_ref (event));
  added = store_add (test->store, events, 2);
  g_assert_cmpuint (added->len, ==, is_new ? 1 : 0);
}

static GArray *
list_days (StoreTest *test)
{
  g_autoptr (GAsyncResult) result = store_await (hall_store_list_days_async, test->store,
                                                 test->room, 0);
  GArray *days = hall_store_list_days_finish (test->store, result, NULL, NULL);

  g_assert_cmpuint (days->len, ==, 1);
  return days;
}

static char **
list_missing (StoreTest         *test,
              const char *const *offered)
{
  g_autoptr (GAsyncResult) result = store_await (hall_store_list_missing_async, test->store,
                                                 test->room, offered);

  return hall_store_list_missing_finish (test->store, result, NULL);
}

static char **
list_ids (StoreTest *test)
{
  g_autoptr (GAsyncResult) result = store_await (hall_store_list_ids_async, test->store,
                                                 test->room, 0, 0);

  return hall_store_list_ids_finish (test->store, result, NULL);
}

/* What is gone is neither listed nor asked for, though the day is still that of others; what comes
 * later stays, whatever its time is. */
static void
test_again (StoreTest     *test,
            gconstpointer  data)
{
  g_autoptr (HallEvent) old = event_text (test->other, test->room, 1000, "old");
  g_autoptr (HallEvent) gone = event_text (test->other, test->room, 6000, SECRET);
  g_autoptr (HallEvent) kept = event_text (test->other, test->room, 8000, "kept");
  g_autoptr (HallEvent) late = event_text (test->other, test->room, 5500, "by a slow clock");
  g_autoptr (HallEvent) lost = event_text (test->other, test->room, 4000, "too old");
  const char *offered[] = { gone->id, late->id, NULL };
  g_autoptr (GArray) before = NULL;
  g_autoptr (GArray) after = NULL;
  g_auto (GStrv) missing = NULL;
  g_auto (GStrv) ids = NULL;

  store_add_one (test->store, gone, 2);
  store_add_one (test->store, kept, 2);
  before = list_days (test);
  store_add_one (test->store, old, 2);
  g_assert_cmpint (expire_test_delete_held (test, FROM, 7000), ==, FROM);
  g_assert_cmpuint (expire_test_run (test, 2), ==, 2);
  add_again (test, gone, FALSE);
  g_assert_cmpint (store_query (test->path, COUNT), ==, 2);
  g_assert_cmpint (store_query (test->path, COUNT_READABLE), ==, 1);
  after = list_days (test);
  g_assert_cmpmem (&g_array_index (after, HallStoredDay, 0), sizeof (HallStoredDay),
                   &g_array_index (before, HallStoredDay, 0), sizeof (HallStoredDay));
  ids = list_ids (test);
  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  g_assert_cmpstr (ids[0], ==, kept->id);
  missing = list_missing (test, offered);
  g_assert_cmpuint (g_strv_length (missing), ==, 1);
  g_assert_cmpstr (missing[0], ==, late->id);

  store_add_one (test->store, late, 2);
  store_reopen (test);
  g_assert_cmpuint (expire_test_run (test, 2), ==, 0);
  g_assert_cmpint (store_query (test->path, COUNT_READABLE), ==, 2);
  /* In the end the ids go, too. */
  store_add_one (test->store, lost, 2);
  g_assert_cmpint (expire_test_keep_from (test, test->room, 7500), ==, 7500);
  g_assert_cmpuint (expire_test_run (test, 2), ==, 3);
  g_assert_cmpint (store_query (test->path, COUNT), ==, 1);
}

/* A time that somebody made up does not raise the line, nor does one of this computer's. */
static void
test_line (StoreTest     *test,
           gconstpointer  data)
{
  g_autoptr (HallEvent) honest = event_text (test->other, test->room, 6000, SECRET);
  g_autoptr (HallEvent) forged = event_text (test->other, test->room, HALL_NUMBER_MAX, SECRET);
  g_autoptr (HallEvent) next = event_text (test->other, test->room, 6001, "and on");

  store_add_one (test->store, honest, 2);
  g_assert_cmpint (expire_test_delete_held (test, 9000, G_MAXINT64), ==, 6001);
  store_add_one (test->store, forged, 2);
  g_assert_cmpint (expire_test_delete_held (test, FROM, G_MAXINT64), ==, 6001);
  g_assert_cmpuint (expire_test_run (test, 2), ==, 2);
  store_add_one (test->store, next, 2);
  g_assert_cmpuint (expire_test_run (test, 2), ==, 0);
  g_assert_cmpint (store_query (test->path, COUNT_READABLE), ==, 1);
  add_again (test, forged, FALSE);
}

/* What takes back something that is not here yet waits for it. */
static void
test_said_of_unknown (StoreTest     *test,
                      gconstpointer  data)
{
  g_autoptr (HallEvent) unknown = event_text (test->other, test->room, 6000, "comes later");
  g_autoptr (HallEvent) known = event_text (test->other, test->room, 6001, SECRET);
  g_autoptr (HallEvent) first = event_delete (test->other, test->room, 6002, unknown->id);
  g_autoptr (HallEvent) second = event_delete (test->other, test->room, 6003, known->id);

  store_add_one (test->store, known, 2);
  store_add_one (test->store, first, 2);
  store_add_one (test->store, second, 2);
  expire_test_delete_held (test, FROM, G_MAXINT64);
  g_assert_cmpuint (expire_test_run (test, 2), ==, 2);
  g_assert_cmpint (store_query (test->path, COUNT_READABLE " AND kind = 'delete'"), ==, 1);
}

/* Neither the file nor the search has anything of it. */
static void
test_bytes (StoreTest     *test,
            gconstpointer  data)
{
  HallStoredQuery asked;

  expire_test_plant (test, 300, 249, SECRET);
  expire_test_delete_held (test, FROM, 2500000);
  g_assert_cmpuint (expire_test_run (test, 2), ==, 249);
  search_index_all (test);
  hall_stored_query_init (&asked);
  asked.text = g_strdup ("garden");
  asked.limit = 10;
  search_expect (test, &asked,
                 "300 299 298 297 296 295 294 293 292 291 290 289 288 287 286 285 284 283 282 281 "
                 "280 279 278 277 276 275 274 273 272 271 270 269 268 267 266 265 264 263 262 261 "
                 "260 259 258 257 256 255 254 253 252 251 250");
  hall_stored_query_clear (&asked);
  expire_test_check_erased (test, SECRET);
}

/* Who comes back to a room that was forgotten gets all of it, and can read it. */
static void
test_forgotten (StoreTest     *test,
                gconstpointer  data)
{
  g_autoptr (HallEvent) event = event_text (test->other, test->room, 6000, "there again");
  g_autoptr (GPtrArray) events = event_array ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  GAsyncResult *forgotten = NULL, *added = NULL;

  g_ptr_array_add (events, hall_event_ref (event));
  store_add_one (test->store, event, 2);
  expire_test_delete_held (test, FROM, G_MAXINT64);
  g_assert_cmpuint (expire_test_run (test, 2), ==, 1);
  store_open_manually (test);
  hall_store_forget_room_async (test->store, test->room, NULL, store_result_cb, &forgotten);
  hall_store_add_events_async (test->store, events, 2, NULL, store_result_cb, &added);
  hall_store_run (test->store);
  first = store_wait (&forgotten);
  second = store_wait (&added);
  for (guint i = 0; i < 4; i++)
    hall_store_run (test->store);
  g_assert_cmpint (store_query (test->path, COUNT_READABLE " AND class = 1 AND kind = 'text'"),
                   ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_test_add ("/store/delete-held/again", test_again);
  store_test_add ("/store/delete-held/line", test_line);
  store_test_add ("/store/delete-held/said-of-unknown", test_said_of_unknown);
  store_test_add ("/store/delete-held/bytes", test_bytes);
  store_test_add ("/store/delete-held/forgotten", test_forgotten);
  return g_test_run ();
}
