/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-room.c: what follows from what in a room, and what notifies.
 */

#include "config.h"

#include "model-test.h"

static void
on_notify (GObject    *object,
           GParamSpec *pspec,
           GString    *seen)
{
  g_string_append_printf (seen, "%s ", g_param_spec_get_name (pspec));
}

#define assert_seen(expected) \
  G_STMT_START { \
    g_assert_cmpstr (seen->str, ==, expected); \
    g_string_truncate (seen, 0); \
  } G_STMT_END

static void
test_properties (ModelTest     *test,
                 gconstpointer  unused)
{
  g_autoptr (HallRoom) room = hall_room_new ("abcdefghijklmnopqrstuv", test->directory);
  g_autoptr (GString) seen = g_string_new (NULL);

  g_signal_connect (room, "notify", G_CALLBACK (on_notify), seen);
  g_assert_cmpstr (hall_room_get_name (room), ==, "Unknown (abcd)");
  g_assert_null (hall_room_get_creator (room));
  g_assert_null (hall_room_get_host (room));

  for (guint i = 0; i < 2; i++)
    {
      hall_room_set_name (room, " design \n review ");
      hall_room_set_topic (room, "What\nto build");
      hall_room_set_lock (room, HALL_LOCK_PASSPHRASE);
      hall_room_set_creator (room, model_test_person (test, 1));
      hall_room_set_host (room, model_test_person (test, 2));
      hall_room_set_announced (room, 2);
      hall_room_set_ambiguous (room, 4);
      hall_room_set_unread (room, 3);
      hall_room_set_draft (room, "Hel");
      hall_room_set_problem (room, "Nobody is there");
      hall_room_set_last_time (room, 5);
      hall_room_set_announced_members (room, 7);
      if (i == 0)
        assert_seen ("name topic lock creator host announced ambiguous unread draft problem "
                     "last-time n-members ");
    }
  assert_seen ("");

  g_assert_cmpstr (hall_room_get_name (room), ==, "design review");
  g_assert_cmpstr (hall_room_get_topic (room), ==, "What to build");
  g_assert_true (hall_room_get_creator (room) == model_test_person (test, 1));
  g_assert_true (hall_room_get_host (room) == model_test_person (test, 2));
}

static void
test_members (ModelTest     *test,
              gconstpointer  unused)
{
  g_autoptr (HallRoom) room = hall_room_new (test->genesis->id, test->directory);
  g_autoptr (GString) seen = g_string_new (NULL);
  GListModel *members = hall_room_get_members (room);

  hall_room_set_announced_members (room, 9);
  hall_room_add_member (room, model_test_person (test, 0));
  g_assert_cmpuint (hall_room_get_n_members (room), ==, 9);

  g_signal_connect (room, "notify", G_CALLBACK (on_notify), seen);
  hall_room_set_membership (room, HALL_MEMBERSHIP_JOINING);
  assert_seen ("membership is-member ");
  g_assert_cmpuint (hall_room_get_n_members (room), ==, 9);
  hall_room_set_membership (room, HALL_MEMBERSHIP_LIVE);
  assert_seen ("n-members membership ");
  g_assert_cmpuint (hall_room_get_n_members (room), ==, 1);

  hall_room_add_member (room, model_test_person (test, 1));
  assert_seen ("n-members ");
  hall_room_add_member (room, model_test_person (test, 1));
  hall_room_remove_member (room, model_test_person (test, 3));
  hall_room_set_announced_members (room, 12);
  assert_seen ("");
  g_assert_cmpuint (g_list_model_get_n_items (members), ==, 2);
  hall_room_remove_member (room, model_test_person (test, 0));
  g_assert_cmpuint (hall_room_get_n_members (room), ==, 1);
  hall_room_clear_members (room);
  g_assert_cmpuint (g_list_model_get_n_items (members), ==, 0);

  hall_room_set_membership (room, HALL_MEMBERSHIP_WAITING);
  g_assert_cmpuint (hall_room_get_n_members (room), ==, 12);
  g_assert_true (hall_room_get_is_member (room));
}

static void
test_last_message (ModelTest     *test,
                   gconstpointer  unused)
{
  g_autoptr (HallRoom) room = hall_room_new (test->genesis->id, test->directory);
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (GPtrArray) events = model_test_events ();
  g_autofree char *token = hall_token_new ();
  g_autoptr (HallEvent) event = model_test_text (test, 0, MODEL_TEST_NOON + 5, token, "Hello");
  g_autoptr (HallEvent) later = model_test_text (test, 1, MODEL_TEST_NOON + 9, NULL, "Yes");
  g_autoptr (HallMessage) other = NULL;
  HallTimeline *timeline = hall_room_get_timeline (room);
  HallMessage *message;

  g_assert_true (hall_room_get_timeline (room) == timeline);
  hall_timeline_reset (timeline, events, TRUE, TRUE);
  message = hall_timeline_add_pending (timeline, token, "Hello", MODEL_TEST_NOON);
  g_signal_connect (room, "notify", G_CALLBACK (on_notify), seen);

  hall_room_set_last_message (room, message);
  assert_seen ("last-time last-message ");
  g_assert_cmpint (hall_room_get_last_time (room), ==, MODEL_TEST_NOON);
  g_assert_true (hall_timeline_set_signed (timeline, event) == message);
  assert_seen ("last-time ");
  g_assert_cmpint (hall_room_get_last_time (room), ==, MODEL_TEST_NOON + 5);

  /* A row that is in no list. */
  other = hall_timeline_make_message (timeline, later);
  g_assert_cmpuint (model_test_n_rows (timeline), ==, 1);
  g_assert_cmpstr (hall_message_get_text (other), ==, "Yes");
  hall_room_set_last_message (room, other);
  hall_room_set_last_message (room, other);
  assert_seen ("last-time last-message ");
  hall_room_set_last_message (room, NULL);
  g_assert_cmpint (hall_room_get_last_time (room), ==, MODEL_TEST_NOON + 9);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/model/room/properties", ModelTest, NULL,
              model_test_set_up, test_properties, model_test_tear_down);
  g_test_add ("/model/room/members", ModelTest, NULL,
              model_test_set_up, test_members, model_test_tear_down);
  g_test_add ("/model/room/last-message", ModelTest, NULL,
              model_test_set_up, test_last_message, model_test_tear_down);

  return g_test_run ();
}
