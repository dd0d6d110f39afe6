/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pull.h: the asking half of synchronisation on one link: find what we lack, and get it.
 *
 * Owned by a HallSync. Control events first, then days, the newest first; a few questions ahead,
 * but one want of at most HALL_SYNC_EVENTS_MAX ids at a time. Each complete `have` of the peer
 * makes a plan of its own, one after the other. It stores nothing: verified events go up.
 */

#pragma once

#include "hall-link.h"
#include "hall-sync-rest.h"
#include "hall-sync-scope.h"

G_BEGIN_DECLS

#define HALL_TYPE_PULL (hall_pull_get_type ())
G_DECLARE_FINAL_TYPE (HallPull, hall_pull, HALL, PULL, GObject)

/* Signals:
 *  "events" (GPtrArray *events)   verified, wanted
 *  "progress" ()                  one of the getters below changed */

/* @rest: must live until hall_pull_close (). */
HallPull *hall_pull_new             (HallContext   *context,
                                     HallLink      *link,
                                     const char    *room_id,
                                     HallSyncScope *scope,
                                     HallSyncRest  *rest);
/* have and ids that answer, or say something new, and evs. FALSE: the link must be closed; the
 * counter has been moved. */
gboolean  hall_pull_handle          (HallPull      *self,
                                     HallPacket    *packet);
/* TRUE for ever once the differing control events, or the newest of the rest, were fetched. */
gboolean  hall_pull_get_control_done (HallPull     *self);
gboolean  hall_pull_get_newest_done (HallPull      *self);
/* Nothing that the peer said it has is left to be fetched. Until it says more. */
gboolean  hall_pull_get_done        (HallPull      *self);
/* How many events came that we lacked. */
guint64   hall_pull_get_n_fetched   (HallPull      *self);
/* While held, nothing more is asked for. */
void      hall_pull_set_held        (HallPull      *self,
                                     gboolean       held);
void      hall_pull_close           (HallPull      *self);

G_END_DECLS
