/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-taken.h: whether a room that is there already is the one that is to be hosted.
 */

#pragma once

#include "hall-cli-options.h"
#include "hall-room.h"

G_BEGIN_DECLS

gboolean hall_cli_may_host_room     (const HallCliOptions  *options,
                                     HallRoom              *room,
                                     HallLock               lock,
                                     GError               **error);
/* For any shell. (transfer full) */
char    *hall_cli_make_join_command (const HallCliOptions  *options,
                                     const char            *name,
                                     const char            *id);

G_END_DECLS
