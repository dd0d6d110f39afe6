/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-commands.c: which object does what a command asks for, and what it needs.
 *
 * Used by HallCli. A new command is a row here, a row in hall-cli-grammar.c, a file, and what
 * data/completion/ offers.
 */

#define G_LOG_DOMAIN "hall-cli-commands"

#include "config.h"

#include "hall-cli-commands.h"

static const HallCliVerb verbs[] = {
  [HALL_CLI_COMMAND_PEOPLE] = { HALL_CLI_ACCESS_LOCK_OR_LISTEN, hall_cli_people_new },
  [HALL_CLI_COMMAND_ROOMS] = { HALL_CLI_ACCESS_LOCK_OR_LISTEN, hall_cli_people_new },
  [HALL_CLI_COMMAND_HOST] = { HALL_CLI_ACCESS_LOCK, hall_cli_room_new },
  [HALL_CLI_COMMAND_JOIN] = { HALL_CLI_ACCESS_LOCK, hall_cli_room_new },
  [HALL_CLI_COMMAND_SEND] = { HALL_CLI_ACCESS_LOCK, hall_cli_send_new },
  [HALL_CLI_COMMAND_HISTORY] = { HALL_CLI_ACCESS_READ, hall_cli_history_new },
  [HALL_CLI_COMMAND_LEAVE] = { HALL_CLI_ACCESS_LOCK_ONLY, hall_cli_leave_new },
  [HALL_CLI_COMMAND_FORGET] = { HALL_CLI_ACCESS_LOCK_ONLY, hall_cli_forget_new },
  [HALL_CLI_COMMAND_REOPENS] = { HALL_CLI_ACCESS_LOCK_ONLY, hall_cli_reopens_new },
  [HALL_CLI_COMMAND_STATS] = { HALL_CLI_ACCESS_READ, hall_cli_stats_new },
  [HALL_CLI_COMMAND_DM] = { HALL_CLI_ACCESS_LOCK, hall_cli_dm_new },
  [HALL_CLI_COMMAND_TRUST] = { HALL_CLI_ACCESS_LOCK_ONLY, hall_cli_trust_new },
  [HALL_CLI_COMMAND_BLOCK] = { HALL_CLI_ACCESS_LOCK_ONLY, hall_cli_trust_new },
  [HALL_CLI_COMMAND_KICK] = { HALL_CLI_ACCESS_LOCK, hall_cli_kick_new },
  [HALL_CLI_COMMAND_BAN] = { HALL_CLI_ACCESS_LOCK, hall_cli_kick_new },
  [HALL_CLI_COMMAND_STATUS] = { HALL_CLI_ACCESS_LOCK_ONLY, hall_cli_status_new },
  [HALL_CLI_COMMAND_SEARCH] = { HALL_CLI_ACCESS_READ, hall_cli_search_new },
  [HALL_CLI_COMMAND_EXPORT] = { HALL_CLI_ACCESS_READ, hall_cli_export_new },
  [HALL_CLI_COMMAND_EDIT] = { HALL_CLI_ACCESS_LOCK, hall_cli_note_new },
  [HALL_CLI_COMMAND_REACT] = { HALL_CLI_ACCESS_LOCK, hall_cli_note_new },
  [HALL_CLI_COMMAND_PIN] = { HALL_CLI_ACCESS_LOCK, hall_cli_note_new },
  [HALL_CLI_COMMAND_DOCTOR] = { HALL_CLI_ACCESS_EXAMINE, hall_cli_doctor_new },
};

/**
 * hall_cli_get_verb:
 * @command: a command
 *
 * Returns: (transfer none) (nullable): what it needs and does; %NULL for --help and --version
 */
const HallCliVerb *
hall_cli_get_verb (HallCliCommand command)
{
  g_return_val_if_fail (command < G_N_ELEMENTS (verbs), NULL);

  return verbs[command].begin != NULL ? &verbs[command] : NULL;
}

/**
 * hall_cli_needs_network:
 * @access: what a command needs
 *
 * Returns: whether a network that can't be used makes it fail
 */
gboolean
hall_cli_needs_network (HallCliAccess access)
{
  return access == HALL_CLI_ACCESS_LOCK || access == HALL_CLI_ACCESS_LOCK_OR_LISTEN;
}
