/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-preferences.h: the pages of screens.c that show the preferences.
 */

#pragma once

#include "hall-window.h"

G_BEGIN_DECLS

void screens_show_preferences (HallSession *session,
                               HallWindow  *window,
                               const char  *page);

G_END_DECLS
