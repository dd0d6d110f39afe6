/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-stay.h: one page after another, as a test asks for them; see screens-stay.c. */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

typedef HallSession *(*ScreensShow) (const char *page);

void screens_stay_begin   (GtkApplication *application,
                           ScreensShow     show);
void screens_stay_settled (void);
void screens_later        (guint           milliseconds,
                           GSourceFunc     function,
                           gpointer        user_data);

G_END_DECLS
