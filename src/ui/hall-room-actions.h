/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-actions.h: what the menu of an open room does, apart from the window's own actions.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-session-rights.h"

G_BEGIN_DECLS

#define HALL_TYPE_ROOM_ACTIONS (hall_room_actions_get_type ())
G_DECLARE_FINAL_TYPE (HallRoomActions, hall_room_actions, HALL, ROOM_ACTIONS, GObject)

/* Gives @page the actions "room.invite", "link", "export", "mark-read", "mark-unread" and
 * "notify" (all, mentions or nothing). (transfer full) */
HallRoomActions *hall_room_actions_new      (GtkWidget       *page,
                                             HallSession     *session);
/* (nullable): nothing */
void             hall_room_actions_set_room (HallRoomActions *self,
                                             HallRoom        *room);
/* (transfer none) */
GActionGroup    *hall_room_actions_get_group (HallRoomActions *self);

G_END_DECLS
