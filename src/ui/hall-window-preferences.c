/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-window-preferences.c: the window's action "Preferences".
 */

#define G_LOG_DOMAIN "hall-window-preferences"

#include "config.h"

#include "hall-application.h"
#include "hall-preferences.h"

#include "hall-window-private.h"

static void
on_preferences (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  HallBackground *background = NULL;

  /* A window of a test has another one, or none. */
  if (HALL_IS_APPLICATION (application))
    background = hall_application_get_background (HALL_APPLICATION (application));
  gtk_window_present (GTK_WINDOW (hall_preferences_new (self->session, background,
                                                        GTK_WINDOW (self))));
}

/**
 * hall_window_install_preferences_actions:
 * @widget_class: of the window
 */
void
hall_window_install_preferences_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, on_preferences);
}
