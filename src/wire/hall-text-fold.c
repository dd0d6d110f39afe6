/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-text-fold.c: texts as search compares them, and where in a text something was found.
 *
 * Unicode's NFKC_Casefold, by ICU, piece by piece, so that each byte of the folded text knows where
 * it comes from. Every use goes the same way, so what is indexed is what is found again. Declared
 * in hall-text.h.
 */

#define G_LOG_DOMAIN "hall-text-fold"

#include "config.h"

#include <string.h>

#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include "hall-text-private.h"

#include "hall-text.h"

/* Bytes of a text that are folded before it is looked whether the needle is in them: few at first,
 * as who asks for all places asks again from behind each. */
#define STEP_MIN 32
#define STEP_MAX 1024

typedef struct
{
  gsize start;
  gsize end;
} Origin;

typedef struct
{
  const UNormalizer2 *normalizer;
  GString *folded;
  GArray *origins;       /* (nullable) (element-type Origin): of each byte of folded */
  GArray *wide;          /* (element-type UChar): the piece, in UTF-16 */
  GArray *result;        /* (element-type UChar) */
} Folder;

static const UNormalizer2 *
get_normalizer (void)
{
  static const UNormalizer2 *normalizer;
  static gsize is_open = 0;

  if (g_once_init_enter (&is_open))
    {
      UErrorCode status = U_ZERO_ERROR;

      normalizer = unorm2_getNFKCCasefoldInstance (&status);
      /* Only an ICU without its own data. */
      if (U_FAILURE (status))
        g_error ("ICU: %s", u_errorName (status));
      g_once_init_leave (&is_open, 1);
    }

  return normalizer;
}

static void
folder_init (Folder   *self,
             gsize     size,
             gboolean  with_origins)
{
  self->normalizer = get_normalizer ();
  self->folded = g_string_sized_new (size);
  self->origins = with_origins ? g_array_new (FALSE, FALSE, sizeof (Origin)) : NULL;
  self->wide = g_array_new (FALSE, FALSE, sizeof (UChar));
  self->result = g_array_sized_new (FALSE, FALSE, sizeof (UChar), 64);
  g_array_set_size (self->result, 64);
}

static void
folder_clear (Folder *self)
{
  if (self->folded != NULL)
    g_string_free (self->folded, TRUE);
  g_clear_pointer (&self->origins, g_array_unref);
  g_array_unref (self->wide);
  g_array_unref (self->result);
}

static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == '\v' || c == 0x85;
}

/* What comes of the piece from @start to @end; runs of white space become one space. */
static void
append_character (Folder   *self,
                  gunichar  c,
                  gsize     start,
                  gsize     end)
{
  Origin origin = { start, end };
  gsize before = self->folded->len;

  if (is_space (c))
    {
      if (before == 0 || self->folded->str[before - 1] == ' ')
        return;
      c = ' ';
    }
  g_string_append_unichar (self->folded, c);

  for (gsize i = before; self->origins != NULL && i < self->folded->len; i++)
    g_array_append_val (self->origins, origin);
}

static void
fold_piece (Folder *self,
            gsize   start,
            gsize   end)
{
  UErrorCode status = U_ZERO_ERROR;
  int32_t length;

  length = unorm2_normalize (self->normalizer, (const UChar *) self->wide->data,
                             (int32_t) self->wide->len, (UChar *) self->result->data,
                             (int32_t) self->result->len, &status);
  if (status == U_BUFFER_OVERFLOW_ERROR)
    {
      status = U_ZERO_ERROR;
      g_array_set_size (self->result, length);
      length = unorm2_normalize (self->normalizer, (const UChar *) self->wide->data,
                                 (int32_t) self->wide->len, (UChar *) self->result->data,
                                 (int32_t) self->result->len, &status);
    }
  if (U_FAILURE (status))
    return;

  for (int32_t i = 0; i < length;)
    {
      const UChar *result = (const UChar *) self->result->data;
      UChar32 c;

      U16_NEXT (result, i, length, c);
      append_character (self, (gunichar) c, start, end);
    }
}

static void
append_wide (GArray   *wide,
             gunichar  c)
{
  UChar units[2];
  gsize n_units = 0;

  U16_APPEND_UNSAFE (units, n_units, c);
  g_array_append_vals (wide, units, (guint) n_units);
}

/* Folds the piece of @text that begins at @start: the next place where it may be cut without
 * changing what comes of it; @start itself at the end or before what is not UTF-8. */
static gsize
fold_next (Folder     *self,
           const char *text,
           gsize       start)
{
  const char *at = text + start;
  gunichar c = g_utf8_get_char_validated (at, -1);

  if (*at == '\0' || c >= (gunichar) -2)
    return start;

  /* Most of most texts: nothing combines with it. */
  if (c < 0x80 && (guchar) at[1] < 0x80)
    {
      append_character (self, (gunichar) g_ascii_tolower ((char) c), start, start + 1);
      return start + 1;
    }

  g_array_set_size (self->wide, 0);
  do
    {
      append_wide (self->wide, c);
      at = g_utf8_next_char (at);
      c = g_utf8_get_char_validated (at, -1);
    }
  while (*at != '\0' && c < (gunichar) -2 && !unorm2_hasBoundaryBefore (self->normalizer, c));

  fold_piece (self, start, at - text);

  return at - text;
}

/**
 * hall_text_fold:
 * @text: (nullable): a text from anywhere
 *
 * Makes of a text what search compares: NFKC, case folded, without what is invisible, white space
 * as single spaces and none at the ends. Folding what was folded changes nothing.
 *
 * Returns: (transfer full): the folded text, perhaps empty
 */
char *
hall_text_fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  gsize length = strlen (valid);
  Folder folder;
  GString *folded;

  folder_init (&folder, length + 1, FALSE);
  for (gsize at = 0; at < length;)
    at = fold_next (&folder, valid, at);

  folded = g_steal_pointer (&folder.folded);
  folder_clear (&folder);
  if (folded->len > 0 && folded->str[folded->len - 1] == ' ')
    g_string_truncate (folded, folded->len - 1);

  return g_string_free (folded, FALSE);
}

/**
 * hall_text_find:
 * @text: (nullable): a text
 * @from: where to begin, a byte offset of a character, not behind the end
 * @folded_needle: (nullable): what to find, by hall_text_fold (); nothing is found of an empty one
 * @start: (out) (optional): where it begins
 * @end: (out) (optional): the end of its last character
 *
 * Places are whole characters of @text with what combines with them, even if only a part of them is
 * in @folded_needle. What is behind bytes that are not UTF-8 is not found. Looks little further
 * than what is found.
 *
 * Returns: whether it is there
 */
gboolean
hall_text_find (const char *text,
                gsize       from,
                const char *folded_needle,
                gsize      *start,
                gsize      *end)
{
  gsize needle_length = folded_needle != NULL ? strlen (folded_needle) : 0;
  gsize searched = 0;
  gsize step = MAX (STEP_MIN, needle_length);
  gsize at = from;
  Folder folder;
  const char *found = NULL;
  gboolean is_over = FALSE;

  if (text == NULL || needle_length == 0)
    return FALSE;

  folder_init (&folder, 2 * STEP_MIN, TRUE);
  while (found == NULL && !is_over)
    {
      gsize step_end = at + step;

      while (at < step_end && !is_over)
        {
          gsize next = fold_next (&folder, text, at);

          is_over = next == at;
          at = next;
        }

      found = memmem (folder.folded->str + searched, folder.folded->len - searched, folded_needle,
                      needle_length);
      if (folder.folded->len >= needle_length)
        searched = folder.folded->len - needle_length + 1;
      step = MIN (2 * step, MAX (STEP_MAX, needle_length));
    }

  if (found != NULL)
    {
      gsize first = found - folder.folded->str;

      if (start != NULL)
        *start = g_array_index (folder.origins, Origin, first).start;
      if (end != NULL)
        *end = g_array_index (folder.origins, Origin, first + needle_length - 1).end;
    }
  folder_clear (&folder);

  return found != NULL;
}
