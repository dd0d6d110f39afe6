/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-host-traffic.c: what goes from members to the owner of a host, and from it to members.
 *
 * Part of HallHost. What a member may not say at all ends its link, counted; it judges no packet
 * further than by its type and room.
 */

#define G_LOG_DOMAIN "hall-host-traffic"

#include "config.h"

#include "hall-host-private.h"
#include "hall-host.h"

static void
refuse_member (HallHost    *self,
               HallMember  *member,
               HallCounter  counter)
{
  hall_counters_add (self->counters, counter);
  hall_link_refuse (member->link, "unsupported", "A packet is not in its place");
}

static gboolean
is_of_room (HallHost         *self,
            const HallPacket *packet)
{
  return packet->room == NULL || g_str_equal (packet->room, self->genesis->id);
}

/* That somebody types may be said once a second, and each time that it is over; in the name of
 * others never. */
static void
take_typing (HallHost   *self,
             HallMember *member,
             HallPacket *packet)
{
  gboolean fits;

  if (packet->person != NULL && !g_str_equal (packet->person, member->entry->id))
    fits = FALSE;
  else if (packet->typing)
    fits = hall_rate_take (&member->typings, 1, hall_clock_get_monotonic (self->clock));
  else
    fits = member->typing;

  if (!fits)
    {
      hall_counters_add (self->counters, HALL_COUNTER_TYPING_DROPPED);
      return;
    }

  member->typing = packet->typing;
  hall_host_emit_packet (self, member->link, packet);
}

/* Only what may change while somebody is a member. */
static gboolean
take_join (HallHost   *self,
           HallMember *member,
           HallPacket *packet)
{
  if (!is_of_room (self, packet) || packet->compare || packet->yield)
    return FALSE;

  hall_host_update_member (self, member, packet);
  return TRUE;
}

/* The owner may take any member out while it handles what is handed up. */
void
hall_member_take_packet (HallLink   *link,
                         HallPacket *packet,
                         HallMember *member)
{
  g_autoptr (HallHost) self = g_object_ref (member->host);

  switch (packet->type)
    {
    case HALL_PACKET_EV:
      hall_host_take_event (self, member, g_ptr_array_index (packet->events, 0));
      break;

    case HALL_PACKET_HAVE:
    case HALL_PACKET_IDS:
    case HALL_PACKET_WANT:
    case HALL_PACKET_EVS:
    case HALL_PACKET_RACK:
    case HALL_PACKET_RECEIPT:
    case HALL_PACKET_WELCOME: /* the answer to a `handoff` */
    case HALL_PACKET_YIELD:
      if (!is_of_room (self, packet))
        refuse_member (self, member, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      else
        hall_host_emit_packet (self, link, packet);
      break;

    case HALL_PACKET_TYPING:
      if (!is_of_room (self, packet))
        refuse_member (self, member, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      else
        take_typing (self, member, packet);
      break;

    case HALL_PACKET_JOIN:
      if (!take_join (self, member, packet))
        refuse_member (self, member, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      break;

    case HALL_PACKET_ERROR: /* about single events: nothing that a host would have to mend */
    case HALL_PACKET_UNKNOWN:
      break;

    case HALL_PACKET_HELLO:
    case HALL_PACKET_NOT_HOST:
    case HALL_PACKET_MOVED:
    case HALL_PACKET_PAKE1:
    case HALL_PACKET_PAKE2:
    case HALL_PACKET_PAKE3:
    case HALL_PACKET_PICTURE:
    case HALL_PACKET_DIRECTORY:
    case HALL_PACKET_REACH:
    case HALL_PACKET_HANDOFF:
    case HALL_PACKET_ACK:
    case HALL_PACKET_ROSTER:
    case HALL_PACKET_PING:
    case HALL_PACKET_PONG:
    case HALL_PACKET_BYE:
    default:
      refuse_member (self, member, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      break;
    }
}

/* One buffer in as many queues as there are members. */
void
hall_host_send_frame (HallHost   *self,
                      GBytes     *frame,
                      HallMember *except)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      HallMember *member = g_ptr_array_index (self->members, i);

      if (member != except)
        hall_link_send_frame (member->link, frame, HALL_LINK_CHAT);
    }
}

/**
 * hall_host_relay:
 * @except_id: (nullable): who has it already
 *
 * Sends an event to every member: an own one, or one that was learnt by synchronising.
 */
void
hall_host_relay (HallHost   *self,
                 HallEvent  *event,
                 const char *except_id)
{
  g_autoptr (HallPacket) packet = NULL;
  g_autoptr (GBytes) frame = NULL;
  HallMember *except = NULL;

  g_return_if_fail (HALL_IS_HOST (self));

  hall_recent_add (self->recent, event->raw_id);
  packet = hall_packet_new_event (event);
  frame = hall_packet_encode (packet, NULL);
  if (frame == NULL)
    return;

  hall_counters_add (self->counters, HALL_COUNTER_EVENT_RELAYED);
  if (except_id != NULL)
    except = hall_host_find_member (self, except_id);
  hall_host_send_frame (self, frame, except);
}

/**
 * hall_host_send_all:
 * @packet: fits into one frame, or is dropped
 * @except_id: (nullable): who is left out
 *
 * Sends a packet to every member, encoded once.
 */
void
hall_host_send_all (HallHost   *self,
                    HallPacket *packet,
                    const char *except_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) frame = NULL;
  HallMember *except = NULL;

  g_return_if_fail (HALL_IS_HOST (self));

  frame = hall_packet_encode (packet, &error);
  if (frame == NULL)
    {
      g_debug ("A packet of type %d is not sent: %s", packet->type, error->message);
      return;
    }

  if (except_id != NULL)
    except = hall_host_find_member (self, except_id);
  hall_host_send_frame (self, frame, except);
}

/**
 * hall_host_send:
 *
 * Sends a packet to one member; nothing happens if it is gone.
 */
void
hall_host_send (HallHost         *self,
                const char       *member_id,
                HallPacket       *packet,
                HallLinkPriority  priority)
{
  HallLink *link = hall_host_get_link (self, member_id);

  if (link != NULL)
    hall_link_send (link, packet, priority);
}
