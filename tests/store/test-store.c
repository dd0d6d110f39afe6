/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-store.c: what goes into the store comes out again, after a restart too.
 */

#include "config.h"

#include "store-test.h"

static void
test_values (StoreTest     *test,
             gconstpointer  data)
{
  const char *values[] = { "1", "ένα\nδύο", NULL };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GAsyncResult) set = NULL;
      g_autoptr (GAsyncResult) get = NULL;
      g_autofree char *value = NULL;

      set = store_await (hall_store_set_value_async, test->store, "boot", values[i]);
      g_assert_true (hall_store_set_value_finish (test->store, set, &error));
      g_assert_no_error (error);
      g_clear_object (&set);
      store_reopen (test);

      get = store_await (hall_store_get_value_async, test->store, "boot");
      value = hall_store_get_value_finish (test->store, get, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (value, ==, values[i]);
    }
}

static HallStoredRoom *
make_room (StoreTest *test)
{
  HallStoredRoom *room = hall_stored_room_new (test->room);

  room->name = g_strdup ("Küche");
  room->topic = g_strdup ("Wer kocht?");
  room->creator = g_strdup (hall_key_get_id (test->other));
  room->hosted = TRUE;
  room->member = TRUE;
  room->epoch = 7;
  room->joined_ms = 1700000000123;
  room->read_lc = 17;
  room->read_id = hall_token_new ();
  room->reopens = FALSE;
  room->draft = g_strdup ("Ich\nkoche");
  room->host = g_strdup (hall_key_get_id (test->key));
  room->addresses = g_strsplit ("10.0.0.1:12345 10.0.0.2:12346", " ", -1);
  return room;
}

static void
assert_room (HallStoredRoom *room,
             HallStoredRoom *expected)
{
  g_assert_cmpstr (room->id, ==, expected->id);
  g_assert_cmpstr (room->name, ==, expected->name);
  g_assert_cmpstr (room->topic, ==, expected->topic);
  g_assert_cmpstr (room->creator, ==, expected->creator);
  g_assert_cmpint (room->hosted, ==, expected->hosted);
  g_assert_cmpint (room->member, ==, expected->member);
  g_assert_cmpuint (room->epoch, ==, expected->epoch);
  g_assert_cmpint (room->joined_ms, ==, expected->joined_ms);
  g_assert_cmpint (room->read_lc, ==, expected->read_lc);
  g_assert_cmpstr (room->read_id, ==, expected->read_id);
  g_assert_cmpstr (room->draft, ==, expected->draft);
  g_assert_cmpstr (room->host, ==, expected->host);
  g_assert_cmpint (room->reopens, ==, expected->reopens);
  g_assert_cmpstr (room->person, ==, expected->person);
  g_assert_cmpint (room->other_lc, ==, expected->other_lc);
  g_assert_cmpstr (room->other_id, ==, expected->other_id);
  g_assert_cmpint (room->put_out, ==, expected->put_out);
  g_assert_cmpint (room->banned_until, ==, expected->banned_until);
  if (expected->addresses)
    g_assert_cmpstrv (room->addresses, expected->addresses);
  else
    g_assert_null (room->addresses);
}

static void
test_rooms (StoreTest     *test,
            gconstpointer  data)
{
  g_autoptr (HallStoredRoom) room = make_room (test);
  g_autoptr (HallStoredRoom) bare = NULL;
  g_autoptr (HallStoredRoom) copy = hall_stored_room_copy (room);
  g_autofree char *other_room = hall_token_new ();
  g_autoptr (GPtrArray) rooms = NULL;

  assert_room (copy, room);
  bare = hall_stored_room_new (other_room);
  g_assert_true (bare->reopens);
  bare->name = g_strdup ("Bare");
  bare->person = g_strdup (hall_key_get_id (test->other));
  bare->other_lc = 17;
  bare->other_id = hall_token_new ();
  bare->put_out = TRUE;
  bare->banned_until = G_MAXINT64;
  store_save_room (test->store, room);
  store_save_room (test->store, bare);
  store_reopen (test);
  rooms = store_list_rooms (test->store, NULL);
  g_assert_cmpuint (rooms->len, ==, 2);
  assert_room (g_ptr_array_index (rooms, 0), room);
  assert_room (g_ptr_array_index (rooms, 1), bare);
  g_clear_pointer (&rooms, g_ptr_array_unref);

  /* Saving again replaces all of it, absent members included. */
  g_clear_pointer (&room->draft, g_free);
  g_clear_pointer (&room->addresses, g_strfreev);
  room->member = FALSE;
  room->put_out = TRUE;
  room->banned_until = 1700000000000;
  store_save_room (test->store, room);
  rooms = store_list_rooms (test->store, NULL);
  g_assert_cmpuint (rooms->len, ==, 2);
  assert_room (g_ptr_array_index (rooms, 0), room);
}

static void
test_people (StoreTest     *test,
             gconstpointer  data)
{
  g_autoptr (HallStoredPerson) person = hall_stored_person_new (hall_key_get_id (test->other));
  g_autoptr (HallStoredPerson) copy = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GAsyncResult) list = NULL;
  g_autoptr (GError) error = NULL;
  HallStoredPerson *found;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) save = NULL;

      person->seq = i;
      person->boot = 1700000000456;
      person->first_seen_ms = 1;
      person->last_seen_ms = 2 + i;
      person->tcp_port = 54321;
      g_free (person->name);
      person->name = g_strdup (i ? "小明" : NULL);
      g_strfreev (person->addresses);
      person->addresses = g_strsplit (i ? "10.0.0.1 10.0.0.2" : "", " ", -1);
      person->contacted_ms = 4 + i;
      person->verified_ms = 6 + i;
      person->blocked = i;
      person->version = 8 + i;
      person->version_allowed = 1 + i;
      g_free (person->picture_digest);
      person->picture_digest = g_strdup (i ? "aaaaaaaaaaa" : NULL);
      g_strfreev (person->distinct);
      person->distinct = g_strsplit (i ? "one two" : "", " ", -1);
      g_free (person->successor);
      person->successor = g_strdup (i ? "another" : NULL);
      save = store_await (hall_store_save_person_async, test->store, person);
      g_assert_true (hall_store_save_person_finish (test->store, save, &error));
      g_assert_no_error (error);
    }

  store_reopen (test);
  list = store_await (hall_store_list_people_async, test->store);
  people = hall_store_list_people_finish (test->store, list, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (people->len, ==, 1);
  found = g_ptr_array_index (people, 0);
  copy = hall_stored_person_copy (found);
  g_assert_cmpstr (copy->id, ==, person->id);
  g_assert_cmpstr (copy->name, ==, "小明");
  g_assert_cmpuint (copy->boot, ==, 1700000000456);
  g_assert_cmpuint (copy->seq, ==, 1);
  g_assert_cmpint (copy->first_seen_ms, ==, 1);
  g_assert_cmpint (copy->last_seen_ms, ==, 3);
  g_assert_cmpuint (copy->tcp_port, ==, 54321);
  g_assert_cmpstrv (copy->addresses, person->addresses);
  g_assert_cmpint (copy->contacted_ms, ==, 5);
  g_assert_cmpint (copy->verified_ms, ==, 7);
  g_assert_true (copy->blocked);
  g_assert_cmpuint (copy->version, ==, 9);
  g_assert_cmpuint (copy->version_allowed, ==, 2);
  g_assert_cmpstr (copy->picture_digest, ==, "aaaaaaaaaaa");
  g_assert_cmpstrv (copy->distinct, person->distinct);
  g_assert_cmpstr (copy->successor, ==, "another");
}

static void
test_dedupe (StoreTest     *test,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) events = event_array ();
  g_autoptr (GPtrArray) expected = event_array ();
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GPtrArray) listed = NULL;
  HallEvent *c = event_text (test->key, test->room, 30, "c");
  HallEvent *a = event_text (test->other, test->room, 10, "a");
  HallEvent *b = event_text (test->key, test->room, 20, "b");

  store_add_one (test->store, b, 2);

  /* c a b c: b was known, the second c counts once; and in the order given. */
  g_ptr_array_add (events, c);
  g_ptr_array_add (events, a);
  g_ptr_array_add (events, b);
  g_ptr_array_add (events, hall_event_ref (c));
  added = store_add (test->store, events, 2);
  g_ptr_array_add (expected, hall_event_ref (c));
  g_ptr_array_add (expected, hall_event_ref (a));
  assert_events (added, expected);
  g_clear_pointer (&added, g_ptr_array_unref);

  added = store_add (test->store, events, 2);
  g_assert_cmpuint (added->len, ==, 0);

  store_reopen (test);
  g_ptr_array_set_size (expected, 0);
  g_ptr_array_add (expected, hall_event_ref (a));
  g_ptr_array_add (expected, hall_event_ref (b));
  g_ptr_array_add (expected, hall_event_ref (c));
  listed = store_list (test->store, TRUE, test->room, G_MAXINT64, NULL, 10, NULL);
  assert_events (listed, expected);
}

static void
test_get_and_missing (StoreTest     *test,
                      gconstpointer  data)
{
  g_autoptr (HallEvent) held = event_text (test->key, test->room, 10, "held");
  g_autoptr (HallEvent) second = event_text (test->key, test->room, 11, "second");
  g_autoptr (HallEvent) missing = event_text (test->key, test->room, 12, "missing");
  g_autofree char *other_room = hall_token_new ();
  const char *ids[] = { second->id, missing->id, "nonsense", held->id, missing->id, "", NULL };
  const char *rooms[] = { test->room, other_room };

  store_add_one (test->store, held, 2);
  store_add_one (test->store, second, 2);
  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GAsyncResult) get = NULL;
      g_autoptr (GAsyncResult) list = NULL;
      g_autoptr (GPtrArray) events = NULL;
      g_autoptr (GPtrArray) expected = event_array ();
      g_auto (GStrv) lacking = NULL;

      get = store_await (hall_store_get_events_async, test->store, rooms[i], ids);
      events = hall_store_get_events_finish (test->store, get, &error);
      g_assert_no_error (error);
      list = store_await (hall_store_list_missing_async, test->store, rooms[i], ids);
      lacking = hall_store_list_missing_finish (test->store, list, &error);
      g_assert_no_error (error);

      if (i == 0)
        {
          g_ptr_array_add (expected, hall_event_ref (second));
          g_ptr_array_add (expected, hall_event_ref (held));
          g_assert_cmpstrv (lacking, ((const char *[]) { missing->id, NULL }));
        }
      else
        g_assert_cmpstrv (lacking, ((const char *[]) { second->id, missing->id, held->id, NULL }));
      assert_events (events, expected);
    }
}

static void
add_outbox (HallStore       *store,
            HallOutboxEntry *entry)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = store_await (hall_store_add_outbox_async, store, entry);

  g_assert_true (hall_store_add_outbox_finish (store, result, &error));
  g_assert_no_error (error);
}

static void
test_outbox (StoreTest     *test,
             gconstpointer  data)
{
  g_autofree char *other_room = hall_token_new ();
  const char *rooms[] = { test->room, other_room, test->room };
  const char *texts[] = { "first", "zweiter\nText", "third" };
  char *tokens[3];
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) event = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GPtrArray) known = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (HallOutboxEntry) entry = NULL;

      tokens[i] = hall_token_new ();
      /* The clock goes back; the order in which they were written stays. */
      if (i == 1)
        entry = hall_outbox_entry_new_event (rooms[i], tokens[i], "invite", texts[i], 1000 - i);
      else
        entry = hall_outbox_entry_new (rooms[i], tokens[i], texts[i], 1000 - i);
      add_outbox (test->store, entry);
      add_outbox (test->store, entry);
    }

  store_reopen (test);
  all = store_list_outbox (test->store, NULL);
  g_assert_cmpuint (all->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      HallOutboxEntry *entry = g_ptr_array_index (all, i);

      g_assert_cmpstr (entry->room, ==, rooms[i]);
      g_assert_cmpstr (entry->token, ==, tokens[i]);
      g_assert_cmpstr (entry->text, ==, texts[i]);
      g_assert_cmpstr (entry->kind, ==, i == 1 ? "invite" : "text");
      g_assert_cmpint (entry->written_ms, ==, 1000 - i);
    }

  /* A room of which only this is known is not a room that was saved. */
  known = store_list_rooms (test->store, NULL);
  g_assert_cmpuint (known->len, ==, 0);

  event = hall_event_new_text (test->key, test->room, 5, 5, NULL, tokens[0], texts[0], &error);
  g_assert_no_error (error);
  store_commit_outbox (test->store, event);
  store_commit_outbox (test->store, event);
  own = store_list_outbox (test->store, test->room);
  g_assert_cmpuint (own->len, ==, 1);
  g_assert_cmpstr (((HallOutboxEntry *) g_ptr_array_index (own, 0))->token, ==, tokens[2]);
  listed = store_list (test->store, FALSE, test->room, 0, NULL, 10, NULL);
  g_assert_cmpuint (listed->len, ==, 1);
  g_assert_cmpstr (((HallEvent *) g_ptr_array_index (listed, 0))->token, ==, tokens[0]);
  for (guint i = 0; i < 3; i++)
    g_free (tokens[i]);
}

static void
assert_unread (StoreTest  *test,
               const char *own_id,
               guint       unread,
               gint64      last_lc)
{
  g_autoptr (GPtrArray) rooms = store_list_rooms (test->store, own_id);
  HallStoredRoom *room;

  g_assert_cmpuint (rooms->len, ==, 1);
  room = g_ptr_array_index (rooms, 0);
  g_assert_cmpuint (room->unread, ==, unread);
  g_assert_cmpint (room->last_lc, ==, last_lc);
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return hall_event_compare (*(HallEvent *const *) a, *(HallEvent *const *) b);
}

static void
test_unread (StoreTest     *test,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallStoredRoom) room = make_room (test);
  g_autoptr (HallEvent) joined = NULL;
  g_autoptr (GPtrArray) equal = event_array ();
  const char *own = hall_key_get_id (test->key);

  room->read_lc = 0;
  g_clear_pointer (&room->read_id, g_free);
  room->unread = 99;
  room->last_lc = 99;
  store_save_room (test->store, room);
  assert_unread (test, own, 0, 0);

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (HallEvent) mine = event_text (test->key, test->room, 100 + i, "mine");
      g_autofree char *text = g_strdup_printf ("theirs %u", i);

      store_add_one (test->store, mine, 2);
      /* Four of one moment. */
      g_ptr_array_add (equal, event_text (test->other, test->room, 200, text));
      store_add_one (test->store, g_ptr_array_index (equal, i), 2);
    }
  joined = hall_event_new_state (test->other, test->room, 300, 300, NULL, HALL_STATE_JOINED,
                                 "Other", &error);
  g_assert_no_error (error);
  store_add_one (test->store, joined, 2);

  assert_unread (test, own, 4, 300);
  assert_unread (test, hall_key_get_id (test->other), 4, 300);
  assert_unread (test, NULL, 8, 300);
  assert_unread (test, "a stranger", 8, 300);

  /* Read up to the second of that moment. */
  g_ptr_array_sort (equal, compare_events);
  room->read_lc = 200;
  room->read_id = g_strdup (((HallEvent *) g_ptr_array_index (equal, 1))->id);
  store_save_room (test->store, room);
  assert_unread (test, own, 2, 300);
  store_reopen (test);
  assert_unread (test, own, 2, 300);
  room->read_lc = 201;
  store_save_room (test->store, room);
  assert_unread (test, own, 0, 300);
}

static void
test_closed (StoreTest     *test,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) events = event_array ();
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (events, event_text (test->key, test->room, 1, "late"));
  store_close (test->store);
  added = store_try_add (test->store, events, 0, &error);
  g_assert_null (added);
  g_assert_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_FAILED);

  g_clear_error (&error);
  g_assert_true (store_try_open (test->store, test->path, FALSE, &error));
  added = store_add (test->store, events, 0);
  g_assert_cmpuint (added->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/store/values", test_values);
  store_test_add ("/store/rooms", test_rooms);
  store_test_add ("/store/people", test_people);
  store_test_add ("/store/dedupe", test_dedupe);
  store_test_add ("/store/get-and-missing", test_get_and_missing);
  store_test_add ("/store/outbox", test_outbox);
  store_test_add ("/store/unread", test_unread);
  store_test_add ("/store/closed", test_closed);

  return g_test_run ();
}
