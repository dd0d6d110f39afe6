/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-expiring.c: judges what was said before rooms.kept_from, or is to be deleted above it.
 *
 * Control events stay, which say who is in the room and may do what; texts that are pinned; our own
 * that are not safe with others; and what is said about something that stays.
 */

#define G_LOG_DOMAIN "hall-expiring"

#include "config.h"

#include <string.h>

#include "hall-statement.h"
#include "hall-store-events.h"

#include "hall-expiring.h"

/* Of one slice: some milliseconds of work. */
#define SLICE_EVENTS_MAX 200
#define SLICE_BYTES_MAX (128 * 1024)

#define NEXT_EVENTS \
  "SELECT signature, bytes, id, key, lc, class, acknowledged, hidden, target, kind = 'text' " \
  "FROM events INDEXED BY events_order " \
  "WHERE room = ?1 AND (lc, id) > (?2, ?3) AND lc < max (?4, ?6) AND class <> 2 " \
  "AND (lc < ?4 OR (key <= ?7 AND class <> 4)) ORDER BY lc, id LIMIT ?5"

#define TARGET \
  "SELECT lc, class, acknowledged, hidden, kind = 'text', key FROM events " \
  "WHERE id = ?1 AND room = ?2"

#define LAST_PIN \
  "SELECT signature, bytes, id FROM events WHERE key = " \
  "  (SELECT key FROM events INDEXED BY events_annotations " \
  "   WHERE target = ?1 AND room = ?2 AND kind = 'pin' AND class = 3 AND kind <> 'delete' " \
  "   AND hidden = 0 ORDER BY lc DESC, id DESC LIMIT 1)"

/* Values of events.class, see hall-schema.c. */
#define CLASS_TEXT 1
#define CLASS_ANNOTATION 3
#define CLASS_DELETED 4

static void
candidate_clear (gpointer data)
{
  g_clear_pointer (&((HallExpiring *) data)->event, hall_event_unref);
}

static void
read_id (HallStatement *statement,
         int            column,
         guint8         id[HALL_EVENT_ID_SIZE],
         gboolean      *there)
{
  *there = sqlite3_column_bytes (statement, column) == HALL_EVENT_ID_SIZE;
  if (*there)
    memcpy (id, sqlite3_column_blob (statement, column), HALL_EVENT_ID_SIZE);
}

GArray *
hall_expiring_find (const HallExpiringPlace  *place,
                    const HallStoreExpiry    *last,
                    gboolean                 *end,
                    GError                  **error)
{
  g_autoptr (HallStatement) statement = NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, TRUE, sizeof (HallExpiring));
  gsize n_bytes = 0;
  gboolean goes_on = last != NULL && last->room_key == place->room_key;

  g_array_set_clear_func (found, candidate_clear);
  statement = hall_database_prepare (place->database, NEXT_EVENTS, error);
  if (statement == NULL)
    return NULL;

  hall_statement_bind_integer (statement, 1, place->room_key);
  hall_statement_bind_integer (statement, 2, goes_on ? last->lc : G_MININT64);
  hall_statement_bind_blob (statement, 3, goes_on ? last->raw_id : (const guint8 *) "",
                            goes_on ? HALL_EVENT_ID_SIZE : 0);
  hall_statement_bind_integer (statement, 4, place->kept_from);
  hall_statement_bind_integer (statement, 5, SLICE_EVENTS_MAX);
  hall_statement_bind_integer (statement, 6, place->deleted_to);
  hall_statement_bind_integer (statement, 7, place->deleted_key);
  *end = FALSE;
  while (n_bytes < SLICE_BYTES_MAX && found->len < SLICE_EVENTS_MAX)
    {
      HallExpiring candidate = { 0 };
      gboolean there;

      if (!hall_database_step (place->database, statement, &there, error))
        return NULL;
      *end = !there;
      if (*end)
        break;

      n_bytes += sqlite3_column_bytes (statement, 1);
      read_id (statement, 2, candidate.raw_id, &there);
      candidate.key = hall_statement_get_integer (statement, 3);
      candidate.lc = hall_statement_get_integer (statement, 4);
      candidate.class = hall_statement_get_integer (statement, 5);
      candidate.acknowledged = hall_statement_get_integer (statement, 6);
      candidate.hidden = hall_statement_get_integer (statement, 7) != 0;
      read_id (statement, 8, candidate.target, &candidate.has_target);
      candidate.is_text = hall_statement_get_integer (statement, 9) != 0;
      candidate.event = candidate.class == CLASS_TEXT ? hall_store_read_event (statement) : NULL;
      g_array_append_val (found, candidate);
    }

  return g_steal_pointer (&found);
}

static gboolean
is_pinned (const HallExpiringPlace  *place,
           const guint8              id[HALL_EVENT_ID_SIZE],
           gboolean                 *pinned,
           GError                  **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (place->database, LAST_PIN, error);
  g_autoptr (HallEvent) pin = NULL;
  gboolean row = FALSE;

  *pinned = FALSE;
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_blob (statement, 1, id, HALL_EVENT_ID_SIZE);
  hall_statement_bind_integer (statement, 2, place->room_key);
  if (!hall_database_step (place->database, statement, &row, error))
    return FALSE;

  pin = row ? hall_store_read_event (statement) : NULL;
  *pinned = pin != NULL && !pin->off;
  return TRUE;
}

static gboolean
is_to_go (const HallExpiringPlace *place,
          const HallExpiring      *candidate)
{
  return candidate->lc < place->kept_from ||
         (candidate->lc < place->deleted_to && candidate->key <= place->deleted_key);
}

/* What is no annotation. */
static gboolean
row_stays (const HallExpiringPlace  *place,
           const HallExpiring       *candidate,
           gboolean                 *stays,
           GError                  **error)
{
  *stays = FALSE;
  if (candidate->class == CLASS_DELETED)
    return TRUE;

  *stays = !is_to_go (place, candidate) || candidate->acknowledged < place->acknowledged;
  if (*stays || candidate->hidden || candidate->class != CLASS_TEXT || !candidate->is_text)
    return TRUE;
  return is_pinned (place, candidate->raw_id, stays, error);
}

/* It stays with what it is about; above what is kept, what that is may come later. */
static gboolean
annotation_stays (const HallExpiringPlace  *place,
                  const HallExpiring       *candidate,
                  gboolean                 *stays,
                  GError                  **error)
{
  g_autoptr (HallStatement) statement = NULL;
  HallExpiring target = { 0 };
  gboolean held = FALSE;

  *stays = candidate->acknowledged < place->acknowledged;
  if (*stays || !candidate->has_target)
    return TRUE;

  statement = hall_database_prepare (place->database, TARGET, error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_blob (statement, 1, candidate->target, HALL_EVENT_ID_SIZE);
  hall_statement_bind_integer (statement, 2, place->room_key);
  if (!hall_database_step (place->database, statement, &held, error))
    return FALSE;
  if (!held)
    {
      *stays = candidate->lc >= place->kept_from;
      return TRUE;
    }

  memcpy (target.raw_id, candidate->target, HALL_EVENT_ID_SIZE);
  target.lc = hall_statement_get_integer (statement, 0);
  target.class = hall_statement_get_integer (statement, 1);
  target.acknowledged = hall_statement_get_integer (statement, 2);
  target.hidden = hall_statement_get_integer (statement, 3) != 0;
  target.is_text = hall_statement_get_integer (statement, 4) != 0;
  target.key = hall_statement_get_integer (statement, 5);
  return row_stays (place, &target, stays, error);
}

gboolean
hall_expiring_drop (const HallExpiringPlace  *place,
                    GArray                   *found,
                    GError                  **error)
{
  for (guint i = found->len; i > 0; i--)
    {
      const HallExpiring *candidate = &g_array_index (found, HallExpiring, i - 1);
      gboolean stays = FALSE;

      if (candidate->class == CLASS_ANNOTATION
            ? !annotation_stays (place, candidate, &stays, error)
            : !row_stays (place, candidate, &stays, error))
        return FALSE;
      if (stays)
        g_array_remove_index (found, i - 1);
    }

  return TRUE;
}

