/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-roster.h: a member's copy of who is linked to the room's host, and who would host next.
 *
 * Owned by a HallConversation; filled from `welcome` and `roster`, and kept when the host is lost,
 * for then it is needed. What it says is the host's word: who belongs to the room is the census's.
 * It dials nobody.
 */

#pragma once

#include "hall-counters.h"
#include "hall-packet.h"

G_BEGIN_DECLS

typedef struct _HallRoster HallRoster;

HallRoster            *hall_roster_new             (HallCounters     *counters);
void                   hall_roster_free            (HallRoster       *self);
/* A `welcome` begins anew; a `roster` adds and takes out. */
void                   hall_roster_take            (HallRoster       *self,
                                                    const HallPacket *packet);
guint                  hall_roster_get_size        (HallRoster       *self);
/* (nullable) */
const HallRosterEntry *hall_roster_lookup          (HallRoster       *self,
                                                    const char       *id);
/* All but @except (nullable), who should host first first: (element-type HallRosterEntry)
 * (transfer container). */
GPtrArray             *hall_roster_list_successors (HallRoster       *self,
                                                    const char       *except);
/* Sorts entries the same way. */
void                   hall_roster_sort            (GPtrArray        *entries);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallRoster, hall_roster_free)

G_END_DECLS
