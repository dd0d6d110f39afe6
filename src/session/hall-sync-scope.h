/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sync-scope.h: what of a room two peers may have in common: from which clock on each of them
 * has, and may be given, what was said.
 *
 * Belongs to a HallSync, its two halves read it. It asks the census each time, as that may learn
 * meanwhile when somebody joined. Control events are outside of it: everybody has all of them.
 */

#pragma once

#include "hall-census.h"
#include "hall-context.h"

G_BEGIN_DECLS

typedef struct _HallSyncScope HallSyncScope;

/* @census: must live until hall_sync_scope_close (). */
HallSyncScope *hall_sync_scope_new          (HallContext   *context,
                                             HallCensus    *census,
                                             const char    *peer_id);
HallSyncScope *hall_sync_scope_ref          (HallSyncScope *self);
void           hall_sync_scope_unref        (HallSyncScope *self);
/* Nothing is asked of the census any more, and nothing given out. */
void           hall_sync_scope_close        (HallSyncScope *self);
/* Whether the peer may come into the room at all, now. If not, it is given nothing, and not told
 * what there is; what it gives is taken. */
gboolean       hall_sync_scope_is_open      (HallSyncScope *self);
/* Each an lc in ms; what is earlier does not count. */
gint64         hall_sync_scope_get_own_from (HallSyncScope *self);
gint64         hall_sync_scope_get_peer_from (HallSyncScope *self);
/* The later of the two. */
gint64         hall_sync_scope_get_from     (HallSyncScope *self);
/* The peer's own lists begin there, and what it is answered, too. */
void           hall_sync_scope_set_peer_said (HallSyncScope *self,
                                             gint64         from);
gint64         hall_sync_scope_get_answer_from (HallSyncScope *self);
/* Whether it is of what was deleted here: that is nobody's fault. */
gboolean       hall_sync_scope_is_deleted   (HallSyncScope *self,
                                             HallEvent     *event);
/* Whether the peer may be given @event, and whether we want it. */
gboolean       hall_sync_scope_may_give     (HallSyncScope *self,
                                             HallEvent     *event);
gboolean       hall_sync_scope_may_take     (HallSyncScope *self,
                                             HallEvent     *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallSyncScope, hall_sync_scope_unref)

G_END_DECLS
