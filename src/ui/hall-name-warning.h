/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-name-warning.h: in red: this name belongs to somebody else who is known.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-people.h"

G_BEGIN_DECLS

#define HALL_TYPE_NAME_WARNING (hall_name_warning_get_type ())
G_DECLARE_FINAL_TYPE (HallNameWarning, hall_name_warning, HALL, NAME_WARNING, AdwBin)

/* Shows itself while the person "resembles" somebody, and takes no room otherwise: put it on top
 * of what is about that person, and leave it there. */
GtkWidget *hall_name_warning_new        (HallSession     *session,
                                         HallPerson      *person);
void       hall_name_warning_set_person (HallNameWarning *self,
                                         HallPerson      *person);

G_END_DECLS
