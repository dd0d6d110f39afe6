/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-text-emoji.c: what is an emoji.
 *
 * The sequences of UTS #51 over tables of Unicode 15.0 that never change: whether a reaction is
 * taken must not depend on the libraries of a computer, or two members would not keep the same
 * events. What Unicode has reserved for emoji to come counts already. Declared in hall-text.h.
 */

#define G_LOG_DOMAIN "hall-text-emoji"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "hall-text.h"

#define ZERO_WIDTH_JOINER 0x200d
#define EMOJI_VARIATION 0xfe0f
#define ENCLOSING_KEYCAP 0x20e3
#define BLACK_FLAG 0x1f3f4
#define TAG_FIRST 0xe0020
#define TAG_LAST 0xe007e
#define TAG_END 0xe007f

typedef struct
{
  gunichar first;
  gunichar last;
} Range;

/* Emoji_Presentation, or Extended_Pictographic and not assigned; regional indicators apart. */
static const Range pictures[] = {
  { 0x231a, 0x231b }, { 0x23e9, 0x23ec }, { 0x23f0, 0x23f0 }, { 0x23f3, 0x23f3 },
  { 0x25fd, 0x25fe }, { 0x2614, 0x2615 }, { 0x2648, 0x2653 }, { 0x267f, 0x267f },
  { 0x2693, 0x2693 }, { 0x26a1, 0x26a1 }, { 0x26aa, 0x26ab }, { 0x26bd, 0x26be },
  { 0x26c4, 0x26c5 }, { 0x26ce, 0x26ce }, { 0x26d4, 0x26d4 }, { 0x26ea, 0x26ea },
  { 0x26f2, 0x26f3 }, { 0x26f5, 0x26f5 }, { 0x26fa, 0x26fa }, { 0x26fd, 0x26fd },
  { 0x2705, 0x2705 }, { 0x270a, 0x270b }, { 0x2728, 0x2728 }, { 0x274c, 0x274c },
  { 0x274e, 0x274e }, { 0x2753, 0x2755 }, { 0x2757, 0x2757 }, { 0x2795, 0x2797 },
  { 0x27b0, 0x27b0 }, { 0x27bf, 0x27bf }, { 0x2b1b, 0x2b1c }, { 0x2b50, 0x2b50 },
  { 0x2b55, 0x2b55 }, { 0x1f004, 0x1f004 }, { 0x1f02c, 0x1f02f }, { 0x1f094, 0x1f09f },
  { 0x1f0af, 0x1f0b0 }, { 0x1f0c0, 0x1f0c0 }, { 0x1f0cf, 0x1f0d0 }, { 0x1f0f6, 0x1f0ff },
  { 0x1f18e, 0x1f18e }, { 0x1f191, 0x1f19a }, { 0x1f1ae, 0x1f1e5 }, { 0x1f201, 0x1f201 },
  { 0x1f203, 0x1f20f }, { 0x1f21a, 0x1f21a }, { 0x1f22f, 0x1f22f }, { 0x1f232, 0x1f236 },
  { 0x1f238, 0x1f23a }, { 0x1f23c, 0x1f23f }, { 0x1f249, 0x1f25f }, { 0x1f266, 0x1f320 },
  { 0x1f32d, 0x1f335 }, { 0x1f337, 0x1f37c }, { 0x1f37e, 0x1f393 }, { 0x1f3a0, 0x1f3ca },
  { 0x1f3cf, 0x1f3d3 }, { 0x1f3e0, 0x1f3f0 }, { 0x1f3f4, 0x1f3f4 }, { 0x1f3f8, 0x1f43e },
  { 0x1f440, 0x1f440 }, { 0x1f442, 0x1f4fc }, { 0x1f4ff, 0x1f53d }, { 0x1f54b, 0x1f54e },
  { 0x1f550, 0x1f567 }, { 0x1f57a, 0x1f57a }, { 0x1f595, 0x1f596 }, { 0x1f5a4, 0x1f5a4 },
  { 0x1f5fb, 0x1f64f }, { 0x1f680, 0x1f6c5 }, { 0x1f6cc, 0x1f6cc }, { 0x1f6d0, 0x1f6d2 },
  { 0x1f6d5, 0x1f6df }, { 0x1f6eb, 0x1f6ef }, { 0x1f6f4, 0x1f6ff }, { 0x1f777, 0x1f77a },
  { 0x1f7da, 0x1f7ff }, { 0x1f80c, 0x1f80f }, { 0x1f848, 0x1f84f }, { 0x1f85a, 0x1f85f },
  { 0x1f888, 0x1f88f }, { 0x1f8ae, 0x1f8af }, { 0x1f8b2, 0x1f8ff }, { 0x1f90c, 0x1f93a },
  { 0x1f93c, 0x1f945 }, { 0x1f947, 0x1f9ff }, { 0x1fa54, 0x1fa5f }, { 0x1fa6e, 0x1faff },
  { 0x1fc00, 0x1fffd },
};

/* Other characters that are Emoji and Extended_Pictographic: pictures before U+FE0F only. */
static const Range symbols[] = {
  { 0xa9, 0xa9 }, { 0xae, 0xae }, { 0x203c, 0x203c }, { 0x2049, 0x2049 }, { 0x2122, 0x2122 },
  { 0x2139, 0x2139 }, { 0x2194, 0x2199 }, { 0x21a9, 0x21aa }, { 0x2328, 0x2328 },
  { 0x23cf, 0x23cf }, { 0x23ed, 0x23ef }, { 0x23f1, 0x23f2 }, { 0x23f8, 0x23fa },
  { 0x24c2, 0x24c2 }, { 0x25aa, 0x25ab }, { 0x25b6, 0x25b6 }, { 0x25c0, 0x25c0 },
  { 0x25fb, 0x25fc }, { 0x2600, 0x2604 }, { 0x260e, 0x260e }, { 0x2611, 0x2611 },
  { 0x2618, 0x2618 }, { 0x261d, 0x261d }, { 0x2620, 0x2620 }, { 0x2622, 0x2623 },
  { 0x2626, 0x2626 }, { 0x262a, 0x262a }, { 0x262e, 0x262f }, { 0x2638, 0x263a },
  { 0x2640, 0x2640 }, { 0x2642, 0x2642 }, { 0x265f, 0x2660 }, { 0x2663, 0x2663 },
  { 0x2665, 0x2666 }, { 0x2668, 0x2668 }, { 0x267b, 0x267b }, { 0x267e, 0x267e },
  { 0x2692, 0x2692 }, { 0x2694, 0x2697 }, { 0x2699, 0x2699 }, { 0x269b, 0x269c },
  { 0x26a0, 0x26a0 }, { 0x26a7, 0x26a7 }, { 0x26b0, 0x26b1 }, { 0x26c8, 0x26c8 },
  { 0x26cf, 0x26cf }, { 0x26d1, 0x26d1 }, { 0x26d3, 0x26d3 }, { 0x26e9, 0x26e9 },
  { 0x26f0, 0x26f1 }, { 0x26f4, 0x26f4 }, { 0x26f7, 0x26f9 }, { 0x2702, 0x2702 },
  { 0x2708, 0x2709 }, { 0x270c, 0x270d }, { 0x270f, 0x270f }, { 0x2712, 0x2712 },
  { 0x2714, 0x2714 }, { 0x2716, 0x2716 }, { 0x271d, 0x271d }, { 0x2721, 0x2721 },
  { 0x2733, 0x2734 }, { 0x2744, 0x2744 }, { 0x2747, 0x2747 }, { 0x2763, 0x2764 },
  { 0x27a1, 0x27a1 }, { 0x2934, 0x2935 }, { 0x2b05, 0x2b07 }, { 0x3030, 0x3030 },
  { 0x303d, 0x303d }, { 0x3297, 0x3297 }, { 0x3299, 0x3299 }, { 0x1f170, 0x1f171 },
  { 0x1f17e, 0x1f17f }, { 0x1f202, 0x1f202 }, { 0x1f237, 0x1f237 }, { 0x1f321, 0x1f321 },
  { 0x1f324, 0x1f32c }, { 0x1f336, 0x1f336 }, { 0x1f37d, 0x1f37d }, { 0x1f396, 0x1f397 },
  { 0x1f399, 0x1f39b }, { 0x1f39e, 0x1f39f }, { 0x1f3cb, 0x1f3ce }, { 0x1f3d4, 0x1f3df },
  { 0x1f3f3, 0x1f3f3 }, { 0x1f3f5, 0x1f3f5 }, { 0x1f3f7, 0x1f3f7 }, { 0x1f43f, 0x1f43f },
  { 0x1f441, 0x1f441 }, { 0x1f4fd, 0x1f4fd }, { 0x1f549, 0x1f54a }, { 0x1f56f, 0x1f570 },
  { 0x1f573, 0x1f579 }, { 0x1f587, 0x1f587 }, { 0x1f58a, 0x1f58d }, { 0x1f590, 0x1f590 },
  { 0x1f5a5, 0x1f5a5 }, { 0x1f5a8, 0x1f5a8 }, { 0x1f5b1, 0x1f5b2 }, { 0x1f5bc, 0x1f5bc },
  { 0x1f5c2, 0x1f5c4 }, { 0x1f5d1, 0x1f5d3 }, { 0x1f5dc, 0x1f5de }, { 0x1f5e1, 0x1f5e1 },
  { 0x1f5e3, 0x1f5e3 }, { 0x1f5e8, 0x1f5e8 }, { 0x1f5ef, 0x1f5ef }, { 0x1f5f3, 0x1f5f3 },
  { 0x1f5fa, 0x1f5fa }, { 0x1f6cb, 0x1f6cb }, { 0x1f6cd, 0x1f6cf }, { 0x1f6e0, 0x1f6e5 },
  { 0x1f6e9, 0x1f6e9 }, { 0x1f6f0, 0x1f6f0 }, { 0x1f6f3, 0x1f6f3 },
};

static gboolean
is_among (gunichar     c,
          const Range *ranges,
          gsize        n_ranges)
{
  gsize low = 0;

  while (low < n_ranges)
    {
      gsize middle = low + (n_ranges - low) / 2;

      if (c < ranges[middle].first)
        n_ranges = middle;
      else if (c > ranges[middle].last)
        low = middle + 1;
      else
        return TRUE;
    }

  return FALSE;
}

static inline gboolean
is_modifier (gunichar c)
{
  return c >= 0x1f3fb && c <= 0x1f3ff;
}

static inline gboolean
is_indicator (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

static gboolean
skip (const char **at,
      gunichar     c)
{
  if (g_utf8_get_char (*at) != c)
    return FALSE;

  *at = g_utf8_next_char (*at);

  return TRUE;
}

/* The tags of a flag ("gbeng"); behind them, or NULL if they do not end. */
static const char *
skip_tags (const char *at)
{
  const char *start = at;
  gunichar c;

  while ((c = g_utf8_get_char (at)) >= TAG_FIRST && c <= TAG_LAST)
    at = g_utf8_next_char (at);
  if (at == start)
    return at;

  return skip (&at, TAG_END) ? at : NULL;
}

/* One picture of a sequence, appended to @clean as it is written in full. @in_sequence: a symbol
 * may do without U+FE0F. Behind it, or NULL. */
static const char *
skip_picture (const char *at,
              GString    *clean,
              gboolean    in_sequence)
{
  gunichar c = g_utf8_get_char (at);
  gboolean is_symbol = is_among (c, symbols, G_N_ELEMENTS (symbols));
  gboolean is_selected;
  gunichar next;

  if (!is_symbol && !is_among (c, pictures, G_N_ELEMENTS (pictures)))
    return NULL;

  g_string_append_unichar (clean, c);
  at = g_utf8_next_char (at);
  is_selected = skip (&at, EMOJI_VARIATION);
  next = g_utf8_get_char (at);

  if (is_modifier (next))
    {
      g_string_append_unichar (clean, next);
      at = g_utf8_next_char (at);
      skip (&at, EMOJI_VARIATION);
    }
  else if (is_symbol)
    {
      if (!is_selected && !in_sequence && next != ZERO_WIDTH_JOINER)
        return NULL;
      g_string_append_unichar (clean, EMOJI_VARIATION);
    }

  if (c == BLACK_FLAG)
    {
      const char *end = skip_tags (at);

      if (end == NULL)
        return NULL;
      g_string_append_len (clean, at, end - at);
      at = end;
      skip (&at, EMOJI_VARIATION);
    }

  return at;
}

static const char *
skip_keycap (const char *at,
             GString    *clean)
{
  char key = *at++;

  skip (&at, EMOJI_VARIATION);
  if (!skip (&at, ENCLOSING_KEYCAP))
    return NULL;

  g_string_append_c (clean, key);
  g_string_append (clean, "\xef\xb8\x8f\xe2\x83\xa3");
  skip (&at, EMOJI_VARIATION);

  return at;
}

static const char *
skip_flag (const char *at,
           GString    *clean)
{
  gunichar first = g_utf8_get_char (at);
  gunichar second;

  at = g_utf8_next_char (at);
  second = g_utf8_get_char (at);
  if (!is_indicator (second))
    return NULL;

  g_string_append_unichar (clean, first);
  g_string_append_unichar (clean, second);
  at = g_utf8_next_char (at);
  /* GTK's chooser puts one behind whatever it gives. */
  skip (&at, EMOJI_VARIATION);

  return at;
}

/* One emoji; behind it, or NULL if none begins at @at. */
static const char *
skip_emoji (const char *at,
            GString    *clean)
{
  if (*at != '\0' && strchr ("0123456789#*", *at) != NULL)
    return skip_keycap (at, clean);
  if (is_indicator (g_utf8_get_char (at)))
    return skip_flag (at, clean);

  at = skip_picture (at, clean, FALSE);
  while (at != NULL && skip (&at, ZERO_WIDTH_JOINER))
    {
      g_string_append_unichar (clean, ZERO_WIDTH_JOINER);
      at = skip_picture (at, clean, TRUE);
    }

  return at;
}

/**
 * hall_text_clean_emoji:
 * @text: (nullable): a text from anywhere
 *
 * Writes an emoji in the one way in which it is compared: U+FE0F behind each symbol that is no
 * picture without it, and nowhere else. (GtkEmojiChooser puts one behind every emoji.)
 *
 * Returns: (transfer full) (nullable): the emoji, or %NULL if @text is not one emoji of at most
 *   HALL_EMOJI_MAX bytes, before and after
 */
char *
hall_text_clean_emoji (const char *text)
{
  GString *clean;
  const char *end;
  gboolean is_one;

  if (text == NULL || strlen (text) > HALL_EMOJI_MAX || !g_utf8_validate (text, -1, NULL))
    return NULL;

  clean = g_string_sized_new (HALL_EMOJI_MAX);
  end = skip_emoji (text, clean);
  is_one = end != NULL && *end == '\0' && clean->len <= HALL_EMOJI_MAX;

  return g_string_free (clean, !is_one);
}

/**
 * hall_text_is_emoji:
 * @text: (nullable): a text from anywhere
 *
 * Returns: whether it is one emoji of at most HALL_EMOJI_MAX bytes: one grapheme that is shown as
 *   a picture
 */
gboolean
hall_text_is_emoji (const char *text)
{
  g_autofree char *clean = hall_text_clean_emoji (text);

  return clean != NULL;
}

/**
 * hall_text_count_emoji:
 * @text: (nullable): a text from anywhere
 * @max: the most emoji of interest
 *
 * Looks no further than behind @max emoji.
 *
 * Returns: how many emoji @text is made of, if at most @max and nothing else but white space; else
 *   0
 */
guint
hall_text_count_emoji (const char *text,
                       guint       max)
{
  g_autoptr (GString) clean = NULL;
  const char *at = text;
  guint n_emoji = 0;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return 0;

  clean = g_string_sized_new (HALL_EMOJI_MAX);
  while (*at != '\0')
    {
      if (g_unichar_isspace (g_utf8_get_char (at)))
        {
          at = g_utf8_next_char (at);
          continue;
        }
      if (n_emoji == max)
        return 0;
      g_string_truncate (clean, 0);
      at = skip_emoji (at, clean);
      if (at == NULL)
        return 0;
      n_emoji++;
    }

  return n_emoji;
}
