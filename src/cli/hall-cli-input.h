/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-input.h: lines of standard input, as they come, checked to be UTF-8.
 *
 * Reads no further than its owner keeps up: while paused the pipe fills and its writer waits.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A message is no longer than this. */
#define HALL_CLI_LINE_MAX (16 * 1024)

#define HALL_TYPE_CLI_INPUT (hall_cli_input_get_type ())
G_DECLARE_FINAL_TYPE (HallCliInput, hall_cli_input, HALL, CLI_INPUT, GObject)

/* Signals:
 *  "line" (const char *line)      without its end
 *  "bad" (const char *sentence)   a line that is not handed out, and why
 *  "ended" ()                     the end of input, once, after the last line */

HallCliInput *hall_cli_input_new        (GInputStream *stream);
void          hall_cli_input_start      (HallCliInput *self);
void          hall_cli_input_set_paused (HallCliInput *self,
                                         gboolean      paused);
/* Whether a whole line was read that was not handed out. */
gboolean      hall_cli_input_has_line   (HallCliInput *self);

G_END_DECLS
