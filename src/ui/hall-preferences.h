/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-preferences.h: the window "Preferences".
 */

#pragma once

#include <adwaita.h>

#include "hall-background.h"
#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_PREFERENCES (hall_preferences_get_type ())
G_DECLARE_FINAL_TYPE (HallPreferences, hall_preferences, HALL, PREFERENCES, AdwPreferencesWindow)

/* @background: (nullable): who asks the desktop; without it nothing is asked, and there is no start
 * at login. */
GtkWidget *hall_preferences_new (HallSession    *session,
                                 HallBackground *background,
                                 GtkWindow      *parent);

G_END_DECLS
