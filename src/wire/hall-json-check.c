/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-json-check.c: the scanner that decides which bytes json-glib may see.
 *
 * One pass, no recursion, no allocation; memory is the Scanner on the stack. It knows nothing of
 * what the members mean. The time is linear in the size: an object has at most
 * HALL_JSON_MEMBERS_MAX members, so that looking for duplicates is bounded.
 */

#define G_LOG_DOMAIN "hall-json-check"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "hall-json.h"

typedef struct
{
  const char *text;    /* after the opening quote */
  guint32 length;      /* up to the closing quote */
  gboolean escaped;
} Name;

typedef enum
{
  EXPECT_VALUE,
  EXPECT_FIRST_NAME,   /* after {: a name or } */
  EXPECT_NAME,
  EXPECT_FIRST_ITEM,   /* after [: a value or ] */
  EXPECT_SEPARATOR,    /* after a value: a comma or what closes; at depth 0 the end */
} Expectation;

typedef struct
{
  const char *at;
  const char *end;
  Expectation expected;
  guint depth;
  gboolean is_object[HALL_JSON_DEPTH_MAX];
  guint n_names[HALL_JSON_DEPTH_MAX];
  Name names[HALL_JSON_DEPTH_MAX][HALL_JSON_MEMBERS_MAX];
} Scanner;

static gboolean
refuse (GError        **error,
        HallWireError   code,
        const char     *message)
{
  g_set_error_literal (error, HALL_WIRE_ERROR, code, message);

  return FALSE;
}

static gboolean
not_json (GError **error)
{
  return refuse (error, HALL_WIRE_ERROR_NOT_JSON, "Not a JSON object");
}

/* The value of four hexadecimal digits, or -1. */
static int
read_hex (const char *at,
          const char *end)
{
  int value = 0;

  if (end - at < 4)
    return -1;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return -1;
      value = value << 4 | digit;
    }

  return value;
}

/* Reads what follows a backslash, which *at points behind; moves *at behind the escape.
 * Returns: the character, or 0 if there is none (U+0000 is refused like a wrong escape). */
static gunichar
read_escape (const char **at,
             const char  *end)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char characters[] = "\"\\/\b\f\n\r\t";
  const char *letter;
  int high, low;

  if (*at >= end)
    return 0;

  if (**at != 'u')
    {
      letter = **at != '\0' ? strchr (letters, **at) : NULL;
      (*at)++;
      return letter != NULL ? (gunichar) characters[letter - letters] : 0;
    }

  high = read_hex (*at + 1, end);
  if (high < 0 || (high >= 0xdc00 && high <= 0xdfff))
    return 0;
  *at += 5;
  if (high < 0xd800 || high > 0xdbff)
    return high;

  if (end - *at < 6 || (*at)[0] != '\\' || (*at)[1] != 'u')
    return 0;
  low = read_hex (*at + 2, end);
  if (low < 0xdc00 || low > 0xdfff)
    return 0;
  *at += 6;

  return 0x10000 + ((gunichar) (high - 0xd800) << 10) + (gunichar) (low - 0xdc00);
}

/* Reads a string whose opening quote was read. */
static gboolean
scan_string (Scanner *scanner,
             Name    *name)
{
  name->text = scanner->at;
  name->escaped = FALSE;

  while (scanner->at < scanner->end)
    {
      char c = *scanner->at++;

      if (c == '"')
        {
          name->length = scanner->at - 1 - name->text;
          return TRUE;
        }
      if ((guchar) c < 0x20)
        return FALSE;
      if (c == '\\')
        {
          name->escaped = TRUE;
          if (read_escape (&scanner->at, scanner->end) == 0)
            return FALSE;
        }
    }

  return FALSE;
}

static gunichar
next_of_name (const char **at,
              const char  *end)
{
  gunichar c;

  if (**at == '\\')
    {
      (*at)++;
      return read_escape (at, end);
    }

  c = g_utf8_get_char (*at);
  *at = g_utf8_next_char (*at);

  return c;
}

static gboolean
names_are_equal (const Name *a,
                 const Name *b)
{
  const char *at_a = a->text, *end_a = a->text + a->length;
  const char *at_b = b->text, *end_b = b->text + b->length;

  if (!a->escaped && !b->escaped)
    return a->length == b->length && memcmp (a->text, b->text, a->length) == 0;

  while (at_a < end_a && at_b < end_b)
    {
      if (next_of_name (&at_a, end_a) != next_of_name (&at_b, end_b))
        return FALSE;
    }

  return at_a == end_a && at_b == end_b;
}

static gboolean
scan_name (Scanner  *scanner,
           GError  **error)
{
  guint level = scanner->depth - 1;
  Name name;

  if (!scan_string (scanner, &name) || name.length == 0)
    return not_json (error);
  if (scanner->n_names[level] == HALL_JSON_MEMBERS_MAX)
    return refuse (error, HALL_WIRE_ERROR_BAD_FIELD, "An object has too many members");

  for (guint i = 0; i < scanner->n_names[level]; i++)
    {
      if (names_are_equal (&scanner->names[level][i], &name))
        return refuse (error, HALL_WIRE_ERROR_DUPLICATE_KEY, "A member occurs twice");
    }
  scanner->names[level][scanner->n_names[level]++] = name;

  while (scanner->at < scanner->end && strchr (" \t\n\r", *scanner->at) != NULL)
    scanner->at++;
  if (scanner->at == scanner->end || *scanner->at++ != ':')
    return not_json (error);

  scanner->expected = EXPECT_VALUE;

  return TRUE;
}

static gboolean
scan_number (Scanner  *scanner,
             GError  **error)
{
  gint64 value = 0;
  const char *digits;

  if (*scanner->at == '-')
    scanner->at++;

  digits = scanner->at;
  while (scanner->at < scanner->end && g_ascii_isdigit (*scanner->at))
    {
      value = value * 10 + (*scanner->at - '0');
      if (value > HALL_NUMBER_MAX)
        return refuse (error, HALL_WIRE_ERROR_BAD_NUMBER, "A number is out of range");
      scanner->at++;
    }
  if (scanner->at == digits || (*digits == '0' && scanner->at - digits > 1))
    return not_json (error);
  if (scanner->at < scanner->end && strchr (".eE", *scanner->at) != NULL)
    return refuse (error, HALL_WIRE_ERROR_BAD_NUMBER, "A number is not an integer");

  return TRUE;
}

static gboolean
scan_word (Scanner    *scanner,
           const char *word,
           GError    **error)
{
  gsize length = strlen (word);

  if ((gsize) (scanner->end - scanner->at) < length || memcmp (scanner->at, word, length) != 0)
    return not_json (error);

  scanner->at += length;

  return TRUE;
}

static gboolean
open_container (Scanner  *scanner,
                gboolean  is_object,
                GError  **error)
{
  if (scanner->depth == HALL_JSON_DEPTH_MAX)
    return refuse (error, HALL_WIRE_ERROR_TOO_DEEP, "The JSON is nested too deeply");

  scanner->at++;
  scanner->is_object[scanner->depth] = is_object;
  scanner->n_names[scanner->depth] = 0;
  scanner->depth++;
  scanner->expected = is_object ? EXPECT_FIRST_NAME : EXPECT_FIRST_ITEM;

  return TRUE;
}

static gboolean
scan_value (Scanner  *scanner,
            GError  **error)
{
  Name ignored;

  switch (*scanner->at)
    {
    case '{':
      return open_container (scanner, TRUE, error);
    case '[':
      return open_container (scanner, FALSE, error);
    case '"':
      scanner->at++;
      if (!scan_string (scanner, &ignored))
        return not_json (error);
      break;
    case 't':
      if (!scan_word (scanner, "true", error))
        return FALSE;
      break;
    case 'f':
      if (!scan_word (scanner, "false", error))
        return FALSE;
      break;
    case 'n':
      if (!scan_word (scanner, "null", error))
        return FALSE;
      break;
    default:
      if (!scan_number (scanner, error))
        return FALSE;
      break;
    }

  scanner->expected = EXPECT_SEPARATOR;

  return TRUE;
}

/* Takes one token that begins at scanner->at, which is neither white space nor the end. */
static gboolean
scan_token (Scanner  *scanner,
            GError  **error)
{
  char c = *scanner->at;
  gboolean in_object = scanner->depth > 0 && scanner->is_object[scanner->depth - 1];
  gboolean may_close = scanner->expected == EXPECT_FIRST_NAME ||
                       scanner->expected == EXPECT_FIRST_ITEM ||
                       scanner->expected == EXPECT_SEPARATOR;

  if (may_close && scanner->depth > 0 && c == (in_object ? '}' : ']'))
    {
      scanner->at++;
      scanner->depth--;
      scanner->expected = EXPECT_SEPARATOR;
      return TRUE;
    }

  switch (scanner->expected)
    {
    case EXPECT_VALUE:
    case EXPECT_FIRST_ITEM:
      return scan_value (scanner, error);

    case EXPECT_FIRST_NAME:
    case EXPECT_NAME:
      if (c != '"')
        return not_json (error);
      scanner->at++;
      return scan_name (scanner, error);

    case EXPECT_SEPARATOR:
      /* At depth 0 the object has ended and something follows it. */
      if (scanner->depth == 0 || c != ',')
        return not_json (error);
      scanner->at++;
      scanner->expected = in_object ? EXPECT_NAME : EXPECT_VALUE;
      return TRUE;
    }

  g_assert_not_reached ();
}

/**
 * hall_json_check:
 * @text: (array length=length): bytes from anywhere
 * @length: how many
 * @error: return location for an error of HALL_WIRE_ERROR: NOT_UTF8, NOT_JSON, TOO_DEEP,
 *   BAD_NUMBER, DUPLICATE_KEY, or BAD_FIELD for more than HALL_JSON_MEMBERS_MAX members
 *
 * Checks that @text is one JSON object as the header describes it. May be called from any thread.
 *
 * Returns: whether it is
 */
gboolean
hall_json_check (const char  *text,
                 gsize        length,
                 GError     **error)
{
  Scanner scanner;

  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  if (length > G_MAXUINT32)
    return refuse (error, HALL_WIRE_ERROR_TOO_BIG, "The JSON is too big");
  if (length > 0 && !g_utf8_validate_len (text, length, NULL))
    return refuse (error, HALL_WIRE_ERROR_NOT_UTF8, "Not UTF-8");

  if (length == 0)
    return not_json (error);

  /* Not cleared as a whole: a level's part is when the level is opened. */
  scanner.at = text;
  scanner.end = text + length;
  scanner.expected = EXPECT_VALUE;
  scanner.depth = 0;
  scanner.is_object[0] = FALSE;

  for (;;)
    {
      while (scanner.at < scanner.end &&
             (*scanner.at == ' ' || *scanner.at == '\t' ||
              *scanner.at == '\n' || *scanner.at == '\r'))
        scanner.at++;
      if (scanner.at >= scanner.end)
        break;
      if (!scan_token (&scanner, error))
        return FALSE;
    }

  /* A list at the top is refused only here, so that a deep one is called deep. */
  if (scanner.expected != EXPECT_SEPARATOR || scanner.depth > 0 || !scanner.is_object[0])
    return not_json (error);

  return TRUE;
}
