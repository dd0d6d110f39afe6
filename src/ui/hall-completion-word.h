/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-completion-word.h: what stands before the cursor that can be completed.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HALL_COMPLETION_NONE,
  HALL_COMPLETION_NAME,    /* @query */
  HALL_COMPLETION_EMOJI,   /* :query */
  HALL_COMPLETION_COMMAND, /* /query */
} HallCompletionKind;

typedef struct
{
  HallCompletionKind kind;
  guint start;             /* characters before "@", ":" or "/" */
  const char *query;       /* what follows it: the end of the text */
} HallCompletionWord;

/* @before: what is written before the cursor */
void hall_completion_word_find      (const char         *before,
                                     HallCompletionWord *word);
/* The last word, without "@". */
void hall_completion_word_find_bare (const char         *before,
                                     HallCompletionWord *word);

G_END_DECLS
