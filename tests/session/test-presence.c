/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-presence.c: how one appears to others, and what is left of one who is invisible: no datagram
 * at all.
 */

#define G_LOG_DOMAIN "test-presence"

#include "config.h"

#include <string.h>

#include "hall-beacon.h"
#include "hall-limits.h"

#include "hall-conversation-private.h"
#include "band.h"

/* Longer than any hello, announcement or take-over takes among so few. */
#define LONG_MS 9000

/* Somebody on the same network, who counts what one person says. */
typedef struct
{
  HallInterfaces *interfaces;
  HallCounters *counters;
  HallBeacon *beacon;
  char *id;
  guint n_heard;
  guint n_byes;
  guint n_roombyes;
} Listener;

static void
on_datagram (HallBeacon   *beacon,
             HallDatagram *datagram,
             const char   *address,
             guint         port,
             guint         way,
             Listener     *listener)
{
  if (!g_str_equal (datagram->id, listener->id))
    return;
  listener->n_heard++;
  listener->n_byes += datagram->type == HALL_DATAGRAM_BYE;
  listener->n_roombyes += datagram->type == HALL_DATAGRAM_ROOMBYE;
}

static Listener *
listener_new (TestPeer *peer)
{
  Listener *listener = g_new0 (Listener, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallKey) key = hall_key_new_generated (&error);

  g_assert_no_error (error);
  listener->id = g_strdup (test_peer_get_id (peer));
  listener->counters = hall_counters_new ();
  listener->interfaces = hall_interfaces_new (TRUE);
  g_assert_true (hall_interfaces_start (listener->interfaces, NULL));
  listener->beacon = hall_beacon_new (listener->interfaces, listener->counters,
                                      hall_key_get_id (key));
  g_signal_connect (listener->beacon, "datagram", G_CALLBACK (on_datagram), listener);
  hall_beacon_open (listener->beacon, HALL_DEFAULT_GROUP, peer->fixture->port, NULL, &error);
  g_assert_no_error (error);
  return listener;
}

static void
listener_free (Listener *listener)
{
  g_object_unref (listener->beacon);
  g_object_unref (listener->interfaces);
  hall_counters_unref (listener->counters);
  g_free (listener->id);
  g_free (listener);
}

static HallPresence
get_presence (TestPeer *peer,
              TestPeer *other)
{
  HallPerson *person = test_peer_find_person (peer, other);

  return person != NULL ? hall_person_get_presence (person) : HALL_PRESENCE_OFFLINE;
}

static const char *
get_text (TestPeer *peer,
          TestPeer *other)
{
  HallPerson *person = test_peer_find_person (peer, other);

  return person != NULL ? hall_person_get_status_text (person) : NULL;
}

static HallPresence
get_own (TestPeer *peer)
{
  return hall_person_get_presence (hall_session_get_self (peer->session));
}

static void
test_seen (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autoptr (GError) error = NULL;
  g_autofree char *long_text = g_strnfill (HALL_STATUS_TEXT_MAX + 1, 'x');

  TEST_WAIT_UNTIL (get_presence (ben, anna) == HALL_PRESENCE_AVAILABLE);
  g_assert_cmpint (get_own (anna), ==, HALL_PRESENCE_AVAILABLE);
  hall_session_set_presence (anna->session, HALL_PRESENCE_BUSY);
  TEST_WAIT_UNTIL (get_presence (ben, anna) == HALL_PRESENCE_BUSY);
  g_assert_true (hall_session_set_status_text (anna->session, " in a\tmeeting ", &error));
  g_assert_no_error (error);
  TEST_WAIT_UNTIL (g_strcmp0 (get_text (ben, anna), "in a meeting") == 0);
  g_assert_cmpstr (hall_person_get_status_text (hall_session_get_self (anna->session)), ==,
                   "in a meeting");
  g_assert_false (hall_session_set_status_text (anna->session, long_text, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TEXT);
  g_clear_error (&error);

  /* Kept over a restart. */
  test_peer_stop (anna);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  g_assert_cmpint (hall_session_get_presence (anna->session), ==, HALL_PRESENCE_BUSY);
  g_assert_cmpint (get_own (anna), ==, HALL_PRESENCE_BUSY);
  TEST_WAIT_UNTIL (get_presence (ben, anna) == HALL_PRESENCE_BUSY);

  /* Again and again: the last one counts. */
  for (guint i = 0; i < 60; i++)
    {
      hall_session_set_presence (anna->session, i % 2 == 0 ? HALL_PRESENCE_AWAY
                                                           : HALL_PRESENCE_AVAILABLE);
      test_run_for (10);
    }
  g_assert_true (hall_session_set_status_text (anna->session, "", &error));
  TEST_WAIT_UNTIL (get_presence (ben, anna) == HALL_PRESENCE_AVAILABLE
                   && get_text (ben, anna) == NULL);
  test_run_for (1200);
  g_assert_cmpint (get_presence (ben, anna), ==, HALL_PRESENCE_AVAILABLE);
  session_fixture_free (fixture);
}

/* Nobody sits there: away, unless something else was chosen. */
static void
test_idle (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");

  TEST_WAIT_UNTIL (get_presence (ben, anna) == HALL_PRESENCE_AVAILABLE);
  hall_session_set_idle (anna->session, TRUE);
  g_assert_cmpint (get_own (anna), ==, HALL_PRESENCE_AWAY);
  g_assert_cmpint (hall_session_get_presence (anna->session), ==, HALL_PRESENCE_AVAILABLE);
  TEST_WAIT_UNTIL (get_presence (ben, anna) == HALL_PRESENCE_AWAY);
  hall_session_set_presence (anna->session, HALL_PRESENCE_BUSY);
  TEST_WAIT_UNTIL (get_presence (ben, anna) == HALL_PRESENCE_BUSY);
  hall_session_set_idle (anna->session, FALSE);
  hall_session_set_presence (anna->session, HALL_PRESENCE_AVAILABLE);
  TEST_WAIT_UNTIL (get_presence (ben, anna) == HALL_PRESENCE_AVAILABLE);
  g_assert_cmpint (get_own (anna), ==, HALL_PRESENCE_AVAILABLE);
  session_fixture_free (fixture);
}

static void
assert_cannot_host (TestPeer *peer,
                    HallRoom *own)
{
  HallRoomDraft draft = { .name = "Secret" };
  g_autoptr (GAsyncResult) created = NULL;
  g_autoptr (GAsyncResult) reopened = NULL;
  g_autoptr (GError) error = NULL;

  hall_session_create_room_async (peer->session, &draft, NULL, test_keep_result, &created);
  TEST_WAIT_UNTIL (created != NULL);
  g_assert_null (hall_session_create_room_finish (peer->session, created, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_INVISIBLE);
  g_clear_error (&error);
  hall_session_reopen_room_async (peer->session, own, NULL, test_keep_result, &reopened);
  TEST_WAIT_UNTIL (reopened != NULL);
  g_assert_false (hall_session_reopen_room_finish (peer->session, reopened, &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_INVISIBLE);
}

/* Gives its room away, says goodbye once, and then nothing: though asked, though alone with the
 * room. It reads and writes on. Visible again it hosts again what it hosted alone. */
static void
test_invisible (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *carl;
  g_autofree char *shared = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autofree char *lonely = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Diary")));
  Listener *listener;
  guint64 sent;

  test_peer_join (ben, shared);
  test_peer_send (ben, shared, "soup?");
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, shared) == 0);
  TEST_WAIT_UNTIL (test_peer_sees (ben, anna) && test_peer_sees (anna, ben));
  listener = listener_new (anna);
  hall_session_set_presence (anna->session, HALL_PRESENCE_INVISIBLE);
  g_assert_cmpint (get_own (anna), ==, HALL_PRESENCE_INVISIBLE);
  TEST_WAIT_UNTIL (!test_peer_sees (ben, anna));
  TEST_WAIT_UNTIL (test_peer_get_membership (ben, shared) == HALL_MEMBERSHIP_HOSTING
                   && test_peer_get_membership (anna, shared) == HALL_MEMBERSHIP_LIVE
                   && test_peer_get_membership (anna, lonely) == HALL_MEMBERSHIP_WAITING);
  /* By multicast and by broadcast. */
  TEST_WAIT_UNTIL (listener->n_byes == 2 && listener->n_roombyes >= 2);
  TEST_WAIT_UNTIL (band_get_roster_port (ben, shared, test_peer_get_id (anna)) == 0);

  /* Somebody comes and asks who is there; there is much to be said. */
  test_run_for (200);
  listener->n_heard = 0;
  sent = test_peer_get_counter (anna, HALL_COUNTER_DATAGRAM_SENT);
  carl = session_fixture_start (fixture, "Carl");
  hall_session_set_status_text (anna->session, "nowhere", NULL);
  hall_session_set_idle (anna->session, TRUE);
  hall_session_set_name (anna->session, "Anna K.", NULL);
  hall_session_set_idle (anna->session, FALSE);
  test_peer_send (anna, shared, "with bread");
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, shared) == 0);
  assert_cannot_host (anna, test_peer_find_room (anna, lonely));
  TEST_WAIT_UNTIL (test_peer_sees (carl, ben));
  test_peer_kill (ben);
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, shared) != HALL_MEMBERSHIP_LIVE);
  test_run_for (LONG_MS);
  g_assert_cmpint (test_peer_get_membership (anna, shared), ==, HALL_MEMBERSHIP_WAITING);
  g_assert_cmpint (test_peer_get_membership (anna, lonely), ==, HALL_MEMBERSHIP_WAITING);
  g_assert_false (test_peer_sees (carl, anna));
  g_assert_cmpuint (listener->n_heard, ==, 0);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_DATAGRAM_SENT), ==, sent);

  hall_session_set_presence (anna->session, HALL_PRESENCE_AWAY);
  TEST_WAIT_UNTIL (get_presence (carl, anna) == HALL_PRESENCE_AWAY);
  g_assert_cmpstr (get_text (carl, anna), ==, "nowhere");
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, lonely) == HALL_MEMBERSHIP_HOSTING);
  TEST_WAIT_UNTIL (test_peer_find_room (carl, lonely) != NULL);
  listener_free (listener);
  session_fixture_free (fixture);
}

/* Back before the rooms are away: as if nothing had been. */
static void
test_changed_mind (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));

  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (test_peer_sees (ben, anna));
  for (guint i = 0; i < 5; i++)
    {
      hall_session_set_presence (anna->session, HALL_PRESENCE_INVISIBLE);
      hall_session_set_presence (anna->session, HALL_PRESENCE_AVAILABLE);
    }
  TEST_WAIT_UNTIL (get_presence (ben, anna) == HALL_PRESENCE_AVAILABLE);
  test_run_for (2500);
  g_assert_cmpint (get_presence (ben, anna), ==, HALL_PRESENCE_AVAILABLE);
  g_assert_false (hall_transport_get_muted (hall_session_get_context (anna->session)->transport));
  test_peer_send (anna, id, "still here");
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, id) == 0);
  session_fixture_free (fixture);
}

/* From the very beginning: not one datagram from start to end, though it is in rooms. */
static void
test_invisible_at_start (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (ben, "Lunch")));
  g_autofree char *own = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Diary")));
  Listener *listener;

  hall_session_set_presence (anna->session, HALL_PRESENCE_INVISIBLE);
  test_peer_stop (anna);
  test_peer_make_session (anna, HALL_SESSION_ACTIVE);
  listener = listener_new (anna);
  {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;

    hall_session_start_async (anna->session, TRUE, NULL, test_keep_result, &result);
    TEST_WAIT_UNTIL (result != NULL);
    hall_session_start_finish (anna->session, result, &error);
    g_assert_no_error (error);
  }
  g_assert_cmpint (get_own (anna), ==, HALL_PRESENCE_INVISIBLE);
  test_peer_join (anna, id);
  g_assert_cmpuint (band_get_roster_port (ben, id, test_peer_get_id (anna)), ==, 0);
  test_peer_send (anna, id, "boo");
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, id) == 0);
  test_run_for (LONG_MS);
  g_assert_cmpint (test_peer_get_membership (anna, own), ==, HALL_MEMBERSHIP_WAITING);
  g_assert_false (test_peer_sees (ben, anna));
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_DATAGRAM_SENT), ==, 0);
  test_peer_stop (anna);
  test_run_for (300);
  g_assert_cmpuint (listener->n_heard, ==, 0);
  listener_free (listener);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/presence/seen", test_seen);
  g_test_add_func ("/session/presence/idle", test_idle);
  g_test_add_func ("/session/presence/invisible", test_invisible);
  g_test_add_func ("/session/presence/changed-mind", test_changed_mind);
  g_test_add_func ("/session/presence/invisible-at-start", test_invisible_at_start);
  return g_test_run ();
}
