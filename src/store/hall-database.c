/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-database.c: one SQLite connection with our pragmas, schema and cached statements.
 *
 * Belongs to the worker thread. An existing file is read and judged before anything is written, so
 * a file that is damaged, newer or somebody else's is left as it is.
 */

#define G_LOG_DOMAIN "hall-database"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "hall-schema.h"
#include "hall-statement.h"
#include "hall-store-error.h"

#include "hall-database.h"

/* A reader beside us holds nobody up for long; a backup program may. */
#define BUSY_TIMEOUT_MS 5000

struct _HallDatabase
{
  sqlite3 *connection;
  char *path;
  gboolean read_only;
  GHashTable *statements;  /* SQL text → sqlite3_stmt */
  HallDigests *digests;
  guint commits;
};

static int
last_errno (HallDatabase *self,
            int           which_file)
{
  sqlite3_file *file = NULL;
  int system_code = 0;

  if (sqlite3_file_control (self->connection, "main", which_file, &file) == SQLITE_OK &&
      file && file->pMethods && file->pMethods->xFileControl (file, SQLITE_FCNTL_LAST_ERRNO,
                                                              &system_code) == SQLITE_OK)
    return system_code;

  return 0;
}

/* A COMMIT that fails does not set sqlite3_system_errno (), but the file it failed on knows; unless
 * that was closed since, and then errno does, which is 0 when a statement begins. */
static int
system_error (HallDatabase *self,
              int           code)
{
  int current = errno;
  int system_code;

  if ((code & 0xff) != SQLITE_IOERR)
    return sqlite3_system_errno (self->connection);

  system_code = last_errno (self, SQLITE_FCNTL_JOURNAL_POINTER);
  if (system_code == 0)
    system_code = last_errno (self, SQLITE_FCNTL_FILE_POINTER);
  return system_code ? system_code : current;
}

static void
set_error (HallDatabase *self,
           int           code,
           GError      **error)
{
  hall_store_set_error (error, code, system_error (self, code),
                        sqlite3_errmsg (self->connection), self->path);
}

/* SQLite would give the file the permissions of the umask. */
static gboolean
create_file (const char *path,
             GError    **error)
{
  int file = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (file >= 0)
    close (file);
  else if (errno != EEXIST)
    {
      hall_store_set_file_error (error, errno, path);
      return FALSE;
    }

  return TRUE;
}

static gboolean
connect_file (HallDatabase *self,
              const char   *name,
              const char   *vfs,
              int           flags,
              GError      **error)
{
  int code;

  g_hash_table_remove_all (self->statements);
  g_clear_pointer (&self->connection, sqlite3_close);
  code = sqlite3_open_v2 (name, &self->connection,
                          flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
                          SQLITE_OPEN_EXRESCODE,
                          vfs);
  if (code != SQLITE_OK)
    {
      if (self->connection)
        set_error (self, code, error);
      else
        hall_store_set_error (error, code, 0, NULL, self->path);
      return FALSE;
    }

  sqlite3_busy_timeout (self->connection, BUSY_TIMEOUT_MS);
  sqlite3_db_config (self->connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  return hall_database_execute (self, "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON",
                                error);
}

/* Nothing may be in a log that an immutable file's reader would not look at. */
static gboolean
has_log (HallDatabase *self)
{
  g_autofree char *log_path = g_strconcat (self->path, "-wal", NULL);
  GStatBuf status;

  return g_stat (log_path, &status) == 0 && status.st_size > 0;
}

static gboolean
open_read_only (HallDatabase *self,
                const char   *vfs,
                GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *absolute = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *immutable = NULL;

  if (connect_file (self, self->path, vfs, SQLITE_OPEN_READONLY, &local_error) &&
      hall_schema_check (self, self->path, TRUE, &local_error))
    return TRUE;

  /* A log needs its index beside it, which nobody can make in a folder that cannot be written. With
   * no log there is no writer either, and the file can be read for itself. */
  if (!(g_error_matches (local_error, HALL_STORE_ERROR, HALL_STORE_ERROR_READ_ONLY) ||
        g_error_matches (local_error, HALL_STORE_ERROR, HALL_STORE_ERROR_OPEN)) ||
      has_log (self))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  g_debug ("%s: reading without a log", self->path);
  absolute = g_canonicalize_filename (self->path, NULL);
  uri = g_filename_to_uri (absolute, NULL, NULL);
  immutable = g_strconcat (uri, "?immutable=1", NULL);
  return connect_file (self, immutable, vfs, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, error) &&
         hall_schema_check (self, self->path, TRUE, error);
}

static gboolean
set_journal (HallDatabase *self,
             GError      **error)
{
  g_autoptr (HallStatement) statement = NULL;
  g_autofree char *mode = NULL;
  gboolean row = FALSE;

  statement = hall_database_prepare (self, "PRAGMA journal_mode = WAL", error);
  if (statement == NULL || !hall_database_step (self, statement, &row, error))
    return FALSE;

  mode = row ? hall_statement_dup_text (statement, 0) : NULL;
  if (g_strcmp0 (mode, "wal") != 0)
    {
      hall_store_set_file_error (error, ENOTSUP, self->path);
      return FALSE;
    }

  return TRUE;
}

static gboolean
open_writable (HallDatabase *self,
               const char   *vfs,
               GError      **error)
{
  int flags = SQLITE_OPEN_READWRITE;

  if (vfs != NULL)
    flags |= SQLITE_OPEN_CREATE;
  else if (!create_file (self->path, error))
    return FALSE;

  if (!connect_file (self, self->path, vfs, flags, error) ||
      !hall_schema_check (self, self->path, FALSE, error))
    return FALSE;

  /* SQLite opens a file that cannot be written for reading, and says nothing. */
  if (sqlite3_db_readonly (self->connection, "main"))
    {
      hall_store_set_error (error, SQLITE_READONLY, 0, NULL, self->path);
      return FALSE;
    }

  return set_journal (self, error) &&
         hall_database_execute (self,
                                "PRAGMA synchronous = FULL;"
                                "PRAGMA foreign_keys = ON;"
                                "PRAGMA secure_delete = ON;"
                                "PRAGMA journal_size_limit = 16777216",
                                error) &&
         hall_schema_migrate (self, error);
}

/**
 * hall_database_open:
 * @path: the file
 * @vfs: (nullable): an SQLite VFS to use instead of the system's, for tests
 * @read_only: whether to open an existing file and to write nothing
 * @error: return location
 *
 * Opens, checks and migrates. Worker thread; may wait for the disk and, for seconds, for a lock.
 *
 * Returns: (transfer full): the connection, or NULL with a HALL_STORE_ERROR
 */
HallDatabase *
hall_database_open (const char *path,
                    const char *vfs,
                    gboolean    read_only,
                    GError    **error)
{
  g_autoptr (HallDatabase) self = g_new0 (HallDatabase, 1);

  self->path = g_strdup (path);
  self->read_only = read_only;
  self->digests = hall_digests_new ();
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                            (GDestroyNotify) sqlite3_finalize);

  if (read_only && vfs == NULL && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      hall_store_set_missing_error (error, path);
      return NULL;
    }

  if (!(read_only ? open_read_only (self, vfs, error) : open_writable (self, vfs, error)))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * hall_database_close:
 * @self: (transfer full): the connection
 *
 * The last writer to close moves the log into the file and removes it. Worker thread.
 */
void
hall_database_close (HallDatabase *self)
{
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->digests, hall_digests_free);
  if (self->connection && sqlite3_close (self->connection) != SQLITE_OK)
    g_debug ("%s: %s", self->path, sqlite3_errmsg (self->connection));
  g_free (self->path);
  g_free (self);
}

gboolean
hall_database_is_read_only (HallDatabase *self)
{
  return self->read_only;
}

/* Returns: (transfer none): the digests of days that are remembered for this file */
HallDigests *
hall_database_get_digests (HallDatabase *self)
{
  return self->digests;
}

/* Returns: how many transactions were committed by hall_database_commit () */
guint
hall_database_get_commits (HallDatabase *self)
{
  return self->commits;
}

/* Returns: how many rows the statement that ran last changed */
guint
hall_database_get_changes (HallDatabase *self)
{
  return sqlite3_changes (self->connection);
}

/**
 * hall_database_begin:
 *
 * Begins a transaction that writes. Returns: FALSE with a HALL_STORE_ERROR
 */
gboolean
hall_database_begin (HallDatabase *self,
                     GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (self, "BEGIN IMMEDIATE", error);

  return statement != NULL && hall_database_run (self, statement, error);
}

/**
 * hall_database_commit:
 *
 * Returns after fsync; FALSE with a HALL_STORE_ERROR, and then hall_database_roll_back () is due.
 */
gboolean
hall_database_commit (HallDatabase *self,
                      GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (self, "COMMIT", error);

  if (statement == NULL || !hall_database_run (self, statement, error))
    return FALSE;

  self->commits++;
  return TRUE;
}

/**
 * hall_database_roll_back:
 *
 * Ends the transaction without a trace, if SQLite has not done so already.
 */
void
hall_database_roll_back (HallDatabase *self)
{
  if (!sqlite3_get_autocommit (self->connection))
    sqlite3_exec (self->connection, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * hall_database_empty_log:
 *
 * Moves the log into the file, so that nothing that was deleted is left in it; unless somebody is
 * reading, for whom nobody waits. Returns: FALSE with a HALL_STORE_ERROR
 */
gboolean
hall_database_empty_log (HallDatabase *self,
                         GError      **error)
{
  gboolean emptied;

  sqlite3_busy_timeout (self->connection, 0);
  emptied = hall_database_execute (self, "PRAGMA wal_checkpoint (TRUNCATE)", error);
  sqlite3_busy_timeout (self->connection, BUSY_TIMEOUT_MS);
  return emptied;
}

/**
 * hall_database_execute:
 * @sql: statements without parameters and results
 *
 * Returns: FALSE with a HALL_STORE_ERROR
 */
gboolean
hall_database_execute (HallDatabase *self,
                       const char   *sql,
                       GError      **error)
{
  int code;

  errno = 0;
  code = sqlite3_exec (self->connection, sql, NULL, NULL, NULL);
  if (code != SQLITE_OK)
    {
      set_error (self, code, error);
      return FALSE;
    }

  return TRUE;
}

/**
 * hall_database_prepare:
 * @sql: one statement; a string constant
 *
 * Returns: (transfer none): the statement, cached; hold it with g_autoptr, which resets it. NULL
 * with a HALL_STORE_ERROR
 */
HallStatement *
hall_database_prepare (HallDatabase *self,
                       const char   *sql,
                       GError      **error)
{
  HallStatement *statement = g_hash_table_lookup (self->statements, sql);

  if (statement == NULL)
    {
      int code = sqlite3_prepare_v3 (self->connection, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                     &statement, NULL);

      if (code != SQLITE_OK)
        {
          set_error (self, code, error);
          return NULL;
        }

      g_hash_table_insert (self->statements, (gpointer) sql, statement);
    }

  return statement;
}

/**
 * hall_database_step:
 * @row: (out): whether there is a row to read
 *
 * Returns: FALSE with a HALL_STORE_ERROR
 */
gboolean
hall_database_step (HallDatabase  *self,
                    HallStatement *statement,
                    gboolean      *row,
                    GError       **error)
{
  int code;

  errno = 0;
  code = sqlite3_step (statement);
  *row = code == SQLITE_ROW;
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    {
      set_error (self, code, error);
      return FALSE;
    }

  return TRUE;
}

/**
 * hall_database_run:
 *
 * Runs a statement to its end, whose rows nobody wants, and makes it ready to run again with the
 * parameters that are not set anew. Returns: FALSE with a HALL_STORE_ERROR
 */
gboolean
hall_database_run (HallDatabase  *self,
                   HallStatement *statement,
                   GError       **error)
{
  gboolean row = TRUE;

  while (row)
    if (!hall_database_step (self, statement, &row, error))
      return FALSE;

  sqlite3_reset (statement);
  return TRUE;
}

/**
 * hall_database_get_integer:
 * @sql: a query with one row of one integer
 * @value: (out): it, or unchanged if there is no row
 *
 * Returns: FALSE with a HALL_STORE_ERROR
 */
gboolean
hall_database_get_integer (HallDatabase *self,
                           const char   *sql,
                           gint64       *value,
                           GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (self, sql, error);
  gboolean row = FALSE;

  if (statement == NULL || !hall_database_step (self, statement, &row, error))
    return FALSE;

  if (row)
    *value = hall_statement_get_integer (statement, 0);
  return TRUE;
}
