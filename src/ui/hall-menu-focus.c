/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-menu-focus.c: where the keyboard goes when what a button has opened is closed, or the
 * context menu of a text.
 *
 * GTK 4.8 leaves it in the closed popover when something was chosen in a submenu or in a list: then
 * every key is lost, Escape too. In a closed context menu it leaves it until the next frame: then
 * the first keys are. Owned by nobody: it lives as long as the button or text and its popover.
 */

#define G_LOG_DOMAIN "hall-menu-focus"

#include "config.h"

#include "hall-menu-focus.h"

/* Not where what was chosen has taken the keyboard somewhere else already. */
static void
on_closed (GtkWidget *owner,
           GtkWidget *popover)
{
  GtkRoot *root = gtk_widget_get_root (owner);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || gtk_widget_is_ancestor (focus, popover))
    gtk_widget_grab_focus (owner);
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

/* The text makes another menu each time that it opens one, and tells nobody. */
static void
on_focus_changed (GtkEventControllerFocus *controller)
{
  GtkWidget *text = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (gtk_event_controller_focus_is_focus (controller))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (text); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child) && gtk_widget_get_visible (child))
      {
        g_signal_handlers_disconnect_by_func (child, on_closed, text);
        g_signal_connect_object (child, "closed", G_CALLBACK (on_closed), text,
                                 G_CONNECT_SWAPPED);
      }
}

/**
 * hall_menu_focus_watch_text:
 * @text: a text with GTK's context menu
 *
 * Gives the keyboard back to the text as soon as that menu is closed, unless something else has it.
 */
void
hall_menu_focus_watch_text (GtkTextView *text)
{
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_TEXT_VIEW (text));

  controller = gtk_event_controller_focus_new ();
  g_signal_connect (controller, "notify::is-focus", G_CALLBACK (on_focus_changed), NULL);
  gtk_widget_add_controller (GTK_WIDGET (text), controller);
}
