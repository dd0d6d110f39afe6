/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-background-portal.c: org.freedesktop.portal.Background, asked once.
 *
 * Used by HallBackground, in a sandbox alone. The answer is a signal of an object of the portal,
 * whose path is known before the call, so that none is missed. A portal that goes meanwhile answers
 * nothing: that is watched. It never decides what to ask for.
 */

#define G_LOG_DOMAIN "hall-background-portal"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-background.h"

#include "hall-background-portal.h"

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_BACKGROUND "org.freedesktop.portal.Background"
#define PORTAL_REQUEST "org.freedesktop.portal.Request"

/* As the portal says it in Response; another one is no answer. */
#define RESPONSE_SUCCESS 0
#define RESPONSE_REFUSED 1

typedef struct
{
  GTask *task;             /* holds us; held until there is an answer */
  GDBusConnection *bus;
  char *path;              /* of the request */
  guint subscription;
  guint watch;
  GSource *cancelled;
  gboolean wants_autostart;
  gboolean asked;
  gboolean answered;
  gboolean background;
  gboolean autostart;
} Question;

static void
stop_listening (Question *question)
{
  if (question->subscription != 0)
    g_dbus_connection_signal_unsubscribe (question->bus, question->subscription);
  question->subscription = 0;
  g_clear_handle_id (&question->watch, g_bus_unwatch_name);
  if (question->cancelled != NULL)
    g_source_destroy (question->cancelled);
  g_clear_pointer (&question->cancelled, g_source_unref);
}

static void
free_question (gpointer data)
{
  Question *question = data;

  g_clear_object (&question->bus);
  g_free (question->path);
  g_free (question);
}

/* Takes @error (nullable). What comes first counts. */
static void
answer (Question *question,
        GError   *error)
{
  g_autoptr (GTask) task = question->task;

  question->answered = TRUE;
  stop_listening (question);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static GError *
make_unavailable (void)
{
  return g_error_new_literal (HALL_BACKGROUND_ERROR, HALL_BACKGROUND_ERROR_UNAVAILABLE,
                              _("The desktop cannot be asked whether Hallway may run in the "
                                "background."));
}

static void
on_response (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal_name,
             GVariant        *parameters,
             gpointer         user_data)
{
  Question *question = user_data;
  g_autoptr (GVariant) results = NULL;
  guint response;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_debug ("The portal answers %u", response);
  if (response == RESPONSE_SUCCESS)
    {
      g_variant_lookup (results, "background", "b", &question->background);
      g_variant_lookup (results, "autostart", "b", &question->autostart);
      answer (question, NULL);
    }
  else if (response == RESPONSE_REFUSED)
    answer (question, g_error_new_literal (HALL_BACKGROUND_ERROR, HALL_BACKGROUND_ERROR_REFUSED,
                                           _("The desktop did not allow it.")));
  else
    answer (question, make_unavailable ());
}

static void
listen (Question   *question,
        const char *path)
{
  if (question->subscription != 0)
    g_dbus_connection_signal_unsubscribe (question->bus, question->subscription);
  g_free (question->path);
  question->path = g_strdup (path);
  question->subscription = g_dbus_connection_signal_subscribe (question->bus, PORTAL_NAME,
                                                               PORTAL_REQUEST, "Response", path,
                                                               NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                                               on_response, question, NULL);
}

static void
request_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              &error);
  const char *path;

  if (question->answered)
    return;
  if (reply == NULL)
    {
      g_debug ("The portal: %s", error->message);
      answer (question, make_unavailable ());
      return;
    }
  g_variant_get (reply, "(&o)", &path);
  /* Portals before 0.9 chose the path themselves. */
  if (!g_str_equal (path, question->path))
    listen (question, path);
}

static GVariant *
make_options (Question   *question,
              const char *token)
{
  static const char *const command[] = { "hallway", "--background", NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason",
                         /* Translators: why it wants to run in the background; the desktop shows
                          * it. */
                         g_variant_new_string (_("Messages reach you while the window is closed, "
                                                 "and your rooms stay open.")));
  g_variant_builder_add (&options, "{sv}", "autostart",
                         g_variant_new_boolean (question->wants_autostart));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  return g_variant_builder_end (&options);
}

static void
on_appeared (GDBusConnection *bus,
             const char      *name,
             const char      *owner,
             gpointer         user_data)
{
  Question *question = user_data;
  g_autofree char *token = NULL, *sender = NULL, *path = NULL;

  if (question->asked)
    return;
  question->asked = TRUE;
  token = g_strdup_printf ("hallway%u", g_random_int ());
  sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (bus) + 1), ".", '_');
  path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
  listen (question, path);
  /* Without a parent window: portals keep the one they are told, and give their dialog none. */
  g_dbus_connection_call (bus, PORTAL_NAME, PORTAL_PATH, PORTAL_BACKGROUND, "RequestBackground",
                          g_variant_new ("(s@a{sv})", "", make_options (question, token)),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, request_cb,
                          g_object_ref (question->task));
}

static void
on_vanished (GDBusConnection *bus,
             const char      *name,
             gpointer         user_data)
{
  answer (user_data, make_unavailable ());
}

/* Without it the connection, if nobody else has it, would be gone before anything was sent. */
static void
close_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                              NULL);
}

static gboolean
on_cancelled (GCancellable *cancellable,
              gpointer      user_data)
{
  Question *question = user_data;

  /* The desktop's own dialog would stay. */
  if (question->path != NULL)
    g_dbus_connection_call (question->bus, PORTAL_NAME, question->path, PORTAL_REQUEST, "Close",
                            NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, close_cb, NULL);
  answer (question, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled"));
  return G_SOURCE_REMOVE;
}

static void
get_bus_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Question *question = user_data;
  GCancellable *cancellable = g_task_get_cancellable (question->task);
  g_autoptr (GError) error = NULL;

  question->bus = g_bus_get_finish (result, &error);
  if (question->bus == NULL)
    {
      g_debug ("No session bus: %s", error->message);
      answer (question, make_unavailable ());
      return;
    }
  if (cancellable != NULL)
    {
      question->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (question->cancelled, G_SOURCE_FUNC (on_cancelled), question, NULL);
      g_source_attach (question->cancelled, g_main_context_get_thread_default ());
    }
  question->watch = g_bus_watch_name_on_connection (question->bus, PORTAL_NAME,
                                                    G_BUS_NAME_WATCHER_FLAGS_AUTO_START,
                                                    on_appeared, on_vanished, question, NULL);
}

/**
 * hall_background_portal_ask_async:
 * @autostart: whether the desktop is to start us at login
 * @cancellable: (nullable): ends the question, and the desktop's dialog
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks for leave to run in the background, and to start so at login. A person may be asked.
 */
void
hall_background_portal_ask_async (gboolean             autostart,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Question *question = g_new0 (Question, 1);

  question->task = g_task_new (NULL, cancellable, callback, user_data);
  question->wants_autostart = autostart;
  g_task_set_source_tag (question->task, hall_background_portal_ask_async);
  g_task_set_task_data (question->task, question, free_question);
  g_bus_get (G_BUS_TYPE_SESSION, NULL, get_bus_cb, question);
}

/**
 * hall_background_portal_ask_finish:
 * @result: as the callback got it
 * @background: (out): whether we may run without a window
 * @autostart: (out): whether we are started at login
 * @error: return location for an error of HALL_BACKGROUND_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether there was an answer; %FALSE when the person put the question away
 */
gboolean
hall_background_portal_ask_finish (GAsyncResult  *result,
                                   gboolean      *background,
                                   gboolean      *autostart,
                                   GError       **error)
{
  Question *question;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  question = g_task_get_task_data (G_TASK (result));
  *background = question->background;
  *autostart = question->autostart;
  return g_task_propagate_boolean (G_TASK (result), error);
}
