/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-error.c: SQLite's and the system's codes become sentences for people.
 *
 * Each sentence says what happened and what to do about it. SQLite's own words go to the debug log,
 * and into the sentence only where nothing better can be said.
 */

#define G_LOG_DOMAIN "hall-store-error"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sqlite3.h>

#include "hall-store-error.h"

G_DEFINE_QUARK (hall-store-error-quark, hall_store_error)

static gboolean
is_full (int system_code)
{
  return system_code == ENOSPC || system_code == EDQUOT || system_code == EFBIG;
}

static gboolean
is_read_only (int system_code)
{
  return system_code == EROFS || system_code == EACCES || system_code == EPERM;
}

static void
set_full (GError **error)
{
  g_set_error_literal (error, HALL_STORE_ERROR, HALL_STORE_ERROR_FULL,
                       _("The disk is full. Free some space; what you write is kept in this "
                         "window until then."));
}

static void
set_read_only (GError    **error,
               const char *name)
{
  g_set_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_READ_ONLY,
               /* Translators: %s is the path of a file. */
               _("The history “%s” cannot be written. Check the permissions of the file and of "
                 "its folder."),
               name);
}

/**
 * hall_store_set_file_error:
 * @error: (out) (optional): where to put it
 * @system_code: an errno
 * @path: the database file
 *
 * Sets HALL_STORE_ERROR_FULL, READ_ONLY or OPEN for a file that could not be made. Any thread.
 */
void
hall_store_set_file_error (GError    **error,
                           int         system_code,
                           const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  g_debug ("%s: %s", name, g_strerror (system_code));

  if (is_full (system_code))
    set_full (error);
  else if (is_read_only (system_code))
    set_read_only (error, name);
  else
    g_set_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_OPEN,
                 /* Translators: the first %s is the path of a file, the second why. */
                 _("The history “%s” cannot be opened (%s). Check that its folder exists, or "
                   "choose another profile folder."),
                 name, g_strerror (system_code));
}

/* Sets HALL_STORE_ERROR_NOT_FOUND: nobody has written to @path yet. */
void
hall_store_set_missing_error (GError    **error,
                              const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_NOT_FOUND,
               /* Translators: %s is the path of a file. */
               _("There is no history in “%s” yet."), name);
}

static void
set_corrupt (GError    **error,
             const char *name)
{
  g_set_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_CORRUPT,
               /* Translators: %s is the path of a file. */
               _("The history “%s” is damaged or is not a Hallway history. It was left as it is. "
                 "Restore it from a backup, or move it away to start with an empty one."),
               name);
}

/**
 * hall_store_set_error:
 * @error: (out) (optional): where to put it
 * @sqlite_code: an SQLite result code, extended or not
 * @system_code: the errno behind it, or 0
 * @detail: (nullable): SQLite's message
 * @path: the database file
 *
 * Sets the HallStoreError that fits. Any thread.
 */
void
hall_store_set_error (GError    **error,
                      int         sqlite_code,
                      int         system_code,
                      const char *detail,
                      const char *path)
{
  g_autofree char *name = g_filename_display_name (path);

  g_debug ("%s: SQLite says %s (%d), the system %s", name, detail ? detail : "nothing",
           sqlite_code, system_code ? g_strerror (system_code) : "nothing");

  switch (sqlite_code & 0xff)
    {
    case SQLITE_FULL:
      set_full (error);
      break;

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      set_corrupt (error, name);
      break;

    case SQLITE_READONLY:
    case SQLITE_PERM:
      set_read_only (error, name);
      break;

    case SQLITE_CANTOPEN:
      hall_store_set_file_error (error, system_code ? system_code : ENOENT, path);
      break;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_FAILED,
                   _("Another program keeps the history “%s” busy. Close it and try again."),
                   name);
      break;

    case SQLITE_IOERR:
      /* SQLite takes a used-up quota and a file size limit for a broken disk. */
      if (is_full (system_code))
        set_full (error);
      else
        g_set_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_FAILED,
                     /* Translators: the first %s is the path of a file, the second why. */
                     _("The history “%s” could not be read or written (%s). Check the disk."),
                     name, system_code ? g_strerror (system_code) : detail);
      break;

    default:
      g_set_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_FAILED,
                   /* Translators: the first %s is the path of a file, the second why. */
                   _("The history “%s” refused a request (%s). Start Hallway again; if it "
                     "happens again, please report it."),
                   name, detail ? detail : sqlite3_errstr (sqlite_code));
      break;
    }
}
