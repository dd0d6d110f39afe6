/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-window.c: the main window.
 *
 * Asks for a name at the first start, then shows the main view; owns the actions of both and asks
 * the session to do what they say. Dialogs are made when asked for. It never opens a socket or a
 * file: HallSession does.
 */

#define G_LOG_DOMAIN "hall-window"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-about.h"
#include "hall-announce.h"
#include "hall-create-room-dialog.h"
#include "hall-joining.h"
#include "hall-leaving.h"
#include "hall-room-settings.h"
#include "hall-ui.h"
#include "hall-welcome-page.h"

#include "hall-window-private.h"

G_DEFINE_FINAL_TYPE (HallWindow, hall_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_READY = 1,
} HallWindowProperty;

static GParamSpec *properties[PROP_READY + 1];

static const char *const main_actions[] = {
  "win.create-room", "win.join-room", "win.search", "win.next-room",
  "win.previous-room", "win.next-pane", "win.back", "win.members", "win.focus-composer",
  "win.room-settings", "win.leave-room", "win.forget-room", "win.profile", "win.find",
  "win.find-everywhere", "win.go-to-date", "win.switch", "win.check-network", "win.preferences",
};

static void
enable_main_actions (HallWindow *self,
                     gboolean    enabled)
{
  for (guint i = 0; i < G_N_ELEMENTS (main_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), main_actions[i], enabled);
}

static void
update_title (HallWindow *self)
{
  HallRoom *room = self->main_view != NULL ? hall_main_view_get_room (self->main_view) : NULL;
  g_autofree char *title = NULL;

  if (room != NULL)
    /* Translators: the window's title: a room, then the program. */
    title = g_strdup_printf (C_("window title", "%s — Hallway"), hall_room_get_name (room));
  else
    title = g_strdup (_("Hallway"));
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
show_main_view (HallWindow *self)
{
  self->main_view = HALL_MAIN_VIEW (hall_main_view_new (self->session));
  g_signal_connect_object (self->main_view, "notify::room", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (self->content, GTK_WIDGET (self->main_view));
  enable_main_actions (self, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
on_welcome_done (HallWindow *self)
{
  show_main_view (self);
  hall_main_view_focus_composer (self->main_view);
}

static void
show_welcome (HallWindow *self)
{
  GtkWidget *page = hall_welcome_page_new (self->session);

  g_signal_connect_object (page, "done", G_CALLBACK (on_welcome_done), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->content, page);
  enable_main_actions (self, FALSE);
  hall_welcome_page_focus (HALL_WELCOME_PAGE (page));
}

static void
on_room_created (HallWindow *self,
                 HallRoom   *room)
{
  hall_window_open_room (self, room);
}

static void
on_create_room (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  GtkWidget *dialog = hall_create_room_dialog_new (self->session, GTK_WINDOW (self));

  g_signal_connect_object (dialog, "created", G_CALLBACK (on_room_created), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_show_shortcuts (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource (HALL_UI_TEMPLATE ("hall-shortcuts"));
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, GTK_WINDOW (widget));
  gtk_window_present (window);
}

static void
on_about (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  hall_about_present (GTK_WINDOW (widget));
}

static void
on_join_room (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  HallDirectory *directory = hall_session_get_directory (self->session);
  HallRoom *room = hall_directory_lookup_room (directory, g_variant_get_string (parameter, NULL));

  if (room == NULL)
    return; /* gone since the button was drawn */
  hall_leaving_undo_room (self->leaving, room);
  hall_window_open_room (self, room);
  if (hall_room_get_membership (room) == HALL_MEMBERSHIP_NONE || hall_room_get_removed (room))
    hall_joining_start (self->session, room, GTK_WINDOW (self), self->cancellable);
}

/* The room that the menu above it is about. */
static HallRoom *
get_open_room (HallWindow *self)
{
  HallRoom *room = self->main_view != NULL ? hall_main_view_get_room (self->main_view) : NULL;

  if (room == NULL || hall_room_get_person (room) != NULL)
    return NULL;
  return hall_room_get_is_member (room) || hall_room_get_banned (room) ||
         hall_room_get_removed (room) ? room : NULL;
}

static void
on_room_settings (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  HallRoom *room = get_open_room (self);

  if (room != NULL)
    gtk_window_present (GTK_WINDOW (hall_room_settings_new (self->session, room,
                                                            GTK_WINDOW (self))));
}

static void
on_leave_room (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  HallRoom *room = get_open_room (self);

  if (room != NULL)
    hall_leaving_leave (self->leaving, room);
}

static void
on_undo_leave (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  hall_leaving_undo (HALL_WINDOW (widget)->leaving);
}

static void
on_forget_room (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  HallRoom *room = get_open_room (self);

  if (room != NULL)
    hall_leaving_forget (self->leaving, room);
}

static void
on_closing (HallWindow *self,
            HallRoom   *room)
{
  if (self->main_view != NULL)
    hall_main_view_close (self->main_view, room);
}

static void
on_can_undo_changed (HallWindow *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo-leave",
                                 hall_leaving_get_can_undo (self->leaving));
}

static void
on_search (GtkWidget  *widget,
           const char *action,
           GVariant   *parameter)
{
  hall_main_view_start_search (HALL_WINDOW (widget)->main_view);
}

static void
on_step_room (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  hall_main_view_step_room (HALL_WINDOW (widget)->main_view,
                            g_str_equal (action, "win.next-room") ? 1 : -1);
}

static void
on_next_pane (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  hall_main_view_next_pane (HALL_WINDOW (widget)->main_view);
}

static void
on_back (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  hall_main_view_go_back (HALL_WINDOW (widget)->main_view);
}

static void
on_members (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  hall_main_view_toggle_members (HALL_WINDOW (widget)->main_view);
}

static void
on_focus_composer (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  hall_main_view_focus_composer (HALL_WINDOW (widget)->main_view);
}

/* For a screen reader: a new message of the room on screen is read aloud. */
static void
on_message (HallWindow  *self,
            HallRoom    *room,
            HallMessage *message)
{
  g_autofree char *text = NULL;

  if (hall_message_get_kind (message) != HALL_MESSAGE_TEXT || hall_message_get_is_own (message) ||
      !hall_window_is_showing (self, room))
    return;
  text = g_strdup_printf (C_("notification", "%s: %s"),
                          hall_person_get_name (hall_message_get_author (message)),
                          hall_message_get_text (message));
  hall_announce (GTK_WIDGET (self), text);
}

static gboolean
hall_window_close_request (GtkWindow *window)
{
  hall_window_save (HALL_WINDOW (window));
  return GTK_WINDOW_CLASS (hall_window_parent_class)->close_request (window);
}

static void
hall_window_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch ((HallWindowProperty) id)
    {
    case PROP_READY:
      g_value_set_boolean (value, hall_window_get_ready (HALL_WINDOW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_window_dispose (GObject *object)
{
  HallWindow *self = HALL_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->main_view = NULL;
  g_clear_object (&self->leaving);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.create-room", NULL, on_create_room);
  gtk_widget_class_install_action (widget_class, "win.show-shortcuts", NULL, on_show_shortcuts);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, on_about);
  gtk_widget_class_install_action (widget_class, "win.join-room", "s", on_join_room);
  gtk_widget_class_install_action (widget_class, "win.room-settings", NULL, on_room_settings);
  gtk_widget_class_install_action (widget_class, "win.leave-room", NULL, on_leave_room);
  gtk_widget_class_install_action (widget_class, "win.undo-leave", NULL, on_undo_leave);
  gtk_widget_class_install_action (widget_class, "win.forget-room", NULL, on_forget_room);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, on_search);
  gtk_widget_class_install_action (widget_class, "win.next-room", NULL, on_step_room);
  gtk_widget_class_install_action (widget_class, "win.previous-room", NULL, on_step_room);
  gtk_widget_class_install_action (widget_class, "win.next-pane", NULL, on_next_pane);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, on_back);
  gtk_widget_class_install_action (widget_class, "win.members", NULL, on_members);
  gtk_widget_class_install_action (widget_class, "win.focus-composer", NULL, on_focus_composer);
}

static void
hall_window_class_init (HallWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_window_dispose;
  G_OBJECT_CLASS (klass)->get_property = hall_window_get_property;
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                 G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties),
                                     properties);
  GTK_WINDOW_CLASS (klass)->close_request = hall_window_close_request;

  install_actions (widget_class);
  hall_window_install_people_actions (widget_class);
  hall_window_install_conversation_actions (widget_class);
  hall_window_install_network_actions (widget_class);
  hall_window_install_preferences_actions (widget_class);
  /* Not an accelerator: those come before everything, and Esc belongs to popovers first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.focus-composer",
                                       NULL);

  /* After the box one writes in, which undoes what was written first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK,
                                       "win.undo-leave", NULL);

  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-window"));
  gtk_widget_class_bind_template_child (widget_class, HallWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, HallWindow, content);
}

static void
hall_window_init (HallWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * hall_window_new:
 * @application: the application
 * @session: what to show
 *
 * Returns: (transfer none): a window, of the size it had the last time, to be presented
 */
HallWindow *
hall_window_new (GtkApplication *application,
                 HallSession    *session)
{
  HallWindow *self = g_object_new (HALL_TYPE_WINDOW, "application", application, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "message", G_CALLBACK (on_message), self, G_CONNECT_SWAPPED);
  self->leaving = hall_leaving_new (session, self->toasts);
  g_signal_connect_object (self->leaving, "closing", G_CALLBACK (on_closing), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->leaving, "returned", G_CALLBACK (hall_window_open_room), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->leaving, "notify::can-undo", G_CALLBACK (on_can_undo_changed),
                           self, G_CONNECT_SWAPPED);
  on_can_undo_changed (self);
  hall_window_restore_size (self);
  if (hall_session_get_has_name (session))
    show_main_view (self);
  else
    show_welcome (self);
  return self;
}

/**
 * hall_window_open_room:
 * @self: the window
 * @room: the room to show, with the keyboard in it
 */
void
hall_window_open_room (HallWindow *self,
                       HallRoom   *room)
{
  g_return_if_fail (HALL_IS_WINDOW (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  if (self->main_view != NULL)
    hall_main_view_open (self->main_view, G_OBJECT (room), TRUE);
}

/**
 * hall_window_is_showing:
 * @self: the window
 * @room: a room
 *
 * Returns: whether somebody sits before this room: it is open in the active window
 */
gboolean
hall_window_is_showing (HallWindow *self,
                        HallRoom   *room)
{
  g_return_val_if_fail (HALL_IS_WINDOW (self), FALSE);

  /* A window that was hidden while it was active still says that it is. */
  return self->main_view != NULL && gtk_window_is_active (GTK_WINDOW (self)) &&
         gtk_widget_get_mapped (GTK_WIDGET (self)) &&
         hall_main_view_get_room (self->main_view) == room;
}

/**
 * hall_window_show_toast:
 * @self: the window
 * @text: plain text: what has happened, in a few words
 */
void
hall_window_show_toast (HallWindow *self,
                        const char *text)
{
  g_autofree char *title = NULL;

  g_return_if_fail (HALL_IS_WINDOW (self));

  title = g_markup_escape_text (text, -1); /* a toast of libadwaita 1.2 parses markup */
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (title));
  hall_announce (GTK_WIDGET (self), text);
}

/**
 * hall_window_show_failure:
 * @self: the window
 * @sentence: plain text: why Hallway cannot work at all
 */
void
hall_window_show_failure (HallWindow *self,
                          const char *sentence)
{
  g_autoptr (GtkBuilder) builder = NULL;

  g_return_if_fail (HALL_IS_WINDOW (self));

  builder = gtk_builder_new_from_resource (HALL_UI_TEMPLATE ("hall-failure"));
  gtk_label_set_text (GTK_LABEL (gtk_builder_get_object (builder, "sentence")), sentence);
  self->main_view = NULL;
  enable_main_actions (self, FALSE);
  /* Left to itself, GTK 4.8 would look for the focus in a label without having one. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  adw_bin_set_child (self->content, GTK_WIDGET (gtk_builder_get_object (builder, "failure")));
  gtk_widget_grab_focus (GTK_WIDGET (gtk_builder_get_object (builder, "quit")));
}
