/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-fit.c: how fit this machine is to host a room: wired, on mains power.
 *
 * A handful of small files of sysfs, read anew at each question; what is missing or unreadable
 * counts as the usual desktop computer would have it: no battery, and no cable that is unheard of.
 */

#define G_LOG_DOMAIN "hall-fit"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "hall-interface.h"

#include "hall-fit.h"

#define FIT_WIRED 1
#define FIT_MAINS 2
#define ENTRIES_MAX 256
#define ETHERNET "1"   /* ARPHRD_ETHER; loopback, tunnels and the like have other numbers */

typedef gboolean (*EntryCheck) (const char *directory,
                                const char *name);

/* The first line of a small file; FALSE if it can't be read. */
static gboolean
read_word (const char *directory,
           const char *file,
           char        word[32])
{
  g_autofree char *path = g_build_filename (directory, file, NULL);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  gssize length;

  if (fd < 0)
    return FALSE;

  do
    length = read (fd, word, 31);
  while (length < 0 && errno == EINTR);
  close (fd);

  word[MAX (length, 0)] = '\0';
  word[strcspn (word, "\n")] = '\0';

  return length > 0;
}

static gboolean
has_word (const char *directory,
          const char *file,
          const char *expected)
{
  char word[32];

  return read_word (directory, file, word) && g_str_equal (word, expected);
}

static gboolean
has_entry (const char *directory,
           const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static gboolean
is_wired (const char *directory,
          const char *name)
{
  return hall_interface_judge_name (name, NULL) == HALL_INTERFACE_USED
         && has_word (directory, "type", ETHERNET)
         && has_word (directory, "carrier", "1")   /* can't be read while it is down */
         && !has_entry (directory, "wireless")
         && !has_entry (directory, "phy80211");
}

/* The battery of a mouse says nothing of the machine. */
static gboolean
is_discharging (const char *directory,
                const char *name)
{
  return has_word (directory, "type", "Battery")
         && !has_word (directory, "scope", "Device")
         && has_word (directory, "status", "Discharging");
}

static gboolean
any_entry (const char *root,
           const char *class_name,
           EntryCheck  check)
{
  g_autofree char *path = g_build_filename (root, "class", class_name, NULL);
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;
  gboolean found = FALSE;

  for (guint i = 0; directory != NULL && !found && i < ENTRIES_MAX; i++)
    {
      g_autofree char *entry = NULL;

      name = g_dir_read_name (directory);
      if (name == NULL)
        break;
      entry = g_build_filename (path, name, NULL);
      found = check (entry, name);
    }

  return found;
}

/**
 * hall_fit_measure_in:
 * @sysfs_root: what takes the place of "/sys"
 *
 * For tests.
 *
 * Returns: 0 to 3
 */
guint
hall_fit_measure_in (const char *sysfs_root)
{
  guint fit = 0;

  if (any_entry (sysfs_root, "net", is_wired))
    fit |= FIT_WIRED;
  if (!any_entry (sysfs_root, "power_supply", is_discharging))
    fit |= FIT_MAINS;

  return fit;
}

/**
 * hall_fit_measure:
 *
 * Looks at the machine now: a few small files.
 *
 * Returns: 1 if it has a cable, and 2 if no battery of it is being drained
 */
guint
hall_fit_measure (void)
{
  return hall_fit_measure_in ("/sys");
}
