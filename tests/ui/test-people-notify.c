/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-people-notify.c: notifications of private messages and invitations, and when there are none.
 *
 * What must not be notified is followed by something that is: when that arrives, the other would
 * have.
 */

#define G_LOG_DOMAIN "test-people-notify"

#include "config.h"

#include <adwaita.h>

#include "hall-notifier.h"

#include "fake-session-people.h"
#include "notification-service.h"
#include "ui-test.h"

typedef struct
{
  HallSession *session;
  HallPerson *mina;
  HallPerson *jin;
  HallNotifier *notifier;
  NotificationService service;
  HallRoom *seen;
} Fixture;

static GApplication *application;

static gboolean
is_seen (HallRoom *room,
         gpointer  user_data)
{
  return ((Fixture *) user_data)->seen == room;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->jin = fake_session_add_person (fixture->session, "Jin", HALL_PRESENCE_AVAILABLE);
  notification_service_start (&fixture->service);
  fixture->notifier = hall_notifier_new (application, fixture->session, is_seen, fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_set (hall_session_get_settings (fixture->session), "hide-content", FALSE,
                "notifications", TRUE, NULL);
  g_clear_object (&fixture->notifier);
  notification_service_stop (&fixture->service);
  g_clear_object (&fixture->session);
}

static void
whisper (Fixture    *fixture,
         HallPerson *person,
         const char *text)
{
  fake_session_whisper (fixture->session, person, person, text, g_get_real_time () / 1000, TRUE);
}

/* Waits for one more notification. */
static void
expect (Fixture    *fixture,
        const char *title,
        const char *body)
{
  ui_test_wait (notification_service_has_added, &fixture->service);
  g_assert_cmpuint (fixture->service.n_added, ==, 1);
  g_assert_cmpstr (fixture->service.title, ==, title);
  g_assert_cmpstr (fixture->service.body, ==, body);
  fixture->service.n_added = 0;
}

static void
test_private (Fixture       *fixture,
              gconstpointer  data)
{
  HallRoom *room = hall_session_get_direct (fixture->session, fixture->mina);

  whisper (fixture, fixture->mina, "<i>lunch?</i>");
  expect (fixture, "Mina", "<\342\201\240i>lunch?<\342\201\240/i>");
  g_assert_cmpstr (fixture->service.action, ==, "app.open-room");
  g_assert_cmpstr (fixture->service.target, ==, hall_room_get_id (room));
  hall_session_mark_read (fixture->session, room);
  ui_test_wait (notification_service_has_removed, &fixture->service);

  /* On screen: nothing. */
  fixture->seen = room;
  whisper (fixture, fixture->mina, "seen");
  whisper (fixture, fixture->jin, "not seen");
  expect (fixture, "Jin", "not seen");
  /* Nor when it comes on screen before the notification would. */
  fixture->seen = NULL;
  whisper (fixture, fixture->mina, "soon seen");
  fixture->seen = room;
  whisper (fixture, fixture->jin, "still not seen");
  expect (fixture, "Jin", "still not seen");
  whisper (fixture, fixture->jin, "nothing in between");
  expect (fixture, "Jin", "nothing in between");
}

static void
test_blocked (Fixture       *fixture,
              gconstpointer  data)
{
  hall_person_set_blocked (fixture->mina, TRUE);
  whisper (fixture, fixture->mina, "spam");
  whisper (fixture, fixture->jin, "ham");
  expect (fixture, "Jin", "ham");
}

static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  hall_session_set_presence (fixture->session, HALL_PRESENCE_BUSY);
  whisper (fixture, fixture->mina, "are you there?");
  hall_session_set_presence (fixture->session, HALL_PRESENCE_AVAILABLE);
  whisper (fixture, fixture->jin, "now");
  expect (fixture, "Jin", "now");
}

/* Turned off: what is shown goes, what was about to be is not, and nothing new comes. */
static void
test_off (Fixture       *fixture,
          gconstpointer  data)
{
  HallSettings *settings = hall_session_get_settings (fixture->session);

  whisper (fixture, fixture->mina, "hello");
  expect (fixture, "Mina", "hello");
  whisper (fixture, fixture->jin, "just now");
  g_object_set (settings, "notifications", FALSE, NULL);
  ui_test_wait (notification_service_has_removed, &fixture->service);
  whisper (fixture, fixture->mina, "are you there?");
  g_object_set (settings, "notifications", TRUE, NULL);
  whisper (fixture, fixture->mina, "now");
  expect (fixture, "Mina", "now");
}

static void
test_hidden (Fixture       *fixture,
             gconstpointer  data)
{
  HallRoom *room = fake_session_add_room (fixture->session, "secret plans", fixture->mina);

  hall_settings_set_hide_content (hall_session_get_settings (fixture->session), TRUE);
  whisper (fixture, fixture->mina, "the password is 1234");
  expect (fixture, "Mina", "New message");
  fake_session_be_invited (fixture->session, room, fixture->mina);
  expect (fixture, "Mina", "Invites you to a room");
}

/* Who bears another one's name does not do so in a notification either. */
static void
test_resembles (Fixture       *fixture,
                gconstpointer  data)
{
  HallPerson *other = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);

  hall_person_set_resembles (other, fixture->mina);
  whisper (fixture, other, "send me the file");
  expect (fixture, "Mina (may be somebody else)", "send me the file");
}

static gboolean
has_removed_both (gpointer data)
{
  return ((NotificationService *) data)->n_removed == 2;
}

static void
test_invitation (Fixture       *fixture,
                 gconstpointer  data)
{
  HallRoom *room = fake_session_add_room (fixture->session, "design", fixture->jin);
  HallRoom *conversation = hall_session_get_direct (fixture->session, fixture->mina);

  fake_session_be_invited (fixture->session, room, fixture->mina);
  expect (fixture, "Mina", "Invites you to “design”");
  g_assert_cmpstr (fixture->service.target, ==, hall_room_get_id (conversation));
  g_assert_cmpstr (fixture->service.button, ==, "Join");
  g_assert_cmpstr (fixture->service.button_action, ==, "app.join-room");
  g_assert_cmpstr (fixture->service.button_target, ==, hall_room_get_id (room));

  /* Read: it goes, and what was said there. */
  hall_session_mark_read (fixture->session, conversation);
  ui_test_wait (has_removed_both, &fixture->service);
  /* Read before it would be shown: nothing. */
  fake_session_be_invited (fixture->session, room, fixture->mina);
  hall_session_mark_read (fixture->session, conversation);
  whisper (fixture, fixture->jin, "hi");
  expect (fixture, "Jin", "hi");
  whisper (fixture, fixture->jin, "nothing in between");
  expect (fixture, "Jin", "nothing in between");

  /* Into a room that one is in already: nothing. */
  fake_session_enter_room (fixture->session, room, HALL_MEMBERSHIP_LIVE);
  fake_session_be_invited (fixture->session, room, fixture->mina);
  whisper (fixture, fixture->jin, "hello");
  expect (fixture, "Jin", "hello");
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
  g_test_add ("/ui/people-notify/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("private", test_private);
  ADD ("blocked", test_blocked);
  ADD ("busy", test_busy);
  ADD ("off", test_off);
  ADD ("hidden", test_hidden);
  ADD ("resembles", test_resembles);
  ADD ("invitation", test_invitation);
#undef ADD
  return g_test_run ();
}
