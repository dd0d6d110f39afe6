/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-early.h: messages that came before one was in the room, or knew which room it is.
 */

#pragma once

#include "hall-room.h"

G_BEGIN_DECLS

typedef struct _HallCliEarly HallCliEarly;

HallCliEarly *hall_cli_early_new  (void);
void          hall_cli_early_free (HallCliEarly *self);
void          hall_cli_early_add  (HallCliEarly *self,
                                   HallRoom     *room,
                                   HallMessage  *message);
/* (element-type HallMessage) (transfer container): those of @room, in the room's order. */
GPtrArray    *hall_cli_early_list (HallCliEarly *self,
                                   HallRoom     *room);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCliEarly, hall_cli_early_free)

G_END_DECLS
