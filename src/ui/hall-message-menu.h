/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-menu.h: what can be done with one message: its context menu.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_MESSAGE_MENU (hall_message_menu_get_type ())
G_DECLARE_FINAL_TYPE (HallMessageMenu, hall_message_menu, HALL, MESSAGE_MENU, GObject)

/* @list: with HallMessageRows in it; @view: what the menu lies over, and what keeps it. */
HallMessageMenu *hall_message_menu_new      (GtkWidget       *view,
                                             GtkWidget       *list);
void             hall_message_menu_set_session (HallMessageMenu *self,
                                             HallSession     *session);
void             hall_message_menu_set_room (HallMessageMenu *self,
                                             HallRoom        *room);
/* To be called when the view is disposed of. */
void             hall_message_menu_detach   (HallMessageMenu *self);

G_END_DECLS
