/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-kept.c: HallStore's operations about from when on a room is kept, and what time it is
 * for others.
 *
 * Deletes nothing: see hall-store-expire.c.
 */

#define G_LOG_DOMAIN "hall-store-kept"

#include "config.h"

#include "hall-statement.h"
#include "hall-store-private.h"

#include "hall-store-expire.h"

#define KEEP_FROM \
  "UPDATE rooms SET kept_from = max (kept_from, ?1) " \
  "WHERE forgotten = 0 AND (?2 IS NULL OR id = ?2) AND kept_from < ?1"

#define KEEP_NOTHING \
  "UPDATE rooms SET kept_from = max (kept_from, 1 + ifnull ( " \
  "  (SELECT max (lc) FROM events INDEXED BY events_order WHERE room = rooms.key), -1)) " \
  "WHERE forgotten = 0 AND (?2 IS NULL OR id = ?2)"

#define GET_KEPT_FROM "SELECT kept_from FROM rooms WHERE id = ?1"

/* Own events that nobody has yet prove nothing: of the newest few of each room one is enough. */
#define WITNESSED \
  "SELECT ifnull (max ((SELECT max (lc) FROM " \
  "  (SELECT lc, acknowledged FROM events INDEXED BY events_order WHERE room = rooms.key " \
  "   ORDER BY lc DESC, id DESC LIMIT 100) WHERE acknowledged = 2)), 0) " \
  "FROM rooms WHERE forgotten = 0"

static gboolean
run_keep_from (HallRequest   *request,
               HallDatabase  *database,
               GError       **error)
{
  gboolean all = request->lc == G_MAXINT64;
  g_autoptr (HallStatement) statement = NULL;
  g_autoptr (HallStatement) kept = NULL;
  gboolean row = FALSE;

  statement = hall_database_prepare (database, all ? KEEP_NOTHING : KEEP_FROM, error);
  if (statement == NULL)
    return FALSE;

  if (!all)
    hall_statement_bind_integer (statement, 1, request->lc);
  hall_statement_bind_text (statement, 2, request->room);
  if (!hall_database_run (database, statement, error))
    return FALSE;

  kept = hall_database_prepare (database, GET_KEPT_FROM, error);
  if (kept == NULL)
    return FALSE;

  hall_statement_bind_text (kept, 1, request->room);
  if (!hall_database_step (database, kept, &row, error))
    return FALSE;

  request->day = row ? hall_statement_get_integer (kept, 0) : 0;
  return TRUE;
}

/**
 * hall_store_keep_from_async:
 * @self: a store
 * @room: (nullable): a room; %NULL: every one that is known
 * @lc: from when on, ms; %G_MAXINT64: from after all that is held now
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Deletes nothing by itself.
 */
void
hall_store_keep_from_async (HallStore           *self,
                            const char          *room,
                            gint64               lc,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  HallRequest *request = hall_request_new (HALL_REQUEST_WRITE, run_keep_from);

  request->room = g_strdup (room);
  request->lc = lc;
  hall_store_submit (self, request, hall_store_keep_from_async, cancellable, callback, user_data);
}

gint64
hall_store_keep_from_finish (HallStore     *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_keep_from_async, error);

  return request ? request->day : -1;
}

static gboolean
run_find_witnessed (HallRequest   *request,
                    HallDatabase  *database,
                    GError       **error)
{
  return hall_database_get_integer (database, WITNESSED, &request->day, error);
}

/**
 * hall_store_find_witnessed_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Finds a time that does not depend on the clock of this computer alone.
 */
void
hall_store_find_witnessed_async (HallStore           *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  hall_store_submit (self, hall_request_new (HALL_REQUEST_READ, run_find_witnessed),
                     hall_store_find_witnessed_async, cancellable, callback, user_data);
}

gint64
hall_store_find_witnessed_finish (HallStore     *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_find_witnessed_async, error);

  return request ? request->day : -1;
}
