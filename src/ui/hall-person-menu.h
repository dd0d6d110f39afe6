/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person-menu.h: what can be done with a person, over its row in a list.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-room-actions.h"

G_BEGIN_DECLS

#define HALL_TYPE_PERSON_MENU (hall_person_menu_get_type ())
G_DECLARE_FINAL_TYPE (HallPersonMenu, hall_person_menu, HALL, PERSON_MENU, GObject)

/* By right click, long press, Menu and Shift+F10 on any HallPersonRow in @list; the menu lies over
 * @view, which has a layout manager. Owned by the owner of both, who detaches it in dispose. */
HallPersonMenu *hall_person_menu_new         (GtkWidget      *view,
                                              GtkWidget      *list);
/* What is offered of a private conversation: nothing without. */
void            hall_person_menu_set_actions (HallPersonMenu  *self,
                                              HallRoomActions *actions);
void            hall_person_menu_detach      (HallPersonMenu *self);
/* (nullable): once it was opened */
GtkWidget      *hall_person_menu_get_popover (HallPersonMenu *self);

G_END_DECLS
