/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-link-frames.c: what a link says and hears by itself: hello, ping and pong, error and bye.
 *
 * Part of HallLink. Everything else goes up as "packet". A peer's mistake ends the link under a
 * named counter; it never reaches a warning.
 */

#define G_LOG_DOMAIN "hall-link-frames"

#include "config.h"

#include "hall-limits.h"

#include "hall-link-private.h"

static gint64
wall_clock_ms (void)
{
  return g_get_real_time () / 1000;
}

static void
say (HallLink   *self,
     HallPacket *packet)
{
  g_autoptr (GBytes) frame = hall_packet_encode (packet, NULL);

  if (frame != NULL)
    hall_link_push (self, frame, HALL_LINK_CHAT);
}

/* Who we are, in frames: the first that either side says. */
void
hall_link_greet (HallLink *self)
{
  g_autoptr (HallPacket) packet = hall_packet_new (HALL_PACKET_HELLO);

  packet->version_min = HALL_PROTOCOL_VERSION_MIN;
  packet->version_max = HALL_PROTOCOL_VERSION_MAX;
  packet->purpose = self->purpose;
  packet->now_ms = wall_clock_ms ();
  say (self, packet);
}

void
hall_link_ping (HallLink *self)
{
  g_autoptr (HallPacket) packet = hall_packet_new (HALL_PACKET_PING);

  packet->n = ++self->ping_number;
  say (self, packet);
}

static void
answer_ping (HallLink   *self,
             HallPacket *ping)
{
  g_autoptr (HallPacket) packet = NULL;

  /* Who asks without reading gets no more answers: what it is sent anyway shows that we live. */
  if (hall_link_get_queued (self) > HALL_QUEUE_SOFT_MAX)
    return;

  packet = hall_packet_new (HALL_PACKET_PONG);
  packet->n = ping->n;
  say (self, packet);
}

static void
take_hello (HallLink   *self,
            HallPacket *packet)
{
  gint64 offset = packet->now_ms - wall_clock_ms ();

  if (packet->version_min > HALL_PROTOCOL_VERSION_MAX
      || packet->version_max < HALL_PROTOCOL_VERSION_MIN)
    {
      hall_link_refuse_peer (self, HALL_COUNTER_LINK_VERSION, HALL_LINK_ERROR_VERSION, "version",
                             "The other side speaks another version");
      return;
    }

  if (offset > HALL_CLOCK_DIFFERENCE_MAX_MS || offset < -HALL_CLOCK_DIFFERENCE_MAX_MS)
    {
      self->offset = offset;
      hall_link_refuse_peer (self, HALL_COUNTER_LINK_CLOCK, HALL_LINK_ERROR_CLOCK, "clock",
                             "The two clocks differ by more than twelve hours");
      return;
    }

  self->offset = offset;
  if (self->incoming)
    self->purpose = packet->purpose;
  self->state = HALL_LINK_READY;
  hall_watch_set_deadline (self->watch, self->last_heard
                                        + (gint64) hall_link_get_timers ()->ping_ms * 1000);
  hall_counters_add (self->counters, HALL_COUNTER_LINK_ESTABLISHED);
  g_debug ("Link with %s (%s) ready", self->address, self->peer_id);
  hall_link_emit_ready (self);
}

static void
take_error (HallLink   *self,
            HallPacket *packet)
{
  if (self->state == HALL_LINK_READY && packet->ids != NULL && packet->ids[0] != NULL)
    {
      hall_link_emit_packet (self, packet);
      return;
    }

  g_free (self->error_code);
  self->error_code = g_strdup (packet->code);
  hall_link_finish (self, g_error_new (HALL_LINK_ERROR, HALL_LINK_ERROR_REFUSED, "%s: %s",
                                       packet->code, packet->text != NULL ? packet->text : ""));
}

static void
take_packet (HallLink   *self,
             HallPacket *packet)
{
  gboolean greeting = self->state == HALL_LINK_GREETING;

  if (packet->type == HALL_PACKET_UNKNOWN)
    return;
  if (packet->type == HALL_PACKET_ERROR)
    {
      take_error (self, packet);
      return;
    }
  if (packet->type == HALL_PACKET_BYE)
    {
      hall_link_finish (self, NULL);
      return;
    }

  if (greeting != (packet->type == HALL_PACKET_HELLO))
    hall_link_refuse_peer (self, HALL_COUNTER_FRAME_OUT_OF_PLACE, HALL_LINK_ERROR_PROTOCOL,
                           "unsupported", "A frame is not in its place");
  else if (packet->type == HALL_PACKET_HELLO)
    take_hello (self, packet);
  else if (packet->type == HALL_PACKET_PING)
    answer_ping (self, packet);
  else if (packet->type != HALL_PACKET_PONG)
    hall_link_emit_packet (self, packet);
}

static void
refuse_frame (HallLink     *self,
              const GError *error)
{
  gboolean length = g_error_matches (error, HALL_WIRE_ERROR, HALL_WIRE_ERROR_BAD_LENGTH);

  g_debug ("A frame of %s is refused: %s", self->peer_id, error->message);
  hall_link_refuse_peer (self, hall_counter_for_frame_error (error), HALL_LINK_ERROR_PROTOCOL,
                         length ? "size" : "unsupported",
                         length ? "A frame has an impossible length"
                                : "A frame can't be understood");
}

/* @data: one record; handlers may close the link at any frame of it. */
void
hall_link_take_bytes (HallLink     *self,
                      const guint8 *data,
                      gsize         length)
{
  g_autoptr (GError) error = NULL;
  HallFrame frame;

  hall_framer_feed (self->framer, data, length);

  while ((self->state == HALL_LINK_GREETING || self->state == HALL_LINK_READY)
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
