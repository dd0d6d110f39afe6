/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-search.c: HallStore's operation of finding messages by what is seen of them now.
 *
 * The façade and the walk, newest first, over the documents that may have something: those that the
 * index names and those that wait to be indexed. Each message of them is judged in
 * hall-search-candidates.c. Reads only; a walk that finds little ends after some time and says
 * where.
 */

#define G_LOG_DOMAIN "hall-store-search"

#include "config.h"

#include "hall-search-candidates.h"
#include "hall-search-tokens.h"
#include "hall-statement.h"
#include "hall-store-index.h"
#include "hall-store-private.h"
#include "hall-text.h"

#include "hall-store-talk.h"

/* What another request may have to wait for. */
#define WALK_MAX_US (40 * 1000)

#define DOCUMENTS \
  "SELECT rowid FROM search_index WHERE search_index MATCH ?1 AND rowid <= ?2 AND rowid >= ?3 " \
  "ORDER BY rowid DESC"

/* Where those are that wait: texts, and the texts of edits. */
#define WAITING \
  "SELECT lc FROM events WHERE key > ?1 AND class = 1 AND kind = 'text' " \
  "UNION ALL " \
  "SELECT texts.lc FROM events AS edits CROSS JOIN events AS texts ON texts.id = edits.target " \
  "WHERE edits.key > ?1 AND edits.class = 3 AND edits.kind = 'edit' AND texts.class = 1"

#define COUNT_UNINDEXED \
  "SELECT count (*) FROM events INDEXED BY events_texts " \
  "WHERE class = 1 AND kind = 'text' AND key <= (SELECT low FROM search_state)"

/* More authors than that are told apart by the messages alone. */
#define MATCH_AUTHORS_MAX 64

void
hall_stored_query_init (HallStoredQuery *query)
{
  *query = (HallStoredQuery) {
    .to_lc = G_MAXINT64,
    .before_lc = G_MAXINT64,
    .limit = 50,
  };
}

/* Frees what a query has, not the query itself. */
void
hall_stored_query_clear (HallStoredQuery *query)
{
  g_clear_pointer (&query->text, g_free);
  g_clear_pointer (&query->room, g_free);
  g_clear_pointer (&query->authors, g_strfreev);
  g_clear_pointer (&query->before_id, g_free);
}

void
hall_stored_hit_free (HallStoredHit *self)
{
  if (self == NULL)
    return;

  g_free (self->room);
  hall_event_unref (self->event);
  g_clear_pointer (&self->edit, hall_event_unref);
  g_free (self);
}

static HallStoredQuery *
copy_query (const HallStoredQuery *query)
{
  HallStoredQuery *copy = g_memdup2 (query, sizeof *query);

  copy->text = query->text ? hall_text_fold (query->text) : NULL;
  copy->room = g_strdup (query->room);
  copy->authors = g_strdupv (query->authors);
  copy->before_id = g_strdup (query->before_id);
  return copy;
}

static void
free_query (gpointer data)
{
  hall_stored_query_clear (data);
  g_free (data);
}

/* (transfer full): an FTS5 expression that is true of all documents with a hit */
static char *
make_expression (const HallSearchKeys  *keys,
                 const HallStoredQuery *query)
{
  GString *expression = g_string_new (NULL);
  guint n_authors = keys->authors ? g_hash_table_size (keys->authors) : 0;
  GHashTableIter iter;
  gpointer author;

  if (query->text)
    hall_search_tokens_match (expression, query->text);
  if (query->has_link)
    hall_search_tokens_match_mark (expression, HALL_SEARCH_MARK_LINK, 0);
  hall_search_tokens_match_or_mark (expression, HALL_SEARCH_MARK_EDITED);
  if (query->room)
    hall_search_tokens_match_mark (expression, HALL_SEARCH_MARK_ROOM, keys->room);
  if (expression->len == 0 && (n_authors == 0 || n_authors > MATCH_AUTHORS_MAX))
    hall_search_tokens_match_mark (expression, HALL_SEARCH_MARK_ANY, 0);
  if (n_authors == 0 || n_authors > MATCH_AUTHORS_MAX)
    return g_string_free (expression, FALSE);

  g_string_append (expression, expression->len > 0 ? " AND (" : "(");
  g_hash_table_iter_init (&iter, keys->authors);
  for (guint i = 0; g_hash_table_iter_next (&iter, &author, NULL); i++)
    {
      if (i > 0)
        g_string_append (expression, " OR ");
      hall_search_tokens_match_mark (expression, HALL_SEARCH_MARK_AUTHOR, *(gint64 *) author);
    }
  g_string_append_c (expression, ')');
  return g_string_free (expression, FALSE);
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left < right) - (left > right);
}

/* Returns: (transfer full) (element-type gint64): documents of what waits, newest first, some of
 * them twice; NULL on error */
static GArray *
read_waiting (HallDatabase  *database,
              GError       **error)
{
  g_autoptr (HallStatement) statement = NULL;
  g_autoptr (GArray) slots = g_array_new (FALSE, FALSE, sizeof (gint64));
  HallIndexState state;

  if (!hall_index_read_state (database, &state, error))
    return NULL;

  statement = hall_database_prepare (database, WAITING, error);
  if (statement == NULL)
    return NULL;

  hall_statement_bind_integer (statement, 1, state.high);
  for (;;)
    {
      gboolean row = FALSE;
      gint64 slot;

      if (!hall_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        break;

      slot = hall_index_slot_of (hall_statement_get_integer (statement, 0));
      g_array_append_val (slots, slot);
    }

  g_array_sort (slots, compare_newest_first);
  return g_steal_pointer (&slots);
}

/* A walk over two lists of documents, each newest first. */
typedef struct
{
  HallStatement *statement;
  GArray *waiting;
  guint n_waiting;         /* how many of those are behind us */
  gboolean row;            /* the statement is at one */
  gint64 last;             /* the oldest that may be asked for */
} Walk;

/* @slot: the document after it, or unchanged with @found FALSE. */
static gboolean
walk_next (Walk          *self,
           HallDatabase  *database,
           gint64        *slot,
           gboolean      *found,
           GError       **error)
{
  gint64 indexed = G_MININT64, waiting = G_MININT64;

  while (self->row && (indexed = hall_statement_get_integer (self->statement, 0)) >= *slot)
    if (!hall_database_step (database, self->statement, &self->row, error))
      return FALSE;
  while (self->n_waiting < self->waiting->len &&
         (waiting = g_array_index (self->waiting, gint64, self->n_waiting)) >= *slot)
    self->n_waiting++;

  if (!self->row)
    indexed = G_MININT64;
  if (self->n_waiting == self->waiting->len)
    waiting = G_MININT64;
  *found = MAX (indexed, waiting) >= self->last;
  if (*found)
    *slot = MAX (indexed, waiting);
  return TRUE;
}

/* Where a search ends that is to go on: before (lc, id). */
static void
end_at (HallRequest *request,
        gint64       lc,
        const char  *id)
{
  request->flag = TRUE;
  request->lc = lc;
  g_free (request->id);
  request->id = g_strdup (id);
}

static gboolean
is_over (HallRequest *request,
         GPtrArray   *hits,
         gint64       deadline)
{
  const HallStoredQuery *query = request->record;

  if (hits->len == query->limit)
    {
      const HallStoredHit *last = g_ptr_array_index (hits, hits->len - 1);

      end_at (request, last->event->lc, last->event->id);
      return TRUE;
    }

  return g_get_monotonic_time () >= deadline;
}

static gboolean
walk (HallRequest          *request,
      HallDatabase         *database,
      Walk                 *self,
      const HallSearchKeys *keys,
      gint64                slot,
      GPtrArray            *hits,
      GError              **error)
{
  const HallStoredQuery *query = request->record;
  gint64 deadline = g_get_monotonic_time () + WALK_MAX_US;

  for (;;)
    {
      g_autoptr (HallSearchPlace) place = NULL;
      gboolean found;

      if (!walk_next (self, database, &slot, &found, error))
        return FALSE;
      if (!found)
        return TRUE;

      if (!hall_search_document (database, query, keys, slot, deadline, hits, &place, error))
        return FALSE;
      if (place)
        {
          end_at (request, place->lc, place->id);
          return TRUE;
        }
      if (g_cancellable_set_error_if_cancelled (request->cancellable, error))
        return FALSE;
      if (is_over (request, hits, deadline))
        {
          if (!request->flag)
            end_at (request, slot * HALL_INDEX_SLOT_MS, NULL);
          return TRUE;
        }
    }
}

/* The newest document that may have a hit, and the oldest. */
static void
measure (const HallStoredQuery *query,
         gint64                *first,
         gint64                *last)
{
  gint64 end = MIN (query->to_lc, query->before_lc);

  /* An event at before_lc itself may come before before_id. */
  if (query->before_id == NULL || end < query->before_lc)
    end = MAX (end, 1) - 1;
  *first = hall_index_slot_of (end);
  *last = hall_index_slot_of (MAX (query->from_lc, 0));
}

static gboolean
search (HallRequest          *request,
        HallDatabase         *database,
        const HallSearchKeys *keys,
        GPtrArray            *hits,
        GError              **error)
{
  const HallStoredQuery *query = request->record;
  g_autofree char *expression = make_expression (keys, query);
  g_autoptr (GArray) waiting = read_waiting (database, error);
  g_autoptr (HallStatement) statement = NULL;
  Walk self = { 0 };
  gint64 first;

  if (waiting == NULL)
    return FALSE;

  measure (query, &first, &self.last);
  statement = hall_database_prepare (database, DOCUMENTS, error);
  if (statement == NULL)
    return FALSE;

  self.statement = statement;
  self.waiting = waiting;
  hall_statement_bind_text (statement, 1, expression);
  hall_statement_bind_integer (statement, 2, first);
  hall_statement_bind_integer (statement, 3, self.last);
  return hall_database_step (database, statement, &self.row, error) &&
         walk (request, database, &self, keys, first + 1, hits, error);
}

static gboolean
run_search (HallRequest  *request,
            HallDatabase *database,
            GError      **error)
{
  const HallStoredQuery *query = request->record;
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                               hall_stored_hit_free);
  g_auto (HallSearchKeys) keys = { 0 };
  gboolean possible = FALSE;

  request->flag = FALSE;
  if (!hall_search_keys_read (&keys, database, query, &possible, error) ||
      (possible && query->limit > 0 && !search (request, database, &keys, hits, error)))
    return FALSE;

  hall_request_set_result (request, g_steal_pointer (&hits), (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

/**
 * hall_store_search_async:
 * @self: a store
 * @query: what to find; all of it has to be true of a hit
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Finds texts, newest first, by what is seen of them: the last edit by their author in place of the
 * text. Nothing in @query is a pattern. What an older version stored is found once it is indexed.
 */
void
hall_store_search_async (HallStore             *self,
                         const HallStoredQuery *query,
                         GCancellable          *cancellable,
                         GAsyncReadyCallback    callback,
                         gpointer               user_data)
{
  HallRequest *request;

  g_return_if_fail (query != NULL);
  g_return_if_fail (query->before_id == NULL || hall_event_id_is_valid (query->before_id));

  request = hall_request_new (HALL_REQUEST_READ, run_search);
  request->record = copy_query (query);
  request->free_record = free_query;
  hall_store_submit (self, request, hall_store_search_async, cancellable, callback, user_data);
}

/**
 * hall_store_search_finish:
 * @more_lc: (out) (optional): the before_lc with which the next page is asked for
 * @more_id: (out) (optional) (transfer full) (nullable): the before_id of it
 * @more: (out) (optional): whether there may be further hits; also when the time was over, with
 *   fewer hits than asked for, perhaps none
 *
 * Returns: (transfer full) (element-type HallStoredHit): the hits; NULL with @error set
 */
GPtrArray *
hall_store_search_finish (HallStore    *self,
                          GAsyncResult *result,
                          gint64       *more_lc,
                          char        **more_id,
                          gboolean     *more,
                          GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_search_async, error);

  if (more)
    *more = request && request->flag;
  if (more_lc)
    *more_lc = request ? request->lc : 0;
  if (more_id)
    *more_id = request ? g_steal_pointer (&request->id) : NULL;
  return request ? g_steal_pointer (&request->result) : NULL;
}

static gboolean
run_count_unindexed (HallRequest  *request,
                     HallDatabase *database,
                     GError      **error)
{
  return hall_database_get_integer (database, COUNT_UNINDEXED, &request->lc, error);
}

/**
 * hall_store_count_unindexed_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Counts the texts that cannot be found yet because an older version stored them.
 */
void
hall_store_count_unindexed_async (HallStore           *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  HallRequest *request = hall_request_new (HALL_REQUEST_READ, run_count_unindexed);

  hall_store_submit (self, request, hall_store_count_unindexed_async, cancellable, callback,
                     user_data);
}

/* Returns: how many; -1 with @error set */
gint64
hall_store_count_unindexed_finish (HallStore    *self,
                                   GAsyncResult *result,
                                   GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_count_unindexed_async, error);

  return request ? request->lc : -1;
}
