/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-machine.c: a hash of the machine id in one small file.
 */

#define G_LOG_DOMAIN "hall-machine"

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "hall-machine.h"

#define FILE_NAME "machine"
#define ID_MAX 256

/**
 * hall_machine_hash_id:
 * @machine_id: what /etc/machine-id says
 *
 * Returns: (transfer full) (nullable): a hash that tells nothing of it; %NULL if it is none
 */
char *
hall_machine_hash_id (const char *machine_id)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *id = g_strstrip (g_strndup (machine_id, ID_MAX));

  /* systemd writes this word before the first boot has gone far enough. */
  if (*id == '\0' || g_str_equal (id, "uninitialized"))
    return NULL;
  g_checksum_update (checksum, (const guchar *) "hallway/v1/machine\n", -1);
  g_checksum_update (checksum, (const guchar *) id, -1);
  return g_strdup (g_checksum_get_string (checksum));
}

/**
 * hall_machine_make_hash:
 *
 * Returns: (transfer full) (nullable): this computer's; %NULL where it has no id
 */
char *
hall_machine_make_hash (void)
{
  static const char *paths[] = { "/etc/machine-id", "/var/lib/dbus/machine-id" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *text = NULL;
      char *hash;

      if (!g_file_get_contents (paths[i], &text, NULL, NULL))
        continue;
      hash = hall_machine_hash_id (text);
      if (hash != NULL)
        return hash;
    }
  return NULL;
}

/**
 * hall_machine_load:
 * @profile: a profile
 *
 * Returns: (transfer full) (nullable): what hall_machine_save () was told last
 */
char *
hall_machine_load (HallProfile *profile)
{
  g_autofree char *path = hall_profile_build_path (profile, FILE_NAME);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  g_strstrip (text);
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/**
 * hall_machine_save:
 * @profile: a profile that is locked by us
 * @hash: of this computer
 *
 * Returns: whether it was written
 */
gboolean
hall_machine_save (HallProfile *profile,
                   const char  *hash)
{
  g_autofree char *path = hall_profile_build_path (profile, FILE_NAME);
  g_autofree char *line = g_strconcat (hash, "\n", NULL);
  g_autoptr (GError) error = NULL;

  if (g_file_set_contents_full (path, line, (gssize) strlen (line),
                                G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    return TRUE;
  g_debug ("which computer this is cannot be kept: %s", error->message);
  return FALSE;
}
