/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-schema.c: the tables, and the numbered steps by which an older file becomes a newer one.
 *
 * Private to the store; worker thread. Each step runs in one transaction together with the number
 * that says it was made, so a file always is exactly what its user_version says.
 */

#define G_LOG_DOMAIN "hall-schema"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-store-error.h"
#include "hall-store-events.h"

#include "hall-schema.h"

/* Rooms and authors are referred to by small integers, which keeps the indexes small: an entry of
 * events_order is about 30 bytes. rooms.saved is 0 for a room of which only events are held.
 *
 * events.class is 0 for an unknown kind, 1 for what counts as unread, 2 for control events, 3 for
 * what says something about another event, its events.target, and 4 for what was deleted here: a
 * newer version that knows more kinds sets it again from events.kind. events_order answers the days
 * of synchronisation without touching the table; events_shown has what people see, for paging and
 * unread counts, however much is hidden; events_author what one of them said, for hiding what that
 * one had no right to; events_hidden what is hidden, for judging that again. events_annotations and
 * events_pins part what is said by author, so that nobody who says very much hides what others
 * said.
 *
 * mentions.person is the key of an author, who need not have said anything, or 0 for everybody;
 * mentions.event may be that of another event once its room is forgotten.
 *
 * search_index and search_state, of one row, are explained in hall-store-index.c.
 *
 * A room that was forgotten keeps its key, without its id, until its events are deleted, a slice at
 * a time: see hall-store-forget.c. Of what was said before rooms.kept_from only little is kept, and
 * of what was held then and said before rooms.deleted_to, up to the key deleted_key, only the ids,
 * with class 4: see hall-store-expire.c. */
static const char *const steps[] = {
  "CREATE TABLE profile_values ("
  "  key TEXT PRIMARY KEY,"
  "  value TEXT NOT NULL"
  ") STRICT, WITHOUT ROWID;"

  "CREATE TABLE rooms ("
  "  key INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE,"
  "  saved INTEGER NOT NULL DEFAULT 0,"
  "  name TEXT,"
  "  topic TEXT,"
  "  creator TEXT,"
  "  hosted INTEGER NOT NULL DEFAULT 0,"
  "  member INTEGER NOT NULL DEFAULT 0,"
  "  epoch INTEGER NOT NULL DEFAULT 0,"
  "  joined_ms INTEGER NOT NULL DEFAULT 0,"
  "  read_lc INTEGER NOT NULL DEFAULT 0,"
  "  read_id BLOB NOT NULL DEFAULT x'',"
  "  draft TEXT,"
  "  host TEXT,"
  "  addresses TEXT"
  ") STRICT;"

  "CREATE TABLE people ("
  "  id TEXT PRIMARY KEY,"
  "  name TEXT,"
  "  first_seen_ms INTEGER NOT NULL,"
  "  last_seen_ms INTEGER NOT NULL,"
  "  boot INTEGER NOT NULL,"
  "  seq INTEGER NOT NULL,"
  "  addresses TEXT,"
  "  tcp_port INTEGER NOT NULL"
  ") STRICT, WITHOUT ROWID;"

  "CREATE TABLE authors ("
  "  key INTEGER PRIMARY KEY,"
  "  id TEXT NOT NULL UNIQUE"
  ") STRICT;"

  "CREATE TABLE events ("
  "  key INTEGER PRIMARY KEY,"
  "  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),"
  "  room INTEGER NOT NULL REFERENCES rooms (key),"
  "  author INTEGER NOT NULL REFERENCES authors (key),"
  "  lc INTEGER NOT NULL,"
  "  class INTEGER NOT NULL,"
  "  acknowledged INTEGER NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  token TEXT,"
  "  signature BLOB NOT NULL CHECK (length (signature) = 64),"
  "  bytes BLOB NOT NULL"
  ") STRICT;"
  "CREATE INDEX events_order ON events (room, lc, id, class, author);"
  "CREATE INDEX events_control ON events (room, lc, id) WHERE class = 2;"
  "CREATE INDEX events_pending ON events (room, author, lc, id) WHERE acknowledged < 2;"

  "CREATE TABLE outbox ("
  "  key INTEGER PRIMARY KEY,"
  "  room INTEGER NOT NULL REFERENCES rooms (key),"
  "  token TEXT NOT NULL UNIQUE,"
  "  text TEXT NOT NULL,"
  "  written_ms INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX outbox_room ON outbox (room, key);",

  "ALTER TABLE rooms ADD COLUMN reopens INTEGER NOT NULL DEFAULT 1;"
  "ALTER TABLE rooms ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE events ADD COLUMN late INTEGER NOT NULL DEFAULT 0;",

  "ALTER TABLE rooms ADD COLUMN person TEXT;"
  "ALTER TABLE rooms ADD COLUMN other_lc INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE rooms ADD COLUMN other_id BLOB NOT NULL DEFAULT x'';"
  "ALTER TABLE rooms ADD COLUMN put_out INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE rooms ADD COLUMN banned_until INTEGER NOT NULL DEFAULT 0;"

  "ALTER TABLE people ADD COLUMN contacted_ms INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE people ADD COLUMN verified_ms INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE people ADD COLUMN blocked INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE people ADD COLUMN version INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE people ADD COLUMN version_allowed INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE people ADD COLUMN picture TEXT;"
  "ALTER TABLE people ADD COLUMN others TEXT;"
  "ALTER TABLE people ADD COLUMN successor TEXT;"
  "CREATE INDEX people_picture ON people (picture) WHERE picture IS NOT NULL;"

  "CREATE TABLE pictures ("
  "  key INTEGER PRIMARY KEY,"
  "  digest TEXT NOT NULL UNIQUE,"
  "  bytes BLOB NOT NULL"
  ") STRICT;"

  "ALTER TABLE outbox ADD COLUMN kind TEXT NOT NULL DEFAULT 'text';"

  "ALTER TABLE events ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;"
  "UPDATE events SET class = 1 WHERE class = 0 AND kind = 'invite';"
  "UPDATE events SET class = 2 WHERE class = 0 "
  "  AND kind IN ('admit', 'role', 'kick', 'ban', 'room');"
  "UPDATE events SET class = 3 WHERE class = 0 AND kind = 'delete';"
  "DROP INDEX events_order;"
  "CREATE INDEX events_order ON events (room, lc, id, class);"
  "CREATE INDEX events_shown ON events (room, lc, id, class, author, hidden) "
  "  WHERE hidden = 0 AND class < 3;"
  "CREATE INDEX events_author ON events (room, author, lc, id, class, hidden);"
  "CREATE INDEX events_deletes ON events (room, lc, id, hidden) WHERE class = 3;"
  "CREATE INDEX events_hidden ON events (room, class, author, hidden) WHERE hidden <> 0;",

  "ALTER TABLE rooms ADD COLUMN notify INTEGER NOT NULL DEFAULT 0;"
  "ALTER TABLE outbox ADD COLUMN body TEXT;"
  "ALTER TABLE events ADD COLUMN target BLOB;"
  "UPDATE events SET class = 3 WHERE class = 0 AND kind IN ('edit', 'react', 'pin');"
  "DROP INDEX events_deletes;"
  "CREATE INDEX events_deletes ON events (room, lc, id, hidden) "
  "  WHERE class = 3 AND kind = 'delete';"
  "CREATE INDEX events_pins ON events (room, lc, id) "
  "  WHERE class = 3 AND kind = 'pin' AND hidden = 0;"
  "CREATE INDEX events_annotations ON events (target, lc, id) "
  "  WHERE class = 3 AND kind <> 'delete' AND hidden = 0;"
  "CREATE INDEX events_edits ON events (target, author, lc, id, hidden) "
  "  WHERE class = 3 AND kind = 'edit';"
  "CREATE INDEX events_texts ON events (lc) WHERE class = 1 AND kind = 'text';"
  "CREATE TABLE mentions ("
  "  room INTEGER NOT NULL,"
  "  person INTEGER NOT NULL,"
  "  lc INTEGER NOT NULL,"
  "  event INTEGER NOT NULL,"
  "  PRIMARY KEY (room, person, lc, event)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE VIRTUAL TABLE search_index USING fts5 (tokens, content = '', columnsize = 0, "
  "  detail = none, tokenize = 'ascii');"
  "INSERT INTO search_index (search_index, rank) VALUES ('automerge', 0);"
  "CREATE TABLE search_state ("
  "  low INTEGER NOT NULL,"
  "  high INTEGER NOT NULL,"
  "  cleaning INTEGER NOT NULL"
  ") STRICT;"
  "INSERT INTO search_state SELECT ifnull (max (key), 0), ifnull (max (key), 0), 0 FROM events;",

  "DROP INDEX events_pins;"
  "CREATE INDEX events_pins ON events (room, author, lc, id) "
  "  WHERE class = 3 AND kind = 'pin' AND hidden = 0;"
  "DROP INDEX events_annotations;"
  "CREATE INDEX events_annotations ON events (target, room, kind, author, lc, id) "
  "  WHERE class = 3 AND kind <> 'delete' AND hidden = 0;",

  "ALTER TABLE rooms ADD COLUMN kept_from INTEGER NOT NULL DEFAULT 0;",

  ("ALTER TABLE rooms ADD COLUMN deleted_to INTEGER NOT NULL DEFAULT 0;"
   "ALTER TABLE rooms ADD COLUMN deleted_key INTEGER NOT NULL DEFAULT 0;"),
};

/* What only the program can read is filled in at the end of the step. */
#define STEP_OF_TARGETS 4

/**
 * hall_schema_get_version:
 *
 * Returns: the user_version of files that this version writes
 */
guint
hall_schema_get_version (void)
{
  return G_N_ELEMENTS (steps);
}

/**
 * hall_schema_check:
 * @database: a connection
 * @path: its file, for messages
 * @read_only: whether the schema has to be as it is
 * @error: return location
 *
 * Reads the head of the file and whose it is, and writes nothing. Worker thread.
 *
 * Returns: FALSE with HALL_STORE_ERROR_CORRUPT, TOO_NEW or, with @read_only, NOT_FOUND (the file is
 * empty) or OPEN (older than this program)
 */
gboolean
hall_schema_check (HallDatabase *database,
                   const char   *path,
                   gboolean      read_only,
                   GError      **error)
{
  g_autofree char *name = g_filename_display_name (path);
  gint64 application = 0, version = 0, tables = 0;

  if (!hall_database_get_integer (database, "PRAGMA application_id", &application, error) ||
      !hall_database_get_integer (database, "PRAGMA user_version", &version, error) ||
      !hall_database_get_integer (database, "SELECT count (*) FROM sqlite_schema", &tables, error))
    return FALSE;

  if (application != HALL_SCHEMA_APPLICATION_ID &&
      (application != 0 || version != 0 || tables != 0))
    {
      hall_store_set_error (error, SQLITE_NOTADB, 0, "another program's file", path);
      return FALSE;
    }

  if (version > hall_schema_get_version ())
    {
      g_set_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_TOO_NEW,
                   /* Translators: %s is the path of a file. */
                   _("The history “%s” was written by a newer version of Hallway. Install that "
                     "version to open it."),
                   name);
      return FALSE;
    }

  if (read_only && version == 0)
    {
      hall_store_set_missing_error (error, path);
      return FALSE;
    }

  if (read_only && version < hall_schema_get_version ())
    {
      g_set_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_OPEN,
                   /* Translators: %s is the path of a file. */
                   _("The history “%s” was written by an older version of Hallway. Start Hallway "
                     "with this profile once, which brings it up to date."),
                   name);
      return FALSE;
    }

  return TRUE;
}

static gboolean
run_step (HallDatabase *database,
          gint64        version,
          GError      **error)
{
  g_autofree char *mark = NULL;

  g_debug ("step %" G_GINT64_FORMAT, version);
  mark = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %" G_GINT64_FORMAT,
                          HALL_SCHEMA_APPLICATION_ID, version);

  return hall_database_execute (database, steps[version - 1], error) &&
         (version != STEP_OF_TARGETS || hall_store_fill_targets (database, error)) &&
         hall_database_execute (database, mark, error);
}

/**
 * hall_schema_migrate:
 * @database: a connection that passed hall_schema_check ()
 * @error: return location
 *
 * Makes the steps that the file lacks, each in one transaction. Worker thread.
 *
 * Returns: FALSE with a HALL_STORE_ERROR; the steps that were finished stay
 */
gboolean
hall_schema_migrate (HallDatabase *database,
                     GError      **error)
{
  for (;;)
    {
      gint64 version = 0;

      /* Asked anew within each transaction: another instance may have been faster. */
      if (!hall_database_begin (database, error))
        return FALSE;

      if (!hall_database_get_integer (database, "PRAGMA user_version", &version, error))
        break;

      if (version >= hall_schema_get_version ())
        {
          hall_database_roll_back (database);
          return TRUE;
        }

      if (!run_step (database, version + 1, error) || !hall_database_commit (database, error))
        break;
    }

  hall_database_roll_back (database);
  return FALSE;
}
