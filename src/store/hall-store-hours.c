/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-hours.c: HallStore's answers about the hours of a day that has very many events.
 *
 * As hall-store-sync.c of days, with the same digest; an hour of a day is (lc mod a day) div an
 * hour. Nothing is remembered: such days are rare, and asked for when they differ. Reads only.
 */

#define G_LOG_DOMAIN "hall-store-hours"

#include "config.h"

#include "hall-limits.h"
#include "hall-statement.h"
#include "hall-store-events.h"
#include "hall-store-private.h"

#include "hall-store.h"

#define HOURS_PER_DAY (HALL_DAY_MS / HALL_HOUR_MS)

#define BETWEEN(classes) \
  "SELECT id, lc FROM events INDEXED BY events_order " \
  "WHERE room = (SELECT key FROM rooms WHERE id = ?1) AND lc >= ?2 AND lc < ?3 " \
  "AND class NOT IN (" classes ") ORDER BY lc, id"

#define EVENTS_BETWEEN BETWEEN ("2")
/* Of what was deleted here nothing can be given. */
#define IDS_BETWEEN BETWEEN ("2, 4")

static HallStatement *
prepare_between (HallDatabase *database,
                 const char   *sql,
                 const char   *room,
                 gint64        from_lc,
                 gint64        to_lc,
                 GError      **error)
{
  HallStatement *statement = hall_database_prepare (database, sql, error);

  if (statement == NULL)
    return NULL;

  hall_statement_bind_text (statement, 1, room);
  hall_statement_bind_integer (statement, 2, from_lc);
  hall_statement_bind_integer (statement, 3, to_lc);
  return statement;
}

/* Appends the hour that @checksum is over, and begins the next one. */
static void
finish_hour (GChecksum     *checksum,
             HallStoredDay *hour,
             GArray        *hours)
{
  guint8 whole[32];
  gsize length = sizeof whole;

  if (hour->count == 0)
    return;

  g_checksum_get_digest (checksum, whole, &length);
  memcpy (hour->digest, whole, sizeof hour->digest);
  g_array_append_val (hours, *hour);
  g_checksum_reset (checksum);
  hour->count = 0;
}

static gboolean
run_list_hours (HallRequest  *request,
                HallDatabase *database,
                GError      **error)
{
  gint64 start = request->day * HALL_DAY_MS;
  g_autoptr (HallStatement) statement = NULL;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GArray) hours = g_array_new (FALSE, FALSE, sizeof (HallStoredDay));
  HallStoredDay hour = { 0, };
  gboolean row = FALSE;

  statement = prepare_between (database, EVENTS_BETWEEN, request->room,
                               MAX (start, request->lc), start + HALL_DAY_MS, error);
  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      gint64 number;

      if (!hall_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;

      number = (hall_statement_get_integer (statement, 1) - start) / HALL_HOUR_MS;
      if (number != hour.day)
        finish_hour (checksum, &hour, hours);
      hour.day = number;
      hour.count++;
      g_checksum_update (checksum, sqlite3_column_blob (statement, 0),
                         sqlite3_column_bytes (statement, 0));
    }

  finish_hour (checksum, &hour, hours);
  hall_request_set_result (request, g_steal_pointer (&hours), (GDestroyNotify) g_array_unref);
  return TRUE;
}

static HallRequest *
new_request (HallRequestRun run,
             const char    *room,
             gint64         day,
             gint64         from_lc)
{
  HallRequest *request = hall_request_new (HALL_REQUEST_READ, run);

  request->room = g_strdup (room);
  request->day = CLAMP (day, 0, HALL_NUMBER_MAX / HALL_DAY_MS);
  request->lc = from_lc;
  return request;
}

/**
 * hall_store_list_hours_async:
 * @self: a store
 * @room: a room
 * @day: an lc divided by HALL_DAY_MS
 * @from_lc: what is before it does not count, ms
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets count and digest of each hour of the day that has events other than control events.
 */
void
hall_store_list_hours_async (HallStore           *self,
                             const char          *room,
                             gint64               day,
                             gint64               from_lc,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (room != NULL);

  hall_store_submit (self, new_request (run_list_hours, room, day, from_lc),
                     hall_store_list_hours_async, cancellable, callback, user_data);
}

/* Returns: (transfer full) (element-type HallStoredDay): the hours; NULL with @error set */
GArray *
hall_store_list_hours_finish (HallStore    *self,
                              GAsyncResult *result,
                              GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_list_hours_async, error);

  return request ? g_steal_pointer (&request->result) : NULL;
}

static gboolean
run_list_hour_ids (HallRequest  *request,
                   HallDatabase *database,
                   GError      **error)
{
  gint64 start = request->day * HALL_DAY_MS + (gint64) request->number * HALL_HOUR_MS;
  g_autoptr (HallStatement) statement = NULL;
  char **ids;

  statement = prepare_between (database, IDS_BETWEEN, request->room, MAX (start, request->lc),
                               start + HALL_HOUR_MS, error);
  if (statement == NULL)
    return FALSE;

  ids = hall_store_read_ids (database, statement, error);
  if (ids == NULL)
    return FALSE;

  hall_request_set_result (request, ids, (GDestroyNotify) g_strfreev);
  return TRUE;
}

/**
 * hall_store_list_hour_ids_async:
 * @self: a store
 * @room: a room
 * @day: an lc divided by HALL_DAY_MS
 * @hour: of that day, 0 to 23
 * @from_lc: what is before it does not count, ms
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets the ids of the hour's events that are not control events, in (lc, id) order.
 */
void
hall_store_list_hour_ids_async (HallStore           *self,
                                const char          *room,
                                gint64               day,
                                guint                hour,
                                gint64               from_lc,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL && hour < HOURS_PER_DAY);

  request = new_request (run_list_hour_ids, room, day, from_lc);
  request->number = hour;
  hall_store_submit (self, request, hall_store_list_hour_ids_async, cancellable, callback,
                     user_data);
}

/* Returns: (transfer full): the ids; NULL with @error set */
char **
hall_store_list_hour_ids_finish (HallStore    *self,
                                 GAsyncResult *result,
                                 GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_list_hour_ids_async, error);

  return request ? g_steal_pointer (&request->result) : NULL;
}
