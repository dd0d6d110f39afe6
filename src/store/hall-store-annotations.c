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

/* Of one message, at most; of edits three quarters of that. */
#define BYTES_MAX (1024 * 1024)
/* Of all messages of one question; then only BYTES_MIN of each further one. */
#define BYTES_IN_ALL (4 * 1024 * 1024)
#define BYTES_MIN (32 * 1024)
/* So many rows are looked at for each that may be taken. */
#define LOOKED_AT_EACH 4

#define ABOUT \
  "SELECT signature, bytes, id, kind = 'edit' FROM events INDEXED BY events_annotations " \
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
  "SELECT signature, bytes, id, 0 FROM events INDEXED BY events_pins " \
  "WHERE room = (SELECT key FROM rooms WHERE id = ?1) " \
  "AND class = 3 AND kind = 'pin' AND hidden = 0 " \
  "ORDER BY lc DESC, id DESC"

static HallStatement *
prepare_about (HallDatabase *database,
               const char   *sql,
               const char   *room,
               const char   *id,
               GError      **error)
{
  HallStatement *statement = hall_database_prepare (database, sql, error);

  if (statement == NULL)
    return NULL;

  hall_statement_bind_text (statement, 2, room);
  hall_statement_bind_id (statement, 1, id);
  return statement;
}

/* What may still be read about one message. */
typedef struct
{
  gsize all;
  gsize edits;
} Budget;

/* Whether the row that @statement is at may be read. */
static gboolean
take_bytes (Budget        *budget,
            HallStatement *statement)
{
  gsize bytes = sqlite3_column_bytes (statement, 1);
  gboolean is_edit = hall_statement_get_integer (statement, 3) != 0;

  if (bytes > budget->all || (is_edit && bytes > budget->edits))
    return FALSE;

  budget->all -= bytes;
  if (is_edit)
    budget->edits -= bytes;
  return TRUE;
}

/* Adds the newest to @events, until those are @limit. @whole: whether these are all. */
static gboolean
read_about (HallDatabase  *database,
            HallStatement *statement,
            Budget        *budget,
            guint          limit,
            GPtrArray     *events,
            gboolean      *whole,
            GError       **error)
{
  *whole = TRUE;
  for (guint n = 0; n / LOOKED_AT_EACH < limit && events->len < limit; n++)
    {
      HallEvent *event;
      gboolean row;

      if (!hall_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      if (!take_bytes (budget, statement))
        *whole = FALSE;
      else if ((event = hall_store_read_event (statement)) != NULL)
        g_ptr_array_add (events, event);
    }

  *whole = FALSE;
  return TRUE;
}

/* If it is not among them: in place of the oldest, where there are as many as may be. */
static void
put_last_edit (GPtrArray *events,
               HallEvent *edit)
{
  for (guint i = 0; i < events->len; i++)
    if (hall_event_compare (edit, g_ptr_array_index (events, i)) == 0)
      return;

  if (events->len == HALL_STORE_ANNOTATIONS_MAX)
    g_ptr_array_set_size (events, events->len - 1);
  g_ptr_array_add (events, hall_event_ref (edit));
}

/* @left: bytes for all that are still to come. */
static gboolean
list_about (HallDatabase *database,
            const char   *room,
            const char   *id,
            gsize        *left,
            GPtrArray    *all,
            GError      **error)
{
  g_autoptr (HallStatement) statement = prepare_about (database, ABOUT, room, id, error);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                 hall_event_unref);
  gsize most = CLAMP (*left, BYTES_MIN, BYTES_MAX);
  Budget budget = { most, most / 4 * 3 };
  gboolean whole;

  if (statement == NULL || !read_about (database, statement, &budget, HALL_STORE_ANNOTATIONS_MAX,
                                        events, &whole, error))
    return FALSE;

  *left -= MIN (*left, most - budget.all);
  if (!whole)
    {
      g_autoptr (HallStatement) last = prepare_about (database, LAST_EDIT, room, id, error);
      g_autoptr (GPtrArray) edits = NULL;

      if (last == NULL || (edits = hall_store_read_events (database, last, 1, NULL, error)) == NULL)
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
  gsize left = BYTES_IN_ALL;

  for (char **id = request->ids; *id; id++)
    if (hall_event_id_is_valid (*id) && g_hash_table_add (seen, *id)
        && !list_about (database, request->room, *id, &left, all, error))
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
 * vain or not. Of one event the newest HALL_STORE_ANNOTATIONS_MAX, fewer where they are long or
 * there are very many about all of @event_ids: then what is asked about first is answered at
 * length. The last edit by its author is always one of them.
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
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                 hall_event_unref);
  Budget budget = { BYTES_IN_ALL, 0 };
  gboolean whole;

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, request->room);
  if (!read_about (database, statement, &budget, request->number, events, &whole, error))
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
 * they name; fewer if they are long.
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
