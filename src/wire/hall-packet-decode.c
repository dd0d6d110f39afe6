/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-packet-decode.c: one frame read as a HallPacket, or refused.
 *
 * Lists are bounded before they are copied. Events within are decoded but not verified; who may say
 * what is not judged here.
 */

#define G_LOG_DOMAIN "hall-packet-decode"

#include "config.h"

#include <string.h>

#include "hall-fields.h"
#include "hall-limits.h"

#include "hall-packet-private.h"

typedef gboolean (* TakeFields) (HallPacket  *self,
                                 JsonObject  *object,
                                 GError     **error);

/* See hall-packet-private.h for these. */

gboolean
hall_packet_take_event (JsonObject  *object,
                        HallEvent  **event,
                        GError     **error)
{
  const char *text = hall_json_get_text (object, "e", HALL_FRAME_MAX, error);
  const char *signature;

  if (text == NULL)
    return FALSE;
  if (!hall_json_get_optional_text (object, "s", HALL_SIGNATURE_TEXT_LENGTH, &signature, error))
    return FALSE;

  *event = hall_event_decode (text, strlen (text), signature, error);

  return *event != NULL;
}

gboolean
hall_packet_take_room (HallPacket  *self,
                       JsonObject  *object,
                       GError     **error)
{
  return hall_field_take_id (object, "room", FALSE, hall_event_id_is_valid, &self->room, error);
}

gboolean
hall_packet_take_more (HallPacket  *self,
                       JsonObject  *object,
                       GError     **error)
{
  return hall_json_get_optional_boolean (object, "more", &self->more, error);
}

gboolean
hall_packet_take_event_ids (HallPacket  *self,
                            JsonObject  *object,
                            GError     **error)
{
  return hall_field_take_list (object, "ids", FALSE, HALL_LIST_PAGE_MAX, hall_event_id_is_valid,
                               &self->ids, error);
}

static gboolean
take_guint (JsonObject  *object,
            const char  *member,
            guint        maximum,
            guint       *value,
            GError     **error)
{
  guint64 number;

  if (!hall_field_take_number (object, member, 0, maximum, &number, error))
    return FALSE;

  *value = (guint) number;

  return TRUE;
}

static gboolean
take_time (JsonObject  *object,
           const char  *member,
           gint64      *value,
           GError     **error)
{
  return hall_json_get_integer (object, member, 0, HALL_NUMBER_MAX, value, error);
}

static gboolean
take_hello (HallPacket  *self,
            JsonObject  *object,
            GError     **error)
{
  g_autofree char *word = NULL;
  int purpose;

  if (!hall_field_take_versions (object, &self->version_min, &self->version_max, error) ||
      !hall_field_take_list (object, "caps", TRUE, HALL_CAPABILITIES_MAX, hall_word_is_valid,
                             &self->capabilities, error) ||
      !hall_field_take_word (object, "for", NULL, &word, error) ||
      !take_time (object, "now", &self->now_ms, error))
    return FALSE;

  purpose = hall_purpose_from_word (word);
  if (purpose < 0)
    return hall_field_refuse (error, "for");
  self->purpose = (HallPurpose) purpose;

  return TRUE;
}

static HallRosterEntry *
take_entry (JsonNode  *node,
            GError   **error)
{
  g_autoptr (HallRosterEntry) entry = NULL;
  JsonObject *object;
  guint64 port;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      hall_field_refuse (error, "roster");
      return NULL;
    }

  object = json_node_get_object (node);
  entry = hall_roster_entry_new (NULL, NULL);
  if (!hall_field_take_id (object, "id", FALSE, hall_id_is_valid, &entry->id, error) ||
      !hall_field_take_line (object, "name", TRUE, HALL_NAME_MAX, &entry->name, error) ||
      !take_guint (object, "rank", G_MAXUINT16, &entry->rank, error) ||
      !take_guint (object, "fit", HALL_FIT_MAX, &entry->fit, error) ||
      !hall_field_take_list (object, "addr", TRUE, HALL_ADDRESSES_PER_PERSON,
                             hall_address_is_valid, &entry->addresses, error) ||
      !hall_field_take_number (object, "tcp", 0, G_MAXUINT16, &port, error))
    return NULL;

  entry->tcp_port = (guint16) port;

  return g_steal_pointer (&entry);
}

static gboolean
take_entries (HallPacket  *self,
              JsonObject  *object,
              const char  *member,
              GError     **error)
{
  JsonArray *array;

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_roster_entry_free);
  if (!json_object_has_member (object, member))
    return TRUE;
  if (!hall_field_take_array (object, member, HALL_LIST_PAGE_MAX, &array, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      HallRosterEntry *entry = take_entry (json_array_get_element (array, i), error);

      if (entry == NULL)
        return FALSE;
      g_ptr_array_add (self->entries, entry);
    }

  return TRUE;
}

static gboolean
take_welcome (HallPacket  *self,
              JsonObject  *object,
              GError     **error)
{
  JsonNode *genesis = json_object_get_member (object, "genesis");

  if (!hall_packet_take_room (self, object, error) ||
      !hall_field_take_number (object, "epoch", 0, HALL_NUMBER_MAX, &self->epoch, error) ||
      !take_guint (object, "members", G_MAXUINT16, &self->members, error) ||
      !hall_field_take_number (object, "rv", 0, HALL_NUMBER_MAX, &self->roster_version, error) ||
      !take_entries (self, object, "roster", error) ||
      !hall_packet_take_more (self, object, error) ||
      !take_time (object, "now", &self->now_ms, error))
    return FALSE;

  if (genesis == NULL || !JSON_NODE_HOLDS_OBJECT (genesis))
    return hall_field_refuse (error, "genesis");
  if (!hall_packet_take_event (json_node_get_object (genesis), &self->genesis, error))
    return FALSE;

  /* The room's id is the id of its genesis: another event proves nothing. */
  if (self->genesis->kind != HALL_EVENT_GENESIS || strcmp (self->genesis->id, self->room) != 0)
    return hall_field_refuse (error, "genesis");

  return TRUE;
}

static gboolean
take_ev (HallPacket  *self,
         JsonObject  *object,
         GError     **error)
{
  HallEvent *event;

  if (!hall_packet_take_event (object, &event, error))
    return FALSE;

  self->events = g_ptr_array_new_full (1, (GDestroyNotify) hall_event_unref);
  g_ptr_array_add (self->events, event);

  return TRUE;
}

static gboolean
take_ack (HallPacket  *self,
          JsonObject  *object,
          GError     **error)
{
  g_autofree char *word = NULL;
  int level;

  if (!hall_packet_take_room (self, object, error) ||
      !hall_packet_take_event_ids (self, object, error) ||
      !hall_field_take_word (object, "level", NULL, &word, error))
    return FALSE;

  level = hall_ack_level_from_word (word);
  if (level < 0)
    return hall_field_refuse (error, "level");
  self->level = (HallAckLevel) level;

  return TRUE;
}

static gboolean
take_rack (HallPacket  *self,
           JsonObject  *object,
           GError     **error)
{
  return hall_packet_take_room (self, object, error) &&
         hall_packet_take_event_ids (self, object, error);
}

static gboolean
take_roster (HallPacket  *self,
             JsonObject  *object,
             GError     **error)
{
  return hall_packet_take_room (self, object, error) &&
         hall_field_take_number (object, "rv", 0, HALL_NUMBER_MAX, &self->roster_version, error) &&
         take_entries (self, object, "add", error) &&
         hall_field_take_list (object, "gone", TRUE, HALL_LIST_PAGE_MAX, hall_id_is_valid,
                               &self->gone, error) &&
         hall_packet_take_more (self, object, error);
}

static gboolean
take_ping (HallPacket  *self,
           JsonObject  *object,
           GError     **error)
{
  return hall_field_take_number (object, "n", 0, HALL_NUMBER_MAX, &self->n, error);
}

static gboolean
take_error (HallPacket  *self,
            JsonObject  *object,
            GError     **error)
{
  gint64 retry = 0;

  if (!hall_field_take_word (object, "code", NULL, &self->code, error) ||
      !hall_field_take_line (object, "text", TRUE, HALL_ERROR_TEXT_MAX, &self->text, error) ||
      !hall_json_get_optional_integer (object, "retry", 0, HALL_RETRY_MAX_MS, &retry, error) ||
      !hall_field_take_list (object, "ids", TRUE, HALL_LIST_PAGE_MAX, hall_event_id_is_valid,
                             &self->ids, error) ||
      !hall_packet_take_tries (self, object, error))
    return FALSE;

  self->retry_ms = (guint) retry;

  return TRUE;
}

static gboolean
take_nothing (HallPacket  *self,
              JsonObject  *object,
              GError     **error)
{
  return TRUE;
}

/* In the order of HallPacketType. */
static const TakeFields take_fields[] = {
  take_nothing, take_hello, hall_packet_take_join, take_welcome, hall_packet_take_not_host,
  hall_packet_take_moved, hall_packet_take_handoff, hall_packet_take_yield, hall_packet_take_have,
  hall_packet_take_ids, hall_packet_take_want, take_ev, hall_packet_take_evs, take_ack, take_rack,
  take_roster, hall_packet_take_receipt, hall_packet_take_pake1, hall_packet_take_pake2,
  hall_packet_take_pake3, hall_packet_take_typing, hall_packet_take_picture,
  hall_packet_take_directory, hall_packet_take_reach, take_ping, take_ping,
  take_error, take_nothing,
};

G_STATIC_ASSERT (G_N_ELEMENTS (take_fields) == HALL_PACKET_BYE + 1);

static HallPacket *
unknown_packet (const HallFrame  *frame,
                GError          **error)
{
  if ((frame->flags & HALL_FRAME_FLAG_OPTIONAL) != 0)
    return hall_packet_new (HALL_PACKET_UNKNOWN);

  g_set_error_literal (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_UNKNOWN_TYPE,
                       "The packet is of an unknown type");

  return NULL;
}

/**
 * hall_packet_decode:
 * @frame: a frame
 * @error: return location for an error of HALL_WIRE_ERROR: UNKNOWN_TYPE, BAD_FIELD, those of
 *   hall_json_check (), and those of hall_event_decode () for an event within
 *
 * Returns: (transfer full) (nullable): the packet, HALL_PACKET_UNKNOWN for an unknown one that is
 *   flagged as optional; or %NULL with @error set
 */
HallPacket *
hall_packet_decode (const HallFrame  *frame,
                    GError          **error)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (HallPacket) self = NULL;
  const char *word;
  HallPacketType type;

  g_return_val_if_fail (frame != NULL, NULL);

  if (frame->kind != HALL_FRAME_JSON)
    return unknown_packet (frame, error);

  object = hall_json_parse ((const char *) frame->payload, frame->length, error);
  if (object == NULL)
    return NULL;
  word = hall_json_get_text (object, "t", HALL_WORD_MAX, error);
  if (word == NULL)
    return NULL;

  type = hall_packet_type_from_word (word);
  if (type == HALL_PACKET_UNKNOWN)
    return unknown_packet (frame, error);

  self = hall_packet_new (type);
  if (!take_fields[type] (self, object, error))
    return NULL;

  return g_steal_pointer (&self);
}
