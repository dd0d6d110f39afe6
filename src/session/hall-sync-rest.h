/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sync-rest.h: days that were gone through with a peer in vain, and are let alone for a while.
 *
 * Owned by a HallConversation, as it must outlive the links. A peer whose list never becomes true
 * costs an exchange every ten minutes, not one for each `have`. What is remembered is bounded.
 */

#pragma once

#include "hall-clock.h"

G_BEGIN_DECLS

typedef struct _HallSyncRest HallSyncRest;

HallSyncRest *hall_sync_rest_new      (HallClock    *clock);
void          hall_sync_rest_free     (HallSyncRest *self);
/* @day: -1 for the control events; @hour: -1 for the whole day. @digest: what the peer says of it,
 * (nullable). */
void          hall_sync_rest_add      (HallSyncRest *self,
                                       const char   *peer_id,
                                       gint64        day,
                                       int           hour,
                                       const char   *digest,
                                       gboolean      lied);
gboolean      hall_sync_rest_contains (HallSyncRest *self,
                                       const char   *peer_id,
                                       gint64        day,
                                       int           hour,
                                       const char   *digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallSyncRest, hall_sync_rest_free)

G_END_DECLS
