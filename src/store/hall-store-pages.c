/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-pages.c: HallStore's lists of events in the order of the room: pages and the like.
 *
 * A page is cut by (lc, id), so that events of one moment are neither lost nor shown twice. Reads
 * only.
 */

#define G_LOG_DOMAIN "hall-store-pages"

#include "config.h"

#include "hall-statement.h"
#include "hall-store-events.h"
#include "hall-store-private.h"

#include "hall-store.h"

#define STATE "acknowledged + late * " G_STRINGIFY (HALL_STORED_LATE)

/* What says something about other events is no row: deletions, edits, reactions, pins. */
#define SHOWN "AND hidden = 0 AND class < 3 "

#define BEFORE \
  "SELECT signature, bytes, id, " STATE " FROM events INDEXED BY events_shown " \
  "WHERE room = (SELECT key FROM rooms WHERE id = ?1) AND (lc, id) < (?2, ?3) " SHOWN \
  "ORDER BY lc DESC, id DESC"

#define AFTER \
  "SELECT signature, bytes, id, " STATE " FROM events INDEXED BY events_shown " \
  "WHERE room = (SELECT key FROM rooms WHERE id = ?1) AND (lc, id) > (?2, ?3) " SHOWN \
  "ORDER BY lc, id"

#define SAID \
  "SELECT signature, bytes, id, " STATE " FROM events INDEXED BY events_shown " \
  "WHERE room = (SELECT key FROM rooms WHERE id = ?1) " SHOWN "AND class = 1 " \
  "ORDER BY lc DESC, id DESC"

#define UNACKNOWLEDGED \
  "SELECT signature, bytes, id FROM events INDEXED BY events_pending " \
  "WHERE room = (SELECT key FROM rooms WHERE id = ?1) " \
  "AND author = (SELECT key FROM authors WHERE id = ?2) AND acknowledged < 2 " \
  "AND class <> 4 ORDER BY lc, id"

#define CONTROL \
  "SELECT signature, bytes, id FROM events INDEXED BY events_control " \
  "WHERE room = (SELECT key FROM rooms WHERE id = ?1) AND class = 2 " \
  "ORDER BY lc, id"

#define DELETES \
  "SELECT signature, bytes, id FROM events INDEXED BY events_deletes " \
  "WHERE room = (SELECT key FROM rooms WHERE id = ?1) AND class = 3 AND kind = 'delete' " \
  "ORDER BY lc, id"

#define NEWEST_OF \
  "SELECT signature, bytes, id FROM events INDEXED BY events_author " \
  "WHERE room = (SELECT key FROM rooms WHERE id = ?1) " \
  "AND author = (SELECT key FROM authors WHERE id = ?2) " \
  "ORDER BY lc DESC, id DESC"

static void
turn_round (GPtrArray *events,
            GArray    *states)
{
  for (guint i = 0, j = events->len; i + 1 < j; i++)
    {
      gpointer event = g_ptr_array_index (events, i);
      guint8 state = g_array_index (states, guint8, i);

      j--;
      g_ptr_array_index (events, i) = g_ptr_array_index (events, j);
      g_ptr_array_index (events, j) = event;
      g_array_index (states, guint8, i) = g_array_index (states, guint8, j);
      g_array_index (states, guint8, j) = state;
    }
}

static gboolean
run_list (HallRequest  *request,
          HallDatabase *database,
          GError      **error)
{
  g_autoptr (HallStatement) statement = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (guint8));
  gboolean before = request->flag;

  statement = hall_database_prepare (database, before ? BEFORE : AFTER, error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, request->room);
  hall_statement_bind_integer (statement, 2, request->lc);
  hall_statement_bind_id (statement, 3, request->id);
  events = hall_store_read_events (database, statement, request->number, states, error);
  if (events == NULL)
    return FALSE;

  if (before)
    turn_round (events, states);

  hall_request_set_result (request, g_steal_pointer (&events), (GDestroyNotify) g_ptr_array_unref);
  request->acknowledged = g_steal_pointer (&states);
  return TRUE;
}

static void
submit_list (HallStore           *self,
             const char          *room,
             gint64               lc,
             const char          *event_id,
             guint                limit,
             gboolean             before,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL);
  g_return_if_fail (event_id == NULL || hall_event_id_is_valid (event_id));

  request = hall_request_new (HALL_REQUEST_READ, run_list);
  request->room = g_strdup (room);
  request->lc = lc;
  request->id = g_strdup (event_id);
  request->number = limit;
  request->flag = before;
  hall_store_submit (self, request, hall_store_list_finish, cancellable, callback, user_data);
}

/**
 * hall_store_list_before_async:
 * @self: a store
 * @room: a room
 * @lc: logical clock of the key, ms
 * @event_id: (nullable): id of the key; NULL stands before every id
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets the @limit events that come last before the key, ascending. hall_store_list_finish ().
 */
void
hall_store_list_before_async (HallStore           *self,
                              const char          *room,
                              gint64               lc,
                              const char          *event_id,
                              guint                limit,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  submit_list (self, room, lc, event_id, limit, TRUE, cancellable, callback, user_data);
}

/**
 * hall_store_list_after_async:
 * @self: a store
 * @room: a room
 * @lc: logical clock of the key, ms
 * @event_id: (nullable): id of the key; NULL stands before every id
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets the @limit events that come first after the key, ascending. hall_store_list_finish ().
 */
void
hall_store_list_after_async (HallStore           *self,
                             const char          *room,
                             gint64               lc,
                             const char          *event_id,
                             guint                limit,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  submit_list (self, room, lc, event_id, limit, FALSE, cancellable, callback, user_data);
}

static gboolean
run_list_said (HallRequest  *request,
               HallDatabase *database,
               GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, SAID, error);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (guint8));

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, request->room);
  events = hall_store_read_events (database, statement, request->number, states, error);
  if (events == NULL)
    return FALSE;

  turn_round (events, states);
  hall_request_set_result (request, g_steal_pointer (&events), (GDestroyNotify) g_ptr_array_unref);
  request->acknowledged = g_steal_pointer (&states);
  return TRUE;
}

/**
 * hall_store_list_said_async:
 * @self: a store
 * @room: a room
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets the @limit last of what people said, however much else happened since, ascending.
 * hall_store_list_finish ().
 */
void
hall_store_list_said_async (HallStore           *self,
                            const char          *room,
                            guint                limit,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_list_said);
  request->room = g_strdup (room);
  request->number = limit;
  hall_store_submit (self, request, hall_store_list_finish, cancellable, callback, user_data);
}

/**
 * hall_store_list_finish:
 * @acknowledged: (out) (optional) (transfer full) (element-type guint8): the acknowledgement of
 *   each, 0 to 2, with the bit HALL_STORED_LATE for those that arrived late
 *
 * Returns: (transfer full) (element-type HallEvent): the events in ascending order; NULL with
 * @error set
 */
GPtrArray *
hall_store_list_finish (HallStore    *self,
                        GAsyncResult *result,
                        GArray      **acknowledged,
                        GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_list_finish, error);

  if (acknowledged)
    *acknowledged = request ? g_steal_pointer (&request->acknowledged) : NULL;
  return request ? g_steal_pointer (&request->result) : NULL;
}

static gboolean
run_list_unacknowledged (HallRequest  *request,
                         HallDatabase *database,
                         GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, UNACKNOWLEDGED, error);
  g_autoptr (GPtrArray) events = NULL;

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, request->room);
  hall_statement_bind_text (statement, 2, request->text);
  events = hall_store_read_events (database, statement, G_MAXUINT, NULL, error);
  if (events == NULL)
    return FALSE;

  hall_request_set_result (request, g_steal_pointer (&events), (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

/**
 * hall_store_list_unacknowledged_async:
 * @self: a store
 * @room: a room
 * @author: one's own id
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets the author's events that are not known to be on two machines.
 */
void
hall_store_list_unacknowledged_async (HallStore           *self,
                                      const char          *room,
                                      const char          *author,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL && author != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_list_unacknowledged);
  request->room = g_strdup (room);
  request->text = g_strdup (author);
  hall_store_submit (self, request, hall_store_list_unacknowledged_async, cancellable, callback,
                     user_data);
}

/* Returns: (transfer full) (element-type HallEvent): the events, ascending; NULL with @error set */
GPtrArray *
hall_store_list_unacknowledged_finish (HallStore    *self,
                                       GAsyncResult *result,
                                       GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_list_unacknowledged_async,
                                            error);

  return request ? g_steal_pointer (&request->result) : NULL;
}

/* All that @sql finds in the room of the request. */
static gboolean
run_list_all (HallRequest  *request,
              HallDatabase *database,
              const char   *sql,
              GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, sql, error);
  g_autoptr (GPtrArray) events = NULL;

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, request->room);
  events = hall_store_read_events (database, statement, G_MAXUINT, NULL, error);
  if (events == NULL)
    return FALSE;

  hall_request_set_result (request, g_steal_pointer (&events), (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

static gboolean
run_list_control (HallRequest  *request,
                  HallDatabase *database,
                  GError      **error)
{
  return run_list_all (request, database, CONTROL, error);
}

/**
 * hall_store_list_control_async:
 * @self: a store
 * @room: a room
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets the room's control events, see hall_event_is_control (): who was when in it.
 */
void
hall_store_list_control_async (HallStore           *self,
                               const char          *room,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_list_control);
  request->room = g_strdup (room);
  hall_store_submit (self, request, hall_store_list_control_async, cancellable, callback,
                     user_data);
}

/* Returns: (transfer full) (element-type HallEvent): the events, ascending; NULL with @error set */
GPtrArray *
hall_store_list_control_finish (HallStore    *self,
                                GAsyncResult *result,
                                GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_list_control_async, error);

  return request ? g_steal_pointer (&request->result) : NULL;
}

static gboolean
run_list_deletes (HallRequest  *request,
                  HallDatabase *database,
                  GError      **error)
{
  return run_list_all (request, database, DELETES, error);
}

/**
 * hall_store_list_deletes_async:
 * @self: a store
 * @room: a room
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets the room's deletions, permitted or not: what they name may come later than they do.
 */
void
hall_store_list_deletes_async (HallStore           *self,
                               const char          *room,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_list_deletes);
  request->room = g_strdup (room);
  hall_store_submit (self, request, hall_store_list_deletes_async, cancellable, callback,
                     user_data);
}

/* Returns: (transfer full) (element-type HallEvent): the events, ascending; NULL with @error set */
GPtrArray *
hall_store_list_deletes_finish (HallStore    *self,
                                GAsyncResult *result,
                                GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_list_deletes_async, error);

  return request ? g_steal_pointer (&request->result) : NULL;
}

static gboolean
run_get_newest (HallRequest  *request,
                HallDatabase *database,
                GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, NEWEST_OF, error);
  g_autoptr (GPtrArray) events = NULL;

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, request->room);
  hall_statement_bind_text (statement, 2, request->text);
  events = hall_store_read_events (database, statement, 1, NULL, error);
  if (events == NULL)
    return FALSE;

  hall_request_set_result (request, g_steal_pointer (&events), (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

/**
 * hall_store_get_newest_async:
 * @self: a store
 * @room: a room
 * @author: somebody's id
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets the author's last event in the order of the room.
 */
void
hall_store_get_newest_async (HallStore           *self,
                             const char          *room,
                             const char          *author,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL && author != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_get_newest);
  request->room = g_strdup (room);
  request->text = g_strdup (author);
  hall_store_submit (self, request, hall_store_get_newest_async, cancellable, callback, user_data);
}

/* Returns: (transfer full) (nullable): the event; NULL without @error set when there is none */
HallEvent *
hall_store_get_newest_finish (HallStore    *self,
                              GAsyncResult *result,
                              GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_get_newest_async, error);
  GPtrArray *events = request != NULL ? request->result : NULL;

  return events != NULL && events->len > 0 ? hall_event_ref (g_ptr_array_index (events, 0)) : NULL;
}
