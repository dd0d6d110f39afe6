/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-talk.h: the pages of screens.c that are about what can be said and done with messages.
 */

#pragma once

#include "hall-window.h"

G_BEGIN_DECLS

void screens_show_talk (HallSession *session,
                        HallRoom    *room,
                        HallWindow  *window,
                        const char  *page,
                        gboolean     korean);

G_END_DECLS
