/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-completion.h: names, emoji and commands to choose from while one writes.
 */

#pragma once

#include "hall-composer-text.h"
#include "hall-room.h"

G_BEGIN_DECLS

typedef struct _HallCompletion HallCompletion;

/* @parent outlives it, and is where the list is shown; @text is inside of it. */
HallCompletion *hall_completion_new      (GtkWidget        *parent,
                                          HallComposerText *text);
void            hall_completion_free     (HallCompletion   *self);
/* (nullable): nowhere */
void            hall_completion_set_room (HallCompletion   *self,
                                          HallRoom         *room);
/* The text has changed. */
void            hall_completion_update   (HallCompletion   *self);
void            hall_completion_close    (HallCompletion   *self);
/* A key, while nothing is being composed; TRUE: it is used up. */
gboolean        hall_completion_press    (HallCompletion   *self,
                                          guint             key,
                                          GdkModifierType   state);

G_END_DECLS
