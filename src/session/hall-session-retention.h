/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-retention.h: the part of the session's façade that the preferences ask for: deleting
 * history from this computer.
 *
 * What is older than the setting history-days goes by itself. Others keep what they have, and
 * nothing of it comes back from them. What stays: who came, went and may do what, pinned messages,
 * and what is not sent yet.
 */

#pragma once

#include "hall-session.h"

G_BEGIN_DECLS

/* @before_ms: ms since 1970, by the time that messages show; G_MAXINT64: everything. Finishes when
 * nothing of it is left, but for what the store cleans away of its log and index right after; the
 * lists follow meanwhile. Nothing takes it back: cancelling only has it end with that error, and
 * what a program that ends leaves is deleted at the next start.
 *
 * A million messages take a minute of the processor, nearly all of it the store's thread's, which
 * on a busy computer is some minutes. bench-retention measured on two cores of a Xeon with a load
 * of 25: 215 and 292 s, 56 and 60 s of the processor; 23 and 33 ms until a page is read that is
 * asked for meanwhile, 133 and 170 ms for one in a hundred, 1.8 s for one, while the search index
 * is emptied; at most 1.5 ms of work in a turn of the main loop. */
void           hall_session_delete_history_async (HallSession         *self,
                                                  gint64               before_ms,
                                                  GCancellable        *cancellable,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);
/* #HALL_SESSION_ERROR STORE, with a sentence for people; G_IO_ERROR_CANCELLED, also when the
 * session ends first. */
gboolean       hall_session_delete_history_finish (HallSession        *self,
                                                  GAsyncResult        *result,
                                                  GError             **error);

G_END_DECLS
