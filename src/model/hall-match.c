/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-match.c: how well a few typed letters fit a name.
 *
 * Pure functions over texts that were taken apart into letters, a Hangul syllable being one letter
 * of two or three parts. What it costs is bounded whatever is given.
 */

#define G_LOG_DOMAIN "hall-match"

#include "config.h"

#include <string.h>

#include "hall-match.h"

#define NAME_LETTERS_MAX 256
#define TYPED_LETTERS_MAX 64
#define WORDS_MAX 8

/* The higher the better; what is between two of them says how well within the kind. */
#define SCORE_WHOLE 1000
#define SCORE_BEGINNING 800
#define SCORE_WORD 600
#define SCORE_WORDS 500
#define SCORE_INITIALS 400
#define SCORE_INSIDE 300
#define SCORE_GAPS 100
/* Initial consonants fit more than what they are meant to. */
#define LOOSE_COST 40
#define LENGTH_COST_MAX 39

/* Conjoining jamo: what NFKD makes of syllables and of the letters of keyboards. */
#define LEADING_FIRST 0x1100
#define LEADING_LAST 0x1112
#define VOWEL_FIRST 0x1161
#define VOWEL_LAST 0x1175
#define TRAILING_FIRST 0x11a8
#define TRAILING_LAST 0x11c2

typedef struct
{
  gunichar c;          /* or the leading consonant */
  gunichar vowel;      /* 0: no syllable */
  gunichar trailing;   /* 0: none */
  gboolean starts_word;
} Letter;

typedef struct
{
  Letter letters[NAME_LETTERS_MAX];
  guint n;
} Letters;

/* The two consonants of a cluster at the end of a syllable; of a single one the second is 0. Both
 * as leading ones. In the order of Unicode, from TRAILING_FIRST. */
static const guint16 trailing_parts[][2] = {
  { 0x1100, 0 }, { 0x1101, 0 }, { 0x1100, 0x1109 }, { 0x1102, 0 }, { 0x1102, 0x110c },
  { 0x1102, 0x1112 }, { 0x1103, 0 }, { 0x1105, 0 }, { 0x1105, 0x1100 }, { 0x1105, 0x1106 },
  { 0x1105, 0x1107 }, { 0x1105, 0x1109 }, { 0x1105, 0x1110 }, { 0x1105, 0x1111 },
  { 0x1105, 0x1112 }, { 0x1106, 0 }, { 0x1107, 0 }, { 0x1107, 0x1109 }, { 0x1109, 0 },
  { 0x110a, 0 }, { 0x110b, 0 }, { 0x110c, 0 }, { 0x110e, 0 }, { 0x110f, 0 }, { 0x1110, 0 },
  { 0x1111, 0 }, { 0x1112, 0 },
};

static gboolean
is_leading (gunichar c)
{
  return c >= LEADING_FIRST && c <= LEADING_LAST;
}

static gboolean
is_vowel (gunichar c)
{
  return c >= VOWEL_FIRST && c <= VOWEL_LAST;
}

static gboolean
is_trailing (gunichar c)
{
  return c >= TRAILING_FIRST && c <= TRAILING_LAST;
}

static gboolean
is_left_out (gunichar c)
{
  switch ((guint) g_unichar_type (c))
    {
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_FORMAT:
    case G_UNICODE_CONTROL:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
add_letter (Letters  *self,
            gunichar  c,
            gboolean *in_word)
{
  gboolean is_part = g_unichar_isalnum (c);

  if (self->n == NAME_LETTERS_MAX)
    return;
  self->letters[self->n++] = (Letter) { c, 0, 0, is_part && !*in_word };
  *in_word = is_part;
}

/* A cluster that stands alone ("ㄳ") was meant as two consonants: keyboards join them. */
static void
add_cluster (Letters  *self,
             gunichar  c,
             gboolean *in_word)
{
  const guint16 *parts = trailing_parts[c - TRAILING_FIRST];

  add_letter (self, parts[0], in_word);
  if (parts[1] != 0)
    add_letter (self, parts[1], in_word);
}

/* Unicode takes two of the clusters for leading ones. */
static gunichar
as_trailing (gunichar c)
{
  if (c == 0x111a)
    return 0x11b6;

  return c == 0x1121 ? 0x11b9 : c;
}

/* Takes a text apart: without accents, case and width. */
static void
take_apart (const char *text,
            Letters    *letters)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = decomposed != NULL ? g_utf8_casefold (decomposed, -1) : NULL;
  gboolean in_word = FALSE;

  letters->n = 0;
  for (const char *p = folded != NULL ? folded : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = as_trailing (g_utf8_get_char (p));
      Letter *last = letters->n > 0 ? &letters->letters[letters->n - 1] : NULL;

      if (is_left_out (c))
        continue;
      if (is_vowel (c) && last != NULL && is_leading (last->c) && last->vowel == 0)
        last->vowel = c;
      else if (is_trailing (c) && last != NULL && last->vowel != 0 && last->trailing == 0)
        last->trailing = c;
      else if (is_trailing (c))
        add_cluster (letters, c, &in_word);
      else
        add_letter (letters, c, &in_word);
    }
}

/* The plain consonant of a double one, else 0. */
static gunichar
get_plain (gunichar leading)
{
  switch (leading)
    {
    case 0x1101:
    case 0x1104:
    case 0x1108:
    case 0x110a:
    case 0x110d:
      return leading - 1;
    default:
      return 0;
    }
}

static gboolean
is_same (const Letter *a,
         const Letter *b)
{
  return a->c == b->c && a->vowel == b->vowel && a->trailing == b->trailing;
}

static gboolean
leading_fits (gunichar typed,
              gunichar leading)
{
  return typed == leading || typed == get_plain (leading);
}

/* Whether a vowel that is not finished may become the other: ㅗ is how ㅘ, ㅙ and ㅚ begin. */
static gboolean
vowel_fits (gunichar typed,
            gunichar vowel)
{
  if (typed == vowel)
    return TRUE;

  switch (typed)
    {
    case 0x1169:
      return vowel >= 0x116a && vowel <= 0x116c;
    case 0x116e:
      return vowel >= 0x116f && vowel <= 0x1171;
    case 0x1173:
      return vowel == 0x1174;
    default:
      return FALSE;
    }
}

/* Whether the consonants at the end of a syllable are, or begin, those of another. */
static gboolean
trailing_fits (gunichar typed,
               gunichar trailing)
{
  const guint16 *typed_parts;
  const guint16 *parts;

  if (typed == trailing || typed == 0)
    return TRUE;
  if (trailing == 0)
    return FALSE;
  typed_parts = trailing_parts[typed - TRAILING_FIRST];
  parts = trailing_parts[trailing - TRAILING_FIRST];

  return typed_parts[1] == 0 && parts[1] != 0 && typed_parts[0] == parts[0];
}

/* The last syllable is still being typed: what ends it may begin the next one ("한" fits "하나",
 * "닭" fits "달걀"). */
static gboolean
unfinished_fits (const Letter  *typed,
                 const Letters *name,
                 guint          i)
{
  const Letter *letter = &name->letters[i];
  const Letter *next = i + 1 < name->n ? letter + 1 : NULL;
  const guint16 *parts;

  if (letter->vowel == 0 || letter->c != typed->c)
    return FALSE;
  if (typed->trailing == 0)
    return vowel_fits (typed->vowel, letter->vowel);
  if (letter->vowel != typed->vowel)
    return FALSE;
  if (trailing_fits (typed->trailing, letter->trailing))
    return TRUE;

  if (next == NULL || next->vowel == 0)
    return FALSE;
  parts = trailing_parts[typed->trailing - TRAILING_FIRST];
  if (parts[1] == 0)
    return letter->trailing == 0 && leading_fits (parts[0], next->c);

  return letter->trailing != 0 && trailing_parts[letter->trailing - TRAILING_FIRST][1] == 0 &&
         trailing_parts[letter->trailing - TRAILING_FIRST][0] == parts[0] &&
         leading_fits (parts[1], next->c);
}

/* How many letters of the name, from the @i-th on, fit the typed one; 0: it does not fit. A double
 * consonant also fits two that begin with it ("ㄲ" fits "가게"). */
static guint
letter_fits (const Letters *typed,
             guint          k,
             const Letters *name,
             guint          i,
             gboolean      *loose)
{
  const Letter *letter = &typed->letters[k];
  const Letter *named = &name->letters[i];
  gunichar plain;

  if (is_same (letter, named))
    return 1;
  if (letter->vowel != 0)
    {
      if (k + 1 < typed->n || !unfinished_fits (letter, name, i))
        return 0;
      *loose = TRUE;
      return 1;
    }
  if (!is_leading (letter->c) || named->vowel == 0)
    return 0;

  *loose = TRUE;
  if (leading_fits (letter->c, named->c))
    return 1;
  plain = get_plain (letter->c);
  if (plain != 0 && named->c == plain && i + 1 < name->n && named[1].vowel != 0 &&
      named[1].c == plain)
    return 2;

  return 0;
}

/* Whether all that was typed fits from the @i-th letter on, without a gap; @end: after it. */
static gboolean
fits_at (const Letters *typed,
         const Letters *name,
         guint          i,
         guint         *end,
         gboolean      *loose)
{
  *loose = FALSE;
  for (guint k = 0; k < typed->n; k++)
    {
      guint n = i < name->n ? letter_fits (typed, k, name, i, loose) : 0;

      if (n == 0)
        return FALSE;
      i += n;
    }
  *end = i;

  return TRUE;
}

static guint
get_length_cost (const Letters *typed,
                 const Letters *name)
{
  return name->n > typed->n ? MIN (name->n - typed->n, LENGTH_COST_MAX) : 0;
}

/* 0: it is not there in one piece. */
static guint
score_piece (const Letters *typed,
             const Letters *name)
{
  guint best = 0;

  for (guint i = 0; i < name->n; i++)
    {
      gboolean loose;
      guint end;
      guint score;

      if (!fits_at (typed, name, i, &end, &loose))
        continue;
      if (i == 0)
        score = end == name->n && !loose ? SCORE_WHOLE : SCORE_BEGINNING;
      else
        score = name->letters[i].starts_word ? SCORE_WORD : SCORE_INSIDE;
      best = MAX (best, score - (loose ? LOOSE_COST : 0));
    }

  return best;
}

/* Whether each typed letter fits the next of those at the beginnings of words, or with @anywhere of
 * all; the first one that fits is taken. */
static gboolean
fits_with_gaps (const Letters *typed,
                const Letters *name,
                gboolean       anywhere)
{
  guint i = 0;

  for (guint k = 0; k < typed->n; k++)
    {
      gboolean loose;
      guint n = 0;

      /* A space that was typed only parts words. */
      if (g_unichar_isspace (typed->letters[k].c))
        continue;
      for (; i < name->n && n == 0; i += MAX (n, 1))
        {
          if (anywhere || name->letters[i].starts_word)
            n = letter_fits (typed, k, name, i, &loose);
        }
      if (n == 0)
        return FALSE;
    }

  return TRUE;
}

/* Several words that were typed, in whatever order, each at the beginning of another word. */
static gboolean
fits_in_words (const char    *typed,
               const Letters *name)
{
  g_auto (GStrv) words = g_strsplit_set (typed, " \t", WORDS_MAX);
  g_autofree gboolean *taken = g_new0 (gboolean, name->n + 1);
  g_autofree Letters *word = g_new (Letters, 1);
  guint n_words = 0;

  for (guint w = 0; words[w] != NULL; w++)
    {
      gboolean found = FALSE;

      take_apart (words[w], word);
      if (word->n == 0)
        continue;
      for (guint i = 0; i < name->n && !found; i++)
        {
          gboolean loose;
          guint end;

          if (name->letters[i].starts_word && !taken[i] &&
              fits_at (word, name, i, &end, &loose))
            found = taken[i] = TRUE;
        }
      if (!found)
        return FALSE;
      n_words++;
    }

  return n_words > 1;
}

/**
 * hall_match_score:
 * @typed: what was typed, UTF-8; spaces around it do not matter
 * @name: a name, UTF-8
 *
 * Says how well the letters fit: as the whole name, at its beginning, at the beginning of a word,
 * as the beginnings of several words, inside, or one after the other with gaps. Shorter names come
 * before longer ones that fit as well. Case, width and accents do not matter; Hangul fits by
 * initial consonants, too, and by a syllable that is not finished.
 *
 * Returns: 0: does not fit; else the higher the better; 1 when nothing was typed
 */
guint
hall_match_score (const char *typed,
                  const char *name)
{
  g_autofree char *stripped = NULL;
  g_autofree Letters *letters = NULL;
  g_autofree Letters *named = NULL;
  guint score;

  g_return_val_if_fail (typed != NULL && name != NULL, 0);

  stripped = g_strstrip (g_strdup (typed));
  letters = g_new (Letters, 1);
  named = g_new (Letters, 1);
  take_apart (stripped, letters);
  if (letters->n == 0)
    return 1;
  if (letters->n > TYPED_LETTERS_MAX)
    return 0;

  take_apart (name, named);
  score = score_piece (letters, named);
  if (score < SCORE_WORDS && strpbrk (stripped, " \t") != NULL && fits_in_words (stripped, named))
    score = SCORE_WORDS;
  if (score < SCORE_INITIALS && fits_with_gaps (letters, named, FALSE))
    score = SCORE_INITIALS;
  if (score < SCORE_GAPS && fits_with_gaps (letters, named, TRUE))
    score = SCORE_GAPS;

  return score > 0 ? score - get_length_cost (letters, named) : 0;
}
