/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-text.h: the sentences that tell of a message.
 */

#pragma once

#include "hall-message.h"

G_BEGIN_DECLS

char       *hall_message_text_describe       (HallMessage      *message);
/* Of a message in a private conversation as well: waiting, delivered, read. */
const char *hall_message_text_describe_state (HallMessageState  state,
                                              gboolean          is_private);
char       *hall_message_text_summarize      (HallMessage      *message,
                                              gboolean          is_private);
/* Somebody whom one has blocked said it: it is not to be shown. */
gboolean    hall_message_text_is_hidden      (HallMessage      *message);
/* A name, fit to stand in a sentence: one that is written from right to left does not turn it
 * around. (transfer full) */
char       *hall_message_text_isolate        (const char       *name);
/* A name with the key tag, where two people bear it. (transfer full) */
char       *hall_message_text_name_author    (HallMessage      *message);

G_END_DECLS
