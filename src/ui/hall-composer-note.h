/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-composer-note.h: what there is to know before one sends.
 */

#pragma once

#include <adwaita.h>

#include "hall-room.h"

G_BEGIN_DECLS

#define HALL_TYPE_COMPOSER_NOTE (hall_composer_note_get_type ())
G_DECLARE_FINAL_TYPE (HallComposerNote, hall_composer_note, HALL, COMPOSER_NOTE, AdwBin)

/* (nullable): nothing */
void hall_composer_note_set_room    (HallComposerNote *self,
                                     HallRoom         *room);
/* Why a text was not sent, until another one is tried: NULL. */
void hall_composer_note_set_refusal (HallComposerNote *self,
                                     const char       *refusal);
/* What a command answered, in the same place; it goes with set_refusal (NULL). */
void hall_composer_note_set_answer  (HallComposerNote *self,
                                     const char       *answer);

G_END_DECLS
