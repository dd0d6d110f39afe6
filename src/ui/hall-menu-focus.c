/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-menu-focus.c: where the keyboard goes when what a button has opened is closed.
 *
 * GTK 4.8 leaves it in the closed popover when something was chosen in a submenu or in a list: then
 * every key is lost, Escape too. Owned by nobody: it lives as long as the button and its popover.
 */

#define G_LOG_DOMAIN "hall-menu-focus"

#include "config.h"

#include "hall-menu-focus.h"

/* Not where what was chosen has taken the keyboard somewhere else already. */
static void
on_closed (GtkWidget *button,
           GtkWidget *popover)
{
  GtkRoot *root = gtk_widget_get_root (button);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || gtk_widget_is_ancestor (focus, popover))
    gtk_widget_grab_focus (button);
}

/**
 * hall_menu_focus_watch:
 * @button: a button with the popover that it opens from now on
 *
 * Gives the keyboard back to the button when that popover is closed, unless something else has it.
 */
void
hall_menu_focus_watch (GtkMenuButton *button)
{
  GtkPopover *popover;

  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  popover = gtk_menu_button_get_popover (button);
  g_return_if_fail (popover != NULL);

  g_signal_connect_object (popover, "closed", G_CALLBACK (on_closed), button, G_CONNECT_SWAPPED);
}
