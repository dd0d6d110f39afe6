/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-hidden.c: what HallStore leaves out of what people see, though it is held.
 *
 * Who may say what is decided elsewhere and noted here. Hidden events are synchronised, counted in
 * digests and offered as all others are. Somebody may have said very much: that is gone through in
 * slices, between which the worker does what else is asked.
 */

#define G_LOG_DOMAIN "hall-store-hidden"

#include "config.h"

#include "hall-statement.h"
#include "hall-store-private.h"

#include "hall-store.h"

#define HIDE "UPDATE events SET hidden = hidden | ?2 WHERE id = ?1 AND hidden & ?2 = 0"
#define SHOW "UPDATE events SET hidden = hidden & ~?2 WHERE id = ?1 AND hidden & ?2 <> 0"

#define OF_AUTHOR \
  "SELECT id, lc, hidden FROM events INDEXED BY events_author " \
  "WHERE room = (SELECT key FROM rooms WHERE id = ?1) " \
  "AND author = (SELECT key FROM authors WHERE id = ?2) AND (lc, id) > (?3, ?4) " \
  "AND class <> 2 AND key <= ?5 " \
  "ORDER BY lc, id"

#define LAST_KEY "SELECT ifnull (max (key), 0) FROM events"

/* Of one slice, whichever comes first: 10 to 20 ms of work. */
#define SLICE_CHANGES_MAX 500
#define SLICE_EVENTS_MAX 10000

/* A place in the order of a room. */
typedef struct
{
  gint64 lc;
  guint8 id[HALL_EVENT_ID_SIZE];
} Place;

typedef struct
{
  Place from;
  Place to;
} Span;

/* What an author may say, and how far that has been gone through. */
typedef struct
{
  GArray *spans;           /* (element-type Span), sorted by where they begin */
  gboolean begun;
  gint64 last_key;         /* what is added after we began was judged anew by whoever added it */
  Place done;              /* up to here */
  GPtrArray *vanishing;    /* (element-type utf8) */
  GPtrArray *appearing;    /* (element-type utf8) */
} Permit;

static gboolean
run_set_hidden (HallRequest  *request,
                HallDatabase *database,
                GError      **error)
{
  g_autoptr (HallStatement) statement = NULL;

  statement = hall_database_prepare (database, request->flag ? HIDE : SHOW, error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 2, request->hidden);
  for (char **id = request->ids; *id; id++)
    if (hall_statement_bind_id (statement, 1, *id) &&
        !hall_database_run (database, statement, error))
      return FALSE;

  return TRUE;
}

/**
 * hall_store_set_hidden_async:
 * @self: a store
 * @event_ids: ids of events; unknown ones are ignored
 * @reason: why they must not be shown
 * @hidden: whether that is so
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Sets or clears one reason; an event is shown when it has none. Ids are of any room: who is told
 * by a member of one room makes sure that they are of that one.
 */
void
hall_store_set_hidden_async (HallStore           *self,
                             const char *const   *event_ids,
                             HallHidden           reason,
                             gboolean             hidden,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (event_ids != NULL);

  request = hall_request_new (HALL_REQUEST_WRITE, run_set_hidden);
  request->ids = g_strdupv ((char **) event_ids);
  request->hidden = reason;
  request->flag = hidden;
  hall_store_submit (self, request, hall_store_set_hidden_async, cancellable, callback, user_data);
}

gboolean
hall_store_set_hidden_finish (HallStore    *self,
                              GAsyncResult *result,
                              GError      **error)
{
  return hall_store_finish (self, result, hall_store_set_hidden_async, error) != NULL;
}

static int
compare_places (const Place *a,
                const Place *b)
{
  if (a->lc != b->lc)
    return a->lc < b->lc ? -1 : 1;

  return memcmp (a->id, b->id, sizeof a->id);
}

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  const Span *one = a;
  const Span *two = b;

  return compare_places (&one->from, &two->from);
}

/* No id stands before every id; that id is not one that a hash has. */
static void
set_place (Place      *place,
           gint64      lc,
           const char *id)
{
  place->lc = lc;
  if (id == NULL || !hall_base64url_decode (id, place->id, sizeof place->id))
    memset (place->id, 0, sizeof place->id);
}

/* (transfer full) (element-type Span): sorted by where they begin */
static GArray *
sort_spans (GArray *spans)
{
  GArray *sorted = g_array_new (FALSE, TRUE, sizeof (Span));

  for (guint i = 0; i < spans->len; i++)
    {
      const HallStoredSpan *given = &g_array_index (spans, HallStoredSpan, i);
      Span span;

      set_place (&span.from, given->from_lc, given->from_id);
      set_place (&span.to, given->to_lc, given->to_id);
      g_array_append_val (sorted, span);
    }
  g_array_sort (sorted, compare_spans);
  return sorted;
}

/* Goes through the spans as @place goes up: @next is the first that has not begun, @end how far
 * those reach that have. */
static gboolean
is_within (GArray      *spans,
           const Place *place,
           guint       *next,
           Place       *end)
{
  while (*next < spans->len)
    {
      const Span *span = &g_array_index (spans, Span, *next);

      if (compare_places (&span->from, place) > 0)
        break;
      if (compare_places (&span->to, end) > 0)
        *end = span->to;
      (*next)++;
    }

  return compare_places (place, end) < 0;
}

static Permit *
permit_new (GArray *spans)
{
  Permit *self = g_new0 (Permit, 1);

  self->spans = sort_spans (spans);
  self->vanishing = g_ptr_array_new_with_free_func (g_free);
  self->appearing = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
permit_free (Permit *self)
{
  g_array_unref (self->spans);
  g_ptr_array_unref (self->vanishing);
  g_ptr_array_unref (self->appearing);
  g_free (self);
}

static void
restart_permit (HallRequest *request)
{
  Permit *self = request->record;

  self->begun = FALSE;
  g_ptr_array_set_size (self->vanishing, 0);
  g_ptr_array_set_size (self->appearing, 0);
}

static gboolean
permit_begin (Permit       *self,
              HallDatabase *database,
              GError      **error)
{
  if (self->begun)
    return TRUE;

  self->begun = TRUE;
  self->done = (Place) { .lc = G_MININT64 };
  return hall_database_get_integer (database, LAST_KEY, &self->last_key, error);
}

/* Notes the event at @place, which is hidden for @reasons, if that is to change. Returns: whether
 * it is */
static gboolean
permit_judge (Permit       *self,
              gboolean      within,
              guint         reasons,
              const char   *id,
              GStrvBuilder *hide,
              GStrvBuilder *unhide)
{
  if (within != ((reasons & HALL_HIDDEN_UNPERMITTED) != 0))
    return FALSE;

  g_strv_builder_add (within ? unhide : hide, id);
  /* What is hidden for another reason, too, neither comes nor goes. */
  if ((reasons & ~HALL_HIDDEN_UNPERMITTED) == 0)
    g_ptr_array_add (within ? self->appearing : self->vanishing, g_strdup (id));
  return TRUE;
}

/* Finds what changes in a slice: the ids of events that are to be hidden, and of those that are
 * not. @more: whether there may be another slice. */
static gboolean
find_changes (HallRequest  *request,
              HallDatabase *database,
              GStrvBuilder *hide,
              GStrvBuilder *unhide,
              gboolean     *more,
              GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, OF_AUTHOR, error);
  Permit *self = request->record;
  Place end = { .lc = G_MININT64 };
  guint next = 0;

  *more = FALSE;
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, request->room);
  hall_statement_bind_text (statement, 2, request->text);
  hall_statement_bind_integer (statement, 3, self->done.lc);
  hall_statement_bind_blob (statement, 4, self->done.id, sizeof self->done.id);
  hall_statement_bind_integer (statement, 5, self->last_key);
  for (guint n = 0; n < SLICE_EVENTS_MAX && request->changes < SLICE_CHANGES_MAX; n++)
    {
      g_autofree char *id = NULL;
      gboolean row = FALSE, within;

      if (!hall_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      self->done.lc = hall_statement_get_integer (statement, 1);
      id = hall_statement_dup_id (statement, 0);
      /* Of another size in a damaged file alone. */
      if (id == NULL || !hall_base64url_decode (id, self->done.id, sizeof self->done.id))
        {
          memset (self->done.id, 0xff, sizeof self->done.id);
          continue;
        }

      within = is_within (self->spans, &self->done, &next, &end);
      request->changes += permit_judge (self, within, hall_statement_get_integer (statement, 2),
                                        id, hide, unhide);
    }

  *more = TRUE;
  return TRUE;
}

static gboolean
change_all (HallDatabase *database,
            const char   *sql,
            GStrvBuilder *builder,
            GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, sql, error);
  g_auto (GStrv) ids = g_strv_builder_end (builder);

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 2, HALL_HIDDEN_UNPERMITTED);
  for (char **id = ids; *id; id++)
    if (hall_statement_bind_id (statement, 1, *id) &&
        !hall_database_run (database, statement, error))
      return FALSE;

  return TRUE;
}

static char **
steal_ids (GPtrArray *ids)
{
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_steal (ids, NULL);
}

/* One slice. */
static gboolean
run_permit (HallRequest  *request,
            HallDatabase *database,
            GError      **error)
{
  g_autoptr (GStrvBuilder) hide = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) unhide = g_strv_builder_new ();
  Permit *permit = request->record;

  if (!permit_begin (permit, database, error) ||
      !find_changes (request, database, hide, unhide, &request->again, error) ||
      !change_all (database, HIDE, hide, error) ||
      !change_all (database, SHOW, unhide, error))
    return FALSE;
  if (request->again)
    return TRUE;

  request->shown = steal_ids (permit->appearing);
  hall_request_set_result (request, steal_ids (permit->vanishing), (GDestroyNotify) g_strfreev);
  return TRUE;
}

/**
 * hall_store_permit_async:
 * @self: a store
 * @room: a room
 * @author: somebody's id
 * @spans: (element-type HallStoredSpan): when the author had a right to speak, in any order
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Judges all that is held of the author in the room, but for control events: each of those is
 * judged by itself, and told of with hall_store_set_hidden_async (). Of very many events some are
 * judged earlier than others, with other requests in between; after a crash, too, only some may
 * have been. What is added after the request was begun is not touched by it. One such request is
 * finished before the next one begins.
 */
void
hall_store_permit_async (HallStore           *self,
                         const char          *room,
                         const char          *author,
                         GArray              *spans,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL && author != NULL && spans != NULL);

  request = hall_request_new (HALL_REQUEST_WRITE, run_permit);
  request->room = g_strdup (room);
  request->text = g_strdup (author);
  request->record = permit_new (spans);
  request->free_record = (GDestroyNotify) permit_free;
  request->sliced = TRUE;
  request->restart = restart_permit;
  hall_store_submit (self, request, hall_store_permit_async, cancellable, callback, user_data);
}

/**
 * hall_store_permit_finish:
 * @shown: (out) (optional) (transfer full): ids of events that are to be seen again
 *
 * Returns: (transfer full): ids of events that are not to be seen any more; NULL with @error set
 */
char **
hall_store_permit_finish (HallStore    *self,
                          GAsyncResult *result,
                          char       ***shown,
                          GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_permit_async, error);

  if (shown)
    *shown = request ? g_steal_pointer (&request->shown) : NULL;
  return request ? g_steal_pointer (&request->result) : NULL;
}
