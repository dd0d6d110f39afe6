/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-proofs.c: proving that one knows a passphrase: what counts as a guess, who need not, and who
 * pretends.
 */

#define G_LOG_DOMAIN "test-proofs"

#include "config.h"

#include "hall-conversation-private.h"
#include "hall-limits.h"
#include "hall-session-rights.h"

#include "lock-fixture.h"
#include "raw-peer.h"

static HallCensus *
census_of (TestPeer   *peer,
           const char *id)
{
  HallRoom *room = test_peer_find_room (peer, id);

  return hall_conversation_get_census (hall_session_get_conversation (peer->session, room));
}

static void
admit (TestPeer   *host,
       TestPeer   *guest,
       const char *id)
{
  HallEventBody body;
  const char *guest_id = test_peer_get_id (guest);

  hall_event_body_init (&body, HALL_EVENT_ADMIT);
  body.person = guest_id;
  hall_conversation_say (hall_session_get_conversation (host->session,
                                                        test_peer_find_room (host, id)), &body);
  TEST_WAIT_UNTIL (hall_census_is_admitted (census_of (host, id), guest_id));
}

/* Somebody invited, who also typed the phrase. */
static void
test_invited_with_phrase (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  id = g_strdup (hall_room_get_id (lock_create_room (anna, HALL_LOCK_PASSPHRASE, PHRASE)));
  admit (anna, ben, id);
  error = lock_enter (ben, id, PHRASE, FALSE);
  g_assert_no_error (error);
  g_assert_cmpuint (test_peer_get_counter (ben, HALL_COUNTER_HOST_UNPROVED), ==, 0);
  session_fixture_free (fixture);
}

/* Or the wrong one, as often as it likes: nobody counts, and it gets in without. */
static void
test_invited_with_wrong_phrase (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  id = g_strdup (hall_room_get_id (lock_create_room (anna, HALL_LOCK_PASSPHRASE, PHRASE)));
  admit (anna, ben, id);
  for (guint i = 0; i < HALL_PROOFS_PER_MINUTE + 2; i++)
    {
      error = lock_enter (ben, id, "wrong", FALSE);
      g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_PASSPHRASE);
      g_clear_error (&error);
    }
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_PROOF_RATE), ==, 0);
  error = lock_enter (ben, id, NULL, FALSE);
  g_assert_no_error (error);
  session_fixture_free (fixture);
}

static RawPeer *
knock (TestPeer   *host,
       const char *id,
       gboolean    compare)
{
  RawPeer *mallory = raw_peer_new (NULL);
  HallPacket *join = hall_packet_new (HALL_PACKET_JOIN);

  raw_peer_dial (mallory, host, HALL_PURPOSE_ROOM);
  join->room = g_strdup (id);
  join->name = g_strdup ("Mallory");
  join->prove = TRUE;
  join->compare = compare;
  raw_peer_send (mallory, join);
  TEST_WAIT_UNTIL (mallory->closed || raw_peer_find (mallory, HALL_PACKET_PAKE1) != NULL);
  return mallory;
}

/* A proof that was begun and not ended is a guess: the next has to wait. */
static void
test_unfinished (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *mallory;
  g_autofree char *id = NULL;

  id = g_strdup (hall_room_get_id (lock_create_room (anna, HALL_LOCK_PASSPHRASE, PHRASE)));
  mallory = knock (anna, id, FALSE);
  g_assert_nonnull (raw_peer_find (mallory, HALL_PACKET_PAKE1));
  hall_link_close (mallory->link);
  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_PROOF_FAILED) == 1);
  raw_peer_free (mallory);
  mallory = knock (anna, id, FALSE);
  g_assert_true (mallory->closed);
  g_assert_cmpstr (mallory->error_code, ==, "locked");
  g_assert_cmpuint (mallory->packets->len, ==, 0);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_PROOF_RATE), ==, 1);
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

/* Another host, whom ours does not know, and who knows what the passphrase gives: it is compared
 * with; it belongs from then on. Who does not know it is told nothing. */
static void
test_unknown_host (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  g_autoptr (HallClock) clock = hall_clock_new ();
  HallContext *context = hall_context_new (clock);
  g_autoptr (HallAdmission) admission = NULL;
  g_autoptr (HallProof) proof = NULL;
  g_autofree char *id = NULL;
  RawPeer *carl;

  id = g_strdup (hall_room_get_id (lock_create_room (anna, HALL_LOCK_PASSPHRASE, PHRASE)));
  proof = hall_proof_new_secret (hall_census_get_salt (census_of (anna, id)),
                                 hall_census_get_secret (census_of (anna, id)));
  carl = knock (anna, id, TRUE);
  context->own_id = g_strdup (raw_peer_get_id (carl));
  admission = hall_admission_new_joiner (context, carl->link, id, proof);
  g_assert_null (raw_peer_find (carl, HALL_PACKET_HAVE));
  hall_admission_take (admission, raw_peer_find (carl, HALL_PACKET_PAKE1));
  TEST_WAIT_UNTIL (raw_peer_find (carl, HALL_PACKET_PAKE3) != NULL);
  TEST_WAIT_UNTIL (raw_peer_find (carl, HALL_PACKET_HAVE) != NULL);
  g_assert_null (raw_peer_find (carl, HALL_PACKET_WELCOME));
  g_assert_true (hall_census_is_admitted (census_of (anna, id), raw_peer_get_id (carl)));
  hall_admission_close (admission);
  raw_peer_free (carl);
  hall_context_unref (context);
  session_fixture_free (fixture);
}

/* And whoever only announces our room is asked for a proof first: what it says before is not
 * taken. */
static void
test_false_host (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *mallory = raw_peer_new (NULL);
  HallDatagram *room = hall_datagram_new (HALL_DATAGRAM_ROOM);
  g_autofree char *id = NULL;
  HallPacket *have;

  id = g_strdup (hall_room_get_id (lock_create_room (anna, HALL_LOCK_PASSPHRASE, PHRASE)));
  room->room = g_strdup (id);
  room->name = g_strdup ("Lunch");
  room->members = 100;
  room->epoch = 50;
  room->lock = g_strdup ("passphrase");
  room->creator = g_strdup (test_peer_get_id (anna));
  room->tcp_port = raw_peer_listen (mallory);
  raw_peer_datagram (mallory, fixture, room);
  TEST_WAIT_UNTIL (raw_peer_find (mallory, HALL_PACKET_JOIN) != NULL);
  g_assert_true (raw_peer_find (mallory, HALL_PACKET_JOIN)->compare);
  g_assert_true (raw_peer_find (mallory, HALL_PACKET_JOIN)->prove);
  have = hall_packet_new (HALL_PACKET_WANT);
  have->room = g_strdup (id);
  have->ids = g_strsplit (id, " ", -1);
  raw_peer_send (mallory, have);
  TEST_WAIT_UNTIL (mallory->closed);
  g_assert_null (raw_peer_find (mallory, HALL_PACKET_HAVE));
  g_assert_null (raw_peer_find (mallory, HALL_PACKET_EVS));
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_HOST_UNPROVED), ==, 1);
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

/* As it is outside of tests: 64 MiB, in a thread. */
static void
test_real (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  hall_admission_set_deriver (NULL);
  id = g_strdup (hall_room_get_id (lock_create_room (anna, HALL_LOCK_PASSPHRASE, PHRASE)));
  error = lock_enter (ben, id, PHRASE, FALSE);
  g_assert_no_error (error);
  hall_admission_set_deriver (lock_derive);
  session_fixture_free (fixture);
}

/* Ben, who knows the phrase, is led to Mallory instead of the host. */
typedef struct
{
  SessionFixture *fixture;
  TestPeer *anna;
  TestPeer *ben;
  RawPeer *mallory;
  char *id;
  GAsyncResult *result;
} Trap;

static void
trap_open (Trap *trap)
{
  g_autofree char *link = NULL;
  g_autoptr (GError) error = NULL;
  HallRoom *room;
  HallPerson *person;

  trap->fixture = session_fixture_new ();
  trap->anna = session_fixture_start (trap->fixture, "Anna");
  trap->id = g_strdup (hall_room_get_id (lock_create_room (trap->anna, HALL_LOCK_PASSPHRASE,
                                                           PHRASE)));
  trap->mallory = raw_peer_new (NULL);
  trap->result = NULL;
  link = g_strdup_printf ("hallway:room/%s?host=%s&at=127.0.0.1:%u", trap->id,
                          raw_peer_get_id (trap->mallory), raw_peer_listen (trap->mallory));
  /* On another network, as far as datagrams go: only the link leads anywhere. */
  trap->fixture->port++;
  trap->ben = session_fixture_start (trap->fixture, "Ben");
  trap->fixture->port--;
  g_assert_true (hall_session_resolve_link (trap->ben->session, link, &room, &person, &error));
  hall_session_unlock_room_async (trap->ben->session, room, PHRASE, FALSE, NULL, test_keep_result,
                                  &trap->result);
  TEST_WAIT_UNTIL (raw_peer_find (trap->mallory, HALL_PACKET_JOIN) != NULL);
}

/* He did not get in, and knows why. */
static void
trap_close (Trap *trap)
{
  g_autoptr (HallRoom) room = NULL;
  g_autoptr (GError) error = NULL;

  TEST_WAIT_UNTIL (trap->result != NULL);
  room = hall_session_join_finish (trap->ben->session, trap->result, &error);
  g_assert_null (room);
  g_assert_nonnull (error);
  g_assert_cmpuint (test_peer_get_counter (trap->ben, HALL_COUNTER_HOST_UNPROVED), ==, 1);
  g_clear_object (&trap->result);
  raw_peer_free (trap->mallory);
  session_fixture_free (trap->fixture);
  g_free (trap->id);
}

static void
note_failed (HallAdmission *admission,
             gboolean       guessed,
             guint         *n_guessed)
{
  *n_guessed += guessed;
}

/* Whoever pretends to host the room, and guesses, has one guess. */
static void
test_guessing_host (void)
{
  Trap trap;
  g_autoptr (HallClock) clock = hall_clock_new ();
  HallContext *context = hall_context_new (clock);
  g_autoptr (HallAdmission) admission = NULL;
  g_autofree char *wrong = NULL;
  guint8 secret[HALL_SPAKE2_SECRET_SIZE] = { 1, 2, 3 };
  HallPacket *answer = hall_packet_new (HALL_PACKET_PAKE3);
  guint n_guessed = 0;

  trap_open (&trap);
  context->own_id = g_strdup (raw_peer_get_id (trap.mallory));
  wrong = hall_base64url_encode (secret, sizeof secret);
  admission = hall_admission_new_host (context, trap.mallory->link, trap.id,
                                       hall_census_get_salt (census_of (trap.anna, trap.id)),
                                       wrong);
  g_signal_connect (admission, "failed", G_CALLBACK (note_failed), &n_guessed);
  TEST_WAIT_UNTIL (raw_peer_find (trap.mallory, HALL_PACKET_PAKE2) != NULL);
  hall_admission_take (admission, raw_peer_find (trap.mallory, HALL_PACKET_PAKE2));
  g_assert_cmpuint (n_guessed, ==, 1);
  answer->room = g_strdup (trap.id);
  raw_peer_send (trap.mallory, answer);
  g_clear_object (&admission);
  hall_context_unref (context);
  trap_close (&trap);
}

/* Nor does it help to pass on what the true host says, over two connections. */
static void
test_between (void)
{
  Trap trap;
  RawPeer *other;

  trap_open (&trap);
  other = knock (trap.anna, trap.id, FALSE);
  hall_link_send (trap.mallory->link, raw_peer_find (other, HALL_PACKET_PAKE1), HALL_LINK_CHAT);
  TEST_WAIT_UNTIL (raw_peer_find (trap.mallory, HALL_PACKET_PAKE2) != NULL);
  hall_link_send (other->link, raw_peer_find (trap.mallory, HALL_PACKET_PAKE2), HALL_LINK_CHAT);
  TEST_WAIT_UNTIL (other->closed);
  g_assert_cmpstr (other->error_code, ==, "locked");
  g_assert_null (raw_peer_find (other, HALL_PACKET_PAKE3));
  g_assert_null (raw_peer_find (other, HALL_PACKET_WELCOME));
  g_assert_cmpuint (test_peer_get_counter (trap.anna, HALL_COUNTER_PROOF_FAILED), ==, 1);
  hall_link_close (trap.mallory->link);
  raw_peer_free (other);
  trap_close (&trap);
}

static GError *
enter_address (TestPeer   *peer,
               TestPeer   *host,
               const char *passphrase)
{
  HallTransport *transport = hall_session_get_context (host->session)->transport;
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u",
                                              hall_transport_get_tcp_port (transport));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HallRoom) room = NULL;
  GError *error = NULL;

  hall_session_unlock_address_async (peer->session, address, passphrase, NULL, test_keep_result,
                                     &result);
  TEST_WAIT_UNTIL (result != NULL);
  room = hall_session_join_finish (peer->session, result, &error);
  return error;
}

/* Where nothing is heard of the room, its host's address was typed. */
static void
test_address (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *carl = session_fixture_start (fixture, "Carl");
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  id = g_strdup (hall_room_get_id (lock_create_room (anna, HALL_LOCK_PASSPHRASE, PHRASE)));
  test_peer_create_room (carl, "Supper");
  error = enter_address (ben, anna, NULL);
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_LOCKED);
  g_clear_error (&error);
  error = enter_address (ben, anna, "wrong");
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_PASSPHRASE);
  g_clear_error (&error);
  /* Whoever is there now lets everybody in: that is not what was asked for. */
  error = enter_address (ben, carl, PHRASE);
  g_assert_nonnull (error);
  g_assert_cmpuint (test_peer_get_counter (ben, HALL_COUNTER_HOST_UNPROVED), ==, 1);
  g_clear_error (&error);
  test_run_for (1100);   /* after a failure one has to wait */
  error = enter_address (ben, anna, PHRASE);
  g_assert_no_error (error);
  g_assert_cmpint (test_peer_get_membership (ben, id), ==, HALL_MEMBERSHIP_LIVE);
  session_fixture_free (fixture);
}

/* Everybody of one address has as many guesses a minute as the limits say, and waits longer each
 * time; the room has some more, from wherever. */
static void
test_limits (void)
{
  HallGuesses *guesses = hall_guesses_new ();
  gint64 now = 1000 * G_USEC_PER_SEC;
  guint wait_ms = HALL_PROOF_DELAY_MS;
  guint retry_ms;

  for (guint i = 0; i < HALL_PROOFS_PER_MINUTE; i++)
    {
      g_assert_cmpuint (hall_guesses_get_tries (guesses, "192.0.2.1", 0, 0, now, &retry_ms), ==,
                        HALL_PROOFS_PER_MINUTE - i);
      g_assert_cmpuint (retry_ms, ==, 0);
      hall_guesses_fail (guesses, "192.0.2.1", now);
      if (i + 1 == HALL_PROOFS_PER_MINUTE)
        {
          g_assert_cmpuint (hall_guesses_get_tries (guesses, "192.0.2.1", 0, 0, now, &retry_ms), ==,
                            0);
          g_assert_cmpuint (hall_guesses_get_tries (guesses, "192.0.2.2", 0, 0, now, &retry_ms), >,
                            0);
          break;
        }
      hall_guesses_get_tries (guesses, "192.0.2.1", 0, 0, now, &retry_ms);
      g_assert_cmpuint (retry_ms - wait_ms, <=, 1);
      now += (gint64) retry_ms * 1000;
      wait_ms = MIN (2 * wait_ms, HALL_PROOF_DELAY_MAX_MS);
    }
  now += 61 * G_USEC_PER_SEC;
  for (guint i = 0; i < HALL_PROOFS_PER_ROOM; i++)
    {
      g_autofree char *address = g_strdup_printf ("192.0.2.%u", 10 + i);

      g_assert_cmpuint (hall_guesses_get_tries (guesses, address, 0, 0, now, &retry_ms), >, 0);
      hall_guesses_fail (guesses, address, now);
    }
  g_assert_cmpuint (hall_guesses_get_tries (guesses, "192.0.2.3", 0, 0, now, &retry_ms), ==, 0);
  now += 61 * G_USEC_PER_SEC;
  g_assert_cmpuint (hall_guesses_get_tries (guesses, "192.0.2.3", 0, 0, now, &retry_ms), ==,
                    HALL_PROOFS_PER_MINUTE);
  /* Those that are going on may all fail, from wherever they are. */
  g_assert_cmpuint (hall_guesses_get_tries (guesses, "192.0.2.3", 1, HALL_PROOFS_PER_ROOM - 2, now,
                                            &retry_ms), ==, 2);
  g_assert_cmpuint (hall_guesses_get_tries (guesses, "192.0.2.3", 0, HALL_PROOFS_PER_ROOM, now,
                                            &retry_ms), ==, 0);
  g_assert_cmpuint (retry_ms, >, 0);
  hall_guesses_free (guesses);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hall_admission_set_deriver (lock_derive);
  g_test_add_func ("/session/proofs/invited-with-phrase", test_invited_with_phrase);
  g_test_add_func ("/session/proofs/invited-with-wrong-phrase", test_invited_with_wrong_phrase);
  g_test_add_func ("/session/proofs/unfinished", test_unfinished);
  g_test_add_func ("/session/proofs/real", test_real);
  g_test_add_func ("/session/proofs/guessing-host", test_guessing_host);
  g_test_add_func ("/session/proofs/between", test_between);
  g_test_add_func ("/session/proofs/address", test_address);
  g_test_add_func ("/session/proofs/limits", test_limits);
  g_test_add_func ("/session/proofs/unknown-host", test_unknown_host);
  g_test_add_func ("/session/proofs/false-host", test_false_host);
  return g_test_run ();
}
