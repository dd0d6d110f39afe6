/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-index.c: keeping the search index up with the events, a slice at a time.
 *
 * Worker thread. The index is an FTS5 table without content. Its documents are seconds of logical
 * clock: their number is the row's, which makes "newest first" the order of the rows, whenever
 * events arrive, and the index small; an edit is part of its text's second. Which events are in it
 * follows from their keys: those in (low, high]. What is added waits above high, so that adding
 * costs nothing; what an older version wrote is below low, and is taken in newest first.
 *
 * A document may be made of several rows of FTS5 with one number: all tokens of those count.
 */

#define G_LOG_DOMAIN "hall-store-index"

#include "config.h"

#include "hall-index-documents.h"
#include "hall-search-tokens.h"
#include "hall-statement.h"
#include "hall-store-events.h"

#include "hall-store-index.h"

/* Of one slice: about 10 ms of work. */
#define SLICE_EVENTS_MAX 256
#define SLICE_BYTES_MAX (96 * 1024)

/* Pages that FTS5 merges in one slice, and how often after each slice of texts: enough for it never
 * to fall behind, when it would merge everything at once. */
#define MERGE "INSERT INTO search_index (search_index, rank) VALUES ('merge', 32)"
#define MERGE_ALL "INSERT INTO search_index (search_index, rank) VALUES ('merge', -32)"
#define MERGES_MAX 4

#define READ_STATE "SELECT low, high, cleaning FROM search_state"
#define WRITE_STATE "UPDATE search_state SET low = ?1, high = ?2, cleaning = ?3"

#define ROW "SELECT signature, bytes, id, key, lc, room, author, kind, class FROM events "
#define WAITING ROW "WHERE key > ?1 ORDER BY key"
#define OLDER ROW "WHERE key <= ?1 ORDER BY key DESC"

#define COUNT_WAITING "SELECT ifnull (max (key), 0) - (SELECT high FROM search_state) FROM events"
#define EMPTY "INSERT INTO search_index (search_index) VALUES ('delete-all')"
#define LAST_KEY "SELECT ifnull (max (key), 0) FROM events"

gint64
hall_index_slot_of (gint64 lc)
{
  return lc / HALL_INDEX_SLOT_MS;
}

gboolean
hall_index_read_state (HallDatabase    *database,
                       HallIndexState  *state,
                       GError         **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, READ_STATE, error);
  gboolean row = FALSE;

  *state = (HallIndexState) { 0 };
  if (statement == NULL || !hall_database_step (database, statement, &row, error))
    return FALSE;

  if (row)
    {
      state->low = hall_statement_get_integer (statement, 0);
      state->high = hall_statement_get_integer (statement, 1);
      state->cleaning = hall_statement_get_integer (statement, 2);
    }
  return TRUE;
}

gboolean
hall_index_write_state (HallDatabase          *database,
                        const HallIndexState  *state,
                        GError               **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, WRITE_STATE, error);

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 1, state->low);
  hall_statement_bind_integer (statement, 2, state->high);
  hall_statement_bind_integer (statement, 3, state->cleaning);
  return hall_database_run (database, statement, error);
}

/* The texts and edits of a slice, and what else belongs to it. */
typedef struct
{
  GArray *rows;            /* (element-type HallIndexRow) */
  gint64 first;            /* keys of the slice are in (first, last] */
  gint64 last;
  gboolean whole;          /* there is no more of this kind */
} Slice;

static void
slice_clear (Slice *slice)
{
  g_clear_pointer (&slice->rows, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Slice, slice_clear)

static gboolean
is_indexed_kind (HallStatement *statement)
{
  const char *kind = (const char *) sqlite3_column_text (statement, 7);
  gint64 class = hall_statement_get_integer (statement, 8);

  return (class == 1 && g_strcmp0 (kind, "text") == 0) ||
         (class == 3 && g_strcmp0 (kind, "edit") == 0);
}

static void
take_row (Slice         *slice,
          HallStatement *statement,
          gsize         *bytes)
{
  HallIndexRow row = { 0 };

  if (!is_indexed_kind (statement))
    return;

  *bytes += sqlite3_column_bytes (statement, 1);
  if (hall_index_row_read (&row, statement))
    g_array_append_val (slice->rows, row);
  else
    hall_index_row_clear (&row);
}

/* The slice that goes on at @from, upwards or, if @older, downwards. */
static gboolean
read_slice (HallDatabase  *database,
            Slice         *slice,
            gboolean       older,
            gint64         from,
            GError       **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, older ? OLDER : WAITING,
                                                               error);
  gsize bytes = 0;

  slice->rows = g_array_new (FALSE, FALSE, sizeof (HallIndexRow));
  g_array_set_clear_func (slice->rows, (GDestroyNotify) hall_index_row_clear);
  slice->first = slice->last = from;
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 1, from);
  for (guint n = 0; n < SLICE_EVENTS_MAX && bytes < SLICE_BYTES_MAX; n++)
    {
      gboolean row = FALSE;
      gint64 key;

      if (!hall_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        {
          slice->whole = TRUE;
          break;
        }

      key = hall_statement_get_integer (statement, 3);
      take_row (slice, statement, &bytes);
      if (older)
        slice->first = key - 1;
      else
        slice->last = key;
    }

  if (older && slice->whole)
    slice->first = 0;
  return TRUE;
}

/* An edit is put in together with its text, whichever of the two is indexed last. */
static gboolean
add_edit (HallDatabase         *database,
          const HallIndexRow   *edit,
          const Slice          *slice,
          const HallIndexState *range,
          HallIndexDocuments   *documents,
          GError              **error)
{
  gint64 key = 0, lc = 0;
  gboolean found;

  if (!hall_index_find_text (database, edit, &key, &lc, &found, error))
    return FALSE;

  if (!found || key <= range->low || key > range->high ||
      (key > slice->first && key <= slice->last))
    return TRUE;

  return hall_index_add_edit (database, edit,
                              hall_index_documents_get (documents, hall_index_slot_of (lc)),
                              error);
}

/* @range: what is indexed together with the slice. */
static gboolean
index_rows (HallDatabase         *database,
            const Slice          *slice,
            const HallIndexState *range,
            GError              **error)
{
  g_autoptr (HallIndexDocuments) documents = hall_index_documents_new ();

  for (guint i = 0; i < slice->rows->len; i++)
    {
      const HallIndexRow *row = &g_array_index (slice->rows, HallIndexRow, i);
      GString *tokens;

      if (row->event->kind == HALL_EVENT_EDIT)
        {
          if (!add_edit (database, row, slice, range, documents, error))
            return FALSE;
          continue;
        }

      tokens = hall_index_documents_get (documents, hall_index_slot_of (row->lc));
      if (!hall_index_add_text (database, row, range->low, range->high, NULL, tokens, error) ||
          !hall_store_insert_mentions (database, row->key, row->event, error))
        return FALSE;
    }

  return hall_index_documents_put (documents, database, FALSE, error);
}

static gboolean
index_slice (HallDatabase   *database,
             HallIndexState *state,
             gboolean        older,
             GError        **error)
{
  g_auto (Slice) slice = { 0 };

  if (!read_slice (database, &slice, older, older ? state->low : state->high, error))
    return FALSE;

  if (older)
    state->low = slice.first;
  else
    state->high = slice.last;

  return index_rows (database, &slice, state, error) &&
         hall_index_write_state (database, state, error);
}

/* @more: whether FTS5 had something to merge. */
static gboolean
merge_slice (HallDatabase  *database,
             gboolean       all,
             gboolean      *more,
             GError       **error)
{
  gint64 before = 0, after = 0;

  if (!hall_database_get_integer (database, "SELECT total_changes ()", &before, error) ||
      !hall_database_execute (database, all ? MERGE_ALL : MERGE, error) ||
      !hall_database_get_integer (database, "SELECT total_changes ()", &after, error))
    return FALSE;

  /* As FTS5's documentation says it. */
  *more = after - before >= 2;
  return TRUE;
}

gboolean
hall_index_merge (HallDatabase  *database,
                  GError       **error)
{
  return hall_database_execute (database, MERGE, error);
}

/* Texts that were taken out stay in pages of the index until those are merged with newer ones. */
static gboolean
clean_slice (HallDatabase   *database,
             HallIndexState *state,
             GError        **error)
{
  gboolean more;

  if (!merge_slice (database, state->cleaning == 1, &more, error))
    return FALSE;

  state->cleaning = state->cleaning == 1 || more ? 2 : 0;
  return hall_index_write_state (database, state, error);
}

/* What is most urgent. */
static gboolean
run_slice (HallDatabase   *database,
           HallIndexState *state,
           gint64          n_waiting,
           HallIndexWork  *work,
           GError        **error)
{
  gboolean older = n_waiting < (work->all ? 1 : HALL_INDEX_WAITING_MIN);
  gboolean more;

  if (work->n_merges > 0)
    {
      if (!merge_slice (database, FALSE, &more, error))
        return FALSE;
      work->n_merges = more ? work->n_merges - 1 : 0;
      return TRUE;
    }

  if (!older || state->low > 0)
    {
      work->n_merges = MERGES_MAX;
      return index_slice (database, state, older, error);
    }

  return state->cleaning == 0 || clean_slice (database, state, error);
}

/**
 * hall_store_index_reset:
 * @database: a connection, within a transaction
 * @error: return location
 *
 * Of a damaged index nothing is lost that is not in the events. Returns: FALSE with a
 * HALL_STORE_ERROR
 */
gboolean
hall_store_index_reset (HallDatabase  *database,
                        GError       **error)
{
  HallIndexState state = { 0 };

  g_debug ("the search index is made anew");
  if (!hall_database_get_integer (database, LAST_KEY, &state.low, error) ||
      !hall_database_execute (database, EMPTY, error))
    return FALSE;

  state.high = state.low;
  return hall_index_write_state (database, &state, error);
}

static gboolean
run_in_transaction (HallDatabase  *database,
                    HallIndexWork *work,
                    GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  HallIndexState state;
  gint64 n_waiting = 0;
  gboolean was_cleaning;

  if (!hall_index_read_state (database, &state, error) ||
      !hall_database_get_integer (database, COUNT_WAITING, &n_waiting, error))
    return FALSE;

  was_cleaning = state.cleaning != 0;
  if (!run_slice (database, &state, n_waiting, work, &local_error))
    {
      if (!g_error_matches (local_error, HALL_STORE_ERROR, HALL_STORE_ERROR_CORRUPT))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      hall_database_roll_back (database);
      if (!hall_database_begin (database, error) || !hall_store_index_reset (database, error) ||
          !hall_index_read_state (database, &state, error))
        return FALSE;
    }

  if (!hall_database_get_integer (database, COUNT_WAITING, &n_waiting, error) ||
      !hall_database_commit (database, error))
    return FALSE;

  work->n_waiting = MAX (n_waiting, 0);
  work->due = work->n_merges > 0 || state.low > 0 || state.cleaning != 0 ||
              n_waiting >= (work->all ? 1 : HALL_INDEX_WAITING_MIN);
  return !was_cleaning || state.cleaning != 0 || hall_database_empty_log (database, error);
}

/**
 * hall_store_index_slice:
 * @database: a connection that may write, without a transaction
 * @work: what is to be done, and what will be
 * @error: return location
 *
 * Indexes some of what waits, else some of what is older, else cleans up; nothing if there is
 * nothing to do. When that fails there is nothing due until more is added.
 *
 * Returns: FALSE with a HALL_STORE_ERROR
 */
gboolean
hall_store_index_slice (HallDatabase   *database,
                        HallIndexWork  *work,
                        GError        **error)
{
  work->due = FALSE;
  work->n_waiting = 0;
  if (hall_database_begin (database, error) && run_in_transaction (database, work, error))
    return TRUE;

  hall_database_roll_back (database);
  *work = (HallIndexWork) { 0 };
  return FALSE;
}
