/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-tls-link-frames.c: the two hellos, and the frames that are cut out of what comes in.
 *
 * Part of HallTlsLink. Everything but hello is HallLink's to take. A peer's mistake ends the link
 * under a named counter; it never reaches a warning.
 */

#define G_LOG_DOMAIN "hall-tls-link-frames"

#include "config.h"

#include "hall-limits.h"

#include "hall-tls-link-private.h"

static void
say (HallTlsLink *self,
     HallPacket  *packet)
{
  g_autoptr (GBytes) frame = hall_packet_encode (packet, NULL);

  if (frame != NULL)
    hall_tls_link_push (self, frame, HALL_LINK_CHAT);
}

/* Who we are, in frames: the first that either side says. */
void
hall_tls_link_greet (HallTlsLink *self)
{
  g_autoptr (HallPacket) packet = hall_packet_new (HALL_PACKET_HELLO);

  packet->version_min = HALL_PROTOCOL_VERSION_MIN;
  packet->version_max = HALL_PROTOCOL_VERSION_MAX;
  packet->purpose = hall_link_get_purpose (HALL_LINK (self));
  packet->now_ms = hall_clock_get_wall (self->clock);
  say (self, packet);
}

static void
take_hello (HallTlsLink *self,
            HallPacket  *packet)
{
  HallLink *link = HALL_LINK (self);
  gint64 offset = packet->now_ms - hall_clock_get_wall (self->clock);

  hall_link_set_version (link, packet->version_max);
  if (packet->version_min > HALL_PROTOCOL_VERSION_MAX
      || packet->version_max < HALL_PROTOCOL_VERSION_MIN)
    {
      hall_tls_link_refuse_peer (self, HALL_COUNTER_LINK_VERSION, HALL_LINK_ERROR_VERSION,
                                 "version", "The other side speaks another version");
      return;
    }

  if (offset > HALL_CLOCK_DIFFERENCE_MAX_MS || offset < -HALL_CLOCK_DIFFERENCE_MAX_MS)
    {
      hall_link_set_offset (link, offset);
      hall_tls_link_refuse_peer (self, HALL_COUNTER_LINK_CLOCK, HALL_LINK_ERROR_CLOCK, "clock",
                                 "The two clocks differ by more than twelve hours");
      return;
    }

  self->state = HALL_TLS_LINK_READY;
  hall_watch_set_deadline (self->watch, self->heard
                                        + (gint64) hall_tls_link_get_timers ()->ping_ms * 1000);
  hall_counters_add (self->counters, HALL_COUNTER_LINK_ESTABLISHED);
  hall_link_begin (link, hall_link_get_incoming (link) ? packet->purpose
                                                       : hall_link_get_purpose (link), offset);
}

/* The first packet of a peer is its hello, and there is no other; bye and error may come at any
 * time. */
static void
take_packet (HallTlsLink *self,
             HallPacket  *packet)
{
  gboolean greeting = self->state == HALL_TLS_LINK_GREETING;
  gboolean any_time = packet->type == HALL_PACKET_UNKNOWN || packet->type == HALL_PACKET_ERROR
                      || packet->type == HALL_PACKET_BYE;

  if (!any_time && greeting != (packet->type == HALL_PACKET_HELLO))
    hall_tls_link_refuse_peer (self, HALL_COUNTER_FRAME_OUT_OF_PLACE, HALL_LINK_ERROR_PROTOCOL,
                               "unsupported", "A frame is not in its place");
  else if (packet->type == HALL_PACKET_HELLO)
    take_hello (self, packet);
  else
    hall_link_take_packet (HALL_LINK (self), packet);
}

static void
refuse_frame (HallTlsLink  *self,
              const GError *error)
{
  gboolean length = g_error_matches (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_LENGTH);

  g_debug ("A frame of %s is refused: %s", hall_link_get_peer_id (HALL_LINK (self)),
           error->message);
  hall_tls_link_refuse_peer (self, hall_counter_for_frame_error (error), HALL_LINK_ERROR_PROTOCOL,
                             length ? "size" : "unsupported",
                             length ? "A frame has an impossible length"
                                    : "A frame can't be understood");
}

/* @data: one record; handlers may close the link at any frame of it. */
void
hall_tls_link_take_bytes (HallTlsLink  *self,
                          const guint8 *data,
                          gsize         length)
{
  g_autoptr (GError) error = NULL;
  HallFrame frame;

  hall_framer_feed (self->framer, data, length);

  while ((self->state == HALL_TLS_LINK_GREETING || self->state == HALL_TLS_LINK_READY)
         && hall_framer_next (self->framer, &frame, &error))
    {
      g_autoptr (HallPacket) packet = hall_packet_decode (&frame, &error);

      if (packet == NULL)
        break;

      take_packet (self, packet);
    }

  if (error != NULL)
    refuse_frame (self, error);
}
