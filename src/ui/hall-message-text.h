/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-text.h: the sentences that tell of a message.
 */

#pragma once

#include "hall-message.h"

G_BEGIN_DECLS

char       *hall_message_text_describe       (HallMessage      *message);
const char *hall_message_text_describe_state (HallMessageState  state);
char       *hall_message_text_summarize      (HallMessage      *message);

G_END_DECLS
