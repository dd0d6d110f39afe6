/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-events.h: inserting and reading events, for the other files of HallStore.
 *
 * Private to the store; worker thread.
 */

#pragma once

#include "hall-database.h"

G_BEGIN_DECLS

gboolean   hall_store_insert_room (HallDatabase  *database,
                                   const char    *room,
                                   GError       **error);
gboolean   hall_store_insert_event (HallDatabase *database,
                                    HallEvent    *event,
                                    guint         acknowledged,
                                    guint         hidden,
                                    gboolean     *inserted,
                                    GError      **error);
gboolean   hall_store_insert_mentions (HallDatabase *database,
                                       gint64        key,
                                       HallEvent    *event,
                                       GError      **error);
gboolean   hall_store_fill_targets (HallDatabase *database,
                                    GError      **error);
HallEvent *hall_store_read_event  (HallStatement *statement);
GPtrArray *hall_store_read_events (HallDatabase  *database,
                                   HallStatement *statement,
                                   guint          limit,
                                   GArray        *acknowledged,
                                   GError       **error);
char     **hall_store_read_ids    (HallDatabase  *database,
                                   HallStatement *statement,
                                   GError       **error);

G_END_DECLS
