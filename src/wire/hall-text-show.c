/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-text-show.c: a message as it is seen: as markup for GtkLabel, and as plain text.
 *
 * Both come of the same HallMarkedText, so the markup's text is the plain text. The attributes have
 * no colours of their own but behind the text, half transparent, as they must be right on light and
 * on dark. Declared in hall-text.h.
 */

#define G_LOG_DOMAIN "hall-text-show"

#include "config.h"

#include <string.h>

#include "hall-text-marks.h"
#include "hall-text-private.h"

#include "hall-text.h"

#define ALL_NAME "room"

/* "@" in the middle of a word belongs to an address. */
static gboolean
begins_word (const char *text,
             const char *at)
{
  gunichar c;

  if (at == text)
    return TRUE;
  c = g_utf8_get_char (g_utf8_prev_char (at));

  return !g_unichar_isalnum (c) || hall_character_is_east_asian (c);
}

/* The length of the name that stands at @at; 0 if there is none, or only the beginning of a longer
 * word. Who is named twice may be written in two ways. */
static gsize
match_name (const char *at,
            const char *name)
{
  gsize length = strlen (name);
  gunichar next;

  if (length == 0 || g_ascii_strncasecmp (at, name, length) != 0)
    return 0;
  /* A name that is not UTF-8. */
  if ((at[length] & 0xc0) == 0x80)
    return 0;
  next = g_utf8_get_char (at + length);
  if ((g_unichar_isalnum (next) || next == '_' || g_unichar_ismark (next)) &&
      !hall_character_is_east_asian (next))
    return 0;

  return length;
}

/* The longest name that stands at @at, and how it looks. */
static gsize
match_names (const char          *at,
             const HallTextMarks *marks,
             guint               *look)
{
  gsize longest = marks->all ? match_name (at, ALL_NAME) : 0;

  *look = HALL_LOOK_OWN;
  for (guint i = 0; marks->names != NULL && marks->names[i] != NULL; i++)
    {
      gsize length = match_name (at, marks->names[i]);

      if (length <= longest)
        continue;
      longest = length;
      *look = g_strcmp0 (marks->names[i], marks->own_name) == 0 ? HALL_LOOK_OWN : HALL_LOOK_MENTION;
    }

  return longest;
}

static void
add_look (HallMarkedText *text,
          gsize           start,
          gsize           end,
          guint           look)
{
  for (gsize i = start; i < end; i++)
    g_array_index (text->looks, guint16, i) |= (guint16) look;
}

static void
add_mentions (HallMarkedText      *text,
              const HallTextMarks *marks)
{
  const char *plain = text->plain->str;
  const char *at = plain;
  guint n_mentions = 0;

  if (marks->names == NULL && !marks->all)
    return;

  while (n_mentions < HALL_TEXT_MARKS_MAX && (at = strchr (at, '@')) != NULL)
    {
      gsize start = at - plain;
      guint look;
      gsize length;

      at++;
      if (g_array_index (text->looks, guint16, start) & (HALL_LOOK_CODE | HALL_LOOK_LINKS))
        continue;
      if (!begins_word (plain, at - 1))
        continue;

      length = match_names (at, marks, &look);
      if (length == 0)
        continue;
      add_look (text, start, start + 1 + length, look);
      at += length;
      n_mentions++;
    }
}

static void
add_found (HallMarkedText *text,
           const char     *needle)
{
  g_autofree char *folded = hall_text_fold (needle);
  gsize at = 0;
  gsize start, end;

  for (guint n_found = 0; n_found < HALL_TEXT_MARKS_MAX; n_found++)
    {
      if (!hall_text_find (text->plain->str, at, folded, &start, &end))
        return;
      add_look (text, start, end, HALL_LOOK_FOUND);
      at = end;
    }
}

/* One background: what was searched for is seen over everything else. */
static const char *
background_of (guint look)
{
  if (look & HALL_LOOK_FOUND)
    return " background=\"#f6d32d\" background_alpha=\"28%\" underline=\"single\"";
  if (look & HALL_LOOK_OWN)
    return " background=\"#ff7800\" background_alpha=\"35%\"";
  if (look & HALL_LOOK_MENTION)
    return " background=\"#3584e4\" background_alpha=\"25%\"";
  if (look & HALL_LOOK_CODE)
    return " background=\"#808080\" background_alpha=\"20%\"";

  return "";
}

static void
append_run (GString    *markup,
            const char *text,
            gsize       length,
            guint       look)
{
  look &= ~(guint) HALL_LOOK_LINKS;
  if (look == 0)
    {
      hall_text_append_escaped (markup, text, length);
      return;
    }

  g_string_append (markup, "<span");
  if (look & (HALL_LOOK_BOLD | HALL_LOOK_MENTION | HALL_LOOK_OWN))
    g_string_append (markup, " weight=\"bold\"");
  if (look & HALL_LOOK_ITALIC)
    g_string_append (markup, " style=\"italic\"");
  if (look & HALL_LOOK_STRIKE)
    g_string_append (markup, " strikethrough=\"true\"");
  if (look & HALL_LOOK_CODE)
    g_string_append (markup, " font_family=\"monospace\"");
  if (look & HALL_LOOK_QUOTE)
    g_string_append (markup, " alpha=\"70%\"");
  g_string_append (markup, background_of (look));
  g_string_append_c (markup, '>');
  hall_text_append_escaped (markup, text, length);
  g_string_append (markup, "</span>");
}

/* How many bytes from @start on are alike in what @mask says. */
static gsize
run_length (const HallMarkedText *text,
            gsize                 start,
            gsize                 end,
            guint                 mask)
{
  const guint16 *looks = (const guint16 *) text->looks->data;
  gsize at = start;

  while (at < end && (looks[at] & mask) == (looks[start] & mask))
    at++;

  return at - start;
}

static char *
make_markup (const HallMarkedText *text)
{
  gsize length = text->plain->len;
  GString *markup = g_string_sized_new (length + 64);

  for (gsize at = 0; at < length;)
    {
      gsize part_end = at + run_length (text, at, length, HALL_LOOK_LINKS);
      gboolean is_link = g_array_index (text->looks, guint16, at) & HALL_LOOK_LINKS;

      if (is_link)
        {
          g_string_append (markup, "<a href=\"");
          hall_text_append_escaped (markup, text->plain->str + at, part_end - at);
          g_string_append (markup, "\">");
        }
      while (at < part_end)
        {
          gsize run = run_length (text, at, part_end, G_MAXUINT);

          append_run (markup, text->plain->str + at, run,
                      g_array_index (text->looks, guint16, at));
          at += run;
        }
      if (is_link)
        g_string_append (markup, "</a>");
    }

  return g_string_free (markup, FALSE);
}

/**
 * hall_text_to_markup:
 * @text: (nullable): a text from anywhere; what is not UTF-8 in it becomes U+FFFD
 * @marks: (nullable): what is to be seen in it
 *
 * Makes markup of a message. Links are those of hall_text_link_markup ().
 *
 * Returns: (transfer full): Pango markup whose text is hall_text_to_plain () of @text
 */
char *
hall_text_to_markup (const char          *text,
                     const HallTextMarks *marks)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  HallMarkedText marked;
  char *markup;

  hall_marked_text_init (&marked, valid);
  if (marks != NULL)
    {
      add_mentions (&marked, marks);
      if (marks->needle != NULL)
        add_found (&marked, marks->needle);
    }
  markup = make_markup (&marked);
  hall_marked_text_clear (&marked);

  return markup;
}

/**
 * hall_text_to_plain:
 * @text: (nullable): a text from anywhere; what is not UTF-8 in it becomes U+FFFD
 *
 * Returns: (transfer full): the message as it is seen: without the signs that made something bold
 *   or code, with bullets and bars in the place of those of lists and quotes
 */
char *
hall_text_to_plain (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  HallMarkedText marked;
  char *plain;

  hall_marked_text_init (&marked, valid);
  plain = g_strdup (marked.plain->str);
  hall_marked_text_clear (&marked);

  return plain;
}
