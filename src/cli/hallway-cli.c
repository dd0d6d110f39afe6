/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hallway-cli.c: main of the command line.
 *
 * Sets up what belongs to the process (locale, descriptors, log) and hands over to HallCli. Never
 * uses g_print (): that converts to the locale's character set, and everything here is UTF-8.
 */

#define G_LOG_DOMAIN "hallway-cli"

#include "config.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "hall-cli-options.h"
#include "hall-cli-output.h"
#include "hall-cli-printer.h"
#include "hall-locale.h"

#include "hall-cli.h"

/* How long a reader may take for what was printed last, when the run was ended by a signal. */
#define FLUSH_TIMEOUT_MS 2000

/* A descriptor that the caller closed would be given to the first socket that is opened. */
static void
open_standard_descriptors (void)
{
  for (int descriptor = 0; descriptor <= STDERR_FILENO; descriptor++)
    if (fcntl (descriptor, F_GETFD) < 0 && open ("/dev/null", O_RDWR) < 0)
      _exit (HALL_CLI_FAILED);
}

static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  gboolean *debug = user_data;

  if ((level & G_LOG_LEVEL_DEBUG) != 0)
    for (gsize i = 0; *debug && i < n_fields; i++)
      if (g_str_equal (fields[i].key, "GLIB_DOMAIN") && g_str_has_prefix (fields[i].value, "hall"))
        return g_log_writer_standard_streams (level, fields, n_fields, NULL);

  return g_log_writer_default (level, fields, n_fields, NULL);
}

static int
run (const HallCliOptions *options)
{
  g_autoptr (HallCliOutput) output = hall_cli_output_new (STDOUT_FILENO);
  g_autoptr (HallCliPrinter) printer = hall_cli_printer_new (output, options->json);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (HallCli) cli = NULL;
  int status;

  if (options->command == HALL_CLI_COMMAND_HELP)
    hall_cli_output_print (output, options->help);
  else if (options->command == HALL_CLI_COMMAND_VERSION)
    hall_cli_output_print (output, "hallway-cli " HALL_VERSION);
  if (options->command == HALL_CLI_COMMAND_HELP || options->command == HALL_CLI_COMMAND_VERSION)
    {
      hall_cli_output_flush (output, -1);
      return hall_cli_output_get_failed (output) ? HALL_CLI_FAILED : HALL_CLI_DONE;
    }

  cli = hall_cli_new (options, printer, loop);
  hall_cli_start (cli);
  g_main_loop_run (loop);
  status = hall_cli_get_status (cli);

  /* From here on a signal ends the process as usual, also while its reader takes its time. */
  g_object_run_dispose (G_OBJECT (cli));
  hall_cli_output_flush (output, hall_cli_get_hurried (cli) ? FLUSH_TIMEOUT_MS : -1);

  return hall_cli_output_get_failed (output) ? HALL_CLI_FAILED : status;
}

int
main (int    argc,
      char **argv)
{
  static gboolean debug = FALSE;
  g_autoptr (HallCliOptions) options = NULL;
  g_autoptr (GError) error = NULL;

  open_standard_descriptors ();
  signal (SIGPIPE, SIG_IGN);
  hall_locale_init ();
  g_set_prgname ("hallway-cli");
  g_log_writer_default_set_use_stderr (TRUE);
  g_log_set_writer_func (write_log, &debug, NULL);

  options = hall_cli_options_new ((const char *const *) argv, &error);
  if (options == NULL)
    {
      hall_cli_say_usage (error);
      return HALL_CLI_USAGE;
    }
  debug = options->debug;

  return run (options);
}
