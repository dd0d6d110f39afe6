/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-output.h: standard output and standard error as UTF-8 bytes, whatever the locale.
 *
 * Lines for standard output are queued and written when the reader takes them, so that a pipe
 * that nobody reads does not stop the main loop (and with it the room that is hosted here).
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HALL_TYPE_CLI_OUTPUT (hall_cli_output_get_type ())
G_DECLARE_FINAL_TYPE (HallCliOutput, hall_cli_output, HALL, CLI_OUTPUT, GObject)

/* Signal "closed": the reader went away, or writing failed; once. */

HallCliOutput *hall_cli_output_new         (int            descriptor);
/* @text: without a line break at its end; it is one line, or several of the same message. */
void           hall_cli_output_print       (HallCliOutput *self,
                                            const char    *text);
/* Waits for the reader, @timeout_ms without progress at most; -1: for ever. */
void           hall_cli_output_flush       (HallCliOutput *self,
                                            int            timeout_ms);
/* Whether what was printed could not be written for another reason than that the reader left. */
gboolean       hall_cli_output_get_failed  (HallCliOutput *self);

/* One line on standard error, at once. */
void           hall_cli_say                (const char    *format,
                                            ...) G_GNUC_PRINTF (1, 2);
/* The same without the end of the line: the answer comes there. */
void           hall_cli_ask                (const char    *format,
                                            ...) G_GNUC_PRINTF (1, 2);
/* That the command line was not understood, and where to read more. */
void           hall_cli_say_usage          (const GError  *error);
/* @text without characters that a terminal would obey; a line break stays if @indent is not
 * NULL, and what follows it begins with @indent. (transfer full) */
char          *hall_cli_make_plain         (const char    *text,
                                            const char    *indent);

G_END_DECLS
