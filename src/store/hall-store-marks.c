/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-marks.c: what HallStore notes beside events: how safe they are, and which came late.
 *
 * Marks are only ever raised. They are this computer's own and are not synchronised.
 */

#define G_LOG_DOMAIN "hall-store-marks"

#include "config.h"

#include "hall-statement.h"
#include "hall-store-private.h"

#include "hall-store.h"

#define ACKNOWLEDGE "UPDATE events SET acknowledged = ?2 WHERE id = ?1 AND acknowledged < ?2"
#define MARK_LATE "UPDATE events SET late = 1 WHERE id = ?1 AND late = 0"

/* For each id of the request; what has not the form of an id is passed over. */
static gboolean
run_for_ids (HallRequest   *request,
             HallDatabase  *database,
             HallStatement *statement,
             GError       **error)
{
  for (char **id = request->ids; *id; id++)
    if (hall_statement_bind_id (statement, 1, *id) &&
        !hall_database_run (database, statement, error))
      return FALSE;

  return TRUE;
}

static gboolean
run_acknowledge (HallRequest  *request,
                 HallDatabase *database,
                 GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, ACKNOWLEDGE, error);

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 2, request->number);
  return run_for_ids (request, database, statement, error);
}

/**
 * hall_store_acknowledge_async:
 * @self: a store
 * @event_ids: own events; unknown ids are ignored
 * @acknowledged: 1 stored or 2 sent
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Raises the state of each; never lowers it.
 */
void
hall_store_acknowledge_async (HallStore           *self,
                              const char *const   *event_ids,
                              guint                acknowledged,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (event_ids != NULL);
  g_return_if_fail (acknowledged <= 2);

  request = hall_request_new (HALL_REQUEST_WRITE, run_acknowledge);
  request->ids = g_strdupv ((char **) event_ids);
  request->number = acknowledged;
  hall_store_submit (self, request, hall_store_acknowledge_async, cancellable, callback, user_data);
}

gboolean
hall_store_acknowledge_finish (HallStore    *self,
                               GAsyncResult *result,
                               GError      **error)
{
  return hall_store_finish (self, result, hall_store_acknowledge_async, error) != NULL;
}

static gboolean
run_mark_late (HallRequest  *request,
               HallDatabase *database,
               GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, MARK_LATE, error);

  return statement != NULL && run_for_ids (request, database, statement, error);
}

/**
 * hall_store_mark_late_async:
 * @self: a store
 * @event_ids: events that arrived above what had been read; unknown ids are ignored
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * From now on hall_store_list_finish () gives HALL_STORED_LATE with each of them.
 */
void
hall_store_mark_late_async (HallStore           *self,
                            const char *const   *event_ids,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (event_ids != NULL);

  request = hall_request_new (HALL_REQUEST_WRITE, run_mark_late);
  request->ids = g_strdupv ((char **) event_ids);
  hall_store_submit (self, request, hall_store_mark_late_async, cancellable, callback, user_data);
}

gboolean
hall_store_mark_late_finish (HallStore    *self,
                             GAsyncResult *result,
                             GError      **error)
{
  return hall_store_finish (self, result, hall_store_mark_late_async, error) != NULL;
}
