/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-forget.c: HallStore's operation of forgetting a room with all that is held of it.
 *
 * Asking takes the room away at once, in one small transaction: its row loses its id and everything
 * else but the key that its events refer to. Those are deleted in slices while the worker has
 * nothing else to do, and further at the next open. Deleted bytes are overwritten
 * (secure_delete); their space stays in the file, for what comes.
 */

#define G_LOG_DOMAIN "hall-store-forget"

#include "config.h"

#include "hall-statement.h"
#include "hall-store-index.h"
#include "hall-store-private.h"

#include "hall-store-forget.h"

#define DELETE_OUTBOX "DELETE FROM outbox WHERE room = (SELECT key FROM rooms WHERE id = ?1)"

/* No room's id begins with a question mark. */
#define FORGET \
  "UPDATE rooms SET id = '?' || key, saved = 0, forgotten = 1, name = NULL, topic = NULL, " \
  "  creator = NULL, hosted = 0, member = 0, epoch = 0, joined_ms = 0, read_lc = 0, " \
  "  read_id = x'', draft = NULL, host = NULL, addresses = NULL, person = NULL, " \
  "  other_lc = 0, other_id = x'', put_out = 0, banned_until = 0, notify = 0, " \
  "  kept_from = 0, deleted_to = 0, deleted_key = 0 " \
  "WHERE id = ?1"

#define FIND_EVENTS \
  "SELECT key FROM events INDEXED BY events_order WHERE room = ?1 ORDER BY lc, id LIMIT ?2"

#define DELETE_EVENT "DELETE FROM events WHERE key = ?1"

#define DELETE_MENTIONS \
  "DELETE FROM mentions WHERE (room, person, lc, event) IN " \
  "  (SELECT room, person, lc, event FROM mentions WHERE room = ?1 LIMIT ?2)"

#define DELETE_ROOM "DELETE FROM rooms WHERE key = ?1"

static gboolean
run_with_room (HallDatabase *database,
               const char   *sql,
               const char   *room,
               GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, room);
  return hall_database_run (database, statement, error);
}

static gboolean
run_forget_room (HallRequest  *request,
                 HallDatabase *database,
                 GError      **error)
{
  if (!run_with_room (database, DELETE_OUTBOX, request->room, error) ||
      !run_with_room (database, FORGET, request->room, error))
    return FALSE;

  hall_digests_forget_all (hall_database_get_digests (database));
  return TRUE;
}

/**
 * hall_store_forget_room_async:
 * @self: a store
 * @room: a room, which need not be known
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * When it returns nothing that is asked finds the room, its events or its outbox any more, after a
 * crash neither, and it may be joined anew. The events' bytes are deleted from the file after that,
 * in the background.
 */
void
hall_store_forget_room_async (HallStore           *self,
                              const char          *room,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL);

  request = hall_request_new (HALL_REQUEST_WRITE, run_forget_room);
  request->room = g_strdup (room);
  request->leaves_work = TRUE;
  hall_store_submit (self, request, hall_store_forget_room_async, cancellable, callback,
                     user_data);
}

gboolean
hall_store_forget_room_finish (HallStore    *self,
                               GAsyncResult *result,
                               GError      **error)
{
  return hall_store_finish (self, result, hall_store_forget_room_async, error) != NULL;
}

/* @last: whether fewer were found than might have been deleted. */
static gboolean
delete_mentions (HallDatabase *database,
                 gint64        room,
                 gboolean     *last,
                 GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, DELETE_MENTIONS, error);

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 1, room);
  hall_statement_bind_integer (statement, 2, HALL_STORE_FORGET_SLICE);
  if (!hall_database_run (database, statement, error))
    return FALSE;

  *last = hall_database_get_changes (database) < HALL_STORE_FORGET_SLICE;
  return TRUE;
}

/* Returns: (transfer full) (element-type gint64): keys of the next events, or NULL on error */
static GArray *
find_events (HallDatabase *database,
             gint64        room,
             GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, FIND_EVENTS, error);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (statement == NULL)
    return NULL;

  hall_statement_bind_integer (statement, 1, room);
  hall_statement_bind_integer (statement, 2, HALL_STORE_FORGET_SLICE);
  for (;;)
    {
      gboolean row = FALSE;
      gint64 key;

      if (!hall_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&keys);

      key = hall_statement_get_integer (statement, 0);
      g_array_append_val (keys, key);
    }
}

static gboolean
delete_by_key (HallDatabase *database,
               const char   *sql,
               gint64        key,
               GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 1, key);
  return hall_database_run (database, statement, error);
}

static gboolean
delete_events (HallDatabase *database,
               gint64        room,
               gboolean     *last,
               GError      **error)
{
  g_autoptr (GArray) keys = find_events (database, room, error);

  if (keys == NULL || !hall_store_index_forget (database, keys, error))
    return FALSE;

  for (guint i = 0; i < keys->len; i++)
    if (!delete_by_key (database, DELETE_EVENT, g_array_index (keys, gint64, i), error))
      return FALSE;

  *last = keys->len < HALL_STORE_FORGET_SLICE;
  return hall_store_index_forgotten (database, *last, error);
}

/* The slice that finds fewer than it might take is the last. */
static gboolean
delete_some (HallDatabase *database,
             gint64        room,
             gboolean     *last,
             GError      **error)
{
  if (!delete_mentions (database, room, last, error))
    return FALSE;
  if (!*last)
    return TRUE;
  if (!delete_events (database, room, last, error))
    return FALSE;

  return !*last || delete_by_key (database, DELETE_ROOM, room, error);
}

/* What is wrong with the index must not keep anything from being forgotten. */
static gboolean
give_up_index (HallDatabase *database,
               GError      **error)
{
  if (hall_database_begin (database, error) && hall_store_index_reset (database, error) &&
      hall_database_commit (database, error))
    return TRUE;

  hall_database_roll_back (database);
  return FALSE;
}

/**
 * hall_store_forget_slice:
 * @database: a connection that may write, without a transaction
 * @more: (out): whether there may be more to delete
 * @error: return location
 *
 * Deletes up to HALL_STORE_FORGET_SLICE events of a forgotten room in a transaction of its own, and
 * at last the room. Worker thread.
 *
 * Returns: FALSE with a HALL_STORE_ERROR
 */
gboolean
hall_store_forget_slice (HallDatabase *database,
                         gboolean     *more,
                         GError      **error)
{
  g_autoptr (GError) local_error = NULL;
  gint64 key = 0;
  gboolean last = FALSE;

  *more = FALSE;
  if (!hall_database_get_integer (database, "SELECT key FROM rooms WHERE forgotten LIMIT 1", &key,
                                  error))
    return FALSE;
  if (key == 0)
    return TRUE;

  if (!hall_database_begin (database, error))
    return FALSE;

  *more = TRUE;
  if (!delete_some (database, key, &last, &local_error) ||
      !hall_database_commit (database, &local_error))
    {
      hall_database_roll_back (database);
      if (g_error_matches (local_error, HALL_STORE_ERROR, HALL_STORE_ERROR_CORRUPT))
        return give_up_index (database, error);

      *more = FALSE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return !last || hall_database_empty_log (database, error);
}
