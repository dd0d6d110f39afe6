/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-index-documents.c: what stands in the search index for which events: texts, and edits in the
 * place of the text that they edit.
 *
 * Worker thread. What an event adds is a function of the event and of those that were stored before
 * it, so that the same can be taken out again; whether it is seen now is not asked here but when
 * something is found. Of a text that is edited over and over the first edits are put in, and then a
 * mark that it is to be looked at whatever is searched for: so its document stays small.
 */

#define G_LOG_DOMAIN "hall-index-documents"

#include "config.h"

#include "hall-search-tokens.h"
#include "hall-statement.h"
#include "hall-store-events.h"

#include "hall-index-documents.h"

/* So many edits of a text are put in, and while those before have fewer bytes than that. */
#define EDITS_MAX 8
#define EDITS_BYTES_MAX (16 * 1024)

/* Also those that are hidden now: that may change. */
#define IN_EDITS \
  "FROM events INDEXED BY events_edits " \
  "WHERE target = ?1 AND author = ?2 AND class = 3 AND kind = 'edit' AND room = ?3 "

#define EDITS "SELECT key, length (bytes) " IN_EDITS "ORDER BY key"

/* No more of them than make a difference. */
#define COUNT_EARLIER \
  "SELECT count (*), ifnull (sum (size), 0) FROM (SELECT length (bytes) AS size " IN_EDITS \
  "AND key < ?4 LIMIT ?5)"

#define EDIT \
  "SELECT signature, bytes, id, key, lc, room, author FROM events WHERE key = ?1"

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

/* Whether an edit is put in that comes after so many others of its text, with so many bytes. */
static gboolean
is_put_in (gint64 n_earlier,
           gint64 bytes_earlier)
{
  return n_earlier < EDITS_MAX && bytes_earlier < EDITS_BYTES_MAX;
}

static HallStatement *
prepare_edits (HallDatabase *database,
               const char   *sql,
               const guint8 *raw_target,
               gint64        author,
               gint64        room,
               GError      **error)
{
  HallStatement *statement = hall_database_prepare (database, sql, error);

  if (statement == NULL)
    return NULL;

  hall_statement_bind_blob (statement, 1, raw_target, HALL_EVENT_ID_SIZE);
  hall_statement_bind_integer (statement, 2, author);
  hall_statement_bind_integer (statement, 3, room);
  return statement;
}

static gboolean
add_edit_by_key (HallDatabase *database,
                 gint64        key,
                 GString      *tokens,
                 GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, EDIT, error);
  g_auto (HallIndexRow) edit = { 0 };
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 1, key);
  if (!hall_database_step (database, statement, &row, error))
    return FALSE;

  if (row && hall_index_row_read (&edit, statement))
    hall_search_tokens_add_text (tokens, edit.event->text);
  return TRUE;
}

/* Those of @without are as if they had never been. */
static gboolean
add_edits (HallDatabase       *database,
           const HallIndexRow *text,
           gint64              low,
           gint64              high,
           GHashTable         *without,
           GString            *tokens,
           GError            **error)
{
  g_autoptr (HallStatement) statement = prepare_edits (database, EDITS, text->event->raw_id,
                                                       text->author, text->room, error);
  gint64 n_earlier = 0, bytes_earlier = 0;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      gboolean row = FALSE;
      gint64 key;

      if (!hall_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      key = hall_statement_get_integer (statement, 0);
      if (key > high)
        return TRUE;
      if (without != NULL && g_hash_table_contains (without, &key))
        continue;

      if (is_put_in (n_earlier, bytes_earlier))
        {
          if (key > low && !add_edit_by_key (database, key, tokens, error))
            return FALSE;
        }
      else if (key > low)
        {
          hall_search_tokens_add_mark (tokens, HALL_SEARCH_MARK_EDITED, 0);
          return TRUE;
        }
      n_earlier++;
      bytes_earlier += hall_statement_get_integer (statement, 1);
    }
}

gboolean
hall_index_add_edit (HallDatabase       *database,
                     const HallIndexRow *edit,
                     GString            *tokens,
                     GError            **error)
{
  g_autoptr (HallStatement) statement = NULL;
  guint8 raw_target[HALL_EVENT_ID_SIZE];
  gboolean row = FALSE;

  if (!hall_base64url_decode (edit->event->target, raw_target, sizeof raw_target))
    return TRUE;

  statement = prepare_edits (database, COUNT_EARLIER, raw_target, edit->author, edit->room, error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 4, edit->key);
  hall_statement_bind_integer (statement, 5, EDITS_MAX);
  if (!hall_database_step (database, statement, &row, error))
    return FALSE;

  if (is_put_in (hall_statement_get_integer (statement, 0),
                 hall_statement_get_integer (statement, 1)))
    hall_search_tokens_add_text (tokens, edit->event->text);
  else
    hall_search_tokens_add_mark (tokens, HALL_SEARCH_MARK_EDITED, 0);
  return TRUE;
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
