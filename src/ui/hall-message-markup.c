/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-markup.c: reading the markup of a message again: where it is cut, and its links.
 *
 * Pure functions, used by HallMessageBody. They understand what hall_text_to_markup () writes and
 * no more: a and span with attributes in double quotes, and entities. They never make markup out
 * of anything else.
 */

#define G_LOG_DOMAIN "hall-message-markup"

#include "config.h"

#include <string.h>

#include "hall-message-markup.h"

#define TAGS_MAX 8

/* One step through markup: a tag, an entity or a character. */
typedef struct
{
  const char *start;
  const char *end;
  gboolean is_tag;
  gboolean is_closing;
} Piece;

static gboolean
next_piece (const char *at,
            Piece      *piece)
{
  const char *end;

  if (*at == '\0')
    return FALSE;
  piece->start = at;
  piece->is_tag = *at == '<';
  piece->is_closing = piece->is_tag && at[1] == '/';
  end = piece->is_tag ? strchr (at, '>') : *at == '&' ? strchr (at, ';') : NULL;
  piece->end = end != NULL ? end + 1 : g_utf8_next_char (at);
  return TRUE;
}

/* How many bytes of the shown text the piece is. */
static gsize
get_shown_size (const Piece *piece)
{
  static const struct {
    const char *start;
    gsize size;
  } others[] = { { "&#x", 0 }, { "&#", 0 } };

  if (piece->is_tag)
    return 0;
  if (*piece->start != '&')
    return piece->end - piece->start;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (!g_str_has_prefix (piece->start, others[i].start))
        continue;
      return g_unichar_to_utf8 ((gunichar) g_ascii_strtoull (piece->start +
                                                             strlen (others[i].start), NULL,
                                                             i == 0 ? 16 : 10), NULL);
    }
  return 1; /* &amp; &lt; &gt; &quot; &apos; */
}

/* @open: the tags that are open, outermost first */
static void
close_tags (GString     *markup,
            const Piece *open,
            guint        n_open)
{
  while (n_open-- > 0)
    {
      const char *name = open[n_open].start + 1;

      g_string_append_printf (markup, "</%.*s>", (int) strcspn (name, " >"), name);
    }
}

static char *
cut_at (const char  *markup,
        const char  *at,
        const Piece *open,
        guint        n_open)
{
  GString *cut = g_string_new_len (markup, at - markup);

  close_tags (cut, open, n_open);
  g_string_append (cut, "…");
  return g_string_free (cut, FALSE);
}

char *
hall_message_markup_cut (const char *markup,
                         guint      *n_lines,
                         guint      *n_characters)
{
  Piece open[TAGS_MAX];
  Piece piece;
  guint n_open = 0;

  g_return_val_if_fail (markup != NULL, NULL);

  for (const char *at = markup; next_piece (at, &piece); at = piece.end)
    {
      if (piece.is_closing)
        {
          n_open -= n_open > 0;
          continue;
        }
      if (piece.is_tag)
        {
          g_return_val_if_fail (n_open < TAGS_MAX, NULL);
          open[n_open++] = piece;
          continue;
        }
      if (*n_characters == 0 || (*at == '\n' && *n_lines <= 1))
        {
          *n_characters = 0;
          return cut_at (markup, at, open, n_open);
        }
      *n_characters -= 1;
      *n_lines -= *at == '\n';
    }
  *n_lines -= *n_lines > 0;
  return NULL;
}

/* (transfer full) (nullable): the href of an opening tag */
static char *
get_target (const Piece *tag)
{
  static const char before[] = "<a href=\"";
  g_autoptr (GString) target = NULL;
  const char *end;

  if (!tag->is_tag || !g_str_has_prefix (tag->start, before))
    return NULL;
  end = strchr (tag->start + strlen (before), '"');
  if (end == NULL || end >= tag->end)
    return NULL;
  target = g_string_new_len (tag->start + strlen (before), end - tag->start - strlen (before));
  g_string_replace (target, "&lt;", "<", 0);
  g_string_replace (target, "&gt;", ">", 0);
  g_string_replace (target, "&quot;", "\"", 0);
  g_string_replace (target, "&apos;", "'", 0);
  g_string_replace (target, "&#39;", "'", 0);
  g_string_replace (target, "&amp;", "&", 0);
  return g_string_free (g_steal_pointer (&target), FALSE);
}

char *
hall_message_markup_find_link (const char *markup,
                               gsize       index)
{
  g_autofree char *target = NULL;
  gsize shown = 0;
  Piece piece;

  g_return_val_if_fail (markup != NULL, NULL);

  for (const char *at = markup; next_piece (at, &piece); at = piece.end)
    {
      gsize size = get_shown_size (&piece);

      if (g_str_has_prefix (at, "<a "))
        target = get_target (&piece);
      else if (g_str_has_prefix (at, "</a"))
        g_clear_pointer (&target, g_free);
      if (size > 0 && index < shown + size)
        return g_steal_pointer (&target);
      shown += size;
    }
  return NULL;
}

char *
hall_message_markup_get_only_link (const char *markup)
{
  g_autofree char *found = NULL;
  Piece piece;

  g_return_val_if_fail (markup != NULL, NULL);

  for (const char *at = markup; next_piece (at, &piece); at = piece.end)
    {
      g_autofree char *target = get_target (&piece);

      if (target == NULL)
        continue;
      if (found != NULL && !g_str_equal (found, target))
        return NULL;
      g_free (found);
      found = g_steal_pointer (&target);
    }
  return g_steal_pointer (&found);
}
