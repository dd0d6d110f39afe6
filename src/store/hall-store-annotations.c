/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-annotations.c: HallStore's lists of what is said about messages: edits, reactions and
 * pins.
 *
 * Reads only. What of it counts is folded elsewhere, but for one thing that a flood must not hide:
 * the last edit by the author of what it edits.
 */

#define G_LOG_DOMAIN "hall-store-annotations"

#include "config.h"

#include "hall-statement.h"
#include "hall-store-events.h"
#include "hall-store-private.h"

#include "hall-store-talk.h"

#define ABOUT \
  "SELECT signature, bytes, id FROM events INDEXED BY events_annotations " \
  "WHERE target = ?1 AND class = 3 AND kind <> 'delete' AND hidden = 0 " \
  "AND room = (SELECT key FROM rooms WHERE id = ?2) " \
  "ORDER BY lc DESC, id DESC"

#define LAST_EDIT \
  "SELECT edits.signature, edits.bytes, edits.id " \
  "FROM events AS texts CROSS JOIN events AS edits INDEXED BY events_edits " \
  "WHERE texts.id = ?1 AND texts.room = (SELECT key FROM rooms WHERE id = ?2) " \
  "AND edits.target = texts.id AND edits.author = texts.author AND edits.room = texts.room " \
  "AND edits.class = 3 AND edits.kind = 'edit' AND edits.hidden = 0 " \
  "ORDER BY edits.lc DESC, edits.id DESC"

#define PINS \
  "SELECT signature, bytes, id FROM events INDEXED BY events_pins " \
  "WHERE room = (SELECT key FROM rooms WHERE id = ?1) " \
  "AND class = 3 AND kind = 'pin' AND hidden = 0 " \
  "ORDER BY lc DESC, id DESC"

/* Returns: (transfer full) (nullable) (element-type HallEvent): up to @limit; NULL on error */
static GPtrArray *
read_about (HallDatabase *database,
            const char   *sql,
            const char   *room,
            const char   *id,
            guint         limit,
            GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, sql, error);

  if (statement == NULL)
    return NULL;

  hall_statement_bind_text (statement, 2, room);
  if (!hall_statement_bind_id (statement, 1, id))
    limit = 0;

  return hall_store_read_events (database, statement, limit, NULL, error);
}

/* In place of the oldest, if it is older than all of those. */
static void
put_last_edit (GPtrArray *events,
               HallEvent *edit)
{
  HallEvent *oldest = g_ptr_array_index (events, events->len - 1);

  if (hall_event_compare (edit, oldest) >= 0)
    return;

  g_ptr_array_set_size (events, events->len - 1);
  g_ptr_array_add (events, hall_event_ref (edit));
}

static gboolean
list_about (HallDatabase *database,
            const char   *room,
            const char   *id,
            GPtrArray    *all,
            GError      **error)
{
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GPtrArray) events = read_about (database, ABOUT, room, id,
                                             HALL_STORE_ANNOTATIONS_MAX, error);

  if (events == NULL)
    return FALSE;

  if (events->len == HALL_STORE_ANNOTATIONS_MAX)
    {
      edits = read_about (database, LAST_EDIT, room, id, 1, error);
      if (edits == NULL)
        return FALSE;
      if (edits->len > 0)
        put_last_edit (events, g_ptr_array_index (edits, 0));
    }

  g_ptr_array_extend_and_steal (all, g_steal_pointer (&events));
  return TRUE;
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return hall_event_compare (*(HallEvent *const *) a, *(HallEvent *const *) b);
}

static gboolean
run_list_annotations (HallRequest  *request,
                      HallDatabase *database,
                      GError      **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (char **id = request->ids; *id; id++)
    if (g_hash_table_add (seen, *id) && !list_about (database, request->room, *id, all, error))
      return FALSE;

  g_ptr_array_sort (all, compare_events);
  hall_request_set_result (request, g_steal_pointer (&all), (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

/**
 * hall_store_list_annotations_async:
 * @self: a store
 * @room: a room
 * @event_ids: ids, of any form; unknown ones are ignored
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets the edits, reactions and pins about these events that are not hidden, by whomever and in
 * vain or not. Of one event the newest HALL_STORE_ANNOTATIONS_MAX; the last edit by its author is
 * always one of them.
 */
void
hall_store_list_annotations_async (HallStore           *self,
                                   const char          *room,
                                   const char *const   *event_ids,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL && event_ids != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_list_annotations);
  request->room = g_strdup (room);
  request->ids = g_strdupv ((char **) event_ids);
  hall_store_submit (self, request, hall_store_list_annotations_async, cancellable, callback,
                     user_data);
}

/* Returns: (transfer full) (element-type HallEvent): the events, ascending; NULL with @error set */
GPtrArray *
hall_store_list_annotations_finish (HallStore    *self,
                                    GAsyncResult *result,
                                    GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_list_annotations_async,
                                            error);

  return request ? g_steal_pointer (&request->result) : NULL;
}

static gboolean
run_list_pins (HallRequest  *request,
               HallDatabase *database,
               GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, PINS, error);
  g_autoptr (GPtrArray) events = NULL;

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, request->room);
  events = hall_store_read_events (database, statement, request->number, NULL, error);
  if (events == NULL)
    return FALSE;

  hall_request_set_result (request, g_steal_pointer (&events), (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

/**
 * hall_store_list_pins_async:
 * @self: a store
 * @room: a room
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets the newest pins that are not hidden, whether they put up or take down, whatever it is that
 * they name.
 */
void
hall_store_list_pins_async (HallStore           *self,
                            const char          *room,
                            guint                limit,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_list_pins);
  request->room = g_strdup (room);
  request->number = limit;
  hall_store_submit (self, request, hall_store_list_pins_async, cancellable, callback, user_data);
}

/* Returns: (transfer full) (element-type HallEvent): the pins, descending; NULL with @error set */
GPtrArray *
hall_store_list_pins_finish (HallStore    *self,
                             GAsyncResult *result,
                             GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_list_pins_async, error);

  return request ? g_steal_pointer (&request->result) : NULL;
}
