/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-sleep.c: the computer sleeps, wakes up, and is switched off: what others see of it, and what
 * logind is told.
 *
 * logind is a mock on a bus of the test's own, never the machine's.
 */

#define G_LOG_DOMAIN "test-sleep"

#include "config.h"

#include <string.h>

#include "hall-transport.h"

#include "raw-peer.h"

#define LOGIND_NAME "org.freedesktop.login1"
#define LOGIND_PATH "/org/freedesktop/login1"
#define LOGIND_MANAGER "org.freedesktop.login1.Manager"

static GDBusConnection *bus;   /* as somebody who is not the program */

static gboolean
has_logind (void)
{
  g_autoptr (GVariant) reply = NULL;
  gboolean has = FALSE;

  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "NameHasOwner",
                                       g_variant_new ("(s)", LOGIND_NAME), G_VARIANT_TYPE ("(b)"),
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (reply);
  g_variant_get (reply, "(b)", &has);
  return has;
}

static GSubprocess *
start_logind (void)
{
  const char *arguments[] = {
    "/usr/bin/python3", "-m", "dbusmock", "--system", "--template", "logind", NULL,
  };
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);

  g_assert_no_error (error);
  TEST_WAIT_UNTIL (has_logind ());
  return process;
}

static void
end_process (GSubprocess *process)
{
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, NULL);
  g_object_unref (process);
}

/* As logind does. */
static void
warn (const char *signal_name,
      gboolean    begins)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  GVariant *parameter = g_variant_new_variant (g_variant_new_boolean (begins));

  reply = g_dbus_connection_call_sync (bus, LOGIND_NAME, LOGIND_PATH, "org.freedesktop.DBus.Mock",
                                       "EmitSignal",
                                       g_variant_new ("(sss@av)", LOGIND_MANAGER, signal_name, "b",
                                                      g_variant_new_array (G_VARIANT_TYPE_VARIANT,
                                                                           &parameter, 1)),
                                       NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

/* Who makes the computer wait: "what who mode" a line. */
static char *
list_inhibitors (void)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariantIter) iter = NULL;
  const char *what, *who, *why, *mode;

  reply = g_dbus_connection_call_sync (bus, LOGIND_NAME, LOGIND_PATH, LOGIND_MANAGER,
                                       "ListInhibitors", NULL, G_VARIANT_TYPE ("(a(ssssuu))"),
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_variant_get (reply, "(a(ssssuu))", &iter);
  while (g_variant_iter_next (iter, "(&s&s&s&suu)", &what, &who, &why, &mode, NULL, NULL))
    g_string_append_printf (text, "%s %s %s\n", what, who, mode);
  return g_string_free (text, FALSE);
}

static gboolean
is_inhibited (void)
{
  g_autofree char *inhibitors = list_inhibitors ();

  return strcmp (inhibitors, "sleep:shutdown Hallway delay\n") == 0;
}

static gboolean
is_free (void)
{
  g_autofree char *inhibitors = list_inhibitors ();

  return *inhibitors == '\0';
}

static void
on_count (HallSleepWatch *watch,
          guint          *count)
{
  (*count)++;
}

static void
check_warning (const char *signal_name)
{
  GSubprocess *logind = start_logind ();
  HallSleepWatch *watch = hall_sleep_watch_new ();
  guint n_sleep = 0, n_wake = 0;

  g_signal_connect (watch, "sleep", G_CALLBACK (on_count), &n_sleep);
  g_signal_connect (watch, "wake", G_CALLBACK (on_count), &n_wake);
  TEST_WAIT_UNTIL (hall_sleep_watch_is_holding (watch));
  g_assert_true (is_inhibited ());
  warn (signal_name, TRUE);
  TEST_WAIT_UNTIL (n_sleep == 1);
  g_assert_true (hall_sleep_watch_is_holding (watch));   /* until somebody is ready */
  hall_sleep_watch_release (watch);
  TEST_WAIT_UNTIL (is_free ());
  warn (signal_name, FALSE);
  TEST_WAIT_UNTIL (n_wake == 1 && hall_sleep_watch_is_holding (watch));
  TEST_WAIT_UNTIL (is_inhibited ());
  g_assert_cmpuint (n_sleep, ==, 1);
  hall_sleep_watch_close (watch);
  TEST_WAIT_UNTIL (is_free ());
  warn (signal_name, TRUE);
  test_run_for (100);
  g_assert_cmpuint (n_sleep, ==, 1);
  g_object_unref (watch);
  end_process (logind);
}

static void
test_sleep_warning (void)
{
  check_warning ("PrepareForSleep");
}

static void
test_shutdown_warning (void)
{
  check_warning ("PrepareForShutdown");
}

/* There is a bus and no logind: nothing happens, and nothing is complained about. */
static void
test_no_logind (void)
{
  HallSleepWatch *watch = hall_sleep_watch_new ();

  g_assert_false (has_logind ());
  test_run_for (300);
  g_assert_false (hall_sleep_watch_is_holding (watch));
  hall_sleep_watch_release (watch);
  hall_sleep_watch_close (watch);
  g_object_unref (watch);
}

static void
fall_asleep (TestPeer *peer)
{
  gboolean asleep = FALSE;

  hall_session_sleep_async (peer->session, test_note_finished, &asleep);
  TEST_WAIT_UNTIL (asleep);
}

/* The host sleeps: a member hosts the room and both go on; awake again it is a member, and has what
 * was said meanwhile; what it wrote itself goes out. */
static void
test_host_sleeps (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *carl = session_fixture_start (fixture, "Carl");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  g_autoptr (GPtrArray) of_anna = NULL;
  g_autoptr (GPtrArray) of_ben = NULL;

  test_peer_join (ben, id);
  test_peer_join (carl, id);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0 && test_peer_count_unsent (carl, id) == 0);
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, id) == 0);
  TEST_WAIT_UNTIL (test_peer_count_members (carl, id) == 3);
  fall_asleep (anna);
  g_assert_cmpint (test_peer_get_membership (anna, id), ==, HALL_MEMBERSHIP_WAITING);
  g_assert_cmpuint (hall_network_get_tcp_port (hall_session_get_network (anna->session)), ==, 0);
  TEST_WAIT_UNTIL (test_peer_count_members (ben, id) == 2);
  TEST_WAIT_UNTIL (test_peer_count_members (carl, id) == 2);
  TEST_WAIT_UNTIL (!test_peer_sees (ben, anna) && !test_peer_sees (carl, anna));
  test_peer_send (ben, id, "while she sleeps");
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  fall_asleep (anna);   /* twice is once */
  test_peer_send (anna, id, "in her sleep");
  test_run_for (300);
  g_assert_cmpuint (test_peer_count_unsent (anna, id), ==, 1);

  hall_session_wake (anna->session);
  hall_session_wake (anna->session);
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, id) == HALL_MEMBERSHIP_LIVE);
  TEST_WAIT_UNTIL (test_peer_sees (ben, anna));
  TEST_WAIT_UNTIL (test_peer_count_unsent (anna, id) == 0);
  TEST_WAIT_UNTIL (test_peer_count_members (carl, id) == 3);
  of_anna = test_peer_load_ids (anna, id);
  of_ben = test_peer_load_ids (ben, id);
  test_assert_same (of_anna, of_ben);
  session_fixture_free (fixture);
}

/* Nobody is there to host it: it is hosted here again. Awake before it slept is awake. */
static void
test_alone_sleeps (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  gboolean asleep = FALSE;

  TEST_WAIT_UNTIL (anna->messages->len == 2);
  hall_session_sleep_async (anna->session, test_note_finished, &asleep);
  hall_session_wake (anna->session);
  TEST_WAIT_UNTIL (asleep);
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, id) == HALL_MEMBERSHIP_HOSTING);
  fall_asleep (anna);
  g_assert_cmpint (test_peer_get_membership (anna, id), ==, HALL_MEMBERSHIP_WAITING);
  test_peer_stop (anna);   /* in its sleep */
  test_peer_start (anna, HALL_SESSION_ACTIVE);
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, id) == HALL_MEMBERSHIP_HOSTING);
  session_fixture_free (fixture);
}

/* A session that runs for real tells logind that it wants to be asked, hands over, and lets the
 * computer sleep. */
static void
test_session_watches (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_add (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  GSubprocess *logind = start_logind ();
  g_autofree char *id = NULL;
  gboolean started = FALSE;

  hall_session_set_watches_sleep (test_peer_make_session (anna, HALL_SESSION_ACTIVE), TRUE);
  hall_session_start_async (anna->session, TRUE, NULL, test_note_finished, &started);
  TEST_WAIT_UNTIL (started && is_inhibited ());
  id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0 && anna->messages->len == 3);
  warn ("PrepareForSleep", TRUE);
  TEST_WAIT_UNTIL (is_free ());
  TEST_WAIT_UNTIL (test_peer_get_membership (ben, id) == HALL_MEMBERSHIP_HOSTING);
  g_assert_cmpint (test_peer_get_membership (anna, id), ==, HALL_MEMBERSHIP_WAITING);
  warn ("PrepareForSleep", FALSE);
  TEST_WAIT_UNTIL (test_peer_get_membership (anna, id) == HALL_MEMBERSHIP_LIVE);
  TEST_WAIT_UNTIL (is_inhibited ());
  test_peer_stop (anna);
  TEST_WAIT_UNTIL (is_free ());
  session_fixture_free (fixture);
  end_process (logind);
}

/* A link to a computer that is gone without a word: everything is taken, and nothing comes. */
#define DEAD_TYPE_LINK (dead_link_get_type ())
G_DECLARE_FINAL_TYPE (DeadLink, dead_link, DEAD, LINK, HallLink)

struct _DeadLink
{
  HallLink parent_instance;
};

G_DEFINE_FINAL_TYPE (DeadLink, dead_link, HALL_TYPE_LINK)

static void
dead_link_send_frame (HallLink        *link,
                      GBytes          *frame,
                      HallLinkPriority priority)
{
}

static gsize
dead_link_get_queued (HallLink *link)
{
  return 0;
}

static void
dead_link_finish (HallLink   *link,
                  HallPacket *last,
                  GError     *error)
{
  hall_link_end (link, error);
}

static void
dead_link_class_init (DeadLinkClass *klass)
{
  HALL_LINK_CLASS (klass)->send_frame = dead_link_send_frame;
  HALL_LINK_CLASS (klass)->get_queued = dead_link_get_queued;
  HALL_LINK_CLASS (klass)->finish = dead_link_finish;
}

static void
dead_link_init (DeadLink *self)
{
}

/* Somebody who joined the room of @peer, and was never heard of again. (transfer full) */
static HallLink *
join_and_die (TestPeer   *peer,
              const char *room_id)
{
  HallLink *link = g_object_new (DEAD_TYPE_LINK, NULL);
  RawPeer *somebody = raw_peer_new (NULL);
  g_autoptr (HallPacket) join = hall_packet_new (HALL_PACKET_JOIN);

  hall_link_set_way (link, TRUE, "127.0.0.1", 1, HALL_PURPOSE_ROOM);
  hall_link_set_peer (link, raw_peer_get_id (somebody));
  hall_link_begin (link, HALL_PURPOSE_ROOM, 0);
  hall_transport_emit_link (hall_session_get_context (peer->session)->transport, link);
  join->room = g_strdup (room_id);
  join->name = g_strdup ("Somebody");
  hall_link_take_packet (link, join);
  raw_peer_free (somebody);
  return link;
}

/* Links of which nothing is heard after the computer slept are cut; those that answer stay. */
static void
test_check_links (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *anna = session_fixture_start (fixture, "Anna");
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  g_autofree char *id = g_strdup (hall_room_get_id (test_peer_create_room (anna, "Lunch")));
  HallLink *link;

  test_peer_join (ben, id);
  TEST_WAIT_UNTIL (test_peer_count_unsent (ben, id) == 0);
  link = join_and_die (anna, id);
  TEST_WAIT_UNTIL (test_peer_count_members (anna, id) == 3);
  test_run_for (300);
  g_assert_false (hall_link_get_closed (link));
  hall_session_note_slept (anna->session);
  TEST_WAIT_UNTIL (hall_link_get_closed (link));
  TEST_WAIT_UNTIL (test_peer_count_members (anna, id) == 2);
  g_assert_cmpint (test_peer_get_membership (ben, id), ==, HALL_MEMBERSHIP_LIVE);
  g_assert_cmpuint (test_peer_get_counter (ben, HALL_COUNTER_LINK_DIALED), ==, 1);
  g_object_unref (link);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  GTestDBus *daemon;
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  daemon = g_test_dbus_new (G_TEST_DBUS_NONE);   /* which ends with us, whatever happens */
  g_test_dbus_up (daemon);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (daemon), TRUE);
  bus = g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (daemon),
                                                G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                                  | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                NULL, NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/session/sleep/no-logind", test_no_logind);
  g_test_add_func ("/session/sleep/sleep-warning", test_sleep_warning);
  g_test_add_func ("/session/sleep/shutdown-warning", test_shutdown_warning);
  g_test_add_func ("/session/sleep/host-sleeps", test_host_sleeps);
  g_test_add_func ("/session/sleep/alone-sleeps", test_alone_sleeps);
  g_test_add_func ("/session/sleep/session-watches", test_session_watches);
  g_test_add_func ("/session/sleep/check-links", test_check_links);
  status = g_test_run ();
  g_object_unref (bus);
  g_test_dbus_down (daemon);   /* which does not end us */
  g_object_unref (daemon);
  return status;
}
