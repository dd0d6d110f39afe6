/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-name-marks.h: what is known of a key, beside a person's name.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-person.h"

G_BEGIN_DECLS

#define HALL_TYPE_NAME_MARKS (hall_name_marks_get_type ())
G_DECLARE_FINAL_TYPE (HallNameMarks, hall_name_marks, HALL, NAME_MARKS, GtkBox)

/* Whether there is anything to show, for those who make it when first needed. */
gboolean   hall_name_marks_are_needed (HallPerson    *person);
GtkWidget *hall_name_marks_new        (void);
/* (nullable): nobody */
void       hall_name_marks_set_person (HallNameMarks *self,
                                       HallPerson    *person);

G_END_DECLS
