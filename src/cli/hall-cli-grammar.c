/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-grammar.c: the table of commands.
 *
 * Constant. Which option goes with which command is in hall-cli-options.c, what a command does in
 * hall-cli-commands.c.
 */

#define G_LOG_DOMAIN "hall-cli-grammar"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-cli-grammar.h"

static const HallCliGrammar commands[] = {
  { "people", HALL_CLI_COMMAND_PEOPLE, "", 3000, NULL,
    N_("The people on the network") },
  { "rooms", HALL_CLI_COMMAND_ROOMS, "", 3000, NULL,
    N_("The rooms on the network, and one's own") },
  { "host", HALL_CLI_COMMAND_HOST, "N", 0, NULL,
    N_("Host a room; each line of standard input is sent") },
  /* Translators: "hallway:" begins a link and is typed as it is */
  { "join", HALL_CLI_COMMAND_JOIN, "R", 30000, NULL,
    N_("Join a room by name, id, ADDRESS:PORT or hallway: link; each line of standard input is "
       "sent") },
  { "send", HALL_CLI_COMMAND_SEND, "RT", 30000, NULL,
    N_("Send one message, and return when it is acknowledged") },
  { "dm", HALL_CLI_COMMAND_DM, "PT", 30000, NULL,
    N_("Send one private message, and return when it is delivered") },
  { "edit", HALL_CLI_COMMAND_EDIT, "RET", 30000, NULL,
    N_("Change a message of one's own") },
  { "react", HALL_CLI_COMMAND_REACT, "REJ", 30000, NULL,
    N_("React to a message with an emoji") },
  { "pin", HALL_CLI_COMMAND_PIN, "RE", 30000, NULL,
    N_("Pin a message") },
  { "history", HALL_CLI_COMMAND_HISTORY, "R", 0, NULL,
    N_("What this profile has stored of a room, or of the private conversation with a person, "
       "oldest first") },
  /* Translators: the filters from:, in:, before:, after: and has:link are typed as they are */
  { "search", HALL_CLI_COMMAND_SEARCH, "Q", 0, NULL,
    N_("What this profile has stored, newest first, by words and filters: from:NAME in:ROOM "
       "before:DATE after:DATE has:link") },
  /* Translators: the - is typed as it is */
  { "export", HALL_CLI_COMMAND_EXPORT, "RF", 0, NULL,
    N_("Write all of a room to a file; - is standard output") },
  { "leave", HALL_CLI_COMMAND_LEAVE, "R", 3000, NULL,
    N_("Leave a room for good; what was said in it stays here") },
  { "forget", HALL_CLI_COMMAND_FORGET, "R", 0, NULL,
    N_("Leave a room, and delete what this profile has of it") },
  { "reopens", HALL_CLI_COMMAND_REOPENS, "RW", 0, "on|off",
    N_("Whether a room opens here by itself when its members are around") },
  { "kick", HALL_CLI_COMMAND_KICK, "RP", 30000, NULL,
    N_("Put somebody out of a room") },
  /* Translators: "off" is typed as it is */
  { "ban", HALL_CLI_COMMAND_BAN, "RPw", 30000, "on|off",
    N_("Put somebody out of a room for good; “off” takes that back") },
  /* Translators: "off", "distinct" and "same" are typed as they are */
  { "trust", HALL_CLI_COMMAND_TRUST, "Pw", 3000, "on|off|distinct|same",
    N_("Show the safety number, and mark it as compared; “off” takes that back; “distinct” or "
       "“same” says who bears the name of somebody known") },
  /* Translators: "off" is typed as it is */
  { "block", HALL_CLI_COMMAND_BLOCK, "Pw", 3000, "on|off",
    N_("Hear nothing private from somebody; “off” takes that back") },
  { "status", HALL_CLI_COMMAND_STATUS, "wt", 0, "available|away|dnd|invisible",
    N_("Show or set how one appears to others, and a status text") },
  { "stats", HALL_CLI_COMMAND_STATS, "", 0, NULL,
    N_("The counters of this profile") },
  { "doctor", HALL_CLI_COMMAND_DOCTOR, "", 5000, NULL,
    N_("Examine the network: what is wrong, and what to do") },
};

/**
 * hall_cli_grammar_find:
 * @name: a word that somebody typed, in any bytes
 *
 * Returns: (transfer none) (nullable): the command of that name
 */
const HallCliGrammar *
hall_cli_grammar_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];

  return NULL;
}

/**
 * hall_cli_grammar_get_rows:
 * @n_rows: (out): how many
 *
 * Returns: (transfer none) (array length=n_rows): all commands, in the order in which they are
 *   explained
 */
const HallCliGrammar *
hall_cli_grammar_get_rows (guint *n_rows)
{
  g_return_val_if_fail (n_rows != NULL, NULL);

  *n_rows = G_N_ELEMENTS (commands);

  return commands;
}

/**
 * hall_cli_grammar_get_argument_name:
 * @kind: a letter of #HallCliGrammar
 *
 * Returns: (transfer none) (nullable): what stands for such an argument in what people read; %NULL
 *   for those that are words typed as they are
 */
const char *
hall_cli_grammar_get_argument_name (char kind)
{
  switch (g_ascii_toupper (kind))
    {
    case 'N':
      return _("NAME");
    case 'R':
      return _("ROOM");
    case 'P':
      return _("PERSON");
    case 'T':
      return _("TEXT");
    case 'Q':
      return _("QUERY");
    case 'J':
      return _("EMOJI");
    case 'E':
      return _("ID");
    case 'F':
      return _("FILE");
    default:
      return NULL;
    }
}
