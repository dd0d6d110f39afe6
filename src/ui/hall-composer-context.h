/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-composer-context.h: what the text in the box is, where it is not just a message: an answer
 * or an edit.
 */

#pragma once

#include <adwaita.h>

#include "hall-room.h"

G_BEGIN_DECLS

typedef enum
{
  HALL_COMPOSER_NEW,
  HALL_COMPOSER_REPLY,
  HALL_COMPOSER_EDIT,
} HallComposerMode;

#define HALL_TYPE_COMPOSER_CONTEXT (hall_composer_context_get_type ())
G_DECLARE_FINAL_TYPE (HallComposerContext, hall_composer_context, HALL, COMPOSER_CONTEXT, AdwBin)

/* Signals: "close" (): its button was pressed */

/* Where it is written, so that a screen reader says there what it is. */
void             hall_composer_context_set_box     (HallComposerContext *self,
                                                    GtkWidget           *box);
/* (nullable): nothing. Each room has a context of its own. */
void             hall_composer_context_set_room    (HallComposerContext *self,
                                                    HallRoom            *room);
/* @aside: what is in the box, to come back after an edit. */
void             hall_composer_context_start       (HallComposerContext *self,
                                                    HallComposerMode     mode,
                                                    HallMessage         *message,
                                                    const char          *aside);
void             hall_composer_context_stop        (HallComposerContext *self);
HallComposerMode hall_composer_context_get_mode    (HallComposerContext *self);
/* (transfer none) (nullable): what is answered or edited */
HallMessage     *hall_composer_context_get_message (HallComposerContext *self);
/* (transfer none): what was in the box before the edit */
const char      *hall_composer_context_get_aside   (HallComposerContext *self);
/* An edit that is not finished when another room is opened; (nullable) */
void             hall_composer_context_set_edited  (HallComposerContext *self,
                                                    const char          *text);
const char      *hall_composer_context_get_edited  (HallComposerContext *self);

G_END_DECLS
