/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-preferences-general.h: the page of one's profile, of running in the background, and of
 * notifications.
 */

#pragma once

#include <adwaita.h>

#include "hall-background.h"
#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_PREFERENCES_GENERAL (hall_preferences_general_get_type ())
G_DECLARE_FINAL_TYPE (HallPreferencesGeneral, hall_preferences_general, HALL, PREFERENCES_GENERAL,
                      AdwPreferencesPage)

/* Once, before it is shown. @background: (nullable) */
void hall_preferences_general_set_session (HallPreferencesGeneral *self,
                                           HallSession            *session,
                                           HallBackground         *background);

G_END_DECLS
