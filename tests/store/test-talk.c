/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-talk.c: what is said about messages, whom they name, and what rooms and the outbox keep.
 */

#include "config.h"

#include "hall-limits.h"
#include "hall-store-talk.h"

#include "store-test.h"

static HallEvent *
make (HallKey       *key,
      StoreTest     *test,
      gint64         lc,
      HallEventKind  kind,
      const char    *target,
      gboolean       off)
{
  HallEventBody body;

  hall_event_body_init (&body, kind);
  body.target = target;
  body.text = kind == HALL_EVENT_EDIT ? "edited" : NULL;
  body.emoji = kind == HALL_EVENT_REACT ? "👍" : NULL;
  body.off = off;
  return event_of (key, test->room, lc, &body);
}

static void
expect_annotations (StoreTest  *test,
                    const char *room,
                    const char *id,
                    GPtrArray  *expected)
{
  const char *ids[] = { id, "no id", id, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  result = store_await (hall_store_list_annotations_async, test->store, room, ids);
  events = hall_store_list_annotations_finish (test->store, result, &error);
  g_assert_no_error (error);
  assert_events (events, expected);
}

static void
expect_pins (StoreTest *test,
             guint      limit,
             GPtrArray *expected)
{
  const char *authors[] = { hall_key_get_id (test->key), NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  result = store_await (hall_store_list_pins_async, test->store, test->room, authors, limit);
  events = hall_store_list_pins_finish (test->store, result, &error);
  g_assert_no_error (error);
  assert_events (events, expected);
}

static void
expect_shown (StoreTest  *test,
              const char *id,
              guint       n)
{
  const char *ids[] = { id, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  result = store_await (hall_store_get_shown_async, test->store, test->room, ids);
  events = hall_store_get_events_finish (test->store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, n);
}

/* All kinds about one text, in each of several orders of arrival, with the text in the middle. */
static void
test_annotations (StoreTest     *test,
                  gconstpointer  data)
{
  g_autoptr (HallEvent) text = event_text (test->key, test->room, 10, "text");
  g_autoptr (HallEvent) unrelated = event_text (test->key, test->room, 11, "unrelated");
  g_autoptr (GPtrArray) expected = event_array ();
  g_autoptr (GPtrArray) none = event_array ();
  g_autoptr (GPtrArray) pins = event_array ();
  g_autoptr (HallEvent) delete = make (test->key, test, 25, HALL_EVENT_DELETE, text->id, FALSE);
  g_autoptr (HallEvent) elsewhere = make (test->key, test, 26, HALL_EVENT_REACT, unrelated->id,
                                          FALSE);

  g_ptr_array_add (expected, make (test->key, test, 20, HALL_EVENT_EDIT, text->id, FALSE));
  g_ptr_array_add (expected, make (test->other, test, 21, HALL_EVENT_REACT, text->id, FALSE));
  g_ptr_array_add (expected, make (test->other, test, 22, HALL_EVENT_REACT, text->id, TRUE));
  g_ptr_array_add (expected, make (test->key, test, 23, HALL_EVENT_PIN, text->id, FALSE));
  g_ptr_array_add (expected, make (test->key, test, 24, HALL_EVENT_PIN, text->id, TRUE));

  for (guint i = 0; i < expected->len; i++)
    {
      guint j = GPOINTER_TO_UINT (data) == 0 ? i : expected->len - 1 - i;

      store_add_one (test->store, g_ptr_array_index (expected, j), 2);
      if (i == 1)
        store_add_one (test->store, text, 2);
    }
  store_add_one (test->store, delete, 2);
  store_add_one (test->store, elsewhere, 2);
  expect_annotations (test, test->room, text->id, expected);
  expect_annotations (test, "another room", text->id, none);

  g_ptr_array_add (pins, hall_event_ref (g_ptr_array_index (expected, 4)));
  expect_pins (test, 1, pins);
  g_ptr_array_add (pins, hall_event_ref (g_ptr_array_index (expected, 3)));
  expect_pins (test, 10, pins);

  /* Rows are texts alone. */
  expect_shown (test, text->id, 1);
  expect_shown (test, ((HallEvent *) g_ptr_array_index (expected, 0))->id, 0);
  expect_shown (test, unrelated->id, 0);
  store_set_hidden (test->store, text->id, HALL_HIDDEN_DELETED, TRUE);
  expect_shown (test, text->id, 0);
  store_set_hidden (test->store, text->id, HALL_HIDDEN_DELETED, FALSE);
  expect_shown (test, text->id, 1);

  /* What must not be seen does not come, until it may. */
  store_set_hidden (test->store, ((HallEvent *) g_ptr_array_index (expected, 3))->id,
                    HALL_HIDDEN_UNPERMITTED, TRUE);
  g_ptr_array_remove_index (expected, 3);
  g_ptr_array_remove_index (pins, 1);
  expect_annotations (test, test->room, text->id, expected);
  expect_pins (test, 10, pins);
}

/* However much is said by others, the last edit by the author is there, and theirs are not. */
static void
test_flood (StoreTest     *test,
            gconstpointer  data)
{
  g_autoptr (HallEvent) text = event_text (test->key, test->room, 10, "text");
  g_autoptr (HallEvent) edit = make (test->key, test, 20, HALL_EVENT_EDIT, text->id, FALSE);
  g_autoptr (GPtrArray) flood = event_array ();
  g_autoptr (GPtrArray) expected = event_array ();
  g_autoptr (GPtrArray) added = NULL;

  store_add_one (test->store, text, 2);
  store_add_one (test->store, edit, 2);
  for (guint i = 0; i < HALL_STORE_ANNOTATIONS_MAX; i++)
    g_ptr_array_add (flood, make (test->other, test, 100 + i, HALL_EVENT_EDIT, text->id, FALSE));
  added = store_add (test->store, flood, 2);
  g_assert_cmpuint (added->len, ==, flood->len);

  g_ptr_array_add (expected, hall_event_ref (edit));
  expect_annotations (test, test->room, text->id, expected);
}

static HallEvent *
make_long (HallKey    *key,
           StoreTest  *test,
           gint64      lc,
           const char *target)
{
  g_autofree char *text = g_strnfill (HALL_TEXT_MAX, 'x');
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_EDIT);
  body.target = target;
  body.text = text;
  return event_of (key, test->room, lc, &body);
}

static gboolean
has (GPtrArray *events,
     HallEvent *event)
{
  for (guint i = 0; i < events->len; i++)
    if (hall_event_compare (g_ptr_array_index (events, i), event) == 0)
      return TRUE;
  return FALSE;
}

/* Long edits are not read into memory by the thousand, and crowd out neither the reactions nor the
 * last edit that counts; nor do those of one text what is said about another. */
static void
test_long_flood (StoreTest     *test,
                 gconstpointer  data)
{
  g_autoptr (GPtrArray) texts = event_array ();
  g_autoptr (GPtrArray) last = event_array ();
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const char *ids[9] = { NULL };
  gsize bytes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (ids) - 1; i++)
    {
      HallEvent *text = event_text (test->key, test->room, 10 + i, "text");
      g_autoptr (GPtrArray) flood = event_array ();
      g_autoptr (GPtrArray) added = NULL;

      g_ptr_array_add (texts, text);
      ids[i] = text->id;
      g_ptr_array_add (last, make (test->other, test, 50 + i, HALL_EVENT_REACT, text->id, FALSE));
      g_ptr_array_add (last, make_long (test->key, test, 80 + i, text->id));
      for (guint k = 0; k < 100; k++)
        g_ptr_array_add (flood, make_long (test->other, test, 100 + 100 * i + k, text->id));
      added = store_add (test->store, flood, 2);
      g_assert_cmpuint (added->len, ==, flood->len);
    }
  for (guint i = 0; i < texts->len; i++)
    store_add_one (test->store, g_ptr_array_index (texts, i), 2);
  for (guint i = 0; i < last->len; i++)
    store_add_one (test->store, g_ptr_array_index (last, i), 2);

  result = store_await (hall_store_list_annotations_async, test->store, test->room, ids);
  events = hall_store_list_annotations_finish (test->store, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < last->len; i++)
    g_assert_true (has (events, g_ptr_array_index (last, i)));
  for (guint i = 0; i < events->len; i++)
    bytes += g_bytes_get_size (((HallEvent *) g_ptr_array_index (events, i))->bytes);
  g_assert_cmpuint (bytes, <, 5 * 1024 * 1024);
}

static HallEvent *
name_somebody (HallKey    *key,
               StoreTest  *test,
               gint64      lc,
               const char *person,
               gboolean    all)
{
  g_autoptr (GPtrArray) mentions = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                   hall_mention_free);
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "@Somebody";
  body.mentions = mentions;
  body.mentions_all = all;
  if (person)
    g_ptr_array_add (mentions, hall_mention_new (person, "Somebody"));
  return event_of (key, test->room, lc, &body);
}

static void
expect_unread (StoreTest *test,
               guint      unread,
               guint      mentions)
{
  const char *own_id = hall_key_get_id (test->key);
  g_autoptr (GPtrArray) rooms = store_list_rooms (test->store, own_id);
  HallStoredRoom *room = g_ptr_array_index (rooms, 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_unread = 0, n_mentions = 0;

  g_assert_cmpuint (room->unread, ==, unread);
  g_assert_cmpuint (room->mentions, ==, mentions);
  result = store_await (hall_store_count_unread_async, test->store, test->room, own_id);
  g_assert_true (hall_store_count_unread_mentions_finish (test->store, result, &n_unread,
                                                          &n_mentions, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_unread, ==, unread);
  g_assert_cmpuint (n_mentions, ==, mentions);
}

static void
test_mentions (StoreTest     *test,
               gconstpointer  data)
{
  const char *own_id = hall_key_get_id (test->key);
  g_autoptr (HallStoredRoom) room = hall_stored_room_new (test->room);
  g_autoptr (HallStoredPerson) person = hall_stored_person_new (hall_key_get_id (test->other));
  g_autoptr (HallEvent) named = name_somebody (test->other, test, 10, own_id, FALSE);
  g_autoptr (HallEvent) both = name_somebody (test->other, test, 20, own_id, TRUE);
  g_autoptr (HallEvent) all = name_somebody (test->other, test, 30, NULL, TRUE);
  g_autoptr (HallEvent) other = name_somebody (test->other, test, 40,
                                               hall_key_get_id (test->other), FALSE);
  g_autoptr (HallEvent) own = name_somebody (test->key, test, 50, own_id, TRUE);

  store_save_room (test->store, room);
  store_add_one (test->store, named, 2);
  store_add_one (test->store, both, 2);
  store_add_one (test->store, all, 2);
  expect_unread (test, 3, 3);
  store_add_one (test->store, other, 2);
  store_add_one (test->store, own, 2);
  expect_unread (test, 4, 3);

  store_set_hidden (test->store, both->id, HALL_HIDDEN_DELETED, TRUE);
  expect_unread (test, 3, 2);
  person->blocked = TRUE;
  store_save_person (test->store, person);
  expect_unread (test, 0, 0);
  person->blocked = FALSE;
  store_save_person (test->store, person);

  room->read_lc = named->lc;
  room->read_id = g_strdup (named->id);
  store_save_room (test->store, room);
  expect_unread (test, 2, 1);
  store_reopen (test);
  expect_unread (test, 2, 1);
}

static void
forget (StoreTest *test)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  result = store_await (hall_store_forget_room_async, test->store, test->room);
  g_assert_true (hall_store_forget_room_finish (test->store, result, &error));
  g_assert_no_error (error);
}

/* Only some may name everybody. */
static void
expect_mentions_by (StoreTest  *test,
                    const char *herald,
                    guint       mentions)
{
  const char *heralds[] = { herald, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_unread = 0, n_mentions = 0;

  result = store_await (hall_store_count_unread_by_async, test->store, test->room,
                        hall_key_get_id (test->key), heralds);
  g_assert_true (hall_store_count_unread_mentions_finish (test->store, result, &n_unread,
                                                          &n_mentions, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_unread, ==, 3);
  g_assert_cmpuint (n_mentions, ==, mentions);
}

static void
test_heralds (StoreTest     *test,
              gconstpointer  data)
{
  const char *own_id = hall_key_get_id (test->key);
  g_autoptr (HallStoredRoom) room = hall_stored_room_new (test->room);
  g_autoptr (HallEvent) named = name_somebody (test->other, test, 10, own_id, FALSE);
  g_autoptr (HallEvent) both = name_somebody (test->other, test, 20, own_id, TRUE);
  g_autoptr (HallEvent) all = name_somebody (test->other, test, 30, NULL, TRUE);

  store_save_room (test->store, room);
  store_add_one (test->store, named, 2);
  store_add_one (test->store, both, 2);
  store_add_one (test->store, all, 2);
  expect_mentions_by (test, hall_key_get_id (test->other), 3);
  expect_mentions_by (test, own_id, 2);
  expect_mentions_by (test, NULL, 2);
  expect_mentions_by (test, "\"]", 2);
}

/* With the room go its mentions, and come anew with what comes again. */
static void
test_forgotten (StoreTest     *test,
                gconstpointer  data)
{
  const char *own_id = hall_key_get_id (test->key);
  g_autoptr (HallStoredRoom) room = hall_stored_room_new (test->room);
  g_autoptr (HallEvent) named = name_somebody (test->other, test, 10, own_id, FALSE);
  g_autoptr (HallEvent) all = name_somebody (test->other, test, 20, NULL, TRUE);
  sqlite3 *connection = NULL;
  sqlite3_stmt *statement = NULL;

  room->notify = 3;
  store_save_room (test->store, room);
  store_add_one (test->store, named, 2);
  store_add_one (test->store, all, 2);
  expect_unread (test, 2, 2);

  forget (test);
  store_add_one (test->store, named, 2);
  room->notify = 1;
  store_save_room (test->store, room);
  expect_unread (test, 1, 1);
  store_reopen (test);
  expect_unread (test, 1, 1);

  forget (test);
  /* What was begun goes on while nothing is asked: closing comes in between, opening goes on. */
  g_assert_finalize_object (g_steal_pointer (&test->store));
  store_open_manually (test);
  while (hall_store_get_n_waiting (test->store) > 0)
    hall_store_run (test->store);
  for (guint i = 0; i < 5; i++)
    hall_store_run (test->store);
  g_assert_cmpint (sqlite3_open (test->path, &connection), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (connection, "SELECT count (*) FROM mentions", -1, &statement,
                                       NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpint (sqlite3_column_int (statement, 0), ==, 0);
  sqlite3_finalize (statement);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
}

static void
add_outbox (StoreTest       *test,
            HallOutboxEntry *entry)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  result = store_await (hall_store_add_outbox_async, test->store, entry);
  g_assert_true (hall_store_add_outbox_finish (test->store, result, &error));
  g_assert_no_error (error);
}

static void
test_kept (StoreTest     *test,
           gconstpointer  data)
{
  g_autofree char *token = hall_token_new ();
  g_autofree char *other_token = hall_token_new ();
  g_autoptr (HallOutboxEntry) entry = hall_outbox_entry_new (test->room, token, "hello", 1);
  g_autoptr (HallOutboxEntry) plain = hall_outbox_entry_new (test->room, other_token, "plain", 2);
  g_autoptr (HallStoredRoom) room = hall_stored_room_new (test->room);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) rooms = NULL;
  HallOutboxEntry *stored;

  entry->body = g_strdup ("{\"text\":\"hello\",\"me\":true}");
  add_outbox (test, entry);
  add_outbox (test, plain);
  room->notify = 2;
  store_save_room (test->store, room);
  store_reopen (test);

  entries = store_list_outbox (test->store, test->room);
  g_assert_cmpuint (entries->len, ==, 2);
  stored = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (stored->text, ==, "hello");
  g_assert_cmpstr (stored->body, ==, entry->body);
  g_assert_cmpstr (stored->kind, ==, "text");
  stored = g_ptr_array_index (entries, 1);
  g_assert_cmpstr (stored->text, ==, "plain");
  g_assert_null (stored->body);
  rooms = store_list_rooms (test->store, NULL);
  g_assert_cmpuint (((HallStoredRoom *) g_ptr_array_index (rooms, 0))->notify, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function, data) \
  g_test_add (path, StoreTest, data, store_test_set_up, function, store_test_tear_down)
  ADD ("/talk/annotations/ascending", test_annotations, GUINT_TO_POINTER (0));
  ADD ("/talk/annotations/descending", test_annotations, GUINT_TO_POINTER (1));
  ADD ("/talk/annotations/flood", test_flood, NULL);
  ADD ("/talk/annotations/flood/long", test_long_flood, NULL);
  ADD ("/talk/mentions", test_mentions, NULL);
  ADD ("/talk/mentions/heralds", test_heralds, NULL);
  ADD ("/talk/mentions/forgotten", test_forgotten, NULL);
  ADD ("/talk/kept", test_kept, NULL);
#undef ADD

  return g_test_run ();
}
