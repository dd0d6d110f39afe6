/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-insert.c: how an event becomes rows of HallStore: itself, its room, its author, whom
 * it names and what it is about.
 *
 * For hall-store-events.c and the schema; worker thread. Whether an event may be said, and whether
 * what it is about is held, is not asked here.
 */

#define G_LOG_DOMAIN "hall-store-insert"

#include "config.h"

#include "hall-statement.h"

#include "hall-store-events.h"

/* Values of events.class; see hall-schema.c. */
enum
{
  CLASS_OTHER = 0,
  CLASS_TEXT = 1,
  CLASS_CONTROL = 2,
  CLASS_ANNOTATION = 3,
};

/* In mentions.person; no author has it. */
#define EVERYBODY 0

#define INSERT_AUTHOR "INSERT INTO authors (id) VALUES (?1) ON CONFLICT (id) DO NOTHING"
#define INSERT_ROOM "INSERT INTO rooms (id) VALUES (?1) ON CONFLICT (id) DO NOTHING"

/* What is held for a room that was forgotten is not held, though it may not be deleted yet: it
 * comes in anew, with a new key. */
#define INSERT_EVENT \
  "INSERT INTO events (id, room, author, lc, class, acknowledged, kind, token, signature, bytes, " \
  "  hidden, target) " \
  "VALUES (?1, (SELECT key FROM rooms WHERE id = ?2), (SELECT key FROM authors WHERE id = ?3), " \
  "  ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) " \
  "ON CONFLICT (id) DO UPDATE SET key = (SELECT max (key) + 1 FROM events), " \
  "  room = excluded.room, acknowledged = excluded.acknowledged, late = 0, " \
  "  hidden = excluded.hidden, class = excluded.class, kind = excluded.kind, " \
  "  token = excluded.token, signature = excluded.signature, bytes = excluded.bytes, " \
  "  target = excluded.target " \
  "WHERE EXISTS (SELECT 1 FROM rooms WHERE key = events.room AND forgotten)"

#define INSERT_MENTION \
  "INSERT INTO mentions (room, person, lc, event) " \
  "VALUES ((SELECT room FROM events WHERE key = ?1), " \
  "  ifnull ((SELECT key FROM authors WHERE id = ?2), " G_STRINGIFY (EVERYBODY) "), ?3, ?1) " \
  "ON CONFLICT DO NOTHING"

#define WITHOUT_TARGET \
  "SELECT signature, bytes, id, key FROM events WHERE class = 3 AND key > ?1 ORDER BY key"

#define SET_TARGET "UPDATE events SET target = ?2 WHERE key = ?1"

static int
class_of (HallEvent *event)
{
  if (hall_event_is_control (event))
    return CLASS_CONTROL;
  if (hall_event_is_annotation (event))
    return CLASS_ANNOTATION;

  return event->kind == HALL_EVENT_TEXT || event->kind == HALL_EVENT_INVITE ? CLASS_TEXT
                                                                            : CLASS_OTHER;
}

static gboolean
insert_name (HallDatabase *database,
             const char   *sql,
             const char   *id,
             GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_text (statement, 1, id);
  return hall_database_run (database, statement, error);
}

/**
 * hall_store_insert_room:
 *
 * Makes sure that events and outbox entries of @room have a room to belong to. Worker thread.
 */
gboolean
hall_store_insert_room (HallDatabase *database,
                        const char   *room,
                        GError      **error)
{
  return insert_name (database, INSERT_ROOM, room, error);
}

static gboolean
insert_mention (HallDatabase *database,
                gint64        key,
                HallEvent    *event,
                const char   *person,
                GError      **error)
{
  g_autoptr (HallStatement) statement = NULL;

  if (person && !insert_name (database, INSERT_AUTHOR, person, error))
    return FALSE;

  statement = hall_database_prepare (database, INSERT_MENTION, error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 1, key);
  hall_statement_bind_text (statement, 2, person);
  hall_statement_bind_integer (statement, 3, event->lc);
  return hall_database_run (database, statement, error);
}

/**
 * hall_store_insert_mentions:
 * @key: of the event's row
 *
 * Notes whom a text names, if that is not noted yet; of other events nothing: nobody is told of
 * those. Worker thread.
 */
gboolean
hall_store_insert_mentions (HallDatabase *database,
                            gint64        key,
                            HallEvent    *event,
                            GError      **error)
{
  if (event->kind != HALL_EVENT_TEXT)
    return TRUE;

  if (event->mentions_all && !insert_mention (database, key, event, NULL, error))
    return FALSE;

  for (guint i = 0; event->mentions && i < event->mentions->len; i++)
    {
      const HallMention *mention = g_ptr_array_index (event->mentions, i);

      if (!insert_mention (database, key, event, mention->person, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
note_mentions (HallDatabase *database,
               HallEvent    *event,
               GError      **error)
{
  g_autoptr (HallStatement) statement = NULL;
  gboolean row = FALSE;

  if (event->mentions == NULL && !event->mentions_all)
    return TRUE;

  statement = hall_database_prepare (database, "SELECT key FROM events WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;

  hall_statement_bind_blob (statement, 1, event->raw_id, sizeof event->raw_id);
  if (!hall_database_step (database, statement, &row, error))
    return FALSE;

  return !row || hall_store_insert_mentions (database, hall_statement_get_integer (statement, 0),
                                             event, error);
}

static void
bind_event (HallStatement *statement,
            HallEvent     *event)
{
  hall_statement_bind_blob (statement, 1, event->raw_id, sizeof event->raw_id);
  hall_statement_bind_text (statement, 2, event->room);
  hall_statement_bind_text (statement, 3, event->author);
  hall_statement_bind_integer (statement, 4, event->lc);
  hall_statement_bind_integer (statement, 5, class_of (event));
  hall_statement_bind_text (statement, 7, event->kind_name);
  hall_statement_bind_text (statement, 8, event->token);
  hall_statement_bind_blob (statement, 9, event->signature, sizeof event->signature);
  hall_statement_bind_blob (statement, 10, g_bytes_get_data (event->bytes, NULL),
                            g_bytes_get_size (event->bytes));
  if (event->target)
    hall_statement_bind_id (statement, 12, event->target);
}

/**
 * hall_store_insert_event:
 * @hidden: reasons not to show it, if it is new
 * @inserted: (out): whether it is
 *
 * Worker thread. Returns: FALSE with a HALL_STORE_ERROR
 */
gboolean
hall_store_insert_event (HallDatabase *database,
                         HallEvent    *event,
                         guint         acknowledged,
                         guint         hidden,
                         gboolean     *inserted,
                         GError      **error)
{
  g_autoptr (HallStatement) statement = NULL;

  if (!hall_store_insert_room (database, event->room, error) ||
      !insert_name (database, INSERT_AUTHOR, event->author, error))
    return FALSE;

  statement = hall_database_prepare (database, INSERT_EVENT, error);
  if (statement == NULL)
    return FALSE;

  bind_event (statement, event);
  hall_statement_bind_integer (statement, 6, acknowledged);
  hall_statement_bind_integer (statement, 11, hidden);
  if (!hall_database_run (database, statement, error))
    return FALSE;

  *inserted = hall_database_get_changes (database) > 0;
  if (!*inserted)
    return TRUE;

  hall_digests_note_event (hall_database_get_digests (database), event);
  return note_mentions (database, event, error);
}

static gboolean
set_target (HallDatabase *database,
            gint64        key,
            HallEvent    *event,
            GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, SET_TARGET, error);

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 1, key);
  hall_statement_bind_id (statement, 2, event->target);
  return hall_database_run (database, statement, error);
}

/* Returns: FALSE on error, or with @key unchanged after the last */
static gboolean
fill_next_target (HallDatabase *database,
                  gint64       *key,
                  gboolean     *more,
                  GError      **error)
{
  g_autoptr (HallStatement) statement = hall_database_prepare (database, WITHOUT_TARGET, error);
  g_autoptr (HallEvent) event = NULL;

  if (statement == NULL)
    return FALSE;

  hall_statement_bind_integer (statement, 1, *key);
  if (!hall_database_step (database, statement, more, error))
    return FALSE;
  if (!*more)
    return TRUE;

  *key = hall_statement_get_integer (statement, 3);
  event = hall_store_read_event (statement);
  return event == NULL || event->target == NULL || set_target (database, *key, event, error);
}

/**
 * hall_store_fill_targets:
 * @database: a connection, within the transaction of a step of the schema
 *
 * An older version did not note what annotations are about. Worker thread.
 *
 * Returns: FALSE with a HALL_STORE_ERROR
 */
gboolean
hall_store_fill_targets (HallDatabase *database,
                         GError      **error)
{
  gint64 key = 0;
  gboolean more = TRUE;

  while (more)
    if (!fill_next_target (database, &key, &more, error))
      return FALSE;

  return TRUE;
}
