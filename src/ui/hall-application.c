/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-application.c: the program with a window.
 *
 * Owns profile, settings, session and notifier, for as long as it runs. Each profile is an
 * application of its own on the session bus, so a second start raises the window of the same
 * profile. Quitting waits until the session has handed its rooms over and said goodbye, which takes
 * two seconds at most; the window is gone at once. Starting anew (another identity) is quitting and
 * opening again in one process.
 */

#define G_LOG_DOMAIN "hall-application"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "hall-identity-warning.h"
#include "hall-launcher.h"
#include "hall-locale.h"
#include "hall-notifier.h"
#include "hall-options.h"
#include "hall-ui.h"
#include "hall-window.h"

#include "hall-application.h"

#define EXIT_USAGE 2

struct _HallApplication
{
  AdwApplication parent_instance;

  HallProfile *profile;
  HallSettings *settings;
  HallSession *session;     /* (nullable) until activated */
  HallNotifier *notifier;
  HallLauncher *launcher;
  HallWindow *window;       /* not owned: GtkApplication holds it */
  GCancellable *cancellable;
  guint signal_sources[3];
  gboolean only_loopback;
  gboolean restarting;
  gboolean stopping;
  gboolean stopped;
};

G_DEFINE_FINAL_TYPE (HallApplication, hall_application, ADW_TYPE_APPLICATION)

static const HallAccelerator accelerators[] = {
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
  { "win.create-room", { "<Control>n" } },
  { "win.switch", { "<Control>k" } },
  { "win.find", { "<Control>f" } },
  { "win.find-everywhere", { "<Control><Shift>f" } },
  { "win.next-room", { "<Alt>Down" } },
  { "win.previous-room", { "<Alt>Up" } },
  { "win.members", { "F9" } },
  { "win.next-pane", { "F6" } },
  { "win.show-shortcuts", { "<Control>question" } },
};

static void
stop_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (HallApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hall_session_stop_finish (HALL_SESSION (source), result, &error))
    g_debug ("Stopping: %s", error->message);
  self->stopped = TRUE;
  g_application_release (G_APPLICATION (self));
}

/* Everything goes but the goodbye, which the application's hold waits for. */
static void
quit (HallApplication *self)
{
  if (self->stopping)
    return;
  self->stopping = TRUE;
  g_cancellable_cancel (self->cancellable);
  if (self->restarting)
    return; /* it stops already, and what waits for that sees the rest */
  if (self->session != NULL)
    {
      g_application_hold (G_APPLICATION (self));
      if (self->window != NULL)
        gtk_window_close (GTK_WINDOW (self->window));
      hall_session_stop_async (self->session, stop_cb, g_object_ref (self));
    }
  else
    {
      self->stopped = TRUE;
      g_application_quit (G_APPLICATION (self));
    }
}

static void
on_quit (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  quit (user_data);
}

static void open_window (HallApplication *self);

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
  if (self->stopping)
    {
      self->stopped = TRUE;
    }
  else
    {
      g_clear_object (&self->session);
      g_clear_object (&self->cancellable);
      self->cancellable = g_cancellable_new ();
      open_window (self);
    }
  g_application_release (G_APPLICATION (self));
}

/* With the identity that the profile has by now. */
static void
on_restart (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  HallApplication *self = user_data;

  if (self->stopping || self->restarting || self->session == NULL)
    return;
  self->restarting = TRUE;
  g_application_hold (G_APPLICATION (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->notifier);
  g_clear_object (&self->launcher);
  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  hall_session_stop_async (self->session, restart_cb, g_object_ref (self));
}

static void
on_open_room (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  HallApplication *self = user_data;
  HallRoom *room;

  g_application_activate (G_APPLICATION (self));
  if (self->session == NULL || self->window == NULL)
    return;
  room = hall_window_find_room (self->window, g_variant_get_string (parameter, NULL));
  if (room != NULL)
    hall_window_open_room (self->window, room);
}

/* From a notification: the window stays where it is. */
static void
on_mark_read (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  HallApplication *self = user_data;

  if (self->window != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (self->window), "win.mark-read", parameter);
}

/* From the notification of an invitation. */
static void
on_join_room (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  HallApplication *self = user_data;

  g_application_activate (G_APPLICATION (self));
  if (self->window != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (self->window), "win.join-room", parameter);
}

static const GActionEntry actions[] = {
  { "quit", on_quit, NULL, NULL, NULL },
  { "restart", on_restart, NULL, NULL, NULL },
  { "open-room", on_open_room, "s", NULL, NULL },
  { "mark-read", on_mark_read, "s", NULL, NULL },
  { "join-room", on_join_room, "s", NULL, NULL },
};

static gboolean
on_unix_signal (gpointer user_data)
{
  quit (user_data);
  return G_SOURCE_CONTINUE;
}

static gboolean
is_seen (HallRoom *room,
         gpointer  user_data)
{
  HallApplication *self = user_data;

  return self->window != NULL && hall_window_is_showing (self->window, room);
}

static void
start_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (HallApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hall_session_start_finish (HALL_SESSION (source), result, &error) &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (self->window != NULL &&
      (error == NULL || hall_session_get_was_copied (HALL_SESSION (source))))
    hall_identity_warning_watch (HALL_SESSION (source), GTK_WINDOW (self->window));
  if (error == NULL || hall_session_get_was_copied (HALL_SESSION (source)))
    return;
  g_printerr ("hallway: %s\n", error->message);
  if (self->window != NULL)
    hall_window_show_failure (self->window, error->message);
}

static void
on_window_removed (HallApplication *self,
                   GtkWindow       *window)
{
  if (window != GTK_WINDOW (self->window))
    return;
  self->window = NULL;
  if (!self->restarting)
    quit (self);
}

static void
open_window (HallApplication *self)
{
  self->session = hall_session_new (self->profile, self->settings, HALL_SESSION_ACTIVE);
  hall_session_set_only_loopback (self->session, self->only_loopback);
  self->notifier = hall_notifier_new (G_APPLICATION (self), self->session, is_seen, self);
  self->launcher = hall_launcher_new (G_APPLICATION (self), self->session);
  self->window = hall_window_new (GTK_APPLICATION (self), self->session);
  gtk_window_present (GTK_WINDOW (self->window));
  hall_session_start_async (self->session, FALSE, self->cancellable, start_cb,
                            g_object_ref (self));
}

static void
hall_application_activate (GApplication *application)
{
  HallApplication *self = HALL_APPLICATION (application);

  if (self->stopping || self->restarting)
    return;
  if (self->window == NULL)
    open_window (self);
  else
    gtk_window_present (GTK_WINDOW (self->window));
}

/* The screen is locked or dark: nobody sits before it. */
static void
on_screensaver_active (HallApplication *self)
{
  gboolean active = FALSE;

  g_object_get (self, "screensaver-active", &active, NULL);
  if (self->session != NULL)
    hall_session_set_idle (self->session, active);
}

static void
hall_application_startup (GApplication *application)
{
  HallApplication *self = HALL_APPLICATION (application);

  G_APPLICATION_CLASS (hall_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (HALL_APPLICATION_ID);
  /* Moving the focus through messages selects nothing. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action,
                                           accelerators[i].keys);
  self->signal_sources[0] = g_unix_signal_add (SIGINT, on_unix_signal, self);
  self->signal_sources[1] = g_unix_signal_add (SIGTERM, on_unix_signal, self);
  self->signal_sources[2] = g_unix_signal_add (SIGHUP, on_unix_signal, self);
}

static void
hall_application_shutdown (GApplication *application)
{
  HallApplication *self = HALL_APPLICATION (application);

  /* At logout GTK ends the loop at once: main () waits for the rest. */
  if (self->session != NULL)
    quit (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->signal_sources); i++)
    g_clear_handle_id (&self->signal_sources[i], g_source_remove);
  g_clear_object (&self->notifier);
  g_clear_object (&self->launcher);
  g_clear_object (&self->session);
  G_APPLICATION_CLASS (hall_application_parent_class)->shutdown (application);
}

static int
fail (int           code,
      const GError *error)
{
  g_printerr ("hallway: %s\n", error->message);
  return code;
}

static int
hall_application_handle_local_options (GApplication *application,
                                       GVariantDict *options)
{
  HallApplication *self = HALL_APPLICATION (application);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  const char *directory = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("hallway %s\n", HALL_VERSION);
      return 0;
    }
  if (g_variant_dict_contains (options, "debug"))
    g_log_set_debug_enabled (TRUE);

  g_variant_dict_lookup (options, "profile", "^&ay", &directory);
  self->profile = hall_profile_new (directory);
  self->settings = hall_settings_new (hall_profile_get_is_custom (self->profile)
                                      ? hall_profile_get_directory (self->profile) : NULL);
  if (!hall_options_apply (options, self->settings, &error))
    return fail (EXIT_USAGE, error);
  self->only_loopback = hall_options_get_only_loopback (options);

  id = hall_profile_get_application_id (self->profile);
  g_application_set_application_id (application, id);
  if (!g_application_register (application, NULL, &error))
    return fail (EXIT_FAILURE, error);
  /* Somebody else's window: activating it is all there is to do. Else the profile must be ours. */
  if (!g_application_get_is_remote (application) && !hall_profile_lock (self->profile, &error))
    return fail (EXIT_FAILURE, error);
  return -1;
}

static void
hall_application_dispose (GObject *object)
{
  HallApplication *self = HALL_APPLICATION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->notifier);
  g_clear_object (&self->launcher);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (hall_application_parent_class)->dispose (object);
}

static void
hall_application_class_init (HallApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_application_dispose;
  application_class->startup = hall_application_startup;
  application_class->activate = hall_application_activate;
  application_class->shutdown = hall_application_shutdown;
  application_class->handle_local_options = hall_application_handle_local_options;
}

static void
hall_application_init (HallApplication *self)
{
  self->cancellable = g_cancellable_new ();
  hall_options_add_to (G_APPLICATION (self));
  g_signal_connect (self, "window-removed", G_CALLBACK (on_window_removed), NULL);
  g_signal_connect (self, "notify::screensaver-active", G_CALLBACK (on_screensaver_active), NULL);
}

/**
 * hall_application_new:
 *
 * Returns: (transfer full): the program; its id follows from the profile on the command line
 */
HallApplication *
hall_application_new (void)
{
  hall_locale_init ();
  return g_object_new (HALL_TYPE_APPLICATION,
                       "application-id", HALL_APPLICATION_ID,
                       "resource-base-path", HALL_UI_BASE,
                       /* To be told of a logout before the display is gone. */
                       "register-session", TRUE,
                       NULL);
}

/**
 * hall_application_get_stopped:
 * @self: the program
 *
 * Returns: whether nothing is left to be said on the network, so that the process may end
 */
gboolean
hall_application_get_stopped (HallApplication *self)
{
  g_return_val_if_fail (HALL_IS_APPLICATION (self), TRUE);

  return self->stopped || !self->stopping;
}

/**
 * hall_application_get_session:
 * @self: the program
 *
 * Returns: (transfer none) (nullable): its session, once it has a window
 */
HallSession *
hall_application_get_session (HallApplication *self)
{
  g_return_val_if_fail (HALL_IS_APPLICATION (self), NULL);

  return self->session;
}

/**
 * hall_application_get_accelerators:
 * @n_accelerators: (out): how many
 *
 * Returns: (array length=n_accelerators): all keys that work everywhere in the window
 */
const HallAccelerator *
hall_application_get_accelerators (guint *n_accelerators)
{
  *n_accelerators = G_N_ELEMENTS (accelerators);
  return accelerators;
}
