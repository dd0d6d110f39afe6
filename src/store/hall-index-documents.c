/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-index-documents.c: what stands in the search index for which events: texts, and edits in the
 * place of the text that they edit.
 *
 * Worker thread. What an event adds is a function of the event alone, so that the same can be taken
 * out again; whether it is seen now is not asked here but when something is found.
 */

#define G_LOG_DOMAIN "hall-index-documents"

#include "config.h"

#include "hall-search-tokens.h"
#include "hall-statement.h"
#include "hall-store-events.h"

#include "hall-index-documents.h"

/* Also those that are hidden now: that may change. */
#define EDITS \
  "SELECT signature, bytes, id, key, lc, room, author FROM events INDEXED BY events_edits " \
  "WHERE target = ?1 AND author = ?2 AND class = 3 AND kind = 'edit' " \
  "AND room = ?3 AND key > ?4 AND key <= ?5 ORDER BY lc, id"

#define TEXT \
  "SELECT key, lc FROM events " \
  "WHERE id = ?1 AND author = ?2 AND room = ?3 AND class = 1 AND kind = 'text'"

#define PUT "INSERT INTO search_index (rowid, tokens) VALUES (?1, ?2)"
#define PUT_OUT "INSERT INTO search_index (search_index, rowid, tokens) VALUES ('delete', ?1, ?2)"

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

HallIndexDocuments *
hall_index_documents_new (void)
{
  HallIndexDocuments *self = g_new0 (HallIndexDocuments, 1);

  self->slots = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_string);
  return self;
}

void
hall_index_documents_free (HallIndexDocuments *self)
{
  g_hash_table_unref (self->slots);
  g_free (self);
}

GString *
hall_index_documents_get (HallIndexDocuments *self,
                          gint64              slot)
{
  GString *tokens = g_hash_table_lookup (self->slots, &slot);

  if (tokens == NULL)
    {
      tokens = g_string_new (NULL);
      g_hash_table_insert (self->slots, g_memdup2 (&slot, sizeof slot), tokens);
    }

  return tokens;
}

static int
compare_slots (gconstpointer a,
               gconstpointer b)
{
  gint64 left = **(const gint64 *const *) a;
  gint64 right = **(const gint64 *const *) b;

  return (left > right) - (left < right);
}

/* FTS5 writes out what it has gathered whenever a document does not come after the last. */
gboolean
hall_index_documents_put (HallIndexDocuments *self,
                          HallDatabase       *database,
                          gboolean            out,
                          GError            **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, out ? PUT_OUT : PUT,
                                                               error);
  g_autoptr (GPtrArray) slots = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer slot;

  if (statement == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, self->slots);
  while (g_hash_table_iter_next (&iter, &slot, NULL))
    g_ptr_array_add (slots, slot);
  g_ptr_array_sort (slots, compare_slots);

  for (guint i = 0; i < slots->len; i++)
    {
      const gint64 *key = g_ptr_array_index (slots, i);
      GString *tokens = g_hash_table_lookup (self->slots, key);

      if (tokens->len == 0)
        continue;

      hall_statement_bind_integer (statement, 1, *key);
      hall_statement_bind_text (statement, 2, tokens->str);
      if (!hall_database_run (database, statement, error))
        return FALSE;
    }

  return TRUE;
}

void
hall_index_row_clear (HallIndexRow *row)
{
  g_clear_pointer (&row->event, hall_event_unref);
}

gboolean
hall_index_row_read (HallIndexRow  *row,
                     HallStatement *statement)
{
  hall_index_row_clear (row);
  row->event = hall_store_read_event (statement);
  row->key = hall_statement_get_integer (statement, 3);
  row->lc = hall_statement_get_integer (statement, 4);
  row->room = hall_statement_get_integer (statement, 5);
  row->author = hall_statement_get_integer (statement, 6);
  return row->event != NULL && row->event->text != NULL;
}

static gboolean
add_edits (HallDatabase       *database,
           const HallIndexRow *text,
           gint64              low,
           gint64              high,
           GHashTable         *without,
           GString            *tokens,
           GError            **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, EDITS, error);
  g_auto (HallIndexRow) edit = { 0 };

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_blob (statement, 1, text->event->raw_id, sizeof text->event->raw_id);
  hall_statement_bind_integer (statement, 2, text->author);
  hall_statement_bind_integer (statement, 3, text->room);
  hall_statement_bind_integer (statement, 4, low);
  hall_statement_bind_integer (statement, 5, high);
  for (;;)
    {
      gboolean row = FALSE;

      if (!hall_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      if (hall_index_row_read (&edit, statement) &&
          (without == NULL || !g_hash_table_contains (without, &edit.key)))
        hall_search_tokens_add_text (tokens, edit.event->text);
    }
}

gboolean
hall_index_add_text (HallDatabase       *database,
                     const HallIndexRow *text,
                     gint64              low,
                     gint64              high,
                     GHashTable         *without,
                     GString            *tokens,
                     GError            **error)
{
  hall_search_tokens_add_text (tokens, text->event->text);
  hall_search_tokens_add_mark (tokens, HALL_SEARCH_MARK_ANY, 0);
  hall_search_tokens_add_mark (tokens, HALL_SEARCH_MARK_ROOM, text->room);
  hall_search_tokens_add_mark (tokens, HALL_SEARCH_MARK_AUTHOR, text->author);
  return add_edits (database, text, low, high, without, tokens, error);
}

gboolean
hall_index_find_text (HallDatabase       *database,
                      const HallIndexRow *edit,
                      gint64             *key,
                      gint64             *lc,
                      gboolean           *found,
                      GError            **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, TEXT, error);

  *found = FALSE;
  if (statement == NULL)
    return FALSE;

  if (!hall_statement_bind_id (statement, 1, edit->event->target))
    return TRUE;

  hall_statement_bind_integer (statement, 2, edit->author);
  hall_statement_bind_integer (statement, 3, edit->room);
  if (!hall_database_step (database, statement, found, error))
    return FALSE;

  *key = hall_statement_get_integer (statement, 0);
  *lc = hall_statement_get_integer (statement, 1);
  return TRUE;
}
