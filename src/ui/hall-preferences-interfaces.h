/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-preferences-interfaces.h: a switch for each network interface.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_PREFERENCES_INTERFACES (hall_preferences_interfaces_get_type ())
G_DECLARE_FINAL_TYPE (HallPreferencesInterfaces, hall_preferences_interfaces, HALL,
                      PREFERENCES_INTERFACES, AdwPreferencesGroup)

/* Once, before it is shown. */
void hall_preferences_interfaces_set_session (HallPreferencesInterfaces *self,
                                              HallSession               *session);

G_END_DECLS
