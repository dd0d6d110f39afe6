/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-readme.h: the pages of screens.c that the README and software stores show.
 */

#pragma once

#include "fake-session.h"
#include "hall-window.h"

G_BEGIN_DECLS

void screens_readme_prepare (void);
void screens_readme_fill    (HallSession *session);
void screens_readme_show    (HallSession *session,
                             HallWindow  *window,
                             const char  *page);

G_END_DECLS
