/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-status.c: the command status: how one appears to others, from the next start on.
 */

#define G_LOG_DOMAIN "hall-cli-status"

#include "config.h"

#include "hall-session-people.h"

#include "hall-cli-commands.h"

static HallPresence
get_presence (const char *word)
{
  if (g_str_equal (word, "away"))
    return HALL_PRESENCE_AWAY;
  if (g_str_equal (word, "dnd"))
    return HALL_PRESENCE_BUSY;
  if (g_str_equal (word, "invisible"))
    return HALL_PRESENCE_INVISIBLE;
  return HALL_PRESENCE_AVAILABLE;
}

/**
 * hall_cli_status_new:
 * @cli: the run
 *
 * Sets what was given, prints how one appears, and ends the run.
 *
 * Returns: (nullable): %NULL, there is nothing to keep
 */
GObject *
hall_cli_status_new (HallCli *cli)
{
  HallSession *session = hall_cli_get_session (cli);
  const HallCliOptions *options = hall_cli_get_options (cli);
  g_autoptr (GError) error = NULL;

  if (options->word != NULL)
    hall_session_set_presence (session, get_presence (options->word));
  if (options->text != NULL && !hall_session_set_status_text (session, options->text, &error))
    {
      hall_cli_fail (cli, error);
      return NULL;
    }

  hall_cli_printer_status (hall_cli_get_printer (cli), hall_session_get_presence (session),
                           hall_person_get_status_text (hall_session_get_self (session)));
  hall_cli_finish (cli, HALL_CLI_DONE);

  return NULL;
}
