/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-composer-send.h: what happens to a text when Enter is pressed.
 */

#pragma once

#include "hall-composer-context.h"
#include "hall-composer-note.h"
#include "hall-session.h"

G_BEGIN_DECLS

typedef enum
{
  HALL_COMPOSER_REFUSED, /* it stays in the box, and the note says why */
  HALL_COMPOSER_SENT,
  HALL_COMPOSER_DONE,    /* no message came of it */
} HallComposerOutcome;

HallComposerOutcome hall_composer_send (HallSession         *session,
                                        HallRoom            *room,
                                        HallComposerContext *context,
                                        HallComposerNote    *note,
                                        const char          *text);

G_END_DECLS
