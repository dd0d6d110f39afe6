/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* search-test.h: what the tests of search share: asking, comparing, bringing the index up to date.
 */

#pragma once

#include "hall-store-talk.h"

#include "store-test.h"

G_BEGIN_DECLS

void       search_test_set_up    (StoreTest       *test,
                                  gconstpointer    data);
/* Closes, indexes all that is held, checks that nothing waits, and opens again. */
void       search_index_all      (StoreTest       *test);
/* One page; @query is set to ask for the next one. */
GPtrArray *search_page           (StoreTest       *test,
                                  HallStoredQuery *query,
                                  gboolean        *more);
/* All pages; @expected: the logical clocks of what is found, in units of ten seconds: "3 2". */
void       search_expect         (StoreTest       *test,
                                  HallStoredQuery *query,
                                  const char      *expected);
void       search_expect_seconds (StoreTest       *test,
                                  const char      *text,
                                  const char      *expected,
                                  gint64           unit_ms);
gint64     search_count_unindexed (StoreTest      *test);

G_END_DECLS
