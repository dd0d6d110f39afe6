/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-stats.c: the command stats: the counters that this profile's last program stored.
 *
 * Reads and prints, nothing else; done before it returns.
 */

#define G_LOG_DOMAIN "hall-cli-stats"

#include "config.h"

#include "hall-cli-commands.h"

/**
 * hall_cli_stats_new:
 * @cli: the run
 *
 * Prints the counters and ends the run.
 *
 * Returns: (nullable): %NULL, there is nothing to keep
 */
GObject *
hall_cli_stats_new (HallCli *cli)
{
  HallSession *session = hall_cli_get_session (cli);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (guint64));
  const char *name;
  guint64 value;

  while ((name = hall_session_get_counter (session, names->len, &value)) != NULL)
    {
      g_ptr_array_add (names, (gpointer) name);
      g_array_append_val (values, value);
    }
  g_ptr_array_add (names, NULL);

  hall_cli_printer_counters (hall_cli_get_printer (cli), (const char *const *) names->pdata,
                             (const guint64 *) (gpointer) values->data);
  hall_cli_finish (cli, HALL_CLI_DONE);

  return NULL;
}
