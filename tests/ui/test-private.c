/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-private.c: the page of a private conversation, what its rows say, and who is typing.
 */

#define G_LOG_DOMAIN "test-private"

#include "config.h"

#include <string.h>

#include "hall-avatar.h"
#include "hall-message-details.h"
#include "hall-message-row.h"
#include "hall-message-text.h"
#include "hall-name-marks.h"
#include "hall-private-header.h"
#include "hall-window.h"

#include "fake-session-people.h"
#include "fake-session-private.h"
#include "fake-session-rights.h"
#include "ui-test.h"

#define AWAY "Mina is not here. Your message will be delivered when you are both here."
#define HIDDEN "Message by somebody you blocked"

typedef struct
{
  HallSession *session;
  HallPerson *mina, *other;
  HallRoom *direct, *room;
  HallWindow *window;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  HallSession *session = fake_session_new ("Hana");

  fixture->session = session;
  fixture->mina = fake_session_add_person (session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->other = fake_session_add_person (session, "Other", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (session, "ops", fixture->mina);
  fixture->direct = hall_session_get_direct (session, fixture->mina);
  fake_session_whisper (session, fixture->mina, fixture->mina, "hello",
                        g_get_real_time () / 1000 - 1000, FALSE);
  fixture->window = hall_window_new (NULL, session);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 600);
  ui_test_wait_active (GTK_WINDOW (fixture->window));
  hall_window_open_room (fixture->window, fixture->direct);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 8);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_close (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->session);
}

static GtkWidget *
find (Fixture *fixture,
      GType    type)
{
  return ui_test_find (GTK_WIDGET (fixture->window), type);
}

static gboolean
shows (Fixture    *fixture,
       const char *text)
{
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 4);
  return ui_test_shows (GTK_WIDGET (fixture->window), text);
}

/* The person in the place of name and host; no members, no room menu, no bar. */
static void
test_header (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *header = find (fixture, HALL_TYPE_PRIVATE_HEADER);
  GtkWidget *button;
  g_autofree char *action = NULL;

  g_assert_nonnull (header);
  g_assert_true (ui_test_shows (header, "Mina"));
  g_assert_true (ui_test_shows (header, "Available"));
  g_assert_true (shows (fixture, "hello"));
  hall_person_set_status_text (fixture->mina, "Until three");
  g_assert_true (shows (fixture, "Available · Until three"));
  button = ui_test_find (header, GTK_TYPE_BUTTON);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==,
                   "win.show-person");

  g_assert_null (ui_test_find (header, HALL_TYPE_NAME_MARKS));
  hall_person_set_trust (fixture->mina, HALL_TRUST_VERIFIED);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 3);
  g_assert_nonnull (ui_test_find (header, HALL_TYPE_NAME_MARKS));

  hall_window_open_room (fixture->window, fixture->room);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 4);
  g_assert_null (find (fixture, HALL_TYPE_PRIVATE_HEADER));
}

/* Where there is little place the name comes before the face. */
static void
test_narrow (Fixture       *fixture,
             gconstpointer  data)
{
  GtkWidget *header = find (fixture, HALL_TYPE_PRIVATE_HEADER);
  GtkLabel *name;

  hall_person_set_tagged (fixture->mina, TRUE);
  hall_person_set_resembles (fixture->mina, fixture->other);
  g_assert_nonnull (ui_test_find (header, HALL_TYPE_AVATAR));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 600);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 20);
  g_assert_null (ui_test_find (header, HALL_TYPE_AVATAR));
  name = ui_test_find_label (header, "Mina");
  g_assert_nonnull (name);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (name)));
}

/* Not here: it is said that a message waits; and that no more when the person comes. */
static void
test_away (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_false (shows (fixture, AWAY));
  hall_person_set_presence (fixture->mina, HALL_PRESENCE_OFFLINE);
  g_assert_true (shows (fixture, AWAY));
  hall_person_set_presence (fixture->mina, HALL_PRESENCE_AWAY);
  g_assert_false (shows (fixture, AWAY));
}

/* Blocked: nothing to write in, a way back, and nothing of what was said. */
static void
test_blocked (Fixture       *fixture,
              gconstpointer  data)
{
  g_assert_nonnull (find (fixture, GTK_TYPE_TEXT_VIEW));
  hall_person_set_blocked (fixture->mina, TRUE);
  g_assert_true (shows (fixture, "You blocked Mina. Neither of you can write to the other."));
  g_assert_null (find (fixture, GTK_TYPE_TEXT_VIEW));
  g_assert_true (shows (fixture, HIDDEN));
  g_assert_false (shows (fixture, "hello"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.unblock-person", "s",
                              hall_person_get_id (fixture->mina));
  g_assert_true (shows (fixture, "hello"));
  g_assert_nonnull (find (fixture, GTK_TYPE_TEXT_VIEW));
}

/* Somebody else's name: nothing can be written before that was answered. */
static void
test_resembles (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *text = find (fixture, GTK_TYPE_TEXT_VIEW);

  ui_test_type ("hi");
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 4);
  hall_person_set_resembles (fixture->mina, fixture->other);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 4);
  g_assert_false (gtk_widget_is_sensitive (text));
  g_assert_nonnull (find (fixture, g_type_from_name ("HallNameWarning")));
  gtk_widget_activate_action (gtk_widget_get_ancestor (text, g_type_from_name ("HallComposer")),
                              "composer.send", NULL);
  g_assert_cmpuint (fake_session_count_sent (fixture->session), ==, 0);
  hall_person_set_resembles (fixture->mina, NULL);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 4);
  g_assert_true (gtk_widget_is_sensitive (text));
  g_assert_null (find (fixture, g_type_from_name ("HallNameWarning")));
}

static gboolean
is_told (gpointer data)
{
  return ((HallSession *) data)->typing;
}

static gboolean
is_not_told (gpointer data)
{
  return !is_told (data);
}

/* Who writes is told; loading a draft is no writing. */
static void
test_tell_typing (Fixture       *fixture,
                  gconstpointer  data)
{
  ui_test_type ("h");
  ui_test_wait (is_told, fixture->session);
  ui_test_press ("BackSpace");
  ui_test_wait (is_not_told, fixture->session);
  ui_test_type ("hi");
  ui_test_wait (is_told, fixture->session);
  ui_test_press ("Return");
  ui_test_wait (is_not_told, fixture->session);
  hall_room_set_draft (fixture->direct, NULL);
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  hall_room_set_draft (fixture->room, "not yet");
  hall_window_open_room (fixture->window, fixture->room);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 4);
  g_assert_false (fixture->session->typing);
}

static void
test_typing_line (Fixture       *fixture,
                  gconstpointer  data)
{
  HallPerson *third = fake_session_add_person (fixture->session, "<i>Sora", HALL_PRESENCE_AWAY);

  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  hall_window_open_room (fixture->window, fixture->room);
  hall_room_set_typing (fixture->room, third, TRUE);
  g_assert_true (shows (fixture, "<i>Sora is typing…"));
  hall_room_set_typing (fixture->room, fixture->mina, TRUE);
  g_assert_true (shows (fixture, "<i>Sora and Mina are typing…"));
  hall_room_set_typing (fixture->room, fixture->other, TRUE);
  g_assert_true (shows (fixture, "Several people are typing…"));
  hall_room_set_typing (fixture->room, third, FALSE);
  hall_room_set_typing (fixture->room, fixture->other, FALSE);
  g_assert_true (shows (fixture, "Mina is typing…"));
  hall_room_set_typing (fixture->room, fixture->mina, FALSE);
  g_assert_false (shows (fixture, "Mina is typing…"));
}

static GtkWidget *
find_row (Fixture    *fixture,
          const char *text)
{
  GtkLabel *label = ui_test_find_label (GTK_WIDGET (fixture->window), text);

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (GTK_WIDGET (label), HALL_TYPE_MESSAGE_ROW);
}

static const char *
get_state (Fixture    *fixture,
           const char *text)
{
  GtkWidget *row;

  ui_test_wait_frames (GTK_WIDGET (fixture->window), 4);
  row = find_row (fixture, text);
  for (GtkWidget *child = gtk_widget_get_last_child (gtk_widget_get_last_child (
         gtk_widget_get_first_child (row))); child != NULL;
       child = gtk_widget_get_prev_sibling (child))
    if (GTK_IS_IMAGE (child) && gtk_widget_get_mapped (child))
      return gtk_widget_get_tooltip_text (child);
  return NULL;
}

/* Waiting, delivered, read; Details says so too, and lists nobody. */
static void
test_states (Fixture       *fixture,
             gconstpointer  data)
{
  HallTimeline *timeline = hall_room_get_timeline (fixture->direct);
  HallMessage *message = hall_session_send (fixture->session, fixture->direct, "on my way", NULL);
  GtkWindow *dialog;
  g_autofree char *summary = NULL;

  g_assert_cmpstr (get_state (fixture, "on my way"), ==, "Waiting to be delivered");
  fake_session_sign (fixture->session, fixture->direct, message, HALL_MESSAGE_STATE_STORED);
  g_assert_cmpstr (get_state (fixture, "on my way"), ==, "Waiting to be delivered");
  hall_timeline_set_state (timeline, hall_message_get_id (message), HALL_MESSAGE_STATE_SENT);
  g_assert_cmpstr (get_state (fixture, "on my way"), ==, "Delivered");

  dialog = GTK_WINDOW (hall_message_details_new (fixture->direct, message, NULL));
  ui_test_wait_active (dialog);
  g_assert_true (ui_test_shows (GTK_WIDGET (dialog), "Delivered"));
  g_assert_false (ui_test_shows (GTK_WIDGET (dialog), "Nobody else is in the room now."));
  hall_timeline_set_state (timeline, hall_message_get_id (message), HALL_MESSAGE_STATE_READ);
  ui_test_wait_frames (GTK_WIDGET (dialog), 3);
  g_assert_true (ui_test_shows (GTK_WIDGET (dialog), "Read"));
  ui_test_close (dialog);
  g_assert_cmpstr (get_state (fixture, "on my way"), ==, "Read");
  summary = hall_message_text_summarize (message, TRUE);
  g_assert_true (g_str_has_suffix (summary, "on my way. Read"));
}

/* An invitation has a button that goes there; one's own has none. */
static void
test_invitation (Fixture       *fixture,
                 gconstpointer  data)
{
  HallPerson *own = hall_session_get_self (fixture->session);
  HallEventBody body;
  GtkWidget *button;

  hall_event_body_init (&body, HALL_EVENT_INVITE);
  body.invited_room = hall_room_get_id (fixture->room);
  body.name = "<b>ops";
  fake_session_do (fixture->session, fixture->direct, own, &body, g_get_real_time () / 1000);
  g_assert_true (shows (fixture, "You sent an invitation to “<b>ops”"));
  g_assert_null (ui_test_find (find_row (fixture, "You sent an invitation to “<b>ops”"),
                               GTK_TYPE_BUTTON));
  fake_session_do (fixture->session, fixture->direct, fixture->mina, &body,
                   g_get_real_time () / 1000 + 1);
  g_assert_true (shows (fixture, "Mina invites you to “<b>ops”"));
  button = ui_test_find (find_row (fixture, "Mina invites you to “<b>ops”"), GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (shows (fixture, "Message ops"));
  g_assert_cmpint (hall_room_get_membership (fixture->room), ==, HALL_MEMBERSHIP_LIVE);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
#define ADD(name, function) \
  g_test_add ("/ui/private/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("header", test_header);
  ADD ("narrow", test_narrow);
  ADD ("away", test_away);
  ADD ("blocked", test_blocked);
  ADD ("resembles", test_resembles);
  ADD ("tell-typing", test_tell_typing);
  ADD ("typing-line", test_typing_line);
  ADD ("states", test_states);
  ADD ("invitation", test_invitation);
#undef ADD
  return g_test_run ();
}
