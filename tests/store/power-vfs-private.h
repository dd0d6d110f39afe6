/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* power-vfs-private.h: what the files of power-vfs share: the machine and a connection's handle.
 *
 * Everything is used with the machine's mutex held.
 */

#pragma once

#include <sqlite3.h>

#include "power-disk.h"

#include "power-vfs.h"

G_BEGIN_DECLS

struct _PowerVfs
{
  sqlite3_vfs base;
  GMutex mutex;
  guint references;        /* the owner's, and one for each handle */
  char *name;
  GHashTable *names;       /* name → PowerFile: the directory as it is seen */
  GHashTable *synced;      /* name → PowerFile: the directory on the disk */

  gboolean lying;
  guint crash_in;          /* operations; 0: never */
  guint32 crash_seed;
  guint fail_in;           /* writes; 0: never */
  guint n_failures;
  guint64 n_writes;
  guint64 n_syncs;
  guint64 n_crashes;       /* a handle of another number is dead */
};

typedef struct
{
  sqlite3_file base;
  PowerVfs *vfs;
  PowerFile *file;
  guint64 life;            /* the machine's n_crashes when it was opened */
  gboolean named;
  gboolean sync_directory; /* with the next sync */
  int lock;
  int error;               /* errno */
  gboolean attached;       /* to the shared memory */
  guint shared_locks;
  guint exclusive_locks;
} PowerHandle;

extern const sqlite3_io_methods power_handle_methods;

typedef enum
{
  POWER_WRITE,
  POWER_TRUNCATE,
  POWER_DELETE,
  POWER_SYNC,
} PowerOperation;

/* Counts it. TRUE: the power goes with this one: power_vfs_lose_power () is due. */
gboolean power_vfs_count         (PowerVfs       *self,
                                  PowerOperation  operation);
/* TRUE: this write is one of those that fail. */
gboolean power_vfs_is_full       (PowerVfs       *self);
void     power_vfs_lose_power    (PowerVfs       *self,
                                  guint32         seed);
void     power_vfs_sync_names    (PowerVfs       *self);
void     power_vfs_release       (PowerVfs       *self);

G_END_DECLS
