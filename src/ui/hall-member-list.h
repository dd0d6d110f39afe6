/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-member-list.h: who is in a room.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_MEMBER_LIST (hall_member_list_get_type ())
G_DECLARE_FINAL_TYPE (HallMemberList, hall_member_list, HALL, MEMBER_LIST, AdwBin)

/* Signals:
 *  "person-activated" (HallPerson *person)
 */

GtkWidget *hall_member_list_new      (HallSession *session);
void       hall_member_list_set_room (HallMemberList *self,
                                      HallRoom       *room);

G_END_DECLS
