/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reaction-chip.h: one emoji below a message, and how many people put it there.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-reaction.h"

G_BEGIN_DECLS

#define HALL_TYPE_REACTION_CHIP (hall_reaction_chip_get_type ())
G_DECLARE_FINAL_TYPE (HallReactionChip, hall_reaction_chip, HALL, REACTION_CHIP, GtkButton)

GtkWidget *hall_reaction_chip_new         (HallReaction *reaction,
                                           const char   *message_id);
/* "Mina, Jin and 3 others"; (transfer full) */
char      *hall_reaction_chip_name_people (HallReaction *reaction);

G_END_DECLS
