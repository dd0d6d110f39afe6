/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-people.c: HallStore's operations on people: remembering who was met, and where.
 *
 * Who wrote events is another table, authors: one need not have met them.
 */

#define G_LOG_DOMAIN "hall-store-people"

#include "config.h"

#include "hall-statement.h"
#include "hall-store-pictures.h"
#include "hall-store-private.h"

#include "hall-store.h"

#define SAVE \
  "INSERT INTO people (id, name, first_seen_ms, last_seen_ms, boot, seq, addresses, tcp_port, " \
  "  contacted_ms, verified_ms, blocked, version, version_allowed, picture, others, successor) " \
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) " \
  "ON CONFLICT (id) DO UPDATE SET name = excluded.name, " \
  "  first_seen_ms = excluded.first_seen_ms, last_seen_ms = excluded.last_seen_ms, " \
  "  boot = excluded.boot, seq = excluded.seq, addresses = excluded.addresses, " \
  "  tcp_port = excluded.tcp_port, contacted_ms = excluded.contacted_ms, " \
  "  verified_ms = excluded.verified_ms, blocked = excluded.blocked, " \
  "  version = excluded.version, version_allowed = excluded.version_allowed, " \
  "  picture = excluded.picture, others = excluded.others, successor = excluded.successor"

#define LIST \
  "SELECT id, name, first_seen_ms, last_seen_ms, boot, seq, addresses, tcp_port, " \
  "  contacted_ms, verified_ms, blocked, version, version_allowed, picture, others, successor " \
  "FROM people ORDER BY id"

static gboolean
run_save_person (HallRequest  *request,
                 HallDatabase *database,
                 GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, SAVE, error);
  HallStoredPerson *person = request->record;
  g_autofree char *old_picture = NULL;

  if (statement == NULL ||
      !hall_store_get_picture_of (database, person->id, &old_picture, error))
    return FALSE;

  hall_statement_bind_text (statement, 1, person->id);
  hall_statement_bind_text (statement, 2, person->name);
  hall_statement_bind_integer (statement, 3, person->first_seen_ms);
  hall_statement_bind_integer (statement, 4, person->last_seen_ms);
  hall_statement_bind_integer (statement, 5, person->boot);
  hall_statement_bind_integer (statement, 6, person->seq);
  hall_statement_bind_texts (statement, 7, (const char *const *) person->addresses);
  hall_statement_bind_integer (statement, 8, person->tcp_port);
  hall_statement_bind_integer (statement, 9, person->contacted_ms);
  hall_statement_bind_integer (statement, 10, person->verified_ms);
  hall_statement_bind_integer (statement, 11, person->blocked);
  hall_statement_bind_integer (statement, 12, person->version);
  hall_statement_bind_integer (statement, 13, person->version_allowed);
  hall_statement_bind_text (statement, 14, person->picture_digest);
  hall_statement_bind_texts (statement, 15, (const char *const *) person->distinct);
  hall_statement_bind_text (statement, 16, person->successor);
  return hall_database_run (database, statement, error) &&
         (g_strcmp0 (old_picture, person->picture_digest) == 0 ||
          hall_store_drop_picture (database, old_picture, error));
}

/**
 * hall_store_save_person_async:
 * @self: a store
 * @person: what is to be known from now on
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 */
void
hall_store_save_person_async (HallStore              *self,
                              const HallStoredPerson *person,
                              GCancellable           *cancellable,
                              GAsyncReadyCallback     callback,
                              gpointer                user_data)
{
  HallRequest *request;

  g_return_if_fail (person != NULL && person->id != NULL);

  request = hall_request_new (HALL_REQUEST_WRITE, run_save_person);
  request->record = hall_stored_person_copy (person);
  request->free_record = (GDestroyNotify) hall_stored_person_free;
  hall_store_submit (self, request, hall_store_save_person_async, cancellable, callback,
                     user_data);
}

gboolean
hall_store_save_person_finish (HallStore    *self,
                               GAsyncResult *result,
                               GError      **error)
{
  return hall_store_finish (self, result, hall_store_save_person_async, error) != NULL;
}

static HallStoredPerson *
read_person (HallStatement *statement)
{
  HallStoredPerson *person = g_new0 (HallStoredPerson, 1);

  person->id = hall_statement_dup_text (statement, 0);
  person->name = hall_statement_dup_text (statement, 1);
  person->first_seen_ms = hall_statement_get_integer (statement, 2);
  person->last_seen_ms = hall_statement_get_integer (statement, 3);
  person->boot = hall_statement_get_integer (statement, 4);
  person->seq = hall_statement_get_integer (statement, 5);
  person->addresses = hall_statement_dup_texts (statement, 6);
  person->tcp_port = hall_statement_get_integer (statement, 7);
  person->contacted_ms = hall_statement_get_integer (statement, 8);
  person->verified_ms = hall_statement_get_integer (statement, 9);
  person->blocked = hall_statement_get_integer (statement, 10) != 0;
  person->version = hall_statement_get_integer (statement, 11);
  person->version_allowed = hall_statement_get_integer (statement, 12);
  person->picture_digest = hall_statement_dup_text (statement, 13);
  person->distinct = hall_statement_dup_texts (statement, 14);
  person->successor = hall_statement_dup_text (statement, 15);
  return person;
}

static gboolean
run_list_people (HallRequest  *request,
                 HallDatabase *database,
                 GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, LIST, error);
  g_autoptr (GPtrArray) people = NULL;

  if (statement == NULL)
    return FALSE;

  people = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_stored_person_free);
  for (;;)
    {
      gboolean row = FALSE;

      if (!hall_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;

      g_ptr_array_add (people, read_person (statement));
    }

  hall_request_set_result (request, g_steal_pointer (&people), (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

/**
 * hall_store_list_people_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets everybody who was ever saved, by id.
 */
void
hall_store_list_people_async (HallStore           *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  hall_store_submit (self, hall_request_new (HALL_REQUEST_READ, run_list_people),
                     hall_store_list_people_async, cancellable, callback, user_data);
}

/* Returns: (transfer full) (element-type HallStoredPerson): the people; NULL with @error set */
GPtrArray *
hall_store_list_people_finish (HallStore    *self,
                               GAsyncResult *result,
                               GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_list_people_async, error);

  return request ? g_steal_pointer (&request->result) : NULL;
}
