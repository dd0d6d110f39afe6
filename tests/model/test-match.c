/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-match.c: what a few typed letters fit, and what fits better.
 */

#include "config.h"

#include "hall-match.h"

/* In the order of how well they fit. */
typedef enum
{
  FIT_NOT,
  FIT_GAPS,
  FIT_INSIDE,
  FIT_INITIALS,
  FIT_WORDS,
  FIT_WORD,
  FIT_BEGINNING,
  FIT_WHOLE,
} Fit;

typedef struct
{
  const char *typed;
  const char *name;
  Fit fit;
} Case;

static const Case cases[] = {
  { "mina kim", "Mina Kim", FIT_WHOLE },
  { "MIN", "Mina Kim", FIT_BEGINNING },
  { " min ", "Mina Kim", FIT_BEGINNING },
  { "kim", "Mina Kim", FIT_WORD },
  { "rev", "design-review", FIT_WORD },
  { "kim mi", "Mina Kim", FIT_WORDS },
  { "kim kim", "Mina Kim", FIT_NOT },
  { "mk", "Mina Kim", FIT_INITIALS },
  { "m k", "Mina Kim", FIT_WORDS },
  { "ina", "Mina Kim", FIT_INSIDE },
  { "mnk", "Mina Kim", FIT_GAPS },
  { "minakim", "Mina Kim", FIT_GAPS },
  { "kn", "Mina Kim", FIT_NOT },
  { "x", "Mina Kim", FIT_NOT },
  { "minax", "Mina", FIT_NOT },
  { "a", "", FIT_NOT },
  { "jose", "José Álvarez", FIT_BEGINNING },
  { "alv", "José Álvarez", FIT_WORD },
  { "ál", "Jose Alvarez", FIT_WORD },
  { "STRASSE", "straße", FIT_WHOLE },
  { "ｍｉｎａ", "Mina", FIT_WHOLE },
  { "иван", "Иван Петров", FIT_BEGINNING },
  { "2", "Room 2", FIT_WORD },
  { "[a", "[a] room", FIT_BEGINNING },

  { "한글", "한글", FIT_WHOLE },
  { "ㅎㄱ", "한글", FIT_BEGINNING },
  { "ㅎ", "한글", FIT_BEGINNING },
  { "하", "한글", FIT_BEGINNING },
  { "한ㄱ", "한글", FIT_BEGINNING },
  { "한그", "한글", FIT_BEGINNING },
  { "ㅎㄴ", "한글", FIT_NOT },
  { "한길", "한글", FIT_NOT },
  { "하글", "한글", FIT_NOT },
  { "ㄱ", "한글", FIT_INSIDE },
  { "ㄱㄹ", "한글", FIT_NOT },
  { "ㅁㅇ", "김민아", FIT_INSIDE },
  { "ㄱㅁㅇ", "김민아", FIT_BEGINNING },
  { "ㄱㅇ", "김민아", FIT_GAPS },
  { "민아", "김민아", FIT_INSIDE },
  { "한", "하나", FIT_BEGINNING },
  { "김미", "김민아", FIT_BEGINNING },
  { "달ㄱ", "달걀", FIT_BEGINNING },
  { "닭", "달걀", FIT_BEGINNING },
  { "달", "닭", FIT_BEGINNING },
  { "닭", "달", FIT_NOT },
  { "고", "과자", FIT_BEGINNING },
  { "거", "과자", FIT_NOT },
  { "고자", "과자", FIT_NOT },
  { "ㄲ", "까치", FIT_BEGINNING },
  { "ㄱ", "까치", FIT_BEGINNING },
  { "ㄲ", "가게", FIT_BEGINNING },
  { "ㄲ", "가나", FIT_NOT },
  { "ㄲㅅ", "가게 소식", FIT_INITIALS },
  { "ㄳ", "감사", FIT_BEGINNING },
  { "ㅄ", "봉사", FIT_BEGINNING },
  { "ㅀ", "라한", FIT_BEGINNING },
  { "ㄵ", "나주", FIT_BEGINNING },
  { "ㄷㅈㅇ ㄹㅂ", "디자인 리뷰", FIT_BEGINNING },
  { "ㄷㄹ", "디자인 리뷰", FIT_INITIALS },
  { "리뷰", "디자인 리뷰", FIT_WORD },
  { "ㄹㅂ", "디자인 리뷰", FIT_WORD },
  { "리뷰 디자", "디자인 리뷰", FIT_WORDS },
  { "ㅂㄷ", "디자인 리뷰", FIT_NOT },
  /* Decomposed, as some systems write names of files. */
  { "ㅎㄱ", "\341\204\222\341\205\241\341\206\253\341\204\200\341\205\263\341\206\257",
    FIT_BEGINNING },
};

/* The kind of a score: each has what its costs may take away, below it. */
static Fit
get_fit (guint score)
{
  static const guint least[] = { 1, 221, 361, 461, 521, 721, 961 };
  Fit fit = FIT_NOT;

  for (guint i = 0; i < G_N_ELEMENTS (least); i++)
    {
      if (score >= least[i])
        fit = i + 1;
    }

  return fit;
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint score = hall_match_score (cases[i].typed, cases[i].name);

      if (get_fit (score) != cases[i].fit)
        g_error ("“%s” fits “%s” with %u: kind %d, not %d", cases[i].typed, cases[i].name, score,
                 get_fit (score), cases[i].fit);
    }
}

static void
test_nothing (void)
{
  g_assert_cmpuint (hall_match_score ("", "Mina"), ==, 1);
  g_assert_cmpuint (hall_match_score ("  ", ""), ==, 1);
}

static void
test_order (void)
{
  static const char *const typed_and_names[][3] = {
    { "min", "Min", "Mina" },
    { "min", "Mina", "Minari Park" },
    { "min", "Mina", "Jin Min" },
    { "min", "Jin Min", "Jasmin" },
    { "한", "한글", "하나" },
    { "ㅎㄱ", "한글", "대한건설" },
    { "김", "김", "ㄱ" },
    { "lu", "lunch", "launch" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed_and_names); i++)
    {
      const char *typed = typed_and_names[i][0];
      guint better = hall_match_score (typed, typed_and_names[i][1]);
      guint worse = hall_match_score (typed, typed_and_names[i][2]);

      if (better <= worse)
        g_error ("“%s” fits “%s” with %u, “%s” with %u", typed, typed_and_names[i][1], better,
                 typed_and_names[i][2], worse);
    }
}

/* Whatever is given, it ends soon and reads nothing beyond. */
static void
test_long (void)
{
  g_autofree char *a = g_strnfill (100000, 'a');
  g_autofree char *spaces = g_strnfill (100000, ' ');
  g_autoptr (GString) jamo = g_string_new (NULL);

  for (guint i = 0; i < 3000; i++)
    g_string_append_unichar (jamo, g_test_rand_int_range (0x1100, 0x1200));

  g_assert_cmpuint (hall_match_score (a, a), ==, 0);
  g_assert_cmpuint (hall_match_score ("a", a), >, 0);
  g_assert_cmpuint (hall_match_score (spaces, a), ==, 1);
  hall_match_score (jamo->str, jamo->str);
  for (guint i = 0; i < 300; i++)
    {
      gunichar typed[] = { g_test_rand_int_range (0x1100, 0x1200),
                           g_test_rand_int_range (0x1100, 0x1200), 0 };
      g_autofree char *text = g_ucs4_to_utf8 (typed, -1, NULL, NULL, NULL);

      hall_match_score (text, jamo->str);
      g_assert_cmpuint (hall_match_score (text, text), >, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/match/cases", test_cases);
  g_test_add_func ("/model/match/nothing", test_nothing);
  g_test_add_func ("/model/match/order", test_order);
  g_test_add_func ("/model/match/long", test_long);

  return g_test_run ();
}
