/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-packet-decode-people.c: the packets by which people are let in, seen and seen writing, read
 * from their JSON.
 *
 * Part of hall-packet-decode.c. Shares and confirmations are right in length only: whether they are
 * right is for HallSpake2 to say; whether a picture is one, for whoever shows it.
 */

#define G_LOG_DOMAIN "hall-packet-decode-people"

#include "config.h"

#include <string.h>

#include "hall-fields.h"
#include "hall-limits.h"
#include "hall-passphrase.h"

#include "hall-packet-private.h"

#define SHARE_TEXT_LENGTH 87
/* Of a piece, in base64url. */
#define DATA_TEXT_MAX ((HALL_PICTURE_PIECE * 4 + 2) / 3)

static gboolean
take_bytes (JsonObject  *object,
            const char  *member,
            guint8      *bytes,
            gsize        length,
            GError     **error)
{
  const char *text = hall_json_get_text (object, member, SHARE_TEXT_LENGTH, error);

  if (text == NULL)
    return FALSE;
  if (!hall_base64url_decode (text, bytes, length))
    return hall_field_refuse (error, member);

  return TRUE;
}

static gboolean
take_share (HallPacket  *self,
            JsonObject  *object,
            GError     **error)
{
  return take_bytes (object, "share", self->share, sizeof self->share, error);
}

static gboolean
take_confirmation (HallPacket  *self,
                   JsonObject  *object,
                   GError     **error)
{
  return take_bytes (object, "confirm", self->confirmation, sizeof self->confirmation, error);
}

static gboolean
is_salt (const char *text)
{
  guint8 salt[HALL_SALT_SIZE];

  return hall_base64url_decode (text, salt, sizeof salt);
}

gboolean
hall_packet_take_pake1 (HallPacket  *self,
                        JsonObject  *object,
                        GError     **error)
{
  return hall_packet_take_room (self, object, error) &&
         hall_field_take_id (object, "salt", FALSE, is_salt, &self->salt, error) &&
         take_share (self, object, error);
}

gboolean
hall_packet_take_pake2 (HallPacket  *self,
                        JsonObject  *object,
                        GError     **error)
{
  return hall_packet_take_room (self, object, error) && take_share (self, object, error) &&
         take_confirmation (self, object, error);
}

gboolean
hall_packet_take_pake3 (HallPacket  *self,
                        JsonObject  *object,
                        GError     **error)
{
  return hall_packet_take_room (self, object, error) && take_confirmation (self, object, error);
}

gboolean
hall_packet_take_typing (HallPacket  *self,
                         JsonObject  *object,
                         GError     **error)
{
  return hall_packet_take_room (self, object, error) &&
         hall_field_take_id (object, "id", TRUE, hall_id_is_valid, &self->person, error) &&
         hall_json_get_optional_boolean (object, "typing", &self->typing, error);
}

static gboolean
take_data (HallPacket  *self,
           const char  *text,
           GError     **error)
{
  gsize length = strlen (text) / 4 * 3;
  g_autofree guint8 *data = NULL;

  if (strlen (text) % 4 != 0)
    length += strlen (text) % 4 - 1;
  if (length == 0 || length > HALL_PICTURE_PIECE)
    return hall_field_refuse (error, "data");

  data = g_malloc (length);
  if (!hall_base64url_decode (text, data, length))
    return hall_field_refuse (error, "data");
  self->data = g_bytes_new_take (g_steal_pointer (&data), length);

  return TRUE;
}

gboolean
hall_packet_take_picture (HallPacket  *self,
                          JsonObject  *object,
                          GError     **error)
{
  const char *text;
  gint64 size, offset = 0;

  if (!hall_field_take_id (object, "digest", FALSE, hall_digest_is_valid, &self->digest, error) ||
      !hall_json_get_optional_boolean (object, "q", &self->question, error))
    return FALSE;
  if (self->question)
    return TRUE;

  /* Without data: there is no such picture. */
  if (!hall_json_get_optional_text (object, "data", DATA_TEXT_MAX, &text, error))
    return FALSE;
  if (text == NULL)
    return TRUE;

  if (!take_data (self, text, error) ||
      !hall_json_get_integer (object, "size", 1, HALL_PICTURE_MAX, &size, error) ||
      !hall_json_get_optional_integer (object, "offset", 0, HALL_PICTURE_MAX, &offset, error))
    return FALSE;
  if (offset + (gint64) g_bytes_get_size (self->data) > size)
    return hall_field_refuse (error, "offset");
  self->size = (guint) size;
  self->offset = (guint) offset;

  return TRUE;
}

gboolean
hall_packet_take_tries (HallPacket  *self,
                        JsonObject  *object,
                        GError     **error)
{
  gint64 tries = -1;

  if (!hall_json_get_optional_integer (object, "tries", 0, HALL_TRIES_MAX, &tries, error))
    return FALSE;

  self->tries = (int) tries;

  return TRUE;
}
