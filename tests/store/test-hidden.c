/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-hidden.c: what must not be shown is in no page and no count, and in everything else.
 */

#include "config.h"

#include "store-test.h"

static GPtrArray *
list_all (StoreTest *test)
{
  return store_list (test->store, FALSE, test->room, 0, NULL, G_MAXUINT, NULL);
}

static void
assert_count (StoreTest *test,
              guint      unread,
              gint64     last_lc)
{
  g_autoptr (GPtrArray) rooms = store_list_rooms (test->store, hall_key_get_id (test->key));
  HallStoredRoom *room;

  g_assert_cmpuint (rooms->len, ==, 1);
  room = g_ptr_array_index (rooms, 0);
  g_assert_cmpuint (room->unread, ==, unread);
  g_assert_cmpint (room->last_lc, ==, last_lc);
}

static void
save_room (StoreTest *test)
{
  g_autoptr (HallStoredRoom) room = hall_stored_room_new (test->room);

  store_save_room (test->store, room);
}

/* Texts of another at 1, 2, … */
static GPtrArray *
add_texts (StoreTest *test,
           guint      n)
{
  GPtrArray *events = event_array ();
  g_autoptr (GPtrArray) added = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (events, event_text (test->other, test->room, 1 + i, "text"));
  added = store_add (test->store, events, 2);
  g_assert_cmpuint (added->len, ==, n);
  return events;
}

static const char *
id_of (GPtrArray *events,
       guint      i)
{
  return ((HallEvent *) g_ptr_array_index (events, i))->id;
}

static void
test_reasons (StoreTest     *test,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) events = NULL;
  const char *last;

  save_room (test);
  events = add_texts (test, 3);
  last = id_of (events, 2);
  assert_count (test, 3, 3);
  store_set_hidden (test->store, last, HALL_HIDDEN_DELETED, TRUE);
  store_set_hidden (test->store, last, HALL_HIDDEN_DELETED, TRUE);
  assert_count (test, 2, 3);
  store_set_hidden (test->store, last, HALL_HIDDEN_UNPERMITTED, TRUE);
  store_set_hidden (test->store, last, HALL_HIDDEN_DELETED, FALSE);
  store_reopen (test);
  assert_count (test, 2, 3);
  store_set_hidden (test->store, last, HALL_HIDDEN_UNPERMITTED, FALSE);
  store_set_hidden (test->store, last, HALL_HIDDEN_UNPERMITTED, FALSE);
  assert_count (test, 3, 3);
}

static void
assert_hidden (StoreTest  *test,
               const char *author,
               const char *control)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = store_await (hall_store_list_hidden_async, test->store,
                                                 test->room);
  g_auto (GStrv) control_ids = NULL;
  g_auto (GStrv) authors = hall_store_list_hidden_finish (test->store, result, &control_ids,
                                                          &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (authors), ==, author != NULL);
  g_assert_cmpstr (authors[0], ==, author);
  g_assert_cmpuint (g_strv_length (control_ids), ==, control != NULL);
  g_assert_cmpstr (control_ids[0], ==, control);
}

/* Whose words are hidden, for having no right to them alone. */
static void
test_list (StoreTest     *test,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (HallEvent) mine = event_text (test->key, test->room, 10, "mine");
  g_autoptr (HallEvent) kick = NULL;
  g_autoptr (GPtrArray) more = event_array ();
  g_autoptr (GPtrArray) added = NULL;
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_KICK);
  body.person = hall_key_get_id (test->key);
  kick = event_of (test->other, test->room, 11, &body);
  save_room (test);
  events = add_texts (test, 3);
  g_ptr_array_add (more, hall_event_ref (mine));
  g_ptr_array_add (more, hall_event_ref (kick));
  added = store_add (test->store, more, 2);
  assert_hidden (test, NULL, NULL);
  store_set_hidden (test->store, mine->id, HALL_HIDDEN_DELETED, TRUE);
  store_set_hidden (test->store, kick->id, HALL_HIDDEN_UNPERMITTED, TRUE);
  assert_hidden (test, NULL, kick->id);
  store_set_hidden (test->store, id_of (events, 0), HALL_HIDDEN_UNPERMITTED, TRUE);
  store_set_hidden (test->store, id_of (events, 1), HALL_HIDDEN_UNPERMITTED, TRUE);
  store_set_hidden (test->store, kick->id, HALL_HIDDEN_UNPERMITTED, FALSE);
  assert_hidden (test, hall_key_get_id (test->other), NULL);
}

/* Pages are as long as they are asked for, however much lies between. */
static void
test_pages (StoreTest     *test,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) events = add_texts (test, 60);
  g_autoptr (GPtrArray) expected = event_array ();

  for (guint i = 0; i < events->len; i++)
    {
      if (i % 10 != 5)
        store_set_hidden (test->store, id_of (events, i), HALL_HIDDEN_UNPERMITTED, TRUE);
      else if (expected->len < 4)
        g_ptr_array_add (expected, hall_event_ref (g_ptr_array_index (events, i)));
    }

  for (guint before = 0; before < 2; before++)
    {
      g_autoptr (GPtrArray) page = NULL;
      HallEvent *from = g_ptr_array_index (events, 45);

      page = store_list (test->store, before, test->room, before ? from->lc : 0,
                         before ? from->id : NULL, 4, NULL);
      assert_events (page, expected);
    }
}

static void
get_days (StoreTest *test,
          guint8     digests[16],
          guint     *count)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) days = NULL;
  g_autoptr (GError) error = NULL;

  result = store_await (hall_store_list_days_async, test->store, test->room, 0);
  days = hall_store_list_days_finish (test->store, result, digests + 8, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (days->len, ==, 1);
  memcpy (digests, g_array_index (days, HallStoredDay, 0).digest, 8);
  *count = g_array_index (days, HallStoredDay, 0).count;
}

/* Sets converge whatever is thought of what is in them. */
static void
test_synchronised (StoreTest     *test,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) text = event_text (test->key, test->room, 1, "mine");
  g_autoptr (HallEvent) joined = NULL;
  g_autoptr (GAsyncResult) control_result = NULL;
  g_autoptr (GAsyncResult) unsent_result = NULL;
  g_autoptr (GAsyncResult) got_result = NULL;
  g_autoptr (GPtrArray) control = NULL;
  g_autoptr (GPtrArray) unsent = NULL;
  g_autoptr (GPtrArray) got = NULL;
  g_autoptr (GPtrArray) shown = NULL;
  const char *ids[] = { text->id, NULL };
  guint8 before[16], after[16];
  guint count_before, count_after;

  joined = hall_event_new_state (test->other, test->room, 2, 2, NULL, HALL_STATE_JOINED, "Ben",
                                 &error);
  g_assert_no_error (error);
  store_add_one (test->store, text, 0);
  store_add_one (test->store, joined, 2);
  get_days (test, before, &count_before);
  store_set_hidden (test->store, text->id, HALL_HIDDEN_UNPERMITTED, TRUE);
  store_set_hidden (test->store, joined->id, HALL_HIDDEN_UNPERMITTED, TRUE);
  store_reopen (test);
  get_days (test, after, &count_after);
  g_assert_cmpmem (before, sizeof before, after, sizeof after);
  g_assert_cmpuint (count_before, ==, count_after);

  control_result = store_await (hall_store_list_control_async, test->store, test->room);
  control = hall_store_list_control_finish (test->store, control_result, &error);
  g_assert_cmpuint (control->len, ==, 1);
  unsent_result = store_await (hall_store_list_unacknowledged_async, test->store, test->room,
                               hall_key_get_id (test->key));
  unsent = hall_store_list_unacknowledged_finish (test->store, unsent_result, &error);
  g_assert_cmpuint (unsent->len, ==, 1);
  got_result = store_await (hall_store_get_events_async, test->store, test->room, ids);
  got = hall_store_get_events_finish (test->store, got_result, &error);
  g_assert_cmpuint (got->len, ==, 1);
  shown = list_all (test);
  g_assert_cmpuint (shown->len, ==, 0);
}

static GPtrArray *
list_deletes (StoreTest *test)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GPtrArray *events;

  result = store_await (hall_store_list_deletes_async, test->store, test->room);
  events = hall_store_list_deletes_finish (test->store, result, &error);
  g_assert_no_error (error);
  return events;
}

/* They are told of, hidden or not, and shown never; an invitation is shown and unread as a text. */
static void
test_kinds (StoreTest     *test,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (GPtrArray) expected = event_array ();
  g_autoptr (GPtrArray) deletes = NULL;
  g_autoptr (GPtrArray) shown = NULL;
  g_autoptr (HallEvent) invitation = NULL;
  g_autoptr (HallEvent) kick = NULL;
  HallEventBody body;

  save_room (test);
  texts = add_texts (test, 2);
  for (guint i = 0; i < 2; i++)
    {
      HallEvent *event = event_delete (test->other, test->room, 20 - i, id_of (texts, 0));

      store_add_one (test->store, event, 2);
      g_ptr_array_insert (expected, 0, event);
    }
  hall_event_body_init (&body, HALL_EVENT_INVITE);
  body.invited_room = test->room;
  body.name = "Lunch";
  invitation = event_of (test->other, test->room, 10, &body);
  store_add_one (test->store, invitation, 2);
  hall_event_body_init (&body, HALL_EVENT_KICK);
  body.person = hall_key_get_id (test->key);
  kick = event_of (test->other, test->room, 11, &body);
  store_add_one (test->store, kick, 2);

  assert_count (test, 3, 20);
  store_set_hidden (test->store, id_of (expected, 1), HALL_HIDDEN_UNPERMITTED, TRUE);
  assert_count (test, 3, 20);
  deletes = list_deletes (test);
  assert_events (deletes, expected);
  shown = list_all (test);
  g_assert_cmpuint (shown->len, ==, 4);
  g_assert_cmpstr (id_of (shown, 2), ==, invitation->id);
  g_assert_cmpstr (id_of (shown, 3), ==, kick->id);
}

static void
test_added_hidden (StoreTest     *test,
                   gconstpointer  data)
{
  g_autoptr (GPtrArray) events = event_array ();
  g_autoptr (GPtrArray) known = NULL;
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GPtrArray) shown = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  save_room (test);
  known = add_texts (test, 1);
  g_ptr_array_add (events, hall_event_ref (g_ptr_array_index (known, 0)));
  g_ptr_array_add (events, event_text (test->other, test->room, 50, "not permitted"));
  result = store_await (hall_store_add_hidden_events_async, test->store, events, 2,
                        HALL_HIDDEN_UNPERMITTED);
  added = hall_store_add_events_finish (test->store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (added->len, ==, 1);

  /* What was known stays as it was. */
  shown = list_all (test);
  assert_events (shown, known);
  assert_count (test, 1, 50);
  store_set_hidden (test->store, id_of (events, 1), HALL_HIDDEN_UNPERMITTED, FALSE);
  assert_count (test, 2, 50);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/hidden/reasons", test_reasons);
  store_test_add ("/hidden/list", test_list);
  store_test_add ("/hidden/pages", test_pages);
  store_test_add ("/hidden/synchronised", test_synchronised);
  store_test_add ("/hidden/kinds", test_kinds);
  store_test_add ("/hidden/added-hidden", test_added_hidden);

  return g_test_run ();
}
