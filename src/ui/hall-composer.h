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
void hall_composer_save_draft  (HallComposer *self);
void hall_composer_focus       (HallComposer *self);

G_END_DECLS
