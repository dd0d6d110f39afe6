/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-room.c: what follows from what in a room, and what notifies.
 */

#include "config.h"

#include <string.h>

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
  g_assert_cmpint (hall_room_get_connection (room), ==, HALL_CONNECTION_NONE);
  g_assert_true (hall_room_get_reopens (room));
  g_assert_false (hall_room_get_leaving (room));
  g_assert_false (hall_room_get_only_since_joining (room));

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
      hall_room_set_connection (room, HALL_CONNECTION_TAKING_OVER);
      hall_room_set_reopens (room, FALSE);
      hall_room_set_leaving (room, 8);
      hall_room_set_only_since_joining (room, 16);
      if (i == 0)
        assert_seen ("name topic lock creator host announced ambiguous unread draft problem "
                     "last-time n-members connection reopens leaving only-since-joining ");
    }
  assert_seen ("");

  g_assert_cmpstr (hall_room_get_name (room), ==, "design review");
  g_assert_cmpstr (hall_room_get_topic (room), ==, "What to build");
  g_assert_true (hall_room_get_creator (room) == model_test_person (test, 1));
  g_assert_true (hall_room_get_host (room) == model_test_person (test, 2));
}

static void
test_network_properties (ModelTest     *test,
                         gconstpointer  unused)
{
  g_autoptr (HallRoom) room = hall_room_new (test->genesis->id, test->directory);
  HallConnection connection;
  gboolean reopens;
  gboolean leaving;
  gboolean only_since_joining;

  hall_room_set_connection (room, HALL_CONNECTION_NOBODY);
  hall_room_set_reopens (room, FALSE);
  hall_room_set_leaving (room, TRUE);
  hall_room_set_only_since_joining (room, TRUE);
  g_object_get (room, "connection", &connection, "reopens", &reopens, "leaving", &leaving,
                "only-since-joining", &only_since_joining, NULL);
  g_assert_cmpint (connection, ==, HALL_CONNECTION_NOBODY);
  g_assert_cmpint (hall_room_get_connection (room), ==, HALL_CONNECTION_NOBODY);
  g_assert_false (reopens);
  g_assert_false (hall_room_get_reopens (room));
  g_assert_true (leaving);
  g_assert_true (hall_room_get_leaving (room));
  g_assert_true (only_since_joining);
  g_assert_true (hall_room_get_only_since_joining (room));
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

static void
on_receipts_changed (HallRoom *room,
                     guint    *n_changes)
{
  (*n_changes)++;
}

#define assert_changes(expected) \
  G_STMT_START { \
    g_assert_cmpuint (n_changes, ==, expected); \
    n_changes = 0; \
  } G_STMT_END

static int
compare_raw_ids (gconstpointer a,
                 gconstpointer b)
{
  const HallEvent *first = *(HallEvent *const *) a;
  const HallEvent *second = *(HallEvent *const *) b;

  return memcmp (first->raw_id, second->raw_id, sizeof first->raw_id);
}

/* Of one millisecond, in the order of the raw ids, which is not that of their letters. */
static GPtrArray *
make_twins (ModelTest *test,
            gint64     lc)
{
  GPtrArray *twins = model_test_run (test, 0, 40, lc, 0);

  g_ptr_array_sort (twins, compare_raw_ids);

  return twins;
}

static void
test_marks (ModelTest     *test,
            gconstpointer  unused)
{
  g_autoptr (HallRoom) room = hall_room_new (test->genesis->id, test->directory);
  g_autoptr (GPtrArray) twins = make_twins (test, MODEL_TEST_NOON);
  g_autoptr (HallEvent) earlier = model_test_text (test, 1, MODEL_TEST_NOON - 1, NULL, "a");
  g_autoptr (HallEvent) later = model_test_text (test, 1, MODEL_TEST_NOON + 1, NULL, "b");
  HallTimeline *timeline = hall_room_get_timeline (room);
  HallPerson *person = model_test_person (test, 2);
  g_autoptr (HallMessage) before = hall_timeline_make_message (timeline, earlier);
  g_autoptr (HallMessage) after = hall_timeline_make_message (timeline, later);
  guint middle = twins->len / 2;
  guint n_changes = 0;

  g_signal_connect (room, "receipts-changed", G_CALLBACK (on_receipts_changed), &n_changes);
  g_assert_false (hall_room_has_received (room, person, before));
  g_assert_true (hall_room_has_received (room, model_test_person (test, 1), before));
  g_assert_true (hall_room_has_received (room, model_test_person (test, 0), before));

  hall_room_set_received (room, person, MODEL_TEST_NOON,
                          ((HallEvent *) twins->pdata[middle])->id);
  assert_changes (1);
  for (guint i = 0; i < twins->len; i++)
    {
      g_autoptr (HallMessage) twin = hall_timeline_make_message (timeline, twins->pdata[i]);

      g_assert_true (hall_room_has_received (room, person, twin) == (i <= middle));
    }
  g_assert_true (hall_room_has_received (room, person, before));
  g_assert_false (hall_room_has_received (room, person, after));
  g_assert_false (hall_room_has_received (room, model_test_person (test, 3), before));

  /* Never less than before. */
  hall_room_set_received (room, person, MODEL_TEST_NOON, ((HallEvent *) twins->pdata[0])->id);
  hall_room_set_received (room, person, MODEL_TEST_NOON - 1, earlier->id);
  hall_room_set_received (room, person, MODEL_TEST_NOON + 1, "no id");
  assert_changes (0);
  hall_room_set_received (room, person, MODEL_TEST_NOON + 1, later->id);
  assert_changes (1);
  g_assert_true (hall_room_has_received (room, person, after));
}

static void
test_single_receipts (ModelTest     *test,
                      gconstpointer  unused)
{
  g_autoptr (HallRoom) room = hall_room_new (test->genesis->id, test->directory);
  g_autoptr (GPtrArray) events = model_test_run (test, 0, 1100, MODEL_TEST_NOON, 1);
  HallTimeline *timeline = hall_room_get_timeline (room);
  HallPerson *person = model_test_person (test, 2);
  g_autoptr (HallMessage) first = hall_timeline_make_message (timeline, events->pdata[0]);
  g_autoptr (HallMessage) second = hall_timeline_make_message (timeline, events->pdata[1]);
  g_autoptr (HallMessage) last = hall_timeline_make_message (timeline, events->pdata[1099]);
  g_autofree char *token = hall_token_new ();
  HallMessage *pending = hall_timeline_add_pending (timeline, token, "Hello", MODEL_TEST_NOON);
  guint n_changes = 0;

  g_signal_connect (room, "receipts-changed", G_CALLBACK (on_receipts_changed), &n_changes);
  for (guint i = 0; i < 2; i++)
    hall_room_add_received (room, person, hall_message_get_id (second));
  hall_room_add_received (room, person, "no id");
  assert_changes (1);
  g_assert_true (hall_room_has_received (room, person, second));
  g_assert_false (hall_room_has_received (room, person, first));
  g_assert_false (hall_room_has_received (room, model_test_person (test, 3), second));
  g_assert_false (hall_room_has_received (room, person, pending));

  /* Bounded: the oldest are forgotten, the newest are known. */
  for (guint i = 2; i < events->len; i++)
    hall_room_add_received (room, person, ((HallEvent *) events->pdata[i])->id);
  g_assert_true (hall_room_has_received (room, person, last));
  g_assert_false (hall_room_has_received (room, person, second));

  /* What was forgotten can be said again. */
  hall_room_add_received (room, person, hall_message_get_id (second));
  g_assert_true (hall_room_has_received (room, person, second));
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
  g_test_add ("/model/room/network-properties", ModelTest, NULL,
              model_test_set_up, test_network_properties, model_test_tear_down);
  g_test_add ("/model/room/marks", ModelTest, NULL,
              model_test_set_up, test_marks, model_test_tear_down);
  g_test_add ("/model/room/single-receipts", ModelTest, NULL,
              model_test_set_up, test_single_receipts, model_test_tear_down);
  g_test_add ("/model/room/last-message", ModelTest, NULL,
              model_test_set_up, test_last_message, model_test_tear_down);

  return g_test_run ();
}
