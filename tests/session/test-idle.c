/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-idle.c: what desktops say of who sits there, as mock services on a bus of the test's own.
 */

#define G_LOG_DOMAIN "test-idle"

#include "config.h"

#include "hall-idle.h"
#include "hall-limits.h"

#include "fake-bus.h"
#include "session-fixture.h"
#include "turned-clock.h"

#define MONITOR_NAME "org.gnome.Mutter.IdleMonitor"
#define MONITOR_PATH "/org/gnome/Mutter/IdleMonitor/Core"
#define GNOME_NAME "org.gnome.ScreenSaver"
#define GNOME_PATH "/org/gnome/ScreenSaver"
#define FREEDESKTOP_NAME "org.freedesktop.ScreenSaver"
#define FREEDESKTOP_PATH "/org/freedesktop/ScreenSaver"
#define LOGIN_NAME "org.freedesktop.login1"
#define LOGIN_PATH "/org/freedesktop/login1"
#define LOGIN_MANAGER "org.freedesktop.login1.Manager"
#define LOGIN_SESSION "org.freedesktop.login1.Session"
#define SESSION_PATH "/org/freedesktop/login1/session/_37"

static const char interfaces[] =
  "<node>"
  "<interface name='" MONITOR_NAME "'>"
  "<method name='AddIdleWatch'><arg type='t' direction='in'/><arg type='u' direction='out'/>"
  "</method>"
  "<method name='AddUserActiveWatch'><arg type='u' direction='out'/></method>"
  "</interface>"
  "<interface name='" GNOME_NAME "'>"
  "<method name='GetActive'><arg type='b' direction='out'/></method>"
  "</interface>"
  "<interface name='" FREEDESKTOP_NAME "'>"
  "<method name='GetActive'><arg type='b' direction='out'/></method>"
  "<method name='GetSessionIdleTime'><arg type='u' direction='out'/></method>"
  "</interface>"
  "<interface name='" LOGIN_MANAGER "'>"
  "<method name='GetSession'><arg type='s' direction='in'/><arg type='o' direction='out'/>"
  "</method>"
  "</interface>"
  "<interface name='" LOGIN_SESSION "'>"
  "<property name='LockedHint' type='b' access='read'/>"
  "<property name='IdleHint' type='b' access='read'/>"
  "<property name='IdleSinceHint' type='t' access='read'/>"
  "</interface>"
  "</node>";

/* The desktop: what it says, and what it was asked. */
static FakeBus bus;
static guint64 asked_interval;
static guint n_idle_watches;
static guint n_active_watches;
static guint n_polls;
static guint idle_time;
static gboolean hasty;      /* somebody comes back before it is known how that will be told */
static gboolean active;
static gboolean locked_hint;
static gboolean idle_hint;
static guint64 idle_since;

/* Mutter tells one of the watches. */
static void
fire (guint watch)
{
  fake_bus_emit (&bus, MONITOR_PATH, MONITOR_NAME, "WatchFired", g_variant_new ("(u)", watch));
}

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
  GVariant *reply;

  if (g_str_equal (method, "AddIdleWatch"))
    {
      g_variant_get (parameters, "(t)", &asked_interval);
      reply = g_variant_new ("(u)", 10 + ++n_idle_watches);
    }
  else if (g_str_equal (method, "AddUserActiveWatch"))
    {
      reply = g_variant_new ("(u)", 100 + ++n_active_watches);
      if (hasty)
        fire (100 + n_active_watches);
    }
  else if (g_str_equal (method, "GetSessionIdleTime"))
    {
      n_polls++;
      reply = g_variant_new ("(u)", idle_time);
    }
  else if (g_str_equal (method, "GetActive"))
    reply = g_variant_new ("(b)", active);
  else
    reply = g_variant_new ("(o)", SESSION_PATH);
  g_dbus_method_invocation_return_value (invocation, reply);
}

static GVariant *
on_get (GDBusConnection *connection,
        const char      *sender,
        const char      *path,
        const char      *interface,
        const char      *property,
        GError         **error,
        gpointer         user_data)
{
  if (g_str_equal (property, "IdleSinceHint"))
    return g_variant_new_uint64 (idle_since);
  return g_variant_new_boolean (g_str_equal (property, "IdleHint") ? idle_hint : locked_hint);
}

static const GDBusInterfaceVTable table = { on_call, on_get, NULL, { NULL } };

static void
emit_hints (void)
{
  GVariantBuilder changed;

  g_variant_builder_init (&changed, G_VARIANT_TYPE ("a{sv}"));
  g_variant_builder_add (&changed, "{sv}", "IdleHint", g_variant_new_boolean (idle_hint));
  fake_bus_emit (&bus, SESSION_PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged",
                 g_variant_new ("(sa{sv}as)", LOGIN_SESSION, &changed, NULL));
}

typedef struct
{
  TurnedClock *clock;
  HallIdleWatch *watch;
  guint n_changed;
} Scene;

static void
on_changed (HallIdleWatch *watch,
            Scene         *scene)
{
  scene->n_changed++;
}

static void
scene_open (Scene *scene)
{
  n_idle_watches = n_active_watches = n_polls = idle_time = 0;
  active = locked_hint = idle_hint = FALSE;
  idle_since = 0;
  scene->n_changed = 0;
  scene->clock = g_object_new (TURNED_TYPE_CLOCK, NULL);
  scene->watch = hall_idle_watch_new (HALL_CLOCK (scene->clock), HALL_AWAY_AFTER_MS);
  g_signal_connect (scene->watch, "changed", G_CALLBACK (on_changed), scene);
}

static void
scene_close (Scene *scene)
{
  gpointer watch = scene->watch;

  hall_idle_watch_close (scene->watch);
  g_assert_false (hall_idle_watch_get_idle (scene->watch));
  g_object_add_weak_pointer (G_OBJECT (scene->watch), &watch);
  g_object_unref (scene->watch);
  TEST_WAIT_UNTIL (watch == NULL);
  g_object_unref (scene->clock);
}

static gboolean
is_idle (Scene *scene)
{
  return hall_idle_watch_get_idle (scene->watch);
}

/* Nobody to ask: nothing happens. */
static void
test_nobody (void)
{
  Scene scene;

  scene_open (&scene);
  test_run_for (300);
  turned_clock_advance (scene.clock, 24 * 3600 * 1000);
  test_run_for (100);
  g_assert_cmpuint (scene.n_changed, ==, 0);
  scene_close (&scene);
}

static void
test_monitor (void)
{
  guint name = fake_bus_own (&bus, MONITOR_NAME);
  Scene scene;

  scene_open (&scene);
  TEST_WAIT_UNTIL (n_idle_watches == 1);
  g_assert_cmpuint (asked_interval, ==, HALL_AWAY_AFTER_MS);
  test_run_for (100);
  for (guint i = 1; i <= 2; i++)
    {
      fire (77);
      fire (11);
      TEST_WAIT_UNTIL (is_idle (&scene) && n_active_watches == i);
      test_run_for (50);
      fire (100 + i);
      TEST_WAIT_UNTIL (!is_idle (&scene));
    }
  g_assert_cmpuint (scene.n_changed, ==, 4);
  hasty = TRUE;
  fire (11);
  TEST_WAIT_UNTIL (scene.n_changed == 6 && !is_idle (&scene));
  hasty = FALSE;

  /* It crashes while nobody is there, and comes again. */
  fire (11);
  TEST_WAIT_UNTIL (is_idle (&scene));
  fake_bus_disown (&bus, name, MONITOR_NAME);
  TEST_WAIT_UNTIL (!is_idle (&scene));
  name = fake_bus_own (&bus, MONITOR_NAME);
  TEST_WAIT_UNTIL (n_idle_watches == 2);
  test_run_for (100);
  fire (12);
  TEST_WAIT_UNTIL (is_idle (&scene));
  scene_close (&scene);
  fake_bus_disown (&bus, name, MONITOR_NAME);
}

/* Locked: at once, whoever says so; also when it was before we came. */
static void
check_saver (const char *name,
             const char *path)
{
  guint id = fake_bus_own (&bus, name);
  Scene scene;

  scene_open (&scene);
  test_run_for (200);
  g_assert_false (is_idle (&scene));
  fake_bus_emit (&bus, path, name, "ActiveChanged", g_variant_new ("(b)", TRUE));
  TEST_WAIT_UNTIL (is_idle (&scene));
  fake_bus_emit (&bus, path, name, "ActiveChanged", g_variant_new ("(b)", FALSE));
  TEST_WAIT_UNTIL (!is_idle (&scene));
  fake_bus_emit (&bus, path, name, "ActiveChanged", g_variant_new ("(b)", TRUE));
  TEST_WAIT_UNTIL (is_idle (&scene));
  fake_bus_disown (&bus, id, name);
  TEST_WAIT_UNTIL (!is_idle (&scene));
  active = TRUE;
  id = fake_bus_own (&bus, name);
  TEST_WAIT_UNTIL (is_idle (&scene));
  scene_close (&scene);
  fake_bus_disown (&bus, id, name);
}

static void
test_gnome_saver (void)
{
  check_saver (GNOME_NAME, GNOME_PATH);
}

static void
test_freedesktop_saver (void)
{
  check_saver (FREEDESKTOP_NAME, FREEDESKTOP_PATH);
}

static void
poll_next (Scene *scene,
           guint  time)
{
  guint before = n_polls;

  idle_time = time;
  turned_clock_advance (scene->clock, 30000);
  TEST_WAIT_UNTIL (n_polls == before + 1);
  test_run_for (50);
}

/* Without Mutter the screen saver is asked; some count seconds, some milliseconds. */
static void
check_poll (guint unit)
{
  guint id = fake_bus_own (&bus, FREEDESKTOP_NAME);
  guint saver;
  Scene scene;

  scene_open (&scene);
  TEST_WAIT_UNTIL (n_polls == 1);
  test_run_for (50);
  poll_next (&scene, 5 * unit);
  poll_next (&scene, 2 * unit);
  /* Somebody types: these are milliseconds, or five minutes. */
  poll_next (&scene, unit == 1 ? 320 : 700);
  poll_next (&scene, unit == 1 ? 4 : 731);
  g_assert_false (is_idle (&scene));
  poll_next (&scene, 2 * unit);
  for (guint i = 1; i < 20; i++)
    {
      poll_next (&scene, (2 + 30 * i) * unit);
      g_assert_cmpint (is_idle (&scene), ==, 2 + 30 * i >= 600);
    }
  poll_next (&scene, (2 + 30 * 20) * unit);
  g_assert_true (is_idle (&scene));
  poll_next (&scene, 3 * unit);
  g_assert_false (is_idle (&scene));

  /* Mutter knows better. */
  saver = fake_bus_own (&bus, MONITOR_NAME);
  TEST_WAIT_UNTIL (n_idle_watches == 1);
  test_run_for (100);
  fake_bus_disown (&bus, id, FREEDESKTOP_NAME);
  scene_close (&scene);
  fake_bus_disown (&bus, saver, MONITOR_NAME);
}

static void
test_poll_seconds (void)
{
  check_poll (1);
}

static void
test_poll_milliseconds (void)
{
  check_poll (1000);
}

static void
test_login (void)
{
  guint id = fake_bus_own (&bus, LOGIN_NAME);
  Scene scene;

  scene_open (&scene);
  test_run_for (300);
  locked_hint = TRUE;
  emit_hints ();
  TEST_WAIT_UNTIL (is_idle (&scene));
  locked_hint = FALSE;
  emit_hints ();
  TEST_WAIT_UNTIL (!is_idle (&scene));

  /* Idle for five minutes, thinks the desktop; we want ten. */
  idle_hint = TRUE;
  idle_since = (guint64) (hall_clock_get_wall (HALL_CLOCK (scene.clock))
                          - HALL_AWAY_AFTER_MS / 2) * 1000;
  emit_hints ();
  test_run_for (300);
  g_assert_false (is_idle (&scene));
  turned_clock_advance (scene.clock, HALL_AWAY_AFTER_MS / 2 - 5000);
  g_assert_false (is_idle (&scene));
  turned_clock_advance (scene.clock, 10000);
  g_assert_true (is_idle (&scene));
  idle_hint = FALSE;
  emit_hints ();
  TEST_WAIT_UNTIL (!is_idle (&scene));
  scene_close (&scene);

  /* It was before we came. */
  scene_open (&scene);
  idle_hint = TRUE;
  idle_since = 1;
  TEST_WAIT_UNTIL (is_idle (&scene));
  scene_close (&scene);
  fake_bus_disown (&bus, id, LOGIN_NAME);
}

/* The screen is locked: others see somebody away. */
static void
test_session (void)
{
  SessionFixture *fixture = session_fixture_new ();
  TestPeer *ben = session_fixture_start (fixture, "Ben");
  TestPeer *anna = session_fixture_add (fixture, "Anna");
  g_autoptr (GAsyncResult) result = NULL;
  guint id = fake_bus_own (&bus, GNOME_NAME);

  active = FALSE;
  test_peer_make_session (anna, HALL_SESSION_ACTIVE);
  hall_session_set_watches_idle (anna->session, TRUE);
  hall_session_start_async (anna->session, TRUE, NULL, test_keep_result, &result);
  TEST_WAIT_UNTIL (result != NULL);
  g_assert_true (hall_session_start_finish (anna->session, result, NULL));
  g_clear_object (&result);
  TEST_WAIT_UNTIL (test_peer_sees (ben, anna));
  test_run_for (200);
  fake_bus_emit (&bus, GNOME_PATH, GNOME_NAME, "ActiveChanged", g_variant_new ("(b)", TRUE));
  TEST_WAIT_UNTIL (hall_person_get_presence (test_peer_find_person (ben, anna))
                   == HALL_PRESENCE_AWAY);
  fake_bus_emit (&bus, GNOME_PATH, GNOME_NAME, "ActiveChanged", g_variant_new ("(b)", FALSE));
  TEST_WAIT_UNTIL (hall_person_get_presence (test_peer_find_person (ben, anna))
                   == HALL_PRESENCE_AVAILABLE);
  fake_bus_disown (&bus, id, GNOME_NAME);
  session_fixture_free (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GTestDBus) test_bus = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  test_bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (test_bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (test_bus), TRUE);
  fake_bus_open (&bus, g_test_dbus_get_bus_address (test_bus), interfaces);
  fake_bus_export (&bus, MONITOR_PATH, MONITOR_NAME, &table, NULL);
  fake_bus_export (&bus, GNOME_PATH, GNOME_NAME, &table, NULL);
  fake_bus_export (&bus, FREEDESKTOP_PATH, FREEDESKTOP_NAME, &table, NULL);
  fake_bus_export (&bus, LOGIN_PATH, LOGIN_MANAGER, &table, NULL);
  fake_bus_export (&bus, SESSION_PATH, LOGIN_SESSION, &table, NULL);

  g_test_add_func ("/session/idle/nobody", test_nobody);
  g_test_add_func ("/session/idle/monitor", test_monitor);
  g_test_add_func ("/session/idle/gnome-saver", test_gnome_saver);
  g_test_add_func ("/session/idle/freedesktop-saver", test_freedesktop_saver);
  g_test_add_func ("/session/idle/poll-seconds", test_poll_seconds);
  g_test_add_func ("/session/idle/poll-milliseconds", test_poll_milliseconds);
  g_test_add_func ("/session/idle/login", test_login);
  g_test_add_func ("/session/idle/session", test_session);
  status = g_test_run ();
  fake_bus_close (&bus);
  g_test_dbus_stop (test_bus);
  return status;
}
