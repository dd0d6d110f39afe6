/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sidebar.h: rooms and people, the menu, and a search over them.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_SIDEBAR (hall_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (HallSidebar, hall_sidebar, HALL, SIDEBAR, AdwBin)

/* Signals:
 *  "item-activated" (GObject *room_or_person)
 *  "search-stopped"                          Esc in the search: back to where one was
 */

void      hall_sidebar_set_session  (HallSidebar *self,
                                     HallSession *session);
GObject  *hall_sidebar_get_current  (HallSidebar *self);
void      hall_sidebar_set_current  (HallSidebar *self,
                                     GObject     *item);
HallRoom *hall_sidebar_step_room    (HallSidebar *self,
                                     int          step);
HallRoom *hall_sidebar_find_beside  (HallSidebar *self,
                                     HallRoom    *room);
void      hall_sidebar_start_search (HallSidebar *self);
void      hall_sidebar_focus_list   (HallSidebar *self);
/* Alone in the window: then the window's buttons are here. */
void      hall_sidebar_set_alone    (HallSidebar *self,
                                     gboolean     alone);

G_END_DECLS
