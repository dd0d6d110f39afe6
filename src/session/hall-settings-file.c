/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-settings-file.c: reads and writes settings.ini where GSettings cannot: without a schema.
 *
 * The text is what GKeyfileSettingsBackend reads and writes, so that a profile made from the build
 * folder is understood by the installed program. Checks no values; that is HallSettings' task.
 */

#define G_LOG_DOMAIN "hall-settings-file"

#include "config.h"

#include <glib/gstdio.h>

#include "hall-settings-file.h"

#define FILE_SIZE_MAX (256 * 1024)

static const GKeyFileFlags load_flags = G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS;

/**
 * hall_settings_file_load:
 * @path: (type filename): a path
 *
 * Reads settings.ini; a file that is missing, too big or broken gives an empty one.
 *
 * Returns: (transfer full): what stands in it
 */
GKeyFile *
hall_settings_file_load (const char *path)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return g_steal_pointer (&file);

  if (!S_ISREG (status.st_mode) || status.st_size > FILE_SIZE_MAX)
    g_debug ("%s: not a settings file", path);
  else if (!g_key_file_load_from_file (file, path, load_flags, &error))
    {
      g_debug ("%s: %s", path, error->message);
      g_key_file_unref (g_steal_pointer (&file));
      file = g_key_file_new ();
    }

  return g_steal_pointer (&file);
}

/**
 * hall_settings_file_read:
 * @file: what was loaded
 * @key: the key of a setting
 * @type: the type of its values
 *
 * Returns: (transfer full) (nullable): the value, or %NULL if there is none of that type
 */
GVariant *
hall_settings_file_read (GKeyFile           *file,
                         const char         *key,
                         const GVariantType *type)
{
  g_autofree char *text = g_key_file_get_value (file, HALL_SETTINGS_FILE_GROUP, key, NULL);
  GVariant *value;

  if (text == NULL)
    return NULL;

  value = g_variant_parse (type, text, NULL, NULL, NULL);
  /* People write strings by hand without quotes; so does GSettings accept them. */
  if (value == NULL && g_variant_type_equal (type, G_VARIANT_TYPE_STRING) && *text != '\'' &&
      *text != '"' && g_utf8_validate (text, -1, NULL))
    value = g_variant_ref_sink (g_variant_new_string (text));
  if (value == NULL)
    g_debug ("the settings file's %s is not a value: %s", key, text);

  return value;
}

/* A file that could not be read is kept beside the new one. */
static void
keep_broken (const char *path)
{
  g_autoptr (GKeyFile) probe = g_key_file_new ();
  g_autofree char *kept = g_strconcat (path, ".broken", NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS) &&
      !g_key_file_load_from_file (probe, path, load_flags, NULL) && g_rename (path, kept) != 0)
    g_debug ("%s: cannot be kept as %s", path, kept);
}

/**
 * hall_settings_file_write:
 * @path: (type filename): the path of the file; its folder is made if need be
 * @key: the key of a setting
 * @value: its new value
 * @error: return location for an error of G_FILE_ERROR
 *
 * Returns: whether the file has the new value
 */
gboolean
hall_settings_file_write (const char  *path,
                          const char  *key,
                          GVariant    *value,
                          GError     **error)
{
  g_autoptr (GKeyFile) file = hall_settings_file_load (path);
  g_autofree char *text = g_variant_print (value, FALSE);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *data = NULL;
  gsize length;

  keep_broken (path);
  g_key_file_set_value (file, HALL_SETTINGS_FILE_GROUP, key, text);
  data = g_key_file_to_data (file, &length, NULL);

  /* If this fails, so does the next step, which has the better error. */
  g_mkdir_with_parents (folder, 0700);

  return g_file_set_contents_full (path, data, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}
