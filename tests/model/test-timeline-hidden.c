/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-timeline-hidden.c: what must not be shown goes, and what stands around it is right again.
 */

#include "config.h"

#include "model-test.h"

static void
hide (HallTimeline *timeline,
      gboolean      hidden,
      const char   *id,
      ...)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  va_list arguments;

  va_start (arguments, id);
  for (; id != NULL; id = va_arg (arguments, const char *))
    g_ptr_array_add (ids, (gpointer) id);
  va_end (arguments);
  g_ptr_array_add (ids, NULL);
  hall_timeline_set_hidden (timeline, (const char *const *) ids->pdata, hidden);
}

static const char *
id_of (GPtrArray *events,
       guint      i)
{
  return ((HallEvent *) g_ptr_array_index (events, i))->id;
}

/* One change for each run of rows; those that stay are the same objects at their places. */
static void
test_rows_vanish (ModelTest     *test,
                  gconstpointer  unused)
{
  g_autoptr (GPtrArray) events = model_test_run (test, 1, 10, MODEL_TEST_NOON, 1000);
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);

  hall_timeline_reset (test->timeline, events, TRUE, TRUE);
  hall_shadow_take_changes (shadow);
  hide (test->timeline, TRUE, id_of (events, 7), id_of (events, 3), id_of (events, 2),
        id_of (events, 4), "nonsense", NULL);
  g_assert_cmpuint (hall_shadow_take_changes (shadow), ==, 2);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 6);
  g_assert_cmpstr (hall_message_get_id (model_test_row (test->timeline, 1)), ==, id_of (events, 1));
  g_assert_cmpstr (hall_message_get_id (model_test_row (test->timeline, 2)), ==, id_of (events, 5));
  g_assert_null (hall_timeline_lookup (test->timeline, id_of (events, 3)));

  /* However they are added again. */
  hall_timeline_add (test->timeline, events);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 6);
  hall_timeline_reset (test->timeline, events, TRUE, TRUE);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 6);
  hide (test->timeline, FALSE, id_of (events, 3), NULL);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 6);
  hall_timeline_add (test->timeline, events);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 7);
  g_assert_cmpstr (hall_message_get_id (model_test_row (test->timeline, 2)), ==, id_of (events, 3));
  hall_shadow_check (shadow);
}

/* A run's head, a day's and the first unread one pass to the next row. */
static void
test_neighbours (ModelTest     *test,
                 gconstpointer  unused)
{
  g_autoptr (GPtrArray) events = model_test_run (test, 1, 3, MODEL_TEST_NOON, 1000);
  g_autoptr (GPtrArray) others = model_test_run (test, 2, 1, MODEL_TEST_NOON + 1500, 0);
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);

  hall_timeline_reset (test->timeline, events, TRUE, TRUE);
  hall_timeline_add (test->timeline, others);
  hall_shadow_set_marker (shadow, MODEL_TEST_NOON - 1, NULL);
  g_assert_true (hall_message_get_starts_unread (model_test_row (test->timeline, 0)));
  g_assert_true (hall_message_get_starts_day (model_test_row (test->timeline, 0)));

  hide (test->timeline, TRUE, id_of (events, 0), NULL);
  g_assert_true (hall_message_get_starts_unread (model_test_row (test->timeline, 0)));
  g_assert_true (hall_message_get_starts_day (model_test_row (test->timeline, 0)));
  g_assert_true (hall_message_get_starts_run (model_test_row (test->timeline, 0)));
  /* Between two of one person: they are one run now. */
  g_assert_true (hall_message_get_starts_run (model_test_row (test->timeline, 2)));
  hide (test->timeline, TRUE, id_of (others, 0), NULL);
  g_assert_false (hall_message_get_starts_run (model_test_row (test->timeline, 1)));
  hall_shadow_check (shadow);
}

/* What was read is loaded still, though it has no row any more. */
static void
test_unread_stays_known (ModelTest     *test,
                         gconstpointer  unused)
{
  g_autoptr (GPtrArray) events = model_test_run (test, 1, 4, MODEL_TEST_NOON, 1000);
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);

  hall_timeline_reset (test->timeline, events, FALSE, TRUE);
  hall_shadow_set_marker (shadow, MODEL_TEST_NOON, id_of (events, 0));
  g_assert_cmpuint (hall_timeline_find_unread (test->timeline), ==, 1);
  hide (test->timeline, TRUE, id_of (events, 0), NULL);
  g_assert_cmpuint (hall_timeline_find_unread (test->timeline), ==, 0);
}

/* Paging goes on from where it was, even when nothing at all is left to be seen. */
static void
test_paging (ModelTest     *test,
             gconstpointer  unused)
{
  g_autoptr (GPtrArray) older = model_test_run (test, 2, 3, MODEL_TEST_NOON - 9000, 1000);
  g_autoptr (GPtrArray) events = model_test_run (test, 1, 3, MODEL_TEST_NOON, 1000);
  g_autoptr (GPtrArray) between = model_test_run (test, 2, 1, MODEL_TEST_NOON + 500, 0);
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);
  const char *id;
  gint64 lc;

  hall_timeline_reset (test->timeline, events, FALSE, FALSE);
  hide (test->timeline, TRUE, id_of (events, 0), id_of (events, 1), id_of (events, 2), NULL);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 0);
  g_assert_true (hall_timeline_get_first (test->timeline, &lc, &id));
  g_assert_cmpint (lc, ==, MODEL_TEST_NOON);
  g_assert_cmpstr (id, ==, id_of (events, 0));
  g_assert_true (hall_timeline_get_last (test->timeline, &lc, &id));
  g_assert_cmpstr (id, ==, id_of (events, 2));

  /* What comes late into what is loaded is shown, what comes beyond it is not. */
  hall_timeline_add (test->timeline, older);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 0);
  hall_timeline_add (test->timeline, between);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 1);
  hall_timeline_add_older (test->timeline, older, TRUE);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 4);
  g_assert_true (hall_timeline_get_first (test->timeline, &lc, &id));
  g_assert_cmpstr (id, ==, id_of (older, 0));
}

/* A page of which nothing is shown is a page: the next one is another. */
static void
test_hidden_page (ModelTest     *test,
                  gconstpointer  unused)
{
  g_autoptr (GPtrArray) events = model_test_run (test, 1, 3, MODEL_TEST_NOON, 1000);
  g_autoptr (GPtrArray) older = model_test_run (test, 2, 3, MODEL_TEST_NOON - 9000, 1000);
  g_autoptr (GPtrArray) newer = model_test_run (test, 2, 3, MODEL_TEST_NOON + 9000, 1000);
  const char *id;
  gint64 lc;

  hall_timeline_reset (test->timeline, events, FALSE, FALSE);
  for (guint i = 0; i < 3; i++)
    hide (test->timeline, TRUE, id_of (older, i), id_of (newer, i), NULL);
  hall_timeline_add_older (test->timeline, older, FALSE);
  hall_timeline_add_newer (test->timeline, newer, FALSE);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 3);
  g_assert_true (hall_timeline_get_first (test->timeline, &lc, &id));
  g_assert_cmpstr (id, ==, id_of (older, 0));
  g_assert_true (hall_timeline_get_last (test->timeline, &lc, &id));
  g_assert_cmpstr (id, ==, id_of (newer, 2));

  /* Trimmed, it reaches no further than its rows. */
  {
    g_autoptr (GPtrArray) many = model_test_run (test, 3, HALL_TIMELINE_LOADED_MAX,
                                                 MODEL_TEST_NOON + 20000, 1000);

    hall_timeline_add_newer (test->timeline, many, TRUE);
    g_assert_true (hall_timeline_get_first (test->timeline, &lc, &id));
    g_assert_cmpstr (id, ==, hall_message_get_id (model_test_row (test->timeline, 0)));
  }
}

/* An own message that was refused before its row was signed does not wait for ever. */
static void
test_pending (ModelTest     *test,
              gconstpointer  unused)
{
  g_autofree char *token = hall_token_new ();
  g_autoptr (HallEvent) event = model_test_text (test, 0, MODEL_TEST_NOON, token, "Hello");
  g_autoptr (GPtrArray) nothing = model_test_events ();
  g_autoptr (HallShadow) shadow = hall_shadow_new (test->timeline);

  hall_timeline_reset (test->timeline, nothing, TRUE, TRUE);
  hall_timeline_add_pending (test->timeline, token, "Hello", MODEL_TEST_NOON);
  hide (test->timeline, TRUE, event->id, NULL);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 1);
  g_assert_null (hall_timeline_set_signed (test->timeline, event));
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 0);
}

/* However many there are: the newest are remembered. */
static void
test_bounded (ModelTest     *test,
              gconstpointer  unused)
{
  g_autoptr (GPtrArray) events = model_test_run (test, 1, 2, MODEL_TEST_NOON, 1000);

  hall_timeline_reset (test->timeline, events, TRUE, TRUE);
  hide (test->timeline, TRUE, id_of (events, 0), NULL);
  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *id = g_strdup_printf ("%022u", i);

      hide (test->timeline, TRUE, id, NULL);
      if (i == 10000)
        {
          hall_timeline_add (test->timeline, events);
          g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 1);
        }
    }
  hide (test->timeline, TRUE, id_of (events, 1), NULL);
  hall_timeline_add (test->timeline, events);
  g_assert_cmpuint (model_test_n_rows (test->timeline), ==, 1);
  g_assert_nonnull (hall_timeline_lookup (test->timeline, id_of (events, 0)));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/model/timeline-hidden/" path, ModelTest, NULL, \
              model_test_set_up, function, model_test_tear_down)
  ADD ("rows-vanish", test_rows_vanish);
  ADD ("neighbours", test_neighbours);
  ADD ("unread-stays-known", test_unread_stays_known);
  ADD ("paging", test_paging);
  ADD ("hidden-page", test_hidden_page);
  ADD ("pending", test_pending);
  ADD ("bounded", test_bounded);
#undef ADD

  return g_test_run ();
}
