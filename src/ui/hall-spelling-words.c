/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-spelling-words.c: the words of a message that have a spelling.
 *
 * Pure functions. Not names after "@", links, paths, code, ":emoji:", commands, numbers, nor what
 * is written in capitals or inside of which capitals are.
 */

#define G_LOG_DOMAIN "hall-spelling-words"

#include "config.h"

#include <string.h>

#include "hall-spelling-words.h"

static void
word_free (gpointer data)
{
  HallSpellingWord *word = data;

  g_free (word->text);
  g_free (word);
}

static gboolean
is_letter (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '_';
}

static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019;
}

/* The byte after code that begins at @at, or @at. What is never closed is no code. */
static const char *
skip_code (const char *at)
{
  const char *end;

  if (g_str_has_prefix (at, "```"))
    {
      end = strstr (at + 3, "```");
      return end != NULL ? end + 3 : at + strlen (at);
    }
  end = at + 1 + strcspn (at + 1, "`\n");
  return *end == '`' ? end + 1 : at;
}

/* The byte after the name that follows "@". */
static const char *
skip_name (const char        *at,
           const char *const *names)
{
  const char *end = at + 1;

  while (*end != '\0' && !g_unichar_isspace (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      gsize length = strlen (names[i]);

      if (strncmp (at + 1, names[i], length) == 0 && at + 1 + length > end)
        end = at + 1 + length;
    }
  return end;
}

/* A link, a path or an address: what is in one piece and has such marks. */
static const char *
skip_token (const char *at)
{
  const char *end = at;
  gboolean skip = g_str_has_prefix (at, "www.") || *at == ':' || *at == '/' || *at == '#';

  for (; *end != '\0' && !g_unichar_isspace (g_utf8_get_char (end)); end = g_utf8_next_char (end))
    skip = skip || g_str_has_prefix (end, "://") || *end == '\\' || (*end == '@' && end > at) ||
           (*end == '/' && end[1] != '\0' && end[1] == '/') ||
           g_str_has_prefix (end, "mailto:") || g_str_has_prefix (end, "hallway:");
  return skip ? end : at;
}

/* Whether it is one word that a dictionary may have. */
static gboolean
has_spelling (const char *start,
              const char *end)
{
  guint n_letters = 0, n_upper = 0;

  for (const char *at = start; at < end; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isdigit (c) || c == '_')
        return FALSE;
      n_letters++;
      /* The first one may be. */
      if (at > start && g_unichar_isupper (c))
        n_upper++;
    }
  return n_letters > 1 && n_upper == 0;
}

/* The byte after a word. */
static const char *
find_end (const char *at)
{
  while (*at != '\0')
    {
      gunichar c = g_utf8_get_char (at);
      const char *next = g_utf8_next_char (at);

      if (!is_letter (c) && !(is_apostrophe (c) && g_unichar_isalpha (g_utf8_get_char (next))))
        break;
      at = next;
    }
  return at;
}

static void
add_word (GPtrArray  *words,
          const char *start,
          const char *end,
          guint       offset)
{
  HallSpellingWord *word;

  if (!has_spelling (start, end))
    return;
  word = g_new0 (HallSpellingWord, 1);
  word->start = offset;
  word->end = offset + (guint) g_utf8_strlen (start, end - start);
  word->text = g_strndup (start, (gsize) (end - start));
  g_ptr_array_add (words, word);
}

/* The byte after what begins at @at and has no words in it, or @at. */
static const char *
skip (const char        *at,
      gboolean           starts_token,
      const char *const *names)
{
  if (*at == '`')
    return skip_code (at);
  if (*at == '@' && starts_token)
    return skip_name (at, names);
  return starts_token ? skip_token (at) : at;
}

/**
 * hall_spelling_words_find:
 * @text: a message as it is written
 * @names: (nullable) (array zero-terminated): names with spaces in them that may follow "@"
 *
 * Returns: (transfer full) (element-type HallSpellingWord): in order
 */
GPtrArray *
hall_spelling_words_find (const char        *text,
                          const char *const *names)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (word_free);
  gboolean starts_token = TRUE;
  guint offset = 0;

  for (const char *at = text; *at != '\0';)
    {
      gunichar c = g_utf8_get_char (at);
      const char *end = skip (at, starts_token, names);

      if (end == at && g_unichar_isalpha (c))
        {
          end = find_end (at);
          add_word (words, at, end, offset);
        }
      else if (end == at && is_letter (c))
        {
          end = find_end (at);
        }
      else if (end == at)
        {
          end = g_utf8_next_char (at);
        }
      starts_token = end[0] != '\0' && end > text &&
                     (g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))) ||
                      strchr ("([\"'*_~", end[-1]) != NULL);
      offset += (guint) g_utf8_strlen (at, end - at);
      at = end;
    }
  return words;
}
