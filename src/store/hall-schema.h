/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-schema.h: the tables, and the numbered steps by which an older file becomes a newer one.
 *
 * Private to the store; worker thread. Steps are only ever added at the end; one that was released
 * is never changed.
 */

#pragma once

#include "hall-database.h"

G_BEGIN_DECLS

#define HALL_SCHEMA_APPLICATION_ID 0x48616c6c /* "Hall", see the SQLite file format */

guint    hall_schema_get_version (void);
gboolean hall_schema_check       (HallDatabase *database,
                                  const char   *path,
                                  gboolean      read_only,
                                  GError      **error);
gboolean hall_schema_migrate     (HallDatabase *database,
                                  GError      **error);

G_END_DECLS
