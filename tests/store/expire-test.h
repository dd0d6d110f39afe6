/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* expire-test.h: what the tests of deleting old history share.
 */

#pragma once

#include "hall-store-expire.h"

#include "store-test.h"

G_BEGIN_DECLS

/* Both return from when on the room is kept. */
gint64           expire_test_keep_from    (StoreTest             *test,
                                           const char            *room,
                                           gint64                 lc);
gint64           expire_test_delete_held  (StoreTest             *test,
                                           gint64                 from,
                                           gint64                 before);
/* One slice. */
HallStoreExpiry *expire_test_step         (StoreTest             *test,
                                           const HallStoreExpiry *last,
                                           guint                  acknowledged);
/* All of them; returns the number of events that were deleted. */
guint            expire_test_run          (StoreTest             *test,
                                           guint                  acknowledged);

/* So many texts, ten seconds apart, all in the search index: "garden" and @secret the first of
 * them, "garden party" the others. */
void             expire_test_plant        (StoreTest             *test,
                                           guint                  n,
                                           guint                  n_secret,
                                           const char            *secret);
/* Closes the store: its file is sound, and has nothing of @secret. */
void             expire_test_check_erased (StoreTest             *test,
                                           const char            *secret);

G_END_DECLS
