/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-room-page.h: one room, open: header, conversation, composer, members.
 */

#pragma once

#include <adwaita.h>

#include "hall-message-view.h"

G_BEGIN_DECLS

#define HALL_TYPE_ROOM_PAGE (hall_room_page_get_type ())
G_DECLARE_FINAL_TYPE (HallRoomPage, hall_room_page, HALL, ROOM_PAGE, AdwBin)

/* Properties: folded: the sidebar is not beside this, show a back button
 * Signals:
 *  "person-activated" (HallPerson *person)
 */

GtkWidget *hall_room_page_new            (HallSession  *session);
void       hall_room_page_set_room       (HallRoomPage *self,
                                          HallRoom     *room);
void       hall_room_page_focus          (HallRoomPage *self);
HallMessageView *hall_room_page_get_messages (HallRoomPage *self);
void       hall_room_page_find           (HallRoomPage *self);
void       hall_room_page_show_pinned    (HallRoomPage *self);
void       hall_room_page_toggle_members (HallRoomPage *self);
void       hall_room_page_save           (HallRoomPage *self);

G_END_DECLS
