/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-reader.c: one question in SQL.
 */

#define G_LOG_DOMAIN "fake-reader"

#include "config.h"

#include <sqlite3.h>

#include "hall-event.h"

#include "fake-reader.h"

struct _FakeReader
{
  PowerVfs *disk;
  char *path;
  sqlite3 *database;         /* NULL while closed */
  sqlite3_stmt *statement;
};

FakeReader *
fake_reader_new (PowerVfs   *disk,
                 const char *path)
{
  FakeReader *self = g_new0 (FakeReader, 1);

  self->disk = disk;
  self->path = g_strdup (path);
  return self;
}

void
fake_reader_close (FakeReader *self)
{
  sqlite3_finalize (g_steal_pointer (&self->statement));
  sqlite3_close (g_steal_pointer (&self->database));
}

void
fake_reader_free (FakeReader *self)
{
  fake_reader_close (self);
  g_free (self->path);
  g_free (self);
}

static gboolean
open_database (FakeReader *self)
{
  if (self->statement != NULL)
    return TRUE;
  if (sqlite3_open_v2 (self->path, &self->database, SQLITE_OPEN_READWRITE,
                       power_vfs_get_name (self->disk)) == SQLITE_OK
      && sqlite3_prepare_v2 (self->database, "SELECT 1 FROM events WHERE id = ?1", -1,
                             &self->statement, NULL) == SQLITE_OK)
    return TRUE;
  fake_reader_close (self);   /* there is none yet */
  return FALSE;
}

gboolean
fake_reader_has_event (FakeReader *self,
                       const char *event_id)
{
  guint8 raw[HALL_EVENT_ID_SIZE];
  gboolean found;

  g_assert_true (hall_base64url_decode (event_id, raw, sizeof raw));
  if (!open_database (self))
    return FALSE;
  sqlite3_bind_blob (self->statement, 1, raw, sizeof raw, SQLITE_STATIC);
  found = sqlite3_step (self->statement) == SQLITE_ROW;
  sqlite3_reset (self->statement);
  return found;
}
