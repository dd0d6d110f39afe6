/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-history.h: rows of stored events, as they are seen now, in no list.
 *
 * For what reads a conversation elsewhere than on the screen: history, and what is written to a
 * file.
 */

#pragma once

#include "hall-session.h"

G_BEGIN_DECLS

/* @events (element-type HallEvent) sorted, HALL_TIMELINE_LOADED_MAX at most, with their @states as
 * hall_store_list_finish () gives them. */
void       hall_history_fold_async  (HallSession         *session,
                                     HallRoom            *room,
                                     GPtrArray           *events,
                                     GArray              *states,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
/* (element-type HallMessage) (transfer full) (nullable) */
GPtrArray *hall_history_fold_finish (GAsyncResult        *result,
                                     GError             **error);

G_END_DECLS
