/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-text-cut.c: kinds of characters, and where a text may be cut.
 *
 * An approximation of UAX #29 that needs no Pango: it never splits what it knows to belong
 * together, and at worst keeps two graphemes together. It never changes a text.
 */

#define G_LOG_DOMAIN "hall-text-cut"

#include "config.h"

#include "hall-text-private.h"

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER 0x200d

static inline gboolean
is_in (gunichar c,
       gunichar first,
       gunichar last)
{
  return c >= first && c <= last;
}

static inline gboolean
is_emoji_modifier (gunichar c)
{
  return is_in (c, 0x1f3fb, 0x1f3ff);
}

static inline gboolean
is_regional_indicator (gunichar c)
{
  return is_in (c, 0x1f1e6, 0x1f1ff);
}

/*
 * hall_character_is_control:
 * @c: a character
 *
 * Returns: whether it is one of C0, DEL and C1
 */
gboolean
hall_character_is_control (gunichar c)
{
  return c < 0x20 || is_in (c, 0x7f, 0x9f);
}

/*
 * hall_character_is_invisible:
 * @c: a character
 *
 * Returns: whether it shows nothing by itself
 */
gboolean
hall_character_is_invisible (gunichar c)
{
  if (c < 0xad)
    return FALSE;

  /* Arabic and Kaithi signs that Unicode counts as format characters although they are drawn. */
  if (is_in (c, 0x600, 0x605) || c == 0x6dd || c == 0x70f || is_in (c, 0x890, 0x891) ||
      c == 0x8e2 || c == 0x110bd || c == 0x110cd)
    return FALSE;

  if (g_unichar_type (c) == G_UNICODE_FORMAT)
    return TRUE;

  return c == 0x34f || is_in (c, 0x115f, 0x1160) || is_in (c, 0x17b4, 0x17b5) ||
         is_in (c, 0x180b, 0x180f) || is_in (c, 0x2028, 0x2029) || is_in (c, 0x2060, 0x206f) ||
         c == 0x2800 || c == 0x3164 || is_in (c, 0xfe00, 0xfe0f) || c == 0xffa0 ||
         is_in (c, 0xfff0, 0xfffc) || is_in (c, 0xe0000, 0xe0fff);
}

/*
 * hall_character_is_pictorial:
 * @c: a character
 *
 * Returns: whether it can stand beside a zero-width joiner in an emoji
 */
gboolean
hall_character_is_pictorial (gunichar c)
{
  if (c < 0xa9 || hall_character_is_invisible (c))
    return FALSE;

  return g_unichar_type (c) == G_UNICODE_OTHER_SYMBOL || is_emoji_modifier (c) ||
         is_in (c, 0x2190, 0x21ff);
}

static gboolean
hangul_belongs_together (gunichar before,
                         gunichar after)
{
  GUnicodeBreakType left = g_unichar_break_type (before);
  GUnicodeBreakType right = g_unichar_break_type (after);

  if (left == G_UNICODE_BREAK_HANGUL_L_JAMO)
    return right == G_UNICODE_BREAK_HANGUL_L_JAMO || right == G_UNICODE_BREAK_HANGUL_V_JAMO ||
           right == G_UNICODE_BREAK_HANGUL_LV_SYLLABLE ||
           right == G_UNICODE_BREAK_HANGUL_LVT_SYLLABLE;
  if (left == G_UNICODE_BREAK_HANGUL_V_JAMO || left == G_UNICODE_BREAK_HANGUL_LV_SYLLABLE)
    return right == G_UNICODE_BREAK_HANGUL_V_JAMO || right == G_UNICODE_BREAK_HANGUL_T_JAMO;
  if (left == G_UNICODE_BREAK_HANGUL_T_JAMO || left == G_UNICODE_BREAK_HANGUL_LVT_SYLLABLE)
    return right == G_UNICODE_BREAK_HANGUL_T_JAMO;

  return FALSE;
}

/* Whether @after continues the grapheme that @before is in; @n_indicators says how many regional
 * indicators stand in a row up to @before. */
static gboolean
belongs_together (gunichar before,
                  gunichar after,
                  guint    n_indicators)
{
  if (before < 0x300 && after < 0x300)
    return before == '\r' && after == '\n';
  if (g_unichar_ismark (after) || after == ZERO_WIDTH_JOINER || after == ZERO_WIDTH_NON_JOINER ||
      is_emoji_modifier (after) || is_in (after, 0xe0020, 0xe007f))
    return TRUE;
  if (before == ZERO_WIDTH_JOINER && hall_character_is_pictorial (after))
    return TRUE;
  if (is_regional_indicator (before) && is_regional_indicator (after))
    return n_indicators % 2 == 1;

  return hangul_belongs_together (before, after);
}

/*
 * hall_text_cut:
 * @text: valid UTF-8
 * @max_bytes: how many bytes may stay
 *
 * A first grapheme that alone is longer is split between characters.
 *
 * Returns: how many bytes to keep
 */
gsize
hall_text_cut (const char *text,
               gsize       max_bytes)
{
  gsize boundary = 0;
  gsize whole_characters = 0;
  gunichar before = 0;
  guint n_indicators = 0;
  const char *at = text;

  while (*at != '\0' && (gsize) (at - text) <= max_bytes)
    {
      gunichar c = g_utf8_get_char (at);

      whole_characters = at - text;
      if (at > text && !belongs_together (before, c, n_indicators))
        boundary = at - text;
      n_indicators = is_regional_indicator (c) ? n_indicators + 1 : 0;
      before = c;
      at = g_utf8_next_char (at);
    }

  if (*at == '\0' && (gsize) (at - text) <= max_bytes)
    return at - text;

  return boundary > 0 ? boundary : whole_characters;
}
