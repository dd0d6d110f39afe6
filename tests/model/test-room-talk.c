/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-room-talk.c: mentions, what one is told of, what is pinned, and who has read what; and what
 * of it a row says.
 */

#include "config.h"

#include <string.h>

#include "hall-search-hit.h"
#include "model-test.h"

typedef struct
{
  ModelTest base;
  HallRoom *room;
  HallTimeline *timeline;
} Test;

static void
set_up (Test          *test,
        gconstpointer  unused)
{
  g_autoptr (GPtrArray) nothing = model_test_events ();

  model_test_set_up (&test->base, NULL);
  test->room = hall_room_new (test->base.genesis->id, test->base.directory);
  test->timeline = hall_room_get_timeline (test->room);
  hall_timeline_reset (test->timeline, nothing, TRUE, TRUE);
}

static void
tear_down (Test          *test,
           gconstpointer  unused)
{
  g_assert_finalize_object (test->room);
  model_test_tear_down (&test->base, NULL);
}

static void
on_notify (GObject    *object,
           GParamSpec *pspec,
           GString    *seen)
{
  g_string_append_printf (seen, "%s ", g_param_spec_get_name (pspec));
}

static HallMessage *
add (Test      *test,
     HallEvent *event)
{
  g_autoptr (GPtrArray) events = model_test_events ();

  g_ptr_array_add (events, event);
  hall_timeline_add (test->timeline, events);

  return hall_timeline_lookup (test->timeline, event->id);
}

static void
test_properties (Test          *test,
                 gconstpointer  unused)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GPtrArray) pinned = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  guint n_pinned;

  g_signal_connect (test->room, "notify", G_CALLBACK (on_notify), seen);
  g_assert_cmpint (hall_room_get_notify (test->room), ==, HALL_NOTIFY_DEFAULT);
  for (guint i = 0; i < HALL_ROOM_PINS_MAX + 5; i++)
    {
      g_autoptr (HallEvent) event = model_test_text (&test->base, 1, MODEL_TEST_NOON + i, NULL,
                                                     "A");

      g_ptr_array_add (pinned, hall_timeline_make_copy (test->timeline, event, NULL));
    }

  for (guint i = 0; i < 2; i++)
    {
      hall_room_set_mentions (test->room, 2);
      hall_room_set_notify (test->room, HALL_NOTIFY_NOTHING);
      hall_room_set_pinned (test->room, pinned);
    }
  g_assert_cmpstr (seen->str, ==, "mentions notify n-pinned ");
  g_assert_cmpuint (hall_room_get_mentions (test->room), ==, 2);
  g_assert_cmpint (hall_room_get_notify (test->room), ==, HALL_NOTIFY_NOTHING);
  g_object_get (test->room, "n-pinned", &n_pinned, NULL);
  g_assert_cmpuint (n_pinned, ==, HALL_ROOM_PINS_MAX);
  {
    g_autoptr (HallMessage) first = g_list_model_get_item (hall_room_get_pinned (test->room), 0);

    g_assert_true (first == pinned->pdata[0]);
  }
  hall_room_set_pinned (test->room, nothing);
  g_assert_cmpuint (g_list_model_get_n_items (hall_room_get_pinned (test->room)), ==, 0);
}

static void
on_signal (HallRoom *room,
           guint    *n)
{
  (*n)++;
}

static void
test_read (Test          *test,
           gconstpointer  unused)
{
  HallPerson *reader = model_test_person (&test->base, 2);
  HallMessage *early = add (test, model_test_text (&test->base, 1, MODEL_TEST_NOON, NULL, "A"));
  HallMessage *late = add (test, model_test_text (&test->base, 1, MODEL_TEST_NOON + 9, NULL, "B"));
  HallMessage *own = add (test, model_test_text (&test->base, 2, MODEL_TEST_NOON + 20, NULL, "C"));
  guint n = 0;

  g_signal_connect (test->room, "receipts-changed", G_CALLBACK (on_signal), &n);
  g_assert_false (hall_room_has_read (test->room, reader, early));
  g_assert_true (hall_room_has_read (test->room, reader, own));
  hall_room_set_read (test->room, reader, MODEL_TEST_NOON, hall_message_get_id (early));
  hall_room_set_read (test->room, reader, MODEL_TEST_NOON, hall_message_get_id (early));
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (hall_room_has_read (test->room, reader, early));
  g_assert_false (hall_room_has_read (test->room, reader, late));
  g_assert_false (hall_room_has_read (test->room, model_test_person (&test->base, 3), early));
  /* Read is more than received, and neither says the other. */
  g_assert_false (hall_room_has_received (test->room, reader, early));

  hall_room_set_read (test->room, reader, MODEL_TEST_NOON + 9, hall_message_get_id (late));
  hall_room_set_read (test->room, reader, MODEL_TEST_NOON, hall_message_get_id (early));
  g_assert_true (hall_room_has_read (test->room, reader, late));
}

static HallEvent *
make_mention (Test    *test,
              guint    who,
              gint64   lc,
              gboolean all,
              int      mention)
{
  g_autoptr (GPtrArray) mentions = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                   hall_mention_free);
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_TEXT);
  body.text = "@room or @Mina look";
  body.mentions_all = all;
  if (mention >= 0)
    {
      g_ptr_array_add (mentions, hall_mention_new (hall_key_get_id (test->base.keys[mention]),
                                                   "Mina"));
      body.mentions = mentions;
    }

  return model_test_event (&test->base, who, lc, NULL, &body);
}

static void
test_mentions_me (Test          *test,
                  gconstpointer  unused)
{
  HallMessage *named = add (test, make_mention (test, 1, MODEL_TEST_NOON, FALSE, 0));
  HallMessage *other = add (test, make_mention (test, 1, MODEL_TEST_NOON + 1, FALSE, 2));
  HallMessage *own = add (test, make_mention (test, 0, MODEL_TEST_NOON + 2, TRUE, 0));

  g_assert_true (hall_message_get_mentions_me (named));
  g_assert_nonnull (strstr (hall_message_get_markup (named), "<span"));
  g_assert_false (hall_message_get_mentions_me (other));
  g_assert_false (hall_message_get_mentions_me (own));
}

/* "@room" counts as long as its author is a moderator. */
static void
test_mentions_all (Test          *test,
                   gconstpointer  unused)
{
  HallMessage *row = add (test, make_mention (test, 1, MODEL_TEST_NOON, TRUE, -1));
  g_autoptr (HallEvent) later = make_mention (test, 1, MODEL_TEST_NOON + 5, TRUE, -1);
  g_autoptr (GPtrArray) moderators = g_ptr_array_new ();
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (HallMessage) copy = NULL;

  g_assert_false (hall_message_get_mentions_me (row));
  g_assert_null (strstr (hall_message_get_markup (row), "<span"));
  g_signal_connect (row, "notify", G_CALLBACK (on_notify), seen);

  g_ptr_array_add (moderators, model_test_person (&test->base, 1));
  hall_room_set_moderators (test->room, moderators);
  g_assert_true (hall_message_get_mentions_me (row));
  g_assert_nonnull (strstr (hall_message_get_markup (row), "<span"));
  g_assert_cmpstr (seen->str, ==, "markup mentions-me ");
  copy = hall_timeline_make_copy (test->timeline, later, NULL);
  g_assert_true (hall_message_get_mentions_me (copy));

  hall_room_set_moderators (test->room, nobody);
  g_assert_false (hall_message_get_mentions_me (row));
}

static void
test_needle (Test          *test,
             gconstpointer  unused)
{
  HallMessage *row = add (test, model_test_text (&test->base, 1, MODEL_TEST_NOON, NULL,
                                                 "The build is green"));
  g_autofree char *plain = hall_message_make_block_markup (row, 0, NULL);
  g_autofree char *marked = hall_message_make_block_markup (row, 0, "green");

  g_assert_cmpstr (plain, ==, hall_message_get_markup (row));
  g_assert_cmpstr (plain, !=, marked);
  g_assert_nonnull (strstr (marked, "<span"));
}

static void
test_hit (Test          *test,
          gconstpointer  unused)
{
  HallMessage *row = add (test, model_test_text (&test->base, 1, MODEL_TEST_NOON, NULL, "A"));
  g_autoptr (HallSearchHit) hit = hall_search_hit_new (test->room, row);

  g_assert_true (hall_search_hit_get_room (hit) == test->room);
  g_assert_true (hall_search_hit_get_message (hit) == row);
}

/* Who still has the timeline when the room is gone. */
static void
test_outlived (Test          *test,
               gconstpointer  unused)
{
  HallRoom *room = hall_room_new ("abcdefghijklmnopqrstuv", test->base.directory);
  g_autoptr (HallTimeline) timeline = g_object_ref (hall_room_get_timeline (room));
  g_autoptr (HallEvent) event = make_mention (test, 1, MODEL_TEST_NOON, TRUE, -1);
  g_autoptr (HallMessage) copy = NULL;

  g_assert_finalize_object (room);
  copy = hall_timeline_make_copy (timeline, event, NULL);
  g_assert_false (hall_message_get_mentions_me (copy));
}

#define ADD(name, function) \
  g_test_add ("/model/room-talk/" name, Test, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("properties", test_properties);
  ADD ("read", test_read);
  ADD ("mentions-me", test_mentions_me);
  ADD ("mentions-all", test_mentions_all);
  ADD ("needle", test_needle);
  ADD ("hit", test_hit);
  ADD ("outlived", test_outlived);

  return g_test_run ();
}
