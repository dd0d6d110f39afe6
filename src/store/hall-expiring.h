/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-expiring.h: what of a room is old, and which of it stays all the same.
 *
 * Private to the store; worker thread, within a transaction. It only reads.
 */

#pragma once

#include "hall-database.h"
#include "hall-store-expire.h"

G_BEGIN_DECLS

/* An event of what is to go. */
typedef struct
{
  HallEvent *event;        /* (nullable) if the disk has changed it */
  guint8 raw_id[HALL_EVENT_ID_SIZE];
  guint8 target[HALL_EVENT_ID_SIZE];
  gint64 key;
  gint64 lc;
  gint64 class;
  gint64 acknowledged;
  gboolean hidden;
  gboolean is_text;
  gboolean has_target;
} HallExpiring;

/* Where a slice is. */
typedef struct
{
  HallDatabase *database;
  gint64 room_key;
  gint64 kept_from;
  gint64 deleted_to;       /* and what is held up to there */
  gint64 deleted_key;      /* if its key is not above */
  guint acknowledged;
} HallExpiringPlace;

/* The next ones: (element-type HallExpiring) (transfer full), NULL on error; @end: there are no
 * more of the room. */
GArray  *hall_expiring_find        (const HallExpiringPlace *place,
                                    const HallStoreExpiry   *last,
                                    gboolean                *end,
                                    GError                 **error);
/* Leaves those in @found that are to go. */
gboolean hall_expiring_drop        (const HallExpiringPlace *place,
                                    GArray                  *found,
                                    GError                 **error);

G_END_DECLS
