/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-people-application.c: the program around the window: opening a private conversation and
 * joining from a notification, idleness, logging out, and starting anew with another identity.
 */

#define G_LOG_DOMAIN "test-people-application"

#include "config.h"

#include "hall-main-view.h"
#include "hall-window.h"

#include "fake-session-people.h"
#include "told-application.h"
#include "ui-test.h"

typedef struct
{
  HallApplication *application;
  HallSession *before;
} Story;

static HallWindow *
get_window (HallApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  return window != NULL ? HALL_WINDOW (window) : NULL;
}

static HallRoom *
get_room (HallApplication *application)
{
  HallWindow *window = get_window (application);
  GtkWidget *view = window != NULL ? ui_test_find (GTK_WIDGET (window), HALL_TYPE_MAIN_VIEW) : NULL;

  return view != NULL ? hall_main_view_get_room (HALL_MAIN_VIEW (view)) : NULL;
}

static gboolean
shows_private (gpointer data)
{
  HallRoom *room = get_room (data);

  return room != NULL && hall_room_get_person (room) != NULL;
}

static gboolean
has_joined (gpointer data)
{
  HallRoom *room = get_room (data);

  return room != NULL && hall_room_get_person (room) == NULL && hall_room_get_is_member (room);
}

static gboolean
has_restarted (gpointer data)
{
  Story *story = data;
  HallSession *session = hall_application_get_session (story->application);

  return session != NULL && session != story->before && get_window (story->application) != NULL &&
         gtk_window_is_active (GTK_WINDOW (get_window (story->application)));
}

static void
activate (HallApplication *application,
          const char      *action,
          const char      *target)
{
  g_action_group_activate_action (G_ACTION_GROUP (application), action,
                                  target != NULL ? g_variant_new_string (target) : NULL);
}

static void
tell (HallApplication *application)
{
  g_autoptr (HallSession) session = g_object_ref (hall_application_get_session (application));
  Story story = { application, session };
  HallPerson *mina;
  HallRoom *private, *room;

  activate (application, "restart", NULL);
  ui_test_wait (has_restarted, &story);

  g_set_object (&session, hall_application_get_session (application));
  mina = fake_session_add_person (session, "Mina", HALL_PRESENCE_AVAILABLE);
  private = hall_session_get_direct (session, mina);
  room = fake_session_add_room (session, "design", mina);
  activate (application, "open-room", hall_room_get_id (private));
  ui_test_wait (shows_private, application);
  g_assert_true (get_room (application) == private);
  activate (application, "join-room", hall_room_get_id (room));
  ui_test_wait (has_joined, application);
  g_assert_true (get_room (application) == room);

  hall_session_set_idle (session, TRUE);
  g_object_notify (G_OBJECT (application), "screensaver-active");
  g_assert_false (fake_session_get_idle (session));

  /* Quit, and opened again before that was done. */
  story.before = session;
  activate (application, "quit", NULL);
  g_application_activate (G_APPLICATION (application));
  ui_test_wait (has_restarted, &story);
  g_assert_false (fake_session_get_idle (hall_application_get_session (application)));

  activate (application, "quit", NULL);
}

static gboolean
is_active (gpointer data)
{
  return gtk_window_is_active (data);
}

static gboolean
is_awake (gpointer data)
{
  return !fake_session_get_asleep (data);
}

/* The desktop asks whether to log out, and whoever has pressed that goes back to the window. */
static void
tell_logout (HallApplication *application)
{
  g_autoptr (HallSession) session = g_object_ref (hall_application_get_session (application));
  GtkWindow *window = GTK_WINDOW (get_window (application));
  GtkWindow *question = GTK_WINDOW (gtk_window_new ());

  ui_test_wait (is_active, window);
  g_signal_emit_by_name (application, "query-end");
  g_assert_true (fake_session_get_asleep (session));
  gtk_window_present (question);
  ui_test_wait (is_active, question);
  g_assert_true (fake_session_get_asleep (session));
  gtk_window_destroy (question);
  ui_test_wait (is_active, window);
  ui_test_wait (is_awake, session);
  activate (application, "quit", NULL);
}

static void
test_logout (void)
{
  told_application_run (tell_logout);
}

static void
test_application (void)
{
  told_application_run (tell);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/people-application/story", test_application);
  g_test_add_func ("/ui/people-application/logout", test_logout);
  return g_test_run ();
}
