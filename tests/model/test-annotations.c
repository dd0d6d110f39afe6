/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-annotations.c: edits, reactions and pins of a row: what counts, what is told, what is
 * bounded.
 */

#include "config.h"

#include <string.h>

#include "hall-annotations.h"
#include "hall-reaction.h"
#include "model-test.h"

typedef struct
{
  ModelTest base;
  HallEvent *target;        /* by the second */
  HallMessage *row;
  GPtrArray *notified;      /* names of properties */
} Test;

static void
on_notify (GObject    *object,
           GParamSpec *pspec,
           Test       *test)
{
  g_ptr_array_add (test->notified, (gpointer) pspec->name);
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
set_up (Test          *test,
        gconstpointer  unused)
{
  g_autoptr (GPtrArray) nothing = model_test_events ();

  model_test_set_up (&test->base, NULL);
  hall_timeline_reset (test->base.timeline, nothing, TRUE, TRUE);
  test->target = model_test_text (&test->base, 1, MODEL_TEST_NOON, NULL, "Hello *all*");
  add_one (test->base.timeline, test->target);
  test->row = g_object_ref (hall_timeline_lookup (test->base.timeline, test->target->id));
  test->notified = g_ptr_array_new ();
  g_signal_connect (test->row, "notify", G_CALLBACK (on_notify), test);
}

static void
tear_down (Test          *test,
           gconstpointer  unused)
{
  g_signal_handlers_disconnect_by_data (test->row, test);
  g_ptr_array_unref (test->notified);
  g_object_unref (test->row);
  hall_event_unref (test->target);
  model_test_tear_down (&test->base, NULL);
}

/* (transfer full) @event */
static void
annotate (Test      *test,
          HallEvent *event)
{
  g_autoptr (HallEvent) owned = event;
  g_autoptr (GPtrArray) events = g_ptr_array_new ();

  g_ptr_array_add (events, event);
  hall_timeline_annotate (test->base.timeline, events);
}

static void
unannotate (Test       *test,
            const char *id)
{
  const char *ids[] = { id, NULL };

  hall_timeline_unannotate (test->base.timeline, ids);
}

/* Which properties were told of, in any order, since the last call. */
static void
assert_notified (Test       *test,
                 const char *names)
{
  g_auto (GStrv) expected = g_strsplit (names, " ", -1);
  guint n = names[0] != '\0' ? g_strv_length (expected) : 0;

  for (guint i = 0; i < n; i++)
    {
      if (!g_ptr_array_find_with_equal_func (test->notified, expected[i], g_str_equal, NULL))
        g_error ("%s was not notified", expected[i]);
    }
  g_assert_cmpuint (test->notified->len, ==, n);
  g_ptr_array_set_size (test->notified, 0);
}

static void
test_edit (Test          *test,
           gconstpointer  unused)
{
  g_autoptr (HallEvent) last = model_test_edit (&test->base, 1, MODEL_TEST_NOON + 20,
                                                test->target, "Later @Mina", 0);

  g_assert_cmpstr (hall_message_get_plain (test->row), ==, "Hello all");
  g_assert_cmpint (hall_message_get_edited (test->row), ==, 0);
  g_assert_cmpuint (hall_message_get_n_blocks (test->row), ==, 1);

  annotate (test, model_test_edit (&test->base, 1, MODEL_TEST_NOON + 10, test->target,
                                   "A\n```\ncode\n```\nB", -1));
  assert_notified (test, "edited text markup");
  g_assert_cmpint (hall_message_get_edited (test->row), ==, MODEL_TEST_NOON + 10);
  g_assert_cmpuint (hall_message_get_n_blocks (test->row), ==, 3);
  g_assert_cmpstr (hall_message_get_block_text (test->row, 1), ==, "code");
  g_assert_null (hall_message_make_block_markup (test->row, 1, NULL));
  g_assert_null (hall_message_get_block_text (test->row, 3));
  g_assert_false (hall_message_get_mentions_me (test->row));

  annotate (test, hall_event_ref (last));
  assert_notified (test, "edited text markup mentions-me");
  g_assert_cmpstr (hall_message_get_text (test->row), ==, "Later @Mina");
  g_assert_cmpstr (hall_message_get_plain (test->row), ==, "Later @Mina");
  g_assert_nonnull (strstr (hall_message_get_markup (test->row), "<span"));
  g_assert_cmpuint (hall_message_get_n_blocks (test->row), ==, 1);
  g_assert_true (hall_message_get_mentions_me (test->row));

  /* The same again, an earlier one, and somebody else's, are nothing new. */
  annotate (test, hall_event_ref (last));
  annotate (test, model_test_edit (&test->base, 1, MODEL_TEST_NOON + 15, test->target, "Between",
                                   -1));
  annotate (test, model_test_edit (&test->base, 2, MODEL_TEST_NOON + 30, test->target, "Mine", -1));
  assert_notified (test, "");
  g_assert_cmpstr (hall_message_get_text (test->row), ==, "Later @Mina");

  unannotate (test, last->id);
  assert_notified (test, "edited text markup mentions-me");
  g_assert_cmpstr (hall_message_get_text (test->row), ==, "Between");
}

static void
test_reactions (Test          *test,
                gconstpointer  unused)
{
  GListModel *reactions = hall_message_get_reactions (test->row);
  g_autoptr (HallEvent) second = model_test_react (&test->base, 0, MODEL_TEST_NOON + 2,
                                                   test->target, "👍", TRUE);
  g_autoptr (HallReaction) thumb = NULL;

  annotate (test, model_test_react (&test->base, 2, MODEL_TEST_NOON + 5, test->target, "👍", TRUE));
  assert_notified (test, "has-reactions");
  thumb = g_list_model_get_item (reactions, 0);
  g_assert_cmpuint (hall_reaction_get_count (thumb), ==, 1);
  g_assert_false (hall_reaction_get_own (thumb));

  annotate (test, hall_event_ref (second));
  assert_notified (test, "has-reactions");   /* it has more of them */
  g_assert_cmpuint (hall_reaction_get_count (thumb), ==, 2);
  g_assert_true (hall_reaction_get_own (thumb));
  g_assert_true (g_ptr_array_index (hall_reaction_get_people (thumb), 0)
                 == model_test_person (&test->base, 0));

  /* One that came between stands behind: the first thumb was before it. */
  annotate (test, model_test_react (&test->base, 3, MODEL_TEST_NOON + 3, test->target, "🎉", TRUE));
  g_assert_cmpuint (g_list_model_get_n_items (reactions), ==, 2);
  unannotate (test, second->id);
  g_assert_cmpuint (g_list_model_get_n_items (reactions), ==, 2);
  /* The same object, in another place. */
  {
    g_autoptr (HallReaction) moved = g_list_model_get_item (reactions, 1);

    g_assert_true (moved == thumb);
    g_assert_false (hall_reaction_get_own (thumb));
  }

  annotate (test, model_test_react (&test->base, 3, MODEL_TEST_NOON + 9, test->target, "🎉", FALSE));
  g_ptr_array_set_size (test->notified, 0);
  annotate (test, model_test_react (&test->base, 2, MODEL_TEST_NOON + 9, test->target, "👍", FALSE));
  g_assert_cmpuint (g_list_model_get_n_items (reactions), ==, 0);
  assert_notified (test, "has-reactions");
}

static void
test_pins (Test          *test,
           gconstpointer  unused)
{
  annotate (test, model_test_pin (&test->base, 2, MODEL_TEST_NOON + 5, test->target, TRUE));
  assert_notified (test, "pinned");
  annotate (test, model_test_pin (&test->base, 3, MODEL_TEST_NOON + 4, test->target, FALSE));
  assert_notified (test, "");
  g_assert_true (hall_message_get_pinned (test->row));
  annotate (test, model_test_pin (&test->base, 3, MODEL_TEST_NOON + 6, test->target, FALSE));
  assert_notified (test, "pinned");
  g_assert_false (hall_message_get_pinned (test->row));
}

/* Nothing can be put to a system line, nor to what is not loaded; and none of these is a row. */
static void
test_nothing (Test          *test,
              gconstpointer  unused)
{
  g_autoptr (HallEvent) joined = model_test_state (&test->base, 2, MODEL_TEST_NOON + 1,
                                                   HALL_STATE_JOINED, "Jin");
  g_autoptr (HallEvent) absent = model_test_text (&test->base, 2, MODEL_TEST_NOON + 2, NULL, "Not");
  g_autoptr (GPtrArray) events = model_test_events ();
  HallMessage *line;

  add_one (test->base.timeline, joined);
  line = hall_timeline_lookup (test->base.timeline, joined->id);
  annotate (test, model_test_react (&test->base, 0, MODEL_TEST_NOON + 3, joined, "👍", TRUE));
  annotate (test, model_test_pin (&test->base, 0, MODEL_TEST_NOON + 3, joined, TRUE));
  annotate (test, model_test_edit (&test->base, 2, MODEL_TEST_NOON + 3, joined, "No", -1));
  annotate (test, model_test_react (&test->base, 0, MODEL_TEST_NOON + 3, absent, "👍", TRUE));
  g_assert_false (hall_message_get_has_reactions (line));
  g_assert_false (hall_message_get_pinned (line));
  g_assert_cmpint (hall_message_get_edited (line), ==, 0);
  g_assert_cmpstr (hall_message_get_text (line), ==, "");

  g_ptr_array_add (events, model_test_react (&test->base, 0, MODEL_TEST_NOON + 4, test->target,
                                             "👍", TRUE));
  g_ptr_array_add (events, model_test_edit (&test->base, 1, MODEL_TEST_NOON + 4, test->target, "X",
                                            -1));
  g_ptr_array_add (events, model_test_pin (&test->base, 1, MODEL_TEST_NOON + 4, test->target,
                                           TRUE));
  hall_timeline_add (test->base.timeline, events);
  g_assert_cmpuint (model_test_n_rows (test->base.timeline), ==, 2);
  for (guint i = 0; i < events->len; i++)
    g_assert_false (hall_timeline_has_row (g_ptr_array_index (events, i)));
}

/* What is hidden does not count, whether it comes before or after that is known. */
static void
test_hidden (Test          *test,
             gconstpointer  unused)
{
  g_autoptr (HallEvent) pin = model_test_pin (&test->base, 2, MODEL_TEST_NOON + 5, test->target,
                                              TRUE);
  const char *ids[] = { pin->id, NULL };

  annotate (test, hall_event_ref (pin));
  hall_timeline_set_hidden (test->base.timeline, ids, TRUE);
  g_assert_false (hall_message_get_pinned (test->row));
  annotate (test, hall_event_ref (pin));
  g_assert_false (hall_message_get_pinned (test->row));
  hall_timeline_set_hidden (test->base.timeline, ids, FALSE);
  annotate (test, hall_event_ref (pin));
  g_assert_true (hall_message_get_pinned (test->row));
}

/* An own edit that waits is seen at once, after everything signed, and on a row that is paged
 * in. */
static void
test_pending (Test          *test,
              gconstpointer  unused)
{
  g_autofree char *token = hall_token_new ();
  g_autoptr (HallEvent) mine = model_test_text (&test->base, 0, MODEL_TEST_NOON + 1, NULL, "Mine");
  g_autoptr (HallEvent) waiting = NULL;
  g_autoptr (HallEvent) written = NULL;
  g_autoptr (GPtrArray) nothing = model_test_events ();
  g_autoptr (GError) error = NULL;
  HallEventBody body;
  HallMessage *row;

  hall_event_body_init (&body, HALL_EVENT_EDIT);
  body.target = mine->id;
  body.text = "Waiting";
  waiting = hall_event_new (test->base.keys[0], test->base.genesis->id, MODEL_TEST_NOON + 2,
                            MODEL_TEST_NOON + 2, NULL, token, &body, &error);
  g_assert_no_error (error);

  hall_timeline_annotate_pending (test->base.timeline, waiting);
  add_one (test->base.timeline, mine);
  row = hall_timeline_lookup (test->base.timeline, mine->id);
  g_assert_cmpstr (hall_message_get_text (row), ==, "Waiting");
  annotate (test, model_test_edit (&test->base, 0, MODEL_TEST_NOON + 50, mine, "Elsewhere", -1));
  g_assert_cmpstr (hall_message_get_text (row), ==, "Waiting");

  hall_timeline_reset (test->base.timeline, nothing, TRUE, TRUE);
  add_one (test->base.timeline, mine);
  row = hall_timeline_lookup (test->base.timeline, mine->id);
  g_assert_cmpstr (hall_message_get_text (row), ==, "Waiting");

  /* Signed, it has a place like all others. */
  annotate (test, model_test_edit (&test->base, 0, MODEL_TEST_NOON + 50, mine, "Elsewhere", -1));
  annotate (test, hall_event_ref (waiting));
  g_assert_cmpstr (hall_message_get_text (row), ==, "Elsewhere");

  hall_timeline_annotate_pending (test->base.timeline, waiting);
  g_assert_cmpstr (hall_message_get_text (row), ==, "Waiting");
  hall_timeline_drop_pending_annotation (test->base.timeline, token);
  g_assert_cmpstr (hall_message_get_text (row), ==, "Elsewhere");
}

/* Very many are bounded: the newest count, and some of them are shown. */
static void
test_bounds (Test          *test,
             gconstpointer  unused)
{
  g_autoptr (GPtrArray) events = model_test_events ();
  GListModel *reactions = hall_message_get_reactions (test->row);

  for (guint i = 0; i < 80; i++)
    {
      char emoji[7] = { 0 };

      g_unichar_to_utf8 (0x1f600 + i % 75, emoji);
      g_ptr_array_add (events, model_test_react (&test->base, i % 4, MODEL_TEST_NOON + i,
                                                 test->target, emoji, TRUE));
      g_ptr_array_add (events, model_test_edit (&test->base, 1, MODEL_TEST_NOON + i, test->target,
                                                emoji, -1));
    }
  model_test_shuffle (events);
  hall_timeline_annotate (test->base.timeline, events);
  g_assert_cmpuint (g_list_model_get_n_items (reactions), ==, HALL_ANNOTATIONS_EMOJI_SHOWN);
  g_assert_cmpint (hall_message_get_edited (test->row), ==, MODEL_TEST_NOON + 79);
}

/* Somebody who reacts without end, in whatever order that comes, takes away nothing of what others
 * say; of its own the newest count. */
static void
test_flood (Test          *test,
            gconstpointer  unused)
{
  g_autoptr (GPtrArray) events = model_test_events ();
  GListModel *reactions = hall_message_get_reactions (test->row);
  g_autoptr (HallReaction) others = NULL;
  g_autoptr (HallReaction) newest = NULL;

  annotate (test, model_test_react (&test->base, 2, MODEL_TEST_NOON + 1, test->target, "👍", TRUE));
  annotate (test, model_test_react (&test->base, 3, MODEL_TEST_NOON + 2, test->target, "🎉", TRUE));
  for (guint i = 0; i < 2 * HALL_ANNOTATIONS_REACTIONS_MAX; i++)
    g_ptr_array_add (events, model_test_react (&test->base, 3, MODEL_TEST_NOON + 10 + i,
                                               test->target, "😀", i % 2 != 0));
  model_test_shuffle (events);
  hall_timeline_annotate (test->base.timeline, events);
  g_assert_cmpuint (g_list_model_get_n_items (reactions), ==, 2);
  others = g_list_model_get_item (reactions, 0);
  newest = g_list_model_get_item (reactions, 1);
  g_assert_cmpstr (hall_reaction_get_emoji (others), ==, "👍");
  g_assert_cmpstr (hall_reaction_get_emoji (newest), ==, "😀");
  /* It is not for ever: what does not count any more makes place. */
  for (guint i = 0; i < events->len; i++)
    unannotate (test, ((HallEvent *) g_ptr_array_index (events, i))->id);
  annotate (test, model_test_react (&test->base, 3, MODEL_TEST_NOON + 3, test->target, "❤️", TRUE));
  g_assert_cmpuint (g_list_model_get_n_items (reactions), ==, 2);
}

/* A row that is trimmed takes with it what is known about it; it comes again with the row. */
static void
test_trimmed (Test          *test,
              gconstpointer  unused)
{
  HallTimeline *timeline = test->base.timeline;
  g_autoptr (GPtrArray) run = model_test_run (&test->base, 2, HALL_TIMELINE_LOADED_MAX,
                                              MODEL_TEST_NOON + 100, 10);
  g_autoptr (GPtrArray) older = g_ptr_array_new ();
  g_autoptr (HallEvent) pin = model_test_pin (&test->base, 2, MODEL_TEST_NOON + 5, test->target,
                                              TRUE);
  HallMessage *row;

  annotate (test, hall_event_ref (pin));
  hall_timeline_add (timeline, run);
  g_assert_null (hall_timeline_lookup (timeline, test->target->id));
  g_ptr_array_add (older, test->target);
  hall_timeline_add_older (timeline, older, TRUE);
  row = hall_timeline_lookup (timeline, test->target->id);
  g_assert_nonnull (row);
  g_assert_false (hall_message_get_pinned (row));
  annotate (test, hall_event_ref (pin));
  g_assert_true (hall_message_get_pinned (row));
}

/* A copy has what is about it, and is no row. */
static void
test_copy (Test          *test,
           gconstpointer  unused)
{
  g_autoptr (GPtrArray) events = model_test_events ();
  g_autoptr (HallEvent) other = model_test_text (&test->base, 2, MODEL_TEST_NOON + 2, NULL, "Two");
  g_autoptr (HallMessage) copy = NULL;
  g_autofree char *said = NULL;
  g_autofree char *expected = NULL;

  g_ptr_array_add (events, model_test_edit (&test->base, 1, MODEL_TEST_NOON + 4, test->target,
                                            "Changed", -1));
  g_ptr_array_add (events, model_test_react (&test->base, 1, MODEL_TEST_NOON + 4, other, "👍",
                                             TRUE));
  g_ptr_array_add (events, model_test_pin (&test->base, 1, MODEL_TEST_NOON + 4, test->target,
                                           TRUE));
  copy = hall_timeline_make_copy (test->base.timeline, test->target, events);
  g_assert_true (copy != test->row);
  said = model_test_describe (copy);
  expected = model_test_expect (&test->base, test->target, events);
  g_assert_cmpstr (said, ==, expected);
  g_assert_cmpstr (hall_message_get_text (test->row), ==, "Hello *all*");
}

static void
test_find (Test          *test,
           gconstpointer  unused)
{
  HallTimeline *timeline = test->base.timeline;
  g_autofree char *token = hall_token_new ();
  g_autoptr (HallEvent) later = model_test_text (&test->base, 2, MODEL_TEST_NOON + 9, NULL, "Two");

  add_one (timeline, later);
  hall_timeline_add_notice (timeline, HALL_MESSAGE_HOST_CHANGED,
                            model_test_person (&test->base, 1), MODEL_TEST_NOON + 5);
  hall_timeline_add_pending (timeline, token, "Waits", MODEL_TEST_NOON + 20);

  g_assert_cmpuint (hall_timeline_find (timeline, test->target->id), ==, 0);
  g_assert_cmpuint (hall_timeline_find (timeline, later->id), ==, 2);
  g_assert_cmpuint (hall_timeline_find (timeline, test->base.genesis->id), ==, G_MAXUINT);
  g_assert_cmpuint (hall_timeline_find_time (timeline, 0), ==, 0);
  g_assert_cmpuint (hall_timeline_find_time (timeline, MODEL_TEST_NOON), ==, 0);
  g_assert_cmpuint (hall_timeline_find_time (timeline, MODEL_TEST_NOON + 1), ==, 2);
  g_assert_cmpuint (hall_timeline_find_time (timeline, MODEL_TEST_NOON + 9), ==, 2);
  g_assert_cmpuint (hall_timeline_find_time (timeline, MODEL_TEST_NOON + 10), ==, G_MAXUINT);
}

#define ADD(name, function) \
  g_test_add ("/model/annotations/" name, Test, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("edit", test_edit);
  ADD ("reactions", test_reactions);
  ADD ("pins", test_pins);
  ADD ("nothing", test_nothing);
  ADD ("hidden", test_hidden);
  ADD ("pending", test_pending);
  ADD ("bounds", test_bounds);
  ADD ("flood", test_flood);
  ADD ("trimmed", test_trimmed);
  ADD ("copy", test_copy);
  ADD ("find", test_find);

  return g_test_run ();
}
