/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-replies.c: what rows answer: asked for once, shared, and true when it changes later.
 */

#include "config.h"

#include "model-test.h"

typedef struct
{
  ModelTest base;
  HallEvent *target;       /* before what is loaded */
  HallEvent *answers[2];
} Test;

static void
set_up (Test          *test,
        gconstpointer  unused)
{
  g_autoptr (GPtrArray) events = model_test_events ();

  model_test_set_up (&test->base, NULL);
  test->target = model_test_text (&test->base, 1, MODEL_TEST_NOON - 100, NULL, "First");
  for (guint i = 0; i < 2; i++)
    {
      test->answers[i] = model_test_reply (&test->base, 2, MODEL_TEST_NOON + i, test->target,
                                           "Answer");
      g_ptr_array_add (events, hall_event_ref (test->answers[i]));
    }
  hall_timeline_reset (test->base.timeline, events, FALSE, TRUE);
}

static void
tear_down (Test          *test,
           gconstpointer  unused)
{
  hall_event_unref (test->target);
  for (guint i = 0; i < 2; i++)
    hall_event_unref (test->answers[i]);
  model_test_tear_down (&test->base, NULL);
}

static HallMessage *
get_row (Test  *test,
         guint  i)
{
  return hall_timeline_lookup (test->base.timeline, test->answers[i]->id);
}

static void
assert_unanswered (Test       *test,
                   const char *id)
{
  g_auto (GStrv) ids = hall_timeline_list_unanswered (test->base.timeline);

  g_assert_cmpstr (ids != NULL ? ids[0] : NULL, ==, id);
  g_assert_true (ids == NULL || ids[1] == NULL);
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
on_notify (GObject    *object,
           GParamSpec *pspec,
           guint      *n)
{
  (*n)++;
}

static void
test_answered (Test          *test,
               gconstpointer  unused)
{
  HallMessage *reply;
  guint n = 0;

  assert_unanswered (test, test->target->id);
  g_assert_true (hall_timeline_is_answered (test->base.timeline, test->target->id));
  g_assert_false (hall_timeline_is_answered (test->base.timeline, "another"));
  g_assert_cmpstr (hall_message_get_reply_to (get_row (test, 0)), ==, test->target->id);
  g_assert_null (hall_message_get_reply (get_row (test, 0)));
  g_signal_connect (get_row (test, 0), "notify::reply", G_CALLBACK (on_notify), &n);

  hall_timeline_set_answered (test->base.timeline, test->target->id, test->target, NULL, FALSE);
  assert_unanswered (test, NULL);
  g_assert_cmpuint (n, ==, 1);
  reply = hall_message_get_reply (get_row (test, 0));
  g_assert_cmpstr (hall_message_get_text (reply), ==, "First");
  g_assert_true (hall_message_get_reply (get_row (test, 1)) == reply);
  g_assert_cmpuint (model_test_n_rows (test->base.timeline), ==, 2);

  /* Another one that answers it knows it at once. */
  {
    g_autoptr (HallEvent) third = model_test_reply (&test->base, 3, MODEL_TEST_NOON + 9,
                                                    test->target, "Me, too");

    add_one (test->base.timeline, third);
    g_assert_true (hall_message_get_reply (hall_timeline_lookup (test->base.timeline, third->id))
                   == reply);
  }
}

/* An edit that becomes known between the question and what was found out then is not lost. */
static void
test_early (Test          *test,
            gconstpointer  unused)
{
  g_autoptr (GPtrArray) edits = model_test_events ();

  g_ptr_array_add (edits, model_test_edit (&test->base, 1, MODEL_TEST_NOON, test->target, "Second",
                                           -1));
  g_ptr_array_add (edits, model_test_edit (&test->base, 3, MODEL_TEST_NOON + 9, test->target,
                                           "Not mine", -1));
  hall_timeline_annotate (test->base.timeline, edits);
  hall_timeline_set_answered (test->base.timeline, test->target->id, test->target, NULL, FALSE);
  g_assert_cmpstr (hall_message_get_text (hall_message_get_reply (get_row (test, 0))), ==,
                   "Second");
}

static void
test_gone (Test          *test,
           gconstpointer  unused)
{
  const char *ids[] = { test->target->id, NULL };

  hall_timeline_set_answered (test->base.timeline, test->target->id, NULL, NULL, TRUE);
  g_assert_true (hall_message_get_reply_gone (get_row (test, 1)));
  assert_unanswered (test, NULL);

  /* It was a mistake. */
  hall_timeline_set_answered (test->base.timeline, test->target->id, test->target, NULL, FALSE);
  g_assert_false (hall_message_get_reply_gone (get_row (test, 1)));
  g_assert_nonnull (hall_message_get_reply (get_row (test, 1)));

  hall_timeline_set_hidden (test->base.timeline, ids, TRUE);
  g_assert_true (hall_message_get_reply_gone (get_row (test, 0)));
  g_assert_null (hall_message_get_reply (get_row (test, 0)));
  /* What is hidden is not shown whoever says so. */
  hall_timeline_set_answered (test->base.timeline, test->target->id, test->target, NULL, FALSE);
  g_assert_true (hall_message_get_reply_gone (get_row (test, 0)));

  hall_timeline_set_hidden (test->base.timeline, ids, FALSE);
  g_assert_false (hall_message_get_reply_gone (get_row (test, 0)));
  assert_unanswered (test, test->target->id);
}

/* What no row can be made of is nothing to be asked for again and again. */
static void
test_no_row (Test          *test,
             gconstpointer  unused)
{
  g_autoptr (HallEvent) pin = model_test_pin (&test->base, 1, MODEL_TEST_NOON, test->target, TRUE);
  g_autoptr (HallEvent) odd = model_test_reply (&test->base, 1, MODEL_TEST_NOON + 5, pin, "Odd");

  hall_timeline_set_answered (test->base.timeline, test->target->id, test->target, NULL, FALSE);
  add_one (test->base.timeline, odd);
  assert_unanswered (test, pin->id);
  hall_timeline_set_answered (test->base.timeline, pin->id, pin, NULL, FALSE);
  g_assert_true (hall_message_get_reply_gone (hall_timeline_lookup (test->base.timeline,
                                                                    odd->id)));
  assert_unanswered (test, NULL);
}

/* It turns up below what is loaded, or is paged in as a row. */
static void
test_comes (Test          *test,
            gconstpointer  unused)
{
  g_autoptr (GPtrArray) older = model_test_events ();
  g_autoptr (GPtrArray) notes = model_test_events ();
  HallMessage *reply;

  add_one (test->base.timeline, test->target);
  g_assert_null (hall_timeline_lookup (test->base.timeline, test->target->id));
  assert_unanswered (test, NULL);
  reply = hall_message_get_reply (get_row (test, 0));
  g_assert_nonnull (reply);

  g_ptr_array_add (older, hall_event_ref (test->target));
  hall_timeline_add_older (test->base.timeline, older, TRUE);
  g_assert_true (hall_message_get_reply (get_row (test, 0)) == reply);
  g_assert_true (hall_timeline_lookup (test->base.timeline, test->target->id) != reply);

  g_ptr_array_add (notes, model_test_edit (&test->base, 1, MODEL_TEST_NOON, test->target, "New",
                                           -1));
  hall_timeline_annotate (test->base.timeline, notes);
  g_assert_cmpstr (hall_message_get_text (reply), ==, "New");
  g_assert_cmpstr (hall_message_get_text (model_test_row (test->base.timeline, 0)), ==, "New");
}

/* A loaded message that was edited before anybody answered it. */
static void
test_edited_before (Test          *test,
                    gconstpointer  unused)
{
  g_autoptr (GPtrArray) edits = model_test_events ();
  g_autoptr (HallEvent) text = model_test_text (&test->base, 1, MODEL_TEST_NOON + 5, NULL, "Old");
  g_autoptr (HallEvent) answer = model_test_reply (&test->base, 2, MODEL_TEST_NOON + 7, text, "So");
  HallMessage *reply;

  add_one (test->base.timeline, text);
  g_ptr_array_add (edits, model_test_edit (&test->base, 1, MODEL_TEST_NOON + 6, text, "New", -1));
  hall_timeline_annotate (test->base.timeline, edits);
  add_one (test->base.timeline, answer);
  reply = hall_message_get_reply (hall_timeline_lookup (test->base.timeline, answer->id));
  g_assert_cmpstr (hall_message_get_text (reply), ==, "New");
}

static void
test_paged_in (Test          *test,
               gconstpointer  unused)
{
  g_autoptr (GPtrArray) older = model_test_events ();

  g_ptr_array_add (older, hall_event_ref (test->target));
  hall_timeline_add_older (test->base.timeline, older, TRUE);
  assert_unanswered (test, NULL);
  g_assert_nonnull (hall_message_get_reply (get_row (test, 0)));
}

/* Rows that go take with them what only they answer. */
static void
test_forgotten (Test          *test,
                gconstpointer  unused)
{
  g_autoptr (GPtrArray) run = model_test_run (&test->base, 3, HALL_TIMELINE_LOADED_MAX,
                                              MODEL_TEST_NOON + 100, 10);

  hall_timeline_set_answered (test->base.timeline, test->target->id, test->target, NULL, FALSE);
  hall_timeline_add (test->base.timeline, run);
  g_assert_null (get_row (test, 0));
  hall_timeline_set_answered (test->base.timeline, test->target->id, test->target, NULL, FALSE);
  assert_unanswered (test, NULL);
  {
    g_autoptr (HallEvent) again = model_test_reply (&test->base, 3, MODEL_TEST_NOON + 99999,
                                                    test->target, "Again");

    add_one (test->base.timeline, again);
    assert_unanswered (test, test->target->id);
  }
}

/* One that waits in the outbox stays the same row, and an action. */
static void
test_pending (Test          *test,
              gconstpointer  unused)
{
  g_autofree char *token = hall_token_new ();
  g_autoptr (HallEvent) event = NULL;
  g_autoptr (GError) error = NULL;
  HallMessage *row;
  HallEventBody body;

  hall_timeline_set_answered (test->base.timeline, test->target->id, test->target, NULL, FALSE);
  row = hall_timeline_add_pending_text (test->base.timeline, token, "waves", test->target->id, TRUE,
                                        MODEL_TEST_NOON + 50);
  g_assert_true (hall_message_get_reply (row) == hall_message_get_reply (get_row (test, 0)));
  g_assert_true (hall_message_get_action (row));
  g_assert_true (hall_message_get_starts_run (row));
  /* What is said after it is said with the name, too. */
  {
    g_autofree char *next = hall_token_new ();

    g_assert_true (hall_message_get_starts_run (
      hall_timeline_add_pending (test->base.timeline, next, "Hello", MODEL_TEST_NOON + 51)));
  }
  g_assert_cmpint (hall_message_get_clock (row), ==, MODEL_TEST_NOON + 50);

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "waves";
  body.action = TRUE;
  body.reply = test->target->id;
  event = hall_event_new (test->base.keys[0], test->base.genesis->id, MODEL_TEST_NOON + 60,
                          MODEL_TEST_NOON + 50, NULL, token, &body, &error);
  g_assert_no_error (error);
  g_assert_true (hall_timeline_set_signed (test->base.timeline, event) == row);
  g_assert_true (hall_message_get_action (row));
  g_assert_nonnull (hall_message_get_reply (row));
  g_assert_cmpint (hall_message_get_clock (row), ==, MODEL_TEST_NOON + 60);
}

#define ADD(name, function) \
  g_test_add ("/model/replies/" name, Test, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("answered", test_answered);
  ADD ("early", test_early);
  ADD ("gone", test_gone);
  ADD ("no-row", test_no_row);
  ADD ("comes", test_comes);
  ADD ("edited-before", test_edited_before);
  ADD ("paged-in", test_paged_in);
  ADD ("forgotten", test_forgotten);
  ADD ("pending", test_pending);

  return g_test_run ();
}
