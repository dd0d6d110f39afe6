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
