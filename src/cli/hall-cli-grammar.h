/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-grammar.h: the commands of hallway-cli: what each is called, takes and does.
 *
 * One table for what parses a command line and what explains it.
 */

#pragma once

#include "hall-cli-options.h"

G_BEGIN_DECLS

/* What a command's arguments are, in their order: N the name of a room to host, R a room, P a
 * person, T a text, Q a query, J an emoji, E a message's id, F a file, W one of the words. In small
 * letters: may be left out. */
typedef struct
{
  const char *name;
  HallCliCommand command;
  const char *arguments;
  gint64 wait_ms;
  const char *words;      /* parted by | */
  const char *sentence;   /* not translated */
} HallCliGrammar;

/* (transfer none) (nullable) */
const HallCliGrammar *hall_cli_grammar_find              (const char *name);
/* What stands for an argument in what people read; NULL for words. (transfer none) */
const char           *hall_cli_grammar_get_argument_name (char        kind);

/* hall-cli-grammar-help.c: all commands, a row for each. (transfer full) */
char                 *hall_cli_grammar_explain           (void);
/* The same of one table of any; @n_rows: of @rows. For tests. (transfer full) */
char                 *hall_cli_grammar_explain_rows      (const HallCliGrammar *rows,
                                                          guint                 n_rows);
/* (transfer none): all; @n_rows: (out) */
const HallCliGrammar *hall_cli_grammar_get_rows          (guint                *n_rows);

G_END_DECLS
