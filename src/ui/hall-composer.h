/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-composer.h: where a message is written.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_COMPOSER (hall_composer_get_type ())
G_DECLARE_FINAL_TYPE (HallComposer, hall_composer, HALL, COMPOSER, AdwBin)

/* Signals:
 *  "sent" (const char *text)   a message was taken by the session
 */

void hall_composer_set_session (HallComposer *self,
                                HallSession  *session);
void hall_composer_set_room    (HallComposer *self,
                                HallRoom     *room);
HallRoom *hall_composer_get_room (HallComposer *self);
void hall_composer_save_draft  (HallComposer *self);
void hall_composer_focus       (HallComposer *self);
void hall_composer_reply       (HallComposer *self,
                                HallMessage  *message);
void hall_composer_edit        (HallComposer *self,
                                HallMessage  *message);

G_END_DECLS
