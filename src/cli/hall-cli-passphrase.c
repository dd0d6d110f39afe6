/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-passphrase.c: reads the first line of a small file.
 *
 * Whoever gets it frees it here as soon as it is passed on: it is not to be found in memory, nor
 * in a core dump, for as long as the program stays in the room.
 */

#define G_LOG_DOMAIN "hall-cli-passphrase"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "hall-cli-options.h"

#include "hall-cli-passphrase.h"

/* Longer than any passphrase, and small enough for whatever file was named by mistake. */
#define READ_MAX 4096

/* Returns: the number of bytes, -1 with errno */
static gssize
read_all (int   fd,
          char *text,
          gsize size)
{
  gsize length = 0;
  gssize n;

  do
    {
      n = TEMP_FAILURE_RETRY (read (fd, text + length, size - length));
      length += MAX (n, 0);
    }
  while (n > 0 && length < size && memchr (text, '\n', length) == NULL);

  return n < 0 ? -1 : (gssize) length;
}

/**
 * hall_cli_read_passphrase:
 * @path: (nullable) (type filename): a file
 * @passphrase: (out) (nullable) (transfer full): its first line, without the white space around it
 * @error: return location for an error of HALL_CLI_USAGE_ERROR
 *
 * Returns: whether there is one, or none was asked for
 */
gboolean
hall_cli_read_passphrase (const char  *path,
                          char       **passphrase,
                          GError     **error)
{
  g_autofree char *name = NULL;
  char text[READ_MAX + 1] = "";
  gboolean good;
  gssize length;
  int fd;

  *passphrase = NULL;
  if (path == NULL)
    return TRUE;

  name = g_filename_display_name (path);
  fd = open (path, O_RDONLY | O_CLOEXEC);
  length = fd >= 0 ? read_all (fd, text, READ_MAX) : -1;
  if (length < 0)
    g_set_error (error, HALL_CLI_USAGE_ERROR, HALL_CLI_USAGE_ERROR_BAD,
                 _("“%s” cannot be read: %s."), name, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  if (length < 0)
    {
      explicit_bzero (text, sizeof text);
      return FALSE;
    }

  text[strcspn (text, "\r\n")] = '\0';
  g_strstrip (text);
  good = *text != '\0' && length < READ_MAX && g_utf8_validate (text, -1, NULL);
  if (good)
    *passphrase = g_strdup (text);
  else
    g_set_error (error, HALL_CLI_USAGE_ERROR, HALL_CLI_USAGE_ERROR_BAD,
                 _("The first line of “%s” is no passphrase."), name);
  explicit_bzero (text, sizeof text);

  return good;
}

/**
 * hall_cli_free_passphrase:
 * @passphrase: (nullable) (transfer full): what was read, or a copy of it
 *
 * Overwrites it, and frees it.
 */
void
hall_cli_free_passphrase (char *passphrase)
{
  if (passphrase != NULL)
    explicit_bzero (passphrase, strlen (passphrase));
  g_free (passphrase);
}
