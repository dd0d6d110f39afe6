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
/* The question itself is printed by the caller (hall_cli_ask). */
HallCliQuestion *hall_cli_question_new (HallCli *cli);

G_END_DECLS
