/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-days.c: the digests of days against an independent computation, while events keep coming.
 *
 * The model here is a sorted array of all events; it shares no code with the store.
 */

#include "config.h"

#include "hall-limits.h"

#include "store-test.h"

#define FIRST_DAY 19000
#define N_DAYS 5

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return hall_event_compare (*(HallEvent *const *) a, *(HallEvent *const *) b);
}

/* Of the events of @all that pass. @day: -1 for control events. Returns: how many */
static guint
digest_of (GPtrArray  *all,
           const char *room,
           gint64      day,
           gint64      from_lc,
           guint8      digest[8],
           GPtrArray  *ids)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 whole[32];
  gsize length = sizeof whole;
  guint count = 0;

  g_ptr_array_sort (all, compare_events);
  for (guint i = 0; i < all->len; i++)
    {
      HallEvent *event = g_ptr_array_index (all, i);
      gboolean control = event->kind == HALL_EVENT_STATE;

      if (strcmp (event->room, room) != 0 || control != (day == -1))
        continue;
      if (!control && (event->lc / 86400000 != day || event->lc < from_lc))
        continue;

      g_checksum_update (checksum, event->raw_id, sizeof event->raw_id);
      g_ptr_array_add (ids, event->id);
      count++;
    }

  g_checksum_get_digest (checksum, whole, &length);
  memcpy (digest, whole, 8);
  return count;
}

static void
assert_ids (StoreTest *test,
            gint64     day,
            gint64     from_lc,
            GPtrArray *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_auto (GStrv) ids = NULL;

  result = store_await (hall_store_list_ids_async, test->store, test->room, day, from_lc);
  ids = hall_store_list_ids_finish (test->store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (ids), ==, expected->len);
  for (guint i = 0; i < expected->len; i++)
    g_assert_cmpstr (ids[i], ==, g_ptr_array_index (expected, i));
}

static void
assert_days (StoreTest *test,
             GPtrArray *all,
             gint64     from_lc)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) days = NULL;
  g_autoptr (GPtrArray) control_ids = g_ptr_array_new ();
  guint8 control[8] = { 0, }, expected[8];
  guint n = 0;

  result = store_await (hall_store_list_days_async, test->store, test->room, from_lc);
  days = hall_store_list_days_finish (test->store, result, control, &error);
  g_assert_no_error (error);
  digest_of (all, test->room, -1, 0, expected, control_ids);
  g_assert_cmpmem (control, 8, expected, 8);
  assert_ids (test, -1, from_lc, control_ids);

  for (gint64 day = 0; day < FIRST_DAY + N_DAYS; day = day ? day + 1 : FIRST_DAY)
    {
      g_autoptr (GPtrArray) ids = g_ptr_array_new ();
      guint count = digest_of (all, test->room, day, from_lc, expected, ids);

      assert_ids (test, day, from_lc, ids);
      if (count == 0)
        continue;

      g_assert_cmpuint (n, <, days->len);
      g_assert_cmpint (g_array_index (days, HallStoredDay, n).day, ==, day);
      g_assert_cmpuint (g_array_index (days, HallStoredDay, n).count, ==, count);
      g_assert_cmpmem (g_array_index (days, HallStoredDay, n).digest, 8, expected, 8);
      n++;
    }

  g_assert_cmpuint (n, ==, days->len);
}

static HallEvent *
random_event (StoreTest  *test,
              const char *room,
              guint       number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autoptr (GError) error = NULL;
  HallKey *key = g_test_rand_bit () ? test->key : test->other;
  HallEvent *event;
  gint64 lc;

  /* Now and then at the very edges of a day, or of time. */
  lc = (gint64) g_test_rand_int_range (FIRST_DAY, FIRST_DAY + N_DAYS) * HALL_DAY_MS;
  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      break;
    case 1:
      lc += HALL_DAY_MS - 1;
      break;
    case 2:
      lc = 1;
      break;
    default:
      lc += g_test_rand_int_range (0, HALL_DAY_MS);
      break;
    }

  if (g_test_rand_int_range (0, 5) > 0)
    return event_text (key, room, lc, text);

  event = hall_event_new_state (key, room, lc, lc, NULL, HALL_STATE_RENAMED, text, &error);
  g_assert_no_error (error);
  return event;
}

static gint64
random_from (void)
{
  gint64 day = g_test_rand_int_range (FIRST_DAY - 1, FIRST_DAY + N_DAYS + 1);

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      return 0;
    case 1:
      return day * HALL_DAY_MS;
    case 2:
      return day * HALL_DAY_MS + 1;
    default:
      return day * HALL_DAY_MS + g_test_rand_int_range (0, HALL_DAY_MS);
    }
}

static void
test_random (StoreTest     *test,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) all = event_array ();
  g_autofree char *other_room = hall_token_new ();
  guint number = 0;

  assert_days (test, all, 0);
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (GPtrArray) batch = event_array ();
      g_autoptr (GPtrArray) added = NULL;
      guint n = g_test_rand_int_range (1, 6);

      for (guint i = 0; i < n; i++)
        {
          const char *room = g_test_rand_int_range (0, 4) ? test->room : other_room;
          HallEvent *event = random_event (test, room, number++);

          g_ptr_array_add (batch, event);
          g_ptr_array_add (all, hall_event_ref (event));
        }
      added = store_add (test->store, batch, 2);
      g_assert_cmpuint (added->len, ==, n);

      /* Asked twice: counted, and remembered. Later and earlier days than before. */
      assert_days (test, all, random_from ());
      assert_days (test, all, random_from ());
      if (round % 20 == 19)
        store_reopen (test);
    }

  assert_days (test, all, 0);
}

/* What was rolled back leaves no trace in what is remembered. */
static gboolean
run_and_fail (HallRequest  *request,
              HallDatabase *database,
              GError      **error)
{
  HallDigests *digests = hall_database_get_digests (database);

  hall_digests_note_event (digests, g_ptr_array_index (request->events, 0));
  g_set_error_literal (error, HALL_STORE_ERROR, HALL_STORE_ERROR_FAILED, "on purpose");
  return FALSE;
}

static void
test_rolled_back (StoreTest     *test,
                  gconstpointer  data)
{
  g_autoptr (GPtrArray) all = event_array ();
  g_autoptr (HallEvent) ghost = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *waited = NULL;
  HallRequest *request;

  g_ptr_array_add (all, event_text (test->key, test->room, FIRST_DAY * HALL_DAY_MS, "a"));
  store_add_one (test->store, g_ptr_array_index (all, 0), 2);
  assert_days (test, all, 0);

  ghost = event_text (test->key, test->room, (FIRST_DAY + 1) * HALL_DAY_MS, "ghost");
  request = hall_request_new (HALL_REQUEST_WRITE, run_and_fail);
  request->events = event_array ();
  g_ptr_array_add (request->events, hall_event_ref (ghost));
  hall_store_submit (test->store, request, run_and_fail, NULL, store_result_cb, &waited);
  result = store_wait (&waited);
  g_assert_null (hall_store_finish (test->store, result, run_and_fail, &error));
  g_assert_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_FAILED);
  assert_days (test, all, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/days/random", test_random);
  store_test_add ("/days/rolled-back", test_rolled_back);

  return g_test_run ();
}
