/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-logout.c: being told of a logout by a mock of the session manager, on a bus of the test's
 * own.
 */

#define G_LOG_DOMAIN "test-logout"

#include "config.h"

#include "hall-logout.h"

#include "fake-bus.h"
#include "session-fixture.h"

#define MANAGER "org.gnome.SessionManager"
#define MANAGER_PATH "/org/gnome/SessionManager"
#define CLIENT MANAGER ".ClientPrivate"
#define CLIENT_PATH MANAGER_PATH "/Client3"
#define COOKIE 42
#define OTHER_PATH MANAGER_PATH "/Client4"

static const char interfaces[] =
  "<node>"
  "<interface name='" MANAGER "'>"
  "<method name='RegisterClient'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='o' direction='out'/></method>"
  "<method name='Inhibit'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='u' direction='out'/>"
  "</method>"
  "<method name='Uninhibit'><arg type='u' direction='in'/></method>"
  "</interface>"
  "<interface name='" CLIENT "'>"
  "<method name='EndSessionResponse'><arg type='b' direction='in'/>"
  "<arg type='s' direction='in'/></method>"
  "</interface>"
  "</node>";

static FakeBus bus;
static GString *said; /* what was asked and told, in that order */

static void
on_call (GDBusConnection       *connection,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *parameters,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  g_autofree char *told = g_variant_print (parameters, FALSE);
  GVariant *reply = NULL;

  g_string_append_printf (said, "%s %s;", method, told);
  if (g_str_equal (method, "RegisterClient"))
    reply = g_variant_new ("(o)", CLIENT_PATH);
  else if (g_str_equal (method, "Inhibit"))
    reply = g_variant_new ("(u)", COOKIE);
  g_dbus_method_invocation_return_value (invocation, reply);
}

static const GDBusInterfaceVTable table = { on_call, NULL, NULL, { NULL } };

static void
on_query (HallLogoutWatch *watch)
{
  g_string_append (said, "query;");
}

static void
on_end (HallLogoutWatch *watch)
{
  g_string_append (said, "end;");
}

static void
tell (const char *path,
      const char *signal,
      GVariant   *parameters)
{
  fake_bus_emit (&bus, path, CLIENT, signal, parameters);
}

/* A program with its own connection, registered. */
static HallLogoutWatch *
open_watch (void)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  HallLogoutWatch *watch;

  g_assert_nonnull (connection);
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  g_string_truncate (said, 0);
  watch = hall_logout_watch_new (connection, "org.example.Hallway");
  g_signal_connect (watch, "query", G_CALLBACK (on_query), NULL);
  g_signal_connect (watch, "end", G_CALLBACK (on_end), NULL);
  return watch;
}

static void
close_watch (HallLogoutWatch *watch)
{
  gpointer weak = watch;

  hall_logout_watch_close (watch);
  g_object_add_weak_pointer (G_OBJECT (watch), &weak);
  g_object_unref (watch);
  TEST_WAIT_UNTIL (weak == NULL);
}

static guint
count (const char *word)
{
  g_auto (GStrv) parts = g_strsplit (said->str, word, -1);

  return g_strv_length (parts) - 1;
}

#define REGISTERED "RegisterClient ('org.example.Hallway', '');"

/* Asked, answered once whoever listens has been told; then it is over. */
static void
test_told (void)
{
  guint name = fake_bus_own (&bus, MANAGER);
  HallLogoutWatch *watch = open_watch ();

  TEST_WAIT_UNTIL (strcmp (said->str, REGISTERED) == 0);
  /* What is told before it listens is lost, so the first is told until it has been heard; behind
   * the end there is none of them left. */
  while (count ("query;") == 0)
    {
      tell (CLIENT_PATH, "QueryEndSession", g_variant_new ("(u)", 0));
      test_run_for (20);
    }
  tell (CLIENT_PATH, "Stop", NULL);
  TEST_WAIT_UNTIL (count ("end;") == 1 &&
                   count ("EndSessionResponse (true, '');") == count ("query;"));
  g_assert_true (g_str_has_prefix (said->str, REGISTERED "query;"));

  /* What others are told, and that it is called off, is none of its business. */
  g_string_truncate (said, 0);
  tell (OTHER_PATH, "EndSession", g_variant_new ("(u)", 0));
  tell (CLIENT_PATH, "CancelEndSession", NULL);
  tell (CLIENT_PATH, "EndSession", g_variant_new ("(u)", 0));
  TEST_WAIT_UNTIL (strstr (said->str, "Response") != NULL);
  g_assert_cmpstr (said->str, ==, "end;EndSessionResponse (true, '');");
  close_watch (watch);
  fake_bus_disown (&bus, name, MANAGER);
}

#define HELD "Inhibit ('org.example.Hallway', 0, 'in a moment', 1);"
#define LET_GO "Uninhibit (42,);"

/* It waits until it need not any more, also where that is so before it has said that it waits. */
static void
test_held (void)
{
  guint name = fake_bus_own (&bus, MANAGER);
  HallLogoutWatch *watch = open_watch ();

  TEST_WAIT_UNTIL (strcmp (said->str, REGISTERED) == 0);
  hall_logout_watch_hold (watch, "in a moment");
  TEST_WAIT_UNTIL (count (HELD) == 1);
  test_run_for (100);
  hall_logout_watch_hold (watch, "in a moment");
  test_run_for (100);
  g_assert_cmpstr (said->str, ==, REGISTERED HELD);
  hall_logout_watch_release (watch);
  hall_logout_watch_release (watch);
  TEST_WAIT_UNTIL (count (LET_GO) == 1);
  hall_logout_watch_hold (watch, "in a moment");
  hall_logout_watch_release (watch);
  TEST_WAIT_UNTIL (count (LET_GO) == 2);
  test_run_for (100);
  g_assert_cmpstr (said->str, ==, REGISTERED HELD LET_GO HELD LET_GO);
  close_watch (watch);
  fake_bus_disown (&bus, name, MANAGER);
}

/* Closed, it hears nothing more, also if the answer comes only then. */
static void
test_closed (void)
{
  guint name = fake_bus_own (&bus, MANAGER);
  HallLogoutWatch *watch = open_watch ();

  hall_logout_watch_close (watch);
  TEST_WAIT_UNTIL (strcmp (said->str, REGISTERED) == 0);
  test_run_for (200); /* the answer has come */
  tell (CLIENT_PATH, "QueryEndSession", g_variant_new ("(u)", 0));
  tell (CLIENT_PATH, "EndSession", g_variant_new ("(u)", 0));
  test_run_for (200);
  g_assert_cmpstr (said->str, ==, REGISTERED);
  close_watch (watch);
  fake_bus_disown (&bus, name, MANAGER);
}

/* No session manager: nothing happens. */
static void
test_nobody (void)
{
  HallLogoutWatch *watch = open_watch ();

  test_run_for (200);
  tell (CLIENT_PATH, "EndSession", g_variant_new ("(u)", 0));
  test_run_for (200);
  g_assert_cmpstr (said->str, ==, "");
  close_watch (watch);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GTestDBus) test_bus = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  said = g_string_new (NULL);
  test_bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (test_bus);
  fake_bus_open (&bus, g_test_dbus_get_bus_address (test_bus), interfaces);
  fake_bus_export (&bus, MANAGER_PATH, MANAGER, &table, NULL);
  fake_bus_export (&bus, CLIENT_PATH, CLIENT, &table, NULL);

  g_test_add_func ("/session/logout/told", test_told);
  g_test_add_func ("/session/logout/held", test_held);
  g_test_add_func ("/session/logout/closed", test_closed);
  g_test_add_func ("/session/logout/nobody", test_nobody);
  status = g_test_run ();
  fake_bus_close (&bus);
  g_test_dbus_stop (test_bus);
  g_string_free (said, TRUE);
  return status;
}
