/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-database.h: one SQLite connection with our pragmas, schema and cached statements.
 *
 * Private to the store; belongs to the worker thread and is used by no other. Knows SQL as text
 * only: which tables there are is the schema's business.
 */

#pragma once

#include <sqlite3.h>

#include "hall-digests.h"
#include "hall-store.h"

G_BEGIN_DECLS

typedef struct _HallDatabase HallDatabase;
typedef struct sqlite3_stmt HallStatement;

HallDatabase  *hall_database_open         (const char    *path,
                                           const char    *vfs,
                                           gboolean       read_only,
                                           GError       **error);
void           hall_database_close        (HallDatabase  *self);

gboolean       hall_database_is_read_only (HallDatabase  *self);
HallDigests   *hall_database_get_digests  (HallDatabase  *self);
guint          hall_database_get_commits  (HallDatabase  *self);
guint          hall_database_get_changes  (HallDatabase  *self);

gboolean       hall_database_begin        (HallDatabase  *self,
                                           GError       **error);
gboolean       hall_database_commit       (HallDatabase  *self,
                                           GError       **error);
void           hall_database_roll_back    (HallDatabase  *self);
gboolean       hall_database_empty_log    (HallDatabase  *self,
                                           GError       **error);

gboolean       hall_database_execute      (HallDatabase  *self,
                                           const char    *sql,
                                           GError       **error);
HallStatement *hall_database_prepare      (HallDatabase  *self,
                                           const char    *sql,
                                           GError       **error);
gboolean       hall_database_step         (HallDatabase  *self,
                                           HallStatement *statement,
                                           gboolean      *row,
                                           GError       **error);
gboolean       hall_database_run          (HallDatabase  *self,
                                           HallStatement *statement,
                                           GError       **error);
gboolean       hall_database_get_integer  (HallDatabase  *self,
                                           const char    *sql,
                                           gint64        *value,
                                           GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallDatabase, hall_database_close)

G_END_DECLS
