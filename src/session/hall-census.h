/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-census.h: who belongs to a room, folded from its control events.
 *
 * Owned by a HallConversation, which gives it every control event once, in any order. The answer
 * depends on the set alone, so every member of a room has the same. It knows keys, not people: who
 * is here now is the roster's business.
 */

#pragma once

#include "hall-event.h"

G_BEGIN_DECLS

typedef struct _HallCensus HallCensus;

HallCensus        *hall_census_new         (void);
void               hall_census_free        (HallCensus    *self);
/* Anything but genesis and state is ignored. */
void               hall_census_add         (HallCensus    *self,
                                            HallEvent     *event);
/* Joined, and has not left since. The creator belongs from the genesis on. */
gboolean           hall_census_contains    (HallCensus    *self,
                                            const char    *id);
/* lc of the first time the person joined; -1 while it is not known. */
gint64             hall_census_get_joined  (HallCensus    *self,
                                            const char    *id);
HallHistoryPolicy  hall_census_get_policy  (HallCensus    *self);
/* From which lc the person may have what was said: 0 with HALL_HISTORY_ALL and for the creator;
 * -1 while it has not joined. */
gint64             hall_census_get_from    (HallCensus    *self,
                                            const char    *id);
/* Those that it contains: (element-type utf8) (transfer container), owned by the census. */
GPtrArray         *hall_census_list        (HallCensus    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCensus, hall_census_free)

G_END_DECLS
