/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-main-view-panes.c: the keyboard from pane to pane: sidebar, conversation, message box.
 *
 * Part of HallMainView. A pane that is not there, or that nothing in can have the keyboard, is
 * passed over.
 */

#define G_LOG_DOMAIN "hall-main-view-panes"

#include "config.h"

#include "hall-main-view-private.h"

#include "hall-main-view.h"

static gboolean
has_focus_within (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* (nullable): of the room that is open, also where a narrow window shows the sidebar */
static HallMessageView *
get_messages (HallMainView *self)
{
  return self->room != NULL ? hall_room_page_get_messages (self->room_page) : NULL;
}

/**
 * hall_main_view_next_pane:
 * @self: a view
 *
 * Puts the keyboard into the next pane: the sidebar, the conversation, where one writes; or the
 * sidebar and what else is open.
 */
void
hall_main_view_next_pane (HallMainView *self)
{
  HallMessageView *messages;

  g_return_if_fail (HALL_IS_MAIN_VIEW (self));

  messages = get_messages (self);
  if (messages != NULL && has_focus_within (GTK_WIDGET (messages)))
    {
      hall_room_page_focus (self->room_page);
      return;
    }
  if (!has_focus_within (GTK_WIDGET (self->sidebar)))
    {
      adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->sidebar));
      hall_sidebar_focus_list (self->sidebar);
      return;
    }
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->content));
  if (messages != NULL && hall_message_view_focus (messages))
    return;
  if (self->room != NULL)
    hall_room_page_focus (self->room_page);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->content), GTK_DIR_TAB_FORWARD);
}
