/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-tokens.c: the words of the search index, which are not the words of a language.
 *
 * Nothing that somebody wrote becomes syntax: a token consists of letters and digits of ASCII,
 * lower case, and of characters above it, all of which FTS5's tokenizer "ascii" takes as they are;
 * other signs are put into a private area of Unicode. Tokens of different things may be the same
 * then, which only makes more candidates: what is found is always compared with the text itself.
 */

#define G_LOG_DOMAIN "hall-search-tokens"

#include "config.h"

#include "hall-text.h"

#include "hall-search-tokens.h"

#define SIGN_BASE 0xe000
#define MARK_BASE 0xe100

/* So many pairs leave few candidates; the expression of a pasted page would be slower than those.
 * */
#define MATCH_MAX 24

/* A token as a number: two characters of at most 21 bits, the second 0 for one alone. */
#define SECOND_BITS 21
#define TOKEN(first, second) (((guint64) (first) << SECOND_BITS) | (second))

static void
append_character (GString  *string,
                  gunichar  c)
{
  g_string_append_unichar (string, c < 0x80 && !g_ascii_isalnum (c) ? SIGN_BASE + c : c);
}

static void
append_token (GString *string,
              guint64  token)
{
  gunichar second = token & ((1 << SECOND_BITS) - 1);

  append_character (string, token >> SECOND_BITS);
  if (second)
    append_character (string, second);
}

static int
compare_tokens (gconstpointer a,
                gconstpointer b)
{
  guint64 left = *(const guint64 *) a;
  guint64 right = *(const guint64 *) b;

  return (left > right) - (left < right);
}

static void
add_token (GArray   *tokens,
           gunichar  first,
           gunichar  second)
{
  guint64 token = TOKEN (first, second);

  g_array_append_val (tokens, token);
}

/* Returns: (transfer full) (element-type guint64): the characters, if @singles, and the pairs */
static GArray *
cut (const char *folded,
     gboolean    singles)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (guint64));
  gunichar before = 0;

  for (const char *at = folded; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (singles)
        add_token (tokens, c, 0);
      if (before)
        add_token (tokens, before, c);
      before = c;
    }
  return tokens;
}

/**
 * hall_search_tokens_add_text:
 * @tokens: where to
 * @text: a text as it was written
 *
 * Adds each of its tokens once, always in the same order: what is taken out of the index has to be
 * what was put into it.
 */
void
hall_search_tokens_add_text (GString    *tokens,
                             const char *text)
{
  g_autofree char *folded = hall_text_fold (text);
  g_autoptr (GArray) all = cut (folded, TRUE);
  guint64 last = 0;

  g_array_sort (all, compare_tokens);
  for (guint i = 0; i < all->len; i++)
    {
      guint64 token = g_array_index (all, guint64, i);

      if (token == last)
        continue;

      append_token (tokens, token);
      g_string_append_c (tokens, ' ');
      last = token;
    }

  if (hall_text_has_link (text))
    hall_search_tokens_add_mark (tokens, HALL_SEARCH_MARK_LINK, 0);
}

static void
append_mark (GString        *string,
             HallSearchMark  mark,
             gint64          key)
{
  g_string_append_unichar (string, MARK_BASE + mark);
  g_string_append_printf (string, "%" G_GINT64_FORMAT, key);
}

void
hall_search_tokens_add_mark (GString        *tokens,
                             HallSearchMark  mark,
                             gint64          key)
{
  append_mark (tokens, mark, key);
  g_string_append_c (tokens, ' ');
}

/* Whoever appends a token in quotes has no quote in it, and no bracket. */
static void
begin_term (GString *expression)
{
  char last = expression->len > 0 ? expression->str[expression->len - 1] : '\0';

  if (last == '"' || last == ')')
    g_string_append (expression, " AND ");
}

/**
 * hall_search_tokens_match:
 * @expression: an FTS5 expression to go on with
 * @folded: a text by hall_text_fold ()
 *
 * One character is looked for by itself, a longer text by its pairs, of a very long one by some.
 */
void
hall_search_tokens_match (GString    *expression,
                          const char *folded)
{
  g_autoptr (GArray) tokens = cut (folded, FALSE);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  if (tokens->len == 0 && *folded)
    add_token (tokens, g_utf8_get_char (folded), 0);

  for (guint i = 0; i < tokens->len && g_hash_table_size (seen) < MATCH_MAX; i++)
    {
      guint64 *token = &g_array_index (tokens, guint64, i);

      if (!g_hash_table_add (seen, token))
        continue;

      begin_term (expression);
      g_string_append_c (expression, '"');
      append_token (expression, *token);
      g_string_append_c (expression, '"');
    }
}

void
hall_search_tokens_match_or_mark (GString        *expression,
                                  HallSearchMark  mark)
{
  if (expression->len == 0)
    return;

  g_string_prepend (expression, "((");
  g_string_append (expression, ") OR \"");
  append_mark (expression, mark, 0);
  g_string_append (expression, "\")");
}

/* Without an operator before it: see the authors of a query. */
void
hall_search_tokens_match_mark (GString        *expression,
                               HallSearchMark  mark,
                               gint64          key)
{
  begin_term (expression);
  g_string_append_c (expression, '"');
  append_mark (expression, mark, key);
  g_string_append_c (expression, '"');
}
