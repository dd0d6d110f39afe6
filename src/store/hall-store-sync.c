/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-sync.c: HallStore's answers to "what do you have": digests of days, ids, what lacks.
 *
 * A day's digest is over the raw ids in (lc, id) order of all events that are not control events;
 * those have a digest of their own. What was deleted here and is known by its id counts, too: so
 * the day is that of others. What was counted once is remembered in HallDigests. Reads only.
 */

#define G_LOG_DOMAIN "hall-store-sync"

#include "config.h"

#include "hall-limits.h"
#include "hall-statement.h"
#include "hall-store-events.h"
#include "hall-store-private.h"

#include "hall-store.h"

#define EVENTS_BETWEEN \
  "SELECT id, lc FROM events INDEXED BY events_order " \
  "WHERE room = (SELECT key FROM rooms WHERE id = ?1) AND lc >= ?2 AND lc < ?3 AND class <> 2 " \
  "ORDER BY lc, id"

/* Of what was deleted here nothing can be given. */
#define IDS_BETWEEN \
  "SELECT id FROM events INDEXED BY events_order " \
  "WHERE room = (SELECT key FROM rooms WHERE id = ?1) AND lc >= ?2 AND lc < ?3 " \
  "AND class NOT IN (2, 4) ORDER BY lc, id"

#define CONTROL_EVENTS \
  "SELECT id, lc FROM events INDEXED BY events_control " \
  "WHERE room = (SELECT key FROM rooms WHERE id = ?1) AND class = 2 " \
  "ORDER BY lc, id"

static void
finish_digest (GChecksum *checksum,
               guint8     digest[HALL_DIGEST_SIZE])
{
  guint8 whole[32];
  gsize length = sizeof whole;

  g_checksum_get_digest (checksum, whole, &length);
  memcpy (digest, whole, HALL_DIGEST_SIZE);
  g_checksum_reset (checksum);
}

/* The first millisecond of a day; days are bounded by what an lc can be. */
static gint64
start_of (gint64 day)
{
  return CLAMP (day, -HALL_NUMBER_MAX / HALL_DAY_MS, HALL_NUMBER_MAX / HALL_DAY_MS) * HALL_DAY_MS;
}

/* Appends each day between the two that has events. */
static gboolean
count_days (HallDatabase *database,
            const char   *room,
            gint64        from_lc,
            gint64        to_lc,
            GArray       *days,
            GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, EVENTS_BETWEEN, error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  HallStoredDay day = { 0, };
  gboolean row = TRUE;

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, room);
  hall_statement_bind_integer (statement, 2, from_lc);
  hall_statement_bind_integer (statement, 3, to_lc);
  while (row)
    {
      gint64 number;

      if (!hall_database_step (database, statement, &row, error))
        return FALSE;

      number = row ? hall_digests_day_of (hall_statement_get_integer (statement, 1)) : 0;
      if (day.count > 0 && (!row || number != day.day))
        {
          finish_digest (checksum, day.digest);
          g_array_append_val (days, day);
          day.count = 0;
        }

      if (row)
        {
          day.day = number;
          day.count++;
          g_checksum_update (checksum, sqlite3_column_blob (statement, 0),
                             sqlite3_column_bytes (statement, 0));
        }
    }

  return TRUE;
}

static gboolean
count_control (HallDatabase *database,
               const char   *room,
               guint8        digest[HALL_DIGEST_SIZE],
               GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, CONTROL_EVENTS, error);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, room);
  for (;;)
    {
      if (!hall_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;

      g_checksum_update (checksum, sqlite3_column_blob (statement, 0),
                         sqlite3_column_bytes (statement, 0));
    }

  finish_digest (checksum, digest);
  return TRUE;
}

/* Makes what is remembered of the room complete from @first on. */
static gboolean
learn_days (HallDatabase    *database,
            const char      *room,
            HallRoomDigests *digests,
            gint64           first,
            GError         **error)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (HallStoredDay));
  gint64 end;

  if (first < digests->known_from)
    {
      end = digests->known_from == G_MAXINT64 ? G_MAXINT64 : start_of (digests->known_from);
      if (!count_days (database, room, start_of (first), end, days, error))
        return FALSE;
      digests->known_from = first;
    }

  for (GTreeNode *node = g_tree_lower_bound (digests->days, &first); node;
       node = g_tree_node_next (node))
    {
      HallDigestDay *entry = g_tree_node_value (node);

      if (entry->stale &&
          !count_days (database, room, start_of (entry->day.day), start_of (entry->day.day + 1),
                       days, error))
        return FALSE;
    }

  for (guint i = 0; i < days->len; i++)
    hall_room_digests_put (digests, &g_array_index (days, HallStoredDay, i));
  return TRUE;
}

static gboolean
run_list_days (HallRequest  *request,
               HallDatabase *database,
               GError      **error)
{
  HallDigests *memory = hall_database_get_digests (database);
  HallRoomDigests *digests;
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (HallStoredDay));
  gint64 first = hall_digests_day_of (request->lc);

  /* Beside a writer we are not told what comes. */
  if (hall_database_is_read_only (database))
    hall_digests_forget_all (memory);
  digests = hall_digests_get (memory, request->room);

  /* The part of a day is nothing to be remembered. */
  if (request->lc > start_of (first))
    {
      if (!count_days (database, request->room, request->lc, start_of (first + 1), days, error))
        return FALSE;
      first++;
    }

  if (!learn_days (database, request->room, digests, first, error))
    return FALSE;

  for (GTreeNode *node = g_tree_lower_bound (digests->days, &first); node;
       node = g_tree_node_next (node))
    {
      HallDigestDay *entry = g_tree_node_value (node);

      /* A day whose only event was rolled back is still stale, and empty. */
      if (!entry->stale)
        g_array_append_val (days, entry->day);
    }

  if (!digests->control_known &&
      !count_control (database, request->room, digests->control, error))
    return FALSE;

  digests->control_known = TRUE;
  memcpy (request->control, digests->control, HALL_DIGEST_SIZE);
  hall_request_set_result (request, g_steal_pointer (&days), (GDestroyNotify) g_array_unref);
  return TRUE;
}

/**
 * hall_store_list_days_async:
 * @self: a store
 * @room: a room
 * @from_lc: where to begin, ms; of that day only what comes from there on counts
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets count and digest of each day that has events, ascending, and the digest of all control
 * events, whatever @from_lc is.
 */
void
hall_store_list_days_async (HallStore           *self,
                            const char          *room,
                            gint64               from_lc,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_list_days);
  request->room = g_strdup (room);
  request->lc = CLAMP (from_lc, 0, HALL_NUMBER_MAX);
  hall_store_submit (self, request, hall_store_list_days_async, cancellable, callback, user_data);
}

/* Returns: (transfer full) (element-type HallStoredDay): the days; NULL with @error set */
GArray *
hall_store_list_days_finish (HallStore    *self,
                             GAsyncResult *result,
                             guint8        control[8],
                             GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_list_days_async, error);

  if (request == NULL)
    return NULL;

  if (control)
    memcpy (control, request->control, HALL_DIGEST_SIZE);
  return g_steal_pointer (&request->result);
}

static gboolean
run_list_ids (HallRequest  *request,
              HallDatabase *database,
              GError      **error)
{
  g_autoptr (HallStatement) statement = NULL;
  char **ids;
  gboolean control = request->day < 0;

  statement = hall_database_prepare (database, control ? CONTROL_EVENTS : IDS_BETWEEN, error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, request->room);
  if (!control)
    {
      hall_statement_bind_integer (statement, 2, MAX (start_of (request->day), request->lc));
      hall_statement_bind_integer (statement, 3, start_of (request->day + 1));
    }

  ids = hall_store_read_ids (database, statement, error);
  if (ids == NULL)
    return FALSE;

  hall_request_set_result (request, ids, (GDestroyNotify) g_strfreev);
  return TRUE;
}

/**
 * hall_store_list_ids_async:
 * @self: a store
 * @room: a room
 * @day: an lc divided by HALL_DAY_MS, or -1 for the control events
 * @from_lc: what is before it does not count; without meaning for control events
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets the ids in (lc, id) order.
 */
void
hall_store_list_ids_async (HallStore           *self,
                           const char          *room,
                           gint64               day,
                           gint64               from_lc,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_list_ids);
  request->room = g_strdup (room);
  request->day = MIN (day, HALL_NUMBER_MAX / HALL_DAY_MS);
  request->lc = from_lc;
  hall_store_submit (self, request, hall_store_list_ids_async, cancellable, callback, user_data);
}

/* Returns: (transfer full): the ids; NULL with @error set */
char **
hall_store_list_ids_finish (HallStore    *self,
                            GAsyncResult *result,
                            GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_list_ids_async, error);

  return request ? g_steal_pointer (&request->result) : NULL;
}

static gboolean
run_list_missing (HallRequest  *request,
                  HallDatabase *database,
                  GError      **error)
{
  g_autoptr (HallStatement) statement = NULL;
  g_autoptr (GStrvBuilder) missing = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  statement = hall_database_prepare (database,
                                     "SELECT 1 FROM events WHERE id = ?1 "
                                     "AND room = (SELECT key FROM rooms WHERE id = ?2)",
                                     error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 2, request->room);
  for (char **id = request->ids; *id; id++)
    {
      gboolean row = FALSE;

      if (!hall_statement_bind_id (statement, 1, *id) || !g_hash_table_add (seen, *id))
        continue;
      if (!hall_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        g_strv_builder_add (missing, *id);

      sqlite3_reset (statement);
    }

  hall_request_set_result (request, g_strv_builder_end (missing), (GDestroyNotify) g_strfreev);
  return TRUE;
}

/**
 * hall_store_list_missing_async:
 * @self: a store
 * @room: a room
 * @event_ids: ids that somebody has
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets those that are not held, each once, in the order given; what has not the form of an id is
 * left out.
 */
void
hall_store_list_missing_async (HallStore           *self,
                               const char          *room,
                               const char *const   *event_ids,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL && event_ids != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_list_missing);
  request->room = g_strdup (room);
  request->ids = g_strdupv ((char **) event_ids);
  hall_store_submit (self, request, hall_store_list_missing_async, cancellable, callback,
                     user_data);
}

/* Returns: (transfer full): the ids; NULL with @error set */
char **
hall_store_list_missing_finish (HallStore    *self,
                                GAsyncResult *result,
                                GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_list_missing_async, error);

  return request ? g_steal_pointer (&request->result) : NULL;
}
