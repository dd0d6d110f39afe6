/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-index-forget.c: taking the texts of a forgotten room out of the search index.
 *
 * Worker thread, in the transaction that deletes them. A document may be of other rooms as well: it
 * is taken out whole, and what stays is put in again.
 */

#define G_LOG_DOMAIN "hall-index-forget"

#include "config.h"

#include "hall-index-documents.h"
#include "hall-statement.h"

#include "hall-store-index.h"

#define ROW \
  "SELECT signature, bytes, id, key, lc, room, author FROM events "

#define CLASS "SELECT class, kind, lc FROM events WHERE key = ?1"
#define BY_KEY ROW "WHERE key = ?1"

#define OF_SLOT \
  ROW "INDEXED BY events_texts WHERE class = 1 AND kind = 'text' AND lc >= ?1 AND lc < ?2 " \
  "AND key > ?3 AND key <= ?4 ORDER BY key"

#define LAST_KEY "SELECT ifnull (max (key), 0) FROM events"

static gboolean
is_in (const HallIndexState *state,
       gint64                key)
{
  return key > state->low && key <= state->high;
}

static void
add_slot (GHashTable *slots,
          gint64      lc)
{
  gint64 slot = hall_index_slot_of (lc);

  g_hash_table_add (slots, g_memdup2 (&slot, sizeof slot));
}

static gboolean
find_slot_of_edit (HallDatabase         *database,
                   gint64                key,
                   const HallIndexState *state,
                   GHashTable           *slots,
                   GError              **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, BY_KEY, error);
  g_auto (HallIndexRow) row = { 0 };
  gint64 text = 0, lc = 0;
  gboolean found = FALSE;

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 1, key);
  if (!hall_database_step (database, statement, &found, error))
    return FALSE;
  if (!found || !hall_index_row_read (&row, statement))
    return TRUE;

  if (!hall_index_find_text (database, &row, &text, &lc, &found, error))
    return FALSE;
  if (found && is_in (state, text))
    add_slot (slots, lc);
  return TRUE;
}

/* Adds the document of the event with @key to @slots, if there is one; or one that it is not in,
 * if the disk has changed it. */
static gboolean
find_slot (HallDatabase         *database,
           gint64                key,
           const HallIndexState *state,
           GHashTable           *slots,
           GError              **error)
{
  g_autoptr (HallStatement) statement = NULL;
  const char *kind;
  gint64 class;
  gboolean found = FALSE;

  if (!is_in (state, key))
    return TRUE;

  statement = hall_database_prepare (database, CLASS, error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 1, key);
  if (!hall_database_step (database, statement, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  class = hall_statement_get_integer (statement, 0);
  kind = (const char *) sqlite3_column_text (statement, 1);
  if (class == 3 && g_strcmp0 (kind, "edit") == 0)
    return find_slot_of_edit (database, key, state, slots, error);
  if (class == 1 && g_strcmp0 (kind, "text") == 0)
    add_slot (slots, hall_statement_get_integer (statement, 2));
  return TRUE;
}

/* All that is in the document into @out, and what is not among @keys into @in as well. */
static gboolean
split_slot (HallDatabase         *database,
            gint64                slot,
            GHashTable           *keys,
            const HallIndexState *state,
            HallIndexDocuments   *out,
            HallIndexDocuments   *in,
            GError              **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, OF_SLOT, error);
  g_auto (HallIndexRow) text = { 0 };

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 1, slot * HALL_INDEX_SLOT_MS);
  hall_statement_bind_integer (statement, 2, (slot + 1) * HALL_INDEX_SLOT_MS);
  hall_statement_bind_integer (statement, 3, state->low);
  hall_statement_bind_integer (statement, 4, state->high);
  for (;;)
    {
      gboolean row = FALSE;

      if (!hall_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      if (!hall_index_row_read (&text, statement))
        continue;

      if (!hall_index_add_text (database, &text, state->low, state->high, NULL,
                                hall_index_documents_get (out, slot), error))
        return FALSE;
      if (!g_hash_table_contains (keys, &text.key) &&
          !hall_index_add_text (database, &text, state->low, state->high, keys,
                                hall_index_documents_get (in, slot), error))
        return FALSE;
    }
}

/**
 * hall_store_index_forget:
 * @database: a connection, within a transaction
 * @keys: (element-type gint64): of the events that are going to be deleted in it
 * @error: return location
 *
 * Returns: FALSE with a HALL_STORE_ERROR
 */
gboolean
hall_store_index_forget (HallDatabase  *database,
                         GArray        *keys,
                         GError       **error)
{
  g_autoptr (HallIndexDocuments) out = hall_index_documents_new ();
  g_autoptr (HallIndexDocuments) in = hall_index_documents_new ();
  g_autoptr (GHashTable) without = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) slots = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  HallIndexState state;
  GHashTableIter iter;
  gpointer slot;

  if (!hall_index_read_state (database, &state, error))
    return FALSE;

  for (guint i = 0; i < keys->len; i++)
    {
      gint64 *key = &g_array_index (keys, gint64, i);

      g_hash_table_add (without, key);
      if (!find_slot (database, *key, &state, slots, error))
        return FALSE;
    }

  g_hash_table_iter_init (&iter, slots);
  while (g_hash_table_iter_next (&iter, &slot, NULL))
    if (!split_slot (database, *(gint64 *) slot, without, &state, out, in, error))
      return FALSE;

  return hall_index_documents_put (out, database, TRUE, error) &&
         hall_index_documents_put (in, database, FALSE, error) &&
         hall_index_merge (database, error);
}

/**
 * hall_store_index_forgotten:
 * @database: a connection, within a transaction in which events were deleted
 * @last: whether that were the last of their room
 * @error: return location
 *
 * The keys of what was deleted may be given to other events: those wait to be indexed.
 *
 * Returns: FALSE with a HALL_STORE_ERROR
 */
gboolean
hall_store_index_forgotten (HallDatabase  *database,
                            gboolean       last,
                            GError       **error)
{
  HallIndexState state;
  gint64 last_key = 0;

  if (!hall_index_read_state (database, &state, error) ||
      !hall_database_get_integer (database, LAST_KEY, &last_key, error))
    return FALSE;

  state.high = MIN (state.high, last_key);
  state.low = MIN (state.low, last_key);
  if (last)
    state.cleaning = 1;
  return hall_index_write_state (database, &state, error);
}
