/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-text-markup.c: links in a text, for GtkLabel.
 *
 * Here and in hall-text-show.c markup is made, and nowhere else. Everything that a sender wrote is
 * escaped, and a link leads exactly where its visible text says: the two are the same characters.
 * Declared in hall-text.h.
 */

#define G_LOG_DOMAIN "hall-text-markup"

#include "config.h"

#include <string.h>

#include "hall-address-link.h"
#include "hall-text-marks.h"
#include "hall-text-private.h"

#include "hall-text.h"


static const char * const schemes[] = { "https://", "http://", "mailto:", "hallway:" };

/* The end of what could be a link that begins at @text: white space and characters that no
 * address contains unescaped end it. */
static const char *
find_end (const char *text,
          gboolean   *disguised)
{
  const char *at;

  *disguised = FALSE;
  for (at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c) || hall_character_is_control (c) ||
          strchr ("<>\"\\^`{|}", c < 0x80 ? (int) c : 'a') != NULL)
        break;
      if (hall_character_is_invisible (c) || !g_unichar_isdefined (c))
        *disguised = TRUE;
    }

  return at;
}

/* Takes off what stands after an address rather than in it: punctuation, and brackets that were
 * not opened in it. */
static const char *
trim_end (const char *start,
          const char *end)
{
  int round = 0;
  int square = 0;

  for (const char *at = start; at < end; at++)
    {
      round += (*at == '(') - (*at == ')');
      square += (*at == '[') - (*at == ']');
    }

  while (end > start)
    {
      const char *last = g_utf8_prev_char (end);
      gunichar c = g_utf8_get_char (last);

      if (c == ')' && round < 0)
        round++;
      else if (c == ']' && square < 0)
        square++;
      else if (c == '(')
        round--;
      else if (c == '[')
        square--;
      else if (c < 0x80 ? strchr (".,;:!?'*_~", (int) c) == NULL
                        : !(g_unichar_ispunct (c) || c == 0x2026))
        break;

      end = last;
    }

  return end;
}

/* http and https: a host must follow, and nothing that makes another host look like it. */
static gboolean
has_host (const char *start,
          const char *end)
{
  gunichar first;

  for (const char *at = start; at < end && strchr ("/?#", *at) == NULL; at++)
    {
      if (*at == '@')
        return FALSE;
    }

  first = start < end ? g_utf8_get_char (start) : 0;

  return g_unichar_isalnum (first) || (first == '[' && start + 1 < end);
}

static gboolean
has_mailbox (const char *start,
             const char *end)
{
  const char *at_sign = memchr (start, '@', end - start);

  return at_sign != NULL && at_sign > start && at_sign + 1 < end &&
         g_unichar_isalnum (g_utf8_get_char (at_sign + 1));
}

/* Only what will open something when it is clicked. */
static gboolean
is_hallway_link (const char *start,
                 const char *end)
{
  g_autofree char *text = g_strndup (start, end - start);
  g_autoptr (HallAddressLink) link = hall_address_link_parse (text, NULL);

  return link != NULL;
}

static gboolean
is_link (const char *start,
         const char *rest,
         const char *end)
{
  switch (*start | 0x20)
    {
    case 'm':
      return has_mailbox (rest, end);
    case 'h':
      return rest[-1] == '/' ? has_host (rest, end) : is_hallway_link (start, end);
    default:
      return FALSE;
    }
}

/* See hall-text-private.h for these two. */

gboolean
hall_text_find_link (const char  *start,
                     const char **end)
{
  *end = start;
  if ((*start | 0x20) != 'h' && (*start | 0x20) != 'm')
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize length = strlen (schemes[i]);
      gboolean disguised;
      const char *stop, *trimmed;

      if (g_ascii_strncasecmp (start, schemes[i], length) != 0)
        continue;

      stop = find_end (start + length, &disguised);
      trimmed = trim_end (start + length, stop);
      if (!disguised && is_link (start, start + length, trimmed))
        {
          *end = trimmed;
          return TRUE;
        }
      *end = stop;
      return FALSE;
    }

  return FALSE;
}

void
hall_text_append_escaped (GString    *markup,
                          const char *text,
                          gsize       length)
{
  const char *end = text + length;

  /* The parser would make LF of a carriage return that is not written as a reference. */
  while (text < end)
    {
      const char *stop = memchr (text, '\r', end - text);
      g_autofree char *escaped = g_markup_escape_text (text, (stop != NULL ? stop : end) - text);

      g_string_append (markup, escaped);
      if (stop != NULL)
        g_string_append (markup, "&#13;");
      text = stop != NULL ? stop + 1 : end;
    }
}

static void
append_link (GString    *markup,
             const char *text,
             gsize       length)
{
  g_autofree char *escaped = g_markup_escape_text (text, length);

  g_string_append_printf (markup, "<a href=\"%s\">%s</a>", escaped, escaped);
}

/**
 * hall_text_link_markup:
 * @text: (nullable): a text from anywhere; what is not UTF-8 in it becomes U+FFFD
 *
 * Makes markup in which addresses that begin with http://, https://, mailto: or hallway: are links.
 * Addresses that contain direction or invisible characters, or a user name before the host, are
 * left plain.
 *
 * Returns: (transfer full): Pango markup whose text is @text
 */
char *
hall_text_link_markup (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *markup = g_string_sized_new (strlen (valid) + 16);
  const char *plain = valid;
  const char *at = valid;
  gunichar before = ' ';
  guint n_links = 0;

  while (*at != '\0' && n_links < HALL_TEXT_LINKS_MAX)
    {
      const char *end = at;

      if (!g_unichar_isalnum (before) && hall_text_find_link (at, &end))
        {
          hall_text_append_escaped (markup, plain, at - plain);
          append_link (markup, at, end - at);
          plain = end;
          n_links++;
        }

      if (end == at)
        end = g_utf8_next_char (at);
      before = g_utf8_get_char (g_utf8_prev_char (end));
      at = end;
    }
  hall_text_append_escaped (markup, plain, strlen (plain));

  return g_string_free (markup, FALSE);
}

/**
 * hall_text_has_link:
 * @text: (nullable): a text from anywhere
 *
 * Returns: whether an address is in it that hall_text_link_markup () makes a link
 */
gboolean
hall_text_has_link (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  gunichar before = ' ';

  for (const char *at = valid; *at != '\0';)
    {
      const char *end = at;

      if (!g_unichar_isalnum (before) && hall_text_find_link (at, &end))
        return TRUE;
      if (end == at)
        end = g_utf8_next_char (at);
      before = g_utf8_get_char (g_utf8_prev_char (end));
      at = end;
    }

  return FALSE;
}
