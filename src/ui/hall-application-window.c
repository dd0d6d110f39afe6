/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-application-window.c: the window shown, and what closing it means.
 *
 * The first time somebody closes it, they are asked: go on without a window, or quit. Afterwards it
 * is as they said, which the preferences can change. In a sandbox the desktop is asked for leave
 * too. A window that nobody could use (no name yet, or nothing works) is closed for good.
 */

#define G_LOG_DOMAIN "hall-application-window"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-deed.h"
#include "hall-wrapping.h"

#include "hall-application-private.h"

static void
save_answer (HallApplication *self,
             gboolean         run_in_background)
{
  g_object_set (self->settings, "run-in-background", run_in_background, "background-asked", TRUE,
                NULL);
}

/* Out of sight, not out of reach. */
static void
put_away (HallApplication *self)
{
  if (self->window != NULL && !self->stopping && !self->restarting)
    hall_window_put_away (self->window);
}

static void
request_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (HallApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  self->asking_leave = FALSE;
  if (hall_background_request_finish (HALL_BACKGROUND (source), result, &error))
    {
      save_answer (self, TRUE);
      put_away (self);
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* What was wanted cannot be, so nothing is closed yet: that would be to quit. */
  if (!g_error_matches (error, HALL_BACKGROUND_ERROR, HALL_BACKGROUND_ERROR_UNAVAILABLE))
    save_answer (self, FALSE);
  if (self->window != NULL)
    hall_deed_tell (GTK_WIDGET (self->window), error);
}

static void
on_response (HallApplication *self,
             const char      *response)
{
  if (g_str_equal (response, "quit"))
    {
      save_answer (self, FALSE);
      hall_application_quit (self);
    }
  else if (g_str_equal (response, "keep"))
    {
      self->asking_leave = TRUE;
      hall_background_request_async (self->background, self->cancellable, request_cb,
                                     g_object_ref (self));
    }
}

static void
ask (HallApplication *self)
{
  GtkWidget *dialog =
    adw_message_dialog_new (GTK_WINDOW (self->window), _("Keep Hallway Running?"),
                            _("With its window closed, Hallway can stay reachable: messages "
                              "arrive, your rooms stay open."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "quit", _("_Quit"), "keep",
                                    _("_Keep Running"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "keep",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  /* Esc is no answer: the window stays. */
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  hall_wrap_question (dialog);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  g_set_weak_pointer (&self->close_question, GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* TRUE: it is not destroyed. */
static gboolean
on_close_request (HallApplication *self)
{
  if (self->stopping || self->restarting || self->failed ||
      !hall_window_get_ready (self->window))
    return FALSE;
  if (hall_settings_get_run_in_background (self->settings))
    {
      put_away (self);
      return TRUE;
    }
  if (hall_settings_get_background_asked (self->settings) ||
      hall_settings_is_fixed (self->settings, "run-in-background"))
    return FALSE;
  /* Whoever closes it again has not answered yet, or waits for the desktop. */
  if (self->close_question != NULL)
    gtk_window_present (self->close_question);
  else if (!self->asking_leave)
    ask (self);
  return TRUE;
}

static void
on_window_removed (HallApplication *self,
                   GtkWindow       *window)
{
  if (window != GTK_WINDOW (self->window))
    return;
  self->window = NULL;
  if (!self->restarting)
    hall_application_quit (self);
}

/*
 * hall_application_make_window:
 * @self: the program, with a session
 *
 * Makes the window, which nobody sees yet.
 */
void
hall_application_make_window (HallApplication *self)
{
  self->window = hall_window_new (GTK_APPLICATION (self), self->session);
  g_signal_connect_object (self->window, "close-request", G_CALLBACK (on_close_request), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->window, "notify::ready", G_CALLBACK (hall_application_do_waiting),
                           self, G_CONNECT_SWAPPED);
  hall_application_watch_window (self);
  if (g_signal_handler_find (self, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_window_removed, NULL) == 0)
    g_signal_connect (self, "window-removed", G_CALLBACK (on_window_removed), NULL);
}

/*
 * hall_application_show_window:
 * @self: the program
 *
 * Brings the window to the front, and starts the session if need be.
 */
void
hall_application_show_window (HallApplication *self)
{
  if (!hall_application_run_session (self))
    {
      self->wanted = self->stopping;
      return;
    }
  self->for_errand = FALSE;
  self->without_window = FALSE;
  hall_application_wake (self);
  gtk_window_present (GTK_WINDOW (self->window));
}
