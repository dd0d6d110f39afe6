/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-results.h: what a search has found so far: a list that grows page by page.
 */

#pragma once

#include "hall-session-search.h"

G_BEGIN_DECLS

#define HALL_TYPE_SEARCH_RESULTS (hall_search_results_get_type ())
G_DECLARE_FINAL_TYPE (HallSearchResults, hall_search_results, HALL, SEARCH_RESULTS, GObject)

/* A GListModel of HallSearchHit, newest first.
 * Signals:
 *  "changed" ()   what the functions below say may be something else now */

HallSearchResults *hall_search_results_new         (HallSession       *session);
/* (nullable): nothing; @room: (nullable): everywhere */
void               hall_search_results_search      (HallSearchResults *self,
                                                    const char        *query,
                                                    HallRoom          *room);
void               hall_search_results_load_more   (HallSearchResults *self);
/* Whether there is something to look for at all. */
gboolean           hall_search_results_get_active  (HallSearchResults *self);
gboolean           hall_search_results_get_busy    (HallSearchResults *self);
gboolean           hall_search_results_get_at_end  (HallSearchResults *self);
gboolean           hall_search_results_get_partial (HallSearchResults *self);
/* (nullable): why nothing can be found: a sentence */
const char        *hall_search_results_get_problem (HallSearchResults *self);
/* (nullable): what to mark in the hits */
const char        *hall_search_results_get_needle  (HallSearchResults *self);

G_END_DECLS
