/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-deed-text.h: the sentences that tell who did what to whom in a room.
 */

#pragma once

#include "hall-message.h"

G_BEGIN_DECLS

/* @author, @subject, @name: ready to stand in a sentence. (transfer full) (nullable): it is no such
 * message. */
char *hall_deed_text_describe (HallMessage *message,
                               const char  *author,
                               const char  *subject,
                               const char  *name);

G_END_DECLS
