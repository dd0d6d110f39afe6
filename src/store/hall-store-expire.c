/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-expire.c: HallStore's operation of deleting what was said before rooms.kept_from, and
 * what was held of what was said before rooms.deleted_to.
 *
 * Of the latter the ids stay: what is there cannot come again, and days that others compare with us
 * stay the same.
 *
 * Oldest first, each event judged by itself (hall-expiring.c): so a text goes before what is said
 * about it, and no crash in between leaves a pin without the one that took it back.
 */

#define G_LOG_DOMAIN "hall-store-expire"

#include "config.h"

#include "hall-expiring.h"
#include "hall-statement.h"
#include "hall-store-index.h"
#include "hall-store-private.h"

#include "hall-store-expire.h"

#define NEXT_ROOM \
  "SELECT key, id, kept_from, deleted_to, deleted_key FROM rooms " \
  "WHERE key >= ?1 AND (kept_from > 0 OR deleted_key > 0) AND forgotten = 0 " \
  "ORDER BY key LIMIT 1"

#define DELETE_EVENT "DELETE FROM events WHERE key = ?1"

#define EMPTY_EVENT \
  "UPDATE events SET class = 4, kind = '', token = NULL, target = NULL, hidden = 0, " \
  "  signature = zeroblob (64), bytes = x'' WHERE key = ?1"

/* By the times alone: some of what is old stays all the same. No more of them than make a
 * difference. */
#define COUNT_TEXTS_IN \
  "SELECT count (*) FROM (SELECT 1 FROM rooms CROSS JOIN events INDEXED BY events_order " \
  "WHERE rooms.forgotten = 0 AND events.room = rooms.key AND class = 1 AND "

#define COUNT_STAYING \
  COUNT_TEXTS_IN "lc >= kept_from AND (lc >= deleted_to OR events.key > deleted_key) LIMIT ?1)"

#define COUNT_GOING \
  COUNT_TEXTS_IN "lc < max (kept_from, deleted_to) AND " \
  "(lc < kept_from OR events.key <= deleted_key) LIMIT ?1)"

#define COUNT_LEFT \
  "SELECT count (*) FROM (SELECT 1 FROM events INDEXED BY events_texts " \
  "WHERE class = 1 AND kind = 'text' LIMIT ?1)"

/* The index is made anew if so much is deleted and little stays, which is less work than taking out
 * one text after the other; before that, if nobody would miss that. */
#define RENEW_DELETED_MIN 4096
#define RENEW_AT_FIRST_MAX 256
#define RENEW_AT_LAST_MAX 20000

/* ?2: a person's id; NULL: everybody. */
#define DELETE_MENTION \
  "DELETE FROM mentions WHERE room = ?1 AND lc = ?3 AND event = ?4 AND person = " \
  "  CASE WHEN ?2 IS NULL THEN 0 ELSE (SELECT key FROM authors WHERE id = ?2) END"

void
hall_store_expiry_free (HallStoreExpiry *self)
{
  if (self == NULL)
    return;

  g_free (self->room);
  g_strfreev (self->ids);
  g_free (self);
}

static gboolean
delete_mention (const HallExpiringPlace  *place,
                const HallExpiring       *candidate,
                const char               *person,
                GError                  **error)
{
  g_autoptr (HallStatement) statement = NULL;

  statement = hall_database_prepare (place->database, DELETE_MENTION, error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 1, place->room_key);
  hall_statement_bind_text (statement, 2, person);
  hall_statement_bind_integer (statement, 3, candidate->lc);
  hall_statement_bind_integer (statement, 4, candidate->key);
  return hall_database_run (place->database, statement, error);
}

static gboolean
delete_mentions (const HallExpiringPlace  *place,
                 const HallExpiring       *candidate,
                 GError                  **error)
{
  HallEvent *event = candidate->event;

  if (event == NULL || event->kind != HALL_EVENT_TEXT)
    return TRUE;
  if (event->mentions_all && !delete_mention (place, candidate, NULL, error))
    return FALSE;

  for (guint i = 0; event->mentions && i < event->mentions->len; i++)
    {
      const HallMention *mention = g_ptr_array_index (event->mentions, i);

      if (!delete_mention (place, candidate, mention->person, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
delete_candidate (const HallExpiringPlace  *place,
                  const HallExpiring       *candidate,
                  const char               *room,
                  GError                  **error)
{
  gboolean is_old = candidate->lc < place->kept_from;
  g_autoptr (HallStatement) statement = NULL;

  if (!delete_mentions (place, candidate, error))
    return FALSE;

  statement = hall_database_prepare (place->database, is_old ? DELETE_EVENT : EMPTY_EVENT, error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 1, candidate->key);
  if (is_old)
    hall_digests_note_day (hall_database_get_digests (place->database), room, candidate->lc);
  return hall_database_run (place->database, statement, error);
}

/* What is wrong with the index must not keep anything from being deleted. */
static gboolean
forget_in_index (HallDatabase  *database,
                 GArray        *keys,
                 GError       **error)
{
  g_autoptr (GError) local_error = NULL;

  if (hall_store_index_forget (database, keys, &local_error))
    return TRUE;
  if (g_error_matches (local_error, HALL_STORE_ERROR, HALL_STORE_ERROR_CORRUPT))
    return hall_store_index_reset (database, error);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
count_to (HallDatabase  *database,
          const char    *sql,
          gint64         limit,
          gint64        *count,
          GError       **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, sql, error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 1, limit);
  if (!hall_database_step (database, statement, &row, error))
    return FALSE;

  *count = hall_statement_get_integer (statement, 0);
  return TRUE;
}

/* Before anything is deleted: almost everything is going to be. */
static gboolean
renew_index_at_first (HallDatabase  *database,
                      GError       **error)
{
  gint64 n_going = 0, n_staying = 0;

  if (!count_to (database, COUNT_STAYING, RENEW_AT_FIRST_MAX + 1, &n_staying, error) ||
      !count_to (database, COUNT_GOING, RENEW_DELETED_MIN, &n_going, error))
    return FALSE;

  return n_staying > RENEW_AT_FIRST_MAX || n_going < RENEW_DELETED_MIN ||
         hall_store_index_reset (database, error);
}

/* What is taken out leaves pages that FTS5 merges at one go, as long as nothing of them stays. */
static gboolean
renew_index_at_last (HallDatabase  *database,
                     guint64        n_deleted,
                     GError       **error)
{
  HallIndexState state;
  gint64 n_left = 0;

  if (!hall_index_read_state (database, &state, error) ||
      !count_to (database, COUNT_LEFT, RENEW_AT_LAST_MAX + 1, &n_left, error))
    return FALSE;

  return state.low > 0 || n_left > RENEW_AT_LAST_MAX || n_deleted < RENEW_DELETED_MIN ||
         n_deleted < 4 * (guint64) n_left || hall_store_index_reset (database, error);
}

static gboolean
delete_all (const HallExpiringPlace  *place,
            GArray                   *found,
            HallStoreExpiry          *expiry,
            GError                  **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  expiry->ids = g_new0 (char *, found->len + 1);
  expiry->n_deleted += found->len;
  if (found->len == 0)
    return TRUE;

  for (guint i = 0; i < found->len; i++)
    {
      const HallExpiring *candidate = &g_array_index (found, HallExpiring, i);

      g_array_append_val (keys, candidate->key);
      expiry->ids[i] = hall_base64url_encode (candidate->raw_id, HALL_EVENT_ID_SIZE);
    }
  if (!forget_in_index (place->database, keys, error))
    return FALSE;

  for (guint i = 0; i < found->len; i++)
    if (!delete_candidate (place, &g_array_index (found, HallExpiring, i), expiry->room, error))
      return FALSE;

  return hall_store_index_forgotten (place->database, FALSE, error);
}

/* The slice after which there is none: what is left of it in the index and in the log is cleaned
 * away in the background. */
static gboolean
finish (HallRequest      *request,
        HallDatabase     *database,
        HallStoreExpiry  *expiry,
        GError          **error)
{
  request->leaves_work = TRUE;
  expiry->ids = g_new0 (char *, 1);
  return expiry->n_deleted == 0 ||
         (renew_index_at_last (database, expiry->n_deleted, error) &&
          hall_store_index_forgotten (database, TRUE, error));
}

static gboolean
run_expire (HallRequest   *request,
            HallDatabase  *database,
            GError       **error)
{
  const HallStoreExpiry *last = request->record;
  HallStoreExpiry *expiry = g_new0 (HallStoreExpiry, 1);
  HallExpiringPlace place = { .database = database, .acknowledged = request->number };
  g_autoptr (HallStatement) room = NULL;
  g_autoptr (GArray) found = NULL;
  gboolean end = FALSE;

  hall_request_set_result (request, expiry, (GDestroyNotify) hall_store_expiry_free);
  expiry->n_deleted = last != NULL ? last->n_deleted : 0;
  room = hall_database_prepare (database, NEXT_ROOM, error);
  if (room == NULL)
    return FALSE;

  hall_statement_bind_integer (room, 1, last != NULL ? last->room_key : 0);
  if (!hall_database_step (database, room, &expiry->more, error))
    return FALSE;
  if (!expiry->more)
    return finish (request, database, expiry, error);
  if (last == NULL && !renew_index_at_first (database, error))
    return FALSE;

  expiry->room_key = place.room_key = hall_statement_get_integer (room, 0);
  expiry->room = hall_statement_dup_text (room, 1);
  place.kept_from = hall_statement_get_integer (room, 2);
  place.deleted_to = hall_statement_get_integer (room, 3);
  place.deleted_key = hall_statement_get_integer (room, 4);
  found = hall_expiring_find (&place, last, &end, error);
  if (found == NULL)
    return FALSE;

  if (end)
    {
      expiry->room_key++;
      expiry->lc = G_MININT64;
    }
  else
    {
      const HallExpiring *candidate = &g_array_index (found, HallExpiring, found->len - 1);

      expiry->lc = candidate->lc;
      memcpy (expiry->raw_id, candidate->raw_id, HALL_EVENT_ID_SIZE);
    }
  return hall_expiring_drop (&place, found, error) && delete_all (&place, found, expiry, error);
}

static HallStoreExpiry *
copy_place (const HallStoreExpiry *expiry)
{
  HallStoreExpiry *copy = g_new0 (HallStoreExpiry, 1);

  copy->room_key = expiry->room_key;
  copy->lc = expiry->lc;
  memcpy (copy->raw_id, expiry->raw_id, HALL_EVENT_ID_SIZE);
  copy->n_deleted = expiry->n_deleted;
  return copy;
}

/**
 * hall_store_expire_async:
 * @self: a store
 * @last: (nullable): what the slice before gave; %NULL: from the beginning
 * @acknowledged: own events that are acknowledged less than that stay
 * @cancellable: (nullable): a cancellable
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * Deletes some of what was said before hall_store_keep_from_async (), and of what
 * hall_store_delete_held_async () noted. Nothing that is asked finds
 * it from then on, searching included; deleted bytes are overwritten, and leave the log after the
 * last slice.
 */
void
hall_store_expire_async (HallStore             *self,
                         const HallStoreExpiry *last,
                         guint                  acknowledged,
                         GCancellable          *cancellable,
                         GAsyncReadyCallback    callback,
                         gpointer               user_data)
{
  HallRequest *request = hall_request_new (HALL_REQUEST_WRITE, run_expire);

  request->number = acknowledged;
  if (last != NULL)
    {
      request->record = copy_place (last);
      request->free_record = (GDestroyNotify) hall_store_expiry_free;
    }
  hall_store_submit (self, request, hall_store_expire_async, cancellable, callback, user_data);
}

/* Returns: (transfer full): what it did; NULL with @error set */
HallStoreExpiry *
hall_store_expire_finish (HallStore     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  HallRequest *request = hall_store_finish (self, result, hall_store_expire_async, error);

  return request ? g_steal_pointer (&request->result) : NULL;
}
