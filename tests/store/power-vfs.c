/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* power-vfs.c: for tests: the disk of a simulated machine, which loses what was not synced.
 *
 * Here are the machine, its directory and its crashes; files are in power-disk.c, what connections
 * do with them in power-handle.c.
 */

#include "config.h"

#include <string.h>

#include "power-vfs-private.h"

/* Real waiting is for other threads only; in one thread it would be for nothing. */
#define SLEEP_MAX_US 200

/* A journal belongs to a connection, which may be of before the crash. */
static gboolean
owner_is_alive (PowerVfs   *self,
                const char *journal)
{
  PowerHandle *owner = (PowerHandle *) sqlite3_database_file_object (journal);

  return owner->life == self->n_crashes;
}

/* Returns: (transfer full) (nullable): the file; one without a name is nobody else's */
static PowerFile *
get_file (PowerVfs   *self,
          const char *name,
          gboolean    create)
{
  PowerFile *file = name ? g_hash_table_lookup (self->names, name) : NULL;

  if (file)
    return power_file_ref (file);
  if (!create)
    return NULL;

  file = power_file_new ();
  if (name)
    g_hash_table_insert (self->names, g_strdup (name), power_file_ref (file));
  return file;
}

static int
vfs_open (sqlite3_vfs  *base,
          const char   *name,
          sqlite3_file *file,
          int           flags,
          int          *out_flags)
{
  const int new_journals = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
  PowerVfs *self = base->pAppData;
  PowerHandle *handle = (PowerHandle *) file;
  PowerFile *found;

  memset (handle, 0, sizeof *handle);
  g_mutex_lock (&self->mutex);
  if ((flags & new_journals) && !owner_is_alive (self, name))
    {
      g_mutex_unlock (&self->mutex);
      return SQLITE_IOERR;
    }

  found = get_file (self, name, (flags & SQLITE_OPEN_CREATE) || name == NULL);
  if (found == NULL)
    {
      g_mutex_unlock (&self->mutex);
      return SQLITE_CANTOPEN;
    }

  handle->base.pMethods = &power_handle_methods;
  handle->vfs = self;
  handle->file = found;
  handle->life = self->n_crashes;
  handle->named = name != NULL;
  handle->sync_directory = (flags & SQLITE_OPEN_CREATE) && (flags & new_journals);
  self->references++;
  g_mutex_unlock (&self->mutex);
  if (out_flags)
    *out_flags = flags;
  return SQLITE_OK;
}

/* Only journals and logs are deleted. */
static int
vfs_delete (sqlite3_vfs *base,
            const char  *name,
            int          sync_directory)
{
  PowerVfs *self = base->pAppData;
  int code = SQLITE_OK;

  g_mutex_lock (&self->mutex);
  if (!owner_is_alive (self, name))
    code = SQLITE_IOERR_DELETE;
  else if (power_vfs_count (self, POWER_DELETE))
    {
      power_vfs_lose_power (self, self->crash_seed);
      code = SQLITE_IOERR_DELETE;
    }
  else if (!g_hash_table_remove (self->names, name))
    code = SQLITE_IOERR_DELETE_NOENT;
  else if (sync_directory && !self->lying)
    power_vfs_sync_names (self);
  g_mutex_unlock (&self->mutex);
  return code;
}

static int
vfs_access (sqlite3_vfs *base,
            const char  *name,
            int          flags,
            int         *result)
{
  PowerVfs *self = base->pAppData;
  PowerFile *file;

  g_mutex_lock (&self->mutex);
  file = g_hash_table_lookup (self->names, name);
  /* As SQLite's unix VFS has it: an empty journal is none. */
  *result = file != NULL && (flags != SQLITE_ACCESS_EXISTS || file->now->len > 0);
  g_mutex_unlock (&self->mutex);
  return SQLITE_OK;
}

static int
vfs_get_full_path (sqlite3_vfs *base,
                   const char  *name,
                   int          size,
                   char        *path)
{
  return g_strlcpy (path, name, size) < (gsize) size ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int
vfs_get_random (sqlite3_vfs *base,
                int          length,
                char        *bytes)
{
  sqlite3_vfs *system = sqlite3_vfs_find (NULL);

  return system->xRandomness (system, length, bytes);
}

static int
vfs_sleep (sqlite3_vfs *base,
           int          microseconds)
{
  sqlite3_vfs *system = sqlite3_vfs_find (NULL);

  system->xSleep (system, MIN (microseconds, SLEEP_MAX_US));
  return microseconds;
}

static int
vfs_get_time (sqlite3_vfs   *base,
              sqlite3_int64 *milliseconds)
{
  sqlite3_vfs *system = sqlite3_vfs_find (NULL);

  return system->xCurrentTimeInt64 (system, milliseconds);
}

static int
vfs_get_days (sqlite3_vfs *base,
              double      *days)
{
  sqlite3_int64 milliseconds;
  int code = vfs_get_time (base, &milliseconds);

  *days = milliseconds / 86400000.0;
  return code;
}

static int
vfs_get_last_error (sqlite3_vfs *base,
                    int          size,
                    char        *message)
{
  return 0;
}

PowerVfs *
power_vfs_new (const char *name)
{
  PowerVfs *self = g_new0 (PowerVfs, 1);

  g_assert (sqlite3_vfs_find (name) == NULL);
  g_mutex_init (&self->mutex);
  self->references = 1;
  self->name = g_strdup (name);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) power_file_unref);
  self->synced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) power_file_unref);
  self->base = (sqlite3_vfs) {
    .iVersion = 2,
    .szOsFile = sizeof (PowerHandle),
    .mxPathname = 1024,
    .zName = self->name,
    .pAppData = self,
    .xOpen = vfs_open,
    .xDelete = vfs_delete,
    .xAccess = vfs_access,
    .xFullPathname = vfs_get_full_path,
    .xRandomness = vfs_get_random,
    .xSleep = vfs_sleep,
    .xCurrentTime = vfs_get_days,
    .xGetLastError = vfs_get_last_error,
    .xCurrentTimeInt64 = vfs_get_time,
  };
  g_assert (sqlite3_vfs_register (&self->base, FALSE) == SQLITE_OK);
  return self;
}

void
power_vfs_release (PowerVfs *self)
{
  gboolean last;

  g_mutex_lock (&self->mutex);
  last = --self->references == 0;
  g_mutex_unlock (&self->mutex);
  if (!last)
    return;

  g_hash_table_unref (self->names);
  g_hash_table_unref (self->synced);
  g_mutex_clear (&self->mutex);
  g_free (self->name);
  g_free (self);
}

void
power_vfs_free (PowerVfs *self)
{
  sqlite3_vfs_unregister (&self->base);
  g_mutex_lock (&self->mutex);
  self->n_crashes++;
  g_mutex_unlock (&self->mutex);
  power_vfs_release (self);
}

const char *
power_vfs_get_name (PowerVfs *self)
{
  return self->name;
}

gboolean
power_vfs_count (PowerVfs       *self,
                 PowerOperation  operation)
{
  self->n_writes += operation == POWER_WRITE;
  self->n_syncs += operation == POWER_SYNC;
  return self->crash_in > 0 && --self->crash_in == 0;
}

gboolean
power_vfs_is_full (PowerVfs *self)
{
  if (self->fail_in > 1)
    self->fail_in--;
  else if (self->fail_in == 1 && self->n_failures > 0)
    {
      self->n_failures -= self->n_failures < G_MAXUINT;
      return TRUE;
    }

  return FALSE;
}

static void
copy_names (GHashTable *from,
            GHashTable *to)
{
  GHashTableIter iter;
  gpointer name, file;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &name, &file))
    g_hash_table_insert (to, g_strdup (name), power_file_ref (file));
}

void
power_vfs_sync_names (PowerVfs *self)
{
  g_hash_table_remove_all (self->synced);
  copy_names (self->names, self->synced);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (a, b);
}

/* Sorted, for the sake of the seed. */
static GList *
list_names (PowerVfs *self)
{
  GList *names = g_hash_table_get_keys (self->names);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->synced);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (self->names, name))
      names = g_list_prepend (names, name);

  return g_list_sort (names, compare_names);
}

void
power_vfs_lose_power (PowerVfs *self,
                      guint32   seed)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
  g_autoptr (GList) names = list_names (self);
  g_autoptr (GHashTable) survivors = NULL;

  survivors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                     (GDestroyNotify) power_file_unref);
  for (GList *name = names; name; name = name->next)
    {
      /* The directory may or may not have been written. */
      gboolean newer = g_rand_boolean (chance);
      PowerFile *file = g_hash_table_lookup (newer ? self->names : self->synced, name->data);

      if (file)
        g_hash_table_insert (survivors, g_strdup (name->data),
                             power_file_survive (file, chance));
    }

  g_hash_table_remove_all (self->names);
  copy_names (survivors, self->names);
  power_vfs_sync_names (self);
  self->crash_in = 0;
  self->n_crashes++;
}

void
power_vfs_crash (PowerVfs *self,
                 guint32   seed)
{
  g_mutex_lock (&self->mutex);
  power_vfs_lose_power (self, seed);
  g_mutex_unlock (&self->mutex);
}

void
power_vfs_crash_at (PowerVfs *self,
                    guint     n,
                    guint32   seed)
{
  g_mutex_lock (&self->mutex);
  self->crash_in = n;
  self->crash_seed = seed;
  g_mutex_unlock (&self->mutex);
}

void
power_vfs_cancel_crash (PowerVfs *self)
{
  power_vfs_crash_at (self, 0, 0);
}

void
power_vfs_set_lying (PowerVfs *self,
                     gboolean  lying)
{
  g_mutex_lock (&self->mutex);
  self->lying = lying;
  g_mutex_unlock (&self->mutex);
}

void
power_vfs_fail_writes (PowerVfs *self,
                       guint     n,
                       guint     n_failures)
{
  g_mutex_lock (&self->mutex);
  self->fail_in = n;
  self->n_failures = n_failures;
  g_mutex_unlock (&self->mutex);
}

guint64
power_vfs_get_n_writes (PowerVfs *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_writes;
}

guint64
power_vfs_get_n_syncs (PowerVfs *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_syncs;
}

guint64
power_vfs_get_n_crashes (PowerVfs *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_crashes;
}

guint
power_vfs_get_n_unsynced (PowerVfs *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GHashTableIter iter;
  gpointer file;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->names);
  while (g_hash_table_iter_next (&iter, NULL, &file))
    n += ((PowerFile *) file)->unsynced->len;
  return n;
}
