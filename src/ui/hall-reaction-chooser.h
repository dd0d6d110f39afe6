/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reaction-chooser.h: choosing an emoji for a message: a few at once, or all there are.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HALL_TYPE_REACTION_CHOOSER (hall_reaction_chooser_get_type ())
G_DECLARE_FINAL_TYPE (HallReactionChooser, hall_reaction_chooser, HALL, REACTION_CHOOSER, GObject)

/* Signal "picked" (const char *message_id, const char *emoji) */

/* @view: what it lies over; not kept alive. */
HallReactionChooser *hall_reaction_chooser_new    (GtkWidget           *view);
/* All emoji there are, at @at, a widget in the view. */
void                 hall_reaction_chooser_open   (HallReactionChooser *self,
                                                   GtkWidget           *at,
                                                   const char          *message_id);
void                 hall_reaction_chooser_close  (HallReactionChooser *self);
/* To be called when the view is disposed of. */
void                 hall_reaction_chooser_detach (HallReactionChooser *self);
/* A row of buttons for a menu, which "message.react". */
GtkWidget           *hall_reaction_chooser_create_row (const char      *message_id);

G_END_DECLS
