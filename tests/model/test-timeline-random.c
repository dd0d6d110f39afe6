/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-timeline-random.c: a timeline under random operations, compared with a plain fold.
 *
 * Everything is loaded here and nothing trimmed; windows are in test-timeline-window.c. The seed
 * is printed by GLib; --seed repeats a run.
 */

#include "config.h"

#include "model-test.h"

#define ROUNDS 12
#define STEPS 60
#define ROWS_MAX (HALL_TIMELINE_LOADED_MAX - 40)

typedef struct
{
  const char *token;
  HallMessage *row;      /* compared, never looked into */
} Pending;

typedef struct
{
  ModelTest *test;
  HallShadow *shadow;
  GPtrArray *events;     /* all that were fed, each once */
  GPtrArray *notices;    /* HallMessage, in the order added */
  GArray *pending;       /* Pending */
  GPtrArray *tokens;     /* every token made */
  GHashTable *hidden;    /* ids of those that must not be seen */
  gint64 clock;
} Run;

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return hall_event_compare (*(HallEvent *const *) a, *(HallEvent *const *) b);
}

/* The events that are to be seen: in order, none that is hidden (nullable), the first of each
 * author and token. */
static GPtrArray *
fold (GPtrArray  *events,
      GHashTable *hidden)
{
  g_autoptr (GHashTable) tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GPtrArray *seen = g_ptr_array_new ();

  g_ptr_array_extend (sorted, events, NULL, NULL);
  g_ptr_array_sort (sorted, compare_events);
  for (guint i = 0; i < sorted->len; i++)
    {
      HallEvent *event = g_ptr_array_index (sorted, i);

      /* One author saying the same at the same time is the same event. */
      if (i > 0 && compare_events (&sorted->pdata[i - 1], &sorted->pdata[i]) == 0)
        continue;
      if (hidden != NULL && g_hash_table_contains (hidden, event->id))
        continue;
      if (event->token == NULL ||
          g_hash_table_add (tokens, g_strdup_printf ("%s %s", event->author, event->token)))
        g_ptr_array_add (seen, event);
    }

  return seen;
}

static gboolean
is_signed (Run        *run,
           const char *token)
{
  const char *own = hall_key_get_id (run->test->keys[0]);

  for (guint i = 0; i < run->events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (run->events, i);

      if (g_strcmp0 (event->token, token) == 0 && g_str_equal (event->author, own))
        return TRUE;
    }

  return FALSE;
}

/* Events in their order, the notices told apart, then what is pending in the order written. */
static void
check (Run *run)
{
  g_autoptr (GPtrArray) seen = fold (run->events, run->hidden);
  HallTimeline *timeline = run->test->timeline;
  guint n_rows = model_test_n_rows (timeline);
  guint n_notices = 0;
  guint next = 0;
  guint row = 0;
  gint64 last = G_MININT64;

  hall_shadow_check (run->shadow);
  g_assert_true (hall_timeline_get_at_start (timeline));
  g_assert_true (hall_timeline_get_at_end (timeline));

  for (; row < n_rows && (next < seen->len || n_notices < run->notices->len); row++)
    {
      HallMessage *message = model_test_row (timeline, row);
      gint64 now = hall_message_get_time (message);

      g_assert_cmpint (now, >=, last);
      if (hall_message_get_kind (message) == HALL_MESSAGE_HOST_CHANGED)
        {
          /* Before the events of its millisecond. */
          g_assert_true (next == 0 || ((HallEvent *) seen->pdata[next - 1])->lc < now);
          g_assert_true (g_ptr_array_find (run->notices, message, NULL));
          n_notices++;
        }
      else
        {
          HallEvent *event = g_ptr_array_index (seen, next++);

          g_assert_cmpstr (hall_message_get_id (message), ==, event->id);
          g_assert_true (hall_timeline_lookup (timeline, event->id) == message);
        }
      last = now;
    }
  g_assert_cmpuint (next, ==, seen->len);
  g_assert_cmpuint (n_notices, ==, run->notices->len);

  for (guint i = 0; i < run->pending->len; i++)
    {
      const Pending *pending = &g_array_index (run->pending, Pending, i);

      if (is_signed (run, pending->token))
        continue;
      g_assert_true (model_test_row (timeline, row++) == pending->row);
    }
  g_assert_cmpuint (row, ==, n_rows);
}

static gint64
pick_time (Run *run)
{
  /* Often the same millisecond, sometimes another day. */
  return run->clock + (gint64) g_test_rand_int_range (-40, 40) *
         (g_test_rand_int_range (0, 8) == 0 ? 3600 * 1000LL : 60 * 1000LL);
}

static HallEvent *
make_event (Run *run)
{
  guint who = g_test_rand_int_range (0, MODEL_TEST_PEOPLE);
  gint64 lc = pick_time (run);
  const char *token = NULL;

  if (g_test_rand_int_range (0, 10) == 0)
    return model_test_state (run->test, who, lc, g_test_rand_int_range (0, 3), "Mina");

  if (run->tokens->len > 0 && g_test_rand_int_range (0, 3) == 0)
    token = g_ptr_array_index (run->tokens, g_test_rand_int_range (0, run->tokens->len));
  else if (g_test_rand_int_range (0, 2) == 0)
    g_ptr_array_add (run->tokens, (gpointer) (token = hall_token_new ()));

  return model_test_text (run->test, who, lc, token, "Hello");
}

static void
step_add (Run *run)
{
  g_autoptr (GPtrArray) batch = model_test_events ();
  guint n = g_test_rand_int_range (1, 12);

  for (guint i = 0; i < n && model_test_n_rows (run->test->timeline) + n < ROWS_MAX; i++)
    {
      HallEvent *event = make_event (run);

      g_ptr_array_add (run->events, event);
      g_ptr_array_add (batch, hall_event_ref (event));
    }
  /* Known ones again, and some twice. */
  for (guint i = 0; i < 3 && run->events->len > 0; i++)
    {
      guint again = g_test_rand_int_range (0, run->events->len);

      g_ptr_array_add (batch, hall_event_ref (g_ptr_array_index (run->events, again)));
    }
  model_test_shuffle (batch);
  hall_timeline_add (run->test->timeline, batch);
}

static void
step_pending (Run *run)
{
  Pending pending = { hall_token_new (), NULL };

  g_ptr_array_add (run->tokens, (gpointer) pending.token);
  pending.row = hall_timeline_add_pending (run->test->timeline, pending.token, "Hello",
                                           pick_time (run));
  g_array_append_val (run->pending, pending);
  g_assert_true (hall_timeline_add_pending (run->test->timeline, pending.token, "Again", 0)
                 == pending.row);
}

static void
step_sign (Run *run)
{
  const Pending *pending;
  gboolean was_signed;
  HallEvent *event;
  HallMessage *row;

  if (run->pending->len == 0)
    return;
  pending = &g_array_index (run->pending, Pending, g_test_rand_int_range (0, run->pending->len));
  was_signed = is_signed (run, pending->token);
  event = model_test_text (run->test, 0, pick_time (run), pending->token, "Hello");
  g_ptr_array_add (run->events, event);
  row = hall_timeline_set_signed (run->test->timeline, event);
  if (!was_signed)
    {
      g_assert_true (row == pending->row);
      g_assert_cmpint (hall_message_get_state (row), ==, HALL_MESSAGE_STATE_PENDING);
    }
}

static void
step_marker (Run *run)
{
  HallEvent *event;

  if (run->events->len == 0)
    return;
  event = g_ptr_array_index (run->events, g_test_rand_int_range (0, run->events->len));
  hall_shadow_set_marker (run->shadow, event->lc,
                          g_test_rand_int_range (0, 4) == 0 ? NULL : event->id);
}

static void
step_notice (Run *run)
{
  GListModel *model = G_LIST_MODEL (run->test->timeline);
  gint64 now = pick_time (run);
  guint n;

  if (run->notices->len > 10)
    return;
  hall_timeline_add_notice (run->test->timeline, HALL_MESSAGE_HOST_CHANGED,
                            model_test_person (run->test, 2), now);

  n = g_list_model_get_n_items (model);
  for (guint i = 0; i < n; i++)
    {
      HallMessage *message = model_test_row (run->test->timeline, i);

      if (hall_message_get_kind (message) == HALL_MESSAGE_HOST_CHANGED &&
          !g_ptr_array_find (run->notices, message, NULL))
        g_ptr_array_add (run->notices, message);
    }
}

/* Some go, or may come back. What has not been shown for their sake comes when it is added again,
 * as it would be from the store. */
static void
step_hidden (Run *run)
{
  gboolean hide = g_test_rand_int_range (0, 3) > 0;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint n = g_test_rand_int_range (1, 12); n > 0 && run->events->len > 0; n--)
    {
      guint i = g_test_rand_int_range (0, run->events->len);

      /* Neighbours, often. */
      for (guint m = g_test_rand_int_range (1, 4); m > 0 && i < run->events->len; m--, i++)
        {
          HallEvent *event = g_ptr_array_index (run->events, i);

          g_strv_builder_add (builder, event->id);
          if (hide)
            g_hash_table_add (run->hidden, event->id);
          else
            g_hash_table_remove (run->hidden, event->id);
        }
    }

  ids = g_strv_builder_end (builder);
  hall_timeline_set_hidden (run->test->timeline, (const char *const *) ids, hide);
  hall_shadow_check (run->shadow);
  for (guint i = 0; ids[i] != NULL; i++)
    g_assert_true (!hide || hall_timeline_lookup (run->test->timeline, ids[i]) == NULL);
  hall_timeline_add (run->test->timeline, run->events);
}

static void
step (Run *run)
{
  switch (g_test_rand_int_range (0, 9))
    {
    case 0:
      step_pending (run);
      break;
    case 1:
      step_sign (run);
      break;
    case 2:
      step_marker (run);
      break;
    case 3:
      step_notice (run);
      break;
    case 4:
      step_hidden (run);
      break;
    default:
      step_add (run);
      break;
    }
  check (run);
}

static void
test_fold (ModelTest     *test,
           gconstpointer  unused)
{
  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (HallTimeline) timeline = g_object_ref (test->timeline);
      g_autoptr (GPtrArray) nothing = model_test_events ();
      g_autoptr (HallTimeline) fresh = hall_timeline_new (test->directory);
      g_autoptr (HallShadow) shadow = hall_shadow_new (fresh);
      g_autoptr (GPtrArray) events = model_test_events ();
      g_autoptr (GPtrArray) notices = g_ptr_array_new ();
      g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GArray) pending = g_array_new (FALSE, FALSE, sizeof (Pending));
      g_autoptr (GHashTable) hidden = g_hash_table_new (g_str_hash, g_str_equal);
      Run run = { test, shadow, events, notices, pending, tokens, hidden, MODEL_TEST_NOON };

      test->timeline = fresh;
      hall_timeline_reset (fresh, nothing, TRUE, TRUE);
      for (guint i = 0; i < STEPS; i++)
        step (&run);
      test->timeline = timeline;
    }
}

/* The same set in any order and in any parts gives the same rows. */
static void
test_permutations (ModelTest     *test,
                   gconstpointer  unused)
{
  g_autoptr (GPtrArray) nothing = model_test_events ();
  g_autoptr (GPtrArray) events = model_test_events ();
  g_autoptr (GPtrArray) seen = NULL;
  g_autofree char *token = hall_token_new ();

  g_ptr_array_add (events, hall_event_ref (test->genesis));
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *text = g_strdup_printf ("Hello %u", i);

      g_ptr_array_add (events, model_test_text (test, i % MODEL_TEST_PEOPLE,
                                                MODEL_TEST_NOON + i / 7, NULL, text));
    }
  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (events, model_test_text (test, 2, MODEL_TEST_NOON + 5 - i, token, "Once"));
  seen = fold (events, NULL);
  g_assert_cmpuint (seen->len, ==, events->len - 2);

  for (guint round = 0; round < 50; round++)
    {
      g_autoptr (HallTimeline) timeline = hall_timeline_new (test->directory);
      g_autoptr (HallShadow) shadow = hall_shadow_new (timeline);

      hall_timeline_reset (timeline, nothing, TRUE, TRUE);
      model_test_shuffle (events);
      for (guint i = 0; i < events->len;)
        {
          g_autoptr (GPtrArray) part = g_ptr_array_new ();
          guint n = g_test_rand_int_range (1, 20);

          for (guint j = 0; j < n && i < events->len; j++)
            g_ptr_array_add (part, g_ptr_array_index (events, i++));
          hall_timeline_add (timeline, part);
        }

      g_assert_cmpuint (model_test_n_rows (timeline), ==, seen->len);
      for (guint i = 0; i < seen->len; i++)
        g_assert_cmpstr (hall_message_get_id (model_test_row (timeline, i)), ==,
                         ((HallEvent *) g_ptr_array_index (seen, i))->id);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/model/timeline-random/fold", ModelTest, NULL,
              model_test_set_up, test_fold, model_test_tear_down);
  g_test_add ("/model/timeline-random/permutations", ModelTest, NULL,
              model_test_set_up, test_permutations, model_test_tear_down);

  return g_test_run ();
}
