/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-candidates.c: judging what the search index offers by the events themselves.
 *
 * Worker thread. The index only ever says where something may be: whether a text is seen, what is
 * seen of it, and whether that is what was asked for, is looked up for each, so that hiding,
 * editing and their order need not touch the index.
 */

#define G_LOG_DOMAIN "hall-search-candidates"

#include "config.h"

#include <string.h>

#include "hall-statement.h"
#include "hall-store-events.h"
#include "hall-store-index.h"
#include "hall-text.h"

#include "hall-search-candidates.h"

/* The plus signs keep the last condition, which is about the whole history, from being the one that
 * the index is searched by. */
#define OF_DOCUMENT \
  "SELECT signature, bytes, events.id, events.key, lc, author, room, rooms.id " \
  "FROM events INDEXED BY events_texts CROSS JOIN rooms ON rooms.key = events.room " \
  "WHERE class = 1 AND kind = 'text' AND lc >= ?1 AND lc < ?2 AND hidden = 0 AND NOT forgotten " \
  "AND (?3 = 0 OR events.room = ?3) AND (+lc < ?4 OR (+lc = ?4 AND events.id < ?5)) " \
  "ORDER BY lc DESC, events.id DESC"

#define LAST_EDIT \
  "SELECT signature, bytes, id FROM events INDEXED BY events_edits " \
  "WHERE target = ?1 AND author = ?2 AND room = ?3 AND class = 3 AND kind = 'edit' " \
  "AND hidden = 0 " \
  "ORDER BY lc DESC, id DESC"

void
hall_search_keys_clear (HallSearchKeys *self)
{
  g_clear_pointer (&self->authors, g_hash_table_unref);
}

/* @key: unchanged if there is none. */
static gboolean
read_key (HallDatabase  *database,
          const char    *sql,
          const char    *id,
          gint64        *key,
          GError       **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, id);
  if (!hall_database_step (database, statement, &row, error))
    return FALSE;

  if (row)
    *key = hall_statement_get_integer (statement, 0);
  return TRUE;
}

gboolean
hall_search_keys_read (HallSearchKeys         *self,
                       HallDatabase           *database,
                       const HallStoredQuery  *query,
                       gboolean               *possible,
                       GError                **error)
{
  *possible = FALSE;
  if (query->room)
    {
      if (!read_key (database, "SELECT key FROM rooms WHERE id = ?1", query->room, &self->room,
                     error))
        return FALSE;
      if (self->room == 0)
        return TRUE;
    }

  *possible = TRUE;
  if (query->authors == NULL)
    return TRUE;

  self->authors = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (char **id = query->authors; *id; id++)
    {
      gint64 key = 0;

      if (!read_key (database, "SELECT key FROM authors WHERE id = ?1", *id, &key, error))
        return FALSE;
      if (key != 0)
        g_hash_table_add (self->authors, g_memdup2 (&key, sizeof key));
    }

  *possible = g_hash_table_size (self->authors) > 0;
  return TRUE;
}

void
hall_search_place_free (HallSearchPlace *self)
{
  g_free (self->id);
  g_free (self);
}

/* (transfer full): at the last edit of the text that @text is at, if @found. */
static HallStatement *
find_edit (HallDatabase   *database,
           HallStatement  *text,
           gboolean       *found,
           GError        **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, LAST_EDIT, error);

  if (statement == NULL)
    return NULL;

  hall_statement_bind_blob (statement, 1, sqlite3_column_blob (text, 2),
                            sqlite3_column_bytes (text, 2));
  hall_statement_bind_integer (statement, 2, hall_statement_get_integer (text, 5));
  hall_statement_bind_integer (statement, 3, hall_statement_get_integer (text, 6));
  if (!hall_database_step (database, statement, found, error))
    return NULL;

  return g_steal_pointer (&statement);
}

/* The next one that is not damaged. */
static gboolean
read_edit (HallDatabase   *database,
           HallStatement  *statement,
           gboolean        found,
           HallEvent     **edit,
           GError        **error)
{
  while (found)
    {
      *edit = hall_store_read_event (statement);
      if (*edit)
        return TRUE;
      if (!hall_database_step (database, statement, &found, error))
        return FALSE;
    }

  return TRUE;
}

/* Folding changes nothing but the case of it. */
static gboolean
is_plain (const char *bytes,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) bytes[i] < 0x20 || (guchar) bytes[i] >= 0x80
        || (bytes[i] == ' ' && i > 0 && bytes[i - 1] == ' '))
      return FALSE;

  return TRUE;
}

/* Whether the text of the event that @statement is at may have what is asked for: by its bytes as
 * they were signed, much sooner than by reading them. In JSON without an escape a text stands as it
 * is, between two signs that combine with nothing. */
static gboolean
may_hit (const HallStoredQuery *query,
         HallStatement         *statement)
{
  const char *bytes = sqlite3_column_blob (statement, 1);
  gsize length = sqlite3_column_bytes (statement, 1);
  g_autofree char *raw = NULL;
  g_autofree char *folded = NULL;

  if (query->text == NULL || *query->text == '\0' || bytes == NULL
      || memchr (bytes, '\\', length) != NULL)
    return TRUE;

  if (is_plain (bytes, length))
    {
      folded = g_ascii_strdown (bytes, length);
    }
  else
    {
      raw = g_strndup (bytes, length);
      folded = hall_text_fold (raw);
    }

  return strstr (folded, query->text) != NULL;
}

static gboolean
is_hit (const HallStoredQuery *query,
        const char            *text)
{
  g_autofree char *folded = NULL;

  if (query->has_link && !hall_text_has_link (text))
    return FALSE;
  if (query->text == NULL || *query->text == '\0')
    return TRUE;

  folded = hall_text_fold (text);
  return strstr (folded, query->text) != NULL;
}

/* The text that @statement is at, if it is one that is asked for. */
static gboolean
judge (HallDatabase          *database,
       const HallStoredQuery *query,
       HallStatement         *statement,
       GPtrArray             *hits,
       GError               **error)
{
  gboolean edited = FALSE;
  g_autoptr (HallStatement) last = find_edit (database, statement, &edited, error);
  g_autoptr (HallEvent) event = NULL;
  g_autoptr (HallEvent) edit = NULL;
  HallStoredHit *hit;

  if (last == NULL)
    return FALSE;
  if (!may_hit (query, edited ? last : statement))
    return TRUE;
  if (!read_edit (database, last, edited, &edit, error))
    return FALSE;

  event = hall_store_read_event (statement);
  if (event == NULL || event->text == NULL)
    return TRUE;
  if (!is_hit (query, edit ? edit->text : event->text))
    return TRUE;

  hit = g_new0 (HallStoredHit, 1);
  hit->room = hall_statement_dup_text (statement, 7);
  hit->event = g_steal_pointer (&event);
  hit->edit = g_steal_pointer (&edit);
  g_ptr_array_add (hits, hit);
  return TRUE;
}

static HallSearchPlace *
place_of (HallStatement *statement)
{
  HallSearchPlace *place = g_new0 (HallSearchPlace, 1);

  place->lc = hall_statement_get_integer (statement, 4);
  place->id = hall_statement_dup_id (statement, 2);
  return place;
}

static void
bind_document (HallStatement         *statement,
               const HallStoredQuery *query,
               const HallSearchKeys  *keys,
               gint64                 slot)
{
  gint64 from = slot * HALL_INDEX_SLOT_MS;

  hall_statement_bind_integer (statement, 1, MAX (from, query->from_lc));
  hall_statement_bind_integer (statement, 2, MIN (from + HALL_INDEX_SLOT_MS, query->to_lc));
  hall_statement_bind_integer (statement, 3, keys->room);
  hall_statement_bind_integer (statement, 4, query->before_lc);
  hall_statement_bind_id (statement, 5, query->before_id);
}

gboolean
hall_search_document (HallDatabase           *database,
                      const HallStoredQuery  *query,
                      const HallSearchKeys   *keys,
                      gint64                  slot,
                      gint64                  deadline,
                      GPtrArray              *hits,
                      HallSearchPlace       **place,
                      GError                **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, OF_DOCUMENT, error);

  if (statement == NULL)
    return FALSE;

  bind_document (statement, query, keys, slot);
  while (hits->len < query->limit)
    {
      gboolean row = FALSE;
      gint64 author;

      if (!hall_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;

      author = hall_statement_get_integer (statement, 5);
      if (keys->authors && !g_hash_table_contains (keys->authors, &author))
        continue;
      if (!judge (database, query, statement, hits, error))
        return FALSE;

      if (hits->len < query->limit && g_get_monotonic_time () >= deadline)
        {
          *place = place_of (statement);
          return TRUE;
        }
    }

  return TRUE;
}
