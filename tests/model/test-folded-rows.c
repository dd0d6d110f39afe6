/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-folded-rows.c: runs of system lines as one row: which lines fold, and that each
 * items-changed says exactly what changed.
 *
 * A listener replays every items-changed into an array of its own; what is to be seen is written
 * down here a second time, in the plainest way.
 */

#include "config.h"

#include "hall-folded-rows.h"
#include "model-test.h"

#define STEPS 4000

typedef struct
{
  ModelTest base;
  HallFoldedRows *folded;
  HallShadow *shadow;
  GPtrArray *rows;         /* (element-type HallMessage), owned */
  guint changes;
} Test;

static void
on_items_changed (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Test       *test)
{
  g_assert_cmpuint (removed + added, >, 0);
  g_assert_cmpuint (position + removed, <=, test->rows->len);

  /* Nothing more than what changed: neither the first nor the last stays. */
  if (removed > 0 && added > 0)
    {
      g_autoptr (GObject) first = g_list_model_get_item (model, position);
      g_autoptr (GObject) last = g_list_model_get_item (model, position + added - 1);

      g_assert_true (test->rows->pdata[position] != first);
      g_assert_true (test->rows->pdata[position + removed - 1] != last);
    }

  test->changes++;
  if (removed > 0)
    g_ptr_array_remove_range (test->rows, position, removed);
  for (guint i = position; i < position + added; i++)
    g_ptr_array_insert (test->rows, i, g_list_model_get_item (model, i));
}

static void
set_up (Test          *test,
        gconstpointer  unused)
{
  g_autoptr (GPtrArray) nothing = model_test_events ();

  model_test_set_up (&test->base, NULL);
  hall_timeline_reset (test->base.timeline, nothing, TRUE, TRUE);
  test->shadow = hall_shadow_new (test->base.timeline);
  test->folded = hall_folded_rows_new (test->base.timeline);
  test->rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (test->folded, "items-changed", G_CALLBACK (on_items_changed), test);
}

static void
tear_down (Test          *test,
           gconstpointer  unused)
{
  hall_shadow_free (test->shadow);
  g_ptr_array_unref (test->rows);
  g_assert_finalize_object (test->folded);
  model_test_tear_down (&test->base, NULL);
}

static gboolean
folds (HallMessage *message)
{
  switch ((guint) hall_message_get_kind (message))
    {
    case HALL_MESSAGE_JOINED:
    case HALL_MESSAGE_LEFT:
    case HALL_MESSAGE_RENAMED:
    case HALL_MESSAGE_ADMITTED:
    case HALL_MESSAGE_HOST_CHANGED:
    case HALL_MESSAGE_HOST_LOST:
      return TRUE;
    default:
      return FALSE;
    }
}

/* How many lines of one day stand together from @first on; 0 when it is no such line. */
static guint
count_run (HallTimeline *timeline,
           guint         first)
{
  guint n = model_test_n_rows (timeline);
  guint end = first;

  while (end < n && folds (model_test_row (timeline, end)) &&
         (end == first || !hall_message_get_starts_day (model_test_row (timeline, end))))
    end++;

  return end - first;
}

static void
check (Test *test)
{
  HallTimeline *timeline = test->base.timeline;
  guint n = model_test_n_rows (timeline);
  guint seen = 0;

  for (guint i = 0; i < n;)
    {
      guint run = count_run (timeline, i);
      HallMessage *head = model_test_row (timeline, i);
      gboolean folded = run >= 3;

      g_assert_cmpint (hall_message_get_fold (head), ==, folded ? HALL_FOLD_HEAD : HALL_FOLD_NONE);
      g_assert_cmpuint (hall_message_get_n_folded (head), ==, folded ? run : 0);
      g_assert_true (folded || !hall_message_get_unfolded (head));
      for (guint j = 0; j < MAX (run, 1); j++, i++)
        {
          HallMessage *row = model_test_row (timeline, i);

          if (folded && j > 0)
            g_assert_cmpint (hall_message_get_fold (row), ==, HALL_FOLD_INSIDE);
          if (!folded)
            g_assert_cmpint (hall_message_get_fold (row), ==, HALL_FOLD_NONE);
          if (j == 0 || !folded || hall_message_get_unfolded (head))
            {
              g_assert_cmpuint (seen, <, test->rows->len);
              g_assert_true (test->rows->pdata[seen] == (gpointer) row);
              g_assert_cmpuint (hall_folded_rows_to_timeline (test->folded, seen), ==, i);
              seen++;
            }
          g_assert_cmpuint (hall_folded_rows_from_timeline (test->folded, i), ==, seen - 1);
        }
    }
  g_assert_cmpuint (seen, ==, test->rows->len);
  g_assert_cmpuint (seen, ==, g_list_model_get_n_items (G_LIST_MODEL (test->folded)));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (test->folded), seen));
  g_assert_cmpuint (hall_folded_rows_to_timeline (test->folded, seen), ==, G_MAXUINT);
  g_assert_cmpuint (hall_folded_rows_from_timeline (test->folded, n), ==, G_MAXUINT);
  g_assert_cmpuint (hall_folded_rows_from_timeline (test->folded, G_MAXUINT), ==, G_MAXUINT);
}

static HallEvent *
make_line (Test   *test,
           guint   who,
           gint64  lc)
{
  return model_test_state (&test->base, who, lc, HALL_STATE_JOINED, "Mina");
}

static void
add_lines (Test   *test,
           guint   n,
           gint64  lc)
{
  g_autoptr (GPtrArray) events = model_test_events ();

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (events, make_line (test, i % MODEL_TEST_PEOPLE, lc + i));
  hall_timeline_add (test->base.timeline, events);
  check (test);
}

static guint
take_changes (Test *test)
{
  guint changes = test->changes;

  test->changes = 0;

  return changes;
}

static void
test_run (Test          *test,
          gconstpointer  unused)
{
  HallTimeline *timeline = test->base.timeline;
  g_autoptr (HallEvent) text = model_test_text (&test->base, 1, MODEL_TEST_NOON + 25, NULL, "Hi");
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  const char *ids[] = { text->id, NULL };
  HallMessage *head;

  add_lines (test, 2, MODEL_TEST_NOON);
  g_assert_cmpuint (test->rows->len, ==, 2);
  add_lines (test, 1, MODEL_TEST_NOON + 10);
  g_assert_cmpuint (test->rows->len, ==, 1);
  add_lines (test, 3, MODEL_TEST_NOON + 20);
  /* Two, and then one change; what went into the run needed none. */
  g_assert_cmpuint (take_changes (test), ==, 2);

  head = model_test_row (timeline, 0);
  hall_timeline_set_unfolded (timeline, head, TRUE);
  check (test);
  g_assert_cmpuint (test->rows->len, ==, 6);
  g_assert_cmpuint (take_changes (test), ==, 1);
  hall_timeline_set_unfolded (timeline, head, TRUE);
  g_assert_cmpuint (take_changes (test), ==, 0);

  /* What is unfolded stays so: at its end, at its beginning, and in two parts. */
  add_lines (test, 3, MODEL_TEST_NOON + 30);
  g_assert_cmpuint (test->rows->len, ==, 9);
  add_lines (test, 1, MODEL_TEST_NOON - 30);
  g_assert_cmpuint (test->rows->len, ==, 10);
  g_assert_cmpint (hall_message_get_fold (head), ==, HALL_FOLD_INSIDE);
  g_ptr_array_add (one, text);
  hall_timeline_add (timeline, one);
  check (test);
  g_assert_cmpuint (test->rows->len, ==, 11);

  head = model_test_row (timeline, 0);
  hall_timeline_set_unfolded (timeline, head, FALSE);
  check (test);
  take_changes (test);
  hall_timeline_set_hidden (timeline, ids, TRUE);
  check (test);
  g_assert_cmpuint (hall_message_get_n_folded (head), ==, 10);
}

/* Not over midnight, nor with what matters. */
static void
test_ends (Test          *test,
           gconstpointer  unused)
{
  g_autoptr (GPtrArray) events = model_test_events ();
  g_autofree char *somebody = g_strdup (hall_key_get_id (test->base.keys[3]));
  const HallEventKind kinds[] = { HALL_EVENT_KICK, HALL_EVENT_BAN, HALL_EVENT_ROLE,
                                  HALL_EVENT_ROOM };
  gint64 lc = MODEL_TEST_MIDNIGHT + 13 * 24 * 3600 * 1000LL;
  HallTimeline *timeline = test->base.timeline;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      HallEventBody body;

      hall_event_body_init (&body, kinds[i]);
      if (kinds[i] == HALL_EVENT_ROOM)
        body.topic = "Rain";
      else
        body.person = somebody;
      g_ptr_array_add (events, model_test_event (&test->base, 1, MODEL_TEST_NOON + i, NULL, &body));
    }
  hall_timeline_add (timeline, events);
  check (test);
  g_assert_cmpuint (test->rows->len, ==, 4);

  /* Two on either side of local midnight, wherever that is: one an hour. */
  g_ptr_array_set_size (events, 0);
  for (guint i = 0; i < 48; i++)
    g_ptr_array_add (events, make_line (test, 1, lc + i * 3600 * 1000LL));
  hall_timeline_add (timeline, events);
  check (test);
  g_assert_cmpuint (test->rows->len, >=, 4 + 2);
  g_assert_cmpuint (test->rows->len, <=, 4 + 5);
}

static HallEvent *
make_event (Test   *test,
            gint64  lc)
{
  guint who = g_test_rand_int_range (0, MODEL_TEST_PEOPLE);

  if (g_test_rand_int_range (0, 6) == 0)
    return model_test_text (&test->base, who, lc, NULL, "Hello");

  return model_test_state (&test->base, who, lc, g_test_rand_int_range (0, 3), "Mina");
}

static void
hide_some (Test      *test,
           GPtrArray *events)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < 3 && events->len > 0; i++)
    {
      HallEvent *event = g_ptr_array_index (events, g_test_rand_int_range (0, events->len));

      g_strv_builder_add (builder, event->id);
    }
  ids = g_strv_builder_end (builder);
  hall_timeline_set_hidden (test->base.timeline, (const char *const *) ids, TRUE);
  /* They may come again. */
  hall_timeline_set_hidden (test->base.timeline, (const char *const *) ids, FALSE);
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return hall_event_compare (*(HallEvent *const *) a, *(HallEvent *const *) b);
}

static void
reset_to_some (Test      *test,
               GPtrArray *events)
{
  g_autoptr (GPtrArray) some = g_ptr_array_new ();

  for (guint i = events->len > 150 ? events->len - 150 : 0; i < events->len; i++)
    {
      if (!g_ptr_array_find_with_equal_func (some, events->pdata[i], g_direct_equal, NULL))
        g_ptr_array_add (some, events->pdata[i]);
    }
  g_ptr_array_sort (some, compare_events);
  hall_timeline_reset (test->base.timeline, some, g_test_rand_bit (), TRUE);
}

static void
step (Test      *test,
      GPtrArray *events)
{
  HallTimeline *timeline = test->base.timeline;
  guint n = model_test_n_rows (timeline);
  gint64 lc = MODEL_TEST_NOON + g_test_rand_int_range (0, 3000) * 60 * 1000LL;

  switch (g_test_rand_int_range (0, 12))
    {
    case 0:
      hide_some (test, events);
      break;
    case 1:
    case 2:
      if (n > 0)
        {
          HallMessage *row = model_test_row (timeline, g_test_rand_int_range (0, n));

          hall_timeline_set_unfolded (timeline, row, !hall_message_get_unfolded (row));
        }
      break;
    case 3:
      hall_timeline_add_notice (timeline, HALL_MESSAGE_HOST_CHANGED,
                                model_test_person (&test->base, 2), lc);
      break;
    case 4:
      if (g_test_rand_int_range (0, 20) == 0)
        reset_to_some (test, events);
      break;
    case 5:
      {
        g_autofree char *token = hall_token_new ();
        g_autoptr (HallEvent) event = NULL;

        hall_timeline_add_pending (timeline, token, "Mine", lc);
        check (test);
        event = model_test_text (&test->base, 0, lc, token, "Mine");
        hall_timeline_set_signed (timeline, event);
      }
      break;
    default:
      {
        g_autoptr (GPtrArray) batch = g_ptr_array_new ();

        for (guint i = g_test_rand_int_range (1, 5); i > 0; i--)
          {
            HallEvent *event = make_event (test, lc + g_test_rand_int_range (0, 100));

            g_ptr_array_add (events, event);
            g_ptr_array_add (batch, event);
          }
        hall_timeline_add (timeline, batch);
      }
      break;
    }
  check (test);
}

static void
test_random (Test          *test,
             gconstpointer  unused)
{
  g_autoptr (GPtrArray) events = model_test_events ();

  for (guint i = 0; i < STEPS; i++)
    step (test, events);
}

#define ADD(name, function) \
  g_test_add ("/model/folded-rows/" name, Test, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("run", test_run);
  ADD ("ends", test_ends);
  ADD ("random", test_random);

  return g_test_run ();
}
