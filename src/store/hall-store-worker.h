/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-worker.h: the program's only thread: takes requests, groups writes, answers.
 *
 * Private to the store, owned by HallStore. Owns the database. Never touches the façade.
 */

#pragma once

#include "hall-request.h"

G_BEGIN_DECLS

typedef struct _HallStoreWorker HallStoreWorker;

HallStoreWorker *hall_store_worker_new           (void);
/* Does what was asked before, then joins the thread. */
void             hall_store_worker_free          (HallStoreWorker *self);
/* (transfer full) */
void             hall_store_worker_push          (HallStoreWorker *self,
                                                  HallRequest     *request);

/* For tests: no thread. */
void             hall_store_worker_end_thread    (HallStoreWorker *self);
guint            hall_store_worker_run           (HallStoreWorker *self);
guint            hall_store_worker_drop          (HallStoreWorker *self);
guint            hall_store_worker_get_n_waiting (HallStoreWorker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallStoreWorker, hall_store_worker_free)

G_END_DECLS
