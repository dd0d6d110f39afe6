/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-json-writer.c: JSON text appended to a GString.
 *
 * Used by the encoders, so that keys come in a fixed order and nothing is built only to be written
 * out. It never escapes what need not be: events are carried as strings within frames.
 */

#define G_LOG_DOMAIN "hall-json-writer"

#include "config.h"

#include <string.h>

#include "hall-json-writer.h"

/* The letter after the backslash, 'u' for \u00XX, or 0 for a byte that stands for itself. */
static inline char
escape_of (guchar c)
{
  if (G_LIKELY (c >= 0x20))
    return c == '"' || c == '\\' ? (char) c : 0;

  switch (c)
    {
    case '\b':
      return 'b';
    case '\f':
      return 'f';
    case '\n':
      return 'n';
    case '\r':
      return 'r';
    case '\t':
      return 't';
    default:
      return 'u';
    }
}

/*
 * hall_json_append_string:
 * @json: where to
 * @text: (array length=length): UTF-8
 * @length: its length in bytes, or -1 if it ends with NUL
 *
 * Appends @text as a JSON string with its quotes.
 */
void
hall_json_append_string (GString    *json,
                         const char *text,
                         gssize      length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  const char *plain = text;

  g_string_append_c (json, '"');
  for (const char *at = text; at < end; at++)
    {
      char escape = escape_of (*at);

      if (G_LIKELY (escape == 0))
        continue;

      g_string_append_len (json, plain, at - plain);
      g_string_append_c (json, '\\');
      g_string_append_c (json, escape);
      if (escape == 'u')
        g_string_append_printf (json, "%04x", (guchar) *at);
      plain = at + 1;
    }
  g_string_append_len (json, plain, end - plain);
  g_string_append_c (json, '"');
}

/*
 * hall_json_string_size:
 * @text: (array length=length): UTF-8
 * @length: its length in bytes
 *
 * Returns: the bytes that hall_json_append_string () would append
 */
gsize
hall_json_string_size (const char *text,
                       gsize       length)
{
  gsize size = length + 2;

  for (gsize i = 0; i < length; i++)
    {
      char escape = escape_of (text[i]);

      if (escape != 0)
        size += escape == 'u' ? 5 : 1;
    }

  return size;
}

/*
 * hall_json_append_name:
 * @json: where to
 * @name: the name of the next member
 *
 * Appends a comma if a member stands before, the name and the colon.
 */
void
hall_json_append_name (GString    *json,
                       const char *name)
{
  if (json->len > 0 && json->str[json->len - 1] != '{')
    g_string_append_c (json, ',');
  hall_json_append_string (json, name, -1);
  g_string_append_c (json, ':');
}

/*
 * hall_json_append_text:
 * @json: where to
 * @name: the member's name
 * @text: (nullable): its value; %NULL appends nothing
 */
void
hall_json_append_text (GString    *json,
                       const char *name,
                       const char *text)
{
  if (text == NULL)
    return;

  hall_json_append_name (json, name);
  hall_json_append_string (json, text, -1);
}

/*
 * hall_json_append_integer:
 * @json: where to
 * @name: the member's name
 * @value: its value
 */
void
hall_json_append_integer (GString    *json,
                          const char *name,
                          gint64      value)
{
  hall_json_append_name (json, name);
  g_string_append_printf (json, "%" G_GINT64_FORMAT, value);
}

/*
 * hall_json_append_true:
 * @json: where to
 * @name: the member's name
 * @value: its value; %FALSE appends nothing, as a missing member means false
 */
void
hall_json_append_true (GString    *json,
                       const char *name,
                       gboolean    value)
{
  if (!value)
    return;

  hall_json_append_name (json, name);
  g_string_append (json, "true");
}

/*
 * hall_json_append_texts:
 * @json: where to
 * @name: the member's name
 * @texts: (nullable) (array zero-terminated=1): its values; %NULL appends nothing
 */
void
hall_json_append_texts (GString           *json,
                        const char        *name,
                        const char *const *texts)
{
  if (texts == NULL)
    return;

  hall_json_append_name (json, name);
  g_string_append_c (json, '[');
  for (gsize i = 0; texts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      hall_json_append_string (json, texts[i], -1);
    }
  g_string_append_c (json, ']');
}
