/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-datagram-decode.c: bytes from the network made into a HallDatagram, or refused.
 *
 * Everything here is done before anybody is believed: a result of hall_datagram_decode () is a
 * claim until hall_datagram_verify () says yes.
 */

#define G_LOG_DOMAIN "hall-datagram-decode"

#include "config.h"

#include <string.h>

#include "hall-event.h"
#include "hall-fields.h"
#include "hall-limits.h"

#include "hall-datagram-private.h"

/* What stands before the JSON, as far as it was read. */
typedef struct
{
  const char *word;
  gsize word_length;
  const char *json;
  gsize json_length;
} Parts;

static gboolean
refuse (GError        **error,
        HallWireError   code,
        const char     *message)
{
  g_set_error_literal (error, HALL_WIRE_ERROR, code, message);

  return FALSE;
}

static gboolean
split (const char    *text,
       gsize          length,
       HallDatagram  *self,
       Parts         *parts,
       GError       **error)
{
  const char *end = text + length;
  const char *at = text + strlen (HALL_DATAGRAM_MAGIC);
  char signature_text[HALL_SIGNATURE_TEXT_LENGTH + 1];

  if (length < strlen (HALL_DATAGRAM_MAGIC) ||
      memcmp (text, HALL_DATAGRAM_MAGIC, strlen (HALL_DATAGRAM_MAGIC)) != 0)
    return refuse (error, HALL_WIRE_ERROR_NOT_HALLWAY, "Not a datagram of this program");

  parts->word = at;
  while (at < end && *at >= 'A' && *at <= 'Z')
    at++;
  parts->word_length = at - parts->word;
  if (parts->word_length == 0 || parts->word_length > HALL_WORD_MAX)
    return refuse (error, HALL_WIRE_ERROR_NOT_HALLWAY, "The datagram names no type");

  if (end - at < 1 + HALL_SIGNATURE_TEXT_LENGTH + 1 ||
      at[0] != ' ' || at[1 + HALL_SIGNATURE_TEXT_LENGTH] != ' ')
    return refuse (error, HALL_WIRE_ERROR_UNSIGNED, "The datagram carries no signature");
  memcpy (signature_text, at + 1, HALL_SIGNATURE_TEXT_LENGTH);
  signature_text[HALL_SIGNATURE_TEXT_LENGTH] = '\0';
  if (!hall_base64url_decode (signature_text, self->signature, HALL_SIGNATURE_SIZE))
    return refuse (error, HALL_WIRE_ERROR_UNSIGNED, "The datagram carries no signature");

  parts->json = at + 1 + HALL_SIGNATURE_TEXT_LENGTH + 1;
  parts->json_length = end - parts->json;

  return TRUE;
}

static gboolean
take_ttl (HallDatagram  *self,
          JsonObject    *object,
          GError       **error)
{
  guint64 seconds;

  if (!hall_field_take_number (object, "ttl", 1, HALL_TTL_MAX_MS / 1000, &seconds, error))
    return FALSE;

  self->ttl_ms = (guint) seconds * 1000;

  return TRUE;
}

static gboolean
take_port (HallDatagram  *self,
           JsonObject    *object,
           GError       **error)
{
  guint64 port;

  if (!hall_field_take_number (object, "tcp", 1, G_MAXUINT16, &port, error))
    return FALSE;

  self->tcp_port = (guint16) port;

  return TRUE;
}

/* [count, digest], or nothing. */
static gboolean
take_known (HallDatagram  *self,
            JsonObject    *object,
            GError       **error)
{
  JsonArray *array;
  JsonNode *count, *digest;

  if (!json_object_has_member (object, "known"))
    return TRUE;
  if (!hall_field_take_array (object, "known", 2, &array, error))
    return FALSE;
  if (json_array_get_length (array) != 2)
    return hall_field_refuse (error, "known");

  count = json_array_get_element (array, 0);
  digest = json_array_get_element (array, 1);
  if (!JSON_NODE_HOLDS_VALUE (count) || json_node_get_value_type (count) != G_TYPE_INT64 ||
      json_node_get_int (count) < 1 || json_node_get_int (count) > HALL_KNOWN_MAX ||
      !JSON_NODE_HOLDS_VALUE (digest) || json_node_get_value_type (digest) != G_TYPE_STRING ||
      !hall_digest_is_valid (json_node_get_string (digest)))
    return hall_field_refuse (error, "known");

  self->known_count = (guint) json_node_get_int (count);
  self->known_digest = g_strdup (json_node_get_string (digest));

  return TRUE;
}

static gboolean
take_hello (HallDatagram  *self,
            JsonObject    *object,
            GError       **error)
{
  return hall_field_take_line (object, "name", FALSE, HALL_NAME_MAX, &self->name, error) &&
         hall_field_take_word (object, "status", "available", &self->status, error) &&
         hall_field_take_line (object, "text", TRUE, HALL_STATUS_TEXT_MAX, &self->status_text,
                               error) &&
         hall_field_take_id (object, "pic", TRUE, hall_digest_is_valid, &self->picture, error) &&
         take_port (self, object, error) &&
         take_ttl (self, object, error) &&
         hall_field_take_versions (object, &self->version_min, &self->version_max, error) &&
         hall_field_take_list (object, "caps", TRUE, HALL_CAPABILITIES_MAX, hall_word_is_valid,
                               &self->capabilities, error) &&
         take_known (self, object, error) &&
         hall_json_get_optional_boolean (object, "q", &self->question, error);
}

static gboolean
take_room (HallDatagram  *self,
           JsonObject    *object,
           GError       **error)
{
  guint64 members;

  if (!hall_field_take_id (object, "room", FALSE, hall_event_id_is_valid, &self->room, error) ||
      !hall_field_take_line (object, "name", FALSE, HALL_NAME_MAX, &self->name, error) ||
      !hall_field_take_line (object, "topic", TRUE, HALL_TOPIC_MAX, &self->topic, error) ||
      !hall_field_take_number (object, "members", 0, G_MAXUINT16, &members, error) ||
      !hall_field_take_word (object, "lock", NULL, &self->lock, error) ||
      !hall_field_take_id (object, "creator", FALSE, hall_id_is_valid, &self->creator, error) ||
      !hall_field_take_line (object, "creator_name", TRUE, HALL_NAME_MAX, &self->creator_name,
                             error) ||
      !hall_field_take_number (object, "epoch", 0, HALL_NUMBER_MAX, &self->epoch, error) ||
      !take_port (self, object, error) ||
      !take_ttl (self, object, error))
    return FALSE;

  self->members = (guint) members;

  return hall_field_take_id (object, "digest", TRUE, hall_digest_is_valid, &self->digest, error);
}

static gboolean
take_fields (HallDatagram  *self,
             JsonObject    *object,
             GError       **error)
{
  if (!hall_field_take_id (object, "id", FALSE, hall_id_is_valid, &self->id, error) ||
      !hall_field_take_number (object, "boot", 0, HALL_NUMBER_MAX, &self->boot, error) ||
      !hall_field_take_number (object, "seq", 0, HALL_NUMBER_MAX, &self->seq, error))
    return FALSE;

  switch (self->type)
    {
    case HALL_DATAGRAM_HELLO:
      return take_hello (self, object, error);
    case HALL_DATAGRAM_BYE:
      return TRUE;
    case HALL_DATAGRAM_ROOM:
      return take_room (self, object, error);
    case HALL_DATAGRAM_ROOMBYE:
      return hall_field_take_id (object, "room", FALSE, hall_event_id_is_valid, &self->room,
                                 error) &&
             hall_field_take_number (object, "epoch", 0, HALL_NUMBER_MAX, &self->epoch, error) &&
             hall_field_take_id (object, "next", TRUE, hall_id_is_valid, &self->next_host, error);
    }

  g_assert_not_reached ();
}

/**
 * hall_datagram_decode:
 * @data: (array length=length): what a socket received, 0 bytes included
 * @length: how many bytes
 * @error: return location for an error of HALL_WIRE_ERROR, any but BAD_SIGNATURE and BAD_LENGTH
 *
 * Checks everything but the signature, cheapest first.
 *
 * Returns: (transfer full) (nullable): the datagram, or %NULL with @error set
 */
HallDatagram *
hall_datagram_decode (gconstpointer   data,
                      gsize           length,
                      GError        **error)
{
  g_autoptr (HallDatagram) self = NULL;
  g_autoptr (JsonObject) object = NULL;
  GString *body;
  Parts parts;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  if (length == 0)
    refuse (error, HALL_WIRE_ERROR_EMPTY, "The datagram is empty");
  else if (length > HALL_DATAGRAM_MAX)
    refuse (error, HALL_WIRE_ERROR_TOO_BIG, "The datagram is too big");
  else if (!g_utf8_validate_len (data, length, NULL))
    refuse (error, HALL_WIRE_ERROR_NOT_UTF8, "The datagram is not UTF-8");
  else
    self = hall_datagram_new (HALL_DATAGRAM_HELLO);

  if (self == NULL || !split (data, length, self, &parts, error))
    return NULL;

  if (!hall_datagram_type_from_word (parts.word, parts.word_length, &self->type))
    {
      refuse (error, HALL_WIRE_ERROR_UNKNOWN_TYPE, "The datagram is of an unknown type");
      return NULL;
    }

  object = hall_json_parse (parts.json, parts.json_length, error);
  if (object == NULL || !take_fields (self, object, error))
    return NULL;

  /* Heard, but not to be answered: the answer may be longer, and the source a victim's. */
  if (length < HALL_DATAGRAM_MAX)
    self->question = FALSE;

  body = g_string_sized_new (parts.word_length + 1 + parts.json_length);
  g_string_append_len (body, parts.word, parts.word_length);
  g_string_append_c (body, '\n');
  g_string_append_len (body, parts.json, parts.json_length);
  self->signed_bytes = g_string_free_to_bytes (body);

  return g_steal_pointer (&self);
}

/**
 * hall_datagram_verify:
 * @self: what hall_datagram_decode () returned
 * @error: return location for HALL_WIRE_ERROR_BAD_SIGNATURE
 *
 * Takes about 70 µs.
 *
 * Returns: whether the key that the id names signed it
 */
gboolean
hall_datagram_verify (HallDatagram  *self,
                      GError       **error)
{
  const char *body;
  gsize length;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (self->signed_bytes != NULL, FALSE);

  body = g_bytes_get_data (self->signed_bytes, &length);
  if (!hall_id_verify (self->id, HALL_DATAGRAM_PREFIX, body, length, self->signature))
    return refuse (error, HALL_WIRE_ERROR_BAD_SIGNATURE, "The datagram's signature is wrong");

  return TRUE;
}
