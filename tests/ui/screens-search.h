/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-search.h: the pages of screens.c that are about finding.
 */

#pragma once

#include "hall-window.h"

G_BEGIN_DECLS

void screens_show_search (HallSession *session,
                          HallRoom    *room,
                          HallWindow  *window,
                          const char  *page,
                          gboolean     korean);

G_END_DECLS
