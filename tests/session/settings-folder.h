/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* settings-folder.h: a profile's folder and the file of settings in it, as a person could write it.
 */

#pragma once

#include <glib/gstdio.h>

static inline char *
make_directory (void)
{
  char *directory = g_build_filename (g_get_user_cache_dir (), "hallway-XXXXXX", NULL);

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_cache_dir (), 0700), ==, 0);
  g_assert_nonnull (g_mkdtemp (directory));

  return directory;
}

static inline void
write_file (const char *directory,
            const char *text)
{
  g_autofree char *path = g_build_filename (directory, "settings.ini", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static inline char *
read_file (const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "settings.ini", NULL);
  char *text = NULL;
  GError *error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}
