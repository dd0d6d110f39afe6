/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-text.c: cleaning names and messages, and what decoders demand of them.
 */

#include "config.h"

#include "hall-text-private.h"

#include "wire-test.h"

static const struct
{
  const char *name;
  const char *from;
  const char *to;
} names[] = {
  { "plain", "Anna", "Anna" },
  { "spaces", "  Anna \t\n  Lena\r\n", "Anna Lena" },
  { "nothing", "", NULL },
  { "only spaces", " \t\xc2\xa0\xe3\x80\x80 ", NULL },
  { "NFD to NFC", "Ju\xcc\x88rgen", "J\xc3\xbcrgen" },
  { "jamo to syllables",
    "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab\xe1\x84\x80\xe1\x85\xb3\xe1\x86\xaf",
    "\xed\x95\x9c\xea\xb8\x80" },
  { "not UTF-8", "A\xff" "B", "A\xef\xbf\xbd" "B" },
  { "control characters", "A\x01\x1b[31m\x7f\xc2\x9b" "B", "A[31mB" },
  { "right-to-left override", "\xe2\x80\xae" "annA", "annA" },
  { "all direction characters",
    "A\xe2\x80\x8e\xe2\x80\x8f"
    "\xe2\x80\xaa\xe2\x80\xab\xe2\x80\xac\xe2\x80\xad\xe2\x80\xae\xe2\x81\xa6"
    "\xe2\x81\xa7\xe2\x81\xa8\xe2\x81\xa9\xd8\x9c" "B", "AB" },
  { "zero width",
    "A\xe2\x80\x8b\xe2\x80\x8c\xe2\x80\x8d\xe2\x81\xa0\xef\xbb\xbf\xc2\xad" "B", "AB" },
  { "fillers", "\xe1\x85\x9f\xe1\x85\xa0\xe3\x85\xa4\xef\xbe\xa0\xe2\xa0\x80\xcd\x8f", NULL },
  { "variation selectors", "A\xef\xb8\x80\xef\xb8\x8f\xf3\xa0\x84\x80" "B", "AB" },
  { "tag characters", "A\xf3\xa0\x81\xa2\xf3\xa0\x81\xbf" "B", "AB" },
  { "line and paragraph separator", "A\xe2\x80\xa8" "B\xe2\x80\xa9" "C", "A B C" },
  { "unassigned and noncharacters", "A\xf3\xb0\x80\x80\xef\xbf\xbf\xcd\xb8" "B",
    "A\xf3\xb0\x80\x80" "B" },
  { "object replacement", "A\xef\xbf\xbc" "B", "AB" },
  { "emoji family", "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
    "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7" },
  { "rainbow flag", "\xf0\x9f\x8f\xb3\xef\xb8\x8f\xe2\x80\x8d\xf0\x9f\x8c\x88",
    "\xf0\x9f\x8f\xb3\xef\xb8\x8f\xe2\x80\x8d\xf0\x9f\x8c\x88" },
  { "keycap", "1\xef\xb8\x8f\xe2\x83\xa3", "1\xef\xb8\x8f\xe2\x83\xa3" },
  { "joiner at the end", "\xf0\x9f\x91\xa8\xe2\x80\x8d", "\xf0\x9f\x91\xa8" },
  { "joiner before a letter", "\xf0\x9f\x91\xa8\xe2\x80\x8d" "A", "\xf0\x9f\x91\xa8" "A" },
  { "piled marks", "a\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86\xcc\x87\xcc\x88" "b",
    "\xc3\xa1\xcc\x82\xcc\x83\xcc\x84\xcc\x85" "b" },
  { "markup", "<b>&amp;</b>", "<b>&amp;</b>" },
  { "63 bytes and a syllable",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\xed\x95\x9c",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
  { "a space at the cut", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bb",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
  { "an accent at the cut",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaax\xcc\x8a",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = hall_text_clean_name (names[i].from, HALL_NAME_MAX);
      g_autofree char *again = hall_text_clean_name (name, HALL_NAME_MAX);

      if (g_strcmp0 (name, names[i].to) != 0)
        g_test_message ("%s", names[i].name);
      g_assert_cmpstr (name, ==, names[i].to);
      g_assert_cmpstr (again, ==, name);
      if (name != NULL)
        g_assert_true (hall_text_is_acceptable (name, HALL_NAME_MAX, FALSE));
    }
  g_assert_null (hall_text_clean_name (NULL, HALL_NAME_MAX));
}

static const struct
{
  const char *name;
  const char *from;
  const char *to;
} messages[] = {
  { "plain", "Hello", "Hello" },
  { "lines", "a\r\nb\rc\nd\xc2\x85" "e\xe2\x80\xa8" "f\xe2\x80\xa9g", "a\nb\nc\nd\ne\nf\ng" },
  { "CR CR LF", "a\r\r\nb", "a\n\nb" },
  { "indentation stays", "  if\n\treturn  x;", "  if\n\treturn  x;" },
  { "trailing white space", "a \t\n\r\n\xc2\xa0", "a" },
  { "nothing", "", NULL },
  { "white space", " \n\t", NULL },
  { "invisible", "\xe2\x80\x8b\xe3\x85\xa4\n\xe2\x81\xa0", NULL },
  { "control characters", "a\x01\x07\x08\x0b\x0c\x1b\x7f\xc2\x80" "b", "ab" },
  { "NFC", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "\xed\x95\x9c" },
  { "zero width stays", "a\xe2\x80\x8b" "b", "a\xe2\x80\x8b" "b" },
  { "emoji stays", "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
    "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7" },
  { "override", "a\xe2\x80\xae" "b\xe2\x80\xac" "c", "abc" },
  { "override left open", "a\xe2\x80\xad" "b\nc", "ab\nc" },
  { "override within an embedding", "\xe2\x80\xab" "a\xe2\x80\xae" "b\xe2\x80\xac" "c\xe2\x80\xac",
    "\xe2\x80\xab" "abc\xe2\x80\xac" },
  { "isolate closed by itself",
    "\xe2\x81\xa8" "a\xe2\x81\xa9" "b", "\xe2\x81\xa8" "a\xe2\x81\xa9" "b" },
  { "isolate left open", "\xe2\x81\xa7" "a\nb", "\xe2\x81\xa7" "a\xe2\x81\xa9\nb" },
  { "embedding left open", "\xe2\x80\xab" "a", "\xe2\x80\xab" "a\xe2\x80\xac" },
  { "closers without openers", "a\xe2\x80\xac\xe2\x81\xa9" "b", "ab" },
  { "isolate closes an embedding", "\xe2\x81\xa6\xe2\x80\xaa" "a\xe2\x81\xa9" "b\xe2\x80\xac",
    "\xe2\x81\xa6\xe2\x80\xaa" "a\xe2\x81\xa9" "b" },
  { "marks stay", "\xe2\x80\x8f\xd7\x90\xe2\x80\x8e", "\xe2\x80\x8f\xd7\x90\xe2\x80\x8e" },
};

static void
test_messages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autofree char *message = hall_text_clean_message (messages[i].from);
      g_autofree char *again = hall_text_clean_message (message);

      if (g_strcmp0 (message, messages[i].to) != 0)
        g_test_message ("%s", messages[i].name);
      g_assert_cmpstr (message, ==, messages[i].to);
      g_assert_cmpstr (again, ==, message);
      if (message != NULL)
        g_assert_true (hall_text_is_acceptable (message, HALL_TEXT_MAX, TRUE));
    }
  g_assert_null (hall_text_clean_message (NULL));
}

static void
test_message_size (void)
{
  g_autofree char *largest = g_strnfill (HALL_TEXT_MAX, 'a');
  g_autofree char *larger = g_strnfill (HALL_TEXT_MAX + 1, 'a');
  g_autofree char *huge = g_strnfill (1 << 20, '\n');
  g_autofree char *same = hall_text_clean_message (largest);

  g_assert_cmpstr (same, ==, largest);
  g_assert_null (hall_text_clean_message (larger));
  g_assert_null (hall_text_clean_message (huge));
}

static const gunichar alphabet[] = {
  'a', 'b', ' ', '\n', '\r', '\t', '1', '#', 0x07, 0x85, 0xa0, 0xad, 0x300, 0x301, 0x308, 0x323,
  0x34f, 0x378, 0x5d0, 0x627, 0x62c, 0xe19, 0xe33, 0x1100, 0x1161, 0x11a8, 0x115f, 0x1ec7, 0x200b,
  0x200c, 0x200d, 0x200e, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2028, 0x2066, 0x2067, 0x2068,
  0x2069, 0x20e3, 0x2126, 0x2194, 0x2329, 0x2764, 0x2800, 0x3000, 0x3164, 0xac00, 0xfe0f, 0xfffc,
  0x1f1e6, 0x1f1e7, 0x1f3fb, 0x1f468, 0x1f469, 0xe0062, 0x1d15e, 0x2f800,
};

/* Cleaning is idempotent, cuts nothing in two, and leaves only what a decoder takes. */
static void
test_random (void)
{
  for (guint round = 0; round < 50000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint n_characters = (guint) g_test_rand_int_range (0, 40);
      g_autofree char *name = NULL;
      g_autofree char *name_again = NULL;
      g_autofree char *message = NULL;
      g_autofree char *message_again = NULL;

      for (guint i = 0; i < n_characters; i++)
        g_string_append_unichar (text, alphabet[g_test_rand_int_range (0,
                                                                       G_N_ELEMENTS (alphabet))]);

      name = hall_text_clean_name (text->str, HALL_NAME_MAX);
      name_again = hall_text_clean_name (name, HALL_NAME_MAX);
      g_assert_cmpstr (name, ==, name_again);
      g_assert_true (name == NULL || hall_text_is_acceptable (name, HALL_NAME_MAX, FALSE));

      message = hall_text_clean_message (text->str);
      message_again = hall_text_clean_message (message);
      g_assert_cmpstr (message, ==, message_again);
      g_assert_true (message == NULL || hall_text_is_acceptable (message, HALL_TEXT_MAX, TRUE));
      g_assert_true (message == NULL || strstr (message, "\xe2\x80\xae") == NULL);
    }
}

static void
test_cut (void)
{
  static const struct
  {
    const char *text;
    gsize max_bytes;
    gsize length;
  } cases[] = {
    { "", 0, 0 }, { "", 5, 0 }, { "abc", 5, 3 }, { "abc", 3, 3 }, { "abc", 2, 2 }, { "abc", 0, 0 },
    { "a\xc3\xa9", 2, 1 }, { "a\xc3\xa9", 3, 3 }, { "xe\xcc\x81", 3, 1 }, { "xe\xcc\x81", 4, 4 },
    { "x\r\n", 2, 1 },
    /* two flags */
    { "\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xf0\x9f\x87\xab\xf0\x9f\x87\xb7", 12, 8 },
    /* a family after a letter */
    { "x\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9", 8, 1 },
    /* a skin tone */
    { "x\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd", 7, 1 },
    /* old Hangul that does not compose */
    { "x\xe1\x84\x80\xe1\x86\x9e\xe1\x86\xa8", 7, 1 },
    /* a first grapheme above the limit: whole characters at least */
    { "e\xcc\x81\xcc\x82", 4, 3 }, { "\xed\x95\x9c", 2, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (hall_text_cut (cases[i].text, cases[i].max_bytes), ==, cases[i].length);
}

static void
test_acceptable (void)
{
  g_assert_true (hall_text_is_acceptable ("Anna \xed\x95\x9c", 8, FALSE));
  g_assert_false (hall_text_is_acceptable ("Anna \xed\x95\x9c", 7, FALSE));
  g_assert_false (hall_text_is_acceptable (NULL, 8, FALSE));
  g_assert_false (hall_text_is_acceptable ("", 8, FALSE));
  g_assert_false (hall_text_is_acceptable ("\xff", 8, FALSE));
  g_assert_true (hall_text_is_acceptable ("a\n\tb", 8, TRUE));
  g_assert_false (hall_text_is_acceptable ("a\nb", 8, FALSE));
  g_assert_false (hall_text_is_acceptable ("a\tb", 8, FALSE));
  g_assert_true (hall_text_is_acceptable ("\xc2\xa0", 8, FALSE));

  for (gunichar c = 1; c < 0xa0; c++)
    {
      char text[8] = { 0, };
      gboolean control = c < 0x20 || c >= 0x7f;

      g_unichar_to_utf8 (c, text);
      g_assert_true (hall_text_is_acceptable (text, 8, FALSE) == !control);
      g_assert_true (hall_text_is_acceptable (text, 8, TRUE) ==
                     (!control || c == '\n' || c == '\t'));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/text/names", test_names);
  g_test_add_func ("/wire/text/messages", test_messages);
  g_test_add_func ("/wire/text/message-size", test_message_size);
  g_test_add_func ("/wire/text/random", test_random);
  g_test_add_func ("/wire/text/cut", test_cut);
  g_test_add_func ("/wire/text/acceptable", test_acceptable);

  return g_test_run ();
}
