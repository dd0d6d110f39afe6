/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person-row.h: a person in the sidebar or in a room's member list.
 */

#pragma once

#include <adwaita.h>

#include "hall-person.h"

G_BEGIN_DECLS

#define HALL_TYPE_PERSON_ROW (hall_person_row_get_type ())
G_DECLARE_FINAL_TYPE (HallPersonRow, hall_person_row, HALL, PERSON_ROW, AdwBin)

/* Properties: person (nullable), note (nullable): said in place of the status, "hosts this room" */

GtkWidget  *hall_person_row_new        (void);
HallPerson *hall_person_row_get_person (HallPersonRow *self);
void        hall_person_row_set_person (HallPersonRow *self,
                                        HallPerson    *person);
void        hall_person_row_set_note   (HallPersonRow *self,
                                        const char    *note);
/* Unread messages, what was written last, and typing: not unless this is said. */
void        hall_person_row_set_shows_news (HallPersonRow *self,
                                            gboolean       shows_news);

G_END_DECLS
