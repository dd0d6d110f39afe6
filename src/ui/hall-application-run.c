/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-application-run.c: the session's life: started with the first thing there is to do, with a
 * window to be seen or not, and ended by quitting.
 *
 * Quitting waits until the session has handed its rooms over and said goodbye, which takes two
 * seconds at most; the window is gone at once. Starting anew (another identity) is quitting and
 * opening again in one process.
 */

#define G_LOG_DOMAIN "hall-application-run"

#include "config.h"

#include "hall-identity-warning.h"

#include "hall-application-private.h"

static gboolean
is_seen (HallRoom *room,
         gpointer  user_data)
{
  HallApplication *self = user_data;

  return self->window != NULL && hall_window_is_showing (self->window, room);
}

/* It could not be done: nobody has a name yet, or nothing works; and nobody sees a window. */
static void
give_up_errand (HallApplication *self)
{
  if (self->for_errand)
    hall_application_quit (self);
}

static void
start_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (HallApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean was_copied;

  if (!hall_session_start_finish (HALL_SESSION (source), result, &error) &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  was_copied = hall_session_get_was_copied (HALL_SESSION (source));
  if (self->window != NULL && (error == NULL || was_copied))
    hall_identity_warning_watch (HALL_SESSION (source), GTK_WINDOW (self->window));
  if (error == NULL)
    {
      self->started = TRUE;
      hall_application_do_waiting (self);
      give_up_errand (self);
      return;
    }
  if (was_copied)
    {
      /* A question that has to be answered, whoever started us. */
      hall_application_show_window (self);
      return;
    }
  self->failed = TRUE;
  g_printerr ("hallway: %s\n", error->message);
  give_up_errand (self);
  if (self->window != NULL)
    hall_window_show_failure (self->window, error->message);
}

static void
begin (HallApplication *self)
{
  self->started = FALSE;
  self->failed = FALSE;
  self->session = hall_session_new (self->profile, self->settings, HALL_SESSION_ACTIVE);
  hall_session_set_only_loopback (self->session, self->only_loopback);
  self->notifier = hall_notifier_new (G_APPLICATION (self), self->session, is_seen, self);
  self->launcher = hall_launcher_new (G_APPLICATION (self), self->session);
  hall_application_make_window (self);
  hall_session_start_async (self->session, FALSE, self->cancellable, start_cb,
                            g_object_ref (self));
}

/*
 * hall_application_run_session:
 * @self: the program
 *
 * Starts the session, unless it runs, with a window that nobody sees yet.
 *
 * Returns: whether there is a session: %FALSE while the program ends
 */
gboolean
hall_application_run_session (HallApplication *self)
{
  if (self->stopping || self->restarting)
    return FALSE;
  if (self->session == NULL)
    begin (self);
  return self->window != NULL;
}

/* Closing would do nothing to one that nobody has seen. */
static void
close_window (HallApplication *self)
{
  if (self->window == NULL)
    return;
  hall_window_save (self->window);
  hall_application_close_dialogs (self);
  gtk_window_destroy (GTK_WINDOW (self->window));
}

/* Somebody wanted us while we were about to end, or have another identity by now. */
static void
begin_anew (HallApplication *self)
{
  self->stopping = FALSE;
  self->wanted = FALSE;
  g_clear_object (&self->notifier);
  g_clear_object (&self->launcher);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hall_application_show_window (self);
}

static void
stop_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hall_session_stop_finish (HALL_SESSION (source), result, &error))
    g_debug ("Stopping: %s", error->message);
  if (self->wanted && !self->ended)
    {
      begin_anew (self);
    }
  else
    {
      self->stopped = TRUE;
      /* What the bus has started would wait some seconds for more to do. */
      g_application_quit (G_APPLICATION (self));
    }
  g_application_release (G_APPLICATION (self));
}

/*
 * hall_application_quit:
 * @self: the program
 *
 * Everything goes but the goodbye, which the application's hold waits for.
 */
void
hall_application_quit (HallApplication *self)
{
  if (self->stopping)
    return;
  self->stopping = TRUE;
  hall_application_forget_logout (self);
  g_cancellable_cancel (self->cancellable);
  if (self->restarting)
    return; /* it stops already, and what waits for that sees the rest */
  if (self->session != NULL)
    {
      g_application_hold (G_APPLICATION (self));
      close_window (self);
      hall_session_stop_async (self->session, stop_cb, g_object_ref (self));
    }
  else
    {
      self->stopped = TRUE;
      g_application_quit (G_APPLICATION (self));
    }
}

static void
restart_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (HallApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hall_session_stop_finish (HALL_SESSION (source), result, &error))
    g_debug ("Stopping: %s", error->message);
  self->restarting = FALSE;
  if (self->stopping && !(self->wanted && !self->ended))
    {
      self->stopped = TRUE;
      g_application_quit (G_APPLICATION (self));
    }
  else
    {
      begin_anew (self);
    }
  g_application_release (G_APPLICATION (self));
}

/*
 * hall_application_restart:
 * @self: the program
 *
 * Begins anew, with the identity that the profile has by now.
 */
void
hall_application_restart (HallApplication *self)
{
  if (self->stopping || self->restarting || self->session == NULL)
    return;
  self->restarting = TRUE;
  hall_application_forget_logout (self);
  g_application_hold (G_APPLICATION (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->notifier);
  g_clear_object (&self->launcher);
  close_window (self);
  hall_session_stop_async (self->session, restart_cb, g_object_ref (self));
}
