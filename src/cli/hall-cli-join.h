/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-join.h: finds a room that somebody named, and joins it, for as long as one is willing
 * to wait.
 */

#pragma once

#include "hall-session.h"

G_BEGIN_DECLS

/* @room: a name, an id, "ADDRESS:PORT" or a hallway: link. @passphrase: (nullable). */
void      hall_cli_join_async  (HallSession          *session,
                                const char           *room,
                                const char           *passphrase,
                                gint64                wait_ms,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
/* (transfer full) */
HallRoom *hall_cli_join_finish (GAsyncResult         *result,
                                GError              **error);

gboolean  hall_cli_is_address  (const char           *room);
/* Whether one is in the room already: what is done in a room does not join one. */
gboolean  hall_cli_check_member (HallSession         *session,
                                const char           *room,
                                GError              **error);

G_END_DECLS
