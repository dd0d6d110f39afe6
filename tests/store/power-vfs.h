/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* power-vfs.h: for tests: the disk of a simulated machine, which loses what was not synced.
 *
 * An SQLite VFS of its own name whose files are in memory: no file system is touched, so thousands
 * of runs are cheap. The code under test runs unchanged on it, with WAL (its index is memory too)
 * and synchronous=FULL; a HallStore is put on it by
 *
 *     hall_store_set_vfs (store, power_vfs_get_name (vfs));
 *
 * before it is opened with any path. What is modelled:
 *
 * - Writing and truncating change what everybody sees at once, but not the disk. xSync brings a
 *   file to the disk; the first one of a new journal or log the directory too, as SQLite's unix
 *   VFS does. Files that were made or deleted since are as uncertain as unsynced bytes.
 * - At a crash each write since the last sync may have reached the disk, or not, or in part: by
 *   sectors of 512 bytes, rarely torn within one; of several writes to one place any may be the
 *   last that arrived. Bytes that were never written to a file that grew are zeros or garbage.
 *   Bytes outside of what was written never change.
 * - Locks as between processes, and shared memory, for any number of connections at once.
 *
 * Safe to use from several threads (the store's worker is one). Equal calls with equal seeds give
 * equal disks.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PowerVfs PowerVfs;

/* Registers a VFS, with an empty disk. @name: unique in the process. */
PowerVfs   *power_vfs_new           (const char *name);
/* Unregisters it. Connections that are still open stay valid and only fail. */
void        power_vfs_free          (PowerVfs   *self);
const char *power_vfs_get_name      (PowerVfs   *self);

/* The power goes, and comes back. Whoever has a file open then gets SQLITE_IOERR for everything,
 * and changes nothing any more; who opens one anew sees what survived, chosen by @seed. */
void        power_vfs_crash         (PowerVfs   *self,
                                     guint32     seed);
/* The same in the middle of what SQLite does: at the @n th write, truncation, deletion or sync from
 * now, counted from 1. That one write may still reach the disk, that one sync does not. */
void        power_vfs_crash_at      (PowerVfs   *self,
                                     guint       n,
                                     guint32     seed);
/* Takes back power_vfs_crash_at (), if it has not happened. */
void        power_vfs_cancel_crash  (PowerVfs   *self);

/* A disk that says that it has synced and has not: what a test of durability has to notice. */
void        power_vfs_set_lying     (PowerVfs   *self,
                                     gboolean    lying);
/* From the @n th write from now on (counted from 1), the next @n_failures writes fail with
 * SQLITE_FULL; G_MAXUINT: until this is called again. 0 failures: none. */
void        power_vfs_fail_writes   (PowerVfs   *self,
                                     guint       n,
                                     guint       n_failures);

/* Since power_vfs_new (). Files without a name (SQLite's temporary ones) count for nothing. */
guint64     power_vfs_get_n_writes  (PowerVfs   *self);
guint64     power_vfs_get_n_syncs   (PowerVfs   *self);
guint64     power_vfs_get_n_crashes (PowerVfs   *self);
/* Writes that a crash could take now. */
guint       power_vfs_get_n_unsynced (PowerVfs  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PowerVfs, power_vfs_free)

G_END_DECLS
