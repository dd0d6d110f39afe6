/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-permit.c: what an author said while it had a right to is shown, and the rest is not.
 */

#include "config.h"

#include "store-test.h"

static void
add_span (GArray     *spans,
          gint64      from_lc,
          const char *from_id,
          gint64      to_lc,
          const char *to_id)
{
  HallStoredSpan span = { from_lc, g_strdup (from_id), to_lc, g_strdup (to_id) };

  g_array_append_val (spans, span);
}

static GArray *
span_array (void)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (HallStoredSpan));

  g_array_set_clear_func (spans, (GDestroyNotify) hall_stored_span_clear);
  return spans;
}

static void
permit (StoreTest  *test,
        HallKey    *author,
        GArray     *spans,
        char     ***hidden,
        char     ***shown)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  result = store_await (hall_store_permit_async, test->store, test->room, hall_key_get_id (author),
                        spans);
  *hidden = hall_store_permit_finish (test->store, result, shown, &error);
  g_assert_no_error (error);
}

static void
assert_permit (StoreTest  *test,
               GArray     *spans,
               const char *hidden,
               const char *shown)
{
  g_auto (GStrv) hidden_ids = NULL;
  g_auto (GStrv) shown_ids = NULL;
  g_autofree char *hidden_text = NULL;
  g_autofree char *shown_text = NULL;

  permit (test, test->other, spans, &hidden_ids, &shown_ids);
  hidden_text = g_strjoinv (" ", hidden_ids);
  shown_text = g_strjoinv (" ", shown_ids);
  g_assert_cmpstr (hidden_text, ==, hidden);
  g_assert_cmpstr (shown_text, ==, shown);
}

static GPtrArray *
list_all (StoreTest *test)
{
  return store_list (test->store, FALSE, test->room, 0, NULL, G_MAXUINT, NULL);
}

static void
test_directions (StoreTest     *test,
                 gconstpointer  data)
{
  g_autoptr (HallEvent) first = event_text (test->other, test->room, 10, "first");
  g_autoptr (HallEvent) second = event_text (test->other, test->room, 20, "second");
  g_autoptr (HallEvent) third = event_text (test->other, test->room, 30, "third");
  g_autoptr (HallEvent) mine = event_text (test->key, test->room, 40, "mine");
  g_autofree char *other_room = hall_token_new ();
  g_autoptr (HallEvent) elsewhere = event_text (test->other, other_room, 40, "elsewhere");
  g_autoptr (HallEvent) left = NULL;
  g_autofree char *two = g_strconcat (second->id, " ", third->id, NULL);
  g_autoptr (GError) error = NULL;

  left = hall_event_new_state (test->other, test->room, 40, 40, NULL, HALL_STATE_LEFT, "Ben",
                               &error);
  g_assert_no_error (error);
  store_add_one (test->store, first, 2);
  store_add_one (test->store, second, 2);
  store_add_one (test->store, third, 2);
  store_add_one (test->store, left, 2);
  store_add_one (test->store, mine, 2);
  store_add_one (test->store, elsewhere, 2);

  {
    g_autoptr (GArray) all = span_array ();

    add_span (all, 0, NULL, G_MAXINT64, NULL);
    assert_permit (test, all, "", "");
  }
  {
    g_autoptr (GArray) early = span_array ();
    g_autoptr (GPtrArray) shown = NULL;
    g_autoptr (GPtrArray) there = NULL;

    add_span (early, 0, NULL, 20, NULL);
    assert_permit (test, early, two, "");
    assert_permit (test, early, "", "");
    /* Neither control events, nor others, nor other rooms. */
    shown = list_all (test);
    g_assert_cmpuint (shown->len, ==, 3);
    there = store_list (test->store, FALSE, other_room, 0, NULL, 10, NULL);
    g_assert_cmpuint (there->len, ==, 1);
  }
  store_reopen (test);
  {
    g_autoptr (GArray) late = span_array ();

    add_span (late, 30, NULL, G_MAXINT64, NULL);
    assert_permit (test, late, first->id, third->id);
  }
  {
    g_autoptr (GArray) never = span_array ();

    assert_permit (test, never, third->id, "");
  }
}

/* From the event itself up to before the other one, among several of one moment. */
static void
test_ends (StoreTest     *test,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) events = event_array ();
  g_autoptr (GPtrArray) added = NULL;
  g_autoptr (GPtrArray) sorted = NULL;
  g_autoptr (GPtrArray) shown = NULL;
  g_autoptr (GArray) spans = span_array ();
  g_auto (GStrv) hidden_ids = NULL;
  g_auto (GStrv) shown_ids = NULL;

  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      g_ptr_array_add (events, event_text (test->other, test->room, 7, text));
    }
  added = store_add (test->store, events, 2);
  sorted = list_all (test);
  add_span (spans, 7, ((HallEvent *) g_ptr_array_index (sorted, 2))->id,
            7, ((HallEvent *) g_ptr_array_index (sorted, 5))->id);
  permit (test, test->other, spans, &hidden_ids, &shown_ids);
  g_assert_cmpuint (g_strv_length (hidden_ids), ==, 5);
  g_ptr_array_remove_range (sorted, 5, 3);
  g_ptr_array_remove_range (sorted, 0, 2);
  shown = list_all (test);
  assert_events (shown, sorted);
}

/* What was deleted does not come back with the right to have said it, nor is it told of. */
static void
test_deleted (StoreTest     *test,
              gconstpointer  data)
{
  g_autoptr (HallEvent) event = event_text (test->other, test->room, 10, "deleted");
  g_autoptr (GArray) never = span_array ();
  g_autoptr (GArray) always = span_array ();
  g_autoptr (GPtrArray) shown = NULL;

  add_span (always, 0, NULL, G_MAXINT64, NULL);
  store_add_one (test->store, event, 2);
  store_set_hidden (test->store, event->id, HALL_HIDDEN_DELETED, TRUE);
  assert_permit (test, never, "", "");
  store_set_hidden (test->store, event->id, HALL_HIDDEN_DELETED, FALSE);
  assert_permit (test, never, "", "");
  assert_permit (test, always, "", event->id);
  assert_permit (test, never, event->id, "");
  store_set_hidden (test->store, event->id, HALL_HIDDEN_DELETED, TRUE);
  assert_permit (test, always, "", "");
  shown = list_all (test);
  g_assert_cmpuint (shown->len, ==, 0);
}

static gboolean
is_within (GArray *spans,
           gint64  lc)
{
  for (guint i = 0; i < spans->len; i++)
    {
      const HallStoredSpan *span = &g_array_index (spans, HallStoredSpan, i);

      if (lc >= span->from_lc && lc < span->to_lc)
        return TRUE;
    }

  return FALSE;
}

/* Spans in any order, that overlap, are empty or turned round, against the plainest rule. */
static void
test_random (StoreTest     *test,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) events = event_array ();
  g_autoptr (GPtrArray) added = NULL;
  gboolean seen[200];

  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    {
      g_ptr_array_add (events, event_text (test->other, test->room, i, "text"));
      seen[i] = TRUE;
    }
  added = store_add (test->store, events, 2);

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (GArray) spans = span_array ();
      g_autoptr (GPtrArray) expected = event_array ();
      g_autoptr (GPtrArray) shown = NULL;
      g_autoptr (GStrvBuilder) going = g_strv_builder_new ();
      g_autoptr (GStrvBuilder) coming = g_strv_builder_new ();
      g_auto (GStrv) expected_going = NULL;
      g_auto (GStrv) expected_coming = NULL;
      g_auto (GStrv) hidden_ids = NULL;
      g_auto (GStrv) shown_ids = NULL;

      for (guint n = g_test_rand_int_range (0, 8); n > 0; n--)
        add_span (spans, g_test_rand_int_range (-5, 210), NULL, g_test_rand_int_range (-5, 210),
                  NULL);
      for (guint i = 0; i < events->len; i++)
        {
          HallEvent *event = g_ptr_array_index (events, i);
          gboolean within = is_within (spans, event->lc);

          if (within)
            g_ptr_array_add (expected, hall_event_ref (event));
          if (within != seen[i])
            g_strv_builder_add (within ? coming : going, event->id);
          seen[i] = within;
        }

      permit (test, test->other, spans, &hidden_ids, &shown_ids);
      shown = list_all (test);
      assert_events (shown, expected);
      expected_going = g_strv_builder_end (going);
      expected_coming = g_strv_builder_end (coming);
      /* In the order of the room, as the events are here. */
      g_assert_cmpstrv (hidden_ids, expected_going);
      g_assert_cmpstrv (shown_ids, expected_coming);
    }
}

#define N_MANY 1700

/* (transfer full): what somebody said very often, in the order of the room */
static GPtrArray *
make_many (StoreTest *test)
{
  GPtrArray *events = event_array ();

  for (guint i = 0; i < N_MANY; i++)
    g_ptr_array_add (events, event_text (test->other, test->room, i + 1, "again"));
  return events;
}

static void
note_order_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_ptr_array_add (user_data, g_object_ref (result));
}

static void
take_ids (StoreTest    *test,
          GAsyncResult *result,
          GStrv        *hidden,
          GStrv        *shown)
{
  g_autoptr (GError) error = NULL;

  *hidden = hall_store_permit_finish (test->store, result, shown, &error);
  g_assert_no_error (error);
}

/* Whoever has said very much keeps nobody waiting; and what is asked twice ends as it was asked
 * last, while what was added in between stays as it came. */
static void
test_slices (StoreTest     *test,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) events = make_many (test);
  g_autoptr (GPtrArray) news = event_array ();
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) shown = NULL;
  g_autoptr (GArray) never = span_array ();
  g_autoptr (GArray) early = span_array ();
  g_auto (GStrv) hidden_first = NULL, shown_first = NULL;
  g_auto (GStrv) hidden_second = NULL, shown_second = NULL;
  const char *id = hall_key_get_id (test->other);

  store_open_manually (test);
  hall_store_add_events_async (test->store, events, 2, NULL, note_order_cb, results);
  hall_store_run (test->store);
  store_wait_for_length (results, 1);

  add_span (early, 0, NULL, N_MANY, NULL);
  g_ptr_array_add (news, event_text (test->other, test->room, N_MANY + 1, "new"));
  hall_store_permit_async (test->store, test->room, id, never, NULL, note_order_cb, results);
  hall_store_permit_async (test->store, test->room, id, early, NULL, note_order_cb, results);
  hall_store_add_events_async (test->store, news, 2, NULL, note_order_cb, results);
  hall_store_list_before_async (test->store, test->room, G_MAXINT64, NULL, 1, NULL, note_order_cb,
                                results);
  hall_store_run (test->store);
  store_wait_for_length (results, 5);

  g_assert_true (g_async_result_is_tagged (results->pdata[1], hall_store_add_events_async));
  g_assert_true (g_async_result_is_tagged (results->pdata[2], hall_store_list_finish));
  take_ids (test, results->pdata[3], &hidden_first, &shown_first);
  take_ids (test, results->pdata[4], &hidden_second, &shown_second);
  g_assert_cmpuint (g_strv_length (hidden_first), ==, N_MANY);
  g_assert_cmpuint (g_strv_length (shown_first), ==, 0);
  /* The second one began when the first was done, and so after the new event was there. */
  g_assert_cmpuint (g_strv_length (shown_second), ==, N_MANY - 1);
  g_assert_cmpuint (g_strv_length (hidden_second), ==, 1);
  g_assert_cmpstr (hidden_second[0], ==, ((HallEvent *) news->pdata[0])->id);

  g_clear_pointer (&results, g_ptr_array_unref);
  store_reopen (test);
  g_ptr_array_remove_index (events, N_MANY - 1);
  shown = list_all (test);
  assert_events (shown, events);
}

/* What comes after the request was begun is not gone over by it. */
static void
test_added_meanwhile (StoreTest     *test,
                      gconstpointer  data)
{
  g_autoptr (GPtrArray) events = make_many (test);
  g_autoptr (GPtrArray) news = event_array ();
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) never = span_array ();
  g_auto (GStrv) hidden = NULL, shown = NULL;

  store_open_manually (test);
  hall_store_add_events_async (test->store, events, 2, NULL, note_order_cb, results);
  hall_store_run (test->store);
  g_ptr_array_add (news, event_text (test->other, test->room, N_MANY + 1, "new"));
  hall_store_permit_async (test->store, test->room, hall_key_get_id (test->other), never, NULL,
                           note_order_cb, results);
  hall_store_add_events_async (test->store, news, 2, NULL, note_order_cb, results);
  hall_store_run (test->store);
  store_wait_for_length (results, 3);
  take_ids (test, results->pdata[2], &hidden, &shown);
  g_assert_cmpuint (g_strv_length (hidden), ==, N_MANY);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  store_test_add ("/permit/directions", test_directions);
  store_test_add ("/permit/ends", test_ends);
  store_test_add ("/permit/deleted", test_deleted);
  store_test_add ("/permit/random", test_random);
  store_test_add_closed ("/permit/slices", test_slices);
  store_test_add_closed ("/permit/added-meanwhile", test_added_meanwhile);

  return g_test_run ();
}
