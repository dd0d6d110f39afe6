/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-text-marks.c: the signs at the beginning of a message's lines: fences, quotes, lists.
 *
 * Takes them off and notes what they mean. What stands within a line is read in hall-text-inline.c.
 */

#define G_LOG_DOMAIN "hall-text-marks"

#include "config.h"

#include <string.h>

#include "hall-text-private.h"

#include "hall-text-marks.h"

#define QUOTE_DEPTH_MAX 3
#define INDENT_MAX 4
#define NUMBER_LENGTH_MAX 3
#define BAR "\xe2\x96\x8e"      /* ▎ */
#define BULLET "\xe2\x80\xa2 "  /* • */

/* See the header for these two. */

void
hall_marked_text_clear (HallMarkedText *self)
{
  g_string_free (self->plain, TRUE);
  g_array_unref (self->looks);
}

void
hall_marked_text_append (HallMarkedText *self,
                         const char     *text,
                         gsize           length,
                         guint           look)
{
  guint old_length = self->looks->len;

  g_string_append_len (self->plain, text, (gssize) length);
  g_array_set_size (self->looks, old_length + (guint) length);
  for (gsize i = 0; i < length; i++)
    g_array_index (self->looks, guint16, old_length + i) = (guint16) look;
}

/* How many quotes within one another the line is: "> ", ">> ". @continued: the line before is one,
 * so that an empty one goes on with it. Behind the signs. */
static const char *
skip_quote (const char *at,
            const char *end,
            gboolean    continued,
            guint      *depth)
{
  const char *start = at;
  gboolean is_closed = FALSE;

  *depth = 0;
  while (at < end && *at == '>' && *depth < QUOTE_DEPTH_MAX)
    {
      at++;
      ++*depth;
      is_closed = at < end ? *at == ' ' : continued;
      if (at < end && *at == ' ')
        at++;
    }

  if (*depth > 0 && is_closed)
    return at;
  *depth = 0;

  return start;
}

/* The sign of a list's entry, replaced by what is to be seen; behind it. */
static const char *
take_entry (HallMarkedText *self,
            const char     *start,
            const char     *end,
            guint           look)
{
  const char *at = start;
  guint indent = 0;
  const char *sign;
  gsize length;

  for (; at < end && (*at == ' ' || *at == '\t'); at++)
    indent += *at == '\t' ? 4 : 2;
  sign = at;
  while (at < end && g_ascii_isdigit (*at))
    at++;
  length = at - sign;

  if (length > NUMBER_LENGTH_MAX || end - at < 3)
    return start;
  if (length > 0 ? *at != '.' : (*at != '-' && *at != '*'))
    return start;
  if (at[1] != ' ' || at[2] == ' ' || at[2] == '\t')
    return start;

  indent = MIN (2 + indent / 4 * 2, 2 * INDENT_MAX);
  hall_marked_text_append (self, "        ", indent, look);
  if (length > 0)
    hall_marked_text_append (self, sign, length + 2, look);
  else
    hall_marked_text_append (self, BULLET, strlen (BULLET), look);

  return at + 2;
}

/* @quoted: whether the line before is a quote; returns: whether this one is. */
static gboolean
take_line (HallMarkedText *self,
           const char     *at,
           const char     *end,
           gboolean        quoted)
{
  guint depth = 0;
  guint look = 0;

  if (quoted || self->n_marks < HALL_TEXT_MARKS_MAX)
    at = skip_quote (at, end, quoted, &depth);
  if (depth > 0)
    {
      look = HALL_LOOK_QUOTE;
      if (!quoted)
        self->n_marks++;
      for (guint i = 0; i < depth; i++)
        hall_marked_text_append (self, BAR, strlen (BAR), look);
      hall_marked_text_append (self, " ", 1, look);
    }

  at = take_entry (self, at, end, look);
  hall_marked_text_append_line (self, at, end, look);

  return depth > 0;
}

static void
take_lines (HallMarkedText *self,
            const char     *at,
            const char     *end)
{
  gboolean quoted = FALSE;

  while (at < end)
    {
      const char *line_end = memchr (at, '\n', end - at);

      if (line_end == NULL)
        line_end = end;
      quoted = take_line (self, at, line_end, quoted);
      if (line_end < end)
        hall_marked_text_append (self, "\n", 1, quoted ? HALL_LOOK_QUOTE : 0);
      at = line_end < end ? line_end + 1 : end;
    }
}

/*
 * hall_marked_text_init:
 * @self: (out caller-allocates): what becomes of the text
 * @valid: a message, UTF-8
 *
 * Takes time that grows with the length of the text, whatever is in it.
 */
void
hall_marked_text_init (HallMarkedText *self,
                       const char     *valid)
{
  gsize length = strlen (valid);
  const char *at = valid;
  HallFence fence;

  self->plain = g_string_sized_new (length + 1);
  self->looks = g_array_sized_new (FALSE, FALSE, sizeof (guint16), (guint) length + 1);
  self->n_marks = 0;
  self->n_links = 0;

  while (self->n_marks < HALL_TEXT_MARKS_MAX && hall_text_find_fence (at, &fence))
    {
      take_lines (self, at, fence.start);
      hall_marked_text_append (self, fence.code, fence.code_end - fence.code, HALL_LOOK_CODE);
      self->n_marks++;
      at = fence.after;
    }
  take_lines (self, at, valid + length);
}
