/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-work.h: what the worker does of itself, a slice at a time, while nothing is asked.
 *
 * Private to the store, owned by its worker; worker thread.
 */

#pragma once

#include "hall-request.h"
#include "hall-store-index.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean forgetting;     /* a room may be half forgotten */
  HallIndexWork index;     /* what there is to do for search */
} HallStoreWork;

/* After opening. @database: (nullable) */
void     hall_store_work_begin     (HallStoreWork     *self,
                                    HallDatabase      *database);
/* A write that was done, or failed, may leave something. */
void     hall_store_work_note      (HallStoreWork     *self,
                                    const HallRequest *request);
gboolean hall_store_work_is_due    (const HallStoreWork *self);
/* Not to be put off, however much is asked. */
gboolean hall_store_work_is_urgent (const HallStoreWork *self);
/* One slice. @database: (nullable) */
void     hall_store_work_on        (HallStoreWork     *self,
                                    HallDatabase      *database);

G_END_DECLS
