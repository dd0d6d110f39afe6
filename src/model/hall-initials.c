/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-initials.c: picks the letters of a name that stand in an avatar.
 *
 * Names in Hangul or Han are written without a space and begin with the family name: there the
 * end of the name says more ("김민아" is 민아). All others give the first letter of the first and of
 * the last word. It never allocates more than a few letters and takes any valid UTF-8.
 */

#define G_LOG_DOMAIN "hall-initials"

#include "config.h"

#include "hall-initials.h"

#define ZERO_WIDTH_JOINER 0x200d
/* A letter with its marks; whoever stacks more marks than this gets them cut off. */
#define CLUSTER_CHARACTERS_MAX 10

typedef struct
{
  const char *start;
  const char *end;
} Span;

static gboolean
is_regional_indicator (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* Whether the character never begins a letter of its own. */
static gboolean
is_continuation (gunichar c)
{
  return g_unichar_ismark (c) || c == ZERO_WIDTH_JOINER ||
         (c >= 0x1f3fb && c <= 0x1f3ff) ||  /* skin tones */
         (c >= 0xe0020 && c <= 0xe007f) ||  /* tags, of subdivision flags */
         (c >= 0x1160 && c <= 0x11ff);      /* medial and final jamo */
}

/* The end of the letter, with all that belongs to it, that begins at @text; not beyond @end. */
static const char *
next_cluster (const char *text,
              const char *end)
{
  gunichar previous = g_utf8_get_char (text);
  gboolean is_flag = is_regional_indicator (previous);

  text = g_utf8_next_char (text);
  for (guint i = 1; text < end && i < CLUSTER_CHARACTERS_MAX; i++)
    {
      gunichar c = g_utf8_get_char (text);
      gboolean second_half = is_flag && i == 1 && is_regional_indicator (c);

      if (!is_continuation (c) && previous != ZERO_WIDTH_JOINER && !second_half)
        break;
      previous = c;
      text = g_utf8_next_char (text);
    }

  return text;
}

static gboolean
is_punctuation (gunichar c)
{
  switch ((int) g_unichar_type (c))
    {
    case G_UNICODE_CONNECT_PUNCTUATION:
    case G_UNICODE_DASH_PUNCTUATION:
    case G_UNICODE_CLOSE_PUNCTUATION:
    case G_UNICODE_FINAL_PUNCTUATION:
    case G_UNICODE_INITIAL_PUNCTUATION:
    case G_UNICODE_OTHER_PUNCTUATION:
    case G_UNICODE_OPEN_PUNCTUATION:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_syllabic (gunichar c)
{
  switch ((int) g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_HAN:
      return TRUE;
    default:
      return FALSE;
    }
}

/* The next word from *@cursor on, without punctuation before it and without what stands in
 * brackets ("Mina Kim (Design)"). */
static gboolean
next_word (const char **cursor,
           Span        *word)
{
  const char *text = *cursor;
  guint depth = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);
      GUnicodeType type = g_unichar_type (c);

      if (type == G_UNICODE_OPEN_PUNCTUATION)
        depth++;
      else if (type == G_UNICODE_CLOSE_PUNCTUATION && depth > 0)
        depth--;
      else if (depth == 0 && !is_punctuation (c) && !g_unichar_isspace (c) &&
               !is_continuation (c) && !g_unichar_iszerowidth (c))
        break;
    }

  word->start = text;
  while (*text != '\0' && !g_unichar_isspace (g_utf8_get_char (text)) &&
         g_unichar_type (g_utf8_get_char (text)) != G_UNICODE_OPEN_PUNCTUATION)
    text = g_utf8_next_char (text);
  word->end = text;
  *cursor = text;

  return word->end > word->start;
}

static void
append_upper (GString    *initials,
              const char *start,
              const char *end)
{
  g_string_append_unichar (initials, g_unichar_totitle (g_utf8_get_char (start)));
  start = g_utf8_next_char (start);
  g_string_append_len (initials, start, end - start);
}

/* The last two syllables of a word, or the one that it has. */
static void
append_last_two (GString *initials,
                 Span     word)
{
  const char *before_last = word.start;
  const char *last = word.start;
  const char *text = word.start;

  while (text < word.end && !is_punctuation (g_utf8_get_char (text)))
    {
      before_last = last;
      last = text;
      text = next_cluster (text, word.end);
    }

  g_string_append_len (initials, before_last, text - before_last);
}

/*
 * hall_initials_from_name:
 * @name: (nullable): a clean name
 *
 * Picks one or two letters, a letter being what a reader takes for one (with its marks, or a whole
 * emoji).
 *
 * Returns: (transfer full): the letters; "?" for a name without any
 */
char *
hall_initials_from_name (const char *name)
{
  g_autoptr (GString) initials = g_string_new (NULL);
  const char *cursor = name != NULL ? name : "";
  Span word;
  Span first = { NULL, NULL };
  Span last = { NULL, NULL };
  gboolean all_syllabic = TRUE;

  while (next_word (&cursor, &word))
    {
      if (first.start == NULL)
        first = word;
      last = word;
      if (!is_syllabic (g_utf8_get_char (word.start)))
        all_syllabic = FALSE;
    }

  if (first.start == NULL)
    g_string_append_c (initials, '?');
  else if (all_syllabic)
    append_last_two (initials, last);
  else
    {
      append_upper (initials, first.start, next_cluster (first.start, first.end));
      if (last.start != first.start)
        append_upper (initials, last.start, next_cluster (last.start, last.end));
    }

  return g_string_free (g_steal_pointer (&initials), FALSE);
}
