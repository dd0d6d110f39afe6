/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-avatar.h: a person's picture, or the initials on the colour that follows from the key.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-person.h"

G_BEGIN_DECLS

#define HALL_TYPE_AVATAR (hall_avatar_get_type ())
G_DECLARE_FINAL_TYPE (HallAvatar, hall_avatar, HALL, AVATAR, GtkWidget)

/* Properties: person (nullable), size (pixels), show-presence */

GtkWidget  *hall_avatar_new        (int         size);
HallPerson *hall_avatar_get_person (HallAvatar *self);
void        hall_avatar_set_person (HallAvatar *self,
                                    HallPerson *person);

G_END_DECLS
