/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-preferences-general.c: oneself, running without a window, and notifications.
 *
 * Part of HallPreferences. Where the desktop has to be asked first, the setting holds what it
 * answered, and the switch goes back if it refused.
 */

#define G_LOG_DOMAIN "hall-preferences-general"

#include "config.h"

#include "hall-avatar.h"
#include "hall-preferences-row.h"
#include "hall-profile-dialog.h"
#include "hall-ui.h"

#include "hall-preferences-general.h"

struct _HallPreferencesGeneral
{
  AdwPreferencesPage parent_instance;

  HallSession *session;       /* (nullable): until set */
  HallBackground *background; /* (nullable) */
  GCancellable *cancellable;

  AdwActionRow *profile;
  HallAvatar *avatar;
  AdwActionRow *run_row;
  GtkSwitch *run;
  AdwActionRow *login_row;
  GtkSwitch *login;
  AdwActionRow *notifications_row;
  GtkSwitch *notifications;
  AdwActionRow *hide_content_row;
  GtkSwitch *hide_content;
};

G_DEFINE_FINAL_TYPE (HallPreferencesGeneral, hall_preferences_general, ADW_TYPE_PREFERENCES_PAGE)

static void
on_profile (HallPreferencesGeneral *self)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_WINDOW);

  gtk_window_present (GTK_WINDOW (hall_profile_dialog_new (self->session, GTK_WINDOW (window))));
}

static void
update_name (HallPreferencesGeneral *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->profile),
                                 hall_person_get_name (hall_session_get_self (self->session)));
}

static HallSettings *
get_settings (HallPreferencesGeneral *self)
{
  return hall_session_get_settings (self->session);
}

static void
update_run (HallPreferencesGeneral *self)
{
  gtk_switch_set_active (self->run, hall_settings_get_run_in_background (get_settings (self)));
}

static void
update_login (HallPreferencesGeneral *self)
{
  gtk_switch_set_active (self->login, hall_settings_get_start_at_login (get_settings (self)));
}

static void
save_run (HallPreferencesGeneral *self,
          gboolean                run)
{
  /* Whoever has chosen here is not asked when the window is closed. */
  g_object_set (get_settings (self), "background-asked", TRUE, "run-in-background", run, NULL);
}

/* The window may be closed by now: what was chosen holds all the same. */
static void
request_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (HallPreferencesGeneral) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean allowed = hall_background_request_finish (HALL_BACKGROUND (source), result, &error);

  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->run_row), TRUE);
  if (allowed)
    save_run (self, TRUE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    hall_preferences_row_tell (GTK_WIDGET (self), error->message);
  update_run (self);
}

static void
on_run_changed (HallPreferencesGeneral *self)
{
  gboolean run = gtk_switch_get_active (self->run);

  if (self->session == NULL || run == hall_settings_get_run_in_background (get_settings (self)))
    return;
  if (!run || self->background == NULL)
    {
      save_run (self, run);
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->run_row), FALSE);
  hall_background_request_async (self->background, self->cancellable, request_cb,
                                 g_object_ref (self));
}

static void
login_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (HallPreferencesGeneral) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = hall_background_set_autostart_finish (HALL_BACKGROUND (source), result, &error);

  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->login_row), TRUE);
  if (!done && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    hall_preferences_row_tell (GTK_WIDGET (self), error->message);
  update_login (self);
}

static void
on_login_changed (HallPreferencesGeneral *self)
{
  gboolean login = gtk_switch_get_active (self->login);

  if (self->background == NULL || login == hall_settings_get_start_at_login (get_settings (self)))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->login_row), FALSE);
  hall_background_set_autostart_async (self->background, login, self->cancellable, login_cb,
                                       g_object_ref (self));
}

static void
hall_preferences_general_dispose (GObject *object)
{
  HallPreferencesGeneral *self = HALL_PREFERENCES_GENERAL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->background);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_preferences_general_parent_class)->dispose (object);
}

static void
hall_preferences_general_class_init (HallPreferencesGeneralClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_preferences_general_dispose;

  g_type_ensure (HALL_TYPE_AVATAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-preferences-general"));
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesGeneral, profile);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesGeneral, avatar);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesGeneral, run_row);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesGeneral, run);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesGeneral, login_row);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesGeneral, login);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesGeneral, notifications_row);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesGeneral, notifications);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesGeneral, hide_content_row);
  gtk_widget_class_bind_template_child (widget_class, HallPreferencesGeneral, hide_content);
  gtk_widget_class_bind_template_callback (widget_class, on_profile);
  gtk_widget_class_bind_template_callback (widget_class, on_run_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_login_changed);
}

static void
hall_preferences_general_init (HallPreferencesGeneral *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

static void
bind_notifications (HallPreferencesGeneral *self)
{
  HallSettings *settings = get_settings (self);

  hall_preferences_row_bind (self->notifications_row, self->notifications, settings,
                             "notifications");
  hall_preferences_row_bind (self->hide_content_row, self->hide_content, settings, "hide-content");
  if (!hall_settings_is_fixed (settings, "hide-content"))
    g_object_bind_property (settings, "notifications", self->hide_content_row, "sensitive",
                            G_BINDING_SYNC_CREATE);
}

/**
 * hall_preferences_general_set_session:
 * @self: a new page
 * @session: whose settings these are
 * @background: (nullable): who asks the desktop; without it there is no start at login
 */
void
hall_preferences_general_set_session (HallPreferencesGeneral *self,
                                      HallSession            *session,
                                      HallBackground         *background)
{
  HallSettings *settings = hall_session_get_settings (session);
  HallPerson *person = hall_session_get_self (session);

  g_return_if_fail (HALL_IS_PREFERENCES_GENERAL (self));
  g_return_if_fail (self->session == NULL);

  g_set_object (&self->background, background);
  self->session = g_object_ref (session);
  hall_avatar_set_person (self->avatar, person);
  g_signal_connect_object (person, "notify::name", G_CALLBACK (update_name), self,
                           G_CONNECT_SWAPPED);
  update_name (self);
  g_signal_connect_object (settings, "notify::run-in-background", G_CALLBACK (update_run), self,
                           G_CONNECT_SWAPPED);
  update_run (self);
  hall_preferences_row_note (self->run_row, settings, "run-in-background");
  g_signal_connect_object (settings, "notify::start-at-login", G_CALLBACK (update_login), self,
                           G_CONNECT_SWAPPED);
  update_login (self);
  hall_preferences_row_note (self->login_row, settings, "start-at-login");
  gtk_widget_set_visible (GTK_WIDGET (self->login_row),
                          background != NULL && hall_background_get_available (background));
  bind_notifications (self);
}
