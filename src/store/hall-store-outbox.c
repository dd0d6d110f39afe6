/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-outbox.c: HallStore's operations on the outbox: what waits to be signed.
 *
 * An entry leaves by hall_store_commit_outbox_async (), together with its event's arrival, or when
 * it turns out that it can never be signed.
 */

#define G_LOG_DOMAIN "hall-store-outbox"

#include "config.h"

#include "hall-statement.h"
#include "hall-store-events.h"
#include "hall-store-private.h"

#include "hall-store.h"

#define ADD \
  "INSERT INTO outbox (room, token, text, written_ms, kind, body) " \
  "VALUES ((SELECT key FROM rooms WHERE id = ?1), ?2, ?3, ?4, ?5, ?6) " \
  "ON CONFLICT (token) DO NOTHING"

/* By key: the order in which they were given to us, whatever clocks said. */
#define LIST \
  "SELECT rooms.id, token, text, written_ms, kind, body " \
  "FROM outbox JOIN rooms ON rooms.key = outbox.room " \
  "WHERE ?1 IS NULL OR rooms.id = ?1 ORDER BY outbox.key"

#define REMOVE "DELETE FROM outbox WHERE token = ?1"

static gboolean
run_add_outbox (HallRequest  *request,
                HallDatabase *database,
                GError      **error)
{
  g_autoptr (HallStatement) statement = NULL;
  HallOutboxEntry *entry = request->record;

  if (!hall_store_insert_room (database, entry->room, error))
    return FALSE;

  statement = hall_database_prepare (database, ADD, error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, entry->room);
  hall_statement_bind_text (statement, 2, entry->token);
  hall_statement_bind_text (statement, 3, entry->text);
  hall_statement_bind_integer (statement, 4, entry->written_ms);
  hall_statement_bind_text (statement, 5, entry->kind);
  hall_statement_bind_text (statement, 6, entry->body);
  return hall_database_run (database, statement, error);
}

/**
 * hall_store_add_outbox_async:
 * @self: a store
 * @entry: what is to be signed and sent; a token that is known changes nothing
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 */
void
hall_store_add_outbox_async (HallStore             *self,
                             const HallOutboxEntry *entry,
                             GCancellable          *cancellable,
                             GAsyncReadyCallback    callback,
                             gpointer               user_data)
{
  HallRequest *request;
  HallOutboxEntry *copy;

  g_return_if_fail (entry != NULL && entry->room != NULL);
  g_return_if_fail (entry->token != NULL && entry->text != NULL && entry->kind != NULL);

  request = hall_request_new (HALL_REQUEST_WRITE, run_add_outbox);
  copy = hall_outbox_entry_new_event (entry->room, entry->token, entry->kind, entry->text,
                                      entry->written_ms);
  copy->body = g_strdup (entry->body);
  request->record = copy;
  request->free_record = (GDestroyNotify) hall_outbox_entry_free;
  hall_store_submit (self, request, hall_store_add_outbox_async, cancellable, callback, user_data);
}

gboolean
hall_store_add_outbox_finish (HallStore    *self,
                              GAsyncResult *result,
                              GError      **error)
{
  return hall_store_finish (self, result, hall_store_add_outbox_async, error) != NULL;
}

static gboolean
run_remove_outbox (HallRequest  *request,
                   HallDatabase *database,
                   GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, REMOVE, error);

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, request->text);
  return hall_database_run (database, statement, error);
}

/**
 * hall_store_remove_outbox_async:
 * @self: a store
 * @token: of an entry, which need not be there
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Takes out what can never be signed.
 */
void
hall_store_remove_outbox_async (HallStore           *self,
                                const char          *token,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (token != NULL);

  request = hall_request_new (HALL_REQUEST_WRITE, run_remove_outbox);
  request->text = g_strdup (token);
  hall_store_submit (self, request, hall_store_remove_outbox_async, cancellable, callback,
                     user_data);
}

gboolean
hall_store_remove_outbox_finish (HallStore    *self,
                                 GAsyncResult *result,
                                 GError      **error)
{
  return hall_store_finish (self, result, hall_store_remove_outbox_async, error) != NULL;
}

static gboolean
run_list_outbox (HallRequest  *request,
                 HallDatabase *database,
                 GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, LIST, error);
  g_autoptr (GPtrArray) entries = NULL;

  if (statement == NULL)
    return FALSE;

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_outbox_entry_free);
  hall_statement_bind_text (statement, 1, request->room);
  for (;;)
    {
      HallOutboxEntry *entry;
      gboolean row = FALSE;

      if (!hall_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;

      entry = g_new0 (HallOutboxEntry, 1);
      entry->room = hall_statement_dup_text (statement, 0);
      entry->token = hall_statement_dup_text (statement, 1);
      entry->text = hall_statement_dup_text (statement, 2);
      entry->written_ms = hall_statement_get_integer (statement, 3);
      entry->kind = hall_statement_dup_text (statement, 4);
      entry->body = hall_statement_dup_text (statement, 5);
      g_ptr_array_add (entries, entry);
    }

  hall_request_set_result (request, g_steal_pointer (&entries),
                           (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

/**
 * hall_store_list_outbox_async:
 * @self: a store
 * @room: (nullable): a room, or NULL for all
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets what waits, in the order in which it was added.
 */
void
hall_store_list_outbox_async (HallStore           *self,
                              const char          *room,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  HallRequest *request = hall_request_new (HALL_REQUEST_READ, run_list_outbox);

  request->room = g_strdup (room);
  hall_store_submit (self, request, hall_store_list_outbox_async, cancellable, callback,
                     user_data);
}

/* Returns: (transfer full) (element-type HallOutboxEntry): the entries; NULL with @error set */
GPtrArray *
hall_store_list_outbox_finish (HallStore    *self,
                               GAsyncResult *result,
                               GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_list_outbox_async, error);

  return request ? g_steal_pointer (&request->result) : NULL;
}
