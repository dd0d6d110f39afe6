/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-pictures.c: HallStore's operations on pictures of people.
 *
 * A picture is kept as the bytes that came; nothing here looks into them. Each is kept once,
 * however many people have it, and goes when nobody's record names it any more.
 */

#define G_LOG_DOMAIN "hall-store-pictures"

#include "config.h"

#include "hall-limits.h"
#include "hall-statement.h"
#include "hall-store-private.h"

#include "hall-store-pictures.h"

#define SAVE \
  "INSERT INTO pictures (digest, bytes) VALUES (?1, ?2) ON CONFLICT (digest) DO NOTHING"

#define GET "SELECT bytes FROM pictures WHERE digest = ?1"

#define DROP \
  "DELETE FROM pictures WHERE digest = ?1 " \
  "AND NOT EXISTS (SELECT 1 FROM people WHERE picture = ?1)"

#define DROP_LOOSE \
  "DELETE FROM pictures WHERE key IN " \
  "  (SELECT key FROM pictures " \
  "   WHERE NOT EXISTS (SELECT 1 FROM people WHERE picture = pictures.digest) " \
  "   ORDER BY key DESC LIMIT -1 OFFSET " G_STRINGIFY (HALL_STORE_PICTURES_LOOSE) ")"

#define PICTURE_OF "SELECT picture FROM people WHERE id = ?1"

gboolean
hall_store_get_picture_of (HallDatabase *database,
                           const char   *person,
                           char        **digest,
                           GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, PICTURE_OF, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, person);
  if (!hall_database_step (database, statement, &row, error))
    return FALSE;

  *digest = row ? hall_statement_dup_text (statement, 0) : NULL;
  return TRUE;
}

gboolean
hall_store_drop_picture (HallDatabase *database,
                         const char   *digest,
                         GError      **error)
{
  g_autoptr (HallStatement) statement = NULL;

  if (digest == NULL)
    return TRUE;

  statement = hall_database_prepare (database, DROP, error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, digest);
  return hall_database_run (database, statement, error);
}

static gboolean
run_save_picture (HallRequest  *request,
                  HallDatabase *database,
                  GError      **error)
{
  g_autoptr (HallStatement) statement = NULL;
  g_autoptr (HallStatement) drop = NULL;
  GBytes *picture = request->record;
  gsize size = g_bytes_get_size (picture);

  if (size == 0 || size > HALL_PICTURE_MAX)
    {
      g_set_error (error, HALL_STORE_ERROR, HALL_STORE_ERROR_FAILED,
                   "A picture of %" G_GSIZE_FORMAT " bytes is not kept", size);
      return FALSE;
    }

  statement = hall_database_prepare (database, SAVE, error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, request->text);
  hall_statement_bind_blob (statement, 2, g_bytes_get_data (picture, NULL), size);
  if (!hall_database_run (database, statement, error))
    return FALSE;
  if (hall_database_get_changes (database) == 0)
    return TRUE;

  drop = hall_database_prepare (database, DROP_LOOSE, error);
  return drop != NULL && hall_database_run (database, drop, error);
}

/**
 * hall_store_save_picture_async:
 * @self: a store
 * @digest: of the picture, as people name it
 * @picture: what has that digest
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Keeps a picture; one that is kept already stays as it is.
 */
void
hall_store_save_picture_async (HallStore           *self,
                               const char          *digest,
                               GBytes              *picture,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (digest != NULL && picture != NULL);

  request = hall_request_new (HALL_REQUEST_WRITE, run_save_picture);
  request->text = g_strdup (digest);
  request->record = g_bytes_ref (picture);
  request->free_record = (GDestroyNotify) g_bytes_unref;
  hall_store_submit (self, request, hall_store_save_picture_async, cancellable, callback,
                     user_data);
}

gboolean
hall_store_save_picture_finish (HallStore    *self,
                                GAsyncResult *result,
                                GError      **error)
{
  return hall_store_finish (self, result, hall_store_save_picture_async, error) != NULL;
}

static gboolean
run_get_picture (HallRequest  *request,
                 HallDatabase *database,
                 GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, GET, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, request->text);
  if (!hall_database_step (database, statement, &row, error))
    return FALSE;

  if (row)
    hall_request_set_result (request,
                             g_bytes_new (sqlite3_column_blob (statement, 0),
                                          sqlite3_column_bytes (statement, 0)),
                             (GDestroyNotify) g_bytes_unref);
  return TRUE;
}

/**
 * hall_store_get_picture_async:
 * @self: a store
 * @digest: which picture
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets a picture as it was saved. What was kept on a disk that turned a bit does not have its
 * digest any more: who decodes it compares.
 */
void
hall_store_get_picture_async (HallStore           *self,
                              const char          *digest,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (digest != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_get_picture);
  request->text = g_strdup (digest);
  hall_store_submit (self, request, hall_store_get_picture_async, cancellable, callback,
                     user_data);
}

/* Returns: (transfer full) (nullable): the picture; NULL with @error set, or without if there is
 * none */
GBytes *
hall_store_get_picture_finish (HallStore    *self,
                               GAsyncResult *result,
                               GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_get_picture_async, error);

  return request ? g_steal_pointer (&request->result) : NULL;
}
