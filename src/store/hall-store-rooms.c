/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-rooms.c: HallStore's operations on rooms: saving what one knows of them, listing.
 *
 * What follows from events (unread, mentions, last_lc) is computed when rooms are listed and never
 * saved.
 */

#define G_LOG_DOMAIN "hall-store-rooms"

#include "config.h"

#include "hall-key.h"
#include "hall-statement.h"
#include "hall-store-private.h"
#include "hall-store-talk.h"

#include "hall-store.h"

#define SAVE \
  "INSERT INTO rooms (id, saved, name, topic, creator, hosted, member, epoch, joined_ms, " \
  "  read_lc, read_id, draft, host, addresses, reopens, person, other_lc, other_id, " \
  "  put_out, banned_until, notify, kept_from) " \
  "VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, " \
  "  ?19, ?20, ?21) " \
  "ON CONFLICT (id) DO UPDATE SET saved = 1, name = excluded.name, topic = excluded.topic, " \
  "  creator = excluded.creator, hosted = excluded.hosted, member = excluded.member, " \
  "  epoch = excluded.epoch, joined_ms = excluded.joined_ms, read_lc = excluded.read_lc, " \
  "  read_id = excluded.read_id, draft = excluded.draft, host = excluded.host, " \
  "  addresses = excluded.addresses, reopens = excluded.reopens, person = excluded.person, " \
  "  other_lc = excluded.other_lc, other_id = excluded.other_id, " \
  "  put_out = excluded.put_out, banned_until = excluded.banned_until, " \
  "  notify = excluded.notify, kept_from = max (kept_from, excluded.kept_from)"

#define OWN "(SELECT key FROM authors WHERE authors.id = ?1)"

#define IS_UNREAD \
  "(events.lc, events.id) > (rooms.read_lc, rooms.read_id) " \
  " AND hidden = 0 AND class < 3 AND class = 1 AND author IS NOT " OWN \
  " AND author NOT IN (SELECT authors.key FROM authors JOIN people USING (id) WHERE blocked)"

#define UNREAD \
  "(SELECT count (*) FROM events INDEXED BY events_shown " \
  " WHERE room = rooms.key AND " IS_UNREAD ")"

/* A text may name one and everybody, and counts once. @whose_all: of whose texts that counts that
 * they name everybody. */
#define MENTIONS(whose_all) \
  "(SELECT count (DISTINCT events.key) FROM mentions " \
  " CROSS JOIN events ON events.key = mentions.event AND events.room = mentions.room " \
  " WHERE mentions.room = rooms.key AND mentions.person IN (0, " OWN ") " \
  " AND mentions.lc >= rooms.read_lc AND " IS_UNREAD whose_all ")"

/* ?3: a JSON list of ids; NULL: of everybody. */
#define OF_LISTED \
  " AND (mentions.person <> 0 OR ?3 IS NULL OR author IN " \
  "  (SELECT key FROM authors WHERE id IN (SELECT value FROM json_each (?3))))"

#define COUNT "SELECT " UNREAD ", " MENTIONS (OF_LISTED) " FROM rooms WHERE id = ?2"

#define LIST \
  "SELECT id, name, topic, creator, hosted, member, epoch, joined_ms, read_lc, read_id, draft, " \
  "  host, addresses, " \
  UNREAD ", " \
  "  (SELECT max (lc) FROM events INDEXED BY events_order WHERE room = rooms.key), reopens, " \
  "  person, other_lc, other_id, put_out, banned_until, notify, " \
  MENTIONS ("") ", kept_from " \
  "FROM rooms WHERE saved ORDER BY key"

static gboolean
run_save_room (HallRequest  *request,
               HallDatabase *database,
               GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, SAVE, error);
  HallStoredRoom *room = request->record;

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, room->id);
  hall_statement_bind_text (statement, 2, room->name);
  hall_statement_bind_text (statement, 3, room->topic);
  hall_statement_bind_text (statement, 4, room->creator);
  hall_statement_bind_integer (statement, 5, room->hosted);
  hall_statement_bind_integer (statement, 6, room->member);
  hall_statement_bind_integer (statement, 7, room->epoch);
  hall_statement_bind_integer (statement, 8, room->joined_ms);
  hall_statement_bind_integer (statement, 9, room->read_lc);
  hall_statement_bind_id (statement, 10, room->read_id);
  hall_statement_bind_text (statement, 11, room->draft);
  hall_statement_bind_text (statement, 12, room->host);
  hall_statement_bind_texts (statement, 13, (const char *const *) room->addresses);
  hall_statement_bind_integer (statement, 14, room->reopens);
  hall_statement_bind_text (statement, 15, room->person);
  hall_statement_bind_integer (statement, 16, room->other_lc);
  hall_statement_bind_id (statement, 17, room->other_id);
  hall_statement_bind_integer (statement, 18, room->put_out);
  hall_statement_bind_integer (statement, 19, room->banned_until);
  hall_statement_bind_integer (statement, 20, room->notify);
  hall_statement_bind_integer (statement, 21, room->kept_from);
  return hall_database_run (database, statement, error);
}

/**
 * hall_store_save_room_async:
 * @self: a store
 * @room: what is to be known of it from now on; unread, mentions and last_lc are
 *   ignored
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 */
void
hall_store_save_room_async (HallStore            *self,
                            const HallStoredRoom *room,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL && room->id != NULL);
  g_return_if_fail (room->read_id == NULL || hall_event_id_is_valid (room->read_id));
  g_return_if_fail (room->other_id == NULL || hall_event_id_is_valid (room->other_id));

  request = hall_request_new (HALL_REQUEST_WRITE, run_save_room);
  request->record = hall_stored_room_copy (room);
  request->free_record = (GDestroyNotify) hall_stored_room_free;
  hall_store_submit (self, request, hall_store_save_room_async, cancellable, callback, user_data);
}

gboolean
hall_store_save_room_finish (HallStore    *self,
                             GAsyncResult *result,
                             GError      **error)
{
  return hall_store_finish (self, result, hall_store_save_room_async, error) != NULL;
}

static HallStoredRoom *
read_room (HallStatement *statement)
{
  HallStoredRoom *room = g_new0 (HallStoredRoom, 1);

  room->id = hall_statement_dup_text (statement, 0);
  room->name = hall_statement_dup_text (statement, 1);
  room->topic = hall_statement_dup_text (statement, 2);
  room->creator = hall_statement_dup_text (statement, 3);
  room->hosted = hall_statement_get_integer (statement, 4) != 0;
  room->member = hall_statement_get_integer (statement, 5) != 0;
  room->epoch = hall_statement_get_integer (statement, 6);
  room->joined_ms = hall_statement_get_integer (statement, 7);
  room->read_lc = hall_statement_get_integer (statement, 8);
  room->read_id = hall_statement_dup_id (statement, 9);
  room->draft = hall_statement_dup_text (statement, 10);
  room->host = hall_statement_dup_text (statement, 11);
  room->addresses = hall_statement_dup_texts (statement, 12);
  room->unread = hall_statement_get_integer (statement, 13);
  room->last_lc = hall_statement_get_integer (statement, 14);
  room->reopens = hall_statement_get_integer (statement, 15) != 0;
  room->person = hall_statement_dup_text (statement, 16);
  room->other_lc = hall_statement_get_integer (statement, 17);
  room->other_id = hall_statement_dup_id (statement, 18);
  room->put_out = hall_statement_get_integer (statement, 19) != 0;
  room->banned_until = hall_statement_get_integer (statement, 20);
  room->notify = hall_statement_get_integer (statement, 21);
  room->mentions = hall_statement_get_integer (statement, 22);
  room->kept_from = hall_statement_get_integer (statement, 23);
  return room;
}

static gboolean
run_list_rooms (HallRequest  *request,
                HallDatabase *database,
                GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, LIST, error);
  g_autoptr (GPtrArray) rooms = NULL;

  if (statement == NULL)
    return FALSE;

  rooms = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_stored_room_free);
  hall_statement_bind_text (statement, 1, request->text);
  for (;;)
    {
      gboolean row = FALSE;

      if (!hall_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;

      g_ptr_array_add (rooms, read_room (statement));
    }

  hall_request_set_result (request, g_steal_pointer (&rooms), (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

/**
 * hall_store_list_rooms_async:
 * @self: a store
 * @own_id: (nullable): whose texts do not count as unread
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Gets all rooms that were ever saved, those that one left and private conversations included,
 * oldest first. What is hidden is not unread, nor what blocked people say; but last_lc is of all
 * that is held, since that may be judged anew, and nothing of ours is to be said before it.
 */
void
hall_store_list_rooms_async (HallStore           *self,
                             const char          *own_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  HallRequest *request = hall_request_new (HALL_REQUEST_READ, run_list_rooms);

  request->text = g_strdup (own_id);
  hall_store_submit (self, request, hall_store_list_rooms_async, cancellable, callback, user_data);
}

/* Returns: (transfer full) (element-type HallStoredRoom): the rooms; NULL with @error set */
GPtrArray *
hall_store_list_rooms_finish (HallStore    *self,
                              GAsyncResult *result,
                              GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_list_rooms_async, error);

  return request ? g_steal_pointer (&request->result) : NULL;
}

static gboolean
run_count_unread (HallRequest  *request,
                  HallDatabase *database,
                  GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, COUNT, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, request->text);
  hall_statement_bind_text (statement, 2, request->room);
  hall_statement_bind_text (statement, 3, request->value);
  if (!hall_database_step (database, statement, &row, error))
    return FALSE;

  request->number = row ? hall_statement_get_integer (statement, 0) : 0;
  request->mentions = row ? hall_statement_get_integer (statement, 1) : 0;
  return TRUE;
}

/**
 * hall_store_count_unread_async:
 * @self: a store
 * @room: a room
 * @own_id: (nullable): whose texts do not count as unread
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Counts as hall_store_list_rooms_async () does.
 */
void
hall_store_count_unread_async (HallStore           *self,
                               const char          *room,
                               const char          *own_id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_count_unread);
  request->room = g_strdup (room);
  request->text = g_strdup (own_id);
  hall_store_submit (self, request, hall_store_count_unread_async, cancellable, callback,
                     user_data);
}

/* (transfer full): a JSON list. */
static char *
list_ids (const char *const *ids)
{
  GString *list = g_string_new ("[");

  for (guint i = 0; ids[i]; i++)
    if (hall_id_is_valid (ids[i]))
      g_string_append_printf (list, "%s\"%s\"", list->len > 1 ? "," : "", ids[i]);

  g_string_append_c (list, ']');
  return g_string_free (list, FALSE);
}

/**
 * hall_store_count_unread_by_async:
 * @self: a store
 * @room: a room
 * @own_id: (nullable): whose texts do not count as unread
 * @heralds: the people who may name everybody
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Counts as hall_store_count_unread_async (), and is ended as that is, but that others than
 * @heralds name nobody by naming everybody: whose right that is the store does not know.
 */
void
hall_store_count_unread_by_async (HallStore           *self,
                                  const char          *room,
                                  const char          *own_id,
                                  const char *const   *heralds,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  HallRequest *request;

  g_return_if_fail (room != NULL && heralds != NULL);

  request = hall_request_new (HALL_REQUEST_READ, run_count_unread);
  request->room = g_strdup (room);
  request->text = g_strdup (own_id);
  request->value = list_ids (heralds);
  hall_store_submit (self, request, hall_store_count_unread_async, cancellable, callback,
                     user_data);
}

gboolean
hall_store_count_unread_finish (HallStore    *self,
                                GAsyncResult *result,
                                guint        *unread,
                                GError      **error)
{
  return hall_store_count_unread_mentions_finish (self, result, unread, NULL, error);
}

/**
 * hall_store_count_unread_mentions_finish:
 * @unread: (out): how many texts
 * @mentions: (out) (optional): how many of them name @own_id or everybody
 *
 * Ends hall_store_count_unread_async (), as well, and hall_store_count_unread_by_async ().
 */
gboolean
hall_store_count_unread_mentions_finish (HallStore    *self,
                                         GAsyncResult *result,
                                         guint        *unread,
                                         guint        *mentions,
                                         GError      **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_count_unread_async, error);

  if (request == NULL)
    return FALSE;

  *unread = request->number;
  if (mentions)
    *mentions = request->mentions;
  return TRUE;
}
