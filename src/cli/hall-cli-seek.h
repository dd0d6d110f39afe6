/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-seek.h: finds a person that somebody named, for as long as one is willing to wait.
 */

#pragma once

#include "hall-session-people.h"

G_BEGIN_DECLS

/* @person: an id, a name, or name#tag. Who is known from before is found at once. */
void        hall_cli_seek_async  (HallSession         *session,
                                  const char          *person,
                                  gint64               wait_ms,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data);
/* (transfer full). HALL_SESSION_ERROR NOT_FOUND, AMBIGUOUS. */
HallPerson *hall_cli_seek_finish (GAsyncResult        *result,
                                  GError             **error);

G_END_DECLS
