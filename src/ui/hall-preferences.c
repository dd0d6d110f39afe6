/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-preferences.c: the window "Preferences": general, privacy, network, history.
 *
 * What is changed holds at once: everybody who has to know follows the settings. Here is the page
 * about privacy; the others are widgets of their own.
 */

#define G_LOG_DOMAIN "hall-preferences"

#include "config.h"

#include "hall-preferences-general.h"
#include "hall-preferences-history.h"
#include "hall-preferences-network.h"
#include "hall-preferences-row.h"
#include "hall-ui.h"

#include "hall-preferences.h"

struct _HallPreferences
{
  AdwPreferencesWindow parent_instance;

  HallPreferencesGeneral *general;
  HallPreferencesNetwork *network;
  HallPreferencesHistory *history;
  AdwActionRow *read_marks_row;
  AdwActionRow *typing_row;
  AdwActionRow *start_invisible_row;
  GtkSwitch *read_marks;
  GtkSwitch *typing;
  GtkSwitch *start_invisible;
};

G_DEFINE_FINAL_TYPE (HallPreferences, hall_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* What is in an entry stays there when somebody types who came to its page and not to the entry. */
static void
on_visible_page (HallPreferences *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (GTK_IS_TEXT (focus))
    gtk_editable_select_region (GTK_EDITABLE (focus), -1, -1);
}

static gboolean
turn_page (AdwPreferencesWindow *window,
           gboolean              forward)
{
  GtkWidget *page = GTK_WIDGET (adw_preferences_window_get_visible_page (window));

  page = forward ? gtk_widget_get_next_sibling (page) : gtk_widget_get_prev_sibling (page);
  if (!ADW_IS_PREFERENCES_PAGE (page))
    return GDK_EVENT_PROPAGATE;
  adw_preferences_window_set_visible_page (window, ADW_PREFERENCES_PAGE (page));
  return GDK_EVENT_STOP;
}

static gboolean
on_next_page (GtkWidget *widget,
              GVariant  *arguments,
              gpointer   user_data)
{
  return turn_page (ADW_PREFERENCES_WINDOW (widget), TRUE);
}

static gboolean
on_previous_page (GtkWidget *widget,
                  GVariant  *arguments,
                  gpointer   user_data)
{
  return turn_page (ADW_PREFERENCES_WINDOW (widget), FALSE);
}

/* Before the lists of rows, which would take these keys. */
static void
add_page_keys (HallPreferences *self)
{
  static const struct {
    const char *keys;
    GtkShortcutFunc turn;
  } turns[] = {
    { "<Control>Page_Down|<Control>KP_Page_Down", on_next_page },
    { "<Control>Page_Up|<Control>KP_Page_Up", on_previous_page },
  };
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (turns); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (turns[i].keys),
                        gtk_callback_action_new (turns[i].turn, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

/* Escape closes the window at once, though a toast lies over it that would take the key. */
static void
pass_by_toasts (HallPreferences *self)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self->general),
                                                ADW_TYPE_TOAST_OVERLAY);
  GtkEventController *shortcuts;

  if (overlay == NULL)
    return;
  shortcuts = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (shortcuts),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (adw_toast_overlay_get_child (ADW_TOAST_OVERLAY (overlay)), shortcuts);
}

static void
hall_preferences_class_init (HallPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HALL_TYPE_PREFERENCES_GENERAL);
  g_type_ensure (HALL_TYPE_PREFERENCES_NETWORK);
  g_type_ensure (HALL_TYPE_PREFERENCES_HISTORY);
  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-preferences"));
  gtk_widget_class_bind_template_child (widget_class, HallPreferences, general);
  gtk_widget_class_bind_template_child (widget_class, HallPreferences, network);
  gtk_widget_class_bind_template_child (widget_class, HallPreferences, history);
  gtk_widget_class_bind_template_child (widget_class, HallPreferences, read_marks_row);
  gtk_widget_class_bind_template_child (widget_class, HallPreferences, typing_row);
  gtk_widget_class_bind_template_child (widget_class, HallPreferences, start_invisible_row);
  gtk_widget_class_bind_template_child (widget_class, HallPreferences, read_marks);
  gtk_widget_class_bind_template_child (widget_class, HallPreferences, typing);
  gtk_widget_class_bind_template_child (widget_class, HallPreferences, start_invisible);
}

static void
hall_preferences_init (HallPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_page_keys (self);
  pass_by_toasts (self);
  g_signal_connect (self, "notify::visible-page", G_CALLBACK (on_visible_page), NULL);
}

/**
 * hall_preferences_new:
 * @session: whose settings these are
 * @background: (nullable): who asks the desktop for leave to run without a window
 * @parent: (nullable): the window below
 *
 * Returns: (transfer none): the window, to be presented
 */
GtkWidget *
hall_preferences_new (HallSession    *session,
                      HallBackground *background,
                      GtkWindow      *parent)
{
  HallPreferences *self;
  HallSettings *settings;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);

  self = g_object_new (HALL_TYPE_PREFERENCES, "transient-for", parent, NULL);
  settings = hall_session_get_settings (session);
  hall_preferences_general_set_session (self->general, session, background);
  hall_preferences_network_set_session (self->network, session);
  hall_preferences_history_set_session (self->history, session);
  hall_preferences_row_bind (self->read_marks_row, self->read_marks, settings, "read-marks");
  hall_preferences_row_bind (self->typing_row, self->typing, settings, "typing-notices");
  hall_preferences_row_bind (self->start_invisible_row, self->start_invisible, settings,
                             "start-invisible");
  return GTK_WIDGET (self);
}
