/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-menu.h: what can be done with a room or a private conversation: the menu in the header,
 * and the one over a room's row in the sidebar.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-room-actions.h"

G_BEGIN_DECLS

#define HALL_TYPE_ROOM_MENU (hall_room_menu_get_type ())
G_DECLARE_FINAL_TYPE (HallRoomMenu, hall_room_menu, HALL, ROOM_MENU, GObject)

/* Over the HallRoomRows of @list. @actions: what its items do. */
HallRoomMenu *hall_room_menu_new                 (GtkWidget       *view,
                                                  GtkWidget       *list,
                                                  HallRoomActions *actions);
GtkWidget    *hall_room_menu_get_popover         (HallRoomMenu    *self);
void          hall_room_menu_detach              (HallRoomMenu    *self);

/* What the header offers of an open conversation. */
void          hall_room_menu_set_for_header      (GtkMenuButton   *button,
                                                  HallRoom        *room);
/* Read and unread, notifications, export: what a row's menu offers, too. */
void          hall_room_menu_append_conversation (GMenu           *menu);

G_END_DECLS
