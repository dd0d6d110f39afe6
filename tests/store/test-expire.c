/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-expire.c: what was said before a room is kept from is deleted, and nothing else is.
 */

#include "config.h"

#include "expire-test.h"
#include "search-test.h"

#define KEPT_FROM 500000
#define SECRET "nobody shall read that again 쉿비밀"
#define COUNT_SECRET \
  "SELECT count (*) FROM search_index_data WHERE instr (block, CAST ('쉿' AS BLOB))"

static HallEvent *
about (HallKey       *key,
       const char    *room,
       gint64         lc,
       HallEventKind  kind,
       HallEvent     *target,
       gboolean       off)
{
  HallEventBody body;

  hall_event_body_init (&body, kind);
  body.target = target->id;
  body.text = kind == HALL_EVENT_EDIT ? "changed " SECRET : NULL;
  body.emoji = kind == HALL_EVENT_REACT ? "🎉" : NULL;
  body.off = off;
  return event_of (key, room, lc, &body);
}

/* (transfer full) event. Adds it, and to @expected if it is to stay. */
static HallEvent *
put (StoreTest *test,
     GPtrArray *all,
     GPtrArray *expected,
     HallEvent *event,
     guint      acknowledged)
{
  store_add_one (test->store, event, acknowledged);
  g_ptr_array_add (all, event);
  if (expected != NULL)
    g_ptr_array_add (expected, hall_event_ref (event));
  return event;
}

static void
assert_held (StoreTest *test,
             GPtrArray *expected)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) held = NULL;

  for (guint i = 0; i < expected->len; i++)
    g_ptr_array_add (ids, ((HallEvent *) g_ptr_array_index (expected, i))->id);
  g_ptr_array_add (ids, NULL);
  result = store_await (hall_store_get_events_async, test->store, test->room,
                        (const char *const *) ids->pdata);
  held = hall_store_get_events_finish (test->store, result, NULL);
  assert_events (held, expected);
  g_assert_cmpint (store_query (test->path, "SELECT count (*) FROM events"), ==, expected->len);
}

static HallEvent *
name_somebody (StoreTest *test,
               gint64     lc)
{
  g_autoptr (GPtrArray) mentions = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                   hall_mention_free);
  HallEventBody body;

  g_ptr_array_add (mentions, hall_mention_new (hall_key_get_id (test->key), "Me"));
  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "@Me " SECRET;
  body.mentions = mentions;
  body.mentions_all = TRUE;
  return event_of (test->other, test->room, lc, &body);
}

/* Each sort of event, on either side of the line. */
static void
test_exactly (StoreTest     *test,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) all = event_array ();
  g_autoptr (GPtrArray) stay = event_array ();
  HallKey *key = test->key, *other = test->other;
  const char *room = test->room;
  HallEvent *text, *pinned, *unpinned, *fresh, *stored, *hidden;

  put (test, all, stay, hall_event_new_state (other, room, 1000, 1000, NULL,
                                                HALL_STATE_JOINED, "Ben", NULL), 2);
  text = put (test, all, NULL, event_text (other, room, 10000, SECRET), 2);
  put (test, all, NULL, name_somebody (test, 20000), 2);
  put (test, all, NULL, about (other, room, 21000, HALL_EVENT_EDIT, text, FALSE), 2);
  put (test, all, NULL, about (key, room, 22000, HALL_EVENT_REACT, text, FALSE), 2);
  put (test, all, stay, about (key, room, 23000, HALL_EVENT_REACT, text, FALSE), 0);
  /* Pinned, and what is said of it. */
  pinned = put (test, all, stay, event_text (other, room, 30000, "pinned"), 2);
  put (test, all, stay, about (key, room, 31000, HALL_EVENT_PIN, pinned, FALSE), 2);
  put (test, all, stay, about (key, room, 32000, HALL_EVENT_REACT, pinned, FALSE), 2);
  /* Not any more; nor by somebody who may not, nor when it is deleted. */
  unpinned = put (test, all, NULL, event_text (other, room, 40000, SECRET), 2);
  put (test, all, NULL, about (key, room, 41000, HALL_EVENT_PIN, unpinned, FALSE), 2);
  put (test, all, NULL, about (key, room, 42000, HALL_EVENT_PIN, unpinned, TRUE), 2);
  unpinned = put (test, all, NULL, event_text (other, room, 43000, SECRET), 2);
  hidden = put (test, all, NULL, about (other, room, 44000, HALL_EVENT_PIN, unpinned, FALSE), 2);
  store_set_hidden (test->store, hidden->id, HALL_HIDDEN_UNPERMITTED, TRUE);
  hidden = put (test, all, NULL, event_text (other, room, 45000, SECRET), 2);
  put (test, all, NULL, about (key, room, 46000, HALL_EVENT_PIN, hidden, FALSE), 2);
  store_set_hidden (test->store, hidden->id, HALL_HIDDEN_DELETED, TRUE);
  /* Ours, which nobody has yet. */
  put (test, all, stay, event_text (key, room, 50000, "unsent"), 0);
  stored = put (test, all, stay, event_text (key, room, 60000, "on this disk alone"), 1);
  /* What is new, and about something new; what is new about something old. */
  fresh = put (test, all, stay, event_text (other, room, KEPT_FROM, "new"), 2);
  put (test, all, stay, about (key, room, KEPT_FROM - 1, HALL_EVENT_REACT, fresh, FALSE),
       2);
  put (test, all, stay, about (key, room, KEPT_FROM + 1, HALL_EVENT_REACT, text, FALSE),
       2);

  g_assert_cmpint (expire_test_keep_from (test, room, KEPT_FROM), ==, KEPT_FROM);
  g_assert_cmpuint (expire_test_run (test, 2), ==, 11);
  assert_held (test, stay);
  g_assert_cmpint (store_query (test->path, "SELECT count (*) FROM mentions"), ==, 0);
  g_assert_cmpuint (expire_test_run (test, 2), ==, 0);
  /* Whoever asks for it deletes what stands here alone, too. */
  g_assert_cmpuint (expire_test_run (test, 1), ==, 1);
  g_ptr_array_remove (stay, stored);
  assert_held (test, stay);
}

/* Nothing is found; what stays is; nor is it in the file. */
static void
test_search (StoreTest     *test,
             gconstpointer  data)
{
  HallStoredQuery asked;

  expire_test_plant (test, 60, 49, SECRET);
  hall_stored_query_init (&asked);
  asked.text = g_strdup ("garden");
  asked.limit = 100;
  g_assert_cmpint (store_query (test->path, COUNT_SECRET), >, 0);
  expire_test_keep_from (test, NULL, KEPT_FROM);
  g_assert_cmpuint (expire_test_run (test, 2), ==, 49);
  search_expect (test, &asked, "60 59 58 57 56 55 54 53 52 51 50");
  search_index_all (test);
  asked.before_lc = G_MAXINT64;
  search_expect (test, &asked, "60 59 58 57 56 55 54 53 52 51 50");
  g_assert_cmpint (store_query (test->path, COUNT_SECRET), ==, 0);
  hall_stored_query_clear (&asked);
  expire_test_check_erased (test, SECRET);
}

/* Once it is done neither the file nor its log has anything of it, though it is still open. */
static void
test_log (StoreTest     *test,
          gconstpointer  data)
{
  g_autoptr (HallEvent) event = event_text (test->other, test->room, 1000, SECRET);
  const char *suffixes[] = { "", "-wal" };
  g_autoptr (HallStoreExpiry) last = NULL;
  GAsyncResult *result = NULL;

  store_add_one (test->store, event, 2);
  expire_test_keep_from (test, NULL, KEPT_FROM);
  store_open_manually (test);
  do
    {
      g_autoptr (GAsyncResult) done = NULL;

      hall_store_expire_async (test->store, last, 2, NULL, store_result_cb, &result);
      hall_store_run (test->store);
      done = store_wait (&result);
      hall_store_expiry_free (last);
      last = hall_store_expire_finish (test->store, done, NULL);
    }
  while (last->more);
  for (guint i = 0; i < 4; i++)
    hall_store_run (test->store);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (test->path, suffixes[i], NULL);
      g_autofree char *contents = NULL;
      gsize length = 0;

      if (g_file_get_contents (path, &contents, &length, NULL))
        g_assert_null (memmem (contents, length, SECRET, strlen (SECRET)));
    }
}

static void
copy_file (const char *from,
           const char *to,
           const char *suffix)
{
  g_autofree char *source = g_strconcat (from, suffix, NULL);
  g_autofree char *target = g_strconcat (to, suffix, NULL);
  g_autofree char *contents = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (source, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (target, contents, length, NULL));
}

/* What the disk has after each slice, as a kill leaves it, is taken up by another program: it goes
 * on where that was, and no text is pinned again by having lost what took the pin back. */
static void
test_killed (StoreTest     *test,
             gconstpointer  data)
{
  enum { N = 500 };
  g_autoptr (GPtrArray) events = event_array ();
  g_autoptr (HallStoreExpiry) last = NULL;
  g_autoptr (GPtrArray) added = NULL;
  g_autofree char *again = g_build_filename (test->folder, "again.db", NULL);
  guint n_slices = 0;

  for (guint i = 0; i < N; i++)
    {
      HallEvent *text = event_text (test->other, test->room, 1 + i, "old");

      g_ptr_array_add (events, text);
      if (i % 5 == 0)
        {
          g_ptr_array_add (events, about (test->key, test->room, 1000 + 2 * i, HALL_EVENT_PIN, text,
                                          FALSE));
          g_ptr_array_add (events, about (test->key, test->room, 1001 + 2 * i, HALL_EVENT_PIN, text,
                                          TRUE));
        }
    }
  g_ptr_array_add (events, event_text (test->other, test->room, KEPT_FROM, "new"));
  added = store_add (test->store, events, 2);
  expire_test_keep_from (test, test->room, KEPT_FROM);
  for (;;)
    {
      HallStoreExpiry *next = expire_test_step (test, last, 2);
      StoreTest other = *test;

      n_slices++;
      hall_store_expiry_free (last);
      last = next;
      if (!last->more)
        break;
      copy_file (test->path, again, "");
      copy_file (test->path, again, "-wal");
      other.path = again;
      other.store = store_open (again, FALSE);
      expire_test_run (&other, 2);
      g_assert_cmpint (store_query (other.path, "SELECT count (*) FROM events"), ==, 1);
      g_assert_finalize_object (g_steal_pointer (&other.store));
      assert_integrity (again);
    }
  g_assert_cmpuint (n_slices, >, 3);
  g_assert_cmpint (store_query (test->path, "SELECT count (*) FROM events"), ==, 1);
}

/* It only ever rises, whatever is saved beside it; for one room, or for all. */
static void
test_kept_from (StoreTest     *test,
                gconstpointer  data)
{
  g_autoptr (HallStoredRoom) room = hall_stored_room_new (test->room);
  g_autoptr (HallEvent) event = event_text (test->other, test->room, 7000, "seven");
  g_autofree char *other = hall_token_new ();
  g_autoptr (HallStoredRoom) second = hall_stored_room_new (other);
  g_autoptr (GPtrArray) rooms = NULL;

  g_assert_cmpint (expire_test_keep_from (test, test->room, 10), ==, 0);
  store_save_room (test->store, room);
  store_save_room (test->store, second);
  g_assert_cmpint (expire_test_keep_from (test, test->room, 3000), ==, 3000);
  g_assert_cmpint (expire_test_keep_from (test, test->room, 2000), ==, 3000);
  g_assert_cmpint (expire_test_keep_from (test, other, G_MAXINT64), ==, 0);
  store_save_room (test->store, room);
  store_add_one (test->store, event, 2);
  g_assert_cmpint (expire_test_keep_from (test, test->room, G_MAXINT64), ==, 7001);
  expire_test_keep_from (test, NULL, 5000);
  room->kept_from = 6000;
  store_save_room (test->store, room);
  store_reopen (test);
  rooms = store_list_rooms (test->store, NULL);
  g_assert_cmpint (((HallStoredRoom *) g_ptr_array_index (rooms, 0))->kept_from, ==, 7001);
  g_assert_cmpint (((HallStoredRoom *) g_ptr_array_index (rooms, 1))->kept_from, ==, 5000);
  g_assert_cmpuint (expire_test_run (test, 2), ==, 1);
}

/* The digests of days that were counted before follow. */
static void
test_days (StoreTest     *test,
           gconstpointer  data)
{
  g_autoptr (HallEvent) old = event_text (test->other, test->room, 1000, "old");
  g_autoptr (HallEvent) new = event_text (test->other, test->room, 2000, "new");
  guint counts[2];

  store_add_one (test->store, old, 2);
  store_add_one (test->store, new, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = store_await (hall_store_list_days_async, test->store,
                                                     test->room, 0);
      g_autoptr (GArray) days = hall_store_list_days_finish (test->store, result, NULL, NULL);

      g_assert_cmpuint (days->len, ==, 1);
      counts[i] = g_array_index (days, HallStoredDay, 0).count;
      expire_test_keep_from (test, test->room, 2000);
      g_assert_cmpuint (expire_test_run (test, 2), ==, i == 0 ? 1 : 0);
    }
  g_assert_cmpuint (counts[0], ==, 2);
  g_assert_cmpuint (counts[1], ==, 1);
}

static gint64
find_witnessed (StoreTest *test)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 lc;

  result = store_await (hall_store_find_witnessed_async, test->store);
  lc = hall_store_find_witnessed_finish (test->store, result, &error);
  g_assert_no_error (error);
  return lc;
}

/* What nobody else has says nothing about the time. */
static void
test_witnessed (StoreTest     *test,
                gconstpointer  data)
{
  g_autofree char *other = hall_token_new ();
  g_autoptr (HallEvent) heard = event_text (test->other, test->room, 4000, "heard");
  g_autoptr (HallEvent) elsewhere = event_text (test->other, other, 3000, "elsewhere");
  g_autoptr (HallEvent) sent = event_text (test->key, test->room, 5000, "sent");
  g_autoptr (HallEvent) ahead = event_text (test->key, test->room, 900000, "by a wrong clock");

  g_assert_cmpint (find_witnessed (test), ==, 0);
  store_add_one (test->store, ahead, 1);
  g_assert_cmpint (find_witnessed (test), ==, 0);
  store_add_one (test->store, elsewhere, 2);
  g_assert_cmpint (find_witnessed (test), ==, 3000);
  store_add_one (test->store, heard, 2);
  g_assert_cmpint (find_witnessed (test), ==, 4000);
  store_add_one (test->store, sent, 2);
  g_assert_cmpint (find_witnessed (test), ==, 5000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  store_test_add ("/store/expire/exactly", test_exactly);
  store_test_add ("/store/expire/search", test_search);
  store_test_add ("/store/expire/log", test_log);
  store_test_add ("/store/expire/killed", test_killed);
  store_test_add ("/store/expire/kept-from", test_kept_from);
  store_test_add ("/store/expire/days", test_days);
  store_test_add ("/store/expire/witnessed", test_witnessed);
  return g_test_run ();
}
