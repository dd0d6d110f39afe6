/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-preferences-history.h: the page of how long messages are kept on this computer.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_PREFERENCES_HISTORY (hall_preferences_history_get_type ())
G_DECLARE_FINAL_TYPE (HallPreferencesHistory, hall_preferences_history, HALL, PREFERENCES_HISTORY,
                      AdwPreferencesPage)

/* Once, before it is shown. */
void hall_preferences_history_set_session (HallPreferencesHistory *self,
                                           HallSession            *session);

G_END_DECLS
