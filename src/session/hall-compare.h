/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-compare.h: every few minutes one member asks a random other one directly what it has, so
 * that no host can withhold anything for good.
 *
 * Owned by a HallConversation, hosting or not: it also answers those who dial us for it. Each link
 * lives for one synchronisation and a bounded time; there are never more than two that others
 * dialled, and one of our own, and as many with strangers: hosts that do not know each other. It
 * stores nothing, and knows neither the roster nor the host: whom to ask is told by its owner.
 */

#pragma once

#include "hall-admission.h"
#include "hall-census.h"
#include "hall-context.h"
#include "hall-link.h"
#include "hall-packet.h"
#include "hall-sync-rest.h"

G_BEGIN_DECLS

#define HALL_TYPE_COMPARE (hall_compare_get_type ())
G_DECLARE_FINAL_TYPE (HallCompare, hall_compare, HALL, COMPARE, GObject)

/* Signals:
 *  "events" (GPtrArray *events, const char *peer_id)   verified events that we lacked
 *  "done" (const char *peer_id, guint n_events)        a link is over; so many came over it */

/* Who could be asked now: (element-type HallRosterEntry) (transfer full) (nullable). */
typedef GPtrArray *(*HallCandidatesFunc) (gpointer user_data);

/* @census and @rest must live until hall_compare_close (). */
HallCompare *hall_compare_new    (HallContext        *context,
                                  const char         *room_id,
                                  HallCensus         *census,
                                  HallSyncRest       *rest,
                                  HallCandidatesFunc  list_candidates,
                                  gpointer            user_data);
/* @link: ready, of somebody that said `join` with compare. */
void         hall_compare_accept (HallCompare        *self,
                                  HallLink           *link);
/* What the timer does: asks somebody, if there is anybody, and not too much under way. */
void         hall_compare_run    (HallCompare        *self);
/* A stranger that hosts the room, too. @proof: (nullable): what both have to know. */
void         hall_compare_ask    (HallCompare        *self,
                                  const char         *id,
                                  const char         *address,
                                  guint16             port,
                                  HallProof          *proof);
gboolean     hall_compare_is_with (HallCompare       *self,
                                  const char         *id);
guint        hall_compare_get_n_links (HallCompare   *self);
void         hall_compare_close  (HallCompare        *self);

G_END_DECLS
