/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reaction-bar.h: the emoji that people have put to a message, below it.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-message.h"

G_BEGIN_DECLS

#define HALL_TYPE_REACTION_BAR (hall_reaction_bar_get_type ())
G_DECLARE_FINAL_TYPE (HallReactionBar, hall_reaction_bar, HALL, REACTION_BAR, GtkWidget)

GtkWidget *hall_reaction_bar_new         (void);
/* (nullable): of none */
void       hall_reaction_bar_set_message (HallReactionBar *self,
                                          HallMessage     *message);
/* "2 thumbs up": all of them in words, for a screen reader. (transfer full) (nullable): none */
char      *hall_reaction_bar_describe    (HallMessage     *message);

G_END_DECLS
