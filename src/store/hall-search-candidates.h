/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-candidates.h: judging what the search index offers by the events themselves.
 *
 * Private to the store; worker thread.
 */

#pragma once

#include "hall-database.h"
#include "hall-store-talk.h"

G_BEGIN_DECLS

/* What a query names, as the keys of rows. */
typedef struct
{
  gint64 room;             /* 0: any */
  GHashTable *authors;     /* (nullable) gint64 */
} HallSearchKeys;

/* Everything before (lc, id) is still to be searched. */
typedef struct
{
  gint64 lc;
  char *id;
} HallSearchPlace;

void     hall_search_keys_clear (HallSearchKeys         *self);
/* @possible: FALSE when nobody and nothing here is of that name. */
gboolean hall_search_keys_read  (HallSearchKeys         *self,
                                 HallDatabase           *database,
                                 const HallStoredQuery  *query,
                                 gboolean               *possible,
                                 GError                **error);

void     hall_search_place_free (HallSearchPlace        *self);
/* Adds what a document has, newest first, until @hits has as many as asked for. @place (out)
 * (nullable): where that ended because @deadline had passed. */
gboolean hall_search_document   (HallDatabase           *database,
                                 const HallStoredQuery  *query,
                                 const HallSearchKeys   *keys,
                                 gint64                  slot,
                                 gint64                  deadline,
                                 GPtrArray              *hits,
                                 HallSearchPlace       **place,
                                 GError                **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HallSearchKeys, hall_search_keys_clear)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallSearchPlace, hall_search_place_free)

G_END_DECLS
