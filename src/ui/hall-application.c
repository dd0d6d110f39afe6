/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-application.c: the program with a window.
 *
 * Owns profile, settings, session and notifier, for as long as it runs. Each profile is an
 * application of its own on the session bus, so a second start raises the window of the same
 * profile; the person's own profile is also started by that bus (--gapplication-service). What is
 * asked of it, when the session runs, the window and logging out are in hall-application-*.c.
 */

#define G_LOG_DOMAIN "hall-application"

#include "config.h"

#include <string.h>

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "hall-contrast.h"
#include "hall-locale.h"
#include "hall-menu-names.h"
#include "hall-options.h"
#include "hall-session-people.h"
#include "hall-ui.h"

#include "hall-application-private.h"

#define EXIT_USAGE 2
#define CREATE_ROOM "create-room"
#define SCHEME "hallway:"
/* What GVfs, where it runs, makes of that in a GFile. */
#define MANGLED_SCHEME "hallway:///"

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
  { "win.preferences", { "<Control>comma" } },
  { "win.show-shortcuts", { "<Control>question" } },
};

static gboolean
on_unix_signal (gpointer user_data)
{
  hall_application_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
hall_application_activate (GApplication *application)
{
  HallApplication *self = HALL_APPLICATION (application);

  if (!self->without_window)
    hall_application_show_window (self);
  else
    hall_application_run_session (self);
  self->without_window = FALSE;
}

/* A link at a time, as browsers give them. */
static void
hall_application_open (GApplication  *application,
                       GFile        **files,
                       int            n_files,
                       const char    *hint)
{
  g_autofree char *raw = g_file_get_uri (files[0]);
  g_autofree char *uri = g_utf8_make_valid (raw, -1);
  g_autofree char *link = NULL;

  if (g_str_has_prefix (uri, MANGLED_SCHEME))
    link = g_strconcat (SCHEME, uri + strlen (MANGLED_SCHEME), NULL);
  hall_application_open_link (HALL_APPLICATION (application), link != NULL ? link : uri);
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
  hall_contrast_watch ();
  hall_menu_names_watch ();
  hall_application_add_actions (self);
  hall_application_watch_dialogs (self);
  hall_application_watch_logout (self);
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

  self->ended = TRUE;
  /* At logout GTK ends the loop at once: main () waits for the rest. */
  if (self->session != NULL)
    hall_application_quit (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->signal_sources); i++)
    g_clear_handle_id (&self->signal_sources[i], g_source_remove);
  g_clear_object (&self->notifier);
  g_clear_object (&self->launcher);
  g_clear_object (&self->session);
  g_clear_object (&self->logout_watch);
  G_APPLICATION_CLASS (hall_application_parent_class)->shutdown (application);
}

/* Whether something is left on the command line besides the options. */
static gboolean
has_link (HallApplication *self)
{
  return self->arguments != NULL && g_strv_length (*self->arguments) > 1;
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
  gboolean create_room = hall_options_get_create_room (options);
  const char *directory = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("hallway %s\n", HALL_VERSION);
      return 0;
    }
  if (g_variant_dict_contains (options, "debug"))
    g_log_set_debug_enabled (TRUE);

  g_variant_dict_lookup (options, "profile", "^&ay", &directory);
  /* The session bus started us by the name of the person's own profile. */
  if ((g_application_get_flags (application) & G_APPLICATION_IS_SERVICE) != 0)
    g_unsetenv ("HALLWAY_PROFILE");
  self->profile = hall_profile_new (directory);
  self->settings = hall_settings_new (hall_profile_get_is_custom (self->profile)
                                      ? hall_profile_get_directory (self->profile) : NULL);
  if (!hall_options_apply (options, self->settings, &error))
    return fail (EXIT_USAGE, error);
  self->only_loopback = hall_options_get_only_loopback (options);
  self->without_window = hall_options_get_background (options);

  id = hall_profile_get_application_id (self->profile);
  g_application_set_application_id (application, id);
  if (!g_application_register (application, NULL, &error))
    return fail (EXIT_FAILURE, error);
  /* Somebody else's window: to show it, or something in it, is all there is to do. Else the profile
   * must be ours. */
  if (g_application_get_is_remote (application))
    {
      if (create_room)
        g_action_group_activate_action (G_ACTION_GROUP (application), CREATE_ROOM, NULL);
      return (create_room || self->without_window) && !has_link (self) ? EXIT_SUCCESS : -1;
    }
  if (!hall_profile_lock (self->profile, &error))
    return fail (EXIT_FAILURE, error);
  self->background = hall_background_new (self->profile, self->settings);
  hall_background_reconcile (self->background);
  if (create_room)
    g_action_group_activate_action (G_ACTION_GROUP (application), CREATE_ROOM, NULL);
  return -1;
}

/* GApplication takes the options out of them before it asks what to do with those. */
static gboolean
hall_application_local_command_line (GApplication   *application,
                                     char         ***arguments,
                                     int            *exit_status)
{
  HallApplication *self = HALL_APPLICATION (application);
  gboolean done;

  self->arguments = arguments;
  done = G_APPLICATION_CLASS (hall_application_parent_class)->local_command_line (application,
                                                                                  arguments,
                                                                                  exit_status);
  self->arguments = NULL;
  return done;
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
  g_clear_weak_pointer (&self->link_question);
  g_clear_weak_pointer (&self->close_question);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_object (&self->background);
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
  application_class->open = hall_application_open;
  application_class->shutdown = hall_application_shutdown;
  application_class->handle_local_options = hall_application_handle_local_options;
  application_class->local_command_line = hall_application_local_command_line;
}

static void
hall_application_init (HallApplication *self)
{
  self->cancellable = g_cancellable_new ();
  hall_options_add_to (G_APPLICATION (self));
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
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       /* To be told of a logout before the display is gone; before GTK 4.22. */
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
 * hall_application_get_background:
 * @self: the program, once it has read its command line
 *
 * Returns: (transfer none): what can be asked of the desktop, for the preferences
 */
HallBackground *
hall_application_get_background (HallApplication *self)
{
  g_return_val_if_fail (HALL_IS_APPLICATION (self), NULL);

  return self->background;
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
