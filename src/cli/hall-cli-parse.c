/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-parse.c: what was typed after an option, turned into values or refused with a sentence.
 *
 * Used by HallCliOptions alone. All texts are bytes until they are found to be UTF-8.
 */

#define G_LOG_DOMAIN "hall-cli-parse"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "hall-cli-parse.h"

#define WAIT_MAX_SECONDS (7 * 24 * 3600)

#define ROOM_ID_LENGTH 22
#define PERSON_ID_LENGTH 43
#define ID_CHARACTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_"
/* What nobody types. */
#define MASK '\001'

G_DEFINE_QUARK (hall-cli-usage-error-quark, hall_cli_usage_error)

gboolean
hall_cli_set_usage_error (GError     **error,
                          const char  *format,
                          ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (HALL_CLI_USAGE_ERROR, HALL_CLI_USAGE_ERROR_BAD,
                                                format, arguments));
  va_end (arguments);

  return FALSE;
}

gboolean
hall_cli_check_text (const char  *what,
                     const char  *text,
                     GError     **error)
{
  g_autofree char *stripped = NULL;

  if (text == NULL)
    return TRUE;
  if (!g_utf8_validate (text, -1, NULL))
    return hall_cli_set_usage_error (error, _("%s is not UTF-8."), what);

  stripped = g_strstrip (g_strdup (text));
  if (*stripped == '\0')
    return hall_cli_set_usage_error (error, _("%s is empty."), what);

  return TRUE;
}

gboolean
hall_cli_check_texts (const char  *what,
                      char       **texts,
                      GError     **error)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    if (!hall_cli_check_text (what, texts[i], error))
      return FALSE;

  return TRUE;
}

gboolean
hall_cli_parse_number (const char  *what,
                       const char  *text,
                       guint64      low,
                       guint64      high,
                       guint       *number,
                       GError     **error)
{
  guint64 parsed;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, low, high, &parsed, NULL))
    {
      g_autofree char *shown = g_utf8_make_valid (text, -1);

      return hall_cli_set_usage_error (error, _("%s: “%s” is not a whole number from %u to %u."),
                                       what, shown, (guint) low, (guint) high);
    }
  *number = parsed;

  return TRUE;
}

gboolean
hall_cli_parse_seconds (const char  *text,
                        gint64      *wait_ms,
                        GError     **error)
{
  char *end = NULL;
  double seconds;

  if (text == NULL)
    return TRUE;

  seconds = g_ascii_strtod (text, &end);
  /* No sign, no exponent, no "inf": the digits and the point are all that is meant. */
  if (end == text || strspn (text, "0123456789.") != strlen (text) || *end != '\0' ||
      seconds > WAIT_MAX_SECONDS)
    {
      g_autofree char *shown = g_utf8_make_valid (text, -1);

      return hall_cli_set_usage_error (error,
                            /* Translators: an option, what was given, and the greatest number */
                                       ngettext ("%s: “%s” is not a number of seconds (%d second "
                                                 "at most).",
                                                 "%s: “%s” is not a number of seconds (%d seconds "
                                                 "at most).", WAIT_MAX_SECONDS),
                                       "--wait", shown, WAIT_MAX_SECONDS);
    }
  *wait_ms = (gint64) (seconds * 1000);

  return TRUE;
}

gboolean
hall_cli_parse_choice (const char  *what,
                       const char  *text,
                       const char  *no,
                       const char  *yes,
                       gboolean    *value,
                       GError     **error)
{
  g_autofree char *shown = NULL;

  if (text == NULL)
    return TRUE;
  *value = g_str_equal (text, yes);
  if (*value || g_str_equal (text, no))
    return TRUE;

  shown = g_utf8_make_valid (text, -1);

  return hall_cli_set_usage_error (error,
                          /* Translators: an option or command, what was given, and two words
                                   * that are typed as they are */
                                   _("%s: “%s” is neither “%s” nor “%s”."), what, shown, yes, no);
}

static gboolean
is_id_like_an_option (const char *text)
{
  gsize length = strlen (text);

  return *text == '-' && (length == ROOM_ID_LENGTH || length == PERSON_ID_LENGTH) &&
         strspn (text, ID_CHARACTERS) == length;
}

static gboolean
takes_a_value (const char *argument)
{
  static const char *const flags[] = { "--json", "--stay", "--yes", "--off", "--debug",
                                       "--loopback", NULL };

  return g_str_has_prefix (argument, "--") && strchr (argument, '=') == NULL &&
         !g_strv_contains (flags, argument);
}

void
hall_cli_mask_ids (char **arguments)
{
  for (guint i = 1; arguments[0] != NULL && arguments[i] != NULL; i++)
    if (is_id_like_an_option (arguments[i]) && !takes_a_value (arguments[i - 1]))
      *arguments[i] = MASK;
}

void
hall_cli_unmask_ids (char **arguments)
{
  for (guint i = 0; arguments != NULL && arguments[i] != NULL; i++)
    if (*arguments[i] == MASK)
      *arguments[i] = '-';
}
