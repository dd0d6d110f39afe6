/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-timeline-window.c: paging, trimming, and what stays outside of the loaded window.
 *
 * The tests play the session: a sorted array is the store, pages are taken from it.
 */

#include "config.h"

#include "model-test.h"

#define MINUTE_MS (60 * 1000LL)

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return hall_event_compare (*(HallEvent *const *) a, *(HallEvent *const *) b);
}

/* (transfer container): events [first, first + n) of the store. */
static GPtrArray *
page (GPtrArray *store,
      guint      first,
      guint      n)
{
  GPtrArray *events = g_ptr_array_new ();

  for (guint i = first; i < first + n && i < store->len; i++)
    g_ptr_array_add (events, g_ptr_array_index (store, i));

  return events;
}

static void
reset (HallTimeline *timeline,
       GPtrArray    *store,
       guint         first,
       guint         n)
{
  g_autoptr (GPtrArray) events = page (store, first, n);

  hall_timeline_reset (timeline, events, first == 0, first + n >= store->len);
}

static guint
index_of (GPtrArray  *store,
          const char *event_id)
{
  for (guint i = 0; i < store->len; i++)
    {
      if (g_str_equal (((HallEvent *) g_ptr_array_index (store, i))->id, event_id))
        return i;
    }
  g_assert_not_reached ();
}

static void
page_older (HallTimeline *timeline,
            GPtrArray    *store,
            guint         n)
{
  g_autoptr (GPtrArray) events = NULL;
  const char *id;
  gint64 lc;
  guint first;

  if (!hall_timeline_get_first (timeline, &lc, &id))
    return;
  first = index_of (store, id);
  g_assert_cmpint (((HallEvent *) g_ptr_array_index (store, first))->lc, ==, lc);
  n = MIN (n, first);
  events = page (store, first - n, n);
  hall_timeline_add_older (timeline, events, first == n);
}

static void
page_newer (HallTimeline *timeline,
            GPtrArray    *store,
            guint         n)
{
  g_autoptr (GPtrArray) events = NULL;
  const char *id;
  gint64 lc;
  guint next;

  if (!hall_timeline_get_last (timeline, &lc, &id))
    return;
  next = index_of (store, id) + 1;
  events = page (store, next, n);
  hall_timeline_add_newer (timeline, events, next + n >= store->len);
}

/* What is loaded is a part of the store without a gap, and the ends say the truth. */
static void
check_window (HallTimeline *timeline,
              GPtrArray    *store,
              guint         n_pending)
{
  guint n_rows = model_test_n_rows (timeline);
  guint n_signed = n_rows - n_pending;
  const char *first_id;
  const char *last_id;
  gint64 lc;
  guint first;

  g_assert_cmpuint (n_rows, <=, HALL_TIMELINE_LOADED_MAX);
  g_assert_cmpint (hall_timeline_get_first (timeline, &lc, &first_id), ==, n_signed > 0);
  if (n_signed == 0)
    return;
  g_assert_true (hall_timeline_get_last (timeline, &lc, &last_id));

  first = index_of (store, first_id);
  g_assert_cmpuint (index_of (store, last_id), ==, first + n_signed - 1);
  for (guint i = 0; i < n_signed; i++)
    g_assert_cmpstr (hall_message_get_id (model_test_row (timeline, i)), ==,
                     ((HallEvent *) g_ptr_array_index (store, first + i))->id);
  for (guint i = n_signed; i < n_rows; i++)
    g_assert_null (hall_message_get_id (model_test_row (timeline, i)));
  if (hall_timeline_get_at_start (timeline))
    g_assert_cmpuint (first, ==, 0);
  if (hall_timeline_get_at_end (timeline))
    g_assert_cmpuint (first + n_signed, ==, store->len);
}

static void
test_nothing_loaded (ModelTest     *test,
                     gconstpointer  unused)
{
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  g_autoptr (GPtrArray) events = model_test_run (test, 1, 5, MODEL_TEST_NOON, 1000);
  const char *id;
  gint64 lc;

  hall_timeline_add (test->timeline, events);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 0);
  g_assert_false (hall_timeline_get_at_start (test->timeline));
  g_assert_false (hall_timeline_get_at_end (test->timeline));
  g_assert_false (hall_timeline_get_first (test->timeline, &lc, &id));
  g_assert_false (hall_timeline_get_last (test->timeline, &lc, &id));
  g_assert_cmpuint (hall_shadow_take_changes (shadow), ==, 0);

  /* An empty room is open at both ends. */
  g_ptr_array_set_size (events, 0);
  hall_timeline_reset (test->timeline, events, TRUE, TRUE);
  g_ptr_array_add (events, model_test_text (test, 1, MODEL_TEST_NOON, NULL, "Hello"));
  hall_timeline_add (test->timeline, events);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 1);
}

static void
test_paging (ModelTest     *test,
             gconstpointer  unused)
{
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  g_autoptr (GPtrArray) store = model_test_run (test, 1, 900, MODEL_TEST_NOON, MINUTE_MS);
  g_autoptr (HallMessage) middle = NULL;
  const guint n_pages = (HALL_TIMELINE_LOADED_MAX - 30) / HALL_TIMELINE_STEP;

  reset (test->timeline, store, 850, 30);
  g_assert_cmpuint (hall_shadow_take_changes (shadow), ==, 1);
  middle = g_object_ref (model_test_row (test->timeline, 15));

  /* A step at a time, each one items-changed; nothing is trimmed up to the limit. */
  for (guint i = 0; i < n_pages; i++)
    page_older (test->timeline, store, HALL_TIMELINE_STEP);
  g_assert_cmpuint (hall_shadow_take_changes (shadow), ==, n_pages);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, HALL_TIMELINE_LOADED_MAX);
  check_window (test->timeline, store, 0);
  g_assert_true (model_test_row (test->timeline, HALL_TIMELINE_LOADED_MAX - 15) == middle);

  /* Then the newest go. */
  while (!hall_timeline_get_at_start (test->timeline))
    {
      page_older (test->timeline, store, HALL_TIMELINE_STEP);
      check_window (test->timeline, store, 0);
    }
  g_assert_false (hall_timeline_get_at_end (test->timeline));
  g_assert_null (hall_timeline_lookup (test->timeline, hall_message_get_id (middle)));

  /* And back: the oldest go. */
  while (!hall_timeline_get_at_end (test->timeline))
    {
      page_newer (test->timeline, store, HALL_TIMELINE_STEP);
      check_window (test->timeline, store, 0);
    }
  g_assert_false (hall_timeline_get_at_start (test->timeline));
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, HALL_TIMELINE_LOADED_MAX);
  g_assert_nonnull (hall_timeline_lookup (test->timeline, hall_message_get_id (middle)));
}

/* Somebody reads the oldest rows: what arrives stays outside when there is no room left. */
static void
test_held (ModelTest     *test,
           gconstpointer  unused)
{
  g_autoptr (GPtrArray) store = model_test_run (test, 1, 900, MODEL_TEST_NOON, MINUTE_MS);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (HallMessage) first = NULL;
  const guint n_old = HALL_TIMELINE_LOADED_MAX - 20;

  for (guint i = 0; i < n_old; i++)
    g_ptr_array_add (events, g_ptr_array_index (store, i));
  hall_timeline_reset (test->timeline, events, TRUE, TRUE);
  first = g_object_ref (model_test_row (test->timeline, 0));

  hall_timeline_set_held (test->timeline, TRUE);
  g_ptr_array_set_size (events, 0);
  for (guint i = n_old; i < n_old + 300; i++)
    g_ptr_array_add (events, g_ptr_array_index (store, i));
  hall_timeline_add (test->timeline, events);
  check_window (test->timeline, store, 0);
  g_assert_true (model_test_row (test->timeline, 0) == first);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, HALL_TIMELINE_LOADED_MAX);
  g_assert_false (hall_timeline_get_at_end (test->timeline));
  page_newer (test->timeline, store, HALL_TIMELINE_STEP); /* goes on as ever */
  check_window (test->timeline, store, 0);
  g_assert_false (hall_timeline_get_at_start (test->timeline));
}

static void
add_one (HallTimeline *timeline,
         HallEvent    *event)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  g_ptr_array_add (events, event);
  hall_timeline_add (timeline, events);
}

static void
test_outside (ModelTest     *test,
              gconstpointer  unused)
{
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  g_autoptr (GPtrArray) store = model_test_run (test, 1, 100, MODEL_TEST_NOON, MINUTE_MS);
  g_autoptr (HallEvent) below = model_test_text (test, 2, MODEL_TEST_NOON, NULL, "below");
  g_autoptr (HallEvent) inside = model_test_text (test, 2, MODEL_TEST_NOON + 50 * MINUTE_MS, NULL,
                                                  "inside");
  g_autoptr (HallEvent) above = model_test_text (test, 2, MODEL_TEST_NOON + 200 * MINUTE_MS, NULL,
                                                 "above");

  reset (test->timeline, store, 40, 30);
  add_one (test->timeline, below);
  add_one (test->timeline, above);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 30);
  add_one (test->timeline, inside);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 31);
  hall_timeline_add_notice (test->timeline, HALL_MESSAGE_HOST_LOST, model_test_person (test, 1),
                            MODEL_TEST_NOON + 300 * MINUTE_MS);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 31);
  g_assert_cmpuint (hall_shadow_take_changes (shadow), ==, 2);
}

/* An older event that is synchronised is shown where the beginning is loaded, if there is room. */
static void
test_room_at_start (ModelTest     *test,
                    gconstpointer  unused)
{
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  g_autoptr (GPtrArray) store = model_test_run (test, 1, HALL_TIMELINE_LOADED_MAX - 10,
                                                MODEL_TEST_NOON, MINUTE_MS);
  g_autoptr (GPtrArray) older = model_test_run (test, 2, 30, MODEL_TEST_NOON - 60 * MINUTE_MS,
                                                MINUTE_MS);
  HallEvent *shown;

  reset (test->timeline, store, 0, HALL_TIMELINE_LOADED_MAX - 10);
  g_assert_true (hall_timeline_get_at_start (test->timeline));
  g_assert_true (hall_timeline_get_at_end (test->timeline));
  hall_shadow_take_changes (shadow);

  /* Ten of thirty fit: the newest of them, so that nothing is missing in between. */
  hall_timeline_add (test->timeline, older);
  g_assert_cmpuint (hall_shadow_take_changes (shadow), ==, 1);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, HALL_TIMELINE_LOADED_MAX);
  g_assert_false (hall_timeline_get_at_start (test->timeline));
  shown = g_ptr_array_index (older, 20);
  g_assert_cmpstr (hall_message_get_id (model_test_row (test->timeline, 0)), ==, shown->id);
  g_assert_true (hall_timeline_get_at_end (test->timeline));
}

static void
test_appends_are_bounded (ModelTest     *test,
                          gconstpointer  unused)
{
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  g_autoptr (GPtrArray) store = model_test_run (test, 1, 1000, MODEL_TEST_NOON, MINUTE_MS);

  reset (test->timeline, store, 0, 0);
  hall_shadow_set_marker (shadow, 0, NULL);
  reset (test->timeline, store, 0, 1);
  g_assert_false (hall_timeline_get_at_end (test->timeline));
  page_newer (test->timeline, store, 999);
  g_assert_true (hall_timeline_get_at_end (test->timeline));
  g_assert_false (hall_timeline_get_at_start (test->timeline));
  check_window (test->timeline, store, 0);

  for (guint i = 0; i < 500; i++)
    {
      HallEvent *event = model_test_text (test, i % 3, MODEL_TEST_NOON + (1000 + i) * MINUTE_MS,
                                          NULL, "Hello");

      g_ptr_array_add (store, event);
      add_one (test->timeline, event);
      g_assert_cmpuint (model_test_n_rows (test->timeline), ==, HALL_TIMELINE_LOADED_MAX);
    }
  check_window (test->timeline, store, 0);
  g_assert_true (hall_timeline_get_at_end (test->timeline));
}

/* However many messages wait, none is dropped, and something of the conversation is left. */
static void
test_pending_are_never_trimmed (ModelTest     *test,
                                gconstpointer  unused)
{
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  g_autoptr (GPtrArray) store = model_test_run (test, 1, 400, MODEL_TEST_NOON, MINUTE_MS);
  guint n_signed;

  reset (test->timeline, store, 0, 400);
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *token = hall_token_new ();

      hall_timeline_add_pending (test->timeline, token, "Later", MODEL_TEST_NOON);
      n_signed = model_test_n_rows (test->timeline) - (i + 1);
      g_assert_cmpuint (n_signed, ==, MAX (HALL_TIMELINE_LOADED_MAX - (int) (i + 1),
                                           HALL_TIMELINE_OPENING_ROWS));
    }
  g_assert_true (hall_timeline_get_at_end (test->timeline));
  g_assert_false (hall_timeline_get_at_start (test->timeline));

  /* A reset keeps them too. */
  reset (test->timeline, store, 100, HALL_TIMELINE_OPENING_ROWS);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 500 + HALL_TIMELINE_OPENING_ROWS);
}

static void
test_signed_beyond_the_end (ModelTest     *test,
                            gconstpointer  unused)
{
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  g_autoptr (GPtrArray) store = model_test_run (test, 1, 100, MODEL_TEST_NOON, MINUTE_MS);
  g_autofree char *token = hall_token_new ();
  HallEvent *event = model_test_text (test, 0, MODEL_TEST_NOON + 100 * MINUTE_MS, token, "Hello");

  reset (test->timeline, store, 0, 30);
  hall_timeline_add_pending (test->timeline, token, "Hello", MODEL_TEST_NOON);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 31);
  g_ptr_array_add (store, event);
  g_assert_null (hall_timeline_set_signed (test->timeline, event));
  check_window (test->timeline, store, 0);

  while (!hall_timeline_get_at_end (test->timeline))
    page_newer (test->timeline, store, HALL_TIMELINE_STEP);
  check_window (test->timeline, store, 0);
  g_assert_nonnull (hall_timeline_lookup (test->timeline, event->id));
}

typedef struct
{
  ModelTest *test;
  GPtrArray *store;
  GQueue pending;          /* tokens */
  gint64 newest;
} Run;

static void
store_event (Run       *run,
             HallEvent *event)
{
  g_ptr_array_add (run->store, event);
  g_ptr_array_sort (run->store, compare_events);
}

static void
step_new (Run *run)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  guint n = g_test_rand_int_range (1, 30);

  for (guint i = 0; i < n; i++)
    {
      gint64 lc = run->newest += g_test_rand_int_range (1, 400) * 1000;
      /* The same words at the same time would be the same event. */
      g_autofree char *text = g_strdup_printf ("%u", run->store->len);
      HallEvent *event;

      /* Some are only synchronised now. */
      if (g_test_rand_int_range (0, 4) == 0)
        lc = g_test_rand_int_range (0, (run->newest - MODEL_TEST_NOON) / 1000) * 1000LL
             + MODEL_TEST_NOON;
      event = model_test_text (run->test, g_test_rand_int_range (0, 4), lc, NULL, text);
      g_ptr_array_add (events, event);
      g_ptr_array_add (run->store, event);
    }
  g_ptr_array_sort (run->store, compare_events);
  model_test_shuffle (events);
  hall_timeline_add (run->test->timeline, events);
}

static void
step_pending (Run *run)
{
  char *token = hall_token_new ();

  if (g_test_rand_int_range (0, 2) == 0 && run->pending.length < 40)
    {
      hall_timeline_add_pending (run->test->timeline, token, "Hello", run->newest);
      g_queue_push_tail (&run->pending, token);
      return;
    }
  g_free (token);

  token = g_queue_pop_head (&run->pending);
  if (token != NULL)
    {
      HallEvent *event = model_test_text (run->test, 0, run->newest += 500, token, "Hello");

      store_event (run, event);
      hall_timeline_set_signed (run->test->timeline, event);
      g_free (token);
    }
}

static void
step (Run        *run,
      HallShadow *shadow)
{
  HallTimeline *timeline = run->test->timeline;
  guint n = g_test_rand_int_range (1, 60);

  switch (g_test_rand_int_range (0, 9))
    {
    case 0:
    case 1:
      step_new (run);
      break;
    case 2:
    case 3:
      page_older (timeline, run->store, n);
      break;
    case 4:
    case 5:
      page_newer (timeline, run->store, n);
      break;
    case 6:
      reset (timeline, run->store, g_test_rand_int_range (0, run->store->len), n);
      break;
    case 7:
      step_pending (run);
      break;
    default:
      hall_shadow_set_marker (shadow, MODEL_TEST_NOON + g_test_rand_int_range (0, 1000000) * 100LL,
                              NULL);
      break;
    }
}

static void
test_random (ModelTest     *test,
             gconstpointer  unused)
{
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  g_autoptr (GPtrArray) store = model_test_run (test, 1, 600, MODEL_TEST_NOON, 30 * 1000);
  Run run = { test, store, G_QUEUE_INIT, MODEL_TEST_NOON + 600 * 30 * 1000 };

  reset (test->timeline, store, 570, 30);
  for (guint i = 0; i < 400; i++)
    {
      step (&run, shadow);
      hall_shadow_check (shadow);
      check_window (test->timeline, store, run.pending.length);
    }
  g_queue_clear_full (&run.pending, g_free);
}

int
main (int   argc,
      char *argv[])
{
#define ADD(path, function) \
  g_test_add ("/model/timeline-window/" path, ModelTest, NULL, \
              model_test_set_up, function, model_test_tear_down)

  g_test_init (&argc, &argv, NULL);
  ADD ("nothing-loaded", test_nothing_loaded);
  ADD ("paging", test_paging);
  ADD ("held", test_held);
  ADD ("outside", test_outside);
  ADD ("room-at-start", test_room_at_start);
  ADD ("appends-are-bounded", test_appends_are_bounded);
  ADD ("pending-are-never-trimmed", test_pending_are_never_trimmed);
  ADD ("signed-beyond-the-end", test_signed_beyond_the_end);
  ADD ("random", test_random);

  return g_test_run ();
}
