/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-grammar-help.c: the table of commands as --help prints it.
 *
 * Each command is one sentence to whoever translates; columns and line breaks are made here, by the
 * width that characters have in a terminal. What is printed depends on nothing but the language.
 */

#define G_LOG_DOMAIN "hall-cli-grammar-help"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "hall-cli-grammar.h"

#define COLUMNS 80
/* The room for a command; the sentence of a longer one begins on the next line. */
#define USAGE_COLUMNS 24
#define GAP 2

static guint
get_width (gunichar character)
{
  return g_unichar_iszerowidth (character) ? 0 : g_unichar_iswide (character) ? 2 : 1;
}

static guint
measure (const char *text,
         gsize       length)
{
  guint width = 0;

  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    width += get_width (g_utf8_get_char (at));

  return width;
}

/* What no line begins with: a full stop, a closing bracket, a small kana. */
static gboolean
may_begin_a_line (gunichar character)
{
  switch ((int) g_unichar_break_type (character))
    {
    case G_UNICODE_BREAK_CLOSE_PUNCTUATION:
    case G_UNICODE_BREAK_CLOSE_PARANTHESIS:
    case G_UNICODE_BREAK_EXCLAMATION:
    case G_UNICODE_BREAK_NON_STARTER:
    case G_UNICODE_BREAK_CONDITIONAL_JAPANESE_STARTER:
    case G_UNICODE_BREAK_QUOTATION:
    case G_UNICODE_BREAK_INFIX_SEPARATOR:
      return FALSE;
    default:
      return TRUE;
    }
}

/* Korean parts its words by spaces; Chinese and Japanese break between any two characters. */
static gboolean
breaks_anywhere (gunichar character)
{
  return g_unichar_iswide (character) &&
         g_unichar_get_script (character) != G_UNICODE_SCRIPT_HANGUL;
}

/* Where the part ends that stays on one line: before a space, or between two wide characters. */
static const char *
find_part_end (const char *text)
{
  const char *at = text;

  while (*at != '\0')
    {
      gunichar before = g_utf8_get_char (at);
      gunichar after;

      at = g_utf8_next_char (at);
      after = g_utf8_get_char (at);
      if (after == ' ' || after == '\0')
        break;
      if (breaks_anywhere (before) && breaks_anywhere (after) && may_begin_a_line (after))
        break;
    }

  return at;
}

static void
append_spaces (GString *help,
               guint    count)
{
  for (guint i = 0; i < count; i++)
    g_string_append_c (help, ' ');
}

/* The cursor stands in the column where the sentence begins. */
static void
append_sentence (GString    *help,
                 const char *sentence,
                 guint       column)
{
  guint used = column;

  for (const char *at = sentence; *at != '\0';)
    {
      gboolean parted = *at == ' ';
      const char *part = at + strspn (at, " ");
      const char *end = find_part_end (part);
      guint width = measure (part, end - part);

      if (used > column && used + parted + width > COLUMNS)
        {
          g_string_append_c (help, '\n');
          append_spaces (help, column);
          used = column;
        }
      else if (parted)
        {
          g_string_append_c (help, ' ');
          used++;
        }
      g_string_append_len (help, part, end - part);
      used += width;
      at = end;
    }
}

/* (transfer full): "ban ROOM PERSON [on|off]" */
static char *
make_usage (const HallCliGrammar *row)
{
  GString *usage = g_string_new (row->name);

  for (const char *kind = row->arguments; *kind != '\0'; kind++)
    {
      const char *name = hall_cli_grammar_get_argument_name (*kind);

      g_string_append_printf (usage, g_ascii_islower (*kind) ? " [%s]" : " %s",
                              name != NULL ? name : row->words);
    }

  return g_string_free (usage, FALSE);
}

/**
 * hall_cli_grammar_explain_rows:
 * @rows: (array length=n_rows): commands
 * @n_rows: how many
 *
 * Returns: (transfer full): the commands and what they do, in lines of at most 80 columns, but for
 *   what has no place to break; without a break at the end
 */
char *
hall_cli_grammar_explain_rows (const HallCliGrammar *rows,
                               guint                 n_rows)
{
  GString *help = g_string_new (NULL);
  g_autoptr (GPtrArray) usages = g_ptr_array_new_with_free_func (g_free);
  guint widest = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      char *usage = make_usage (&rows[i]);
      guint width = measure (usage, strlen (usage));

      g_ptr_array_add (usages, usage);
      if (width <= USAGE_COLUMNS)
        widest = MAX (widest, width);
    }

  for (guint i = 0; i < n_rows; i++)
    {
      const char *usage = g_ptr_array_index (usages, i);
      guint width = measure (usage, strlen (usage));

      if (i > 0)
        g_string_append_c (help, '\n');
      append_spaces (help, GAP);
      g_string_append (help, usage);
      if (width > widest)
        {
          g_string_append_c (help, '\n');
          append_spaces (help, GAP + widest + GAP);
        }
      else
        append_spaces (help, widest - width + GAP);
      append_sentence (help, _(rows[i].sentence), GAP + widest + GAP);
    }

  return g_string_free (help, FALSE);
}

/**
 * hall_cli_grammar_explain:
 *
 * Returns: (transfer full): the same of all commands
 */
char *
hall_cli_grammar_explain (void)
{
  guint n_rows;
  const HallCliGrammar *rows = hall_cli_grammar_get_rows (&n_rows);

  return hall_cli_grammar_explain_rows (rows, n_rows);
}
