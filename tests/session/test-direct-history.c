/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-direct-history.c: of a private conversation, too, what is old or deleted is gone for good on
 * the one side, and stays on the other.
 */

#define G_LOG_DOMAIN "test-direct-history"

#include "config.h"

#include "hall-conversation-private.h"

#include "retention-fixture.h"

typedef struct
{
  Band band;
  TestPeer *anna;
  TestPeer *ben;
  char *anna_id;
  char *ben_id;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->band.fixture = session_fixture_new ();
  fixture->anna = fixture->band.peers[0] = session_fixture_start (fixture->band.fixture, "Anna");
  fixture->ben = fixture->band.peers[1] = session_fixture_start (fixture->band.fixture, "Ben");
  fixture->band.n_peers = 2;
  fixture->anna_id = g_strdup (test_peer_get_id (fixture->anna));
  fixture->ben_id = g_strdup (test_peer_get_id (fixture->ben));
  fixture->band.id = hall_direct_room_id (fixture->anna_id, fixture->ben_id);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  retention_check_peaceful (&fixture->band);
  band_free (&fixture->band);
  g_free (fixture->anna_id);
  g_free (fixture->ben_id);
}

static gboolean
has_synced (TestPeer   *peer,
            const char *with)
{
  HallConversation *conversation = hall_session_get_conversation (peer->session,
                                                                  talk_get_direct (peer, with));

  return hall_sync_get_done (conversation->sync);
}

/* What history shows; 0 while there is no conversation. */
static guint
count (TestPeer   *peer,
       const char *with,
       const char *text)
{
  HallDirectory *directory = hall_session_get_directory (peer->session);
  HallRoom *room = hall_person_get_conversation (hall_directory_ensure_person (directory, with));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  guint n = 0;

  if (room == NULL)
    return 0;
  hall_session_load_history_async (peer->session, room, 1000, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  messages = hall_session_load_history_finish (peer->session, result, NULL);
  g_assert_nonnull (messages);
  for (guint i = 0; i < messages->len; i++)
    n += g_strcmp0 (hall_message_get_text (g_ptr_array_index (messages, i)), text) == 0 ? 1 : 0;
  return n;
}

/* Both start again, and say something, after all else that they had to tell. */
static void
meet_again (Fixture    *fixture,
            const char *word)
{
  g_autofree char *answer = g_strconcat (word, ", yes", NULL);
  HallRoom *mine;

  test_peer_stop (fixture->anna);
  test_peer_stop (fixture->ben);
  test_peer_start (fixture->anna, HALL_SESSION_ACTIVE);
  test_peer_start (fixture->ben, HALL_SESSION_ACTIVE);
  talk_say_to (fixture->ben, fixture->anna_id, word);
  TEST_WAIT_UNTIL (count (fixture->anna, fixture->ben_id, word) == 1);
  talk_say_to (fixture->anna, fixture->ben_id, answer);
  TEST_WAIT_UNTIL (count (fixture->ben, fixture->anna_id, answer) == 1);
  mine = talk_get_direct (fixture->anna, fixture->ben_id);
  TEST_WAIT_UNTIL (hall_session_count_unsent (fixture->anna->session, mine) == 0);
  TEST_WAIT_UNTIL (has_synced (fixture->anna, fixture->ben_id));
  TEST_WAIT_UNTIL (has_synced (fixture->ben, fixture->anna_id));
}

/* Also what the other one offers by itself, as nobody has said to have it. */
static void
test_expiry (Fixture      *fixture,
             gconstpointer data)
{
  TestPeer *anna = fixture->anna, *ben = fixture->ben;
  const char *room = fixture->band.id;
  g_autofree char *old = NULL;
  g_autofree char *own = NULL;
  g_autofree char *offered = NULL;

  meet_again (fixture, "hello");
  old = retention_put (ben, ben, room, RETENTION_DAYS_OLD (40), 2, "old");
  own = retention_put (anna, anna, room, RETENTION_DAYS_OLD (39), 2, "own");
  meet_again (fixture, "once more");
  TEST_WAIT_UNTIL (count (anna, fixture->ben_id, "old") == 1);
  TEST_WAIT_UNTIL (count (ben, fixture->anna_id, "own") == 1);
  retention_keep_days (anna, 30);
  TEST_WAIT_UNTIL (count (anna, fixture->ben_id, "own") == 0);
  g_assert_cmpuint (count (anna, fixture->ben_id, "old"), ==, 0);
  g_assert_cmpuint (count (anna, fixture->ben_id, "hello"), ==, 1);

  offered = retention_put (ben, ben, room, RETENTION_DAYS_OLD (38), 0, "offered");
  meet_again (fixture, "and again");
  TEST_WAIT_UNTIL (g_hash_table_lookup (ben->states, offered)
                   == GINT_TO_POINTER (HALL_MESSAGE_STATE_SENT));
  g_assert_cmpuint (count (anna, fixture->ben_id, "old"), ==, 0);
  g_assert_cmpuint (count (anna, fixture->ben_id, "own"), ==, 0);
  g_assert_cmpuint (count (anna, fixture->ben_id, "offered"), ==, 0);
  g_assert_cmpuint (count (anna, fixture->ben_id, "hello"), ==, 1);
  g_assert_cmpuint (count (ben, fixture->anna_id, "old"), ==, 1);
  g_assert_cmpuint (count (ben, fixture->anna_id, "own"), ==, 1);
  g_assert_cmpuint (count (ben, fixture->anna_id, "offered"), ==, 1);
}

/* What the other one says after that comes, though its clock were hours behind; what was there does
 * not come back, and what it has not got yet it gets. */
static void
test_deletion (Fixture      *fixture,
               gconstpointer data)
{
  TestPeer *anna = fixture->anna, *ben = fixture->ben;
  g_autofree char *slow = NULL;

  meet_again (fixture, "secret");
  test_peer_stop (ben);
  talk_say_to (anna, fixture->ben_id, "when you are back");
  retention_delete (anna, G_MAXINT64);
  g_assert_cmpuint (count (anna, fixture->ben_id, "secret"), ==, 0);
  g_assert_cmpuint (count (anna, fixture->ben_id, "secret, yes"), ==, 0);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (count (ben, fixture->anna_id, "when you are back") == 1);
  slow = retention_put (ben, ben, fixture->band.id, retention_get_now () - 10 * HALL_HOUR_MS, 0,
                        "by a slow clock");
  meet_again (fixture, "and on");
  TEST_WAIT_UNTIL (count (anna, fixture->ben_id, "by a slow clock") == 1);
  g_assert_cmpuint (count (anna, fixture->ben_id, "secret"), ==, 0);
  g_assert_cmpuint (count (anna, fixture->ben_id, "secret, yes"), ==, 0);
  g_assert_cmpuint (count (ben, fixture->anna_id, "secret"), ==, 1);
  g_assert_cmpuint (count (ben, fixture->anna_id, "secret, yes"), ==, 1);
}

/* The same, where the whole conversation is deleted. */
static void
test_forgotten (Fixture      *fixture,
                gconstpointer data)
{
  TestPeer *anna = fixture->anna, *ben = fixture->ben;
  HallConversation *conversation;
  g_autofree char *slow = NULL;
  gint64 newest;

  meet_again (fixture, "secret");
  conversation = hall_session_get_conversation (anna->session,
                                                talk_get_direct (anna, fixture->ben_id));
  newest = hall_conversation_get_newest_lc (conversation);
  hall_session_forget_direct (anna->session, talk_get_direct (anna, fixture->ben_id), NULL);
  slow = retention_put (ben, ben, fixture->band.id, newest + 1, 0, "by a slow clock");
  meet_again (fixture, "and on");
  TEST_WAIT_UNTIL (count (anna, fixture->ben_id, "by a slow clock") == 1);
  g_assert_cmpuint (count (anna, fixture->ben_id, "secret"), ==, 0);
  g_assert_cmpuint (count (anna, fixture->ben_id, "secret, yes"), ==, 0);
  g_assert_cmpuint (count (ben, fixture->anna_id, "secret"), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/direct-history/expiry", Fixture, NULL, set_up, test_expiry, tear_down);
  g_test_add ("/session/direct-history/deletion", Fixture, NULL, set_up, test_deletion,
              tear_down);
  g_test_add ("/session/direct-history/forgotten", Fixture, NULL, set_up, test_forgotten,
              tear_down);
  return g_test_run ();
}
