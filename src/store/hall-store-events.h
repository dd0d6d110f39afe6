/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-events.h: reading and placing events, for the other files of HallStore.
 *
 * Private to the store; worker thread.
 */

#pragma once

#include "hall-database.h"

G_BEGIN_DECLS

gboolean   hall_store_insert_room (HallDatabase  *database,
                                   const char    *room,
                                   GError       **error);
HallEvent *hall_store_read_event  (HallStatement *statement);
GPtrArray *hall_store_read_events (HallDatabase  *database,
                                   HallStatement *statement,
                                   guint          limit,
                                   GArray        *acknowledged,
                                   GError       **error);

G_END_DECLS
