/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-values.c: HallStore's single values: boot counter, hash of the machine id, …
 *
 * Texts under keys. Which keys there are is the session's business.
 */

#define G_LOG_DOMAIN "hall-store-values"

#include "config.h"

#include "hall-statement.h"
#include "hall-store-private.h"

#include "hall-store.h"

static gboolean
run_get_value (HallRequest  *request,
               HallDatabase *database,
               GError      **error)
{
  g_autoptr (HallStatement) statement = NULL;
  gboolean row = FALSE;

  statement = hall_database_prepare (database, "SELECT value FROM profile_values WHERE key = ?1",
                                     error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, request->text);
  if (!hall_database_step (database, statement, &row, error))
    return FALSE;

  if (row)
    hall_request_set_result (request, hall_statement_dup_text (statement, 0), g_free);
  return TRUE;
}

/**
 * hall_store_get_value_async:
 * @self: a store
 * @key: which value
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 */
void
hall_store_get_value_async (HallStore           *self,
                            const char          *key,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (key != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_get_value);
  request->text = g_strdup (key);
  hall_store_submit (self, request, hall_store_get_value_async, cancellable, callback, user_data);
}

/* Returns: (transfer full) (nullable): the value; NULL with @error set, or without if there is
 * none */
char *
hall_store_get_value_finish (HallStore    *self,
                             GAsyncResult *result,
                             GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_get_value_async, error);

  return request ? g_steal_pointer (&request->result) : NULL;
}

static gboolean
run_set_value (HallRequest  *request,
               HallDatabase *database,
               GError      **error)
{
  g_autoptr (HallStatement) statement = NULL;

  if (request->value)
    statement = hall_database_prepare (database,
                                       "INSERT INTO profile_values (key, value) VALUES (?1, ?2) "
                                       "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                                       error);
  else
    statement = hall_database_prepare (database, "DELETE FROM profile_values WHERE key = ?1",
                                       error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, request->text);
  if (request->value)
    hall_statement_bind_text (statement, 2, request->value);
  return hall_database_run (database, statement, error);
}

/**
 * hall_store_set_value_async:
 * @self: a store
 * @key: which value
 * @value: (nullable): the new value; NULL removes it
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 */
void
hall_store_set_value_async (HallStore           *self,
                            const char          *key,
                            const char          *value,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (key != NULL);

  request = hall_request_new (HALL_REQUEST_WRITE, run_set_value);
  request->text = g_strdup (key);
  request->value = g_strdup (value);
  hall_store_submit (self, request, hall_store_set_value_async, cancellable, callback, user_data);
}

gboolean
hall_store_set_value_finish (HallStore    *self,
                             GAsyncResult *result,
                             GError      **error)
{
  return hall_store_finish (self, result, hall_store_set_value_async, error) != NULL;
}
