/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-notes.h: rows of a conversation that are no texts, as lines for people.
 */

#pragma once

#include "hall-message.h"

G_BEGIN_DECLS

/* NULL for what is told otherwise. (transfer full) */
char *hall_cli_make_note (HallMessage *message);

/* "admit", "moderator", "no-moderator", "kick", "ban", "unban", "name", "topic", "closed", "open",
 * "passphrase", "invitation"; NULL for other rows. */
const char *hall_cli_get_deed_word (HallMessageKind kind);

G_END_DECLS
