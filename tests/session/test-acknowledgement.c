/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-acknowledgement.c: when a message counts as stored and as sent, and what a crash in between
 * leaves behind.
 *
 * Disks stand still as long as the test wants, and a crash is what was on the disk at that moment.
 */

#define G_LOG_DOMAIN "test-acknowledgement"

#include "config.h"

#include <sqlite3.h>

#include "hall-outbox.h"
#include "hall-store-private.h"

#include "raw-peer.h"
#include "turned-clock.h"

/* The store of one session, which does what it is asked only when the test lets it. */
typedef struct
{
  HallStore *store;
  guint source;
  gboolean held;
} Disk;

static gboolean
on_disk_turn (gpointer user_data)
{
  Disk *disk = user_data;

  if (!disk->held)
    hall_store_run (disk->store);
  return G_SOURCE_CONTINUE;
}

/* Starts @peer. */
static Disk *
start_with_disk (TestPeer *peer)
{
  HallSession *session = test_peer_make_session (peer, HALL_SESSION_ACTIVE);
  Disk *disk = g_new0 (Disk, 1);
  gboolean started = FALSE;

  disk->store = g_object_ref (hall_session_get_context (session)->store);
  hall_store_set_manual (disk->store);
  disk->source = g_timeout_add (1, on_disk_turn, disk);
  hall_session_start_async (session, TRUE, NULL, test_note_finished, &started);
  TEST_WAIT_UNTIL (started);
  return disk;
}

/* After its session. */
static void
disk_free (Disk *disk)
{
  g_source_remove (disk->source);
  g_object_unref (disk->store);
  g_free (disk);
}

static void
stop_with_disk (TestPeer *peer,
                Disk     *disk)
{
  disk->held = FALSE;
  test_peer_stop (peer);
  disk_free (disk);
}

static void
copy_file (const char *from,
           const char *to,
           const char *name)
{
  g_autofree char *source_path = g_build_filename (from, name, NULL);
  g_autofree char *target_path = g_build_filename (to, name, NULL);
  g_autoptr (GFile) source = g_file_new_for_path (source_path);
  g_autoptr (GFile) target = g_file_new_for_path (target_path);
  g_autoptr (GError) error = NULL;

  if (!g_file_query_exists (source, NULL))
    {
      g_file_delete (target, NULL, NULL);
      return;
    }
  g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
copy_disk (const char *from,
           const char *to)
{
  g_autofree char *shared = g_build_filename (to, "hallway.db-shm", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (shared);

  copy_file (from, to, "hallway.db");
  copy_file (from, to, "hallway.db-wal");
  g_file_delete (file, NULL, NULL);
}

/* What is on the disk now is all that is left; the process says and sends nothing more. */
static void
crash (TestPeer *peer,
       Disk     *disk)
{
  g_autofree char *kept = g_build_filename (peer->fixture->root, "kept", NULL);

  g_assert_cmpint (g_mkdir_with_parents (kept, 0700), ==, 0);
  copy_disk (peer->directory, kept);
  hall_session_abort (peer->session);
  disk->held = FALSE;
  test_peer_kill (peer);
  disk_free (disk);
  copy_disk (kept, peer->directory);
}

static guint
count (TestPeer   *peer,
       const char *id,
       const char *text)
{
  g_autoptr (GPtrArray) history = test_peer_load_history (peer, id, 1000);

  return test_count_text (history, text);
}

static HallMessageState
get_state (TestPeer   *peer,
           const char *event_id)
{
  return (HallMessageState) GPOINTER_TO_INT (g_hash_table_lookup (peer->states, event_id));
}

static const char *
get_last_id (TestPeer *peer)
{
  return g_ptr_array_index (peer->messages, peer->messages->len - 1);
}

/* The host relays at once, and acknowledges when its disk has the message, not before. */
static void
test_member (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_add (fixture, "Anna");
  TestPeer *ben, *carl;
  Disk *disk = start_with_disk (anna);
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  guint seen;

  ben = session_fixture_start (fixture, "Ben");
  carl = session_fixture_start (fixture, "Carl");
  test_peer_join (ben, id);
  test_peer_join (carl, id);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0 && test_peer_count_unsent (carl, id) == 0);
  TEST_WAIT_UNTIL (carl->messages->len == 4 && ben->messages->len == 4);
  seen = carl->messages->len;
  disk->held = TRUE;
  test_peer_send (ben, id, "not on her disk");
  TEST_WAIT_UNTIL (carl->messages->len == seen + 1);
  test_run_for (200);
  g_assert_cmpuint (test_peer_count_unsent (ben, id), ==, 1);
  g_assert_cmpint (get_state (ben, get_last_id (ben)), ==, HALL_MESSAGE_STATE_PENDING);
  disk->held = FALSE;
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  g_assert_cmpint (get_state (ben, get_last_id (ben)), ==, HALL_MESSAGE_STATE_SENT);
  stop_with_disk (anna, disk);
  session_fixture_free (fixture);
}

/* The host's own: stored by its own commit, sent when a member's disk has it. Alone, it waits. */
static void
test_host (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_add (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autofree char *alone = NULL;
  Disk *disk;

  test_peer_send (anna, id, "alone");
  TEST_WAIT_UNTIL (anna->messages->len == 3 && get_state (anna, get_last_id (anna)) != 0);
  alone = g_strdup (get_last_id (anna));
  g_assert_cmpint (get_state (anna, alone), ==, HALL_MESSAGE_STATE_STORED);
  g_assert_cmpuint (test_peer_count_unsent (anna, id), ==, 0);

  disk = start_with_disk (ben);
  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (get_state (anna, alone) == HALL_MESSAGE_STATE_SENT);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0 && anna->messages->len == 4);
  disk->held = TRUE;
  test_peer_send (anna, id, "not on his disk");
  TEST_WAIT_UNTIL (anna->messages->len == 5 && hall_store_get_n_waiting (disk->store) > 0);
  test_run_for (200);
  g_assert_cmpint (get_state (anna, get_last_id (anna)), ==, HALL_MESSAGE_STATE_STORED);
  g_assert_cmpuint (test_peer_count_unsent (anna, id), ==, 1);
  disk->held = FALSE;
  TEST_WAIT_UNTIL (get_state (anna, get_last_id (anna)) == HALL_MESSAGE_STATE_SENT);
  stop_with_disk (ben, disk);
  session_fixture_free (fixture);
}

/* A crash around the signing of a message: before it, when the row is all there is, and after it,
 * when nobody has heard of it. Either way it goes out by itself, and is there once. */
static void
check_crash (gboolean is_signed)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_add (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  Disk *disk = start_with_disk (ben);
  g_autoptr (GPtrArray) of_anna = NULL;
  g_autoptr (GPtrArray) of_ben = NULL;

  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0 && anna->messages->len == 3);
  TEST_WAIT_UNTIL (hall_store_get_n_waiting (disk->store) == 0);
  disk->held = TRUE;
  test_peer_send (ben, id, "before the lights went out");
  if (is_signed)
    TEST_WAIT_UNTIL (hall_store_get_n_waiting (disk->store) == 2);
  hall_store_run (disk->store);
  crash (ben, disk);
  g_assert_cmpuint (count (anna, id, "before the lights went out"), ==, 0);

  test_peer_start (ben, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  /* Signed before, or in this run. */
  g_assert_cmpuint (ben->messages->len, ==, is_signed ? 0 : 1);
  g_assert_cmpuint (count (anna, id, "before the lights went out"), ==, 1);
  g_assert_cmpuint (count (ben, id, "before the lights went out"), ==, 1);
  of_anna = test_peer_load_ids (anna, id);
  of_ben = test_peer_load_ids (ben, id);
  test_assert_same (of_anna, of_ben);
  session_fixture_free (fixture);
}

static void
test_crash_unsigned (void)
{
  check_crash (FALSE);
}

static void
test_crash_signed (void)
{
  check_crash (TRUE);
}

/* The host had it, and nobody knows whether it was stored: the next one gets it again. */
static void
test_next_host (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_add (fixture, "Anna");
  TestPeer *ben;
  Disk *disk = start_with_disk (anna);
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  TestPeer *carl;

  ben = session_fixture_start (fixture, "Ben");
  carl = session_fixture_start (fixture, "Carl");
  test_peer_join (ben, id);
  test_peer_join (carl, id);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0 && test_peer_count_unsent (carl, id) == 0);
  TEST_WAIT_UNTIL (ben->messages->len == 4 && carl->messages->len == 4);
  disk->held = TRUE;
  test_peer_send (ben, id, "in her hands");
  TEST_WAIT_UNTIL (carl->messages->len == 5);
  g_assert_cmpuint (test_peer_count_unsent (ben, id), ==, 1);
  crash (anna, disk);
  TEST_WAIT_UNTIL (test_peer_get_membership (ben, id) == HALL_MEMBERSHIP_HOSTING
                   || test_peer_get_membership (carl, id) == HALL_MEMBERSHIP_HOSTING);
  TEST_WAIT_UNTIL (test_peer_count_members (ben, id) == 2);
  TEST_WAIT_UNTIL (test_peer_count_members (carl, id) == 2);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  g_assert_cmpint (get_state (ben, get_last_id (ben)), ==, HALL_MESSAGE_STATE_SENT);
  g_assert_cmpuint (ben->messages->len, ==, 5);
  g_assert_cmpuint (carl->messages->len, ==, 5);

  test_peer_start (anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (anna->messages->len == 1);
  g_assert_cmpuint (count (anna, id, "in her hands"), ==, 1);
  session_fixture_free (fixture);
}

/* Said, and gone: it gets out before the program ends, from a member and from the host. */
static void
test_quit (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *carl = session_fixture_start (fixture, "Carl");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));

  test_peer_join (ben, id);
  test_peer_join (carl, id);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0 && test_peer_count_unsent (carl, id) == 0);
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, id) == 0);
  test_peer_send (ben, id, "the last word of a member");
  test_peer_stop (ben);
  TEST_WAIT_UNTIL (count (anna, id, "the last word of a member") == 1);
  test_peer_send (anna, id, "the last word of the host");
  test_peer_stop (anna);
  TEST_WAIT_UNTIL (count (carl, id, "the last word of the host") == 1);
  TEST_WAIT_UNTIL (test_peer_get_membership (carl, id) == HALL_MEMBERSHIP_HOSTING);
  session_fixture_free (fixture);
}

static void
run_sql (TestPeer   *peer,
         const char *sql)
{
  g_autofree char *path = g_build_filename (peer->directory, "hallway.db", NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  sqlite3_busy_timeout (database, 5000);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (database), ==, SQLITE_OK);
}

/* What is known comes again while the disk fails: it is not shown a second time. */
static void
test_repeated (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  RawPeer *mallory = raw_peer_new (NULL);
  HallRoom *room = test_peer_create_room (anna, "Lunch");
  g_autofree char *id = g_strdup (hall_room_get_id (room));
  g_autoptr (HallEvent) event = NULL;

  TEST_WAIT_UNTIL (anna->messages->len == 2);
  raw_peer_join (mallory, anna, id);
  event = raw_peer_make_text (mallory, id, g_get_real_time () / 1000, "once");
  raw_peer_send (mallory, hall_packet_new_event (event));
  TEST_WAIT_UNTIL (anna->messages->len == 3);
  run_sql (anna, "CREATE TRIGGER broken BEFORE INSERT ON events"
                 " BEGIN SELECT RAISE (ABORT, 'no'); END");
  raw_peer_send (mallory, hall_packet_new_event (event));
  TEST_WAIT_UNTIL (test_peer_get_counter (anna, HALL_COUNTER_STORE_FAILED) > 0);
  test_run_for (100);
  g_assert_cmpuint (anna->messages->len, ==, 3);
  g_assert_cmpuint (hall_room_get_unread (room), ==, 1);
  run_sql (anna, "DROP TRIGGER broken");
  raw_peer_free (mallory);
  session_fixture_free (fixture);
}

static void
on_send (HallOutbox *outbox,
         HallEvent  *event,
         guint      *n_sent)
{
  (*n_sent)++;
}

/* Turns the clock a little at a time, so that the store can answer in between. */
static void
turn_for (TurnedClock *clock,
          guint        seconds)
{
  for (guint i = 0; i < 2 * seconds; i++)
    {
      turned_clock_advance (clock, 500);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

/* Whoever owes an acknowledgement for half a minute gets the message again, over the same link; who
 * has acknowledged it does not. */
static void
test_overdue (void)
{
  SessionFixture *fixture = session_fixture_new ();
  g_autoptr (TurnedClock) clock = g_object_new (TURNED_TYPE_CLOCK, NULL);
  HallContext *context = hall_context_new (HALL_CLOCK (clock));
  g_autofree char *path = g_build_filename (fixture->root, "overdue.db", NULL);
  g_autofree char *room_id = hall_token_new ();
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallOutbox) outbox = NULL;
  g_autoptr (GPtrArray) unsent = NULL;
  guint n_sent = 0;

  context->identity = hall_identity_load (fixture->root, &error);
  g_assert_no_error (error);
  context->own_id = g_strdup (hall_identity_get_id (context->identity));
  hall_store_open_async (context->store, path, FALSE, NULL, test_keep_result, &opened);
  TEST_WAIT_UNTIL (opened != NULL);
  g_assert_true (hall_store_open_finish (context->store, opened, NULL));
  outbox = hall_outbox_new (context, room_id, 0);
  g_signal_connect (outbox, "send", G_CALLBACK (on_send), &n_sent);
  hall_outbox_load (outbox);
  hall_outbox_set_mode (outbox, HALL_OUTBOX_MEMBER);
  hall_outbox_add_text (outbox, "does anybody hear me", 1);
  {
    gint64 deadline = test_begin_waiting ();

    while (n_sent == 0)
      {
        test_wait_a_turn (deadline, "it is sent");
        turned_clock_advance (clock, 1);
      }
  }
  turn_for (clock, 25);
  g_assert_cmpuint (n_sent, ==, 1);
  turn_for (clock, 40);
  g_assert_cmpuint (n_sent, ==, 2);
  unsent = hall_outbox_list_unsent (outbox);
  g_assert_cmpuint (unsent->len, ==, 1);
  hall_outbox_acknowledge (outbox, (const char *const[]) {
                             ((HallEvent *) g_ptr_array_index (unsent, 0))->id, NULL });
  turn_for (clock, 100);
  g_assert_cmpuint (n_sent, ==, 2);
  hall_outbox_close (outbox);
  hall_store_close_async (context->store, NULL, test_keep_result, &closed);
  TEST_WAIT_UNTIL (closed != NULL);
  g_clear_object (&outbox);
  hall_context_unref (context);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/acknowledgement/member", test_member);
  g_test_add_func ("/session/acknowledgement/host", test_host);
  g_test_add_func ("/session/acknowledgement/crash-unsigned", test_crash_unsigned);
  g_test_add_func ("/session/acknowledgement/crash-signed", test_crash_signed);
  g_test_add_func ("/session/acknowledgement/next-host", test_next_host);
  g_test_add_func ("/session/acknowledgement/quit", test_quit);
  g_test_add_func ("/session/acknowledgement/repeated", test_repeated);
  g_test_add_func ("/session/acknowledgement/overdue", test_overdue);
  return g_test_run ();
}
