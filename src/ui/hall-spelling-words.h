/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-spelling-words.h: the words of a message that have a spelling.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint start;   /* characters */
  guint end;
  char *text;
} HallSpellingWord;

/* (transfer full) (element-type HallSpellingWord). @names: (nullable): not to be checked after
 * "@" */
GPtrArray *hall_spelling_words_find (const char        *text,
                                     const char *const *names);

G_END_DECLS
