/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-reader.c: some questions in SQL.
 */

#define G_LOG_DOMAIN "fake-reader"

#include "config.h"

#include <sqlite3.h>

#include "hall-event.h"

#include "fake-reader.h"

#define LISTING \
  "SELECT bytes, signature FROM events JOIN rooms ON rooms.key = events.room " \
  "WHERE rooms.id = ?1 AND length (bytes) > 0 ORDER BY lc, events.id"

#define IDS "SELECT id FROM events WHERE class <> 2 AND lc < ?1"
#define READABLE_IDS IDS " AND length (bytes) > 0"
#define EMPTIED_IDS IDS " AND length (bytes) = 0"

struct _FakeReader
{
  PowerVfs *disk;
  char *path;
  sqlite3 *database;         /* NULL while closed */
  sqlite3_stmt *statement;   /* whether an event is there */
  sqlite3_stmt *listing;     /* all of a room */
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
  sqlite3_finalize (g_steal_pointer (&self->listing));
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
                             &self->statement, NULL) == SQLITE_OK
      && sqlite3_prepare_v2 (self->database, LISTING, -1, &self->listing, NULL) == SQLITE_OK)
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

GPtrArray *
fake_reader_load_events (FakeReader *self,
                         const char *room_id)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);

  if (!open_database (self))
    return events;
  sqlite3_bind_text (self->listing, 1, room_id, -1, SQLITE_STATIC);
  while (sqlite3_step (self->listing) == SQLITE_ROW)
    {
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      HallEvent *event;

      bytes = g_bytes_new (sqlite3_column_blob (self->listing, 0),
                           (gsize) sqlite3_column_bytes (self->listing, 0));
      event = hall_event_new_from_stored (bytes, sqlite3_column_blob (self->listing, 1), &error);
      g_assert_no_error (error);
      g_ptr_array_add (events, event);
    }
  sqlite3_reset (self->listing);
  return events;
}

static void
list (FakeReader *self,
      const char *sql,
      gint64      before,
      GHashTable *ids)
{
  sqlite3_stmt *statement = NULL;

  if (!open_database (self))
    return;
  g_assert_cmpint (sqlite3_prepare_v2 (self->database, sql, -1, &statement, NULL), ==, SQLITE_OK);
  sqlite3_bind_int64 (statement, 1, before);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_hash_table_add (ids, hall_base64url_encode (sqlite3_column_blob (statement, 0),
                                                  HALL_EVENT_ID_SIZE));
  sqlite3_finalize (statement);
}

void
fake_reader_list_ids (FakeReader *self,
                      gint64      before,
                      gboolean    readable,
                      GHashTable *ids)
{
  list (self, readable ? READABLE_IDS : IDS, before, ids);
}

void
fake_reader_list_emptied (FakeReader *self,
                          GHashTable *ids)
{
  list (self, EMPTIED_IDS, G_MAXINT64, ids);
}
