/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-question.h: asks whoever sits at the terminal for a yes or a no.
 */

#pragma once

#include "hall-cli.h"

G_BEGIN_DECLS

#define HALL_TYPE_CLI_QUESTION (hall_cli_question_get_type ())
G_DECLARE_FINAL_TYPE (HallCliQuestion, hall_cli_question, HALL, CLI_QUESTION, GObject)

/* Signals: "answered" (gboolean yes): once; anything but a yes is a no */

/* Whether somebody can be asked. */
gboolean         hall_cli_can_ask      (void);
/* @question: without the letters for yes and no, which are added. */
HallCliQuestion *hall_cli_question_new (HallCli    *cli,
                                        const char *question);
/* Whether @line is a yes, in English or in the language of the messages. */
gboolean         hall_cli_is_yes       (const char *line);

G_END_DECLS
