/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-member-row.h: somebody in the list of who is in a room.
 */

#pragma once

#include <adwaita.h>

#include "hall-room.h"

G_BEGIN_DECLS

#define HALL_TYPE_MEMBER_ROW (hall_member_row_get_type ())
G_DECLARE_FINAL_TYPE (HallMemberRow, hall_member_row, HALL, MEMBER_ROW, AdwBin)

/* Signals: "menu-wanted" (): its button was pressed */

GtkWidget  *hall_member_row_new        (void);
HallPerson *hall_member_row_get_person (HallMemberRow *self);
/* (nullable): nobody, in no room */
void        hall_member_row_set_person (HallMemberRow *self,
                                        HallPerson    *person,
                                        HallRoom      *room);
/* Roles or host may be others now. */
void        hall_member_row_update     (HallMemberRow *self);
/* Where its menu comes from: (transfer none) */
GtkWidget  *hall_member_row_get_button (HallMemberRow *self);

G_END_DECLS
