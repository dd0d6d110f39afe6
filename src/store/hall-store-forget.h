/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-forget.h: deleting the events of rooms that were forgotten, a slice at a time.
 *
 * Private to the store; worker thread, which calls this when nobody asks for anything.
 */

#pragma once

#include "hall-database.h"

G_BEGIN_DECLS

/* How many events go in one transaction: what the next request may have to wait for. */
#define HALL_STORE_FORGET_SLICE 200

gboolean hall_store_forget_slice (HallDatabase *database,
                                  gboolean     *more,
                                  GError      **error);

G_END_DECLS
