/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-statement.c: binding and reading the few types that the store's SQL has.
 *
 * Private to the store; worker thread. Lists of texts (addresses) are one text with a line each.
 */

#define G_LOG_DOMAIN "hall-statement"

#include "config.h"

#include <string.h>

#include "hall-statement.h"

void
hall_statement_bind_integer (HallStatement *self,
                             int            index,
                             gint64         value)
{
  sqlite3_bind_int64 (self, index, value);
}

void
hall_statement_bind_text (HallStatement *self,
                          int            index,
                          const char    *text)
{
  sqlite3_bind_text (self, index, text, -1, SQLITE_STATIC);
}

void
hall_statement_bind_texts (HallStatement     *self,
                           int                index,
                           const char *const *texts)
{
  if (texts == NULL)
    sqlite3_bind_null (self, index);
  else
    sqlite3_bind_text (self, index, g_strjoinv ("\n", (char **) texts), -1, g_free);
}

void
hall_statement_bind_blob (HallStatement *self,
                          int            index,
                          gconstpointer  data,
                          gsize          length)
{
  sqlite3_bind_blob64 (self, index, data, length, SQLITE_STATIC);
}

gboolean
hall_statement_bind_id (HallStatement *self,
                        int            index,
                        const char    *id)
{
  guint8 raw[HALL_EVENT_ID_SIZE];

  if (id == NULL)
    {
      sqlite3_bind_zeroblob (self, index, 0);
      return TRUE;
    }

  if (strlen (id) != HALL_EVENT_ID_LENGTH || !hall_base64url_decode (id, raw, sizeof raw))
    return FALSE;

  sqlite3_bind_blob (self, index, raw, sizeof raw, SQLITE_TRANSIENT);
  return TRUE;
}

gint64
hall_statement_get_integer (HallStatement *self,
                            int            column)
{
  return sqlite3_column_int64 (self, column);
}

char *
hall_statement_dup_text (HallStatement *self,
                         int            column)
{
  return g_strdup ((const char *) sqlite3_column_text (self, column));
}

char **
hall_statement_dup_texts (HallStatement *self,
                          int            column)
{
  const char *text = (const char *) sqlite3_column_text (self, column);

  return text ? g_strsplit (text, "\n", -1) : NULL;
}

char *
hall_statement_dup_id (HallStatement *self,
                       int            column)
{
  if (sqlite3_column_bytes (self, column) == 0)
    return NULL;

  return hall_base64url_encode (sqlite3_column_blob (self, column),
                                sqlite3_column_bytes (self, column));
}

void
hall_statement_reset (HallStatement *self)
{
  sqlite3_reset (self);
  sqlite3_clear_bindings (self);
}
