/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-taken.c: the command that is printed for pasting, with names that were made to do harm.
 */

#define G_LOG_DOMAIN "test-taken"

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "hall-cli-options.h"
#include "hall-cli-question.h"
#include "hall-cli-taken.h"

#define ID "-bVcSlRTDyrnxgh-a1qPrg"

static const HallCliOptions nothing = { 0 };

static void
remove_folder (const char *folder)
{
  g_autofree char *command = g_strdup_printf ("rm -r %s", folder);

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
}

/* (transfer full): the arguments, one a line, that a shell gives to a program called hallway-cli
 * when somebody pastes @command. */
static char *
paste (const char *shell,
       const char *command)
{
  g_autofree char *folder = g_dir_make_tmp ("hallway-taken-XXXXXX", NULL);
  g_autofree char *program = g_build_filename (folder, "hallway-cli", NULL);
  g_autofree char *path = g_strconcat (folder, ":/usr/bin:/bin", NULL);
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *printed = NULL;

  g_file_set_contents_full (program, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n", -1,
                            G_FILE_SET_CONTENTS_NONE, 0700, &error);
  g_assert_no_error (error);
  g_subprocess_launcher_set_environ (launcher, NULL);
  g_subprocess_launcher_setenv (launcher, "PATH", path, TRUE);
  g_subprocess_launcher_setenv (launcher, "HOME", folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_set_cwd (launcher, folder);
  process = g_subprocess_launcher_spawn (launcher, &error, shell, "-c", command, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &printed, NULL, &error);
  g_assert_no_error (error);
  remove_folder (folder);

  return printed;
}

/* Whatever a stranger calls a room, pasting joins that room and does nothing else. */
static void
test_command (void)
{
  static const char *const shells[] = { "sh", "bash", "zsh", "fish" };
  static const struct
  {
    const char *name;
    const char *given;
  } rows[] = {
    { "lunch", "join\nlunch\n" },
    { "디자인 회의", "join\n디자인 회의\n" },
    { "$(touch harm)", "join\n$(touch harm)\n" },
    { "`touch harm`", "join\n`touch harm`\n" },
    { "a'; touch harm; '", "join\na'; touch harm; '\n" },
    { "a” ; touch harm; “", "join\na” ; touch harm; “\n" },
    { "\"$HOME\" & touch harm #", "join\n\"$HOME\" & touch harm #\n" },
    { "!!", "join\n--\n" ID "\n" },
    { "lunch!reboot", "join\n--\n" ID "\n" },
    { "*", "join\n*\n" },
    { "--yes", "join\n--\n--yes\n" },
    { "a\\", "join\n--\n" ID "\n" },
    { "a\\';touch harm;'", "join\n--\n" ID "\n" },
    { "a\ntouch harm", "join\n--\n" ID "\n" },
    { "10.0.0.9:80", "join\n--\n" ID "\n" },
    { "hallway:room/x", "join\n--\n" ID "\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *command = hall_cli_make_join_command (&nothing, rows[i].name, ID);

      for (guint j = 0; j < G_N_ELEMENTS (shells); j++)
        {
          g_autofree char *given = paste (shells[j], command);

          g_test_message ("%s: %s", shells[j], command);
          g_assert_cmpstr (given, ==, rows[i].given);
        }
    }
}

/* What is printed is understood, also where the name begins like an option. */
static void
test_command_is_understood (void)
{
  static const char *const names[] = { "it's", "--yes", "-h", "a\\", "$(id)" };
  static const char *const rooms[] = { "it's", "--yes", "-h", ID, "$(id)" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *command = hall_cli_make_join_command (&nothing, names[i], ID);
      g_auto (GStrv) arguments = NULL;
      g_autoptr (HallCliOptions) options = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_shell_parse_argv (command, NULL, &arguments, &error));
      g_assert_no_error (error);
      options = hall_cli_options_new ((const char *const *) arguments, &error);
      g_assert_no_error (error);
      g_assert_cmpint (options->command, ==, HALL_CLI_COMMAND_JOIN);
      g_assert_cmpstr (options->room, ==, rooms[i]);
    }
}

/* It joins as whoever asked, and on the same network: another profile would tell the room of
 * another person, and find nothing on another port. */
static void
test_command_goes_on (void)
{
  static const char *const asked[] = {
    "hallway-cli", "--profile", "/a b/it's", "--name", "Mina $(id)", "--group", "239.9.9.9",
    "--port", "4000", "--broadcast", "10.0.0.255", "--tcp-port", "4001", "--exclude-interface",
    "docker0", "--exclude-interface", "wl*", "--interface", "eth0", "--peer", "10.1.0.2:99",
    "host", "lunch", NULL
  };
  g_autoptr (HallCliOptions) options = NULL;
  g_autoptr (HallCliOptions) again = NULL;
  g_autofree char *command = NULL;
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GError) error = NULL;

  options = hall_cli_options_new (asked, &error);
  g_assert_no_error (error);
  command = hall_cli_make_join_command (options, options->room, ID);
  g_assert_true (g_shell_parse_argv (command, NULL, &arguments, &error));
  again = hall_cli_options_new ((const char *const *) arguments, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->command, ==, HALL_CLI_COMMAND_JOIN);
  g_assert_cmpstr (again->room, ==, "lunch");
  g_assert_cmpstr (again->profile, ==, options->profile);
  g_assert_cmpstr (again->name, ==, "Mina $(id)");
  g_assert_cmpstr (again->group, ==, "239.9.9.9");
  g_assert_cmpuint (again->port, ==, 4000);
  g_assert_cmpstr (again->broadcast, ==, "10.0.0.255");
  g_assert_cmpuint (again->tcp_port, ==, 4001);
  g_assert_cmpuint (g_strv_length (again->excluded_interfaces), ==, 2);
  g_assert_cmpstr (again->excluded_interfaces[1], ==, "wl*");
  g_assert_cmpstr (again->interfaces[0], ==, "eth0");
  g_assert_cmpstr (again->peers[0], ==, "10.1.0.2:99");
}

static void
test_yes (void)
{
  static const char *const yes[] = { "y", "Y", "yes", " Yes\t", "YES" };
  static const char *const no[] = { "", " ", "n", "N", "no", "yesterday", "y y", "1" };

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    g_assert_true (hall_cli_is_yes (yes[i]));
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    g_assert_false (hall_cli_is_yes (no[i]));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/taken/command", test_command);
  g_test_add_func ("/cli/taken/command-is-understood", test_command_is_understood);
  g_test_add_func ("/cli/taken/command-goes-on", test_command_goes_on);
  g_test_add_func ("/cli/taken/yes", test_yes);
  return g_test_run ();
}
