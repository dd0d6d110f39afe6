/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-preferences-row.h: what the rows of the preferences share: switches of settings, those that
 * an administrator has set, and saying what could not be done.
 */

#pragma once

#include <adwaita.h>

#include "hall-settings.h"

G_BEGIN_DECLS

/* Each follows the other from now on. */
void hall_preferences_row_bind (AdwActionRow *row,
                                GtkSwitch    *widget,
                                HallSettings *settings,
                                const char   *setting);
/* Shows that nobody but the administrator can change it, if so. */
void hall_preferences_row_note (AdwActionRow *row,
                                HallSettings *settings,
                                const char   *setting);
/* In the window of @widget, for a while. @sentence: plain text. */
void hall_preferences_row_tell (GtkWidget    *widget,
                                const char   *sentence);

G_END_DECLS
