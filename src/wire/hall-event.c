/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-event.c: HallEvent, the value: decoding, verifying, order.
 *
 * An immutable value; references may be held by several threads. It never judges whether its
 * author was allowed to say this, which is the fold's business, nor whether its clock is sane. What
 * the kinds say is read in hall-event-body.c.
 */

#define G_LOG_DOMAIN "hall-event"

#include "config.h"

#include <string.h>

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include "hall-event-private.h"
#include "hall-fields.h"
#include "hall-limits.h"
#include "hall-text.h"

#include "hall-event.h"

#define SHA256_SIZE 32

G_DEFINE_BOXED_TYPE (HallEvent, hall_event, hall_event_ref, hall_event_unref)

/**
 * hall_event_ref:
 * @self: an event
 *
 * May be called from any thread.
 *
 * Returns: (transfer full): @self
 */
HallEvent *
hall_event_ref (HallEvent *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * hall_event_unref:
 * @self: (transfer full): an event
 *
 * May be called from any thread.
 */
void
hall_event_unref (HallEvent *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->room);
  g_free (self->author);
  g_free (self->previous);
  g_free (self->token);
  g_free (self->kind_name);
  g_free (self->text);
  g_free (self->reply);
  g_clear_pointer (&self->mentions, g_ptr_array_unref);
  g_free (self->emoji);
  g_free (self->name);
  g_free (self->topic);
  g_free (self->person);
  g_free (self->salt);
  g_free (self->secret);
  g_free (self->target);
  g_free (self->invited_room);
  g_free (self->invited_host);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

/* The room is empty in a genesis event, whose id it will be, and in no other. */
static gboolean
take_room (HallEvent   *self,
           JsonObject  *object,
           GError     **error)
{
  const char *room = hall_json_get_text (object, "r", HALL_EVENT_ID_LENGTH, error);

  if (room == NULL)
    return FALSE;
  if (strcmp (self->kind_name, "genesis") == 0)
    {
      if (*room != '\0')
        return hall_field_refuse (error, "r");
      self->room = g_strdup (self->id);
      return TRUE;
    }
  if (!hall_event_id_is_valid (room))
    return hall_field_refuse (error, "r");

  self->room = g_strdup (room);

  return TRUE;
}

static gboolean
take_fields (HallEvent   *self,
             JsonObject  *object,
             GError     **error)
{
  gint64 version;

  return hall_json_get_integer (object, "v", 1, G_MAXUINT16, &version, error) &&
         hall_field_take_word (object, "k", NULL, &self->kind_name, error) &&
         take_room (self, object, error) &&
         hall_field_take_id (object, "a", FALSE, hall_id_is_valid, &self->author, error) &&
         hall_json_get_integer (object, "lc", 0, HALL_NUMBER_MAX, &self->lc, error) &&
         hall_json_get_integer (object, "ts", 0, HALL_NUMBER_MAX, &self->ts, error) &&
         hall_field_take_id (object, "p", TRUE, hall_event_id_is_valid, &self->previous, error) &&
         hall_field_take_id (object, "o", TRUE, hall_event_id_is_valid, &self->token, error) &&
         hall_event_take_body (self, object, version, error);
}

/*
 * hall_event_new_from_bytes:
 * @bytes: JSON text
 * @error: return location for an error of HALL_WIRE_ERROR
 *
 * Returns: (transfer full) (nullable): the event without its signature, or %NULL with @error set
 */
HallEvent *
hall_event_new_from_bytes (GBytes  *bytes,
                           GError **error)
{
  g_autoptr (HallEvent) self = NULL;
  g_autoptr (JsonObject) object = NULL;
  guint8 hash[SHA256_SIZE];
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (length == 0)
    {
      g_set_error_literal (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_EMPTY, "The event is empty");
      return NULL;
    }
  if (length > HALL_EVENT_MAX)
    {
      g_set_error_literal (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG,
                           "The event is too big");
      return NULL;
    }
  object = hall_json_parse (text, length, error);
  if (object == NULL)
    return NULL;

  self = g_new0 (HallEvent, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->bytes = g_bytes_ref (bytes);
  /* Fails only where GnuTLS has no SHA-256 at all. */
  if (gnutls_hash_fast (GNUTLS_DIG_SHA256, text, length, hash) < 0)
    g_error ("There is no SHA-256");
  memcpy (self->raw_id, hash, HALL_EVENT_ID_SIZE);
  self->id = hall_base64url_encode (self->raw_id, HALL_EVENT_ID_SIZE);

  if (!take_fields (self, object, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * hall_event_decode:
 * @e: (array length=length): the event's text
 * @length: its size in bytes
 * @signature_text: (nullable): the signature in base64url
 * @error: return location for an error of HALL_WIRE_ERROR: EMPTY, TOO_BIG, UNSIGNED, BAD_FIELD and
 *   those of hall_json_check ()
 *
 * Checks everything but whether the signature is right.
 *
 * Returns: (transfer full) (nullable): the event, or %NULL with @error set
 */
HallEvent *
hall_event_decode (const char  *e,
                   gsize        length,
                   const char  *signature_text,
                   GError     **error)
{
  g_autoptr (GBytes) bytes = NULL;
  guint8 signature[HALL_SIGNATURE_SIZE];

  g_return_val_if_fail (e != NULL || length == 0, NULL);

  if (length > HALL_EVENT_MAX)
    {
      g_set_error_literal (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG,
                           "The event is too big");
      return NULL;
    }
  if (!hall_base64url_decode (signature_text, signature, sizeof signature))
    {
      g_set_error_literal (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_UNSIGNED,
                           "The event carries no signature");
      return NULL;
    }

  bytes = g_bytes_new (e, length);

  return hall_event_new_from_stored (bytes, signature, error);
}

/**
 * hall_event_new_from_stored:
 * @bytes: the event's text
 * @signature: its signature
 * @error: return location for an error of HALL_WIRE_ERROR, as hall_event_decode () sets it
 *
 * Makes an event of what the store kept. May be called from any thread.
 *
 * Returns: (transfer full) (nullable): the event, or %NULL with @error set
 */
HallEvent *
hall_event_new_from_stored (GBytes        *bytes,
                            const guint8   signature[HALL_SIGNATURE_SIZE],
                            GError       **error)
{
  HallEvent *self;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (signature != NULL, NULL);

  self = hall_event_new_from_bytes (bytes, error);
  if (self != NULL)
    memcpy (self->signature, signature, HALL_SIGNATURE_SIZE);

  return self;
}

/**
 * hall_event_verify:
 * @self: an event
 * @error: return location for HALL_WIRE_ERROR_BAD_SIGNATURE
 *
 * Takes about 70 µs. May be called from any thread.
 *
 * Returns: whether its author signed it
 */
gboolean
hall_event_verify (HallEvent  *self,
                   GError    **error)
{
  const char *text;
  gsize length;

  g_return_val_if_fail (self != NULL, FALSE);

  text = g_bytes_get_data (self->bytes, &length);
  if (hall_id_verify (self->author, HALL_EVENT_PREFIX, text, length, self->signature))
    return TRUE;

  g_set_error_literal (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_SIGNATURE,
                       "The event's signature is wrong");

  return FALSE;
}

/**
 * hall_event_compare:
 * @a: an event
 * @b: another one
 *
 * The order of a room: by clock, then by the raw bytes of the id.
 *
 * Returns: negative, zero or positive, as strcmp() does
 */
int
hall_event_compare (const HallEvent *a,
                    const HallEvent *b)
{
  if (a->lc != b->lc)
    return a->lc < b->lc ? -1 : 1;

  return memcmp (a->raw_id, b->raw_id, HALL_EVENT_ID_SIZE);
}

/**
 * hall_event_id_is_valid:
 * @id: (nullable): a text from anywhere
 *
 * Returns: whether it has the form of an event's id (or a room's, or an outbox token)
 */
gboolean
hall_event_id_is_valid (const char *id)
{
  guint8 raw_id[HALL_EVENT_ID_SIZE];

  return hall_base64url_decode (id, raw_id, sizeof raw_id);
}
