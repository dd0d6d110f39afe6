/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-application-logout.c: the goodbye before somebody logs out or the computer is switched off.
 *
 * The desktop asks everybody before it ends anything (GtkApplication's "query-end", or with newer
 * versions of GTK our own HallLogoutWatch), and may change its mind afterwards without telling. So
 * the session does what it does before sleep: it hands its rooms over and says goodbye, while the
 * desktop waits for that, two seconds at most. It wakes when somebody comes (back) to the window,
 * and by itself when nothing has come of it. What ends the program is not here.
 */

#define G_LOG_DOMAIN "hall-application-logout"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-application-private.h"

static void
let_go (HallApplication *self)
{
  if (self->logout_watch != NULL)
    hall_logout_watch_release (self->logout_watch);
  if (self->logout_cookie != 0)
    gtk_application_uninhibit (GTK_APPLICATION (self), self->logout_cookie);
  self->logout_cookie = 0;
  self->logout_waits = FALSE;
}

static void
sleep_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (HallApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hall_session_sleep_finish (HALL_SESSION (source), result, &error))
    g_debug ("Saying goodbye: %s", error->message);
  let_go (self);
}

static void
on_query_end (HallApplication *self)
{
  /* Translators: why logging out has to wait. */
  const char *reason = _("Hallway says goodbye on the network");

  if (self->session == NULL || self->stopping || self->restarting || self->logout_waits)
    return;
  self->asleep = TRUE;
  self->logout_waits = TRUE;
  if (self->logout_watch != NULL)
    hall_logout_watch_hold (self->logout_watch, reason);
  else
    self->logout_cookie = gtk_application_inhibit (GTK_APPLICATION (self),
                                                   GTK_WINDOW (self->window),
                                                   GTK_APPLICATION_INHIBIT_LOGOUT, reason);
  if (self->window != NULL)
    hall_window_save (self->window);
  hall_session_sleep_async (self->session, sleep_cb, g_object_ref (self));
}

/* From 4.22 on, GTK is told, and holds a logout up, by the portal, and that only in a sandbox. */
static gboolean
is_told_by_gtk (void)
{
  return gtk_check_version (4, 22, 0) != NULL ||
         g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/*
 * hall_application_watch_logout:
 * @self: the program
 */
void
hall_application_watch_logout (HallApplication *self)
{
  GApplication *application = G_APPLICATION (self);
  GDBusConnection *bus = g_application_get_dbus_connection (application);

  g_signal_connect (self, "query-end", G_CALLBACK (on_query_end), NULL);
  if (bus == NULL || is_told_by_gtk ())
    return;
  self->logout_watch = hall_logout_watch_new (bus, g_application_get_application_id (application));
  g_signal_connect_object (self->logout_watch, "query", G_CALLBACK (on_query_end), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->logout_watch, "end", G_CALLBACK (hall_application_quit), self,
                           G_CONNECT_SWAPPED);
}

/* While the desktop asks whether to log out, its question has the focus. */
static void
on_is_active (HallApplication *self)
{
  if (self->window != NULL && gtk_window_is_active (GTK_WINDOW (self->window)))
    hall_application_wake (self);
}

/*
 * hall_application_watch_window:
 * @self: the program, with a new window
 */
void
hall_application_watch_window (HallApplication *self)
{
  g_signal_connect_object (self->window, "notify::is-active", G_CALLBACK (on_is_active), self,
                           G_CONNECT_SWAPPED);
}

/*
 * hall_application_forget_logout:
 * @self: the program
 *
 * The session ends, by whatever way.
 */
void
hall_application_forget_logout (HallApplication *self)
{
  let_go (self);
  self->asleep = FALSE;
}

/*
 * hall_application_wake:
 * @self: the program
 *
 * Nobody logs out after all.
 */
void
hall_application_wake (HallApplication *self)
{
  if (!self->asleep)
    return;
  hall_application_forget_logout (self);
  if (self->session != NULL)
    hall_session_wake (self->session);
}
