/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-row-name.c: what a screen reader calls a row of a GtkListView.
 *
 * gtk_list_item_set_accessible_label () is GTK 4.12. Before, the list item's widget is the parent
 * of the row's widget, and takes a label like every other accessible.
 */

#define G_LOG_DOMAIN "hall-row-name"

#include "config.h"

#include "hall-row-name.h"

/**
 * hall_row_name_set:
 * @row: the child of a GtkListItem
 * @name: plain text
 *
 * Does nothing while the row is in no list.
 */
void
hall_row_name_set (GtkWidget  *row,
                   const char *name)
{
  GtkWidget *parent;

  g_return_if_fail (GTK_IS_WIDGET (row));
  g_return_if_fail (name != NULL);

  parent = gtk_widget_get_parent (row);
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
}
