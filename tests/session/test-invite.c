/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-invite.c: an invitation waits like a message, arrives once, and says into which room.
 */

#define G_LOG_DOMAIN "test-invite"

#include "config.h"

#include "hall-limits.h"

#include "raw-peer.h"

typedef struct
{
  SessionFixture *session;
  TestPeer *anna;
  TestPeer *ben;
  char *ben_id;
  HallRoom *room;         /* Anna's */
  GPtrArray *invited;     /* "ROOM PERSON MESSAGE": ids, at Ben's */
} Fixture;

static void
on_invited (HallSession *session,
            HallRoom    *room,
            HallPerson  *person,
            HallMessage *message,
            Fixture     *fixture)
{
  g_assert_cmpint (hall_message_get_kind (message), ==, HALL_MESSAGE_INVITATION);
  g_assert_cmpstr (hall_message_get_invited_room (message), ==, hall_room_get_id (room));
  g_assert_true (hall_message_get_author (message) == person);
  g_ptr_array_add (fixture->invited, g_strdup_printf ("%s %s %s", hall_room_get_id (room),
                                                      hall_person_get_id (person),
                                                      hall_message_get_name (message)));
}

static void
watch (Fixture *fixture)
{
  g_signal_connect (fixture->ben->session, "invited", G_CALLBACK (on_invited), fixture);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->session = session_fixture_new ();
  fixture->anna = session_fixture_start (fixture->session, "Anna");
  fixture->ben = session_fixture_start (fixture->session, "Ben");
  fixture->ben_id = g_strdup (test_peer_get_id (fixture->ben));
  fixture->room = test_peer_create_room (fixture->anna, "Kitchen");
  fixture->invited = g_ptr_array_new_with_free_func (g_free);
  watch (fixture);
  TEST_WAIT_UNTIL (test_peer_sees (fixture->anna, fixture->ben));
  TEST_WAIT_UNTIL (test_peer_sees (fixture->ben, fixture->anna));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  session_fixture_free (fixture->session);
  g_ptr_array_unref (fixture->invited);
  g_free (fixture->ben_id);
}

static void
invite (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  HallPerson *ben = hall_directory_ensure_person (
    hall_session_get_directory (fixture->anna->session), fixture->ben_id);

  g_assert_true (hall_session_send_invitation (fixture->anna->session, fixture->room, ben, &error));
  g_assert_no_error (error);
}

static guint
count_waiting (Fixture *fixture)
{
  HallPerson *ben = hall_directory_ensure_person (
    hall_session_get_directory (fixture->anna->session), fixture->ben_id);

  return hall_session_count_unsent (fixture->anna->session,
                                    hall_session_get_direct (fixture->anna->session, ben));
}

static void
check_invited (Fixture *fixture)
{
  g_autofree char *expected = g_strdup_printf ("%s %s Kitchen", hall_room_get_id (fixture->room),
                                               test_peer_get_id (fixture->anna));

  TEST_WAIT_UNTIL (fixture->invited->len > 0);
  TEST_WAIT_UNTIL (count_waiting (fixture) == 0);
  g_assert_cmpuint (fixture->invited->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->invited, 0), ==, expected);
}

static void
test_now (Fixture      *fixture,
          gconstpointer data)
{
  HallPerson *anna = test_peer_find_person (fixture->ben, fixture->anna);
  HallMessage *message;
  HallRoom *room, *direct;
  g_autoptr (GAsyncResult) result = NULL;

  invite (fixture);
  check_invited (fixture);
  direct = hall_person_get_conversation (anna);
  g_assert_cmpuint (hall_room_get_unread (direct), ==, 1);
  g_assert_cmpint (hall_message_get_kind (hall_room_get_last_message (direct)), ==,
                   HALL_MESSAGE_INVITATION);
  g_assert_cmpuint (fixture->ben->messages->len, ==, 1);
  /* It is there when the conversation is opened, too. */
  hall_session_open_room_async (fixture->ben->session, hall_person_get_conversation (anna), NULL,
                                test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  message = hall_timeline_lookup (hall_room_get_timeline (hall_person_get_conversation (anna)),
                                  g_ptr_array_index (fixture->ben->messages, 0));
  g_assert_nonnull (message);
  room = test_peer_join (fixture->ben, hall_message_get_invited_room (message));
  g_assert_cmpstr (hall_room_get_id (room), ==, hall_room_get_id (fixture->room));
}

/* The other is away, and so are we before it comes back. */
static void
test_later (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *room_id = g_strdup (hall_room_get_id (fixture->room));

  test_peer_stop (fixture->ben);
  TEST_WAIT_UNTIL (!hall_person_get_online (hall_directory_lookup_person (
                     hall_session_get_directory (fixture->anna->session), fixture->ben_id)));
  invite (fixture);
  g_assert_cmpuint (count_waiting (fixture), ==, 1);
  test_peer_kill (fixture->anna);
  test_peer_start (fixture->anna, HALL_SESSION_ACTIVE);
  fixture->room = test_peer_find_room (fixture->anna, room_id);
  g_assert_cmpuint (count_waiting (fixture), ==, 1);
  test_peer_make_session (fixture->ben, HALL_SESSION_ACTIVE);
  watch (fixture);
  hall_session_start_async (fixture->ben->session, TRUE, NULL, NULL, NULL);
  check_invited (fixture);
}

/* Whoever is blocked invites nobody. */
static void
test_blocked (Fixture      *fixture,
              gconstpointer data)
{
  HallPerson *anna = test_peer_find_person (fixture->ben, fixture->anna);

  hall_session_set_blocked (fixture->ben->session, anna, TRUE);
  invite (fixture);
  TEST_WAIT_UNTIL (test_peer_get_counter (fixture->ben, HALL_COUNTER_BLOCKED_REFUSED) > 0);
  g_assert_cmpuint (fixture->invited->len, ==, 0);
  g_assert_cmpuint (count_waiting (fixture), ==, 1);
  hall_session_set_blocked (fixture->ben->session, anna, FALSE);
  TEST_WAIT_UNTIL (fixture->invited->len == 1);
}

#define N_STRANGERS 6   /* with Anna one more */

/* Each of them invites Ben into a room of its own, and waits until that is delivered. */
static void
invite_all (Fixture   *fixture,
            TestPeer **peers)
{
  for (guint i = 0; i < N_STRANGERS; i++)
    {
      HallRoom *room = test_peer_create_room (peers[i], "Pantry");
      g_autoptr (GError) error = NULL;
      HallPerson *ben;

      TEST_WAIT_UNTIL (test_peer_sees (peers[i], fixture->ben)
                       && test_peer_sees (fixture->ben, peers[i]));
      ben = test_peer_find_person (peers[i], fixture->ben);
      g_assert_true (hall_session_send_invitation (peers[i]->session, room, ben, &error));
      TEST_WAIT_UNTIL (hall_session_count_unsent (peers[i]->session,
                                                  hall_session_get_direct (peers[i]->session,
                                                                           ben)) == 0);
    }
}

/* Strangers who invite him as often as they like: he is told of some of them, once each, and finds
 * the others where they are. Whom he knows may always. */
static void
test_strangers (Fixture      *fixture,
                gconstpointer data)
{
  TestPeer *peers[N_STRANGERS];
  HallRoom *direct;
  GHashTableIter iter;
  gpointer told;
  guint n_known;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_STRANGERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Stranger %u", i);

      peers[i] = session_fixture_start (fixture->session, name);
    }
  invite_all (fixture, peers);
  g_assert_cmpuint (fixture->invited->len, ==, HALL_INVITATIONS_PER_HOUR);
  n_known = g_hash_table_size (fixture->ben->session->hints);
  invite_all (fixture, peers);
  g_assert_cmpuint (fixture->invited->len, ==, HALL_INVITATIONS_PER_HOUR);
  g_assert_cmpuint (test_peer_get_counter (fixture->ben, HALL_COUNTER_INVITATION_QUIET), ==,
                    2 * N_STRANGERS - HALL_INVITATIONS_PER_HOUR);
  g_assert_cmpuint (g_hash_table_size (fixture->ben->session->hints), ==, n_known);
  direct = hall_person_get_conversation (test_peer_find_person (fixture->ben,
                                                                peers[N_STRANGERS - 1]));
  g_assert_cmpuint (hall_room_get_unread (direct), ==, 2);
  g_assert_cmpint (hall_message_get_kind (hall_room_get_last_message (direct)), ==,
                   HALL_MESSAGE_INVITATION);

  /* An hour later. */
  g_hash_table_iter_init (&iter, fixture->ben->session->inviters);
  while (g_hash_table_iter_next (&iter, NULL, &told))
    *(gint64 *) told -= HALL_HOUR_MS * 1000;
  invite (fixture);
  TEST_WAIT_UNTIL (fixture->invited->len == HALL_INVITATIONS_PER_HOUR + 1);
  invite (fixture);
  TEST_WAIT_UNTIL (test_peer_get_counter (fixture->ben, HALL_COUNTER_INVITATION_QUIET)
                   == 2 * N_STRANGERS - HALL_INVITATIONS_PER_HOUR + 1);
  hall_session_send (fixture->ben->session,
                     hall_person_get_conversation (test_peer_find_person (fixture->ben,
                                                                          fixture->anna)),
                     "Which room?", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < HALL_INVITATIONS_PER_HOUR; i++)
    invite (fixture);
  TEST_WAIT_UNTIL (fixture->invited->len == 2 * HALL_INVITATIONS_PER_HOUR + 1);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/invite/now", test_now);
  ADD ("/invite/later", test_later);
  ADD ("/invite/blocked", test_blocked);
  ADD ("/invite/strangers", test_strangers);
  return g_test_run ();
}
