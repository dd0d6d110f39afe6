/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-identity.c: an identity that moves to another computer, and one that is on two of them.
 */

#define G_LOG_DOMAIN "test-identity"

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "hall-beacon.h"
#include "hall-limits.h"
#include "hall-machine.h"

#include "raw-peer.h"
#include "turned-clock.h"

static GFile *
make_file (SessionFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->root, "identity.hallway", NULL);

  return g_file_new_for_path (path);
}

static void
export_identity (TestPeer   *peer,
                 GFile      *file,
                 const char *passphrase)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hall_session_export_identity_async (peer->session, file, passphrase, NULL, test_keep_result,
                                      &result);
  TEST_WAIT_UNTIL (result != NULL);
  hall_session_export_identity_finish (peer->session, result, &error);
  g_assert_no_error (error);
}

static gboolean
import_identity (TestPeer   *peer,
                 GFile      *file,
                 const char *passphrase,
                 GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hall_session_import_identity_async (peer->session, file, passphrase, NULL, test_keep_result,
                                      &result);
  TEST_WAIT_UNTIL (result != NULL);
  return hall_session_import_identity_finish (peer->session, result, error);
}

static guint
count_kept (TestPeer *peer)
{
  g_autoptr (GDir) dir = g_dir_open (peer->directory, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_prefix (name, "identity.pem.old");
  return n;
}

/* Key, name and picture go; the other's rooms and history stay where they are. */
static void
test_export (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autoptr (GFile) file = make_file (fixture);
  g_autoptr (GBytes) picture = g_bytes_new_static ("\xff\xd8\xff picture", 11);
  g_autofree char *id = g_strdup (test_peer_get_id (anna));
  g_autofree char *old = g_strdup (test_peer_get_id (ben));
  g_autofree char *room = g_strdup (hall_room_get_id (test_peer_create_room (ben, "Diary")));
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_true (hall_session_set_picture (anna->session, picture, NULL));
  export_identity (anna, file, "correct horse");
  g_assert_cmpint (g_stat (g_file_peek_path (file), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  test_peer_stop (anna);

  g_assert_false (import_identity (ben, file, "battery staple", &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_cmpuint (count_kept (ben), ==, 0);
  g_assert_true (import_identity (ben, file, "correct horse", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (test_peer_get_id (ben), ==, old);   /* not before the next start */
  g_assert_cmpuint (count_kept (ben), ==, 1);
  test_peer_stop (ben);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  g_assert_cmpstr (test_peer_get_id (ben), ==, id);
  g_assert_cmpstr (hall_person_get_name (hall_session_get_self (ben->session)), ==, "Anna");
  g_assert_true (g_bytes_equal (hall_person_get_picture (hall_session_get_self (ben->session)),
                                picture));
  g_assert_nonnull (test_peer_find_room (ben, room));
  g_assert_false (hall_session_get_was_copied (ben->session));
  session_fixture_free (fixture);
}

/* Until the restart it is who it was: nobody hears of somebody new with Anna's name. What was known
 * of Anna here is not what she is; nor has she the picture of who this was. */
static void
test_import_quietly (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *carl = session_fixture_start (fixture, "Carl");
  g_autoptr (GFile) file = make_file (fixture);
  g_autoptr (GBytes) picture = g_bytes_new_static ("\xff\xd8\xff picture", 11);
  g_autofree char *id = g_strdup (test_peer_get_id (anna));
  const char *room = hall_room_get_id (test_peer_create_room (carl, "Lunch"));
  HallPerson *former;
  guint n_before;

  TEST_WAIT_UNTIL (test_peer_sees (ben, anna) && test_peer_sees (carl, ben));
  g_assert_nonnull (test_peer_join (ben, room));
  TEST_WAIT_UNTIL (test_peer_count_members (carl, room) == 2);
  g_assert_true (hall_session_set_picture (ben->session, picture, NULL));
  export_identity (anna, file, "correct horse");
  hall_roll_meet (ben->session->roll, test_peer_find_person (ben, anna));
  test_peer_stop (anna);
  hall_person_set_name (hall_directory_lookup_person (hall_session_get_directory (ben->session),
                                                      id), "Maiden Name");
  former = test_peer_find_person (carl, ben);
  TEST_WAIT_UNTIL (hall_person_get_picture_digest (former) != NULL);
  n_before = carl->messages->len;

  g_assert_true (import_identity (ben, file, "correct horse", NULL));
  test_run_for (2500);
  g_assert_cmpstr (hall_person_get_name (former), ==, "Ben");
  g_assert_nonnull (hall_person_get_picture_digest (former));
  g_assert_cmpuint (carl->messages->len, ==, n_before);
  test_peer_stop (ben);
  test_peer_start (ben, HALL_SESSION_ACTIVE);
  g_assert_cmpstr (test_peer_get_id (ben), ==, id);
  g_assert_cmpstr (hall_person_get_name (hall_session_get_self (ben->session)), ==, "Anna");
  g_assert_null (hall_person_get_picture (hall_session_get_self (ben->session)));
  session_fixture_free (fixture);
}

static HallRoom *
write_to (TestPeer   *peer,
          TestPeer   *other,
          const char *text)
{
  HallRoom *room;

  TEST_WAIT_UNTIL (test_peer_sees (peer, other));
  room = hall_session_get_direct (peer->session, test_peer_find_person (peer, other));
  g_assert_nonnull (hall_session_send (peer->session, room, text, NULL));
  return room;
}

/* (transfer full): what history shows */
static GPtrArray *
load (TestPeer *peer,
      HallRoom *room)
{
  g_autoptr (GAsyncResult) result = NULL;
  GPtrArray *messages;

  hall_session_load_history_async (peer->session, room, 1000, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  messages = hall_session_load_history_finish (peer->session, result, NULL);
  g_assert_nonnull (messages);
  g_assert_cmpuint (messages->len, >=, 4);
  return messages;
}

/* On the new computer there is nothing of what was said in private, until the other one is met. */
static void
test_conversation (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *laptop = session_fixture_start (fixture, "Laptop");
  g_autoptr (GFile) file = make_file (fixture);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  static const char *texts[] = { "one", "two", "three", "four" };
  HallRoom *room;

  room = write_to (ben, anna, "one");
  TEST_WAIT_UNTIL (anna->messages->len == 1
                   && hall_session_count_unsent (ben->session, room) == 0);
  room = write_to (anna, ben, "two");
  TEST_WAIT_UNTIL (hall_session_count_unsent (anna->session, room) == 0);
  export_identity (anna, file, "correct horse");
  test_peer_stop (anna);
  g_assert_true (import_identity (laptop, file, "correct horse", NULL));
  test_peer_stop (laptop);
  test_peer_start (laptop, HALL_SESSION_ACTIVE);

  room = write_to (ben, laptop, "three");
  TEST_WAIT_UNTIL (hall_session_count_unsent (ben->session, room) == 0);
  room = write_to (laptop, ben, "four");
  TEST_WAIT_UNTIL (hall_session_count_unsent (laptop->session, room) == 0);
  first = load (ben, hall_session_get_direct (ben->session, test_peer_find_person (ben, laptop)));
  second = load (laptop, room);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      HallMessage *message = g_ptr_array_index (second, i);

      g_assert_cmpstr (hall_message_get_text (message), ==, texts[i]);
      g_assert_cmpstr (hall_message_get_text (g_ptr_array_index (first, i)), ==, texts[i]);
      g_assert_cmpint (hall_message_get_is_own (message), ==, i % 2 == 1);
    }
  session_fixture_free (fixture);
}

/* Files that are none, and folders that cannot be written. */
static void
test_bad_files (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  g_autoptr (GFile) file = make_file (fixture);
  g_autofree char *large = g_strnfill (2 * 1024 * 1024, 'x');
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup (test_peer_get_id (anna));

  g_assert_false (import_identity (anna, file, "x", &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_STORE);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (g_file_peek_path (file), "hello", -1, NULL));
  g_assert_false (import_identity (anna, file, "x", &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (g_file_peek_path (file), large, 2 * 1024 * 1024, NULL));
  g_assert_false (import_identity (anna, file, "x", &error));
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED);
  test_peer_stop (anna);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  g_assert_cmpstr (test_peer_get_id (anna), ==, id);
  session_fixture_free (fixture);
}

static void
test_renew (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  g_autofree char *id = g_strdup (test_peer_get_id (anna));
  g_autoptr (GError) error = NULL;

  g_assert_true (hall_session_renew_identity (anna->session, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (test_peer_get_id (anna), ==, id);
  g_assert_cmpuint (count_kept (anna), ==, 1);
  test_peer_stop (anna);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  g_assert_cmpstr (test_peer_get_id (anna), !=, id);
  session_fixture_free (fixture);
}

static GError *
start_on (TestPeer   *peer,
          const char *machine,
          gboolean    need_network)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  test_peer_make_session (peer, HALL_SESSION_ACTIVE);
  hall_session_set_machine (peer->session, machine);
  hall_session_start_async (peer->session, need_network, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  hall_session_start_finish (peer->session, result, &error);
  return error;
}

/* On another computer it says nothing, until it was said that it was moved. */
static void
test_copied (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *anna = session_fixture_add (fixture, "Anna");
  g_autoptr (GError) error = NULL;
  gboolean running = FALSE;

  g_assert_no_error (start_on (anna, "one", FALSE));
  g_assert_false (hall_session_get_was_copied (anna->session));
  TEST_WAIT_UNTIL (test_peer_sees (ben, anna));
  test_peer_stop (anna);
  g_assert_no_error (start_on (anna, "one", TRUE));
  g_assert_false (hall_session_get_was_copied (anna->session));
  test_peer_stop (anna);

  /* The command line is told; the window asks. */
  error = start_on (anna, "two", TRUE);
  g_assert_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_REFUSED);
  test_peer_stop (anna);
  g_assert_no_error (start_on (anna, "two", FALSE));
  g_object_get (anna->session, "running", &running, NULL);
  g_assert_true (running);
  g_assert_true (hall_session_get_was_copied (anna->session));
  TEST_WAIT_UNTIL (!test_peer_sees (ben, anna));
  test_run_for (1500);
  g_assert_false (test_peer_sees (ben, anna));
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_DATAGRAM_SENT), ==, 0);
  g_assert_cmpuint (hall_network_get_tcp_port (hall_session_get_network (anna->session)), ==, 0);
  hall_session_accept_moved (anna->session);
  g_assert_false (hall_session_get_was_copied (anna->session));
  TEST_WAIT_UNTIL (test_peer_sees (ben, anna));
  test_peer_stop (anna);
  g_assert_no_error (start_on (anna, "two", TRUE));
  g_assert_false (hall_session_get_was_copied (anna->session));
  test_peer_stop (anna);

  /* Or it is to be another one from now on. */
  g_assert_no_error (start_on (anna, "three", FALSE));
  g_assert_true (hall_session_get_was_copied (anna->session));
  g_assert_true (hall_session_renew_identity (anna->session, NULL));
  test_peer_stop (anna);
  g_assert_no_error (start_on (anna, "three", TRUE));
  g_assert_false (hall_session_get_was_copied (anna->session));
  TEST_WAIT_UNTIL (test_peer_sees (ben, anna));
  session_fixture_free (fixture);
}

static void
test_machine (void)
{
  g_autofree char *first = hall_machine_hash_id ("0123456789abcdef0123456789abcdef\n");
  g_autofree char *same = hall_machine_hash_id ("0123456789abcdef0123456789abcdef");
  g_autofree char *other = hall_machine_hash_id ("0123456789abcdef0123456789abcdee\n");

  g_assert_cmpstr (first, ==, same);
  g_assert_cmpstr (first, !=, other);
  g_assert_null (strstr (first, "0123456789"));
  g_assert_null (hall_machine_hash_id ("\n"));
  g_assert_null (hall_machine_hash_id ("uninitialized\n"));
}

static HallTransport *
get_transport (TestPeer *peer)
{
  return hall_session_get_context (peer->session)->transport;
}

static gboolean
is_elsewhere (TestPeer *peer)
{
  return hall_person_get_elsewhere (hall_session_get_self (peer->session));
}

/* As another computer with her key would. */
static void
echo (TestPeer *peer,
      guint64   boot)
{
  g_autoptr (HallDatagram) hello = hall_datagram_new (HALL_DATAGRAM_HELLO);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  hello->id = g_strdup (test_peer_get_id (peer));
  hello->boot = boot;
  hello->seq = 1;
  hello->name = g_strdup ("Anna");
  hello->status = g_strdup ("available");
  hello->tcp_port = 9;
  hello->ttl_ms = 18000;
  hello->version_min = HALL_PROTOCOL_VERSION_MIN;
  hello->version_max = HALL_PROTOCOL_VERSION_MAX;
  bytes = hall_datagram_encode (hello, hall_context_get_key (hall_session_get_context
                                                               (peer->session)), &error);
  g_assert_no_error (error);
  raw_peer_bytes (peer->fixture, bytes);
}

/* Once it goes ahead of the other; again within a minute it falls silent, and says why. */
static void
test_elsewhere (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  HallTransport *transport = get_transport (anna);
  guint64 boot = hall_transport_get_boot (transport);
  guint64 sent;
  TestPeer *carl;
  const char *room = hall_room_get_id (test_peer_create_room (anna, "Lunch"));

  TEST_WAIT_UNTIL (test_peer_sees (ben, anna));
  echo (anna, boot - 1);
  echo (anna, boot + 100);
  TEST_WAIT_UNTIL (hall_transport_get_boot (transport) == boot + 101);
  g_assert_false (is_elsewhere (anna));
  TEST_WAIT_UNTIL (({
    guint64 heard = 0, seq = 0;

    hall_directory_get_sequence (hall_session_get_directory (ben->session),
                                 test_peer_get_id (anna), &heard, &seq);
    heard == boot + 101;
  }));
  test_run_for (1100);   /* one a second is looked at */
  echo (anna, boot + 200);
  TEST_WAIT_UNTIL (is_elsewhere (anna));
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_IDENTITY_ELSEWHERE), ==, 1);
  sent = test_peer_get_counter (anna, HALL_COUNTER_DATAGRAM_SENT);
  hall_session_set_presence (anna->session, HALL_PRESENCE_BUSY);
  test_run_for (7000);
  g_assert_cmpuint (test_peer_get_counter (anna, HALL_COUNTER_DATAGRAM_SENT), ==, sent);

  /* It was only here after all. */
  hall_session_accept_moved (anna->session);
  g_assert_false (is_elsewhere (anna));
  TEST_WAIT_UNTIL (hall_person_get_presence (test_peer_find_person (ben, anna))
                   == HALL_PRESENCE_BUSY);
  carl = session_fixture_start (fixture, "Carl");
  TEST_WAIT_UNTIL (test_peer_find_room (carl, room) != NULL);   /* it hosts as before */
  test_peer_stop (anna);
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  g_assert_cmpuint (hall_transport_get_boot (get_transport (anna)), >, boot + 101);
  session_fixture_free (fixture);
}

/* What was heard long before does not count. */
static void
test_echo_later (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_add (fixture, "Anna");
  g_autoptr (TurnedClock) clock = g_object_new (TURNED_TYPE_CLOCK, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean stopped = FALSE;
  gint64 deadline = test_begin_waiting ();
  guint64 boot;

  test_peer_make_session (anna, HALL_SESSION_ACTIVE);
  hall_session_set_clock (anna->session, HALL_CLOCK (clock));
  hall_session_start_async (anna->session, TRUE, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (hall_session_start_finish (anna->session, result, NULL));
  g_clear_object (&result);
  for (guint i = 0; i < 3; i++)
    {
      turned_clock_advance (clock, 61000);
      boot = hall_transport_get_boot (get_transport (anna));
      test_run_for (1100);
      echo (anna, boot + 5);
      TEST_WAIT_UNTIL (hall_transport_get_boot (get_transport (anna)) == boot + 6);
      g_assert_false (is_elsewhere (anna));
    }
  hall_session_stop_async (anna->session, test_note_finished, &stopped);
  while (!stopped)
    {
      turned_clock_advance (clock, 10);
      test_wait_a_turn (deadline, "stopped");
    }
  g_signal_handlers_disconnect_by_data (anna->session, anna);
  g_clear_object (&anna->session);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/identity/export", test_export);
  g_test_add_func ("/session/identity/import-quietly", test_import_quietly);
  g_test_add_func ("/session/identity/conversation", test_conversation);
  g_test_add_func ("/session/identity/bad-files", test_bad_files);
  g_test_add_func ("/session/identity/renew", test_renew);
  g_test_add_func ("/session/identity/machine", test_machine);
  g_test_add_func ("/session/identity/copied", test_copied);
  g_test_add_func ("/session/identity/elsewhere", test_elsewhere);
  g_test_add_func ("/session/identity/echo-later", test_echo_later);
  return g_test_run ();
}
