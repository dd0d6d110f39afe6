/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-unpermitted.c: whose words HallStore leaves out, for those who judge again whether
 * that is as it should be.
 *
 * It decides and changes nothing.
 */

#define G_LOG_DOMAIN "hall-store-unpermitted"

#include "config.h"

#include "hall-statement.h"
#include "hall-store-private.h"

#include "hall-store.h"

/* Both from events_hidden, however much else there is. */
#define HIDDEN \
  "FROM events INDEXED BY events_hidden " \
  "WHERE room = (SELECT key FROM rooms WHERE id = ?1) AND hidden <> 0 AND hidden & ?2 <> 0 "

#define AUTHORS \
  "SELECT id FROM authors WHERE key IN (SELECT DISTINCT author " HIDDEN "AND class <> 2)"

#define CONTROL "SELECT id " HIDDEN "AND class = 2"

static char **
read_all (HallRequest   *request,
          HallDatabase  *database,
          const char    *sql,
          gboolean       events,
          GError       **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, sql, error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (statement == NULL)
    return NULL;

  hall_statement_bind_text (statement, 1, request->room);
  hall_statement_bind_integer (statement, 2, HALL_HIDDEN_UNPERMITTED);
  for (;;)
    {
      gboolean row = FALSE;
      char *id;

      if (!hall_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        break;

      id = events ? hall_statement_dup_id (statement, 0) : hall_statement_dup_text (statement, 0);
      if (id != NULL)
        g_ptr_array_add (ids, id);
    }

  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_steal (ids, NULL);
}

static gboolean
run_list_hidden (HallRequest  *request,
                 HallDatabase *database,
                 GError      **error)
{
  g_auto (GStrv) authors = read_all (request, database, AUTHORS, FALSE, error);

  if (authors == NULL)
    return FALSE;

  request->shown = read_all (request, database, CONTROL, TRUE, error);
  if (request->shown == NULL)
    return FALSE;

  hall_request_set_result (request, g_steal_pointer (&authors), (GDestroyNotify) g_strfreev);
  return TRUE;
}

/**
 * hall_store_list_hidden_async:
 * @self: a store
 * @room: a room
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Finds who may have been judged before all was known that gives rights, whatever was the end of
 * the program since.
 */
void
hall_store_list_hidden_async (HallStore           *self,
                              const char          *room,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_list_hidden);
  request->room = g_strdup (room);
  hall_store_submit (self, request, hall_store_list_hidden_async, cancellable, callback, user_data);
}

/**
 * hall_store_list_hidden_finish:
 * @control: (out) (optional) (transfer full): ids of control events that are not shown
 *
 * Returns: (transfer full): ids of people, in no order; NULL with @error set
 */
char **
hall_store_list_hidden_finish (HallStore    *self,
                               GAsyncResult *result,
                               char       ***control,
                               GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_list_hidden_async, error);

  if (control)
    *control = request ? g_steal_pointer (&request->shown) : NULL;
  return request ? g_steal_pointer (&request->result) : NULL;
}
