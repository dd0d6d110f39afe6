/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-index.h: what the worker does for search while nothing else is asked, and forgetting.
 *
 * Private to the store; worker thread. How the index is made is said in hall-store-index.c.
 */

#pragma once

#include "hall-database.h"

G_BEGIN_DECLS

/* Texts whose logical clocks are of the same second are one document of the index. */
#define HALL_INDEX_SLOT_MS 1000

/* So many events wait before they are indexed together; a search looks through those that wait. */
#define HALL_INDEX_WAITING_MIN 256
/* From so many on they are indexed however much else is asked. */
#define HALL_INDEX_WAITING_MAX 4096

/* How far the index is: it has the texts and edits whose keys are in (low, high]. */
typedef struct
{
  gint64 low;
  gint64 high;
  gint64 cleaning;         /* of pages from what was forgotten; 1: to be begun, 2: begun */
} HallIndexState;

/* What the worker remembers of it between slices. */
typedef struct
{
  gboolean due;            /* there is something to do */
  guint n_waiting;         /* about how many events were added since the last slice */
  guint n_merges;          /* that the last slice made worthwhile */
  gboolean all;            /* for tests: nothing waits for more to come */
} HallIndexWork;

gint64   hall_index_slot_of        (gint64           lc);
gboolean hall_index_read_state     (HallDatabase    *database,
                                    HallIndexState  *state,
                                    GError         **error);
gboolean hall_index_write_state    (HallDatabase    *database,
                                    const HallIndexState *state,
                                    GError         **error);
/* What FTS5 has to do after each slice that writes to it, so as never to do very much at once. */
gboolean hall_index_merge          (HallDatabase    *database,
                                    GError         **error);
/* One transaction of its own, of some milliseconds; sets what is left to do. */
gboolean hall_store_index_slice    (HallDatabase    *database,
                                    HallIndexWork   *work,
                                    GError         **error);

/* Within a transaction: the index is empty, and made anew from then on. */
gboolean hall_store_index_reset    (HallDatabase    *database,
                                    GError         **error);

/* Within the transaction that is about to delete the events with these keys (element-type gint64),
 * which go together by the order of their room. */
gboolean hall_store_index_forget   (HallDatabase    *database,
                                    GArray          *keys,
                                    GError         **error);
/* Within the same, when they are deleted. @last: of their room. */
gboolean hall_store_index_forgotten (HallDatabase   *database,
                                    gboolean         last,
                                    GError         **error);

G_END_DECLS
