/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-datagram.c: HallDatagram, the value, and its way onto the wire.
 *
 * An immutable value once its maker has filled it in; owned by whoever holds a reference. It knows
 * no sockets and no clocks. Decoding is in hall-datagram-decode.c.
 */

#define G_LOG_DOMAIN "hall-datagram"

#include "config.h"

#include <string.h>

#include "hall-datagram-private.h"
#include "hall-error.h"
#include "hall-json-writer.h"
#include "hall-known.h"
#include "hall-limits.h"
#include "hall-text-private.h"

#include "hall-datagram.h"

/* ,"pad":"" */
#define PAD_OVERHEAD 9

static const char * const type_words[] = { "HELLO", "BYE", "ROOM", "ROOMBYE" };

G_STATIC_ASSERT (G_N_ELEMENTS (type_words) == HALL_DATAGRAM_ROOMBYE + 1);

G_DEFINE_BOXED_TYPE (HallDatagram, hall_datagram, hall_datagram_ref, hall_datagram_unref)

/*
 * hall_datagram_type_to_word:
 * @type: a type
 *
 * Returns: (transfer none): its word on the wire
 */
const char *
hall_datagram_type_to_word (HallDatagramType type)
{
  g_return_val_if_fail ((guint) type < G_N_ELEMENTS (type_words), NULL);

  return type_words[type];
}

/*
 * hall_datagram_type_from_word:
 * @word: (array length=length): a word from the wire
 * @length: its length
 * @type: (out): the type
 *
 * Returns: whether it is known
 */
gboolean
hall_datagram_type_from_word (const char       *word,
                              gsize             length,
                              HallDatagramType *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (type_words); i++)
    {
      if (strlen (type_words[i]) == length && memcmp (type_words[i], word, length) == 0)
        {
          *type = (HallDatagramType) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * hall_datagram_new:
 * @type: what it says
 *
 * Creates a datagram whose fields are all zero, to be filled in by the caller. Texts are owned by
 * the datagram (g_free()).
 *
 * Returns: (transfer full): the datagram
 */
HallDatagram *
hall_datagram_new (HallDatagramType type)
{
  HallDatagram *self = g_new0 (HallDatagram, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->type = type;

  return self;
}

/**
 * hall_datagram_ref:
 * @self: a datagram
 *
 * Returns: (transfer full): @self
 */
HallDatagram *
hall_datagram_ref (HallDatagram *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * hall_datagram_unref:
 * @self: (transfer full): a datagram
 */
void
hall_datagram_unref (HallDatagram *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->status);
  g_free (self->picture);
  g_free (self->status_text);
  g_strfreev (self->capabilities);
  g_free (self->known_digest);
  g_free (self->room);
  g_free (self->topic);
  g_free (self->lock);
  g_free (self->creator);
  g_free (self->creator_name);
  g_free (self->digest);
  g_free (self->next_host);
  g_clear_pointer (&self->signed_bytes, g_bytes_unref);
  g_free (self);
}

static guint
seconds_of (guint ms)
{
  return ms / 1000 + (ms % 1000 != 0);
}

static void
append_hello (const HallDatagram *self,
              GString            *json)
{
  hall_json_append_text (json, "name", self->name);
  hall_json_append_text (json, "status", self->status != NULL ? self->status : "available");
  hall_json_append_text (json, "text", self->status_text);
  hall_json_append_text (json, "pic", self->picture);
  hall_json_append_integer (json, "tcp", self->tcp_port);
  hall_json_append_integer (json, "ttl", seconds_of (self->ttl_ms));
  hall_json_append_name (json, "v");
  g_string_append_printf (json, "[%u,%u]", self->version_min, self->version_max);
  hall_json_append_texts (json, "caps", (const char * const *) self->capabilities);
  if (self->known_digest != NULL)
    {
      hall_json_append_name (json, "known");
      g_string_append_printf (json, "[%u,", self->known_count);
      hall_json_append_string (json, self->known_digest, -1);
      g_string_append_c (json, ']');
    }
  hall_json_append_true (json, "q", self->question);
}

static void
append_room (const HallDatagram *self,
             const char         *topic,
             GString            *json)
{
  hall_json_append_text (json, "room", self->room);
  hall_json_append_text (json, "name", self->name);
  hall_json_append_text (json, "topic", topic);
  hall_json_append_integer (json, "members", self->members);
  hall_json_append_text (json, "lock", self->lock != NULL ? self->lock : "open");
  hall_json_append_text (json, "creator", self->creator);
  hall_json_append_text (json, "creator_name", self->creator_name);
  hall_json_append_integer (json, "epoch", (gint64) self->epoch);
  hall_json_append_integer (json, "tcp", self->tcp_port);
  hall_json_append_integer (json, "ttl", seconds_of (self->ttl_ms));
  hall_json_append_text (json, "digest", self->digest);
}

/* TYPE, LF and the JSON: what is signed after the prefix. */
static GString *
make_signed_text (const HallDatagram *self,
                  const char         *id,
                  const char         *topic)
{
  GString *body = g_string_sized_new (HALL_DATAGRAM_MAX);
  GString *json = g_string_sized_new (HALL_DATAGRAM_MAX);

  g_string_append_c (json, '{');
  hall_json_append_text (json, "id", id);
  hall_json_append_integer (json, "boot", (gint64) self->boot);
  hall_json_append_integer (json, "seq", (gint64) self->seq);

  switch (self->type)
    {
    case HALL_DATAGRAM_HELLO:
      append_hello (self, json);
      break;
    case HALL_DATAGRAM_BYE:
      break;
    case HALL_DATAGRAM_ROOM:
      append_room (self, topic, json);
      break;
    case HALL_DATAGRAM_ROOMBYE:
      hall_json_append_text (json, "room", self->room);
      hall_json_append_integer (json, "epoch", (gint64) self->epoch);
      hall_json_append_text (json, "next", self->next_host);
      break;
    }
  g_string_append_c (json, '}');

  g_string_append (body, hall_datagram_type_to_word (self->type));
  g_string_append_c (body, '\n');
  g_string_append_len (body, json->str, json->len);
  g_string_free (json, TRUE);

  return body;
}

/* A datagram is as long as its signed text (whose LF becomes a space) and these. */
static gsize
size_on_wire (const GString *body)
{
  return strlen (HALL_DATAGRAM_MAGIC) + HALL_SIGNATURE_TEXT_LENGTH + 1 + body->len;
}

/* Makes the datagram exactly HALL_DATAGRAM_MAX, so that no answer is larger than its question. */
static void
pad_question (GString *body)
{
  gsize missing = HALL_DATAGRAM_MAX - size_on_wire (body);

  g_string_truncate (body, body->len - 1);
  if (missing >= PAD_OVERHEAD)
    {
      g_string_append (body, ",\"pad\":\"");
      for (gsize i = PAD_OVERHEAD; i < missing; i++)
        g_string_append_c (body, '.');
      g_string_append_c (body, '"');
    }
  else
    {
      /* Too little room for the member: white space does as well. */
      for (gsize i = 0; i < missing; i++)
        g_string_append_c (body, ' ');
    }
  g_string_append_c (body, '}');
}

/* Shortens the topic until the datagram fits. */
static GString *
make_fitting_text (const HallDatagram  *self,
                   const char          *id,
                   GError             **error)
{
  g_autofree char *topic = g_strdup (self->topic);
  gsize limit = HALL_ANNOUNCED_TOPIC_MAX;

  for (;;)
    {
      GString *body;
      gsize size;

      if (topic != NULL)
        topic[hall_text_cut (topic, limit)] = '\0';
      body = make_signed_text (self, id, topic != NULL && *topic != '\0' ? topic : NULL);
      size = size_on_wire (body);
      if (size <= HALL_DATAGRAM_MAX)
        return body;

      g_string_free (body, TRUE);
      if (topic == NULL || *topic == '\0')
        {
          g_set_error_literal (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG,
                               "The announcement does not fit into a datagram");
          return NULL;
        }
      limit = strlen (topic) - 1;
    }
}

/**
 * hall_datagram_encode:
 * @self: a datagram whose fields are filled in; its id is taken from @key
 * @key: who sends it
 * @error: return location for HALL_WIRE_ERROR_TOO_BIG: it does not fit even without its topic
 *
 * Writes and signs @self. The time to live is rounded up to seconds.
 *
 * Returns: (transfer full) (nullable): at most HALL_DATAGRAM_MAX bytes of text, or %NULL with
 *   @error set
 */
GBytes *
hall_datagram_encode (HallDatagram  *self,
                      HallKey       *key,
                      GError       **error)
{
  GString *body;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (key != NULL, NULL);

  body = make_fitting_text (self, hall_key_get_id (key), error);
  if (body == NULL)
    return NULL;
  if (self->type == HALL_DATAGRAM_HELLO && self->question)
    pad_question (body);

  hall_key_sign (key, HALL_DATAGRAM_PREFIX, body->str, body->len, self->signature);
  g_clear_pointer (&self->signed_bytes, g_bytes_unref);
  self->signed_bytes = g_string_free_to_bytes (body);

  return hall_datagram_to_bytes (self);
}

/**
 * hall_datagram_to_bytes:
 * @self: a datagram that was decoded, or encoded
 *
 * Whoever passes a datagram on passes on these bytes: the signature is over nothing else.
 *
 * Returns: (transfer full): the datagram as it was on the wire
 */
GBytes *
hall_datagram_to_bytes (HallDatagram *self)
{
  g_autofree char *signature = NULL;
  const char *body;
  gsize length, word_length;
  GString *wire;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->signed_bytes != NULL, NULL);

  body = g_bytes_get_data (self->signed_bytes, &length);
  word_length = strlen (hall_datagram_type_to_word (self->type));
  signature = hall_base64url_encode (self->signature, HALL_SIGNATURE_SIZE);

  wire = g_string_sized_new (HALL_DATAGRAM_MAX + 1);
  g_string_append (wire, HALL_DATAGRAM_MAGIC);
  g_string_append_len (wire, body, word_length);
  g_string_append_c (wire, ' ');
  g_string_append (wire, signature);
  g_string_append_c (wire, ' ');
  g_string_append_len (wire, body + word_length + 1, length - word_length - 1);

  return g_string_free_to_bytes (wire);
}

/**
 * hall_datagram_make_token:
 * @self: a datagram that was decoded, or encoded
 *
 * Returns: (transfer full): 11 characters: the first 8 bytes of the SHA-256 of its signature
 */
char *
hall_datagram_make_token (HallDatagram *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 hash[32];
  gsize length = sizeof hash;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->signed_bytes != NULL, NULL);

  g_checksum_update (checksum, self->signature, HALL_SIGNATURE_SIZE);
  g_checksum_get_digest (checksum, hash, &length);

  return hall_base64url_encode (hash, HALL_KNOWN_SIZE);
}
