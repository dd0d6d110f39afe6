/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* power-disk.h: the files of power-vfs.h: what everybody sees, and what is on the disk.
 *
 * Private to power-vfs. Plain memory without locks of its own; knows nothing of SQLite.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define POWER_LOCKS 8      /* SQLITE_SHM_NLOCK */

typedef struct
{
  guint n_attached;
  GPtrArray *regions;
  guint shared[POWER_LOCKS];
  gpointer exclusive[POWER_LOCKS];
} PowerShared;

typedef struct
{
  guint references;
  GByteArray *now;         /* what is read */
  GByteArray *disk;        /* what was synced */
  GPtrArray *unsynced;     /* writes that lie between them, in order */

  guint n_shared;          /* locks: how many handles, and which */
  gpointer reserved;
  gpointer pending;
  gpointer exclusive;
  PowerShared *shared;     /* (nullable) the memory that WAL shares */
} PowerFile;

PowerFile *power_file_new      (void);
PowerFile *power_file_ref      (PowerFile     *self);
void       power_file_unref    (PowerFile     *self);

void       power_file_write    (PowerFile     *self,
                                gint64         offset,
                                gconstpointer  data,
                                guint          length);
void       power_file_truncate (PowerFile     *self,
                                gint64         size);
void       power_file_sync     (PowerFile     *self);
/* (transfer full): what is there after a crash */
PowerFile *power_file_survive  (PowerFile     *self,
                                GRand         *chance);

void       power_shared_free   (PowerShared   *self);

G_END_DECLS
