/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-private.h: what the files of HallStore share, and the seams for its tests.
 *
 * Private to the store. Each hall-store-*.c has some of the operations: their façade (caller's main
 * context) and how they are run (worker).
 */

#pragma once

#include "hall-request.h"

G_BEGIN_DECLS

/* (transfer full) request. @tag: the _async function. */
void         hall_store_submit  (HallStore           *self,
                                 HallRequest         *request,
                                 gpointer             tag,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
/* The request that was submitted, which lives as long as @result; NULL with @error set. */
HallRequest *hall_store_finish  (HallStore           *self,
                                 GAsyncResult        *result,
                                 gpointer             tag,
                                 GError             **error);

/* For tests: the SQLite VFS that the next open uses instead of the system's. */
void         hall_store_set_vfs (HallStore           *self,
                                 const char          *vfs);

/* For tests, before the store is opened: there is no thread. What is asked waits until
 * hall_store_run (), which runs all of it here and now, grouped as the worker would, and returns
 * how many requests that were; their results come by the main context as ever. Each run also
 * deletes one slice of a room that was forgotten. */
void         hall_store_set_manual    (HallStore *self);
guint        hall_store_run           (HallStore *self);
guint        hall_store_get_n_waiting (HallStore *self);
/* A request that waits holds the store, and often the session, by its task: who gives up a store
 * with requests waiting (a machine that loses power) drops them. They are answered by the main
 * context with G_IO_ERROR_CANCELLED; returns how many that were. The file stays open. */
guint        hall_store_drop_waiting  (HallStore *self);

G_END_DECLS
