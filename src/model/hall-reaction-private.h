/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reaction-private.h: how HallMessage makes reactions and changes who they are of.
 *
 * Private to this folder.
 */

#pragma once

#include "hall-reaction.h"

G_BEGIN_DECLS

HallReaction *hall_reaction_new        (const char   *emoji);
/* @people: (element-type HallPerson), in order; not empty. */
void          hall_reaction_set_people (HallReaction *self,
                                        GPtrArray    *people);

G_END_DECLS
