/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-main-view.h: sidebar and what is open beside it.
 */

#pragma once

#include <adwaita.h>

#include "hall-room-page.h"

G_BEGIN_DECLS

#define HALL_TYPE_MAIN_VIEW (hall_main_view_get_type ())
G_DECLARE_FINAL_TYPE (HallMainView, hall_main_view, HALL, MAIN_VIEW, AdwBin)

/* Properties: folded, room (HallRoom, nullable): the room that is open and can be seen */

GtkWidget *hall_main_view_new            (HallSession  *session);
gboolean   hall_main_view_get_folded     (HallMainView *self);
HallRoom  *hall_main_view_get_room       (HallMainView *self);
void       hall_main_view_open           (HallMainView *self,
                                          GObject      *item,
                                          gboolean      focus);
void       hall_main_view_show_person    (HallMainView *self,
                                          HallPerson   *person,
                                          gboolean      verify);
/* Shows what stands beside it instead, or nothing; does nothing unless it is open. */
void       hall_main_view_close          (HallMainView *self,
                                          HallRoom     *room);
/* Shows nothing in its place: it is not read any more. */
void       hall_main_view_put_away       (HallMainView *self);
/* (nullable) (transfer none): of the room that is open */
HallRoomPage *hall_main_view_get_room_page (HallMainView *self);
void       hall_main_view_step_room      (HallMainView *self,
                                          int           step);
void       hall_main_view_go_back        (HallMainView *self);
void       hall_main_view_start_search   (HallMainView *self);
void       hall_main_view_next_pane      (HallMainView *self);
void       hall_main_view_focus_composer (HallMainView *self);
void       hall_main_view_toggle_members (HallMainView *self);
void       hall_main_view_save           (HallMainView *self);

G_END_DECLS
