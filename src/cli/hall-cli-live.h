/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-live.h: what host and join do besides texts: lines that are commands, and what is said
 * about messages.
 */

#pragma once

#include "hall-cli-talk.h"
#include "hall-cli.h"

G_BEGIN_DECLS

/* A line that begins with a slash is a command if somebody typed it: what comes from elsewhere is
 * text, whatever it looks like. */
gboolean hall_cli_take_line (HallCli      *cli,
                             HallCliTalk  *talk,
                             const char   *line,
                             GError      **error);
/* Edits, reactions, pins and deletions of the room are printed from now on. */
void     hall_cli_tell_news (HallCli      *cli,
                             HallRoom     *room);

G_END_DECLS
