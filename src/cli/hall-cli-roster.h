/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-roster.h: who of a room's members was printed.
 */

#pragma once

#include "hall-cli-printer.h"

G_BEGIN_DECLS

typedef struct _HallCliRoster HallCliRoster;

HallCliRoster *hall_cli_roster_new  (void);
void           hall_cli_roster_free (HallCliRoster  *self);
/* Prints who came and who went since this was called last; oneself is not printed. */
void           hall_cli_roster_sync (HallCliRoster  *self,
                                     HallRoom       *room,
                                     HallCliPrinter *printer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCliRoster, hall_cli_roster_free)

G_END_DECLS
