/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-profile-dialog.h: oneself: name, picture, key and identity.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-people.h"

G_BEGIN_DECLS

#define HALL_TYPE_PROFILE_DIALOG (hall_profile_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HallProfileDialog, hall_profile_dialog, HALL, PROFILE_DIALOG, AdwWindow)

GtkWidget *hall_profile_dialog_new          (HallSession       *session,
                                             GtkWindow         *parent);
/* As if the file had been chosen. */
void       hall_profile_dialog_take_picture (HallProfileDialog *self,
                                             GFile             *file);

G_END_DECLS
