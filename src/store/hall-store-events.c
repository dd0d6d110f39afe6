/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-events.c: HallStore's operations on events: adding and getting them.
 *
 * Events are inserted once (hall-store-insert.c) and never changed; what is noted beside them is in
 * hall-store-marks.c. Nothing here verifies; whoever adds events has done so.
 */

#define G_LOG_DOMAIN "hall-store-events"

#include "config.h"

#include "hall-statement.h"
#include "hall-store-private.h"
#include "hall-store-talk.h"

#include "hall-store-events.h"

/**
 * hall_store_read_event:
 * @statement: at a row that begins with signature, bytes, id
 *
 * Returns: (transfer full) (nullable): the event; NULL if the row is damaged
 */
HallEvent *
hall_store_read_event (HallStatement *statement)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (HallEvent) event = NULL;

  if (sqlite3_column_bytes (statement, 0) != HALL_SIGNATURE_SIZE ||
      sqlite3_column_bytes (statement, 2) != HALL_EVENT_ID_SIZE)
    return NULL;

  bytes = g_bytes_new (sqlite3_column_blob (statement, 1), sqlite3_column_bytes (statement, 1));
  event = hall_event_new_from_stored (bytes, sqlite3_column_blob (statement, 0), &error);
  if (event == NULL)
    {
      g_debug ("an event of ours is unreadable: %s", error->message);
      return NULL;
    }

  /* The id is a hash of the bytes: a disk that turned a bit is found out here. */
  if (memcmp (sqlite3_column_blob (statement, 2), event->raw_id, sizeof event->raw_id) != 0)
    {
      g_debug ("an event of ours has changed on the disk: %s", event->id);
      return NULL;
    }

  return g_steal_pointer (&event);
}

/**
 * hall_store_read_events:
 * @statement: a query of signature, bytes, id and perhaps a state
 * @limit: how many to take
 * @acknowledged: (nullable): a GArray of guint8 to add the fourth column to
 *
 * Damaged rows are left out, and made up for.
 *
 * Returns: (transfer full) (element-type HallEvent): the events in the order of the query, or NULL
 * with a HALL_STORE_ERROR
 */
GPtrArray *
hall_store_read_events (HallDatabase  *database,
                        HallStatement *statement,
                        guint          limit,
                        GArray        *acknowledged,
                        GError       **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);

  while (events->len < limit)
    {
      g_autoptr (HallEvent) event = NULL;
      gboolean row;

      if (!hall_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        break;

      event = hall_store_read_event (statement);
      if (event == NULL)
        continue;

      g_ptr_array_add (events, g_steal_pointer (&event));
      if (acknowledged)
        {
          guint8 state = hall_statement_get_integer (statement, 3);

          g_array_append_val (acknowledged, state);
        }
    }

  return g_steal_pointer (&events);
}

/**
 * hall_store_read_ids:
 * @statement: a query of ids
 *
 * Returns: (transfer full): the ids in the order of the query, or NULL with a HALL_STORE_ERROR
 */
char **
hall_store_read_ids (HallDatabase  *database,
                     HallStatement *statement,
                     GError       **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (;;)
    {
      g_autofree char *id = NULL;
      gboolean row;

      if (!hall_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_strv_builder_end (ids);

      id = hall_statement_dup_id (statement, 0);
      g_strv_builder_add (ids, id);
    }
}

static gboolean
run_add_events (HallRequest  *request,
                HallDatabase *database,
                GError      **error)
{
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);

  for (guint i = 0; i < request->events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (request->events, i);
      gboolean inserted = FALSE;

      if (!hall_store_insert_event (database, event, request->number, request->hidden, &inserted,
                                    error))
        return FALSE;
      if (inserted)
        g_ptr_array_add (added, hall_event_ref (event));
    }

  hall_request_set_result (request, g_steal_pointer (&added), (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

static void
submit_add (HallStore           *self,
            GPtrArray           *events,
            guint                acknowledged,
            guint                hidden,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (events != NULL);
  g_return_if_fail (acknowledged <= 2);

  request = hall_request_new (HALL_REQUEST_WRITE, run_add_events);
  request->events = g_ptr_array_new_full (events->len, (GDestroyNotify) hall_event_unref);
  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (request->events, hall_event_ref (g_ptr_array_index (events, i)));
  request->number = acknowledged;
  request->hidden = hidden;
  hall_store_submit (self, request, hall_store_add_events_async, cancellable, callback, user_data);
}

/**
 * hall_store_add_events_async:
 * @self: a store
 * @events: (element-type HallEvent): verified events, of any rooms
 * @acknowledged: 0 pending, 1 stored, 2 sent; for those that are new
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * All or none of them are in when it returns. Errors: any HALL_STORE_ERROR; mostly FULL.
 */
void
hall_store_add_events_async (HallStore           *self,
                             GPtrArray           *events,
                             guint                acknowledged,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  submit_add (self, events, acknowledged, 0, cancellable, callback, user_data);
}

/**
 * hall_store_add_hidden_events_async:
 * @self: a store
 * @events: (element-type HallEvent): verified events, of any rooms
 * @acknowledged: 0 pending, 1 stored, 2 sent; for those that are new
 * @reason: why those that are new must not be shown
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * As hall_store_add_events_async (), and hidden from the beginning: after a crash they are not seen
 * for a moment either. hall_store_add_events_finish ().
 */
void
hall_store_add_hidden_events_async (HallStore           *self,
                                    GPtrArray           *events,
                                    guint                acknowledged,
                                    HallHidden           reason,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  submit_add (self, events, acknowledged, reason, cancellable, callback, user_data);
}

/* Returns: (transfer full) (element-type HallEvent): those that were not held before, in the order
 * in which they were given; NULL with @error set */
GPtrArray *
hall_store_add_events_finish (HallStore    *self,
                              GAsyncResult *result,
                              GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_add_events_async, error);

  return request ? g_steal_pointer (&request->result) : NULL;
}

static gboolean
run_commit_outbox (HallRequest  *request,
                   HallDatabase *database,
                   GError      **error)
{
  g_autoptr (HallStatement) statement = NULL;
  HallEvent *event = g_ptr_array_index (request->events, 0);
  gboolean inserted;

  if (!hall_store_insert_event (database, event, 0, 0, &inserted, error))
    return FALSE;

  statement = hall_database_prepare (database, "DELETE FROM outbox WHERE token = ?1", error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, event->token);
  return hall_database_run (database, statement, error);
}

/**
 * hall_store_commit_outbox_async:
 * @self: a store
 * @event: an own event with a token
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * The event goes in as pending and the outbox entry of its token goes out, both or neither. An
 * entry that is not there is no error: the text was never written down, and is now.
 */
void
hall_store_commit_outbox_async (HallStore           *self,
                                HallEvent           *event,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (event != NULL && event->token != NULL);

  request = hall_request_new (HALL_REQUEST_WRITE, run_commit_outbox);
  request->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_ptr_array_add (request->events, hall_event_ref (event));
  hall_store_submit (self, request, hall_store_commit_outbox_async, cancellable, callback,
                     user_data);
}

gboolean
hall_store_commit_outbox_finish (HallStore    *self,
                                 GAsyncResult *result,
                                 GError      **error)
{
  return hall_store_finish (self, result, hall_store_commit_outbox_async, error) != NULL;
}

#define GET \
  "SELECT signature, bytes, id FROM events " \
  "WHERE id = ?1 AND room = (SELECT key FROM rooms WHERE id = ?2)"

#define GET_SHOWN GET " AND hidden = 0 AND class < 3"
#define GET_COUNTING GET " AND hidden = 0 AND class < 4"

/* Which of them. */
enum
{
  ALL,
  SHOWN,
  COUNTING,
};

static gboolean
run_get_events (HallRequest  *request,
                HallDatabase *database,
                GError      **error)
{
  static const char *const gets[] = { GET, GET_SHOWN, GET_COUNTING };
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);

  for (char **id = request->ids; *id; id++)
    {
      g_autoptr (HallStatement) statement = NULL;
      g_autoptr (GPtrArray) found = NULL;

      statement = hall_database_prepare (database, gets[request->number], error);
      if (statement == NULL)
        return FALSE;

      hall_statement_bind_text (statement, 2, request->room);
      if (!hall_statement_bind_id (statement, 1, *id))
        continue;

      found = hall_store_read_events (database, statement, 1, NULL, error);
      if (found == NULL)
        return FALSE;

      g_ptr_array_extend_and_steal (events, g_steal_pointer (&found));
    }

  hall_request_set_result (request, g_steal_pointer (&events), (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

static void
submit_get (HallStore           *self,
            const char          *room,
            const char *const   *event_ids,
            guint                which,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL && event_ids != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_get_events);
  request->room = g_strdup (room);
  request->ids = g_strdupv ((char **) event_ids);
  request->number = which;
  hall_store_submit (self, request, hall_store_get_events_async, cancellable, callback, user_data);
}

/**
 * hall_store_get_events_async:
 * @self: a store
 * @room: a room
 * @event_ids: ids, of any form; unknown ones are ignored
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets those of them that are held, in the order of @event_ids.
 */
void
hall_store_get_events_async (HallStore           *self,
                             const char          *room,
                             const char *const   *event_ids,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  submit_get (self, room, event_ids, ALL, cancellable, callback, user_data);
}

/**
 * hall_store_get_shown_async:
 * @self: a store
 * @room: a room
 * @event_ids: ids, of any form; unknown ones are ignored
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets those of them that people see as rows, in the order of @event_ids: neither what is hidden
 * nor what only says something about another event. hall_store_get_events_finish ().
 */
void
hall_store_get_shown_async (HallStore           *self,
                            const char          *room,
                            const char *const   *event_ids,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  submit_get (self, room, event_ids, SHOWN, cancellable, callback, user_data);
}

/**
 * hall_store_get_counting_async:
 * @self: a store
 * @room: a room
 * @event_ids: ids, of any form; unknown ones are ignored
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets those of them that are not hidden, rows and what says something about one, in the order of
 * @event_ids. hall_store_get_events_finish ().
 */
void
hall_store_get_counting_async (HallStore           *self,
                               const char          *room,
                               const char *const   *event_ids,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  submit_get (self, room, event_ids, COUNTING, cancellable, callback, user_data);
}

/* Returns: (transfer full) (element-type HallEvent): the events; NULL with @error set */
GPtrArray *
hall_store_get_events_finish (HallStore    *self,
                              GAsyncResult *result,
                              GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_get_events_async, error);

  return request ? g_steal_pointer (&request->result) : NULL;
}
