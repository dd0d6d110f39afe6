/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-background-file.c: the file that starts us at login, for HallBackground.
 *
 * It names the program that runs now, wherever that was installed: twice, so that desktops pass
 * over the file when the program is gone. Reads such files, and writes none.
 */

#define G_LOG_DOMAIN "hall-background-file"

#include "config.h"

#include <string.h>

#include "hall-background-file.h"

#define OWN_PROGRAM "/proc/self/exe"
/* What the kernel adds when a program was replaced by a newer one. */
#define DELETED " (deleted)"
#define GROUP "Desktop Entry"
#define GNOME_SWITCH "X-GNOME-Autostart-enabled"

/* A word of Exec, as the specification of desktop entries wants it quoted. */
static char *
quote (const char *word)
{
  GString *text = g_string_new ("\"");

  for (const char *c = word; *c != '\0'; c++)
    {
      /* Once for the shell-like quotes, and once more for the key file (by GKeyFile). */
      if (strchr ("\"`$\\", *c) != NULL)
        g_string_append_c (text, '\\');
      if (*c == '%')
        g_string_append_c (text, '%');
      g_string_append_c (text, *c);
    }
  g_string_append_c (text, '"');
  return g_string_free (text, FALSE);
}

/* The program that runs now. */
static char *
find_program (void)
{
  char *program = g_file_read_link (OWN_PROGRAM, NULL);

  if (program == NULL)
    return g_strdup ("hallway");
  if (g_str_has_suffix (program, DELETED))
    program[strlen (program) - strlen (DELETED)] = '\0';
  return program;
}

/**
 * hall_background_file_make_path:
 *
 * Returns: (transfer full): where desktops look for the file
 */
char *
hall_background_file_make_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", HALL_APPLICATION_ID ".desktop",
                           NULL);
}

/**
 * hall_background_file_make:
 *
 * Returns: (transfer full): the contents of a file that starts the program that runs now
 */
GBytes *
hall_background_file_make (void)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *program = find_program ();
  g_autofree char *quoted = quote (program);
  g_autofree char *command = g_strconcat (quoted, " --background", NULL);
  gsize length;
  char *text;

  g_key_file_set_string (file, GROUP, "Type", "Application");
  g_key_file_set_string (file, GROUP, "Name", "Hallway");
  g_key_file_set_string (file, GROUP, "TryExec", program);
  g_key_file_set_string (file, GROUP, "Exec", command);
  g_key_file_set_string (file, GROUP, "Icon", HALL_APPLICATION_ID);
  g_key_file_set_boolean (file, GROUP, "NoDisplay", TRUE);
  g_key_file_set_boolean (file, GROUP, GNOME_SWITCH, TRUE);
  text = g_key_file_to_data (file, &length, NULL);
  return g_bytes_new_take (text, length);
}

/* Whether the program is there. Somebody may have written the file without a TryExec. */
static gboolean
finds_program (GKeyFile *file)
{
  g_autofree char *program = g_key_file_get_string (file, GROUP, "TryExec", NULL);
  g_autofree char *command = g_key_file_get_string (file, GROUP, "Exec", NULL);
  g_autofree char *path = NULL;
  g_auto (GStrv) words = NULL;

  if (command == NULL || !g_shell_parse_argv (command, NULL, &words, NULL))
    return FALSE;
  path = g_find_program_in_path (program != NULL ? program : words[0]);
  return path != NULL;
}

/**
 * hall_background_file_read:
 * @path: of the file, which may be there
 *
 * Returns: whether a desktop would start us
 */
HallBackgroundFile
hall_background_file_read (const char *path)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL) ||
      g_key_file_get_boolean (file, GROUP, "Hidden", NULL) ||
      (g_key_file_has_key (file, GROUP, GNOME_SWITCH, NULL) &&
       !g_key_file_get_boolean (file, GROUP, GNOME_SWITCH, NULL)))
    return HALL_BACKGROUND_FILE_OFF;
  return finds_program (file) ? HALL_BACKGROUND_FILE_ON : HALL_BACKGROUND_FILE_LOST;
}
