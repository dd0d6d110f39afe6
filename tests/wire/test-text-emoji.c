/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-text-emoji.c: what is one emoji, how it is written, and how many a text is made of.
 */

#include "config.h"

#include <unicode/uchar.h>

#include "wire-test.h"

#define VARIATION "\xef\xb8\x8f"
#define JOINER "\xe2\x80\x8d"
#define KEYCAP "\xe2\x83\xa3"
#define THUMB "\xf0\x9f\x91\x8d"
#define TONE "\xf0\x9f\x8f\xbd"
#define HEART "\xe2\x9d\xa4"
#define MAN "\xf0\x9f\x91\xa8"
#define WOMAN "\xf0\x9f\x91\xa9"
#define RAINBOW "\xf0\x9f\x8c\x88"
#define WHITE_FLAG "\xf0\x9f\x8f\xb3"
#define BLACK_FLAG "\xf0\x9f\x8f\xb4"
#define TAGS "\xf3\xa0\x81\xa7\xf3\xa0\x81\xa2"
#define TAG_END "\xf3\xa0\x81\xbf"
#define K "\xf0\x9f\x87\xb0"
#define R "\xf0\x9f\x87\xb7"
#define INDEX "\xe2\x98\x9d"

/* @clean: NULL where it is none. */
static const struct
{
  const char *text;
  const char *clean;
} cases[] = {
  { THUMB, THUMB },
  { THUMB VARIATION, THUMB },
  { THUMB TONE, THUMB TONE },
  { THUMB TONE VARIATION, THUMB TONE },
  { THUMB VARIATION TONE, THUMB TONE },
  { HEART VARIATION, HEART VARIATION },
  { INDEX TONE, INDEX TONE },
  { INDEX VARIATION TONE, INDEX TONE },
  { TONE, TONE },
  { "1" VARIATION KEYCAP, "1" VARIATION KEYCAP },
  { "#" KEYCAP, "#" VARIATION KEYCAP },
  { "*" VARIATION KEYCAP VARIATION, "*" VARIATION KEYCAP },
  { K R, K R },
  { K R VARIATION, K R },
  { BLACK_FLAG, BLACK_FLAG },
  { BLACK_FLAG TAGS TAG_END, BLACK_FLAG TAGS TAG_END },
  { BLACK_FLAG TAGS TAG_END VARIATION, BLACK_FLAG TAGS TAG_END },
  { WHITE_FLAG VARIATION JOINER RAINBOW, WHITE_FLAG VARIATION JOINER RAINBOW },
  { WHITE_FLAG JOINER RAINBOW, WHITE_FLAG VARIATION JOINER RAINBOW },
  { MAN JOINER HEART JOINER WOMAN, MAN JOINER HEART VARIATION JOINER WOMAN },
  { MAN JOINER HEART VARIATION JOINER WOMAN VARIATION, MAN JOINER HEART VARIATION JOINER WOMAN },
  { MAN TONE JOINER WOMAN, MAN TONE JOINER WOMAN },
  /* reserved for emoji to come */
  { "\xf0\x9f\xab\xbf", "\xf0\x9f\xab\xbf" },
  { NULL, NULL },
  { "", NULL },
  { " ", NULL },
  { "a", NULL },
  { "1", NULL },
  { "1" VARIATION, NULL },
  { KEYCAP, NULL },
  { "a" KEYCAP, NULL },
  { HEART, NULL },
  { "\xc2\xa9", NULL },
  { VARIATION, NULL },
  { JOINER, NULL },
  { K, NULL },
  { K "a", NULL },
  { K R K, NULL },
  { K R K R, NULL },
  { THUMB THUMB, NULL },
  { THUMB " ", NULL },
  { " " THUMB, NULL },
  { THUMB "a", NULL },
  { THUMB JOINER, NULL },
  { JOINER THUMB, NULL },
  { THUMB JOINER JOINER THUMB, NULL },
  { THUMB TONE TONE, NULL },
  { THUMB VARIATION VARIATION, NULL },
  { THUMB "\xcc\x81", NULL },
  { THUMB "\xef\xb8\x8e", NULL },
  { MAN JOINER "a", NULL },
  { MAN JOINER K R, NULL },
  { BLACK_FLAG TAGS, NULL },
  { BLACK_FLAG TAG_END, NULL },
  { MAN TAGS TAG_END, NULL },
  { "\xed\x95\x9c", NULL },
  { "\xf0\x9f\x91", NULL },
  { "\xff", NULL },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = hall_text_clean_emoji (cases[i].text);
      g_autofree char *again = hall_text_clean_emoji (clean);

      g_test_message ("%u", i);
      g_assert_cmpstr (clean, ==, cases[i].clean);
      g_assert_cmpstr (again, ==, clean);
      g_assert_cmpint (hall_text_is_emoji (cases[i].text), ==, clean != NULL);
    }
}

/* Unicode 15 knew it, as we do; an ICU that knows more has other plans for what had no use then. */
static gboolean
is_of_unicode_15 (gunichar c)
{
  UVersionInfo age;

  u_charAge ((UChar32) c, age);
  return age[0] >= 1 && age[0] <= 15;
}

/* Every character that ICU calls an emoji by itself is one; ICU may know more than Unicode 15. */
static void
test_as_icu (void)
{
  guint n_pictures = 0;

  for (gunichar c = 0x80; c < 0x20000; c++)
    {
      char text[16] = { 0, };
      int length;

      if (u_charType ((UChar32) c) == U_SURROGATE)
        continue;
      length = g_unichar_to_utf8 (c, text);
      if (u_hasBinaryProperty ((UChar32) c, UCHAR_EMOJI_PRESENTATION) &&
          !u_hasBinaryProperty ((UChar32) c, UCHAR_REGIONAL_INDICATOR))
        {
          g_assert_true (hall_text_is_emoji (text));
          n_pictures++;
        }
      else if (!u_hasBinaryProperty ((UChar32) c, UCHAR_EXTENDED_PICTOGRAPHIC))
        {
          if (is_of_unicode_15 (c))
            g_assert_false (hall_text_is_emoji (text));
        }
      else if (u_hasBinaryProperty ((UChar32) c, UCHAR_EMOJI))
        {
          memcpy (text + length, VARIATION, sizeof VARIATION);
          g_assert_true (hall_text_is_emoji (text));
        }
    }
  g_assert_cmpuint (n_pictures, >, 1000);
}

static void
test_count (void)
{
  static const struct
  {
    const char *text;
    guint max;
    guint count;
  } counts[] = {
    { NULL, 6, 0 },
    { "", 6, 0 },
    { " \n", 6, 0 },
    { THUMB, 6, 1 },
    { THUMB, 0, 0 },
    { " " THUMB "\n" THUMB " ", 6, 2 },
    { THUMB HEART VARIATION K R "1" KEYCAP, 6, 4 },
    { K R K R, 6, 2 },
    { K R K, 6, 0 },
    { THUMB THUMB THUMB, 3, 3 },
    { THUMB THUMB THUMB, 2, 0 },
    { THUMB " a", 6, 0 },
    { "a " THUMB, 6, 0 },
    { "12", 6, 0 },
    { HEART, 6, 0 },
    { THUMB "\xff", 6, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    g_assert_cmpuint (hall_text_count_emoji (counts[i].text, counts[i].max), ==, counts[i].count);
}

/* A sequence is as long as the bytes of a reaction, not as a text. */
static void
test_long (void)
{
  g_autoptr (GString) family = g_string_new (MAN);

  while (family->len < HALL_EMOJI_MAX)
    {
      g_assert_true (hall_text_is_emoji (family->str));
      g_string_append (family, JOINER MAN);
    }
  g_assert_false (hall_text_is_emoji (family->str));
  g_assert_cmpuint (hall_text_count_emoji (family->str, 1), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/text-emoji/cases", test_cases);
  g_test_add_func ("/wire/text-emoji/as-icu", test_as_icu);
  g_test_add_func ("/wire/text-emoji/count", test_count);
  g_test_add_func ("/wire/text-emoji/long", test_long);

  return g_test_run ();
}
