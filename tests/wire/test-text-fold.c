/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-text-fold.c: texts as search compares them, and where in a text something is.
 */

#include "config.h"

#include "wire-test.h"

#define HAN "\xed\x95\x9c"                        /* 한 */
#define HAN_JAMO "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab"
#define GEUL "\xea\xb8\x80"                       /* 글 */

static void
test_fold (void)
{
  static const struct
  {
    const char *text;
    const char *folded;
  } cases[] = {
    { NULL, "" },
    { "", "" },
    { " \t\n ", "" },
    { "Hello WORLD", "hello world" },
    { "  a \t\r\n b  ", "a b" },
    { "a\xc2\xa0" "b\xe3\x80\x80" "c", "a b c" },
    { "\xef\xbc\xa1\xef\xbc\x91", "a1" },                      /* full width */
    { "Stra\xc3\x9f" "e", "strasse" },
    { "\xce\xa3\xce\x91\xce\xa3 \xcf\x82", "\xcf\x83\xce\xb1\xcf\x83 \xcf\x83" },
    { "e\xcc\x81 \xc3\x89", "\xc3\xa9 \xc3\xa9" },
    { HAN GEUL, HAN GEUL },
    { HAN_JAMO, HAN },
    { "\xef\xac\x81n", "fin" },                                /* a ligature */
    { "a\xe2\x80\x8b\xc2\xad" "b", "ab" },                     /* invisible */
    { "a \xe2\x80\x8b b", "a b" },
    { "\xe2\x9d\xa4\xef\xb8\x8f", "\xe2\x9d\xa4" },
    { "a\xff" "b", "a\xef\xbf\xbd" "b" },
    { "x\xcc\x81\xcc\xa3", "x\xcc\xa3\xcc\x81" },              /* marks in their order */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = hall_text_fold (cases[i].text);
      g_autofree char *again = hall_text_fold (folded);

      g_assert_cmpstr (folded, ==, cases[i].folded);
      g_assert_cmpstr (again, ==, folded);
    }
}

/* The place is written as [text]; without one nothing is found. */
static const struct
{
  const char *text;
  const char *needle;
  const char *expected;
} places[] = {
  { "Hello World", "world", "Hello [World]" },
  { "Hello World", "LO W", "Hel[lo W]orld" },
  { "Hello World", "x", NULL },
  { "Hello World", "", NULL },
  { "Hello World", " ", NULL },
  { "", "a", NULL },
  { "a \n\t b", "A B", "[a \n\t b]" },
  { HAN GEUL "\xec\x9d\x80", GEUL, HAN "[" GEUL "]\xec\x9d\x80" },
  { HAN_JAMO GEUL, HAN, "[" HAN_JAMO "]" GEUL },
  { HAN GEUL, HAN_JAMO, "[" HAN "]" GEUL },
  { "Stra\xc3\x9f" "e", "ss", "Stra[\xc3\x9f]e" },
  { "Stra\xc3\x9f" "e", "as", "Str[a\xc3\x9f]e" },
  { "Stra\xc3\x9f" "e", "se", "Stra[\xc3\x9f" "e]" },
  { "cafe\xcc\x81s", "\xc3\x89", "caf[e\xcc\x81]s" },
  { "\xef\xbc\xa1\xef\xbc\xa2", "ab", "[\xef\xbc\xa1\xef\xbc\xa2]" },
  { "a\xe2\x80\x8b" "b", "ab", "[a\xe2\x80\x8b" "b]" },
  { "ab\xff" "c", "b", "a[b]\xff" "c" },
  { "ab\xff" "c", "c", NULL },
};

static void
test_find (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const char *text = places[i].text;
      g_autofree char *needle = hall_text_fold (places[i].needle);
      g_autoptr (GString) marked = g_string_new (text);
      gsize start = 0;
      gsize end = 0;
      gboolean found = hall_text_find (text, 0, needle, &start, &end);

      g_assert_cmpint (found, ==, places[i].expected != NULL);
      if (!found)
        continue;
      g_string_insert_c (marked, (gssize) end, ']');
      g_string_insert_c (marked, (gssize) start, '[');
      g_assert_cmpstr (marked->str, ==, places[i].expected);
    }

  g_assert_false (hall_text_find (NULL, 0, "a", NULL, NULL));
  g_assert_false (hall_text_find ("a", 0, NULL, NULL, NULL));
  g_assert_true (hall_text_find ("a", 0, "a", NULL, NULL));
  g_assert_false (hall_text_find ("a", 1, "a", NULL, NULL));
}

/* All places one after another, also where the steps of the search meet. */
static void
test_all_places (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gsize at = 0;
  gsize start, end;
  guint n_found = 0;

  for (guint i = 0; i < 3000; i++)
    g_string_append (text, i % 7 == 0 ? "N" HAN "x" : "o" GEUL " ");
  while (hall_text_find (text->str, at, "n" HAN, &start, &end))
    {
      g_assert_cmpuint (start, ==, n_found * 7 * 5);
      g_assert_cmpuint (end, ==, start + 4);
      at = end;
      n_found++;
    }
  g_assert_cmpuint (n_found, ==, 429);
}

/* Whatever is found in the folded text is found in the text, and the other way round. */
static void
test_random (void)
{
  static const char * const pieces[] = {
    "a", "B", " ", "\n", "\xc3\x9f", "e", "\xcc\x81", "\xcc\xa3", HAN, HAN_JAMO, "\xe1\x84\x92",
    "\xe1\x85\xa1", "\xef\xbc\xa1", "\xe2\x80\x8b", "\xef\xac\x81", "\xc2\xa8", "\xef\xb7\xba",
    "\xf0\x9f\x91\x8d", "\xe3\x85\x8e", "\xe3\x85\x8f", "s", "\xe1\xba\x9e", "\xc2\xa0",
  };

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GString) needle = g_string_new (NULL);
      g_autofree char *folded = NULL;
      g_autofree char *folded_needle = NULL;
      g_autofree char *again = NULL;
      gboolean found;
      gsize start, end;

      for (int i = g_test_rand_int_range (0, 16); i > 0; i--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      for (int i = g_test_rand_int_range (1, 3); i > 0; i--)
        g_string_append (needle, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

      folded = hall_text_fold (text->str);
      again = hall_text_fold (folded);
      g_assert_cmpstr (again, ==, folded);
      folded_needle = hall_text_fold (needle->str);

      found = hall_text_find (text->str, 0, folded_needle, &start, &end);
      g_assert_cmpint (found, ==,
                       *folded_needle != '\0' && strstr (folded, folded_needle) != NULL);
      if (found)
        {
          g_autofree char *place = g_strndup (text->str + start, end - start);
          g_autofree char *folded_place = hall_text_fold (place);

          g_assert_cmpuint (end, <=, text->len);
          g_assert_nonnull (strstr (folded_place, folded_needle));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/text-fold/fold", test_fold);
  g_test_add_func ("/wire/text-fold/find", test_find);
  g_test_add_func ("/wire/text-fold/all-places", test_all_places);
  g_test_add_func ("/wire/text-fold/random", test_random);

  return g_test_run ();
}
