/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-annotations.c: HallStore's lists of what is said about messages: edits, reactions and
 * pins.
 *
 * Reads only. What of it counts is folded elsewhere. Each author is read apart from the others and
 * of each only the newest, so that nobody crowds out what others say, however much it says; and of
 * edits only those by the author of what they edit, as no others ever count.
 */

#define G_LOG_DOMAIN "hall-store-annotations"

#include "config.h"

#include "hall-limits.h"
#include "hall-statement.h"
#include "hall-store-events.h"
#include "hall-store-private.h"

#include "hall-store-talk.h"

/* Of one message, at most; of edits three quarters of that. */
#define BYTES_MAX (1024 * 1024)
/* Of all messages of one question; then only BYTES_MIN of each further one. */
#define BYTES_IN_ALL (4 * 1024 * 1024)
#define BYTES_MIN (32 * 1024)

/* Of one message: those that were replaced are of use when the last one is hidden. */
#define EDITS_MAX 32
#define PINS_EACH_MAX 8
/* Who pins or reacts: more than fit into a room. */
#define VOICES_MAX HALL_STORE_ANNOTATIONS_MAX

#define EDITS \
  "SELECT edits.signature, edits.bytes, edits.id " \
  "FROM events AS texts CROSS JOIN events AS edits INDEXED BY events_annotations " \
  "WHERE texts.id = ?1 AND texts.room = (SELECT key FROM rooms WHERE id = ?2) " \
  "AND edits.target = texts.id AND edits.room = texts.room AND edits.kind = 'edit' " \
  "AND edits.author = texts.author AND edits.kind <> 'delete' " \
  "AND edits.class = 3 AND edits.hidden = 0 " \
  "ORDER BY edits.lc DESC, edits.id DESC"

#define IN_VOICES \
  "FROM events INDEXED BY events_annotations " \
  "WHERE target = ?1 AND room = (SELECT key FROM rooms WHERE id = ?2) " \
  "AND class = 3 AND kind <> 'delete' AND hidden = 0 "

#define NEXT_VOICE \
  "SELECT kind, author " IN_VOICES "AND (kind, author) > (?3, ?4) ORDER BY kind, author LIMIT 1"

#define OF_VOICE \
  "SELECT signature, bytes, id " IN_VOICES "AND kind = ?3 AND author = ?4 " \
  "ORDER BY lc DESC, id DESC"

#define PINS \
  "SELECT signature, bytes, id FROM events INDEXED BY events_pins " \
  "WHERE room = (SELECT key FROM rooms WHERE id = ?1) " \
  "AND author = (SELECT key FROM authors WHERE id = ?2) " \
  "AND class = 3 AND kind = 'pin' AND hidden = 0 " \
  "ORDER BY lc DESC, id DESC"

/* Whoever says something of a kind about a message. */
typedef struct
{
  char *kind;
  gint64 author;           /* its key */
} Voice;

static void
voice_clear (Voice *self)
{
  g_clear_pointer (&self->kind, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Voice, voice_clear)

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

/* Adds the newest @limit to @events, fewer if these have more than @bytes; the first one always. */
static gboolean
read_newest (HallDatabase  *database,
             HallStatement *statement,
             guint          limit,
             gsize         *bytes,
             GPtrArray     *events,
             GError       **error)
{
  gboolean first = TRUE;

  for (guint n = 0; n < limit; n++)
    {
      HallEvent *event;
      gboolean row;
      gsize size;

      if (!hall_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      size = sqlite3_column_bytes (statement, 1);
      if (size > *bytes && !first)
        return TRUE;
      event = hall_store_read_event (statement);
      if (event == NULL)
        continue;   /* damaged */

      first = FALSE;
      *bytes -= MIN (*bytes, size);
      g_ptr_array_add (events, event);
    }

  return TRUE;
}

static gboolean
read_edits (HallDatabase *database,
            const char   *room,
            const char   *id,
            gsize        *bytes,
            GPtrArray    *events,
            GError      **error)
{
  g_autoptr (HallStatement) statement = prepare_about (database, EDITS, room, id, error);

  return statement != NULL
         && read_newest (database, statement, EDITS_MAX, bytes, events, error);
}

static gboolean
find_voice (HallDatabase *database,
            const char   *room,
            const char   *id,
            Voice        *voice,
            gboolean     *found,
            GError      **error)
{
  g_autoptr (HallStatement) statement = prepare_about (database, NEXT_VOICE, room, id, error);
  g_autofree char *before = g_steal_pointer (&voice->kind);

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 3, before);
  hall_statement_bind_integer (statement, 4, voice->author);
  if (!hall_database_step (database, statement, found, error))
    return FALSE;

  if (*found)
    {
      voice->kind = hall_statement_dup_text (statement, 0);
      voice->author = hall_statement_get_integer (statement, 1);
    }
  return TRUE;
}

static gboolean
read_voice (HallDatabase *database,
            const char   *room,
            const char   *id,
            const Voice  *voice,
            gsize        *bytes,
            GPtrArray    *events,
            GError      **error)
{
  g_autoptr (HallStatement) statement = prepare_about (database, OF_VOICE, room, id, error);
  gboolean is_pin = g_str_equal (voice->kind, hall_event_kind_get_name (HALL_EVENT_PIN));

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 3, voice->kind);
  hall_statement_bind_integer (statement, 4, voice->author);
  return read_newest (database, statement, is_pin ? PINS_EACH_MAX : HALL_REACTIONS_EACH_MAX, bytes,
                      events, error);
}

/* What comes after edits in the order of their names: pins and reactions. */
static gboolean
read_voices (HallDatabase *database,
             const char   *room,
             const char   *id,
             gsize        *bytes,
             GPtrArray    *events,
             GError      **error)
{
  g_auto (Voice) voice = { g_strdup (hall_event_kind_get_name (HALL_EVENT_EDIT)), G_MAXINT64 };

  for (guint n = 0; n < VOICES_MAX && *bytes > 0; n++)
    {
      gboolean found;

      if (!find_voice (database, room, id, &voice, &found, error))
        return FALSE;
      if (!found)
        return TRUE;
      if (!read_voice (database, room, id, &voice, bytes, events, error))
        return FALSE;
    }

  return TRUE;
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return hall_event_compare (*(HallEvent *const *) a, *(HallEvent *const *) b);
}

/* The newest @limit. */
static void
cut (GPtrArray *events,
     guint      limit)
{
  if (events->len <= limit)
    return;
  g_ptr_array_sort (events, compare_events);
  g_ptr_array_remove_range (events, 0, events->len - limit);
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
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                hall_event_unref);
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                 hall_event_unref);
  gsize most = CLAMP (*left, BYTES_MIN, BYTES_MAX);
  gsize for_edits = most / 4 * 3;
  gsize for_others;

  if (!read_edits (database, room, id, &for_edits, edits, error))
    return FALSE;

  for_others = most / 4 + for_edits;
  if (!read_voices (database, room, id, &for_others, others, error))
    return FALSE;

  *left -= MIN (*left, most - for_others);
  cut (others, HALL_STORE_ANNOTATIONS_MAX - edits->len);
  g_ptr_array_extend_and_steal (all, g_steal_pointer (&edits));
  g_ptr_array_extend_and_steal (all, g_steal_pointer (&others));
  return TRUE;
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
 * Gets the edits by the author of each of these events and anybody's reactions and pins about it,
 * but for what is hidden; whether a pin was for its author to say is not asked. Of each person the
 * newest HALL_REACTIONS_EACH_MAX reactions, and of one event HALL_STORE_ANNOTATIONS_MAX in all,
 * fewer where they are long or there are very many about all of @event_ids: then what is asked
 * about first is answered at length. The last edit is always one of them.
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

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  return compare_events (b, a);
}

static gboolean
read_pins (HallDatabase *database,
           const char   *room,
           const char   *author,
           guint         limit,
           gsize        *bytes,
           GPtrArray    *events,
           GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, PINS, error);

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, room);
  hall_statement_bind_text (statement, 2, author);
  return read_newest (database, statement, limit, bytes, events, error);
}

/* What one does not need of its share is there for those after it. */
static gboolean
run_list_pins (HallRequest  *request,
               HallDatabase *database,
               GError      **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                 hall_event_unref);
  guint n_authors = g_strv_length (request->ids);
  gsize left = BYTES_IN_ALL;

  for (guint i = 0; i < n_authors; i++)
    {
      gsize share = left / (n_authors - i);
      gsize unused = share;

      if (!read_pins (database, request->room, request->ids[i], request->number, &unused, events,
                      error))
        return FALSE;
      left -= share - unused;
    }

  g_ptr_array_sort (events, compare_newest_first);
  hall_request_set_result (request, g_steal_pointer (&events), (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

/**
 * hall_store_list_pins_async:
 * @self: a store
 * @room: a room
 * @authors: ids of people, each once
 * @limit: how many of each at most
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets the newest pins of these people that are not hidden, whether they put up or take down,
 * whatever it is that they name; fewer if they are long.
 */
void
hall_store_list_pins_async (HallStore           *self,
                            const char          *room,
                            const char *const   *authors,
                            guint                limit,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL && authors != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_list_pins);
  request->room = g_strdup (room);
  request->ids = g_strdupv ((char **) authors);
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
