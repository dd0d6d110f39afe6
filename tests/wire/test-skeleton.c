/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-skeleton.c: which names are taken for one another, and which are not.
 */

#include "config.h"

#include "wire-test.h"

static const struct
{
  const char *name;
  const char *other;
} alike[] = {
  /* case */
  { "Anna", "ANNA" },
  { "Max", "mAX" },
  { "ÅSA", "åsa" },
  { "Straße", "STRASSE" },
  { "вова", "ВОВА" },
  { "Григорий", "ГРИГОРИЙ" },
  /* Cyrillic for Latin, whole and in part */
  { "Anna", "\u0410nna" },
  { "Boris", "\u0412oris" },
  { "Peter", "\u0420et\u0435r" },
  { "\u0420\u0415\u0422\u0415\u0420", "PETEP" },
  { "scope", "\u0455\u0441\u043e\u0440\u0435" },
  { "Ivan", "\u0406van" },
  /* Greek */
  { "Anna", "\u0391nna" },
  { "Steve", "Ste\u03bde" },
  { "Otto", "\u039f\u03c4\u03c4\u03bf" },
  /* Cherokee, Armenian, mathematical letters */
  { "Jane", "\u13abane" },
  { "Uma", "\u054dma" },
  { "Anna", "\U0001d400\U0001d427\U0001d427\U0001d41a" },
  { "Anna", "\U0001d49cnna" },
  { "Bob", "\u24b7ob" },
  /* width */
  { "Anna", "\uff21\uff4e\uff4e\uff41" },
  { "\uff76\uff85", "\u30ab\u30ca" },
  /* what shows nothing */
  { "Anna", "An\u200bna" },
  { "Anna", "Anna\u200d" },
  { "Anna", "\ufeffAnna" },
  { "Anna", "An\u00adna" },
  { "Anna", "A\u2060nna" },
  { "Anna", "Anna\ufe0f" },
  { "Anna", "Anna\u3164" },
  { "Anna", "An\u034fna" },
  { "Anna", "Anna\U000e0041" },
  { "Anna", "Anna\u2800" },
  /* direction */
  { "Anna", "\u202eAnna" },
  { "Anna", "\u2067Anna\u2069" },
  { "Anna", "Anna\u200f" },
  /* white space */
  { "Anna Berg", "Anna  Berg" },
  { "Anna Berg", "Anna\u00a0Berg" },
  { "Anna Berg", "AnnaBerg " },
  { "Anna Berg", "Anna\u3000Berg" },
  /* what looks like other letters of ours */
  { "Ian", "lan" },
  { "Ian", "ian" },
  { "Ian", "1an" },
  { "Ian", "|an" },
  { "Bill", "BiIl" },
  { "Bob", "B0b" },
  { "Tom", "Torn" },
  { "Tom", "TORN" },
  { "Ian", "\u0131an" },
  { "Irene", "\u0130rene" },
  { "Jan", "j\u0307an" },
  { "O'Neil", "O\u2019Neil" },
  /* one letter written in two ways */
  { "Zoe\u0308", "Zo\u00eb" },
  { "\ud55c", "\u1112\u1161\u11ab" },
  { "S\u00f8ren", "s\u00d8REN" },
};

static const struct
{
  const char *name;
  const char *other;
} different[] = {
  { "Anna", "Anne" },
  { "Anna", "Ana" },
  { "Zoe", "Zo\u00eb" },
  { "Anna", "Anna B" },
  { "Ben", "Bob" },
  { "Tom", "Tim" },
  { "Nan", "Van" },
  /* Korean: final consonants, vowels that ICU takes for strokes, syllables */
  { "김민수", "김민주" },
  { "김민수", "김인수" },
  { "이서연", "이서현" },
  { "이수", "이슈" },
  { "박지훈", "박지운" },
  { "각아", "가가" },
  { "기", "거" },
  { "정우", "저우" },
  { "한글", "하글" },
  /* Chinese, Japanese */
  { "王伟", "王芳" },
  { "さくら", "さくり" },
  { "Иван", "Игорь" },
  { "Νίκος", "Γιάννης" },
  { "\U0001f600", "\U0001f603" },
  { "Anna", "Anna\U0001f600" },
};

static void
test_alike (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (alike); i++)
    {
      g_autofree char *skeleton = hall_text_skeleton (alike[i].name);
      g_autofree char *other = hall_text_skeleton (alike[i].other);

      g_test_message ("%u: %s, %s: %s, %s", i, alike[i].name, alike[i].other, skeleton, other);
      g_assert_nonnull (skeleton);
      g_assert_cmpstr (skeleton, ==, other);
    }
}

static void
test_different (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (different); i++)
    {
      g_autofree char *skeleton = hall_text_skeleton (different[i].name);
      g_autofree char *other = hall_text_skeleton (different[i].other);

      g_test_message ("%u: %s, %s: %s", i, different[i].name, different[i].other, skeleton);
      g_assert_nonnull (skeleton);
      g_assert_nonnull (other);
      g_assert_cmpstr (skeleton, !=, other);
    }
}

/* All syllables of Hangul stay different, and no common one becomes something else. */
static void
test_hangul (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gunichar c = 0xac00; c <= 0xd7a3; c++)
    {
      char name[8] = { '\0' };
      char *skeleton;

      g_unichar_to_utf8 (c, name);
      skeleton = hall_text_skeleton (name);
      g_assert_cmpstr (skeleton, ==, name);
      g_assert_true (g_hash_table_add (seen, skeleton));
    }
}

static void
test_nothing (void)
{
  static const char * const nothing[] = {
    "", " ", "\t\n", "\u200b\u200d", "\u202e\u2069", "\u3164", "\u00ad", "\u2800", "\U000e0020",
    "\x01\x7f", "\xc2\x85",
  };

  g_assert_null (hall_text_skeleton (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    g_assert_null (hall_text_skeleton (nothing[i]));
}

/* Any bytes, as many as they like. */
static void
test_hostile (void)
{
  g_autofree char *longest = g_strnfill (1000000, 'm');
  GString *ligatures = g_string_new (NULL);
  static const char * const names[] = {
    "\xff\xfe", "\xc3", "a\xed\xa0\x80z", "\xf4\x90\x80\x80", "a\u0300\u0300\u0300\u0300\u0300",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *skeleton = hall_text_skeleton (names[i]);

      g_assert_nonnull (skeleton);
      g_assert_true (g_utf8_validate (skeleton, -1, NULL));
    }

  /* The one that becomes 18 characters. */
  for (guint i = 0; i < 1000; i++)
    g_string_append (ligatures, "\ufdfa");
  {
    g_autofree char *of_longest = hall_text_skeleton (longest);
    g_autofree char *of_ligatures = hall_text_skeleton (ligatures->str);

    g_assert_cmpuint (strlen (of_longest), <, 4096);
    g_assert_cmpuint (strlen (of_ligatures), <, 65536);
    g_assert_true (g_utf8_validate (of_ligatures, -1, NULL));
  }
  g_string_free (ligatures, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/skeleton/alike", test_alike);
  g_test_add_func ("/wire/skeleton/different", test_different);
  g_test_add_func ("/wire/skeleton/hangul", test_hangul);
  g_test_add_func ("/wire/skeleton/nothing", test_nothing);
  g_test_add_func ("/wire/skeleton/hostile", test_hostile);

  return g_test_run ();
}
