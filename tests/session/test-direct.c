/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-direct.c: private conversations of two real sessions over loopback.
 *
 * What is written arrives, waits while the other is away, survives restarts and kills on both
 * sides, and says when it was delivered and read. Nobody else learns of it.
 */

#define G_LOG_DOMAIN "test-direct"

#include "config.h"

#include "talk-fixture.h"

typedef struct
{
  SessionFixture *session;
  TestPeer *anna;
  TestPeer *ben;
  char *anna_id;
  char *ben_id;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->session = session_fixture_new ();
  fixture->anna = session_fixture_start (fixture->session, "Anna");
  fixture->ben = session_fixture_start (fixture->session, "Ben");
  fixture->anna_id = g_strdup (test_peer_get_id (fixture->anna));
  fixture->ben_id = g_strdup (test_peer_get_id (fixture->ben));
  TEST_WAIT_UNTIL (test_peer_sees (fixture->anna, fixture->ben));
  TEST_WAIT_UNTIL (test_peer_sees (fixture->ben, fixture->anna));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  session_fixture_free (fixture->session);
  g_free (fixture->anna_id);
  g_free (fixture->ben_id);
}

static HallPerson *
get_person (TestPeer   *peer,
            const char *id)
{
  return hall_directory_ensure_person (hall_session_get_directory (peer->session), id);
}

/* (transfer full): what history shows */
static GPtrArray *
load (TestPeer *peer,
      HallRoom *room)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *messages;

  hall_session_load_history_async (peer->session, room, 1000, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  messages = hall_session_load_history_finish (peer->session, result, &error);
  g_assert_no_error (error);
  return messages;
}

static HallMessage *
find_text (GPtrArray  *messages,
           const char *text)
{
  HallMessage *found = NULL;

  for (guint i = 0; i < messages->len; i++)
    {
      HallMessage *message = g_ptr_array_index (messages, i);

      if (g_strcmp0 (hall_message_get_text (message), text) != 0)
        continue;
      g_assert_null (found);
      found = message;
    }
  return found;
}

static gboolean
has_last (HallRoom   *room,
          const char *text)
{
  HallMessage *last = room != NULL ? hall_room_get_last_message (room) : NULL;

  return last != NULL && g_strcmp0 (hall_message_get_text (last), text) == 0;
}

/* The conversation that there is, without making one. */
static HallRoom *
find_direct (TestPeer   *peer,
             const char *id)
{
  HallPerson *person = hall_directory_lookup_person (hall_session_get_directory (peer->session),
                                                     id);

  return person != NULL ? hall_person_get_conversation (person) : NULL;
}

static void
wait_for_sent (TestPeer   *peer,
               const char *id)
{
  TEST_WAIT_UNTIL (hall_session_count_unsent (peer->session, talk_get_direct (peer, id)) == 0);
}

static void
test_talk (Fixture      *fixture,
           gconstpointer data)
{
  HallRoom *mine = talk_get_direct (fixture->anna, fixture->ben_id);
  HallRoom *theirs;
  g_autoptr (GPtrArray) rows = NULL;
  HallMessage *message;

  g_assert_cmpstr (hall_room_get_id (mine), ==,
                   hall_room_get_id (talk_get_direct (fixture->ben, fixture->anna_id)));
  g_assert_true (hall_room_get_person (mine) == get_person (fixture->anna, fixture->ben_id));
  g_assert_true (talk_get_direct (fixture->anna, fixture->ben_id) == mine);
  g_assert_cmpuint (g_list_model_get_n_items (hall_session_get_directs (fixture->anna->session)),
                    ==, 0);
  talk_say_to (fixture->anna, fixture->ben_id, "hello");
  g_assert_cmpuint (g_list_model_get_n_items (hall_session_get_directs (fixture->anna->session)),
                    ==, 1);
  TEST_WAIT_UNTIL (has_last (find_direct (fixture->ben, fixture->anna_id), "hello"));
  theirs = find_direct (fixture->ben, fixture->anna_id);
  g_assert_cmpuint (hall_room_get_unread (theirs), ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (hall_session_get_directs (fixture->ben->session)),
                    ==, 1);
  wait_for_sent (fixture->anna, fixture->ben_id);
  g_assert_cmpint (hall_room_get_connection (mine), ==, HALL_CONNECTION_LIVE);
  talk_say_to (fixture->ben, fixture->anna_id, "hello yourself");
  TEST_WAIT_UNTIL (has_last (mine, "hello yourself"));
  wait_for_sent (fixture->ben, fixture->anna_id);

  rows = load (fixture->anna, mine);
  g_assert_cmpuint (rows->len, ==, 2);
  message = find_text (rows, "hello");
  g_assert_nonnull (message);
  g_assert_cmpint (hall_message_get_state (message), ==, HALL_MESSAGE_STATE_SENT);
  g_assert_cmpint (hall_person_get_trust (get_person (fixture->anna, fixture->ben_id)), ==,
                   HALL_TRUST_CONTACT);
  /* It is nobody's room. */
  g_assert_cmpuint (g_list_model_get_n_items (hall_directory_get_rooms (
                      hall_session_get_directory (fixture->anna->session))), ==, 0);
}

static void
check_read (Fixture *fixture)
{
  g_autoptr (GPtrArray) rows = load (fixture->anna,
                                     talk_get_direct (fixture->anna, fixture->ben_id));

  g_assert_cmpint (hall_message_get_state (find_text (rows, "one")), ==, HALL_MESSAGE_STATE_READ);
}

static void
test_read (Fixture      *fixture,
           gconstpointer data)
{
  HallRoom *mine = talk_get_direct (fixture->anna, fixture->ben_id);
  HallRoom *theirs = talk_get_direct (fixture->ben, fixture->anna_id);
  g_autofree char *id = NULL;

  talk_say_to (fixture->anna, fixture->ben_id, "one");
  TEST_WAIT_UNTIL (hall_room_get_unread (theirs) == 1);
  wait_for_sent (fixture->anna, fixture->ben_id);
  id = g_strdup (hall_message_get_id (hall_room_get_last_message (mine)));
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (fixture->anna->states, id)), ==,
                   HALL_MESSAGE_STATE_SENT);
  hall_session_mark_read (fixture->ben->session, theirs);
  TEST_WAIT_UNTIL (GPOINTER_TO_INT (g_hash_table_lookup (fixture->anna->states, id))
                   == HALL_MESSAGE_STATE_READ);
  check_read (fixture);

  /* It is remembered. */
  test_peer_stop (fixture->anna);
  test_peer_start (fixture->anna, HALL_SESSION_ACTIVE);
  check_read (fixture);
}

static void
test_read_secretly (Fixture      *fixture,
                    gconstpointer data)
{
  HallRoom *theirs = talk_get_direct (fixture->ben, fixture->anna_id);
  HallRoom *mine = talk_get_direct (fixture->anna, fixture->ben_id);
  g_autofree char *id = NULL;

  hall_settings_set_read_marks (fixture->ben->settings, FALSE);
  talk_say_to (fixture->anna, fixture->ben_id, "one");
  TEST_WAIT_UNTIL (hall_room_get_unread (theirs) == 1);
  wait_for_sent (fixture->anna, fixture->ben_id);
  id = g_strdup (hall_message_get_id (hall_room_get_last_message (mine)));
  hall_session_mark_read (fixture->ben->session, theirs);
  test_run_for (1000);
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (fixture->anna->states, id)), ==,
                   HALL_MESSAGE_STATE_SENT);
  hall_settings_set_read_marks (fixture->ben->settings, TRUE);
  hall_session_mark_read (fixture->ben->session, theirs);
  talk_say_to (fixture->anna, fixture->ben_id, "two");
  TEST_WAIT_UNTIL (hall_room_get_unread (theirs) == 1);
  hall_session_mark_read (fixture->ben->session, theirs);
  TEST_WAIT_UNTIL (g_hash_table_lookup (fixture->anna->states,
                                        hall_message_get_id (hall_room_get_last_message (mine)))
                   == GINT_TO_POINTER (HALL_MESSAGE_STATE_READ));
}

/* The other is away; then we are; then both come back, the one first or the other. */
static void
test_wait (Fixture      *fixture,
           gconstpointer data)
{
  gboolean other_first = GPOINTER_TO_INT (data);
  HallRoom *mine, *theirs;

  talk_say_to (fixture->anna, fixture->ben_id, "before");
  TEST_WAIT_UNTIL (has_last (find_direct (fixture->ben, fixture->anna_id), "before"));
  wait_for_sent (fixture->anna, fixture->ben_id);
  test_peer_stop (fixture->ben);
  TEST_WAIT_UNTIL (!hall_person_get_online (get_person (fixture->anna, fixture->ben_id)));
  talk_say_to (fixture->anna, fixture->ben_id, "while you were away");
  mine = talk_get_direct (fixture->anna, fixture->ben_id);
  g_assert_cmpuint (hall_session_count_unsent (fixture->anna->session, mine), ==, 1);
  g_assert_cmpint (hall_room_get_connection (mine), ==, HALL_CONNECTION_NOBODY);
  test_peer_stop (fixture->anna);
  if (other_first)
    test_peer_start (fixture->ben, HALL_SESSION_ACTIVE);
  test_peer_start (fixture->anna, HALL_SESSION_ACTIVE);
  /* Nobody has to open it. */
  g_assert_nonnull (find_direct (fixture->anna, fixture->ben_id));
  g_assert_cmpuint (g_list_model_get_n_items (hall_session_get_directs (fixture->anna->session)),
                    ==, 1);
  if (!other_first)
    test_peer_start (fixture->ben, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (has_last (find_direct (fixture->ben, fixture->anna_id),
                             "while you were away"));
  wait_for_sent (fixture->anna, fixture->ben_id);
  theirs = find_direct (fixture->ben, fixture->anna_id);
  {
    g_autoptr (GPtrArray) rows = load (fixture->ben, theirs);

    g_assert_cmpuint (rows->len, ==, 2);
    g_assert_nonnull (find_text (rows, "before"));
    g_assert_nonnull (find_text (rows, "while you were away"));
  }
}

/* Both are killed in turn while they write; each text arrives, once. */
static void
test_kill (Fixture      *fixture,
           gconstpointer data)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *from_anna = g_strdup_printf ("anna %u", i);
      g_autofree char *from_ben = g_strdup_printf ("ben %u", i);
      TestPeer *victim = i % 2 == 0 ? fixture->anna : fixture->ben;

      talk_say_to (fixture->anna, fixture->ben_id, from_anna);
      talk_say_to (fixture->ben, fixture->anna_id, from_ben);
      test_run_for (i * 15);
      test_peer_kill (victim);
      test_peer_start (victim, HALL_SESSION_ACTIVE);
      TEST_WAIT_UNTIL (test_peer_sees (fixture->anna, fixture->ben)
                       && test_peer_sees (fixture->ben, fixture->anna));
    }
  wait_for_sent (fixture->anna, fixture->ben_id);
  wait_for_sent (fixture->ben, fixture->anna_id);
  for (guint i = 0; i < 2; i++)
    {
      TestPeer *peer = i == 0 ? fixture->anna : fixture->ben;
      g_autoptr (GPtrArray) rows = load (peer,
                                         talk_get_direct (peer, i == 0 ? fixture->ben_id
                                                                       : fixture->anna_id));

      g_assert_cmpuint (rows->len, ==, 8);
      for (guint j = 0; j < 4; j++)
        {
          g_autofree char *from_anna = g_strdup_printf ("anna %u", j);
          g_autofree char *from_ben = g_strdup_printf ("ben %u", j);

          g_assert_nonnull (find_text (rows, from_anna));
          g_assert_nonnull (find_text (rows, from_ben));
        }
    }
}

/* Somebody else on the same network learns nothing of it, and joins nothing. */
static void
test_third (Fixture      *fixture,
            gconstpointer data)
{
  TestPeer *carl = session_fixture_start (fixture->session, "Carl");
  HallRoom *room = talk_get_direct (fixture->anna, fixture->ben_id);

  TEST_WAIT_UNTIL (test_peer_sees (carl, fixture->anna));
  talk_say_to (fixture->anna, fixture->ben_id, "between us");
  TEST_WAIT_UNTIL (has_last (find_direct (fixture->ben, fixture->anna_id), "between us"));
  wait_for_sent (fixture->anna, fixture->ben_id);
  g_assert_null (test_peer_find_room (carl, hall_room_get_id (room)));
  g_assert_cmpuint (g_list_model_get_n_items (hall_session_get_directs (carl->session)), ==, 0);
  g_assert_cmpuint (test_peer_get_counter (carl, HALL_COUNTER_LINK_ACCEPTED), ==, 0);
}

static void
test_find_person (Fixture      *fixture,
                  gconstpointer data)
{
  HallPerson *ben = get_person (fixture->anna, fixture->ben_id);
  HallSession *session = fixture->anna->session;
  g_autofree char *tagged = g_strdup_printf ("Ben#%s", hall_person_get_key_tag (ben));
  TestPeer *namesake;
  g_autoptr (GError) error = NULL;

  g_assert_true (hall_session_find_person (session, fixture->ben_id, NULL) == ben);
  g_assert_true (hall_session_find_person (session, "Ben", NULL) == ben);
  g_assert_true (hall_session_find_person (session, tagged, NULL) == ben);
  g_assert_null (hall_session_find_person (session, "Anna", &error));   /* not oneself */
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND);
  g_clear_error (&error);
  namesake = session_fixture_add (fixture->session, "Ben 2");
  g_free (namesake->name);
  namesake->name = g_strdup ("Ben");
  test_peer_start (namesake, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_sees (fixture->anna, namesake));
  g_assert_null (hall_session_find_person (session, "Ben", &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_AMBIGUOUS);
  g_assert_nonnull (strstr (error->message, fixture->ben_id));
  g_assert_nonnull (strstr (error->message, test_peer_get_id (namesake)));
  g_assert_true (hall_session_find_person (session, tagged, NULL) == ben);
}

static void
check_rows (TestPeer   *peer,
            const char *id,
            guint       n_rows)
{
  g_autoptr (GPtrArray) rows = load (peer, talk_get_direct (peer, id));

  g_assert_cmpuint (rows->len, ==, n_rows);
}

/* Deleted here, it does not come back from the other, who keeps it. */
static void
test_forget (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (HallRoom) old = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  talk_say_to (fixture->anna, fixture->ben_id, "to be forgotten");
  TEST_WAIT_UNTIL (has_last (find_direct (fixture->ben, fixture->anna_id), "to be forgotten"));
  wait_for_sent (fixture->anna, fixture->ben_id);
  old = g_object_ref (talk_get_direct (fixture->anna, fixture->ben_id));
  hall_session_forget_room_async (fixture->anna->session, old, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (hall_session_forget_room_finish (fixture->anna->session, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);   /* it keeps the session */
  g_assert_null (find_direct (fixture->anna, fixture->ben_id));
  g_assert_cmpuint (g_list_model_get_n_items (hall_session_get_directs (fixture->anna->session)),
                    ==, 0);
  talk_say_to (fixture->ben, fixture->anna_id, "still there?");
  TEST_WAIT_UNTIL (has_last (find_direct (fixture->anna, fixture->ben_id), "still there?"));
  wait_for_sent (fixture->ben, fixture->anna_id);
  check_rows (fixture->anna, fixture->ben_id, 1);
  check_rows (fixture->ben, fixture->anna_id, 2);
  /* Nor with another synchronisation, after another start. */
  test_peer_stop (fixture->anna);
  test_peer_start (fixture->anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_sees (fixture->anna, fixture->ben));
  talk_say_to (fixture->anna, fixture->ben_id, "yes");
  TEST_WAIT_UNTIL (has_last (find_direct (fixture->ben, fixture->anna_id), "yes"));
  talk_say_to (fixture->ben, fixture->anna_id, "good");
  TEST_WAIT_UNTIL (has_last (find_direct (fixture->anna, fixture->ben_id), "good"));
  wait_for_sent (fixture->anna, fixture->ben_id);
  check_rows (fixture->anna, fixture->ben_id, 3);
}

static void
test_blocked (Fixture      *fixture,
              gconstpointer data)
{
  HallPerson *anna = get_person (fixture->ben, fixture->anna_id);
  g_autoptr (GError) error = NULL;

  talk_say_to (fixture->anna, fixture->ben_id, "friends");
  TEST_WAIT_UNTIL (has_last (find_direct (fixture->ben, fixture->anna_id), "friends"));
  wait_for_sent (fixture->anna, fixture->ben_id);
  hall_session_set_blocked (fixture->ben->session, anna, TRUE);
  TEST_WAIT_UNTIL (hall_room_get_connection (talk_get_direct (fixture->anna, fixture->ben_id))
                   != HALL_CONNECTION_LIVE);
  talk_say_to (fixture->anna, fixture->ben_id, "are you there?");
  TEST_WAIT_UNTIL (test_peer_get_counter (fixture->ben, HALL_COUNTER_BLOCKED_REFUSED) > 0);
  g_assert_null (hall_session_send (fixture->ben->session, talk_get_direct (fixture->ben,
                                                                       fixture->anna_id),
                                    "no", &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED);
  g_assert_true (has_last (find_direct (fixture->ben, fixture->anna_id), "friends"));
  hall_session_set_blocked (fixture->ben->session, anna, FALSE);
  hall_session_open_room_async (fixture->anna->session, talk_get_direct (fixture->anna,
                                                                    fixture->ben_id),
                                NULL, NULL, NULL);
  TEST_WAIT_UNTIL (has_last (find_direct (fixture->ben, fixture->anna_id), "are you there?"));
}

/* Nothing goes to somebody who bears a known name, before it was said who that is. */
static void
test_unsure (Fixture      *fixture,
             gconstpointer data)
{
  HallPerson *ben;
  TestPeer *impostor;
  HallPerson *person;
  g_autoptr (GError) error = NULL;

  talk_say_to (fixture->anna, fixture->ben_id, "hello");
  wait_for_sent (fixture->anna, fixture->ben_id);
  ben = get_person (fixture->anna, fixture->ben_id);
  g_assert_cmpint (hall_person_get_trust (ben), ==, HALL_TRUST_CONTACT);
  impostor = session_fixture_add (fixture->session, "Impostor");
  g_free (impostor->name);
  impostor->name = g_strdup ("Ben");
  test_peer_start (impostor, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_sees (fixture->anna, impostor));
  person = test_peer_find_person (fixture->anna, impostor);
  TEST_WAIT_UNTIL (hall_person_get_resembles (person) == ben);
  g_assert_null (hall_session_send (fixture->anna->session,
                                    hall_session_get_direct (fixture->anna->session, person),
                                    "the secret", &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_UNSURE);
  hall_session_declare_distinct (fixture->anna->session, person);
  talk_say_to (fixture->anna, test_peer_get_id (impostor), "who are you?");
  TEST_WAIT_UNTIL (has_last (find_direct (impostor, fixture->anna_id), "who are you?"));
}

static void
test_draft (Fixture      *fixture,
            gconstpointer data)
{
  talk_say_to (fixture->anna, fixture->ben_id, "hello");
  wait_for_sent (fixture->anna, fixture->ben_id);
  hall_session_set_draft (fixture->anna->session, talk_get_direct (fixture->anna, fixture->ben_id),
                          "and by the way");
  test_peer_stop (fixture->anna);
  test_peer_start (fixture->anna, HALL_SESSION_ACTIVE);
  g_assert_cmpstr (hall_room_get_draft (find_direct (fixture->anna, fixture->ben_id)), ==,
                   "and by the way");
}

#define ADD(path, data, function) \
  g_test_add (path, Fixture, data, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/direct/talk", NULL, test_talk);
  ADD ("/direct/read", NULL, test_read);
  ADD ("/direct/read-secretly", NULL, test_read_secretly);
  ADD ("/direct/wait/other-first", GINT_TO_POINTER (TRUE), test_wait);
  ADD ("/direct/wait/self-first", GINT_TO_POINTER (FALSE), test_wait);
  ADD ("/direct/kill", NULL, test_kill);
  ADD ("/direct/third", NULL, test_third);
  ADD ("/direct/find-person", NULL, test_find_person);
  ADD ("/direct/forget", NULL, test_forget);
  ADD ("/direct/blocked", NULL, test_blocked);
  ADD ("/direct/unsure", NULL, test_unsure);
  ADD ("/direct/draft", NULL, test_draft);
  return g_test_run ();
}
