/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fuzz-markup.c: showing, cleaning, folding and cutting of texts, on anything.
 *
 * Markup read back gives the plain text, only what we use occurs, cleaning and folding twice
 * changes nothing. The first line is also a name that is mentioned, and what is searched for.
 */

#include "config.h"

#include <string.h>

#include "../wire/markup-reader.h"

#include "hall-limits.h"
#include "hall-text.h"

#include "fuzz-target.h"

/* 200 marks of each sort, 100 links, and what stands between them. */
#define SPANS_MAX 2500

static void
try_markup (const char *text,
            const char *first_line)
{
  const char *names[] = { "Ben", first_line, "Be", NULL };
  HallTextMarks marks = { names, first_line, TRUE, first_line };
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *links = hall_text_link_markup (text);
  g_autofree char *markup = hall_text_to_markup (text, NULL);
  g_autofree char *marked = hall_text_to_markup (text, &marks);
  g_autofree char *plain = hall_text_to_plain (text);
  g_autofree char *visible_links = NULL;
  g_autofree char *visible = NULL;
  g_autofree char *visible_marked = NULL;
  guint n_links, n_spans;

  markup_read (links, &visible_links, NULL, &n_links, &n_spans);
  g_assert_cmpstr (visible_links, ==, valid);
  g_assert_cmpuint (n_spans, ==, 0);
  g_assert_cmpint (hall_text_has_link (text), ==, n_links > 0);

  markup_read (markup, &visible, NULL, NULL, &n_spans);
  g_assert_cmpstr (visible, ==, plain);
  g_assert_cmpuint (n_spans, <=, SPANS_MAX);
  markup_read (marked, &visible_marked, NULL, NULL, &n_spans);
  g_assert_cmpstr (visible_marked, ==, plain);
  g_assert_cmpuint (n_spans, <=, SPANS_MAX);
}

static void
try_fold (const char *text,
          const char *first_line)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *folded = hall_text_fold (text);
  g_autofree char *again = hall_text_fold (folded);
  g_autofree char *needle = hall_text_fold (first_line);
  gsize start, end;
  gboolean found;

  g_assert_cmpstr (again, ==, folded);
  found = hall_text_find (valid, 0, needle, &start, &end);
  g_assert_cmpint (found, ==, *needle != '\0' && strstr (folded, needle) != NULL);
  if (found)
    {
      g_assert_cmpuint (start, <, end);
      g_assert_cmpuint (end, <=, strlen (valid));
      g_assert_true (g_utf8_validate (valid + start, (gssize) (end - start), NULL));
    }
  hall_text_find (text, 0, needle, NULL, NULL);
}

static void
try_blocks (const char *text)
{
  g_autoptr (GPtrArray) blocks = hall_text_to_blocks (text);

  g_assert_cmpuint (blocks->len, >, 0);
  g_assert_cmpuint (blocks->len, <=, HALL_TEXT_BLOCKS_MAX);
}

static void
try_emoji (const char *text)
{
  g_autofree char *clean = hall_text_clean_emoji (text);
  g_autofree char *again = hall_text_clean_emoji (clean);

  g_assert_cmpstr (again, ==, clean);
  g_assert_cmpint (hall_text_is_emoji (text), ==, clean != NULL);
  g_assert_cmpuint (hall_text_count_emoji (text, 6), <=, 6);
  if (clean != NULL)
    g_assert_cmpuint (hall_text_count_emoji (text, 6), ==, 1);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autofree char *first_line = g_strndup (text, strcspn (text, "\n"));
  g_autofree char *name = hall_text_clean_name (text, HALL_NAME_MAX);
  g_autofree char *name_again = hall_text_clean_name (name, HALL_NAME_MAX);
  g_autofree char *message = hall_text_clean_message (text);
  g_autofree char *message_again = hall_text_clean_message (message);

  try_markup (text, first_line);
  try_fold (text, first_line);
  try_blocks (text);
  try_emoji (text);

  g_assert_cmpstr (name, ==, name_again);
  g_assert_cmpstr (message, ==, message_again);
  g_assert_true (name == NULL || hall_text_is_acceptable (name, HALL_NAME_MAX, FALSE));
  g_assert_true (message == NULL || hall_text_is_acceptable (message, HALL_TEXT_MAX, TRUE));

  return 0;
}
