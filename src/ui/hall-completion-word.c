/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-completion-word.c: what stands before the cursor that can be completed.
 *
 * Pure functions. They look back no further than a name is long.
 */

#define G_LOG_DOMAIN "hall-completion-word"

#include "config.h"

#include <string.h>

#include "hall-completion-word.h"

#define LOOK_BACK_MAX 80 /* characters: a name, "#" and a tag */
#define EMOJI_LETTERS_MIN 2

/* Whether something begins at @at, rather than going on. */
static gboolean
is_at_start (const char *text,
             const char *at)
{
  gunichar before;

  if (at == text)
    return TRUE;
  before = g_utf8_get_char (g_utf8_prev_char (at));
  return g_unichar_isspace (before) || before == '(' || before == '"' || before == '\'' ||
         before == '*' || before == '_' || before == '~' || before == '[';
}

static gboolean
is_emoji_query (const char *query)
{
  if (g_utf8_strlen (query, -1) < EMOJI_LETTERS_MIN ||
      !g_unichar_isalpha (g_utf8_get_char (query)))
    return FALSE;
  for (const char *at = query; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isalnum (c) && c != '_' && c != '-' && c != '+' && !g_unichar_ismark (c))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_command_query (const char *query)
{
  while (g_ascii_isalpha (*query))
    query++;
  return *query == '\0';
}

static HallCompletionKind
get_kind (const char *text,
          const char *at)
{
  const char *query = at + 1;

  switch (*at)
    {
    case '@':
      return is_at_start (text, at) && !g_ascii_isspace (*query) ? HALL_COMPLETION_NAME
                                                                 : HALL_COMPLETION_NONE;
    case ':':
      return is_at_start (text, at) && is_emoji_query (query) ? HALL_COMPLETION_EMOJI
                                                              : HALL_COMPLETION_NONE;
    case '/':
      return at == text && is_command_query (query) ? HALL_COMPLETION_COMMAND
                                                    : HALL_COMPLETION_NONE;
    default:
      return HALL_COMPLETION_NONE;
    }
}

/**
 * hall_completion_word_find:
 * @before: what is written before the cursor
 * @word: (out): what can be completed; its query points into @before
 */
void
hall_completion_word_find (const char         *before,
                           HallCompletionWord *word)
{
  const char *at = before + strlen (before);

  memset (word, 0, sizeof *word);
  for (guint i = 0; i < LOOK_BACK_MAX && at > before; i++)
    {
      at = g_utf8_prev_char (at);
      if (*at == '\n')
        return;
      word->kind = get_kind (before, at);
      if (word->kind != HALL_COMPLETION_NONE)
        {
          word->start = (guint) g_utf8_pointer_to_offset (before, at);
          word->query = at + 1;
          return;
        }
    }
}

/**
 * hall_completion_word_find_bare:
 * @before: what is written before the cursor
 * @word: (out): its last word as a name that was written without "@"
 */
void
hall_completion_word_find_bare (const char         *before,
                                HallCompletionWord *word)
{
  const char *at = before + strlen (before);

  memset (word, 0, sizeof *word);
  while (at > before && !g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (at))))
    at = g_utf8_prev_char (at);
  if (*at == '\0' || !g_unichar_isalpha (g_utf8_get_char (at)))
    return;
  word->kind = HALL_COMPLETION_NAME;
  word->start = (guint) g_utf8_pointer_to_offset (before, at);
  word->query = at;
}
