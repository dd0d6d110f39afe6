/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-packet-directory.c: the packets by which peers tell one another whom they have heard, and
 * whether they can be reached; there and back.
 *
 * Part of hall-packet-decode.c and -encode.c. Datagrams within are decoded and not verified; whose
 * addresses are worth a dial is for their receiver to say.
 */

#define G_LOG_DOMAIN "hall-packet-directory"

#include "config.h"

#include <string.h>

#include "hall-fields.h"
#include "hall-json-writer.h"
#include "hall-limits.h"

#include "hall-packet-private.h"

/* {"d":,"age":7200000,"addr":[]}, and a comma; an address with its quotes and a comma. */
#define RELAYED_OVERHEAD 40
#define ADDRESS_OVERHEAD 18

/**
 * hall_relayed_new:
 * @datagram: what is passed on
 * @age_ms: how long ago somebody heard it
 * @addresses: (nullable): where from
 *
 * Returns: (transfer full): something relayed
 */
HallRelayed *
hall_relayed_new (HallDatagram      *datagram,
                  guint              age_ms,
                  const char *const *addresses)
{
  HallRelayed *self;

  g_return_val_if_fail (datagram != NULL, NULL);

  self = g_new0 (HallRelayed, 1);
  self->datagram = hall_datagram_ref (datagram);
  self->age_ms = age_ms;
  self->addresses = g_strdupv ((char **) addresses);

  return self;
}

/**
 * hall_relayed_free:
 * @self: (transfer full): something relayed
 */
void
hall_relayed_free (HallRelayed *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->datagram, hall_datagram_unref);
  g_strfreev (self->addresses);
  g_free (self);
}

/**
 * hall_packet_measure_relayed:
 * @relayed: something relayed
 *
 * Says how much of a frame it takes at most, escapes included. HALL_SYNC_BYTES_MAX limits the sum
 * of this over what one `dir` adds, so that it always fits.
 *
 * Returns: bytes
 */
gsize
hall_packet_measure_relayed (const HallRelayed *relayed)
{
  g_autoptr (GBytes) bytes = NULL;
  gsize length, n_addresses = 0;
  const char *text;

  g_return_val_if_fail (relayed != NULL, 0);

  bytes = hall_datagram_to_bytes (relayed->datagram);
  text = g_bytes_get_data (bytes, &length);
  if (relayed->addresses != NULL)
    n_addresses = g_strv_length (relayed->addresses);

  return hall_json_string_size (text, length) + RELAYED_OVERHEAD + ADDRESS_OVERHEAD * n_addresses;
}

/* Adds to @size what the datagram's text takes, unescaped. */
static HallRelayed *
take_relayed (JsonNode  *node,
              gsize     *size,
              gboolean  *unknown,
              GError   **error)
{
  g_autoptr (HallDatagram) datagram = NULL;
  g_autoptr (GError) refusal = NULL;
  g_auto (GStrv) addresses = NULL;
  JsonObject *object;
  const char *text;
  guint64 age;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      hall_field_refuse (error, "add");
      return NULL;
    }
  object = json_node_get_object (node);
  text = hall_json_get_text (object, "d", HALL_DATAGRAM_MAX, error);
  if (text == NULL || !hall_field_take_number (object, "age", 0, HALL_TTL_MAX_MS, &age, error) ||
      !hall_field_take_list (object, "addr", TRUE, HALL_ADDRESSES_PER_PERSON,
                             hall_address_is_valid, &addresses, error))
    return NULL;

  *size += strlen (text);
  datagram = hall_datagram_decode (text, strlen (text), &refusal);
  /* Of a later version: nothing to us, and no fault of who passes it on. */
  *unknown = g_error_matches (refusal, HALL_WIRE_ERROR, HALL_WIRE_ERROR_UNKNOWN_TYPE);
  if (datagram == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return NULL;
    }

  return hall_relayed_new (datagram, (guint) age, (const char *const *) addresses);
}

static gboolean
take_add (HallPacket  *self,
          JsonObject  *object,
          GError     **error)
{
  JsonArray *array;
  gsize size = 0;

  self->relayed = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_relayed_free);
  if (!json_object_has_member (object, "add"))
    return TRUE;
  if (!hall_field_take_array (object, "add", HALL_LIST_PAGE_MAX, &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr (GError) refusal = NULL;
      gboolean unknown = FALSE;
      HallRelayed *relayed = take_relayed (json_array_get_element (array, i), &size, &unknown,
                                           &refusal);

      if (size > HALL_SYNC_BYTES_MAX)
        {
          g_clear_pointer (&relayed, hall_relayed_free);
          return hall_field_refuse (error, "add");
        }
      if (relayed != NULL)
        g_ptr_array_add (self->relayed, relayed);
      else if (!unknown)
        {
          g_propagate_error (error, g_steal_pointer (&refusal));
          return FALSE;
        }
    }

  return TRUE;
}

gboolean
hall_packet_take_directory (HallPacket  *self,
                            JsonObject  *object,
                            GError     **error)
{
  if (!hall_json_get_optional_boolean (object, "q", &self->question, error) ||
      !hall_packet_take_more (self, object, error))
    return FALSE;

  if (self->question)
    return hall_json_get_optional_boolean (object, "stay", &self->stay, error) &&
           hall_field_take_list (object, "have", FALSE, HALL_LIST_PAGE_MAX, hall_digest_is_valid,
                                 &self->have, error);

  return take_add (self, object, error) &&
         hall_field_take_list (object, "want", TRUE, HALL_LIST_PAGE_MAX, hall_digest_is_valid,
                               &self->wanted, error);
}

gboolean
hall_packet_take_reach (HallPacket  *self,
                        JsonObject  *object,
                        GError     **error)
{
  guint64 port;

  if (!hall_json_get_optional_boolean (object, "q", &self->question, error))
    return FALSE;
  if (self->question)
    {
      if (!hall_field_take_number (object, "tcp", 1, G_MAXUINT16, &port, error))
        return FALSE;
      self->tcp_port = (guint16) port;
      return TRUE;
    }

  if (!hall_json_get_optional_boolean (object, "ok", &self->ok, error))
    return FALSE;

  return self->ok || hall_field_take_word (object, "why", NULL, &self->code, error);
}

static void
append_relayed (GString           *json,
                const HallRelayed *relayed)
{
  g_autoptr (GBytes) bytes = hall_datagram_to_bytes (relayed->datagram);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  g_string_append_c (json, '{');
  hall_json_append_name (json, "d");
  hall_json_append_string (json, text, length);
  hall_json_append_integer (json, "age", relayed->age_ms);
  hall_json_append_texts (json, "addr", (const char * const *) relayed->addresses);
  g_string_append_c (json, '}');
}

static void
append_add (GString          *json,
            const HallPacket *self)
{
  hall_json_append_name (json, "add");
  g_string_append_c (json, '[');
  for (guint i = 0; self->relayed != NULL && i < self->relayed->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      append_relayed (json, g_ptr_array_index (self->relayed, i));
    }
  g_string_append_c (json, ']');
  hall_json_append_texts (json, "want", (const char * const *) self->wanted);
}

static void
append_reach (GString          *json,
              const HallPacket *self)
{
  if (self->question)
    {
      hall_json_append_integer (json, "tcp", self->tcp_port);
      return;
    }
  hall_json_append_true (json, "ok", self->ok);
  if (!self->ok)
    hall_json_append_text (json, "why", self->code);
}

void
hall_packet_append_directory (GString          *json,
                              const HallPacket *self)
{
  static const char * const none[] = { NULL };

  hall_json_append_true (json, "q", self->question);
  if (self->type == HALL_PACKET_REACH)
    {
      append_reach (json, self);
      return;
    }

  if (self->question)
    {
      hall_json_append_texts (json, "have",
                              self->have != NULL ? (const char * const *) self->have : none);
      hall_json_append_true (json, "stay", self->stay);
    }
  else
    append_add (json, self);
  hall_json_append_true (json, "more", self->more);
}
