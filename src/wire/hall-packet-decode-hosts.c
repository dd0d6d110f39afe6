/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-packet-decode-hosts.c: the packets that say who hosts a room, read from their JSON.
 *
 * Part of hall-packet-decode.c. That these tell the truth is for their receiver to find out.
 */

#define G_LOG_DOMAIN "hall-packet-decode-hosts"

#include "config.h"

#include "hall-fields.h"
#include "hall-limits.h"

#include "hall-packet-private.h"

static gboolean
take_epoch (HallPacket  *self,
            JsonObject  *object,
            GError     **error)
{
  return hall_field_take_number (object, "epoch", 0, HALL_NUMBER_MAX, &self->epoch, error);
}

static gboolean
take_members (HallPacket  *self,
              JsonObject  *object,
              GError     **error)
{
  guint64 members;

  if (!hall_field_take_number (object, "members", 0, G_MAXUINT16, &members, error))
    return FALSE;

  self->members = (guint) members;

  return TRUE;
}

static gboolean
take_port (HallPacket  *self,
           JsonObject  *object,
           GError     **error)
{
  gint64 port = 0;

  if (!hall_json_get_optional_integer (object, "tcp", 0, G_MAXUINT16, &port, error))
    return FALSE;

  self->tcp_port = (guint16) port;

  return TRUE;
}

static gboolean
take_reach (HallPacket  *self,
            JsonObject  *object,
            gboolean     optional,
            GError     **error)
{
  return hall_field_take_id (object, "host", optional, hall_id_is_valid, &self->host, error) &&
         hall_field_take_list (object, "addr", TRUE, HALL_ADDRESSES_PER_PERSON,
                               hall_address_is_valid, &self->addresses, error) &&
         take_port (self, object, error);
}

gboolean
hall_packet_take_join (HallPacket  *self,
                       JsonObject  *object,
                       GError     **error)
{
  JsonNode *yield = json_object_get_member (object, "yield");
  guint64 fit;

  /* Without a room: the only one that is hosted there. */
  if (!hall_field_take_id (object, "room", TRUE, hall_event_id_is_valid, &self->room, error) ||
      !hall_field_take_number (object, "fit", 0, HALL_FIT_MAX, &fit, error) ||
      !hall_field_take_line (object, "name", FALSE, HALL_NAME_MAX, &self->name, error) ||
      !take_port (self, object, error) ||
      !hall_json_get_optional_boolean (object, "compare", &self->compare, error) ||
      !hall_json_get_optional_boolean (object, "prove", &self->prove, error) ||
      !hall_field_take_id (object, "knows", TRUE, hall_event_id_is_valid, &self->knows, error))
    return FALSE;

  self->fit = (guint) fit;
  if (yield == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (yield))
    return hall_field_refuse (error, "yield");
  self->yield = TRUE;

  return take_epoch (self, json_node_get_object (yield), error) &&
         take_members (self, json_node_get_object (yield), error);
}

gboolean
hall_packet_take_not_host (HallPacket  *self,
                           JsonObject  *object,
                           GError     **error)
{
  return hall_packet_take_room (self, object, error) && take_reach (self, object, TRUE, error);
}

gboolean
hall_packet_take_moved (HallPacket  *self,
                        JsonObject  *object,
                        GError     **error)
{
  return hall_packet_take_room (self, object, error) && take_epoch (self, object, error) &&
         take_reach (self, object, FALSE, error);
}

gboolean
hall_packet_take_handoff (HallPacket  *self,
                          JsonObject  *object,
                          GError     **error)
{
  return hall_packet_take_room (self, object, error) && take_epoch (self, object, error);
}

gboolean
hall_packet_take_yield (HallPacket  *self,
                        JsonObject  *object,
                        GError     **error)
{
  return hall_packet_take_room (self, object, error) && take_epoch (self, object, error) &&
         take_members (self, object, error);
}

gboolean
hall_packet_take_receipt (HallPacket  *self,
                          JsonObject  *object,
                          GError     **error)
{
  return hall_packet_take_room (self, object, error) &&
         hall_field_take_id (object, "id", TRUE, hall_id_is_valid, &self->host, error) &&
         hall_json_get_integer (object, "lc", 0, HALL_NUMBER_MAX, &self->lc, error) &&
         hall_field_take_id (object, "event", FALSE, hall_event_id_is_valid, &self->event_id,
                             error) &&
         hall_json_get_optional_boolean (object, "read", &self->read, error);
}
