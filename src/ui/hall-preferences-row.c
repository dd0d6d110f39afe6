/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-preferences-row.c: rows of the preferences: a switch and its setting.
 *
 * What is switched holds at once. It owns nothing.
 */

#define G_LOG_DOMAIN "hall-preferences-row"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"

#include "hall-preferences-row.h"

/**
 * hall_preferences_row_note:
 * @row: the row of a setting
 * @settings: the settings
 * @setting: its name
 *
 * If an administrator has set it, the row says so and cannot be used.
 */
void
hall_preferences_row_note (AdwActionRow *row,
                           HallSettings *settings,
                           const char   *setting)
{
  if (!hall_settings_is_fixed (settings, setting))
    return;
  adw_action_row_set_subtitle (row, _("Set by the administrator"));
  gtk_widget_set_sensitive (GTK_WIDGET (row), FALSE);
}

/**
 * hall_preferences_row_bind:
 * @row: the row of a setting
 * @widget: the switch in it
 * @settings: the settings
 * @setting: its name
 *
 * From now on the switch shows the setting, and changes it.
 */
void
hall_preferences_row_bind (AdwActionRow *row,
                           GtkSwitch    *widget,
                           HallSettings *settings,
                           const char   *setting)
{
  g_object_bind_property (settings, setting, widget, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  hall_preferences_row_note (row, settings, setting);
}

/**
 * hall_preferences_row_tell:
 * @widget: a widget in an #AdwPreferencesWindow
 * @sentence: plain text: what happened, or why not
 *
 * Shows it for a while, and has a screen reader say it.
 */
void
hall_preferences_row_tell (GtkWidget  *widget,
                           const char *sentence)
{
  GtkWidget *window = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_WINDOW);
  g_autofree char *title = g_markup_escape_text (sentence, -1); /* a toast of 1.2 parses markup */

  if (window != NULL)
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), adw_toast_new (title));
  hall_announce (widget, sentence);
}
