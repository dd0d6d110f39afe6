/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-rooms.h: the pages of screens.c that are about who may be in a room and do what there,
 * and about private conversations.
 */

#pragma once

#include "hall-window.h"

G_BEGIN_DECLS

/* Does nothing for the name of another page. @room: the open one. */
void screens_show_rooms (HallSession *session,
                         HallRoom    *room,
                         HallWindow  *window,
                         const char  *page);

G_END_DECLS
