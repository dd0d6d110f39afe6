/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-people.h: the pages of screens.c that are about people.
 */

#pragma once

#include "hall-window.h"

G_BEGIN_DECLS

/* More people, and what one knows of them; after sample_fill (). */
void screens_add_people  (HallSession *session,
                          gboolean     korean);
void screens_show_people (HallSession *session,
                          HallWindow  *window,
                          const char  *page);

G_END_DECLS
