/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-talk-private.h: what the files that implement hall-session-talk.h share.
 *
 * hall-session-talk.c says things, -talk-rights.c tells what may be done, hall-session-notify.c
 * what is unread and told of, hall-commands.c does what begins with a slash.
 */

#pragma once

#include "hall-session-talk.h"

G_BEGIN_DECLS

HallMessage *hall_session_say_text (HallSession *self,
                                    HallRoom    *room,
                                    const char  *text,
                                    const char  *reply_to,
                                    gboolean     action,
                                    GError     **error);

G_END_DECLS
