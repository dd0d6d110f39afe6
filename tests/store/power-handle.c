/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* power-handle.c: a file that a connection has open on a power-vfs.h: reading, writing, locking.
 *
 * A handle from before a crash fails with everything, but for being closed.
 */

#include "config.h"

#include <errno.h>
#include <string.h>

#include "power-vfs-private.h"

/* Locks the machine. FALSE: this handle is dead. */
static gboolean
enter (PowerHandle *self)
{
  g_mutex_lock (&self->vfs->mutex);
  if (self->life == self->vfs->n_crashes)
    return TRUE;

  self->error = EIO;
  return FALSE;
}

static int
leave (PowerHandle *self,
       int          code)
{
  g_mutex_unlock (&self->vfs->mutex);
  return code;
}

static void
set_lock (PowerHandle *self,
          int          lock)
{
  PowerFile *file = self->file;

  if (file->exclusive == self && lock < SQLITE_LOCK_EXCLUSIVE)
    file->exclusive = NULL;
  if (file->pending == self && lock < SQLITE_LOCK_PENDING)
    file->pending = NULL;
  if (file->reserved == self && lock < SQLITE_LOCK_RESERVED)
    file->reserved = NULL;
  if (self->lock >= SQLITE_LOCK_SHARED && lock < SQLITE_LOCK_SHARED)
    file->n_shared--;
  if (self->lock < SQLITE_LOCK_SHARED && lock >= SQLITE_LOCK_SHARED)
    file->n_shared++;
  self->lock = lock;
}

static void
detach (PowerHandle *self)
{
  PowerShared *shared = self->file->shared;

  if (!self->attached)
    return;

  for (guint i = 0; i < POWER_LOCKS; i++)
    {
      if (self->shared_locks & (1u << i))
        shared->shared[i]--;
      if (self->exclusive_locks & (1u << i))
        shared->exclusive[i] = NULL;
    }
  self->shared_locks = 0;
  self->exclusive_locks = 0;
  self->attached = FALSE;
  if (--shared->n_attached == 0)
    g_clear_pointer (&self->file->shared, power_shared_free);
}

static int
handle_close (sqlite3_file *base)
{
  PowerHandle *self = (PowerHandle *) base;
  PowerVfs *vfs = self->vfs;

  g_mutex_lock (&vfs->mutex);
  detach (self);
  set_lock (self, SQLITE_LOCK_NONE);
  power_file_unref (self->file);
  g_mutex_unlock (&vfs->mutex);
  power_vfs_release (vfs);
  return SQLITE_OK;
}

static int
handle_read (sqlite3_file  *base,
             void          *buffer,
             int            length,
             sqlite3_int64  offset)
{
  PowerHandle *self = (PowerHandle *) base;
  GByteArray *now = self->file->now;
  guint there;

  if (!enter (self))
    return leave (self, SQLITE_IOERR_READ);

  there = offset < now->len ? MIN ((guint) length, now->len - offset) : 0;
  if (there > 0)
    memcpy (buffer, now->data + offset, there);
  memset ((char *) buffer + there, 0, length - there);
  return leave (self, there == (guint) length ? SQLITE_OK : SQLITE_IOERR_SHORT_READ);
}

static int
handle_write (sqlite3_file  *base,
              const void    *data,
              int            length,
              sqlite3_int64  offset)
{
  PowerHandle *self = (PowerHandle *) base;
  gboolean last;

  if (!enter (self))
    return leave (self, SQLITE_IOERR_WRITE);

  last = self->named && power_vfs_count (self->vfs, POWER_WRITE);
  if (self->named && !last && power_vfs_is_full (self->vfs))
    {
      self->error = ENOSPC;
      return leave (self, SQLITE_FULL);
    }

  power_file_write (self->file, offset, data, length);
  if (!last)
    return leave (self, SQLITE_OK);

  power_vfs_lose_power (self->vfs, self->vfs->crash_seed);
  return leave (self, SQLITE_IOERR_WRITE);
}

static int
handle_truncate (sqlite3_file  *base,
                 sqlite3_int64  size)
{
  PowerHandle *self = (PowerHandle *) base;
  gboolean last;

  if (!enter (self))
    return leave (self, SQLITE_IOERR_TRUNCATE);

  last = self->named && power_vfs_count (self->vfs, POWER_TRUNCATE);
  power_file_truncate (self->file, size);
  if (!last)
    return leave (self, SQLITE_OK);

  power_vfs_lose_power (self->vfs, self->vfs->crash_seed);
  return leave (self, SQLITE_IOERR_TRUNCATE);
}

static int
handle_sync (sqlite3_file *base,
             int           flags)
{
  PowerHandle *self = (PowerHandle *) base;

  if (!enter (self))
    return leave (self, SQLITE_IOERR_FSYNC);

  if (self->named && power_vfs_count (self->vfs, POWER_SYNC))
    {
      power_vfs_lose_power (self->vfs, self->vfs->crash_seed);
      return leave (self, SQLITE_IOERR_FSYNC);
    }

  if (!self->vfs->lying)
    {
      power_file_sync (self->file);
      if (self->sync_directory)
        power_vfs_sync_names (self->vfs);
      self->sync_directory = FALSE;
    }
  return leave (self, SQLITE_OK);
}

static int
handle_get_size (sqlite3_file  *base,
                 sqlite3_int64 *size)
{
  PowerHandle *self = (PowerHandle *) base;

  if (!enter (self))
    return leave (self, SQLITE_IOERR_FSTAT);

  *size = self->file->now->len;
  return leave (self, SQLITE_OK);
}

/* As between processes; see "File Locking And Concurrency In SQLite Version 3". */
static int
handle_lock (sqlite3_file *base,
             int           lock)
{
  PowerHandle *self = (PowerHandle *) base;
  PowerFile *file = self->file;

  if (!enter (self))
    return leave (self, SQLITE_IOERR_LOCK);

  if (self->lock >= lock)
    return leave (self, SQLITE_OK);

  if ((file->exclusive && file->exclusive != self) ||
      (file->pending && file->pending != self && lock != SQLITE_LOCK_NONE) ||
      (lock >= SQLITE_LOCK_RESERVED && file->reserved && file->reserved != self))
    return leave (self, SQLITE_BUSY);

  if (lock == SQLITE_LOCK_EXCLUSIVE && file->n_shared > 1)
    {
      file->pending = self;
      self->lock = MAX (self->lock, SQLITE_LOCK_PENDING);
      return leave (self, SQLITE_BUSY);
    }

  set_lock (self, lock);
  if (lock >= SQLITE_LOCK_RESERVED)
    file->reserved = self;
  if (lock == SQLITE_LOCK_EXCLUSIVE)
    file->exclusive = self;
  return leave (self, SQLITE_OK);
}

static int
handle_unlock (sqlite3_file *base,
               int           lock)
{
  PowerHandle *self = (PowerHandle *) base;

  if (!enter (self))
    return leave (self, SQLITE_IOERR_UNLOCK);

  if (self->lock > lock)
    set_lock (self, lock);
  return leave (self, SQLITE_OK);
}

static int
handle_check_reserved (sqlite3_file *base,
                       int          *reserved)
{
  PowerHandle *self = (PowerHandle *) base;

  if (!enter (self))
    return leave (self, SQLITE_IOERR_CHECKRESERVEDLOCK);

  *reserved = self->file->reserved != NULL;
  return leave (self, SQLITE_OK);
}

static int
handle_control (sqlite3_file *base,
                int           operation,
                void         *argument)
{
  PowerHandle *self = (PowerHandle *) base;

  if (operation != SQLITE_FCNTL_LAST_ERRNO)
    return SQLITE_NOTFOUND;

  *(int *) argument = self->error;
  return SQLITE_OK;
}

/* As SQLite's unix VFS has it. */
static int
handle_get_sector_size (sqlite3_file *base)
{
  return 4096;
}

static int
handle_get_characteristics (sqlite3_file *base)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
handle_map (sqlite3_file   *base,
            int             region,
            int             size,
            int             extend,
            void volatile **memory)
{
  PowerHandle *self = (PowerHandle *) base;
  PowerShared *shared;

  *memory = NULL;
  if (!enter (self))
    return leave (self, SQLITE_IOERR_SHMMAP);

  if (self->file->shared == NULL)
    {
      self->file->shared = g_new0 (PowerShared, 1);
      self->file->shared->regions = g_ptr_array_new_with_free_func (g_free);
    }
  shared = self->file->shared;
  if (!self->attached)
    shared->n_attached++;
  self->attached = TRUE;

  while (extend && shared->regions->len <= (guint) region)
    g_ptr_array_add (shared->regions, g_malloc0 (size));
  if ((guint) region < shared->regions->len)
    *memory = g_ptr_array_index (shared->regions, region);
  return leave (self, SQLITE_OK);
}

static gboolean
can_lock_shared (PowerHandle *self,
                 guint        slot,
                 gboolean     exclusive)
{
  PowerShared *shared = self->file->shared;
  guint own = (self->shared_locks >> slot) & 1;

  if (shared->exclusive[slot] && shared->exclusive[slot] != self)
    return FALSE;

  return !exclusive || shared->shared[slot] == own;
}

static int
handle_lock_shared (sqlite3_file *base,
                    int           first,
                    int           n,
                    int           flags)
{
  PowerHandle *self = (PowerHandle *) base;
  gboolean exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
  PowerShared *shared;

  if (!enter (self) || !self->attached)
    return leave (self, SQLITE_IOERR_SHMLOCK);

  shared = self->file->shared;
  for (int i = first; i < first + n && (flags & SQLITE_SHM_LOCK); i++)
    if (!can_lock_shared (self, i, exclusive))
      return leave (self, SQLITE_BUSY);

  for (int i = first; i < first + n; i++)
    {
      guint bit = 1u << i;

      if (self->shared_locks & bit)
        shared->shared[i]--;
      if (self->exclusive_locks & bit)
        shared->exclusive[i] = NULL;
      self->shared_locks &= ~bit;
      self->exclusive_locks &= ~bit;
      if (!(flags & SQLITE_SHM_LOCK))
        continue;

      if (exclusive)
        {
          shared->exclusive[i] = self;
          self->exclusive_locks |= bit;
        }
      else
        {
          shared->shared[i]++;
          self->shared_locks |= bit;
        }
    }
  return leave (self, SQLITE_OK);
}

static void
handle_barrier (sqlite3_file *base)
{
  PowerHandle *self = (PowerHandle *) base;

  enter (self);
  leave (self, SQLITE_OK);
}

static int
handle_unmap (sqlite3_file *base,
              int           delete_it)
{
  PowerHandle *self = (PowerHandle *) base;

  enter (self);
  detach (self);
  return leave (self, SQLITE_OK);
}

const sqlite3_io_methods power_handle_methods = {
  .iVersion = 2,
  .xClose = handle_close,
  .xRead = handle_read,
  .xWrite = handle_write,
  .xTruncate = handle_truncate,
  .xSync = handle_sync,
  .xFileSize = handle_get_size,
  .xLock = handle_lock,
  .xUnlock = handle_unlock,
  .xCheckReservedLock = handle_check_reserved,
  .xFileControl = handle_control,
  .xSectorSize = handle_get_sector_size,
  .xDeviceCharacteristics = handle_get_characteristics,
  .xShmMap = handle_map,
  .xShmLock = handle_lock_shared,
  .xShmBarrier = handle_barrier,
  .xShmUnmap = handle_unmap,
};
