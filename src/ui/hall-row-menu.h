/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-row-menu.h: a context menu over the rows of a list: how it is opened, where, and where the
 * keyboard goes afterwards.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_ROW_MENU (hall_row_menu_get_type ())
G_DECLARE_FINAL_TYPE (HallRowMenu, hall_row_menu, HALL, ROW_MENU, GObject)

/* What is offered for this row; NULL, and there is no menu for it. */
typedef GMenuModel *(*HallRowMenuCreate) (GtkWidget *row,
                                          gpointer   user_data);

/* Puts into the menu what stands for its items with the attribute "custom". */
typedef void        (*HallRowMenuFill)   (GtkPopoverMenu *popover,
                                          gpointer        user_data);

HallRowMenu *hall_row_menu_new         (GtkWidget         *view,
                                        GtkWidget         *list,
                                        GType              row_type,
                                        HallRowMenuCreate  create,
                                        gpointer           user_data);
/* With the data of @create. */
void         hall_row_menu_set_fill    (HallRowMenu       *self,
                                        HallRowMenuFill    fill);
/* Below @at, a widget in @row. */
gboolean     hall_row_menu_open        (HallRowMenu       *self,
                                        GtkWidget         *row,
                                        GtkWidget         *at);
void         hall_row_menu_close       (HallRowMenu       *self);
GtkWidget   *hall_row_menu_get_popover (HallRowMenu       *self);
/* To be called when the view is disposed of. */
void         hall_row_menu_detach      (HallRowMenu       *self);

G_END_DECLS
