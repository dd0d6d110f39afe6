/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-window-network.c: the window's action "Check the Network".
 */

#define G_LOG_DOMAIN "hall-window-network"

#include "config.h"

#include "hall-network-dialog.h"

#include "hall-window-private.h"

/* One is enough: what is below it can be reached by other ways than the keyboard and the mouse. */
static GtkWindow *
find_dialog (GtkWindow *parent)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (HALL_IS_NETWORK_DIALOG (item->data) && gtk_window_get_transient_for (item->data) == parent)
      return item->data;
  return NULL;
}

static void
on_check_network (GtkWidget  *widget,
                  const char *action,
                  GVariant   *parameter)
{
  HallWindow *self = HALL_WINDOW (widget);
  GtkWindow *dialog = find_dialog (GTK_WINDOW (self));

  if (dialog == NULL)
    dialog = GTK_WINDOW (hall_network_dialog_new (self->session, GTK_WINDOW (self)));
  gtk_window_present (dialog);
}

/**
 * hall_window_install_network_actions:
 * @widget_class: of the window
 */
void
hall_window_install_network_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.check-network", NULL, on_check_network);
}
