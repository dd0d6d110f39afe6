/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-text.c: making names and messages safe to keep and to show.
 *
 * Pure functions from text to text. What is dropped is dropped silently; what a decoder demands
 * does not depend on the version of Unicode that GLib knows, so that all peers decide alike.
 */

#define G_LOG_DOMAIN "hall-text"

#include "config.h"

#include <string.h>

#include "hall-limits.h"
#include "hall-text-private.h"

#include "hall-text.h"

#define ZERO_WIDTH_JOINER 0x200d
#define EMOJI_VARIATION 0xfe0f
#define ENCLOSING_KEYCAP 0x20e3
#define NEXT_LINE 0x85
#define LINE_SEPARATOR 0x2028
#define PARAGRAPH_SEPARATOR 0x2029
#define POP_FORMATTING 0x202c
#define POP_ISOLATE 0x2069

/* Marks that may be piled on one character of a name; no writing system needs more. */
#define NAME_MARKS_MAX 4

/* Bidi embeddings and isolates open at one place; UAX #9 ignores those beyond 125. */
#define BIDI_DEPTH_MAX 60

static gboolean
is_space (gunichar c)
{
  /* g_unichar_isspace () covers TAB, LF, FF, CR and the separators, but neither VT nor NEL. */
  return g_unichar_isspace (c) || c == '\v' || c == NEXT_LINE;
}

/* Invisible characters that a name may keep: what makes emoji out of symbols. */
static gboolean
is_part_of_emoji (gunichar c,
                  gunichar before,
                  gunichar after)
{
  if (c == ZERO_WIDTH_JOINER)
    return (hall_character_is_pictorial (before) || before == EMOJI_VARIATION) &&
           hall_character_is_pictorial (after);
  if (c == EMOJI_VARIATION)
    return hall_character_is_pictorial (before) ||
           (after == ENCLOSING_KEYCAP &&
            (before == '#' || before == '*' || (before >= '0' && before <= '9')));

  return FALSE;
}

/* Drops what a name must not have; white space of every kind becomes a space. */
static char *
filter_name (const char *text)
{
  GString *filtered = g_string_sized_new (strlen (text));
  gunichar before = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      gunichar after = g_utf8_get_char (g_utf8_next_char (at));

      if (is_space (c))
        c = ' ';
      else if (hall_character_is_control (c) || !g_unichar_isdefined (c) ||
               (hall_character_is_invisible (c) && !is_part_of_emoji (c, before, after)))
        continue;

      g_string_append_unichar (filtered, c);
      before = c;
    }

  return g_string_free (filtered, FALSE);
}

/* Trims and folds spaces, and drops marks beyond NAME_MARKS_MAX. */
static GString *
fold_name (const char *text)
{
  GString *folded = g_string_sized_new (strlen (text));
  gboolean space = FALSE;
  guint n_marks = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_space (c))
        {
          space = TRUE;
          n_marks = 0;
          continue;
        }
      n_marks = g_unichar_ismark (c) && c != EMOJI_VARIATION ? n_marks + 1 : 0;
      if (n_marks > NAME_MARKS_MAX)
        continue;

      if (space && folded->len > 0)
        g_string_append_c (folded, ' ');
      space = FALSE;
      g_string_append_unichar (folded, c);
    }

  return folded;
}

/**
 * hall_text_clean_name:
 * @text: (nullable): a text from anywhere, not necessarily UTF-8
 * @max_bytes: the longest result
 *
 * Makes a name or a topic of @text as the header says. Cleaning what was cleaned changes nothing.
 *
 * Returns: (transfer full) (nullable): the name, or %NULL if nothing visible is left
 */
char *
hall_text_clean_name (const char *text,
                      gsize       max_bytes)
{
  g_autofree char *valid = NULL;
  g_autofree char *normal = NULL;
  g_autofree char *filtered = NULL;
  g_autofree char *composed = NULL;
  GString *folded;
  gsize length;

  if (text == NULL)
    return NULL;

  valid = g_utf8_make_valid (text, -1);
  /* Twice: composing may take apart a symbol, dropping may bring together a letter and a mark. */
  normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  filtered = filter_name (normal);
  composed = g_utf8_normalize (filtered, -1, G_NORMALIZE_NFC);
  folded = fold_name (composed);

  length = hall_text_cut (folded->str, max_bytes);
  while (length > 0 && folded->str[length - 1] == ' ')
    length--;
  /* A first grapheme above the limit may have been cut behind its joiner. */
  while (length >= 3 && memcmp (folded->str + length - 3, "\u200d", 3) == 0)
    length -= 3;
  g_string_truncate (folded, length);

  return g_string_free (folded, length == 0);
}

/* What is open in the line being cleaned: for each the character that closes it, or 0 if the
 * opening one was dropped. */
typedef struct
{
  gunichar closers[BIDI_DEPTH_MAX];
  guint depth;
} BidiState;

/* Returns: whether the direction character is to be kept. */
static gboolean
follow_bidi (BidiState *state,
             gunichar   c)
{
  gboolean is_isolate = c >= 0x2066 && c <= 0x2068;
  gboolean is_embedding = c == 0x202a || c == 0x202b;
  gboolean is_override = c == 0x202d || c == 0x202e;

  if (is_isolate || is_embedding || is_override)
    {
      if (state->depth == BIDI_DEPTH_MAX)
        return FALSE;
      state->closers[state->depth++] = is_isolate ? POP_ISOLATE
                                                  : is_embedding ? POP_FORMATTING : 0;
      return !is_override;
    }

  if (c == POP_FORMATTING)
    {
      if (state->depth == 0 || state->closers[state->depth - 1] == POP_ISOLATE)
        return FALSE;
      return state->closers[--state->depth] != 0;
    }

  /* An isolate's end closes the embeddings within it. */
  for (guint depth = state->depth; depth > 0; depth--)
    {
      if (state->closers[depth - 1] == POP_ISOLATE)
        {
          state->depth = depth - 1;
          return TRUE;
        }
    }

  return FALSE;
}

static void
close_bidi (BidiState *state,
            GString   *text)
{
  while (state->depth > 0)
    {
      gunichar closer = state->closers[--state->depth];

      if (closer != 0)
        g_string_append_unichar (text, closer);
    }
}

static char *
filter_message (const char *text)
{
  GString *filtered = g_string_sized_new (strlen (text));
  BidiState state = { .depth = 0 };

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\r' || c == NEXT_LINE || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR)
        {
          if (c == '\r' && at[1] == '\n')
            continue;
          c = '\n';
        }

      if (c == '\n')
        close_bidi (&state, filtered);
      else if (c != '\t' && hall_character_is_control (c))
        continue;
      else if (((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069)) &&
               !follow_bidi (&state, c))
        continue;

      g_string_append_unichar (filtered, c);
    }
  close_bidi (&state, filtered);

  return g_string_free (filtered, FALSE);
}

static gboolean
has_something_visible (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!is_space (c) && !hall_character_is_invisible (c))
        return TRUE;
    }

  return FALSE;
}

/**
 * hall_text_clean_message:
 * @text: (nullable): a text from anywhere, not necessarily UTF-8
 *
 * Makes a message of @text: as the header says; direction overrides are dropped, embeddings and
 * isolates are closed at the line's end. Cleaning what was cleaned changes nothing.
 *
 * Returns: (transfer full) (nullable): the message, or %NULL if nothing visible is left or it is
 *   longer than HALL_TEXT_MAX bytes
 */
char *
hall_text_clean_message (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *filtered = NULL;
  g_autofree char *composed = NULL;
  gsize length;

  if (text == NULL)
    return NULL;

  valid = g_utf8_make_valid (text, -1);
  filtered = filter_message (valid);
  composed = g_utf8_normalize (filtered, -1, G_NORMALIZE_NFC);

  length = strlen (composed);
  while (length > 0)
    {
      const char *last = g_utf8_prev_char (composed + length);

      if (!is_space (g_utf8_get_char (last)))
        break;
      length = last - composed;
    }
  composed[length] = '\0';

  if (length > HALL_TEXT_MAX || !has_something_visible (composed))
    return NULL;

  return g_steal_pointer (&composed);
}

/**
 * hall_text_is_acceptable:
 * @text: (nullable): a text from the wire
 * @max_bytes: the longest that is taken
 * @multiline: whether LF and TAB may occur
 *
 * Returns: whether @text is UTF-8, neither empty nor too long, and without control characters
 */
gboolean
hall_text_is_acceptable (const char *text,
                         gsize       max_bytes,
                         gboolean    multiline)
{
  gsize length;

  if (text == NULL)
    return FALSE;
  length = strlen (text);
  if (length == 0 || length > max_bytes || !g_utf8_validate_len (text, length, NULL))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      guchar c = text[i];

      if (c < 0x20 && !(multiline && (c == '\n' || c == '\t')))
        return FALSE;
      if (c == 0x7f)
        return FALSE;
      /* C1 is C2 80 to C2 9F. */
      if (c == 0xc2 && (guchar) text[i + 1] < 0xa0)
        return FALSE;
    }

  return TRUE;
}
