/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-event-write.c: events made of a HallEventBody, or of a body's text that was kept.
 *
 * Everything that is signed here was first read back by the decoder, as in hall-event-new.c. What a
 * body says of its author's rights is not judged.
 */

#define G_LOG_DOMAIN "hall-event-write"

#include "config.h"

#include <string.h>

#include "hall-fields.h"
#include "hall-json.h"
#include "hall-json-writer.h"
#include "hall-limits.h"
#include "hall-text.h"

#include "hall-event-private.h"

/**
 * hall_event_body_init:
 * @body: (out caller-allocates): a body
 * @kind: what it will say
 *
 * Sets everything to "nothing" or "unchanged".
 */
void
hall_event_body_init (HallEventBody *body,
                      HallEventKind  kind)
{
  g_return_if_fail (body != NULL);

  memset (body, 0, sizeof *body);
  body->kind = kind;
  body->closed = -1;
  body->moderators_invite = -1;
}

static void
append_boolean (GString    *json,
                const char *name,
                gboolean    value)
{
  hall_json_append_name (json, name);
  g_string_append (json, value ? "true" : "false");
}

static void
append_genesis (GString             *json,
                const HallEventBody *body)
{
  g_autofree char *salt = hall_token_new ();
  gboolean has_topic = body->topic != NULL && *body->topic != '\0';

  hall_json_append_text (json, "name", body->name);
  hall_json_append_text (json, "topic", has_topic ? body->topic : NULL);
  hall_json_append_text (json, "policy", body->policy == HALL_HISTORY_ALL ? "all" : "joined");
  if (body->entry != HALL_ENTRY_OPEN)
    hall_json_append_text (json, "lock",
                           body->entry == HALL_ENTRY_PASSPHRASE ? "passphrase" : "invited");
  hall_json_append_true (json, "standing", body->standing);
  hall_json_append_text (json, "salt", body->standing ? body->salt : salt);
}

static void
append_room_changes (GString             *json,
                     const HallEventBody *body)
{
  hall_json_append_text (json, "name", body->name);
  hall_json_append_text (json, "topic", body->topic);
  if (body->closed >= 0)
    append_boolean (json, "closed", body->closed > 0);
  if (body->moderators_invite >= 0)
    hall_json_append_text (json, "invite", body->moderators_invite > 0 ? "moderators" : "members");
  hall_json_append_text (json, "salt", body->salt);
  hall_json_append_text (json, "secret", body->secret);
}

static void
append_invitation (GString             *json,
                   const HallEventBody *body)
{
  hall_json_append_text (json, "room", body->invited_room);
  hall_json_append_text (json, "name", body->name);
  hall_json_append_text (json, "host", body->invited_host);
}

static void
append_mentions (GString             *json,
                 const HallEventBody *body)
{
  guint n_mentions = body->mentions != NULL ? body->mentions->len : 0;

  for (guint i = 0; i < n_mentions; i++)
    {
      const HallMention *mention = g_ptr_array_index (body->mentions, i);

      if (i == 0)
        {
          hall_json_append_name (json, "m");
          g_string_append_c (json, '[');
        }
      else
        {
          g_string_append_c (json, ',');
        }
      g_string_append_c (json, '{');
      hall_json_append_text (json, "id", mention->person);
      hall_json_append_text (json, "n", mention->name);
      g_string_append_c (json, '}');
    }
  if (n_mentions > 0)
    g_string_append_c (json, ']');
  hall_json_append_true (json, "all", body->mentions_all);
}

static void
append_text (GString             *json,
             const HallEventBody *body)
{
  hall_json_append_text (json, "text", body->text);
  hall_json_append_text (json, "re", body->reply);
  append_mentions (json, body);
  hall_json_append_true (json, "me", body->action);
}

static void
append_edit (GString             *json,
             const HallEventBody *body)
{
  hall_json_append_text (json, "target", body->target);
  hall_json_append_text (json, "text", body->text);
  append_mentions (json, body);
}

/* What is no emoji is left for the decoder to refuse. */
static void
append_reaction (GString             *json,
                 const HallEventBody *body)
{
  g_autofree char *clean = hall_text_clean_emoji (body->emoji);

  hall_json_append_text (json, "target", body->target);
  hall_json_append_text (json, "emoji", clean != NULL ? clean : body->emoji);
  hall_json_append_true (json, "off", body->off);
}

static void
append_body (GString             *json,
             const HallEventBody *body)
{
  g_string_append_c (json, '{');
  switch (body->kind)
    {
    case HALL_EVENT_GENESIS:
      append_genesis (json, body);
      break;
    case HALL_EVENT_ADMIT:
    case HALL_EVENT_KICK:
      hall_json_append_text (json, "person", body->person);
      break;
    case HALL_EVENT_ROLE:
      hall_json_append_text (json, "person", body->person);
      append_boolean (json, "moderator", body->moderator);
      break;
    case HALL_EVENT_BAN:
      hall_json_append_text (json, "person", body->person);
      if (body->until_lc > 0)
        hall_json_append_integer (json, "until", body->until_lc);
      hall_json_append_true (json, "off", body->off);
      break;
    case HALL_EVENT_ROOM:
      append_room_changes (json, body);
      break;
    case HALL_EVENT_DELETE:
      hall_json_append_text (json, "target", body->target);
      break;
    case HALL_EVENT_INVITE:
      append_invitation (json, body);
      break;
    case HALL_EVENT_TEXT:
      append_text (json, body);
      break;
    case HALL_EVENT_EDIT:
      append_edit (json, body);
      break;
    case HALL_EVENT_REACT:
      append_reaction (json, body);
      break;
    case HALL_EVENT_PIN:
      hall_json_append_text (json, "target", body->target);
      hall_json_append_true (json, "off", body->off);
      break;
    case HALL_EVENT_UNKNOWN:
    case HALL_EVENT_STATE:
      g_assert_not_reached ();
    }
  g_string_append_c (json, '}');
}

static gboolean
is_for_body (HallEventKind kind)
{
  return kind != HALL_EVENT_UNKNOWN && kind != HALL_EVENT_STATE &&
         hall_event_kind_get_name (kind) != NULL;
}

/**
 * hall_event_new:
 * @key: the author
 * @room: (nullable): the room's id; %NULL for a genesis, and only for one
 * @lc: the logical clock, ms
 * @ts: the wall clock, ms
 * @previous: (nullable): the author's event before this one in the room
 * @token: (nullable): the outbox token
 * @body: what it says; names, topics and texts cleaned
 * @error: return location for an error of HALL_WIRE_ERROR: TOO_BIG, BAD_FIELD
 *
 * Creates an event of any kind but a state. A genesis, whose id will be the room's,
 * gets a salt that keeps the id from beginning with "-", so that no command line takes it for an
 * option; that of a standing room has the salt of @body.
 *
 * Returns: (transfer full) (nullable): the signed event, or %NULL with @error set
 */
HallEvent *
hall_event_new (HallKey              *key,
                const char           *room,
                gint64                lc,
                gint64                ts,
                const char           *previous,
                const char           *token,
                const HallEventBody  *body,
                GError              **error)
{
  g_autoptr (HallEvent) event = NULL;
  gboolean is_genesis;

  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (body != NULL && is_for_body (body->kind), NULL);

  is_genesis = body->kind == HALL_EVENT_GENESIS;
  g_return_val_if_fail ((room == NULL) == is_genesis, NULL);

  if (!hall_event_check_size (body->name, HALL_NAME_MAX, error) ||
      !hall_event_check_size (body->topic, HALL_TOPIC_MAX, error) ||
      !hall_event_check_size (body->text, HALL_TEXT_MAX, error))
    return NULL;

  do
    {
      GString *json = hall_event_begin (key, is_genesis ? "" : room, lc, ts, previous, token,
                                        hall_event_kind_get_name (body->kind));

      g_clear_pointer (&event, hall_event_unref);
      append_body (json, body);
      event = hall_event_finish (key, json, error);
    }
  while (is_genesis && !body->standing && event != NULL && event->id[0] == '-');

  return g_steal_pointer (&event);
}

/**
 * hall_event_can_carry_body:
 * @body: a text or an edit, cleaned
 *
 * Tells before a message is kept whether hall_event_new () will take it.
 *
 * Returns: whether it fits into an event, with everything that is escaped in it
 */
gboolean
hall_event_can_carry_body (const HallEventBody *body)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (body != NULL && body->text != NULL, FALSE);

  if (strlen (body->text) > HALL_TEXT_MAX)
    return FALSE;
  text = hall_event_body_to_text (body);

  return strlen (text) + HALL_EVENT_FIELDS_MAX <= HALL_EVENT_MAX;
}

/**
 * hall_event_body_to_text:
 * @body: what an event will say; not of a genesis
 *
 * Returns: (transfer full): it as JSON, for hall_event_new_from_body_text ()
 */
char *
hall_event_body_to_text (const HallEventBody *body)
{
  GString *json;

  g_return_val_if_fail (body != NULL && is_for_body (body->kind), NULL);
  g_return_val_if_fail (body->kind != HALL_EVENT_GENESIS, NULL);

  json = g_string_new (NULL);
  append_body (json, body);

  return g_string_free (json, FALSE);
}

/**
 * hall_event_new_from_body_text:
 * @key: the author
 * @room: the room's id
 * @lc: the logical clock, ms
 * @ts: when it was written, ms
 * @previous: (nullable): the author's event before this one in the room
 * @token: (nullable): the outbox token
 * @kind_name: the word of a kind that this version knows, but not "genesis"
 * @body_text: what hall_event_body_to_text () made, perhaps read from a disk
 * @error: return location for an error of HALL_WIRE_ERROR: what is wrong with @kind_name,
 *   @body_text or the size of the whole
 *
 * Returns: (transfer full) (nullable): the signed event, or %NULL with @error set
 */
HallEvent *
hall_event_new_from_body_text (HallKey     *key,
                               const char  *room,
                               gint64       lc,
                               gint64       ts,
                               const char  *previous,
                               const char  *token,
                               const char  *kind_name,
                               const char  *body_text,
                               GError     **error)
{
  HallEventKind kind;
  GString *json;

  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (room != NULL, NULL);
  g_return_val_if_fail (kind_name != NULL, NULL);
  g_return_val_if_fail (body_text != NULL, NULL);

  kind = hall_event_kind_from_name (kind_name);
  if (kind == HALL_EVENT_UNKNOWN || kind == HALL_EVENT_GENESIS)
    {
      hall_field_refuse (error, "k");
      return NULL;
    }
  /* One whole object: nothing in it may close the body and go on behind it. */
  if (!hall_json_check (body_text, strlen (body_text), error))
    return NULL;

  json = hall_event_begin (key, room, lc, ts, previous, token, kind_name);
  g_string_append (json, body_text);

  return hall_event_finish (key, json, error);
}
