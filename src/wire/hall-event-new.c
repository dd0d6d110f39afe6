/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-event-new.c: events that this program says itself, and the clock they are said at.
 *
 * The text is written once, read back by the decoder that everybody else uses, and signed; so what
 * is made here is never refused elsewhere. Kinds other than messages and states are written in
 * hall-event-write.c. Declared in hall-event.h.
 */

#define G_LOG_DOMAIN "hall-event-new"

#include "config.h"

#include <string.h>

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include "hall-error.h"
#include "hall-json-writer.h"
#include "hall-limits.h"

#include "hall-event-private.h"

#define DIRECT_PREFIX "hallway/v1/direct\n"
#define GENESIS_PREFIX "hallway/v1/genesis\n"
#define SHA256_SIZE 32
#define TOKEN_SIZE 16

/* See hall-event-private.h for these three. */

GString *
hall_event_begin (HallKey    *key,
                  const char *room,
                  gint64      lc,
                  gint64      ts,
                  const char *previous,
                  const char *token,
                  const char *kind_name)
{
  GString *json = g_string_sized_new (512);

  g_string_append_c (json, '{');
  hall_json_append_integer (json, "v", HALL_EVENT_VERSION);
  hall_json_append_text (json, "r", room);
  hall_json_append_text (json, "a", hall_key_get_id (key));
  hall_json_append_integer (json, "lc", lc);
  hall_json_append_integer (json, "ts", ts);
  hall_json_append_text (json, "p", previous);
  hall_json_append_text (json, "o", token);
  hall_json_append_text (json, "k", kind_name);
  hall_json_append_name (json, "b");

  return json;
}

HallEvent *
hall_event_finish (HallKey  *key,
                   GString  *json,
                   GError  **error)
{
  g_autoptr (GBytes) bytes = NULL;
  HallEvent *self;
  const char *text;
  gsize length;

  g_string_append_c (json, '}');
  bytes = g_string_free_to_bytes (json);
  text = g_bytes_get_data (bytes, &length);

  self = hall_event_new_from_bytes (bytes, error);
  if (self != NULL)
    hall_key_sign (key, HALL_EVENT_PREFIX, text, length, self->signature);

  return self;
}

gboolean
hall_event_check_size (const char  *text,
                       gsize        max_bytes,
                       GError     **error)
{
  if (text == NULL || strlen (text) <= max_bytes)
    return TRUE;

  g_set_error (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG,
               "The text is longer than %" G_GSIZE_FORMAT " bytes", max_bytes);

  return FALSE;
}

/**
 * hall_event_new_genesis:
 * @key: who creates the room
 * @lc: the logical clock, ms
 * @ts: the wall clock, ms
 * @name: the room's name, cleaned
 * @topic: (nullable): its topic, cleaned
 * @policy: what newcomers see
 * @error: return location for an error of HALL_WIRE_ERROR: TOO_BIG, BAD_FIELD
 *
 * Creates the first event of a new open room, as hall_event_new () does.
 *
 * Returns: (transfer full) (nullable): the signed event, or %NULL with @error set
 */
HallEvent *
hall_event_new_genesis (HallKey            *key,
                        gint64              lc,
                        gint64              ts,
                        const char         *name,
                        const char         *topic,
                        HallHistoryPolicy   policy,
                        GError            **error)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_GENESIS);
  body.name = name;
  body.topic = topic;
  body.policy = policy;

  return hall_event_new (key, NULL, lc, ts, NULL, NULL, &body, error);
}

/**
 * hall_event_can_carry_text:
 * @text: a message, cleaned
 *
 * Tells before a message is kept whether hall_event_new_text () will take it.
 *
 * Returns: whether it fits into an event, with everything that is escaped in it
 */
gboolean
hall_event_can_carry_text (const char *text)
{
  gsize length;

  g_return_val_if_fail (text != NULL, FALSE);

  length = strlen (text);

  return length <= HALL_TEXT_MAX
         && hall_json_string_size (text, length) + HALL_EVENT_FIELDS_MAX <= HALL_EVENT_MAX;
}

/**
 * hall_event_new_text:
 * @key: the author
 * @room: the room's id
 * @lc: the logical clock, ms
 * @ts: when it was written, ms
 * @previous: (nullable): the author's event before this one in the room
 * @token: (nullable): the outbox token
 * @text: the message, cleaned
 * @error: return location for an error of HALL_WIRE_ERROR: BAD_FIELD, or TOO_BIG: the text is
 *   above HALL_TEXT_MAX, or has so many characters to be escaped (quotes, backslashes, line
 *   breaks) that the event is above HALL_EVENT_MAX
 *
 * Returns: (transfer full) (nullable): the signed event, or %NULL with @error set
 */
HallEvent *
hall_event_new_text (HallKey     *key,
                     const char  *room,
                     gint64       lc,
                     gint64       ts,
                     const char  *previous,
                     const char  *token,
                     const char  *text,
                     GError     **error)
{
  GString *json;

  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (room != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (!hall_event_check_size (text, HALL_TEXT_MAX, error))
    return NULL;

  json = hall_event_begin (key, room, lc, ts, previous, token, "text");
  g_string_append_c (json, '{');
  hall_json_append_text (json, "text", text);
  g_string_append_c (json, '}');

  return hall_event_finish (key, json, error);
}

/**
 * hall_event_new_state:
 * @key: the author
 * @room: the room's id
 * @lc: the logical clock, ms
 * @ts: the wall clock, ms
 * @previous: (nullable): the author's event before this one in the room
 * @change: what happened
 * @name: (nullable): the name the author goes by; may be %NULL only for HALL_STATE_LEFT
 * @error: return location for an error of HALL_WIRE_ERROR: TOO_BIG, BAD_FIELD
 *
 * Returns: (transfer full) (nullable): the signed event, or %NULL with @error set
 */
HallEvent *
hall_event_new_state (HallKey          *key,
                      const char       *room,
                      gint64            lc,
                      gint64            ts,
                      const char       *previous,
                      HallStateChange   change,
                      const char       *name,
                      GError          **error)
{
  const char *state = NULL;
  GString *json;

  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (room != NULL, NULL);

  if (!hall_event_check_size (name, HALL_NAME_MAX, error))
    return NULL;

  switch (change)
    {
    case HALL_STATE_JOINED:
      state = "joined";
      break;
    case HALL_STATE_RENAMED:
      state = "renamed";
      break;
    case HALL_STATE_LEFT:
      state = "left";
      break;
    }
  g_return_val_if_fail (state != NULL, NULL);

  json = hall_event_begin (key, room, lc, ts, previous, NULL, "state");
  g_string_append_c (json, '{');
  hall_json_append_text (json, "state", state);
  hall_json_append_text (json, "name", name);
  g_string_append_c (json, '}');

  return hall_event_finish (key, json, error);
}

/**
 * hall_token_new:
 *
 * Returns: (transfer full): 16 random bytes in base64url, 22 characters
 */
char *
hall_token_new (void)
{
  guint8 token[TOKEN_SIZE];

  /* Without randomness GnuTLS has refused to start. */
  if (gnutls_rnd (GNUTLS_RND_NONCE, token, sizeof token) < 0)
    g_error ("There is no randomness");

  return hall_base64url_encode (token, sizeof token);
}

/**
 * hall_direct_room_id:
 * @id: a person's id
 * @other_id: another's
 *
 * A private conversation has no first event that could name it: its id follows from who they are.
 *
 * Returns: (transfer full): the first 16 bytes of SHA-256 over "hallway/v1/direct" LF, the smaller
 *   and the greater id (compared as text), in base64url
 */
char *
hall_direct_room_id (const char *id,
                     const char *other_id)
{
  g_autofree char *text = NULL;
  guint8 hash[SHA256_SIZE];
  gboolean is_smaller;

  g_return_val_if_fail (hall_id_is_valid (id), NULL);
  g_return_val_if_fail (hall_id_is_valid (other_id), NULL);

  is_smaller = strcmp (id, other_id) < 0;
  text = g_strconcat (DIRECT_PREFIX, is_smaller ? id : other_id, is_smaller ? other_id : id, NULL);
  /* Fails only where GnuTLS has no SHA-256 at all. */
  if (gnutls_hash_fast (GNUTLS_DIG_SHA256, text, strlen (text), hash) < 0)
    g_error ("There is no SHA-256");

  return hall_base64url_encode (hash, HALL_EVENT_ID_SIZE);
}

/**
 * hall_genesis_token:
 * @genesis: of a room
 * @id: of the person who says it
 *
 * Nobody is shown a room's first event before being let in, and nobody can guess its signature. So
 * this says that @id knows it, and so was in the room, to whoever knows it too; and to others
 * nothing. Said by somebody else it is worthless.
 *
 * Returns: (transfer full): the first 16 bytes of SHA-256 over "hallway/v1/genesis" LF, the 64
 *   bytes of the signature and @id as text, in base64url
 */
char *
hall_genesis_token (HallEvent  *genesis,
                    const char *id)
{
  guint8 hash[SHA256_SIZE];
  gnutls_hash_hd_t sha256;

  g_return_val_if_fail (genesis != NULL, NULL);
  g_return_val_if_fail (hall_id_is_valid (id), NULL);

  /* Fails only where GnuTLS has no SHA-256 at all. */
  if (gnutls_hash_init (&sha256, GNUTLS_DIG_SHA256) < 0)
    g_error ("There is no SHA-256");
  gnutls_hash (sha256, GENESIS_PREFIX, strlen (GENESIS_PREFIX));
  gnutls_hash (sha256, genesis->signature, HALL_SIGNATURE_SIZE);
  gnutls_hash (sha256, id, strlen (id));
  gnutls_hash_deinit (sha256, hash);

  return hall_base64url_encode (hash, HALL_EVENT_ID_SIZE);
}

/**
 * hall_logical_clock_next:
 * @now_ms: the wall clock, ms since 1970
 * @offset_ms: what to add to it to get the host's
 * @highest_lc: the highest clock of the room's events that is not above @now_ms + @offset_ms +
 *   HALL_CLOCK_AHEAD_MAX_MS, or 0 if there is none; a higher one is not followed
 *
 * Returns: the clock for the next event
 */
gint64
hall_logical_clock_next (gint64 now_ms,
                         gint64 offset_ms,
                         gint64 highest_lc)
{
  gint64 now = now_ms + CLAMP (offset_ms, -HALL_CLOCK_DIFFERENCE_MAX_MS,
                               HALL_CLOCK_DIFFERENCE_MAX_MS);

  if (highest_lc <= now + HALL_CLOCK_AHEAD_MAX_MS)
    now = MAX (now, highest_lc + 1);

  return CLAMP (now, 0, HALL_NUMBER_MAX);
}
