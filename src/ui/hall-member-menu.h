/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-member-menu.h: what one may do to somebody who is in a room.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-member-row.h"
#include "hall-session-rights.h"

G_BEGIN_DECLS

#define HALL_TYPE_MEMBER_MENU (hall_member_menu_get_type ())
G_DECLARE_FINAL_TYPE (HallMemberMenu, hall_member_menu, HALL, MEMBER_MENU, GObject)

HallMemberMenu *hall_member_menu_new      (GtkWidget      *view,
                                           GtkWidget      *list,
                                           HallSession    *session);
void            hall_member_menu_set_room (HallMemberMenu *self,
                                           HallRoom       *room);
/* At a widget in the row. */
void            hall_member_menu_open     (HallMemberMenu *self,
                                           HallMemberRow  *row,
                                           GtkWidget      *at);
void            hall_member_menu_detach   (HallMemberMenu *self);

G_END_DECLS
