/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-typing.c: that somebody writes is seen by the others, for a while, and by nobody for whom it
 * is not meant.
 */

#define G_LOG_DOMAIN "test-typing"

#include "config.h"

#include "hall-limits.h"
#include "hall-typing.h"

#include "band.h"

static guint
count_typing (HallRoom *room)
{
  return g_list_model_get_n_items (hall_room_get_typing (room));
}

static gboolean
shows (TestPeer   *peer,
       const char *room_id,
       TestPeer   *typist)
{
  HallRoom *room = test_peer_find_room (peer, room_id);
  g_autoptr (HallPerson) person = g_list_model_get_item (hall_room_get_typing (room), 0);

  return count_typing (room) == 1 && person == test_peer_find_person (peer, typist);
}

static void
set_typing (TestPeer   *peer,
            const char *room_id,
            gboolean    typing)
{
  hall_session_set_typing (peer->session, test_peer_find_room (peer, room_id), typing);
}

/* A member types, the host passes it on; the host types; what was written ends it. */
static void
test_room (void)
{
  Band band = { 0 };
  TestPeer **peers = band.peers;

  band_gather (&band, 3);
  set_typing (peers[1], band.id, TRUE);
  TEST_WAIT_UNTIL (shows (peers[0], band.id, peers[1]));
  TEST_WAIT_UNTIL (shows (peers[2], band.id, peers[1]));
  g_assert_cmpuint (count_typing (test_peer_find_room (peers[1], band.id)), ==, 0);
  test_peer_send (peers[1], band.id, "done");
  TEST_WAIT_UNTIL (count_typing (test_peer_find_room (peers[0], band.id)) == 0);
  TEST_WAIT_UNTIL (count_typing (test_peer_find_room (peers[2], band.id)) == 0);
  set_typing (peers[0], band.id, TRUE);
  TEST_WAIT_UNTIL (shows (peers[1], band.id, peers[0]));
  TEST_WAIT_UNTIL (shows (peers[2], band.id, peers[0]));
  set_typing (peers[0], band.id, FALSE);
  TEST_WAIT_UNTIL (count_typing (test_peer_find_room (peers[1], band.id)) == 0);
  TEST_WAIT_UNTIL (count_typing (test_peer_find_room (peers[2], band.id)) == 0);
  band_free (&band);
}

static void
test_direct (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  HallRoom *mine, *theirs;

  TEST_WAIT_UNTIL (test_peer_sees (anna, ben) && test_peer_sees (ben, anna));
  mine = hall_session_get_direct (anna->session, test_peer_find_person (anna, ben));
  theirs = hall_session_get_direct (ben->session, test_peer_find_person (ben, anna));
  hall_session_open_room_async (anna->session, mine, NULL, NULL, NULL);
  TEST_WAIT_UNTIL (hall_room_get_connection (mine) == HALL_CONNECTION_LIVE);
  hall_session_set_typing (anna->session, mine, TRUE);
  TEST_WAIT_UNTIL (count_typing (theirs) == 1);
  /* Nothing was said: there is nothing to remember. */
  g_assert_cmpuint (g_list_model_get_n_items (hall_session_get_directs (ben->session)), ==, 0);
  g_assert_nonnull (hall_session_send (anna->session, mine, "done", NULL));
  TEST_WAIT_UNTIL (count_typing (theirs) == 0);
  hall_settings_set_typing_notices (anna->settings, FALSE);
  hall_session_set_typing (anna->session, mine, TRUE);
  g_assert_nonnull (hall_session_send (anna->session, mine, "again", NULL));
  TEST_WAIT_UNTIL (hall_room_get_unread (theirs) == 2);
  g_assert_cmpuint (count_typing (theirs), ==, 0);
  session_fixture_free (fixture);
}

/* A member speaks for others, or a host for somebody who is not in the room. */
static void
test_lies (void)
{
  Band band = { 0 };
  RawPeer *raw = raw_peer_new (NULL);
  HallPacket *packet;

  band_gather (&band, 2);
  raw_peer_join (raw, band.peers[0], band.id);
  packet = hall_packet_new (HALL_PACKET_TYPING);
  packet->room = g_strdup (band.id);
  packet->person = g_strdup (test_peer_get_id (band.peers[1]));
  packet->typing = TRUE;
  raw_peer_send (raw, packet);
  TEST_WAIT_UNTIL (test_peer_get_counter (band.peers[0], HALL_COUNTER_TYPING_DROPPED) == 1);
  g_assert_cmpuint (count_typing (test_peer_find_room (band.peers[0], band.id)), ==, 0);
  g_assert_cmpuint (count_typing (test_peer_find_room (band.peers[1], band.id)), ==, 0);
  raw_peer_free (raw);
  band_free (&band);
}

typedef struct
{
  HallContext *context;
  HallRoom *room;
  HallTyping *typing;
  HallPerson *person;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (HallKey) own = hall_key_new_generated (NULL);
  g_autoptr (HallKey) other = hall_key_new_generated (NULL);

  fixture->context = hall_context_new (clock);
  fixture->context->own_id = g_strdup (hall_key_get_id (own));
  fixture->context->directory = hall_directory_new (hall_key_get_id (own));
  fixture->person = hall_directory_ensure_person (fixture->context->directory,
                                                  hall_key_get_id (other));
  fixture->room = hall_room_new ("AAAAAAAAAAAAAAAAAAAAAA", fixture->context->directory);
  fixture->typing = hall_typing_new (fixture->context, fixture->room);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  hall_typing_free (fixture->typing);
  g_object_unref (fixture->room);
  hall_context_unref (fixture->context);
}

/* One word every three seconds while it goes on, and one at the end. */
static void
test_own (Fixture      *fixture,
          gconstpointer data)
{
  g_assert_false (hall_typing_set_own (fixture->typing, FALSE));
  g_assert_true (hall_typing_set_own (fixture->typing, TRUE));
  g_assert_false (hall_typing_set_own (fixture->typing, TRUE));
  g_assert_true (hall_typing_set_own (fixture->typing, FALSE));
  g_assert_false (hall_typing_set_own (fixture->typing, FALSE));
  g_assert_true (hall_typing_set_own (fixture->typing, TRUE));
  hall_typing_clear (fixture->typing);   /* another link: nobody was told */
  g_assert_true (hall_typing_set_own (fixture->typing, TRUE));
}

/* Who says it without end is not heard without end. */
static void
test_flood (Fixture      *fixture,
            gconstpointer data)
{
  guint n_admitted = 0;

  for (guint i = 0; i < 1000; i++)
    n_admitted += hall_typing_admit (fixture->typing, hall_person_get_id (fixture->person)) ? 1 : 0;
  g_assert_cmpuint (n_admitted, >=, 2);
  g_assert_cmpuint (n_admitted, <, 20);
  g_assert_cmpuint (hall_counters_get (fixture->context->counters, HALL_COUNTER_TYPING_DROPPED),
                    ==, 1000 - n_admitted);
}

static void
test_shown (Fixture      *fixture,
            gconstpointer data)
{
  hall_typing_take (fixture->typing, fixture->person, TRUE);
  g_assert_cmpuint (count_typing (fixture->room), ==, 1);
  hall_typing_take (fixture->typing, fixture->person, TRUE);
  g_assert_cmpuint (count_typing (fixture->room), ==, 1);
  hall_typing_take (fixture->typing, fixture->person, FALSE);
  g_assert_cmpuint (count_typing (fixture->room), ==, 0);
  /* Nobody says that it is over: it is, after HALL_TYPING_GONE_MS. */
  hall_typing_take (fixture->typing, fixture->person, TRUE);
  TEST_WAIT_UNTIL (count_typing (fixture->room) == 0);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/typing/own", test_own);
  ADD ("/typing/flood", test_flood);
  ADD ("/typing/shown", test_shown);
  g_test_add_func ("/typing/room", test_room);
  g_test_add_func ("/typing/direct", test_direct);
  g_test_add_func ("/typing/lies", test_lies);
  return g_test_run ();
}
