/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person-page.h: who somebody is, and what one thinks of it.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-people.h"

G_BEGIN_DECLS

#define HALL_TYPE_PERSON_PAGE (hall_person_page_get_type ())
G_DECLARE_FINAL_TYPE (HallPersonPage, hall_person_page, HALL, PERSON_PAGE, AdwBin)

/* Properties: person (nullable), folded: show a back button
 * Signals:
 *  "room-activated" (HallRoom *room)
 */

GtkWidget *hall_person_page_new          (HallSession    *session);
void       hall_person_page_set_person   (HallPersonPage *self,
                                          HallPerson     *person);
/* Whether "back" leads somewhere also while not folded. */
void       hall_person_page_set_returns  (HallPersonPage *self,
                                          gboolean        returns);
void       hall_person_page_focus        (HallPersonPage *self);
void       hall_person_page_focus_safety (HallPersonPage *self);

G_END_DECLS
