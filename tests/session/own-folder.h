/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* own-folder.h: a home and a place for files of one test program's own.
 *
 * As G_TEST_OPTION_ISOLATE_DIRS, which leaks what it sets and so hides real leaks.
 */

#pragma once

#include <ftw.h>
#include <stdio.h>

#include <glib.h>
#include <glib/gstdio.h>

/* Before anything asks for a folder. (transfer full) */
static inline char *
own_folder_enter (void)
{
  const char *variables[] = { "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME" };
  GError *error = NULL;
  char *folder = g_dir_make_tmp ("hallway-test-XXXXXX", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      g_autofree char *path = g_build_filename (folder, variables[i], NULL);

      g_setenv (variables[i], path, TRUE);
    }

  return folder;
}

static inline int
own_folder_remove (const char        *path,
                   const struct stat *status,
                   int                type,
                   struct FTW        *walk)
{
  return remove (path);
}

/* Removes it with all that is in it; takes @folder. */
static inline void
own_folder_leave (char *folder)
{
  g_assert_cmpint (nftw (folder, own_folder_remove, 16, FTW_DEPTH | FTW_PHYS), ==, 0);
  g_free (folder);
}
