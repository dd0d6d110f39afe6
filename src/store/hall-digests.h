/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-digests.h: digests of the days of rooms, remembered so that a join rescans nothing.
 *
 * Private to the store; belongs to HallDatabase, worker thread. A plain memory: who reads events
 * puts digests in, who inserts events forgets them.
 */

#pragma once

#include "hall-store.h"

G_BEGIN_DECLS

#define HALL_DIGEST_SIZE 8

typedef struct _HallDigests HallDigests;

typedef struct
{
  gint64 known_from;       /* the first day from which on @days has all; G_MAXINT64 at first */
  GTree *days;             /* gint64 → HallDigestDay */
  gboolean control_known;
  guint8 control[HALL_DIGEST_SIZE];
} HallRoomDigests;

typedef struct
{
  HallStoredDay day;       /* first: the key points to its number */
  gboolean stale;          /* events came since it was counted */
} HallDigestDay;

HallDigests     *hall_digests_new           (void);
void             hall_digests_free          (HallDigests         *self);
/* Of @room; made when it is not there. */
HallRoomDigests *hall_digests_get           (HallDigests         *self,
                                             const char          *room);
void             hall_digests_forget_all    (HallDigests         *self);
void             hall_digests_note_event    (HallDigests         *self,
                                             HallEvent           *event);
void             hall_digests_note_day      (HallDigests         *self,
                                             const char          *room,
                                             gint64               lc);
void             hall_room_digests_put      (HallRoomDigests     *self,
                                             const HallStoredDay *day);
gint64           hall_digests_day_of        (gint64               lc);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallDigests, hall_digests_free)

G_END_DECLS
