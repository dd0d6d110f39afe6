/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-locks.c: rooms with a passphrase: who gets in, who admits, and what others learn.
 */

#define G_LOG_DOMAIN "test-locks"

#include "config.h"

#include "hall-admission-private.h"
#include "hall-conversation-private.h"
#include "hall-keyring.h"
#include "hall-session-rights.h"

#include "lock-fixture.h"
#include "raw-peer.h"

static void
test_passphrase (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  HallRoom *room = lock_create_room (anna, HALL_LOCK_PASSPHRASE, PHRASE);
  g_autofree char *id = g_strdup (hall_room_get_id (room));
  g_autoptr (GError) none = NULL;
  g_autoptr (GError) wrong = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (hall_room_get_lock (room), ==, HALL_LOCK_PASSPHRASE);
  g_assert_true (hall_room_get_has_passphrase (room));
  none = lock_enter (ben, id, NULL, FALSE);
  g_assert_error (none, HALL_SESSION_ERROR, HALL_SESSION_ERROR_LOCKED);
  g_assert_cmpint (hall_room_get_lock (test_peer_find_room (ben, id)), ==, HALL_LOCK_PASSPHRASE);
  g_assert_true (hall_session_needs_passphrase (ben->session, test_peer_find_room (ben, id)));
  wrong = lock_enter (ben, id, "wrong", FALSE);
  g_assert_error (wrong, HALL_SESSION_ERROR, HALL_SESSION_ERROR_PASSPHRASE);
  g_assert_nonnull (strstr (wrong->message, "4 times"));
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_PROOF_FAILED), ==, 1);
  test_run_for (1100);   /* after a failure one has to wait */
  error = lock_enter (ben, id, "  correct horse  battery staple", FALSE);
  g_assert_no_error (error);
  g_assert_false (hall_session_needs_passphrase (ben->session, test_peer_find_room (ben, id)));
  test_peer_send (ben, id, "noodles");
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  session_fixture_free (fixture);
}

/* The creator is gone: another member hosts, and admits who knows the phrase; who is admitted comes
 * back without. */
static void
test_successor (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *carl;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  id = g_strdup (hall_room_get_id (lock_create_room (anna, HALL_LOCK_PASSPHRASE, PHRASE)));
  error = lock_enter (ben, id, PHRASE, FALSE);
  g_assert_no_error (error);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  test_peer_stop (anna);
  TEST_WAIT_UNTIL (test_peer_get_membership (ben, id) == HALL_MEMBERSHIP_HOSTING);
  carl = session_fixture_start (fixture, "Carl");
  error = lock_enter (carl, id, PHRASE, FALSE);
  g_assert_no_error (error);
  TEST_WAIT_UNTIL (test_peer_count_unsent (carl, id) == 0);
  test_peer_stop (carl);
  test_peer_start (carl, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_get_membership (carl, id) == HALL_MEMBERSHIP_LIVE);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, id) == HALL_MEMBERSHIP_LIVE
                   && test_peer_count_members (anna, id) == 3);
  session_fixture_free (fixture);
}

/* A new phrase: the old one is refused, those who are in stay in. */
static void
test_new_phrase (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *carl = session_fixture_start (fixture, "Carl");
  HallRoom *room = lock_create_room (anna, HALL_LOCK_PASSPHRASE, PHRASE);
  g_autofree char *id = g_strdup (hall_room_get_id (room));
  g_autofree char *salt = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HallCensus *census;

  error = lock_enter (ben, id, PHRASE, FALSE);
  g_assert_no_error (error);
  census = hall_conversation_get_census (hall_session_get_conversation (anna->session, room));
  salt = g_strdup (hall_census_get_salt (census));
  hall_session_set_passphrase_async (anna->session, room, "another", NULL, test_keep_result,
                                     &result);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (hall_session_set_passphrase_finish (anna->session, result, &error));
  TEST_WAIT_UNTIL (g_strcmp0 (hall_census_get_salt (census), salt) != 0);
  error = lock_enter (carl, id, PHRASE, FALSE);
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_PASSPHRASE);
  g_clear_error (&error);
  test_run_for (1100);
  error = lock_enter (carl, id, "another", FALSE);
  g_assert_no_error (error);
  g_assert_cmpint (test_peer_get_membership (ben, id), ==, HALL_MEMBERSHIP_LIVE);
  g_clear_object (&result);
  session_fixture_free (fixture);
}

/* Who does not prove is told nothing but that: no genesis, no members, no ids. */
static void
test_stranger (HallLock    lock,
               const char *code)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  g_autofree char *id = g_strdup (hall_room_get_id (lock_create_room (anna, lock, PHRASE)));

  for (guint i = 0; i < 3; i++)
    {
      RawPeer *mallory = raw_peer_new (NULL);
      HallPacket *join = hall_packet_new (HALL_PACKET_JOIN);

      raw_peer_dial (mallory, anna, HALL_PURPOSE_ROOM);
      join->room = g_strdup (id);
      join->name = g_strdup ("Mallory");
      join->compare = i == 1;
      if (i == 2)
        {
          join->yield = TRUE;
          join->members = 100;
        }
      raw_peer_send (mallory, join);
      TEST_WAIT_UNTIL (mallory->closed);
      if (i == 1)
        g_assert_null (((HallPacket *) raw_peer_find (mallory, HALL_PACKET_NOT_HOST))->host);
      else
        g_assert_cmpstr (mallory->error_code, ==, code);
      g_assert_cmpuint (mallory->packets->len, ==, i == 1 ? 1 : 0);
      raw_peer_free (mallory);
    }
  session_fixture_free (fixture);
}

static void
test_locked_stranger (void)
{
  test_stranger (HALL_LOCK_PASSPHRASE, "locked");
}

static void
test_invited_stranger (void)
{
  test_stranger (HALL_LOCK_INVITED, "not-permitted");
}

/* A host that skips the proof gets nobody in. */
static void
test_fake_host (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  HallRoom *room = lock_create_room (anna, HALL_LOCK_PASSPHRASE, PHRASE);
  g_autofree char *id = g_strdup (hall_room_get_id (room));
  RawPeer *mallory = raw_peer_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HallRoom) joined = NULL;
  g_autoptr (GError) error = NULL;
  HallConversation *conversation;
  g_autoptr (HallEvent) genesis = NULL;
  HallPacket *welcome = hall_packet_new (HALL_PACKET_WELCOME);
  guint16 port = raw_peer_listen (mallory);
  HallRoom *known;

  conversation = hall_session_get_conversation (anna->session, room);
  genesis = hall_event_ref (conversation->genesis);   /* somebody had it once */
  known = hall_directory_ensure_room (hall_session_get_context (ben->session)->directory, id);
  TEST_WAIT_UNTIL (hall_room_get_announced (known));
  test_peer_kill (anna);
  {
    g_autofree char *link = g_strdup_printf ("hallway:room/%s?host=%s&at=127.0.0.1:%u", id,
                                             raw_peer_get_id (mallory), port);
    HallRoom *named;
    HallPerson *person;

    g_assert_true (hall_session_resolve_link (ben->session, link, &named, &person, &error));
    g_assert_true (named == known);
  }
  hall_session_unlock_room_async (ben->session, known, PHRASE, FALSE, NULL, test_keep_result,
                                  &result);
  TEST_WAIT_UNTIL (mallory->ready);
  TEST_WAIT_UNTIL (raw_peer_find (mallory, HALL_PACKET_JOIN) != NULL);
  g_assert_true (raw_peer_find (mallory, HALL_PACKET_JOIN)->prove);
  welcome->room = g_strdup (id);
  welcome->genesis = hall_event_ref (genesis);
  welcome->members = 1;
  welcome->now_ms = g_get_real_time () / 1000;
  welcome->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_roster_entry_free);
  raw_peer_send (mallory, welcome);
  TEST_WAIT_UNTIL (result != NULL);
  joined = hall_session_join_finish (ben->session, result, &error);
  g_assert_null (joined);
  g_assert_nonnull (error);
  g_assert_cmpuint (test_peer_get_counter (ben, HALL_COUNTER_HOST_UNPROVED), ==, 1);
  raw_peer_free (mallory);
  g_clear_object (&result);
  session_fixture_free (fixture);
}

static char *kept;

static void
keep (const char *room_id,
      const char *profile_id,
      const char *passphrase)
{
  g_free (kept);
  kept = g_strdup (passphrase);
}

static char *
look_up (const char *room_id,
         const char *profile_id)
{
  return g_strdup (kept);
}

/* What was right is kept, if that is wanted. */
static void
test_keyring (void)
{
  static const HallKeyringBackend backend = { keep, look_up };
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hall_keyring_set_backend (&backend);
  id = g_strdup (hall_room_get_id (lock_create_room (anna, HALL_LOCK_PASSPHRASE, PHRASE)));
  error = lock_enter (ben, id, "wrong", TRUE);
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_PASSPHRASE);
  g_clear_error (&error);
  g_assert_null (kept);
  test_run_for (1100);
  error = lock_enter (ben, id, PHRASE, TRUE);
  g_assert_no_error (error);
  g_assert_cmpstr (kept, ==, PHRASE);
  hall_session_lookup_passphrase_async (ben->session, test_peer_find_room (ben, id), NULL,
                                        test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  found = hall_session_lookup_passphrase_finish (ben->session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, PHRASE);
  hall_keyring_set_backend (NULL);
  g_clear_pointer (&kept, g_free);
  g_clear_object (&result);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hall_admission_set_deriver (lock_derive);
  g_test_add_func ("/session/locks/passphrase", test_passphrase);
  g_test_add_func ("/session/locks/successor", test_successor);
  g_test_add_func ("/session/locks/new-phrase", test_new_phrase);
  g_test_add_func ("/session/locks/locked-stranger", test_locked_stranger);
  g_test_add_func ("/session/locks/invited-stranger", test_invited_stranger);
  g_test_add_func ("/session/locks/fake-host", test_fake_host);
  g_test_add_func ("/session/locks/keyring", test_keyring);
  return g_test_run ();
}
