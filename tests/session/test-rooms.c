/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-rooms.c: sessions that find each other, host, join, talk, leave, and come back.
 */

#define G_LOG_DOMAIN "test-rooms"

#include "config.h"

#include "session-fixture.h"

static void
test_presence (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");

  TEST_WAIT_UNTIL (test_peer_sees (anna, ben) && test_peer_sees (ben, anna));
  g_assert_cmpstr (hall_person_get_name (test_peer_find_person (anna, ben)), ==, "Ben");
  g_assert_cmpstr (hall_person_get_name (test_peer_find_person (ben, anna)), ==, "Anna");

  g_assert_true (hall_session_set_name (ben->session, " Benjamin\n", NULL));
  TEST_WAIT_UNTIL (g_str_equal (hall_person_get_name (test_peer_find_person (anna, ben)),
                                "Benjamin"));

  {
    HallPerson *gone = test_peer_find_person (anna, ben);
    gint64 start = g_get_monotonic_time ();

    g_object_ref (gone);
    test_peer_stop (ben);
    g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
    TEST_WAIT_UNTIL (!hall_person_get_online (gone));
    g_assert_cmpint (hall_person_get_last_seen (gone), >, 0);
    g_object_unref (gone);
  }
  session_fixture_free (fixture);
}

static void
test_talk (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  g_autofree char *id = g_strdup (hall_room_get_id (room));
  HallRoom *heard;
  g_autoptr (GPtrArray) of_anna = NULL;
  g_autoptr (GPtrArray) of_ben = NULL;

  g_assert_cmpint (hall_room_get_membership (room), ==, HALL_MEMBERSHIP_HOSTING);
  g_assert_true (hall_room_get_host (room) == hall_session_get_self (anna->session));
  test_peer_send (anna, id, "first");
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, id) == 0);

  TEST_WAIT_UNTIL (test_peer_find_room (ben, id) != NULL);
  heard = test_peer_find_room (ben, id);
  g_assert_cmpstr (hall_room_get_name (heard), ==, "Lunch");
  g_assert_cmpstr (hall_room_get_topic (heard), ==, "a topic");
  g_assert_false (hall_room_get_is_member (heard));
  test_peer_join (ben, id);
  g_assert_cmpint (hall_room_get_membership (heard), ==, HALL_MEMBERSHIP_LIVE);
  g_assert_cmpstr (hall_person_get_name (hall_room_get_host (heard)), ==, "Anna");
  g_assert_cmpuint (hall_room_get_unread (heard), ==, 0);
  g_assert_null (hall_room_get_problem (heard));
  TEST_WAIT_UNTIL (test_peer_count_members (anna, id) == 2);
  TEST_WAIT_UNTIL (test_peer_count_members (ben, id) == 2);

  test_peer_send (ben, id, "second");
  g_assert_cmpuint (ben->queued->len, ==, 0);   /* it is not on disk yet */
  TEST_WAIT_UNTIL (hall_room_get_unread (room) == 1);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  g_assert_cmpuint (ben->queued->len, ==, 1);
  test_peer_send (anna, id, "third");
  TEST_WAIT_UNTIL (hall_room_get_unread (heard) == 1);
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, id) == 0);
  hall_session_mark_read (ben->session, heard);
  g_assert_cmpuint (hall_room_get_unread (heard), ==, 0);
  g_assert_cmpstr (hall_message_get_text (hall_room_get_last_message (heard)), ==, "third");

  of_anna = test_peer_load_history (anna, id, 100);
  of_ben = test_peer_load_history (ben, id, 100);
  test_assert_same (of_anna, of_ben);
  g_assert_cmpuint (of_anna->len, ==, 6);   /* created, joined twice, three texts */
  g_assert_cmpuint (anna->messages->len, ==, 6);
  g_assert_cmpuint (ben->messages->len, ==, 6);
  session_fixture_free (fixture);
}

static void
test_states (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  const char *event_id;

  test_peer_send (anna, id, "alone");
  TEST_WAIT_UNTIL (anna->messages->len == 3);
  event_id = g_ptr_array_index (anna->messages, 2);
  TEST_WAIT_UNTIL (g_hash_table_lookup (anna->states, event_id)
                   == GINT_TO_POINTER (HALL_MESSAGE_STATE_STORED));
  g_assert_cmpuint (test_peer_count_unsent (anna, id), ==, 0);

  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (g_hash_table_lookup (anna->states, event_id)
                   == GINT_TO_POINTER (HALL_MESSAGE_STATE_SENT));
  test_peer_send (ben, id, "together");
  g_assert_cmpuint (test_peer_count_unsent (ben, id), >=, 1);
  TEST_WAIT_UNTIL (ben->messages->len == 5);
  event_id = g_ptr_array_index (ben->messages, 4);
  TEST_WAIT_UNTIL (g_hash_table_lookup (ben->states, event_id)
                   == GINT_TO_POINTER (HALL_MESSAGE_STATE_SENT));
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0
                   && test_peer_count_unsent (anna, id) == 0);
  session_fixture_free (fixture);
}

#define SENDERS 3
#define EACH 200

static void
test_order (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *host = session_fixture_add (fixture, "Host");
  TestPeer *members[SENDERS];
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) of_host = NULL;

  host->room_rate = host->member_rate = 0;
  test_peer_start (host, HALL_SESSION_ACTIVE);
  id = g_strdup (hall_room_get_id (test_peer_create_room (host, "Lunch")));
  for (guint i = 0; i < SENDERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Member %u", i);

      members[i] = session_fixture_add (fixture, name);
      members[i]->member_rate = 0;
      test_peer_start (members[i], HALL_SESSION_ACTIVE);
      test_peer_join (members[i], id);
    }
  for (guint n = 0; n < EACH; n++)
    for (guint i = 0; i < SENDERS; i++)
      {
        g_autofree char *text = g_strdup_printf ("%u of %u", n, i);

        test_peer_send (members[i], id, text);
      }
  for (guint i = 0; i < SENDERS; i++)
    TEST_WAIT_UNTIL (test_peer_count_unsent (members[i], id) == 0);
  for (guint i = 0; i < SENDERS; i++)
    TEST_WAIT_UNTIL (members[i]->messages->len == SENDERS * EACH + 1 + SENDERS + 1);
  of_host = test_peer_load_history (host, id, 10000);
  g_assert_cmpuint (of_host->len, ==, SENDERS * EACH + 1 + SENDERS + 1);
  for (guint i = 0; i < SENDERS; i++)
    {
      g_autoptr (GPtrArray) history = test_peer_load_history (members[i], id, 10000);
      guint next = 0;

      test_assert_same (history, of_host);
      for (guint j = 0; j < history->len; j++)
        {
          g_autofree char *line = g_strdup_printf ("Member %u: %u of %u", i, next, i);

          if (g_str_equal (g_ptr_array_index (history, j), line))
            next++;
        }
      g_assert_cmpuint (next, ==, EACH);   /* each author's own in the order written */
    }
  session_fixture_free (fixture);
}

static void
test_restart (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  HallRoom *room;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  test_peer_join (ben, id);
  test_peer_send (ben, id, "one");
  test_peer_send (anna, id, "two");
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0
                   && test_peer_count_unsent (anna, id) == 0);
  hall_session_set_draft (ben->session, test_peer_find_room (ben, id), "half a thou");
  before = test_peer_load_history (ben, id, 100);
  test_peer_stop (ben);
  TEST_WAIT_UNTIL (test_peer_count_members (anna, id) == 1);
  test_peer_send (anna, id, "three");
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, id) == 0);

  test_peer_start (ben, HALL_SESSION_ACTIVE);
  room = test_peer_find_room (ben, id);
  g_assert_nonnull (room);
  g_assert_cmpstr (hall_room_get_name (room), ==, "Lunch");
  g_assert_cmpstr (hall_room_get_draft (room), ==, "half a thou");
  g_assert_cmpint (hall_room_get_membership (room), !=, HALL_MEMBERSHIP_NONE);
  g_assert_cmpuint (ben->messages->len, ==, 0);
  TEST_WAIT_UNTIL (test_peer_get_membership (ben, id) == HALL_MEMBERSHIP_LIVE);
  TEST_WAIT_UNTIL (ben->messages->len == 1);   /* "three" alone is new */
  g_assert_cmpuint (hall_room_get_unread (room), ==, 2);   /* "two" was never marked as read */
  after = test_peer_load_history (ben, id, 100);
  g_assert_cmpuint (after->len, ==, before->len + 1);
  g_assert_cmpstr (g_ptr_array_index (after, after->len - 1), ==, "Anna: three");

  hall_session_open_room_async (ben->session, room, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (hall_session_open_room_finish (ben->session, result, NULL));
  g_clear_object (&result);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (hall_room_get_timeline (room))), ==,
                    after->len);
  g_assert_true (hall_timeline_get_at_end (hall_room_get_timeline (room)));
  g_assert_cmpuint (hall_timeline_find_unread (hall_room_get_timeline (room)), <, after->len);
  session_fixture_free (fixture);
}

/* Both go and come back: who hosted it last hosts it again, and nothing is shown twice. */
static void
test_host_returns (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autoptr (GPtrArray) of_anna = NULL;
  g_autoptr (GPtrArray) of_ben = NULL;

  test_peer_join (ben, id);
  test_peer_send (ben, id, "before");
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  hall_session_set_reopens (ben->session, test_peer_find_room (ben, id), FALSE);
  test_peer_stop (ben);
  test_peer_kill (anna);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (hall_room_get_problem (test_peer_find_room (ben, id)) != NULL);
  g_assert_cmpint (test_peer_get_membership (ben, id), ==, HALL_MEMBERSHIP_WAITING);
  g_assert_cmpuint (test_peer_count_members (ben, id), ==, 0);
  for (guint i = 0; i < 5; i++)
    test_peer_send (ben, id, "into the outbox");
  g_assert_cmpuint (test_peer_count_unsent (ben, id), ==, 5);

  test_peer_stop (ben);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  g_assert_cmpuint (test_peer_count_unsent (ben, id), >=, 5);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, id) == HALL_MEMBERSHIP_HOSTING);
  TEST_WAIT_UNTIL (test_peer_get_membership (ben, id) == HALL_MEMBERSHIP_LIVE);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  TEST_WAIT_UNTIL (anna->messages->len == 5);
  of_anna = test_peer_load_history (anna, id, 100);
  of_ben = test_peer_load_history (ben, id, 100);
  test_assert_same (of_anna, of_ben);
  g_assert_cmpuint (test_count_text (of_anna, "into the outbox"), ==, 5);
  session_fixture_free (fixture);
}

static void
test_member_dies (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *carl = session_fixture_start (fixture, "Carl");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  guint n_messages;

  test_peer_join (ben, id);
  test_peer_join (carl, id);
  TEST_WAIT_UNTIL (test_peer_count_members (anna, id) == 3);
  TEST_WAIT_UNTIL (test_peer_count_members (ben, id) == 3);
  TEST_WAIT_UNTIL (ben->messages->len == 4 && carl->messages->len == 4);
  test_peer_kill (carl);
  TEST_WAIT_UNTIL (test_peer_count_members (anna, id) == 2);
  TEST_WAIT_UNTIL (test_peer_count_members (ben, id) == 2);
  g_assert_cmpint (test_peer_get_membership (ben, id), ==, HALL_MEMBERSHIP_LIVE);
  n_messages = ben->messages->len;
  test_peer_send (anna, id, "still here");
  TEST_WAIT_UNTIL (ben->messages->len == n_messages + 1);
  session_fixture_free (fixture);
}

static void
test_leave (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autoptr (GPtrArray) history = NULL;

  test_peer_join (ben, id);
  test_peer_send (ben, id, "bye then");
  TEST_WAIT_UNTIL (anna->messages->len == 4);
  hall_session_leave_room (ben->session, test_peer_find_room (ben, id));
  TEST_WAIT_UNTIL (anna->messages->len == 5);
  TEST_WAIT_UNTIL (test_peer_count_members (anna, id) == 1);
  g_assert_cmpint (test_peer_get_membership (ben, id), ==, HALL_MEMBERSHIP_NONE);
  g_assert_nonnull (hall_session_find_room (ben->session, "Lunch", NULL));

  test_peer_join (ben, id);   /* again: says so, and has the history */
  TEST_WAIT_UNTIL (anna->messages->len == 6);
  history = test_peer_load_history (ben, id, 100);
  g_assert_cmpuint (test_count_text (history, "bye then"), ==, 1);

  hall_session_leave_room (anna->session, test_peer_find_room (anna, id));
  TEST_WAIT_UNTIL (test_peer_get_membership (ben, id) == HALL_MEMBERSHIP_HOSTING);
  TEST_WAIT_UNTIL (test_peer_count_members (ben, id) == 1);
  session_fixture_free (fixture);
}

static guint
count_in_history (TestPeer   *peer,
                  const char *id,
                  const char *text)
{
  g_autoptr (GPtrArray) history = test_peer_load_history (peer, id, 100);

  return test_count_text (history, text);
}

/* What was written while nobody hosted, before we left, is sent when we come back; once. */
static void
test_leave_unsent (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));

  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (anna->messages->len == 3 && test_peer_count_unsent (ben, id) == 0);
  test_peer_stop (ben);
  test_peer_stop (anna);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  g_assert_cmpint (test_peer_get_membership (ben, id), ==, HALL_MEMBERSHIP_WAITING);
  test_peer_send (ben, id, "too late");
  hall_session_leave_room (ben->session, test_peer_find_room (ben, id));
  TEST_WAIT_UNTIL (test_peer_get_membership (ben, id) == HALL_MEMBERSHIP_NONE);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, id) == HALL_MEMBERSHIP_HOSTING);
  TEST_WAIT_UNTIL (test_peer_find_room (ben, id) != NULL
                   && hall_room_get_announced (test_peer_find_room (ben, id)));

  for (guint i = 0; i < 2; i++)
    {
      test_peer_join (ben, id);
      TEST_WAIT_UNTIL (count_in_history (anna, id, "too late") == 1);
      TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
      test_run_for (200);
      g_assert_cmpuint (count_in_history (anna, id, "too late"), ==, 1);
      test_peer_stop (ben);
      test_peer_start (ben, HALL_SESSION_ACTIVE);
    }
  session_fixture_free (fixture);
}

static void
test_names (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *big = g_strnfill (20 * 1024, 'x');
  g_autofree char *first = NULL;
  HallRoomDraft draft = { .name = "" };
  HallRoom *room;

  g_assert_false (hall_session_set_name (anna->session, " \n", &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NAME);
  g_clear_error (&error);
  hall_session_create_room_async (anna->session, &draft, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_null (hall_session_create_room_finish (anna->session, result, &error));
  g_clear_object (&result);
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NAME);
  g_clear_error (&error);

  room = test_peer_create_room (anna, "Lunch");
  first = g_strdup (hall_room_get_id (room));
  g_assert_null (hall_session_send (anna->session, room, "  \n", &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT);
  g_clear_error (&error);
  g_assert_null (hall_session_send (anna->session, room, big, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT);
  g_assert_nonnull (strstr (error->message, "16 KiB"));
  g_clear_error (&error);
  g_assert_true (hall_session_find_room (anna->session, "Lunch", NULL) == room);
  g_assert_true (hall_session_find_room (anna->session, first, NULL) == room);
  g_assert_null (hall_session_find_room (anna->session, "Dinner", &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND);
  g_clear_error (&error);

  test_peer_create_room (anna, "Lunch");
  g_assert_null (hall_session_find_room (anna->session, "Lunch", &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_AMBIGUOUS);
  g_assert_nonnull (strstr (error->message, first));
  session_fixture_free (fixture);
}

static void
test_address (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autofree char *address = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallRoom) room = NULL;

  address = g_strdup_printf ("127.0.0.1:%u",
                             hall_network_get_tcp_port (hall_session_get_network (anna->session)));
  hall_session_join_address_async (ben->session, address, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  room = hall_session_join_finish (ben->session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hall_room_get_id (room), ==, id);
  g_assert_cmpint (hall_room_get_membership (room), ==, HALL_MEMBERSHIP_LIVE);

  g_clear_object (&result);
  hall_session_join_address_async (ben->session, "127.0.0.1:1", NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_null (hall_session_join_finish (ben->session, result, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_UNREACHABLE);
  g_clear_object (&result);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/rooms/presence", test_presence);
  g_test_add_func ("/session/rooms/talk", test_talk);
  g_test_add_func ("/session/rooms/states", test_states);
  g_test_add_func ("/session/rooms/order", test_order);
  g_test_add_func ("/session/rooms/restart", test_restart);
  g_test_add_func ("/session/rooms/host-returns", test_host_returns);
  g_test_add_func ("/session/rooms/member-dies", test_member_dies);
  g_test_add_func ("/session/rooms/leave", test_leave);
  g_test_add_func ("/session/rooms/leave-unsent", test_leave_unsent);
  g_test_add_func ("/session/rooms/names", test_names);
  g_test_add_func ("/session/rooms/address", test_address);
  return g_test_run ();
}
