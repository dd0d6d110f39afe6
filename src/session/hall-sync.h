/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sync.h: synchronisation of one room over one link, both directions.
 *
 * Owned by a HallConversation, one per link; the same on the host's side and on the member's. It
 * says what we have, asks for what we lack, answers what the peer lacks, and never stores. After
 * that it may be done again, as often as there is reason to, on the same link.
 */

#pragma once

#include "hall-census.h"
#include "hall-context.h"
#include "hall-link.h"
#include "hall-sync-rest.h"

G_BEGIN_DECLS

#define HALL_TYPE_SYNC (hall_sync_get_type ())
G_DECLARE_FINAL_TYPE (HallSync, hall_sync, HALL, SYNC, GObject)

/* Signals:
 *  "events" (GPtrArray *events)   verified events that we lacked
 *  "progress" ()                  a getter's value changed */

/* @census says who may have what. Both it and @rest must live until hall_sync_close (). */
HallSync *hall_sync_new              (HallContext  *context,
                                      HallLink     *link,
                                      const char   *room_id,
                                      HallCensus   *census,
                                      HallSyncRest *rest);
/* Everything received before must have been given to the store. */
void      hall_sync_start            (HallSync    *self);
/* Says again what we have, and asks what the peer has: at once, or when it may be asked again. */
void      hall_sync_refresh          (HallSync    *self);
/* The census has changed: does that if the two have more in common now than they were told. */
void      hall_sync_check_scope      (HallSync    *self);
/* Whether the room's policy lets the peer have @event. */
gboolean  hall_sync_may_give         (HallSync    *self,
                                      HallEvent   *event);
/* have, ids, want, evs. A peer that breaks the rules loses its link. */
void      hall_sync_handle           (HallSync    *self,
                                      HallPacket  *packet);
HallLink *hall_sync_get_link         (HallSync    *self);
/* These two stay TRUE once they are. */
gboolean  hall_sync_get_control_done (HallSync    *self);
gboolean  hall_sync_get_newest_done  (HallSync    *self);
/* We have everything that the peer said it has. */
gboolean  hall_sync_get_done         (HallSync    *self);
guint64   hall_sync_get_n_fetched    (HallSync    *self);
/* For how many ms the peer has asked for nothing. */
gint64    hall_sync_get_quiet_ms     (HallSync    *self);
void      hall_sync_set_held         (HallSync    *self,
                                      gboolean     held);
void      hall_sync_close            (HallSync    *self);

G_END_DECLS
