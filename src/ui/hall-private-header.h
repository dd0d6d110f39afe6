/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-private-header.h: with whom a private conversation is.
 */

#pragma once

#include <adwaita.h>

#include "hall-person.h"

G_BEGIN_DECLS

#define HALL_TYPE_PRIVATE_HEADER (hall_private_header_get_type ())
G_DECLARE_FINAL_TYPE (HallPrivateHeader, hall_private_header, HALL, PRIVATE_HEADER, AdwBin)

GtkWidget *hall_private_header_new        (void);
void       hall_private_header_set_narrow (HallPrivateHeader *self,
                                           gboolean           narrow);
/* (nullable): nobody */
void       hall_private_header_set_person (HallPrivateHeader *self,
                                           HallPerson        *person);

G_END_DECLS
