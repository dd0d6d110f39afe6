/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reaction.h: one emoji that people have put to a message, and who did.
 *
 * Owned by its HallMessage, whose list of them changes when the first comes or the last goes; what
 * changes of one is a property.
 */

#pragma once

#include "hall-person.h"

G_BEGIN_DECLS

#define HALL_TYPE_REACTION (hall_reaction_get_type ())
G_DECLARE_FINAL_TYPE (HallReaction, hall_reaction, HALL, REACTION, GObject)

/* Properties: emoji, count, own (oneself is one of them) */

const char *hall_reaction_get_emoji  (HallReaction *self);
guint       hall_reaction_get_count  (HallReaction *self);
gboolean    hall_reaction_get_own    (HallReaction *self);
/* In the order in which they did: (element-type HallPerson) (transfer none). */
GPtrArray  *hall_reaction_get_people (HallReaction *self);

G_END_DECLS
