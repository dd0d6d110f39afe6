/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-transcript.c: rows of a conversation as lines of text, for people.
 *
 * Pure functions. Names and texts are other people's: they are made plain first.
 */

#define G_LOG_DOMAIN "hall-transcript"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "hall-reaction.h"

#include "hall-transcript.h"

/* Where lines of a message after its first begin. */
#define INDENT "      "

#define FIRST_PRINTABLE 0x20
#define DELETE 0x7f
#define LAST_CONTROL 0x9f

/* Direction overrides and isolates: they would reorder what we print around a text. */
static gboolean
is_direction (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/**
 * hall_transcript_make_plain:
 * @text: a text, perhaps somebody else's
 * @indent: (nullable): what lines after the first begin with; %NULL turns breaks into spaces
 *
 * Returns: (transfer full): the text with nothing in it that a terminal obeys
 */
char *
hall_transcript_make_plain (const char *text,
                     const char *indent)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *plain = g_string_sized_new (strlen (valid));

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '\n' && indent != NULL)
        {
          g_string_append_c (plain, '\n');
          g_string_append (plain, indent);
        }
      else if (c == '\n' || c == '\t')
        g_string_append_c (plain, ' ');
      else if (c >= FIRST_PRINTABLE && (c < DELETE || c > LAST_CONTROL) && !is_direction (c) &&
               c != 0x2028 && c != 0x2029)
        g_string_append_unichar (plain, c);
    }

  return g_string_free (plain, FALSE);
}

static char *
format_time (gint64   time_ms,
             gboolean with_date)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_ms / 1000);

  if (time == NULL)
    return g_strdup ("--:--");

  return g_date_time_format (time, with_date ? "%Y-%m-%d %H:%M" : "%H:%M");
}

static char *
get_plain_name (HallPerson *person)
{
  return hall_transcript_make_plain (hall_person_get_name (person), NULL);
}

/**
 * hall_transcript_make_note_line:
 * @time_ms: unix ms
 * @with_date: whether to say the day, too
 * @note: what happened; plain
 *
 * Returns: (transfer full): a line that nobody wrote
 */
char *
hall_transcript_make_note_line (gint64      time_ms,
                                gboolean    with_date,
                                const char *note)
{
  g_autofree char *time = format_time (time_ms, with_date);

  return g_strdup_printf ("%s * %s", time, note);
}

/* "> Ben: what he said first", and the line's end. */
static void
add_reply (GString     *line,
           HallMessage *message)
{
  HallMessage *reply = hall_message_get_reply (message);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (reply != NULL)
    {
      name = get_plain_name (hall_message_get_author (reply));
      lines = g_strsplit (hall_message_get_text (reply), "\n", 2);
      text = hall_transcript_make_plain (lines[0] != NULL ? lines[0] : "", NULL);
      g_string_append_printf (line, "> %s: %s\n" INDENT, name, text);
    }
  else if (hall_message_get_reply_gone (message))
    g_string_append_printf (line, "> %s\n" INDENT, _("a message that was deleted"));
}

/* "[👍 2, ❤️ 1]" on a line of its own. */
static void
add_reactions (GString     *line,
               HallMessage *message)
{
  GListModel *reactions = hall_message_get_reactions (message);
  guint n_reactions = g_list_model_get_n_items (reactions);

  for (guint i = 0; i < n_reactions; i++)
    {
      g_autoptr (HallReaction) reaction = g_list_model_get_item (reactions, i);
      g_autofree char *emoji = hall_transcript_make_plain (hall_reaction_get_emoji (reaction),
                                                           NULL);

      g_string_append_printf (line, "%s%s %u", i == 0 ? "\n" INDENT "[" : ", ", emoji,
                              hall_reaction_get_count (reaction));
    }
  if (n_reactions > 0)
    g_string_append_c (line, ']');
}

static char *
make_text_line (HallMessage *message,
                gboolean     with_date)
{
  g_autofree char *time = format_time (hall_message_get_time (message), with_date);
  g_autofree char *name = get_plain_name (hall_message_get_author (message));
  g_autofree char *text = hall_transcript_make_plain (hall_message_get_text (message), INDENT);
  GString *line = g_string_new (NULL);

  if (hall_message_get_id (message) == NULL)
    /* Translators: when it was written, and who wrote it; before the text */
    g_string_append_printf (line, _("%s %s (not sent yet): "), time, name);
  else
    g_string_append_printf (line, "%s %s: ", time, name);
  add_reply (line, message);
  g_string_append_printf (line, "%s%s", hall_message_get_action (message) ? "/me " : "", text);
  if (hall_message_get_edited (message) > 0)
    /* Translators: behind a text that its author has changed */
    g_string_append_printf (line, " (%s)", C_("message", "edited"));
  add_reactions (line, message);

  return g_string_free (line, FALSE);
}

/**
 * hall_transcript_make_line:
 * @message: a row
 * @with_date: whether to say the day, too
 *
 * Returns: (transfer full) (nullable): the row as people read it, without a line break at its end;
 *   %NULL for what is told otherwise
 */
char *
hall_transcript_make_line (HallMessage *message,
                           gboolean     with_date)
{
  g_autofree char *note = NULL;

  if (hall_message_get_kind (message) == HALL_MESSAGE_TEXT)
    return make_text_line (message, with_date);
  note = hall_transcript_make_note (message);
  if (note == NULL)
    return NULL;
  return hall_transcript_make_note_line (hall_message_get_time (message), with_date, note);
}

/**
 * hall_transcript_make_day:
 * @time_ms: unix ms
 *
 * Returns: (transfer full): the day, in the person's language
 */
char *
hall_transcript_make_day (gint64 time_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_ms / 1000);

  /* Translators: a day of another year, as g_date_time_format () takes it. */
  return time != NULL ? g_date_time_format (time, C_("day", "%A, %-d %B %Y")) : g_strdup ("");
}
