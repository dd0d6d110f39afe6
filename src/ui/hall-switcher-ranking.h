/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-switcher-ranking.h: which rooms and people fit what is typed, the best first.
 */

#pragma once

#include "hall-session.h"

G_BEGIN_DECLS

/* @current: (nullable): what is open; not offered while nothing is typed. (element-type GObject)
 * (transfer full): HallRooms and HallPersons, at most @max */
GPtrArray *hall_switcher_rank (HallSession *session,
                               const char  *typed,
                               GObject     *current,
                               guint        max);

G_END_DECLS
