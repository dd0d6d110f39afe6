/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sync.h: synchronisation of one room over one link, both directions.
 *
 * Owned by a HallConversation, one per link; the same on the host's side and on the member's. It
 * says what we have, asks for what we lack, answers what the peer lacks, and never stores.
 */

#pragma once

#include "hall-context.h"
#include "hall-link.h"

G_BEGIN_DECLS

#define HALL_TYPE_SYNC (hall_sync_get_type ())
G_DECLARE_FINAL_TYPE (HallSync, hall_sync, HALL, SYNC, GObject)

/* Signals:
 *  "events" (GPtrArray *events)   verified events that we lacked
 *  "progress" ()                  a getter's value changed */

HallSync *hall_sync_new              (HallContext *context,
                                      HallLink    *link,
                                      const char  *room_id);
/* Everything received before must have been given to the store. */
void      hall_sync_start            (HallSync    *self);
/* have, ids, want, evs. A peer that breaks the rules loses its link. */
void      hall_sync_handle           (HallSync    *self,
                                      HallPacket  *packet);
HallLink *hall_sync_get_link         (HallSync    *self);
gboolean  hall_sync_get_control_done (HallSync    *self);
gboolean  hall_sync_get_newest_done  (HallSync    *self);
gboolean  hall_sync_get_done         (HallSync    *self);
void      hall_sync_set_held         (HallSync    *self,
                                      gboolean     held);
void      hall_sync_close            (HallSync    *self);

G_END_DECLS
