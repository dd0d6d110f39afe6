/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-network.h: the pages of screens.c that are about what is wrong with the network.
 */

#pragma once

#include "hall-window.h"

G_BEGIN_DECLS

void screens_show_network (HallSession *session,
                           HallWindow  *window,
                           const char  *page);

G_END_DECLS
