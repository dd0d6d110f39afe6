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

/* After which kept_from is what it is going to be. */
#define KEEP_HELD_FROM \
  "UPDATE rooms SET kept_from = max (kept_from, min (?1, 1 + ifnull ( " \
  "  (SELECT max (lc) FROM events INDEXED BY events_order WHERE room = rooms.key), -1))) " \
  "WHERE forgotten = 0 AND id = ?2"

/* The keys of what stays there, as ids, are given to nothing else. */
#define DELETE_HELD \
  "UPDATE rooms SET deleted_to = ?1, deleted_key = ifnull ( " \
  "  (SELECT max (key) FROM events INDEXED BY events_order " \
  "   WHERE room = rooms.key AND lc >= rooms.kept_from AND lc < ?1), 0) " \
  "WHERE forgotten = 0 AND id = ?2"

#define GET_KEPT_FROM "SELECT kept_from FROM rooms WHERE id = ?1"

/* Own events that nobody has yet prove nothing: of the newest few of each room one is enough. */
#define WITNESSED \
  "SELECT ifnull (max ((SELECT max (lc) FROM " \
  "  (SELECT lc, acknowledged FROM events INDEXED BY events_order WHERE room = rooms.key " \
  "   ORDER BY lc DESC, id DESC LIMIT 100) WHERE acknowledged = 2)), 0) " \
  "FROM rooms WHERE forgotten = 0"

static gboolean
update (HallDatabase  *database,
        const char    *sql,
        const char    *room,
        gint64         lc,
        GError       **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 1, lc);
  hall_statement_bind_text (statement, 2, room);
  return hall_database_run (database, statement, error);
}

static gboolean
find_kept_from (HallRequest   *request,
                HallDatabase  *database,
                GError       **error)
{
  g_autoptr (HallStatement) kept = NULL;
  gboolean row = FALSE;

  kept = hall_database_prepare (database, GET_KEPT_FROM, error);
  if (kept == NULL)
    return FALSE;

  hall_statement_bind_text (kept, 1, request->room);
  if (!hall_database_step (database, kept, &row, error))
    return FALSE;

  request->day = row ? hall_statement_get_integer (kept, 0) : 0;
  return TRUE;
}

static gboolean
run_keep_from (HallRequest   *request,
               HallDatabase  *database,
               GError       **error)
{
  const char *sql = request->lc == G_MAXINT64 ? KEEP_NOTHING : KEEP_FROM;

  return update (database, sql, request->room, request->lc, error) &&
         find_kept_from (request, database, error);
}

static gboolean
run_delete_held (HallRequest   *request,
                 HallDatabase  *database,
                 GError       **error)
{
  return update (database, KEEP_HELD_FROM, request->room, request->lc, error) &&
         update (database, DELETE_HELD, request->room, request->day, error) &&
         find_kept_from (request, database, error);
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

/**
 * hall_store_delete_held_async:
 * @self: a store
 * @room: a room
 * @from: from when on the room is kept, ms, however early what comes says that it was said
 * @before: of what is held now and is not as old, what is to be deleted: ms; %G_MAXINT64: all
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Deletes nothing by itself.
 */
void
hall_store_delete_held_async (HallStore           *self,
                              const char          *room,
                              gint64               from,
                              gint64               before,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL);

  request = hall_request_new (HALL_REQUEST_WRITE, run_delete_held);
  request->room = g_strdup (room);
  request->lc = from;
  request->day = before;
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
