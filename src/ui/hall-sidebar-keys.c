/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sidebar-keys.c: the arrow keys in a list of HallSidebarRows.
 *
 * A heading takes no keyboard, and GTK 4.8 stops before it: the arrow keys step over it here. It
 * knows rows and positions, never what is shown in them.
 */

#define G_LOG_DOMAIN "hall-sidebar-keys"

#include "config.h"

#include "hall-heading.h"
#include "hall-sidebar-row.h"

#include "hall-sidebar-keys.h"

static GListModel *
get_model (GtkListView *list)
{
  return G_LIST_MODEL (gtk_list_view_get_model (list));
}

/* Where the row is that has the keyboard. */
static guint
find_focused (GtkListView *list)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (list));
  GtkWidget *row = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;
  GObject *focused = HALL_IS_SIDEBAR_ROW (row)
                     ? hall_sidebar_row_get_item (HALL_SIDEBAR_ROW (row)) : NULL;
  guint n_items = focused != NULL ? g_list_model_get_n_items (get_model (list)) : 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (get_model (list), i);

      if (item == focused)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static gboolean
on_key_pressed (GtkListView     *list,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  gboolean down = key == GDK_KEY_Down || key == GDK_KEY_KP_Down;
  guint position = find_focused (list);
  gboolean stepped = FALSE;

  if ((!down && key != GDK_KEY_Up && key != GDK_KEY_KP_Up) ||
      position == GTK_INVALID_LIST_POSITION)
    return GDK_EVENT_PROPAGATE;
  for (;;)
    {
      g_autoptr (GObject) next = NULL;

      /* Below zero it wraps around to a position that does not exist. */
      position = down ? position + 1 : position - 1;
      next = g_list_model_get_item (get_model (list), position);
      if (next == NULL || (!HALL_IS_HEADING (next) && !stepped))
        return GDK_EVENT_PROPAGATE;
      if (!HALL_IS_HEADING (next))
        return hall_sidebar_keys_focus (list, position);
      stepped = TRUE;
    }
}

/**
 * hall_sidebar_keys_install:
 * @list: a list of HallSidebarRows
 */
void
hall_sidebar_keys_install (GtkListView *list)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_return_if_fail (GTK_IS_LIST_VIEW (list));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_pressed), list,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (list), keys);
}

/**
 * hall_sidebar_keys_focus:
 * @list: a list of HallSidebarRows
 * @position: a row that is no heading
 *
 * Brings the row into view and gives it the keyboard.
 *
 * Returns: whether it could
 */
gboolean
hall_sidebar_keys_focus (GtkListView *list,
                         guint        position)
{
  g_autoptr (GObject) item = NULL;

  g_return_val_if_fail (GTK_IS_LIST_VIEW (list), FALSE);

  item = g_list_model_get_item (get_model (list), position);
  gtk_widget_activate_action (GTK_WIDGET (list), "list.scroll-to-item", "u", position);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (list)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = gtk_widget_get_first_child (child);

      if (item != NULL && HALL_IS_SIDEBAR_ROW (row) &&
          hall_sidebar_row_get_item (HALL_SIDEBAR_ROW (row)) == item)
        return gtk_widget_grab_focus (child);
    }
  return FALSE;
}
