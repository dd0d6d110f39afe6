/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-text-skeleton.c: what two names have in common that people take for one another.
 *
 * UTS #39's skeleton, by ICU, character by character, with case folded as well: the upper and the
 * lower form of a letter may look like different letters (Cyrillic В and в), and either may be what
 * was chosen to deceive. Syllables of Hangul are never folded: ICU would take apart what makes
 * Korean names differ. A result is only ever compared with another one of the same process.
 */

#define G_LOG_DOMAIN "hall-text-skeleton"

#include "config.h"

#include <string.h>

#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

#include "hall-text-private.h"

#include "hall-text.h"

/* Bytes of a name that are looked at: four times as many as one has on the wire. */
#define NAME_LOOKED_AT_MAX 256
/* What one character becomes; the longest of all has 18 characters. */
#define CHARACTER_MAX 128
#define COMBINING_DOT_ABOVE 0x307

typedef struct
{
  USpoofChecker *checker;
  const UNormalizer2 *fold;      /* NFKC_Casefold */
  const UNormalizer2 *compose;   /* NFKC */
} Unicode;

/* Never freed. ICU's are safe to be used by several threads. */
static const Unicode *
get_unicode (void)
{
  static Unicode unicode;
  static gsize is_open = 0;

  if (g_once_init_enter (&is_open))
    {
      UErrorCode status = U_ZERO_ERROR;

      unicode.checker = uspoof_open (&status);
      unicode.fold = unorm2_getNFKCCasefoldInstance (&status);
      unicode.compose = unorm2_getNFKCInstance (&status);
      /* Only an ICU without its own data. */
      if (U_FAILURE (status))
        g_error ("ICU: %s", u_errorName (status));
      g_once_init_leave (&is_open, 1);
    }

  return &unicode;
}

static gboolean
is_hangul (gunichar c)
{
  return c >= 0xac00 && c <= 0xd7a3;
}

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    {
      if ((guchar) *text >= 0x80)
        return FALSE;
    }

  return TRUE;
}

/* The prototype that @c looks like; @c itself if ICU can't tell. */
static void
look_of (const Unicode *unicode,
         gunichar       c,
         char           look[CHARACTER_MAX])
{
  UErrorCode status = U_ZERO_ERROR;
  char text[8];
  int32_t length = g_unichar_to_utf8 (c, text);
  int32_t result;

  if (!is_hangul (c))
    {
      result = uspoof_getSkeletonUTF8 (unicode->checker, 0, text, length, look, CHARACTER_MAX - 1,
                                       &status);
      if (U_SUCCESS (status) && result < CHARACTER_MAX)
        {
          look[result] = '\0';
          return;
        }
    }

  memcpy (look, text, length);
  look[length] = '\0';
}

/* A letter of ours that @c looks like, in one of its cases; itself if there is none. */
static void
append_look (const Unicode *unicode,
             gunichar       c,
             GString       *result)
{
  gunichar cases[] = { c, g_unichar_toupper (c), g_unichar_tolower (c) };
  char look[CHARACTER_MAX];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      look_of (unicode, cases[i], look);
      if (is_ascii (look))
        {
          g_string_append (result, look);
          return;
        }
    }

  g_string_append_unichar (result, c);
}

/* (transfer full) (nullable): @text by way of @normalizer. */
static char *
normalize (const UNormalizer2 *normalizer,
           const char         *text)
{
  g_autofree gunichar2 *wide = NULL;
  g_autofree gunichar2 *result = NULL;
  UErrorCode status = U_ZERO_ERROR;
  glong length;
  int32_t size, n_units;

  wide = g_utf8_to_utf16 (text, -1, NULL, &length, NULL);
  if (wide == NULL)
    return NULL;

  /* NFKC makes 18 characters of the worst one. */
  size = (int32_t) length * 18 + 1;
  result = g_new (gunichar2, size);
  n_units = unorm2_normalize (normalizer, (const UChar *) wide, (int32_t) length, (UChar *) result,
                              size, &status);
  if (U_FAILURE (status))
    return NULL;

  return g_utf16_to_utf8 (result, n_units, NULL, NULL, NULL);
}

/* Every character but those of Hangul replaced by what it looks like. @only_ours: only where that
 * is in ASCII. */
static char *
replace_looks (const Unicode *unicode,
               const char    *text,
               gboolean       only_ours)
{
  GString *result = g_string_sized_new (2 * strlen (text));

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      char look[CHARACTER_MAX];

      if (only_ours)
        {
          append_look (unicode, c, result);
          continue;
        }
      look_of (unicode, c, look);
      g_string_append (result, look);
    }

  return g_string_free (result, FALSE);
}

/* i, l, 1 and I are one; what shows nothing goes, and so do dots on letters that have one. */
static char *
strip (const char *text)
{
  GString *result = g_string_sized_new (strlen (text));

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      char last = result->len > 0 ? result->str[result->len - 1] : '\0';

      if (g_unichar_isspace (c) || hall_character_is_control (c) ||
          hall_character_is_invisible (c))
        continue;
      if (c == COMBINING_DOT_ABOVE && (last == 'l' || last == 'j'))
        continue;
      g_string_append_unichar (result, c == 'i' ? 'l' : c);
    }

  return g_string_free (result, FALSE);
}

/**
 * hall_text_skeleton:
 * @name: (nullable): a name from anywhere
 *
 * May be called from any thread. Looks at the first 256 bytes.
 *
 * Returns: (transfer full) (nullable): the same for names that look alike; %NULL if nothing visible
 *   is left
 */
char *
hall_text_skeleton (const char *name)
{
  const Unicode *unicode = get_unicode ();
  g_autofree char *valid = NULL;
  g_autofree char *composed = NULL;
  g_autofree char *ours = NULL;
  g_autofree char *compatible = NULL;
  g_autofree char *alike = NULL;
  g_autofree char *looks = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *folded_again = NULL;
  char *skeleton;

  if (name == NULL)
    return NULL;

  valid = g_utf8_make_valid (name, strnlen (name, NAME_LOOKED_AT_MAX));
  /* Before anything is compared by its look, or a mark would hide the letter below it. */
  composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  ours = replace_looks (unicode, composed, TRUE);
  /* What was only another form of a letter is looked at once more. */
  compatible = normalize (unicode->compose, ours);
  if (compatible == NULL)
    return NULL;
  alike = replace_looks (unicode, compatible, TRUE);

  folded = normalize (unicode->fold, alike);
  if (folded == NULL)
    return NULL;
  looks = replace_looks (unicode, folded, FALSE);
  folded_again = normalize (unicode->fold, looks);
  if (folded_again == NULL)
    return NULL;

  skeleton = strip (folded_again);
  if (*skeleton == '\0')
    g_clear_pointer (&skeleton, g_free);

  return skeleton;
}
