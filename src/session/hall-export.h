/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-export.h: a conversation written to a stream, page by page.
 *
 * Used by hall-session-export.c, which looks after the file.
 */

#pragma once

#include "hall-session-search.h"

G_BEGIN_DECLS

/* @stream is neither flushed nor closed. @progress: (nullable): called until @callback is. */
void     hall_export_write_async  (HallSession         *session,
                                   HallRoom            *room,
                                   GOutputStream       *stream,
                                   HallExportFormat     format,
                                   HallExportProgress   progress,
                                   gpointer             progress_data,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
gboolean hall_export_write_finish (GAsyncResult        *result,
                                   guint               *n_events,
                                   GError             **error);

G_END_DECLS
