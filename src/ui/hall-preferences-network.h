/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-preferences-network.h: the page of what decides who is found, and how.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_PREFERENCES_NETWORK (hall_preferences_network_get_type ())
G_DECLARE_FINAL_TYPE (HallPreferencesNetwork, hall_preferences_network, HALL, PREFERENCES_NETWORK,
                      AdwPreferencesPage)

/* Once, before it is shown. */
void hall_preferences_network_set_session (HallPreferencesNetwork *self,
                                           HallSession            *session);

G_END_DECLS
