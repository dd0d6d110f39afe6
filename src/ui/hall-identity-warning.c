/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-identity-warning.c: one identity on two computers: asking what is the case.
 *
 * Two computers with one key answer for each other: people would write to either. A new identity
 * holds from a new start on, which follows at once.
 */

#define G_LOG_DOMAIN "hall-identity-warning"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-deed.h"
#include "hall-wrapping.h"

#include "hall-identity-warning.h"

static void
restart (GtkWindow *parent)
{
  gtk_widget_activate_action (GTK_WIDGET (parent), "app.restart", NULL);
}

static void
on_response (GtkWindow  *parent,
             const char *response,
             GObject    *dialog)
{
  HallSession *session = g_object_get_data (dialog, "session");
  g_autoptr (GError) error = NULL;

  if (g_str_equal (response, "moved"))
    {
      hall_session_accept_moved (session);
    }
  else if (g_str_equal (response, "renew"))
    {
      if (hall_session_renew_identity (session, &error))
        restart (parent);
      else
        hall_deed_tell (GTK_WIDGET (parent), error);
    }
  else if (g_str_equal (response, "quit"))
    {
      gtk_widget_activate_action (GTK_WIDGET (parent), "app.quit", NULL);
    }
}

static GtkWidget *
create (HallSession *session,
        GtkWindow   *parent,
        const char  *heading,
        const char  *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

  g_object_set_data_full (G_OBJECT (dialog), "session", g_object_ref (session), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), parent,
                           G_CONNECT_SWAPPED);
  return dialog;
}

/**
 * hall_identity_warning_ask_copied:
 * @session: a session that was not started, since its profile came from elsewhere
 * @parent: the window below
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
hall_identity_warning_ask_copied (HallSession *session,
                                  GtkWindow   *parent)
{
  GtkWidget *dialog =
    create (session, parent, _("This Profile Was Copied or Moved"),
            _("Hallway’s data came from another computer. If that one still uses it, this computer "
              "needs an identity of its own, or others could not tell the two apart. Rooms and "
              "messages stay either way."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "quit", _("_Quit"), "moved",
                                    _("It Was _Moved"), "renew", _("It Is a _Copy"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "quit");
  hall_wrap_question (dialog);
  return dialog;
}

/**
 * hall_identity_warning_ask_elsewhere:
 * @session: a session
 * @parent: the window below
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWidget *
hall_identity_warning_ask_elsewhere (HallSession *session,
                                     GtkWindow   *parent)
{
  GtkWidget *dialog =
    create (session, parent, _("Another Computer Uses This Identity"),
            _("Somewhere on this network Hallway runs with your key, so this one has fallen "
              "silent. If that is you, quit the other one and go on here, or give this one an "
              "identity of its own. If it is not you, somebody has your key: take a new identity, "
              "and tell those you write to."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "later", _("_Not Now"), "moved",
                                    _("_Go On Here"), "renew", _("New _Identity"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "renew",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "later");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "later");
  hall_wrap_question (dialog);
  return dialog;
}

static void
on_elsewhere (GtkWindow  *parent,
              GParamSpec *pspec,
              HallPerson *person)
{
  HallSession *session = g_object_get_data (G_OBJECT (parent), "hall-session");

  if (hall_person_get_elsewhere (person))
    gtk_window_present (GTK_WINDOW (hall_identity_warning_ask_elsewhere (session, parent)));
}

/**
 * hall_identity_warning_watch:
 * @session: a session that was started, or refused to be since its profile came from elsewhere
 * @parent: the window below, for as long as which somebody is asked
 */
void
hall_identity_warning_watch (HallSession *session,
                             GtkWindow   *parent)
{
  HallPerson *person;

  g_return_if_fail (HALL_IS_SESSION (session));
  g_return_if_fail (GTK_IS_WINDOW (parent));

  if (hall_session_get_was_copied (session))
    gtk_window_present (GTK_WINDOW (hall_identity_warning_ask_copied (session, parent)));
  /* Also then: whoever says that it was moved may be wrong. */
  person = hall_session_get_self (session);
  if (person == NULL)
    return;
  g_object_set_data_full (G_OBJECT (parent), "hall-session", g_object_ref (session),
                          g_object_unref);
  g_signal_connect_object (person, "notify::elsewhere", G_CALLBACK (on_elsewhere), parent,
                           G_CONNECT_SWAPPED);
  on_elsewhere (parent, NULL, person);
}
