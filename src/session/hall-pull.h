/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pull.h: the asking half of synchronisation on one link: find what we lack, and get it.
 *
 * Owned by a HallSync. Control events first, then days, the newest first; one question or one
 * want of at most HALL_SYNC_EVENTS_MAX ids at a time. It stores nothing: verified events go up.
 */

#pragma once

#include "hall-context.h"
#include "hall-link.h"

G_BEGIN_DECLS

#define HALL_TYPE_PULL (hall_pull_get_type ())
G_DECLARE_FINAL_TYPE (HallPull, hall_pull, HALL, PULL, GObject)

/* Signals:
 *  "events" (GPtrArray *events)   verified, wanted
 *  "progress" ()                  one of the getters below changed */

HallPull *hall_pull_new             (HallContext *context,
                                     HallLink    *link,
                                     const char  *room_id);
/* What we hold: (element-type HallStoredDay). */
void      hall_pull_set_own         (HallPull    *self,
                                     GArray      *days,
                                     const guint8 control[8]);
/* have, ids that answer, evs. FALSE: the link must be closed; the counter has been moved. */
gboolean  hall_pull_handle          (HallPull    *self,
                                     HallPacket  *packet);
/* TRUE once the differing control events, or the newest differing day, or all, were fetched. */
gboolean  hall_pull_get_control_done (HallPull   *self);
gboolean  hall_pull_get_newest_done (HallPull    *self);
gboolean  hall_pull_get_done        (HallPull    *self);
/* While held, no further events are asked for. */
void      hall_pull_set_held        (HallPull    *self,
                                     gboolean     held);
void      hall_pull_close           (HallPull    *self);

G_END_DECLS
