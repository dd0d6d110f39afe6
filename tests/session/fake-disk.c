/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-disk.c: each file of a dead process is replaced by one with the same contents.
 */

#define G_LOG_DOMAIN "fake-disk"

#include "config.h"

#include "power-disk.h"
#include "power-vfs-private.h"

#include "fake-disk.h"

PowerVfs *
fake_disk_new (void)
{
  static guint n_disks = 0;
  char name[32];

  g_snprintf (name, sizeof name, "disk-%u", n_disks++);
  return power_vfs_new (name);
}

/* Those who have the old one open keep that, and what was to be synced is shared with it: it is
 * never written again. */
static PowerFile *
inherit (PowerFile *file)
{
  PowerFile *heir = power_file_new ();

  g_byte_array_append (heir->now, file->now->data, file->now->len);
  g_byte_array_append (heir->disk, file->disk->data, file->disk->len);
  g_ptr_array_unref (heir->unsynced);
  heir->unsynced = g_ptr_array_ref (file->unsynced);
  return heir;
}

static void
replace (GHashTable *directory,
         GHashTable *heirs)
{
  GHashTableIter iter;
  gpointer file;

  g_hash_table_iter_init (&iter, directory);
  while (g_hash_table_iter_next (&iter, NULL, &file))
    {
      PowerFile *heir = g_hash_table_lookup (heirs, file);

      if (heir == NULL)
        {
          heir = inherit (file);
          /* So that no other file gets its address meanwhile. */
          g_hash_table_insert (heirs, power_file_ref (file), heir);
        }
      g_hash_table_iter_replace (&iter, power_file_ref (heir));
    }
}

void
fake_disk_kill (PowerVfs *disk)
{
  g_autoptr (GHashTable) heirs = NULL;

  heirs = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) power_file_unref,
                                 (GDestroyNotify) power_file_unref);
  g_mutex_lock (&disk->mutex);
  replace (disk->names, heirs);
  replace (disk->synced, heirs);
  disk->n_crashes++;
  g_mutex_unlock (&disk->mutex);
}
