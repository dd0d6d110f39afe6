/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-row.h: one message that a search over everything has found.
 */

#pragma once

#include <adwaita.h>

#include "hall-search-hit.h"

G_BEGIN_DECLS

#define HALL_TYPE_SEARCH_ROW (hall_search_row_get_type ())
G_DECLARE_FINAL_TYPE (HallSearchRow, hall_search_row, HALL, SEARCH_ROW, AdwBin)

GtkWidget *hall_search_row_new     (void);
/* @hit, @needle: (nullable): what is marked in its text */
void       hall_search_row_set_hit (HallSearchRow *self,
                                    HallSearchHit *hit,
                                    const char    *needle);

G_END_DECLS
