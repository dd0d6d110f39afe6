/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-late.c: what arrives above the line up to which everything had been read.
 */

#define G_LOG_DOMAIN "test-late"

#include "config.h"

#include "hall-conversation-private.h"
#include "raw-peer.h"

static void
open_room (TestPeer *peer,
           HallRoom *room)
{
  gboolean finished = FALSE;

  hall_session_open_room_async (peer->session, room, NULL, test_note_finished, &finished);
  TEST_WAIT_UNTIL (finished);
}

static gboolean
is_late (HallRoom   *room,
         const char *id)
{
  HallMessage *message = hall_timeline_lookup (hall_room_get_timeline (room), id);

  return message != NULL && hall_message_get_late (message);
}

/* What Ben brings back was written before what Anna has read: it is news all the same, is marked,
 * also after a restart, and opening the room leads to it. */
static void
test_brought (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  RawPeer *author = raw_peer_new (NULL);
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  g_autofree char *id = g_strdup (hall_room_get_id (room));
  g_autoptr (HallEvent) event = NULL;
  HallTimeline *timeline;
  guint position;

  author->fixture = fixture;
  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (anna->messages->len == 3 && test_peer_count_unsent (ben, id) == 0);
  test_peer_stop (ben);
  TEST_WAIT_UNTIL (test_peer_count_members (anna, id) == 1);
  test_run_for (20);
  event = raw_peer_make_text (author, id, g_get_real_time () / 1000, "written elsewhere");
  /* Newer than that, and older than what is called a coincidence. */
  test_run_for (2500);
  test_peer_send (anna, id, "read here");
  TEST_WAIT_UNTIL (anna->messages->len == 4);
  open_room (anna, room);
  hall_session_mark_read (anna->session, room);
  raw_peer_plant (ben, event);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (anna->messages->len == 5);
  g_assert_cmpstr (g_ptr_array_index (anna->messages, 4), ==, event->id);
  g_assert_true (is_late (room, event->id));
  g_assert_cmpuint (hall_room_get_unread (room), ==, 1);

  open_room (anna, room);
  timeline = hall_room_get_timeline (room);
  position = hall_timeline_find_unread (timeline);
  g_assert_cmpuint (position, !=, G_MAXUINT);
  {
    g_autoptr (HallMessage) first = g_list_model_get_item (G_LIST_MODEL (timeline), position);

    g_assert_cmpstr (hall_message_get_id (first), ==, event->id);
  }
  g_assert_true (is_late (room, event->id));
  hall_session_mark_read (anna->session, room);
  g_assert_cmpuint (hall_room_get_unread (room), ==, 0);

  test_peer_stop (anna);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  room = test_peer_find_room (anna, id);
  g_assert_cmpuint (hall_room_get_unread (room), ==, 0);
  open_room (anna, room);
  TEST_WAIT_UNTIL (hall_timeline_lookup (hall_room_get_timeline (room), event->id) != NULL);
  g_assert_true (is_late (room, event->id));
  raw_peer_free (author);
  session_fixture_free (fixture);
}

static HallEvent *
plant_late (TestPeer *anna,
            TestPeer *ben,
            RawPeer  *author,
            HallRoom *room)
{
  const char *id = hall_room_get_id (room);
  guint n = anna->messages->len;
  HallEvent *event;

  test_peer_stop (ben);
  TEST_WAIT_UNTIL (test_peer_count_members (anna, id) == 1);
  test_run_for (20);
  event = raw_peer_make_text (author, id, g_get_real_time () / 1000, "written elsewhere");
  test_run_for (20);
  n = anna->messages->len;
  test_peer_send (anna, id, "read here");
  TEST_WAIT_UNTIL (anna->messages->len == n + 1);
  hall_session_mark_read (anna->session, room);
  raw_peer_plant (ben, event);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (anna->messages->len == n + 2);
  return event;
}

/* What counts as unread above the line counts no more when it is hidden. */
static void
test_hidden (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  RawPeer *author = raw_peer_new (NULL);
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  const char *hidden[] = { NULL, NULL };
  g_autoptr (HallEvent) event = NULL;
  HallConversation *conversation;

  author->fixture = fixture;
  test_peer_join (ben, hall_room_get_id (room));
  TEST_WAIT_UNTIL (anna->messages->len == 3
                   && test_peer_count_unsent (ben, hall_room_get_id (room)) == 0);
  event = plant_late (anna, ben, author, room);
  g_assert_cmpuint (hall_room_get_unread (room), ==, 1);
  conversation = hall_session_get_conversation (anna->session, room);
  hidden[0] = event->id;
  hall_conversation_hide (conversation, hidden, HALL_HIDDEN_UNPERMITTED, TRUE);
  TEST_WAIT_UNTIL (hall_room_get_unread (room) == 0);
  hall_conversation_hide (conversation, hidden, HALL_HIDDEN_UNPERMITTED, FALSE);
  hall_conversation_hide (conversation, hidden, HALL_HIDDEN_UNPERMITTED, TRUE);
  test_run_for (200);
  g_assert_cmpuint (hall_room_get_unread (room), ==, 0);
  raw_peer_free (author);
  session_fixture_free (fixture);
}

/* What was said before one came is history, however it arrives; so is what one wrote oneself. */
static void
test_history (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *carl;
  RawPeer *author = raw_peer_new (NULL);
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autoptr (HallEvent) event = NULL;
  HallRoom *room;

  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (anna->messages->len == 3 && test_peer_count_unsent (ben, id) == 0);
  test_peer_stop (ben);
  event = raw_peer_make_text (author, id, g_get_real_time () / 1000, "before Carl came");
  test_run_for (2500);
  carl = session_fixture_start (fixture, "Carl");
  room = test_peer_join (carl, id);
  TEST_WAIT_UNTIL (test_peer_count_unsent (carl, id) == 0);
  author->fixture = fixture;
  raw_peer_belong (author, id);
  open_room (carl, room);
  hall_session_mark_read (carl->session, room);
  raw_peer_plant (ben, event);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (hall_timeline_lookup (hall_room_get_timeline (room), event->id) != NULL);
  g_assert_false (is_late (room, event->id));
  g_assert_cmpuint (hall_room_get_unread (room), ==, 0);
  raw_peer_free (author);
  session_fixture_free (fixture);
}

/* Two who write at once: who was read first is a coincidence, and nothing is late. */
static void
test_at_once (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *mallory = raw_peer_new (NULL);
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  g_autofree char *id = g_strdup (hall_room_get_id (room));
  g_autoptr (HallEvent) event = NULL;

  TEST_WAIT_UNTIL (anna->messages->len == 2);
  raw_peer_join (mallory, anna, id);
  event = raw_peer_make_text (mallory, id, g_get_real_time () / 1000, "at once");
  test_run_for (20);
  test_peer_send (anna, id, "at the same moment");
  TEST_WAIT_UNTIL (anna->messages->len == 3);
  open_room (anna, room);
  hall_session_mark_read (anna->session, room);
  raw_peer_send (mallory, hall_packet_new_event (event));
  TEST_WAIT_UNTIL (anna->messages->len == 4);
  g_assert_false (is_late (room, event->id));
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/late/brought", test_brought);
  g_test_add_func ("/session/late/hidden", test_hidden);
  g_test_add_func ("/session/late/history", test_history);
  g_test_add_func ("/session/late/at-once", test_at_once);
  return g_test_run ();
}
