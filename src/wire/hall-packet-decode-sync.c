/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-packet-decode-sync.c: the packets by which two sets of events become equal, read from their
 * JSON.
 *
 * Part of hall-packet-decode.c. Never asks whether somebody wanted what is in them.
 */

#define G_LOG_DOMAIN "hall-packet-decode-sync"

#include "config.h"

#include "hall-fields.h"
#include "hall-limits.h"

#include "hall-packet-private.h"

/* The last day that a clock can be in. */
#define HALL_DAYS_MAX (HALL_NUMBER_MAX / HALL_DAY_MS)
#define HALL_HOURS_PER_DAY 24

static gboolean
take_day (JsonNode       *node,
          HallDayDigest  *day)
{
  JsonArray *triple;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  triple = json_node_get_array (node);
  if (json_array_get_length (triple) != 3)
    return FALSE;

  for (guint i = 0; i < 3; i++)
    {
      JsonNode *element = json_array_get_element (triple, i);
      GType type = i < 2 ? G_TYPE_INT64 : G_TYPE_STRING;

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != type)
        return FALSE;
    }

  day->day = json_array_get_int_element (triple, 0);
  if (day->day < 0 || day->day > HALL_DAYS_MAX ||
      json_array_get_int_element (triple, 1) < 0 ||
      json_array_get_int_element (triple, 1) > G_MAXINT32 ||
      !hall_digest_is_valid (json_array_get_string_element (triple, 2)))
    return FALSE;

  day->count = (guint) json_array_get_int_element (triple, 1);
  g_strlcpy (day->digest, json_array_get_string_element (triple, 2), sizeof day->digest);

  return TRUE;
}

/* With a day, of which the days are hours: each once. */
static gboolean
is_list_of_hours (GArray *days)
{
  guint32 seen = 0;

  for (guint i = 0; i < days->len; i++)
    {
      gint64 hour = g_array_index (days, HallDayDigest, i).day;

      if (hour >= HALL_HOURS_PER_DAY || (seen & (1u << hour)) != 0)
        return FALSE;
      seen |= 1u << hour;
    }

  return TRUE;
}

static gboolean
take_days (HallPacket  *self,
           JsonObject  *object,
           GError     **error)
{
  guint max_entries = self->day_only ? HALL_HOURS_PER_DAY : HALL_LIST_PAGE_MAX;
  JsonArray *array;

  if (!hall_field_take_array (object, "days", max_entries, &array, error))
    return FALSE;

  self->days = g_array_new (FALSE, TRUE, sizeof (HallDayDigest));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      HallDayDigest day = { 0, };

      if (!take_day (json_array_get_element (array, i), &day))
        return hall_field_refuse (error, "days");
      g_array_append_val (self->days, day);
    }
  if (self->day_only && !is_list_of_hours (self->days))
    return hall_field_refuse (error, "days");

  return TRUE;
}

gboolean
hall_packet_take_have (HallPacket  *self,
                       JsonObject  *object,
                       GError     **error)
{
  self->day_only = json_object_has_member (object, "day");
  if (!hall_packet_take_room (self, object, error) ||
      !hall_json_get_optional_integer (object, "day", 0, HALL_DAYS_MAX, &self->day, error) ||
      !hall_json_get_optional_boolean (object, "q", &self->question, error))
    return FALSE;
  if (self->question)
    return TRUE;

  return hall_json_get_integer (object, "from", 0, HALL_NUMBER_MAX, &self->from_lc, error) &&
         hall_field_take_id (object, "control", TRUE, hall_digest_is_valid, &self->control,
                             error) &&
         hall_packet_take_more (self, object, error) &&
         take_days (self, object, error);
}

/* An hour of a day; the control events have none. */
static gboolean
take_hour (HallPacket  *self,
           JsonObject  *object,
           GError     **error)
{
  gint64 hour = -1;

  if (!hall_json_get_optional_integer (object, "hour", 0, HALL_HOURS_PER_DAY - 1, &hour, error))
    return FALSE;
  if (hour >= 0 && self->day < 0)
    return hall_field_refuse (error, "hour");
  self->hour = (int) hour;

  return TRUE;
}

gboolean
hall_packet_take_ids (HallPacket  *self,
                      JsonObject  *object,
                      GError     **error)
{
  if (!hall_packet_take_room (self, object, error) ||
      !hall_json_get_integer (object, "day", -1, HALL_DAYS_MAX, &self->day, error) ||
      !take_hour (self, object, error) ||
      !hall_json_get_optional_boolean (object, "q", &self->question, error) ||
      !hall_packet_take_more (self, object, error))
    return FALSE;

  return self->question || hall_packet_take_event_ids (self, object, error);
}

gboolean
hall_packet_take_want (HallPacket  *self,
                       JsonObject  *object,
                       GError     **error)
{
  return hall_packet_take_room (self, object, error) &&
         hall_packet_take_event_ids (self, object, error) &&
         hall_packet_take_more (self, object, error);
}

gboolean
hall_packet_take_evs (HallPacket  *self,
                      JsonObject  *object,
                      GError     **error)
{
  JsonArray *array;

  if (!hall_field_take_id (object, "room", TRUE, hall_event_id_is_valid, &self->room, error) ||
      !hall_packet_take_more (self, object, error) ||
      !hall_field_take_array (object, "events", HALL_SYNC_EVENTS_MAX, &array, error))
    return FALSE;

  self->events = g_ptr_array_new_full (json_array_get_length (array),
                                       (GDestroyNotify) hall_event_unref);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      HallEvent *event;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        return hall_field_refuse (error, "events");
      if (!hall_packet_take_event (json_node_get_object (node), &event, error))
        return FALSE;
      g_ptr_array_add (self->events, event);
    }

  return TRUE;
}
