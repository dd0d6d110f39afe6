/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-packet-encode.c: a HallPacket written into one frame.
 *
 * The frame is built in place, header first, so that relaying an event copies it once. Which
 * fields a type has is said in hall-packet.h; what they are called on the wire in PROTOCOL.md.
 */

#define G_LOG_DOMAIN "hall-packet-encode"

#include "config.h"

#include <string.h>

#include "hall-error.h"
#include "hall-json-writer.h"
#include "hall-limits.h"

#include "hall-packet-private.h"

/* {"e":,"s":} and a comma, and the signature with its quotes. */
#define EVENT_OVERHEAD (12 + HALL_SIGNATURE_TEXT_LENGTH + 2)

static void
append_event_members (GString   *json,
                      HallEvent *event)
{
  g_autofree char *signature = hall_base64url_encode (event->signature, HALL_SIGNATURE_SIZE);
  gsize length;
  const char *text = g_bytes_get_data (event->bytes, &length);

  hall_json_append_name (json, "e");
  hall_json_append_string (json, text, length);
  hall_json_append_text (json, "s", signature);
}

static void
append_event (GString   *json,
              HallEvent *event)
{
  g_string_append_c (json, '{');
  append_event_members (json, event);
  g_string_append_c (json, '}');
}

static void
append_entries (GString    *json,
                const char *name,
                GPtrArray  *entries)
{
  if (entries == NULL)
    return;

  hall_json_append_name (json, name);
  g_string_append_c (json, '[');
  for (guint i = 0; i < entries->len; i++)
    {
      const HallRosterEntry *entry = g_ptr_array_index (entries, i);

      g_string_append (json, i > 0 ? ",{" : "{");
      hall_json_append_text (json, "id", entry->id);
      hall_json_append_text (json, "name", entry->name);
      hall_json_append_integer (json, "rank", entry->rank);
      hall_json_append_integer (json, "fit", entry->fit);
      hall_json_append_texts (json, "addr", (const char * const *) entry->addresses);
      hall_json_append_integer (json, "tcp", entry->tcp_port);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
}

static void
append_days (GString *json,
             GArray  *days)
{
  hall_json_append_name (json, "days");
  g_string_append_c (json, '[');
  for (guint i = 0; days != NULL && i < days->len; i++)
    {
      const HallDayDigest *day = &g_array_index (days, HallDayDigest, i);

      g_string_append_printf (json, "%s[%" G_GINT64_FORMAT ",%u,", i > 0 ? "," : "", day->day,
                              day->count);
      hall_json_append_string (json, day->digest, -1);
      g_string_append_c (json, ']');
    }
  g_string_append_c (json, ']');
}

static void
append_events (GString   *json,
               GPtrArray *events)
{
  hall_json_append_name (json, "events");
  g_string_append_c (json, '[');
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      append_event (json, g_ptr_array_index (events, i));
    }
  g_string_append_c (json, ']');
}

static void
append_ids (GString           *json,
            const HallPacket  *self)
{
  static const char * const none[] = { NULL };

  hall_json_append_texts (json, "ids",
                          self->ids != NULL ? (const char * const *) self->ids : none);
}

static void
append_hello (GString          *json,
              const HallPacket *self)
{
  hall_json_append_name (json, "v");
  g_string_append_printf (json, "[%u,%u]", self->version_min, self->version_max);
  hall_json_append_texts (json, "caps", (const char * const *) self->capabilities);
  hall_json_append_text (json, "for", hall_purpose_to_word (self->purpose));
  hall_json_append_integer (json, "now", self->now_ms);
}

static void
append_welcome (GString          *json,
                const HallPacket *self)
{
  hall_json_append_integer (json, "epoch", (gint64) self->epoch);
  hall_json_append_name (json, "genesis");
  append_event (json, self->genesis);
  hall_json_append_integer (json, "members", self->members);
  hall_json_append_integer (json, "rv", (gint64) self->roster_version);
  append_entries (json, "roster", self->entries);
  hall_json_append_true (json, "more", self->more);
  hall_json_append_integer (json, "now", self->now_ms);
}

static void
append_port (GString          *json,
             const HallPacket *self)
{
  if (self->tcp_port != 0)
    hall_json_append_integer (json, "tcp", self->tcp_port);
}

static void
append_standing (GString          *json,
                 const HallPacket *self)
{
  hall_json_append_integer (json, "epoch", (gint64) self->epoch);
  hall_json_append_integer (json, "members", self->members);
}

static void
append_join (GString          *json,
             const HallPacket *self)
{
  hall_json_append_integer (json, "fit", self->fit);
  hall_json_append_text (json, "name", self->name);
  append_port (json, self);
  hall_json_append_true (json, "compare", self->compare);
  hall_json_append_true (json, "prove", self->prove);
  if (self->knows != NULL)
    hall_json_append_text (json, "knows", self->knows);
  if (!self->yield)
    return;
  hall_json_append_name (json, "yield");
  g_string_append_c (json, '{');
  append_standing (json, self);
  g_string_append_c (json, '}');
}

static void
append_reach (GString          *json,
              const HallPacket *self)
{
  hall_json_append_text (json, "host", self->host);
  hall_json_append_texts (json, "addr", (const char * const *) self->addresses);
  append_port (json, self);
}

static void
append_have (GString          *json,
             const HallPacket *self)
{
  if (self->day_only)
    hall_json_append_integer (json, "day", self->day);
  hall_json_append_true (json, "q", self->question);
  if (self->question)
    return;
  hall_json_append_integer (json, "from", self->from_lc);
  hall_json_append_text (json, "control", self->control);
  append_days (json, self->days);
}

/* The types that are about the set of events. */
static void
append_synchronisation (GString          *json,
                        const HallPacket *self)
{
  if (self->type == HALL_PACKET_HAVE)
    append_have (json, self);
  else if (self->type == HALL_PACKET_IDS)
    {
      hall_json_append_integer (json, "day", self->day);
      if (self->hour >= 0)
        hall_json_append_integer (json, "hour", self->hour);
      hall_json_append_true (json, "q", self->question);
      if (!self->question)
        append_ids (json, self);
    }
  else if (self->type == HALL_PACKET_WANT)
    append_ids (json, self);
  else
    append_events (json, self->events);

  hall_json_append_true (json, "more", self->more);
}

static void
append_bytes (GString       *json,
              const char    *name,
              gconstpointer  data,
              gsize          length)
{
  g_autofree char *text = hall_base64url_encode (data, length);

  hall_json_append_text (json, name, text);
}

/* The types by which somebody is let in. */
static void
append_proof (GString          *json,
              const HallPacket *self)
{
  if (self->type == HALL_PACKET_PAKE1)
    hall_json_append_text (json, "salt", self->salt);
  if (self->type != HALL_PACKET_PAKE3)
    append_bytes (json, "share", self->share, sizeof self->share);
  if (self->type != HALL_PACKET_PAKE1)
    append_bytes (json, "confirm", self->confirmation, sizeof self->confirmation);
}

static void
append_picture (GString          *json,
                const HallPacket *self)
{
  hall_json_append_text (json, "digest", self->digest);
  hall_json_append_true (json, "q", self->question);
  if (self->question || self->data == NULL)
    return;
  hall_json_append_integer (json, "size", self->size);
  if (self->offset > 0)
    hall_json_append_integer (json, "offset", self->offset);
  append_bytes (json, "data", g_bytes_get_data (self->data, NULL), g_bytes_get_size (self->data));
}

static void
append_error (GString          *json,
              const HallPacket *self)
{
  hall_json_append_text (json, "code", self->code);
  hall_json_append_text (json, "text", self->text);
  if (self->retry_ms > 0)
    hall_json_append_integer (json, "retry", self->retry_ms);
  if (self->ids != NULL)
    append_ids (json, self);
  if (self->tries >= 0)
    hall_json_append_integer (json, "tries", self->tries);
}

static void
append_receipt (GString          *json,
                const HallPacket *self)
{
  hall_json_append_text (json, "id", self->host);
  hall_json_append_integer (json, "lc", self->lc);
  hall_json_append_text (json, "event", self->event_id);
  hall_json_append_true (json, "read", self->read);
}

static void
append_fields (GString          *json,
               const HallPacket *self)
{
  switch (self->type)
    {
    case HALL_PACKET_HELLO:
      append_hello (json, self);
      break;
    case HALL_PACKET_JOIN:
      append_join (json, self);
      break;
    case HALL_PACKET_WELCOME:
      append_welcome (json, self);
      break;
    case HALL_PACKET_NOT_HOST:
      append_reach (json, self);
      break;
    case HALL_PACKET_MOVED:
      hall_json_append_integer (json, "epoch", (gint64) self->epoch);
      append_reach (json, self);
      break;
    case HALL_PACKET_HANDOFF:
      hall_json_append_integer (json, "epoch", (gint64) self->epoch);
      break;
    case HALL_PACKET_YIELD:
      append_standing (json, self);
      break;
    case HALL_PACKET_RECEIPT:
      append_receipt (json, self);
      break;
    case HALL_PACKET_PAKE1:
    case HALL_PACKET_PAKE2:
    case HALL_PACKET_PAKE3:
      append_proof (json, self);
      break;
    case HALL_PACKET_TYPING:
      hall_json_append_text (json, "id", self->person);
      hall_json_append_true (json, "typing", self->typing);
      break;
    case HALL_PACKET_PICTURE:
      append_picture (json, self);
      break;
    case HALL_PACKET_DIRECTORY:
    case HALL_PACKET_REACH:
      hall_packet_append_directory (json, self);
      break;
    case HALL_PACKET_HAVE:
    case HALL_PACKET_IDS:
    case HALL_PACKET_WANT:
    case HALL_PACKET_EVS:
      append_synchronisation (json, self);
      break;
    case HALL_PACKET_EV:
      append_event_members (json, g_ptr_array_index (self->events, 0));
      break;
    case HALL_PACKET_ACK:
      append_ids (json, self);
      hall_json_append_text (json, "level", hall_ack_level_to_word (self->level));
      break;
    case HALL_PACKET_RACK:
      append_ids (json, self);
      break;
    case HALL_PACKET_ROSTER:
      hall_json_append_integer (json, "rv", (gint64) self->roster_version);
      append_entries (json, "add", self->entries);
      hall_json_append_texts (json, "gone", (const char * const *) self->gone);
      hall_json_append_true (json, "more", self->more);
      break;
    case HALL_PACKET_PING:
    case HALL_PACKET_PONG:
      hall_json_append_integer (json, "n", (gint64) self->n);
      break;
    case HALL_PACKET_ERROR:
      append_error (json, self);
      break;
    case HALL_PACKET_BYE:
    case HALL_PACKET_UNKNOWN:
      break;
    }
}

/**
 * hall_packet_measure_event:
 * @event: an event
 *
 * Says how much of a frame an event takes, escapes included; HALL_SYNC_BYTES_MAX limits the sum of
 * this over the events of one `evs`, so that it always fits. An event that is larger alone goes
 * alone, and fits.
 *
 * Returns: bytes
 */
gsize
hall_packet_measure_event (HallEvent *event)
{
  gsize length;
  const char *text;

  g_return_val_if_fail (event != NULL, 0);

  text = g_bytes_get_data (event->bytes, &length);

  return hall_json_string_size (text, length) + EVENT_OVERHEAD;
}

/**
 * hall_packet_encode:
 * @self: a packet whose fields are filled in as its type asks
 * @error: return location for HALL_WIRE_ERROR_TOO_BIG: it does not fit into one frame
 *
 * Returns: (transfer full) (nullable): the whole frame, header included, or %NULL with @error set
 */
GBytes *
hall_packet_encode (HallPacket  *self,
                    GError     **error)
{
  GString *frame;
  gsize length;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->type != HALL_PACKET_UNKNOWN, NULL);
  g_return_val_if_fail (self->type != HALL_PACKET_EV ||
                        (self->events != NULL && self->events->len == 1), NULL);
  g_return_val_if_fail (self->type != HALL_PACKET_WELCOME || self->genesis != NULL, NULL);

  frame = g_string_sized_new (1024);
  g_string_set_size (frame, HALL_FRAME_HEADER);
  g_string_append_c (frame, '{');
  hall_json_append_text (frame, "t", hall_packet_type_to_word (self->type));
  hall_json_append_text (frame, "room", self->room);
  append_fields (frame, self);
  g_string_append_c (frame, '}');

  length = frame->len - 4;
  if (length > HALL_FRAME_MAX)
    {
      g_string_free (frame, TRUE);
      g_set_error_literal (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_TOO_BIG,
                           "The packet does not fit into a frame");
      return NULL;
    }

  frame->str[0] = (char) (length >> 24);
  frame->str[1] = (char) (length >> 16);
  frame->str[2] = (char) (length >> 8);
  frame->str[3] = (char) length;
  frame->str[4] = HALL_FRAME_JSON;
  frame->str[5] = 0;

  return g_string_free_to_bytes (frame);
}
