/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-background.c: leave to run without a window, and the start at login.
 *
 * Owned by HallApplication. In a sandbox the desktop's portal decides both
 * (hall-background-portal.c). Elsewhere nobody has to be asked, and the start at login is a file in
 * the person's autostart folder (hall-background-file.c), made and removed here; desktops have
 * switches of their own for that file, which reconcile () follows. A profile of its own is started
 * by whoever made it.
 */

#define G_LOG_DOMAIN "hall-background"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-background-file.h"
#include "hall-background-portal.h"

#include "hall-background.h"

#define SANDBOX_FILE "/.flatpak-info"

struct _HallBackground
{
  GObject parent_instance;

  HallProfile *profile;
  HallSettings *settings;
  char *path;              /* of the file in the autostart folder */
  gboolean sandboxed;
};

typedef enum
{
  PROP_AVAILABLE = 1,
  PROP_SANDBOXED,
} HallBackgroundProperty;

static GParamSpec *properties[PROP_SANDBOXED + 1];

G_DEFINE_QUARK (hall-background-error-quark, hall_background_error)
G_DEFINE_FINAL_TYPE (HallBackground, hall_background, G_TYPE_OBJECT)

static void
hall_background_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  HallBackground *self = HALL_BACKGROUND (object);

  switch ((HallBackgroundProperty) id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, hall_background_get_available (self));
      break;
    case PROP_SANDBOXED:
      g_value_set_boolean (value, self->sandboxed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_background_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  HallBackground *self = HALL_BACKGROUND (object);

  switch ((HallBackgroundProperty) id)
    {
    case PROP_SANDBOXED:
      self->sandboxed = g_value_get_boolean (value);
      break;
    case PROP_AVAILABLE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_background_finalize (GObject *object)
{
  HallBackground *self = HALL_BACKGROUND (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->settings);
  g_free (self->path);
  G_OBJECT_CLASS (hall_background_parent_class)->finalize (object);
}

static void
hall_background_class_init (HallBackgroundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hall_background_get_property;
  object_class->set_property = hall_background_set_property;
  object_class->finalize = hall_background_finalize;
  properties[PROP_AVAILABLE] = g_param_spec_boolean ("available", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SANDBOXED] = g_param_spec_boolean ("sandboxed", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                     G_PARAM_CONSTRUCT_ONLY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
hall_background_init (HallBackground *self)
{
  self->path = hall_background_file_make_path ();
}

/**
 * hall_background_new_for:
 * @profile: of this process
 * @settings: its settings
 * @sandboxed: whether the desktop's portal is to be asked
 *
 * Returns: (transfer full): the same as hall_background_new (), in the sandbox or not
 */
HallBackground *
hall_background_new_for (HallProfile  *profile,
                         HallSettings *settings,
                         gboolean      sandboxed)
{
  HallBackground *self = g_object_new (HALL_TYPE_BACKGROUND, "sandboxed", sandboxed, NULL);

  self->profile = g_object_ref (profile);
  self->settings = g_object_ref (settings);
  return self;
}

/**
 * hall_background_new:
 * @profile: of this process
 * @settings: its settings
 *
 * Returns: (transfer full): what can be asked of this desktop; nothing is read or asked yet
 */
HallBackground *
hall_background_new (HallProfile  *profile,
                     HallSettings *settings)
{
  return hall_background_new_for (profile, settings,
                                  g_file_test (SANDBOX_FILE, G_FILE_TEST_EXISTS));
}

/**
 * hall_background_get_available:
 * @self: the background
 *
 * Returns: whether there can be a start at login
 */
gboolean
hall_background_get_available (HallBackground *self)
{
  g_return_val_if_fail (HALL_IS_BACKGROUND (self), FALSE);

  return !hall_profile_get_is_custom (self->profile);
}

static void
save (HallBackground *self,
      gboolean        autostart)
{
  if (hall_settings_get_start_at_login (self->settings) != autostart)
    g_object_set (self->settings, "start-at-login", autostart, NULL);
}

/**
 * hall_background_reconcile:
 * @self: the background
 *
 * Where the file in the autostart folder was changed by somebody else, the setting follows; where
 * an administrator has fixed the setting, the file does. A file that starts a program which is gone
 * was switched off by nobody: it starts this one from now on.
 */
void
hall_background_reconcile (HallBackground *self)
{
  HallBackgroundFile file;
  gboolean wanted;

  g_return_if_fail (HALL_IS_BACKGROUND (self));

  if (self->sandboxed || !hall_background_get_available (self))
    return;
  wanted = hall_settings_get_start_at_login (self->settings);
  file = hall_background_file_read (self->path);
  if (wanted == (file == HALL_BACKGROUND_FILE_ON))
    return;
  g_debug ("The start at login is %s", wanted ? "lost, or off by another hand"
                                              : "on by another hand");
  if (file == HALL_BACKGROUND_FILE_LOST ||
      hall_settings_is_fixed (self->settings, "start-at-login"))
    hall_background_set_autostart_async (self, wanted, NULL, NULL, NULL);
  else
    save (self, !wanted);
}

/* Ends the task, with what has come of it. */
static void
finish_file (GTask        *task,
             const GError *error)
{
  HallBackground *self = g_task_get_source_object (task);
  gboolean autostart = GPOINTER_TO_INT (g_task_get_task_data (task));

  if (error != NULL)
    {
      g_task_return_new_error (task, error->domain, error->code,
                               /* Translators: the system's reason */
                               autostart ? _("The start at login cannot be set up: %s")
                                         : _("The start at login cannot be taken back: %s"),
                               error->message);
      return;
    }
  save (self, autostart);
  g_task_return_boolean (task, TRUE);
}

static void
replace_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  finish_file (task, error);
}

static void
delete_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_delete_finish (G_FILE (source), result, &error) &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_clear_error (&error);
  finish_file (task, error);
}

static void
change_file (HallBackground *self,
             gboolean        autostart,
             GTask          *task)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GBytes) contents = NULL;

  if (!autostart)
    {
      g_file_delete_async (file, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), delete_cb,
                           task);
      return;
    }
  /* If this fails the next step says why. */
  g_mkdir_with_parents (folder, 0700);
  contents = hall_background_file_make ();
  g_file_replace_contents_bytes_async (file, contents, NULL, FALSE, G_FILE_CREATE_NONE,
                                       g_task_get_cancellable (task), replace_cb, task);
}

static void
ask_autostart_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  HallBackground *self = g_task_get_source_object (task);
  gboolean wanted = GPOINTER_TO_INT (g_task_get_task_data (task));
  gboolean background, autostart;
  GError *error = NULL;

  if (!hall_background_portal_ask_finish (result, &background, &autostart, &error)
      /* Whoever may not run without a window is not started so, either. */
      && (wanted || !g_error_matches (error, HALL_BACKGROUND_ERROR, HALL_BACKGROUND_ERROR_REFUSED)))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  if (wanted && !autostart)
    {
      g_task_return_new_error (task, HALL_BACKGROUND_ERROR, HALL_BACKGROUND_ERROR_REFUSED, "%s",
                               _("The desktop does not let Hallway start at login. Its settings "
                                 "say what each application may do."));
      return;
    }
  save (self, wanted);
  g_task_return_boolean (task, TRUE);
}

/**
 * hall_background_set_autostart_async:
 * @self: the background
 * @autostart: whether Hallway is to be started at login, without a window
 * @cancellable: (nullable): ends it
 * @callback: (nullable): called when it is so
 * @user_data: for @callback
 *
 * Makes it so, and saves the setting start-at-login.
 */
void
hall_background_set_autostart_async (HallBackground      *self,
                                     gboolean             autostart,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HALL_IS_BACKGROUND (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hall_background_set_autostart_async);
  g_task_set_task_data (task, GINT_TO_POINTER (autostart), NULL);
  if (!hall_background_get_available (self))
    g_task_return_new_error (task, HALL_BACKGROUND_ERROR, HALL_BACKGROUND_ERROR_UNAVAILABLE, "%s",
                             _("Only the profile that is used without --profile can be started "
                               "at login."));
  else if (self->sandboxed)
    hall_background_portal_ask_async (autostart, cancellable, ask_autostart_cb,
                                      g_steal_pointer (&task));
  else
    change_file (self, autostart, g_steal_pointer (&task));
}

/**
 * hall_background_set_autostart_finish:
 * @self: the background
 * @result: as the callback got it
 * @error: return location for an error of HALL_BACKGROUND_ERROR or #G_IO_ERROR; its message is a
 *   sentence
 *
 * Returns: whether it is as was wanted
 */
gboolean
hall_background_set_autostart_finish (HallBackground  *self,
                                      GAsyncResult    *result,
                                      GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ask_background_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  gboolean background, autostart;
  GError *error = NULL;

  if (!hall_background_portal_ask_finish (result, &background, &autostart, &error))
    g_task_return_error (task, error);
  else if (!background)
    g_task_return_new_error (task, HALL_BACKGROUND_ERROR, HALL_BACKGROUND_ERROR_REFUSED, "%s",
                             _("The desktop does not let Hallway run in the background. Its "
                               "settings say what each application may do."));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * hall_background_request_async:
 * @self: the background
 * @cancellable: (nullable): ends the question
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks for leave to run without a window; the start at login stays as it is set. Saves nothing.
 */
void
hall_background_request_async (HallBackground      *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HALL_IS_BACKGROUND (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hall_background_request_async);
  if (self->sandboxed)
    hall_background_portal_ask_async (hall_background_get_available (self) &&
                                      hall_settings_get_start_at_login (self->settings),
                                      cancellable, ask_background_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * hall_background_request_finish:
 * @self: the background
 * @result: as the callback got it
 * @error: return location for an error of HALL_BACKGROUND_ERROR, or %G_IO_ERROR_CANCELLED; its
 *   message is a sentence
 *
 * Returns: whether Hallway may run without a window
 */
gboolean
hall_background_request_finish (HallBackground  *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
