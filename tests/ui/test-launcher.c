/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-launcher.c: what the desktop hears of unread messages, and what notifications offer.
 */

#define G_LOG_DOMAIN "test-launcher"

#include "config.h"

#include "hall-launcher.h"
#include "hall-notifier.h"
#include "hall-session-people.h"
#include "hall-session-talk.h"

#include "fake-session-people.h"
#include "notification-service.h"
#include "ui-test.h"

typedef struct
{
  HallSession *session;
  HallPerson *mina;
  HallRoom *room;
  guint n_updates;
  char *address;
  gint64 count;
  gboolean visible;
  gboolean urgent;
  guint expected;
} Fixture;

static GApplication *application;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, "ours", fixture->mina);
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_pointer (&fixture->address, g_free);
  g_clear_object (&fixture->session);
}

static void
on_update (GDBusConnection *connection,
           const char      *sender,
           const char      *path,
           const char      *interface,
           const char      *signal,
           GVariant        *parameters,
           gpointer         user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GVariant) properties = g_variant_get_child_value (parameters, 1);

  g_free (fixture->address);
  g_variant_get_child (parameters, 0, "s", &fixture->address);
  g_assert_true (g_variant_lookup (properties, "count", "x", &fixture->count));
  g_assert_true (g_variant_lookup (properties, "count-visible", "b", &fixture->visible));
  g_assert_true (g_variant_lookup (properties, "urgent", "b", &fixture->urgent));
  fixture->n_updates++;
}

static gboolean
is_updated (gpointer data)
{
  Fixture *fixture = data;

  return fixture->n_updates >= fixture->expected;
}

static void
expect_update (Fixture *fixture,
               gint64   count,
               gboolean urgent)
{
  fixture->expected++;
  ui_test_wait (is_updated, fixture);
  g_assert_cmpuint (fixture->n_updates, ==, fixture->expected);
  g_assert_cmpint (fixture->count, ==, count);
  g_assert_cmpint (fixture->visible, ==, count > 0);
  g_assert_cmpint (fixture->urgent, ==, urgent);
}

/* Several changes make one signal; what is muted does not count. */
static void
test_count (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  guint subscription =
    g_dbus_connection_signal_subscribe (bus, NULL, "com.canonical.Unity.LauncherEntry", "Update",
                                        NULL, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_update, fixture,
                                        NULL);
  HallRoom *other = fake_session_add_room (fixture->session, "other", fixture->mina);
  HallLauncher *launcher = hall_launcher_new (application, fixture->session);

  hall_room_set_unread (fixture->room, 2);
  hall_room_set_unread (fixture->room, 3);
  expect_update (fixture, 3, FALSE);
  g_assert_cmpstr (fixture->address, ==, "application://" HALL_APPLICATION_ID ".Test.desktop");
  fake_session_whisper (fixture->session, fixture->mina, fixture->mina, "hello",
                        g_get_real_time () / 1000, TRUE);
  expect_update (fixture, 4, FALSE);
  hall_person_set_blocked (fixture->mina, TRUE);
  expect_update (fixture, 3, FALSE);
  hall_person_set_blocked (fixture->mina, FALSE);
  expect_update (fixture, 4, FALSE);
  /* What changes nothing is not told. */
  hall_session_set_notify (fixture->session, fixture->room, HALL_NOTIFY_ALL);
  ui_test_wait_idle ();
  hall_room_set_mentions (fixture->room, 1);
  expect_update (fixture, 4, TRUE);
  hall_session_set_presence (fixture->session, HALL_PRESENCE_BUSY);
  expect_update (fixture, 4, FALSE);
  hall_room_set_leaving (fixture->room, TRUE);
  expect_update (fixture, 1, FALSE);
  hall_room_set_leaving (fixture->room, FALSE);
  expect_update (fixture, 4, FALSE);
  hall_room_set_membership (fixture->room, HALL_MEMBERSHIP_NONE);
  hall_room_set_announced (fixture->room, TRUE);   /* it is still listed */
  expect_update (fixture, 1, FALSE);
  hall_room_set_membership (fixture->room, HALL_MEMBERSHIP_LIVE);
  expect_update (fixture, 4, FALSE);
  hall_session_set_notify (fixture->session, fixture->room, HALL_NOTIFY_NOTHING);
  expect_update (fixture, 1, FALSE);
  /* Gone and back, it counts once. */
  hall_room_set_announced (other, FALSE);
  hall_room_set_announced (other, TRUE);
  fake_session_enter_room (fixture->session, other, HALL_MEMBERSHIP_LIVE);
  hall_room_set_unread (other, 5);
  expect_update (fixture, 6, FALSE);
  g_assert_finalize_object (launcher);
  expect_update (fixture, 0, FALSE);
  g_dbus_connection_signal_unsubscribe (bus, subscription);
}

static gboolean
is_seen (HallRoom *room,
         gpointer  user_data)
{
  return FALSE;
}

/* By default nothing of a room but what names oneself; with Reply and Mark as Read. */
static void
test_notice (Fixture       *fixture,
             gconstpointer  data)
{
  NotificationService service = { 0 };
  g_autoptr (HallNotifier) notifier = NULL;
  gint64 now = g_get_real_time () / 1000;

  notification_service_start (&service);
  notifier = hall_notifier_new (application, fixture->session, is_seen, fixture);
  fake_session_say (fixture->session, fixture->room, fixture->mina, "by the way", now, TRUE);
  hall_session_set_notify (fixture->session, fixture->room, HALL_NOTIFY_ALL);
  fake_session_say (fixture->session, fixture->room, fixture->mina, "now to you", now + 1, TRUE);
  ui_test_wait (notification_service_has_added, &service);
  g_assert_cmpuint (service.n_added, ==, 1);
  g_assert_cmpstr (service.body, ==, "Mina: now to you");
  /* One a conversation. */
  g_assert_cmpstr (service.id, ==, hall_room_get_id (fixture->room));
  g_assert_cmpstr (service.button, ==, "Reply");
  g_assert_cmpstr (service.button_action, ==, "app.open-room");
  g_assert_cmpstr (service.button_target, ==, hall_room_get_id (fixture->room));
  g_assert_cmpstr (service.second_button, ==, "Mark as Read");
  g_assert_cmpstr (service.second_action, ==, "app.mark-read");
  hall_session_mark_read (fixture->session, fixture->room);
  ui_test_wait (notification_service_has_removed, &service);
  notification_service_stop (&service);
}

/* What was read or left before it was shown is not shown; who bears another's name says so. */
static void
test_overtaken (Fixture       *fixture,
                gconstpointer  data)
{
  NotificationService service = { 0 };
  HallRoom *left = fake_session_add_room (fixture->session, "left", fixture->mina);
  HallPerson *jin = fake_session_add_person (fixture->session, "Jin", HALL_PRESENCE_AVAILABLE);
  g_autoptr (HallNotifier) notifier = NULL;
  gint64 now = g_get_real_time () / 1000;
  HallRoom *direct = hall_session_get_direct (fixture->session, jin);

  fake_session_enter_room (fixture->session, left, HALL_MEMBERSHIP_LIVE);
  hall_session_set_notify (fixture->session, fixture->room, HALL_NOTIFY_ALL);
  hall_session_set_notify (fixture->session, left, HALL_NOTIFY_ALL);
  notification_service_start (&service);
  notifier = hall_notifier_new (application, fixture->session, is_seen, fixture);
  fake_session_whisper (fixture->session, jin, jin, "read elsewhere", now, TRUE);
  hall_session_mark_read (fixture->session, direct);
  fake_session_say (fixture->session, left, jin, "left", now + 1, TRUE);
  hall_room_set_leaving (left, TRUE);
  hall_person_set_resembles (jin, fixture->mina);
  fake_session_say (fixture->session, fixture->room, jin, "me again", now + 2, TRUE);
  ui_test_wait (notification_service_has_added, &service);
  ui_test_wait_idle ();
  g_assert_cmpuint (service.n_added, ==, 1);
  g_assert_cmpstr (service.body, ==, "Jin (may be somebody else): me again");
  notification_service_stop (&service);
}

/* Cut where it is too long, and only there. */
static void
test_length (Fixture       *fixture,
             gconstpointer  data)
{
  for (guint length = 300; length <= 301; length++)
    {
      NotificationService service = { 0 };
      g_autoptr (HallNotifier) notifier = NULL;
      g_autofree char *text = g_strnfill (length, 'a');
      g_autofree char *expected = g_strdup_printf ("%.300s%s", text, length > 300 ? "…" : "");

      notification_service_start (&service);
      notifier = hall_notifier_new (application, fixture->session, is_seen, fixture);
      fake_session_whisper (fixture->session, fixture->mina, fixture->mina, text,
                            g_get_real_time () / 1000 + length, TRUE);
      ui_test_wait (notification_service_has_added, &service);
      g_assert_cmpstr (service.body, ==, expected);
      notification_service_stop (&service);
    }
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", HALL_APPLICATION_ID ".Test",
                              "flags", G_APPLICATION_NON_UNIQUE, NULL);
  g_assert_true (g_application_register (application, NULL, NULL));
#define ADD(name, function) \
  g_test_add ("/ui/launcher/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("count", test_count);
  ADD ("notice", test_notice);
  ADD ("overtaken", test_overtaken);
  ADD ("length", test_length);
#undef ADD
  return g_test_run ();
}
