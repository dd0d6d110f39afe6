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
gint64           expire_test_keep_from   (StoreTest             *test,
                                          const char            *room,
                                          gint64                 lc);
gint64           expire_test_delete_held (StoreTest             *test,
                                          gint64                 from,
                                          gint64                 before);
/* One slice. */
HallStoreExpiry *expire_test_step        (StoreTest             *test,
                                          const HallStoreExpiry *last,
                                          guint                  acknowledged);
/* All of them; returns the number of events that were deleted. */
guint            expire_test_run         (StoreTest             *test,
                                          guint                  acknowledged);

G_END_DECLS
