/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-direct-packets.c: what the other person sends, judged.
 *
 * Part of HallConversation. Both may say whatever is their own, and nobody anything else: an event
 * by a third key, or of ourselves as if it were new, ends the link.
 */

#define G_LOG_DOMAIN "hall-conversation-direct-packets"

#include "config.h"

#include "hall-limits.h"

#include "hall-conversation-private.h"

static void
refuse (HallConversation *self,
        HallLink         *link,
        HallCounter       counter,
        const char       *code,
        const char       *text)
{
  hall_counters_add (self->context->counters, counter);
  g_debug ("conversation with %s: %s", self->stored->person, text);
  hall_link_refuse (link, code, text);
}

static void
refuse_event (HallConversation *self,
              HallLink         *link,
              HallEvent        *event,
              HallCounter       counter,
              const char       *code,
              guint             retry_ms)
{
  g_autoptr (HallPacket) packet = hall_packet_new_error (code, NULL, retry_ms);
  const char *const ids[] = { event->id, NULL };

  hall_counters_add (self->context->counters, counter);
  packet->ids = g_strdupv ((char **) ids);
  hall_link_send (link, packet, HALL_LINK_CHAT);
}

/* There are no members to join, name or put out. */
static gboolean
is_of_kind (HallEvent *event)
{
  return !hall_event_is_control (event);
}

static void
take_live_event (HallConversation *self,
                 HallLink         *link,
                 HallEvent        *event)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  gint64 latest = hall_clock_get_wall (self->context->clock) + HALL_CLOCK_AHEAD_MAX_MS;
  guint wait;

  if (!g_str_equal (event->author, self->stored->person))
    refuse (self, link, HALL_COUNTER_EVENT_NOT_AUTHOR, "auth", "an event is by somebody else");
  else if (!g_str_equal (event->room, self->stored->id))
    refuse (self, link, HALL_COUNTER_EVENT_OTHER_ROOM, "auth", "an event is of another room");
  else if (!is_of_kind (event))
    refuse (self, link, HALL_COUNTER_EVENT_NOT_PERMITTED, "auth", "an event of a room");
  else if ((wait = hall_rate_get_wait_ms (&self->direct_rate, 1, now)) > 0)
    refuse_event (self, link, event, HALL_COUNTER_EVENT_RATE, "rate", wait);
  else if (hall_direct_is_host (self->direct) && event->lc > latest)
    refuse_event (self, link, event, HALL_COUNTER_EVENT_CLOCK_AHEAD, "clock", 0);
  else
    {
      hall_rate_take (&self->direct_rate, 1, now);
      hall_counters_add (self->context->counters, HALL_COUNTER_EVENT_RECEIVED);
      if (!hall_verifier_add (self->verifier, event))
        hall_link_refuse (link, "rate", "too many events at once");
    }
}

static void
on_verified (HallVerifier     *verifier,
             GPtrArray        *events,
             HallConversation *self)
{
  for (guint i = 0; i < events->len && self->welcomed; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      HallPerson *person = hall_room_get_person (self->room);

      hall_conversation_keep (self);
      if (person != NULL)
        hall_typing_take (self->typing, person, FALSE);
      hall_conversation_take_in (self, event, HALL_ORIGIN_HOST, self->stored->person);
    }
}

static void
on_refused (HallVerifier     *verifier,
            const char       *event_id,
            HallConversation *self)
{
  if (self->welcomed)
    hall_link_refuse (self->link, "auth", "an event is not signed by its author");
}

void
hall_conversation_watch_direct (HallConversation *self)
{
  g_signal_connect_object (self->verifier, "verified", G_CALLBACK (on_verified), self, 0);
  g_signal_connect_object (self->verifier, "refused", G_CALLBACK (on_refused), self, 0);
}

/**
 * hall_conversation_take_direct_synced:
 * @self: a private conversation
 * @events: (element-type HallEvent): verified, of this room, that we lacked
 *
 * Our own may be among them: those that were lost here with a disk.
 */
void
hall_conversation_take_direct_synced (HallConversation *self,
                                      GPtrArray        *events)
{
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      if (!hall_census_contains (self->census, event->author))
        {
          refuse (self, self->link, HALL_COUNTER_EVENT_NOT_AUTHOR, "auth",
                  "an event is by somebody else");
          return;
        }
      if (!is_of_kind (event))
        {
          refuse (self, self->link, HALL_COUNTER_EVENT_NOT_PERMITTED, "auth",
                  "an event of a room");
          return;
        }
    }
  if (events->len > 0)
    hall_conversation_keep (self);
  hall_conversation_take_synced (self, events, self->stored->person);
}

static void
take_acks (HallConversation *self,
           HallLink         *link,
           HallPacket       *packet)
{
  HallPacketType expected = hall_direct_is_host (self->direct) ? HALL_PACKET_RACK
                                                               : HALL_PACKET_ACK;

  if (packet->type != expected)
    refuse (self, link, HALL_COUNTER_FRAME_OUT_OF_PLACE, "unsupported", "the other one says that");
  else
    hall_outbox_acknowledge (self->outbox, (const char *const *) packet->ids);
}

static void
take_error (HallConversation *self,
            HallPacket       *packet)
{
  const char *const *ids = (const char *const *) packet->ids;

  if (g_strcmp0 (packet->code, "rate") == 0)
    hall_outbox_retry (self->outbox, ids, packet->retry_ms);
  else if (g_strcmp0 (packet->code, "clock") == 0 && hall_outbox_put_off (self->outbox, ids))
    hall_link_abort (self->link);   /* clocks are compared for each link */
}

static void
take_sync (HallConversation *self,
           HallLink         *link,
           HallPacket       *packet)
{
  if (link == self->link)
    hall_sync_handle (self->sync, packet);
  else
    self->spare_spoke = TRUE;   /* of two links, that may be the only one that lives */
}

static void
on_packet (HallDirect       *direct,
           HallLink         *link,
           HallPacket       *packet,
           HallConversation *self)
{
  if (self->closed || !self->welcomed)
    return;
  if (packet->room != NULL && !g_str_equal (packet->room, self->stored->id))
    {
      refuse (self, link, HALL_COUNTER_EVENT_OTHER_ROOM, "unsupported", "another room");
      return;
    }
  switch ((guint) packet->type)
    {
    case HALL_PACKET_EV:
      take_live_event (self, link, g_ptr_array_index (packet->events, 0));
      break;
    case HALL_PACKET_HAVE:
    case HALL_PACKET_IDS:
    case HALL_PACKET_WANT:
    case HALL_PACKET_EVS:
      take_sync (self, link, packet);
      break;
    case HALL_PACKET_ACK:
    case HALL_PACKET_RACK:
      take_acks (self, link, packet);
      break;
    case HALL_PACKET_RECEIPT:
      hall_conversation_take_direct_receipt (self, link, packet);
      break;
    case HALL_PACKET_TYPING:
      hall_conversation_take_typing (self, link, packet);
      break;
    case HALL_PACKET_ERROR:
      take_error (self, packet);
      break;
    case HALL_PACKET_PICTURE:   /* whoever keeps pictures hears it from the link */
    case HALL_PACKET_DIRECTORY: /* hall-introduction.c hears it from the link */
    case HALL_PACKET_UNKNOWN:
      break;
    default:
      refuse (self, link, HALL_COUNTER_FRAME_OUT_OF_PLACE, "unsupported",
              "not in a private conversation");
      break;
    }
}

void
hall_conversation_init_direct_packets (HallConversation *self)
{
  g_signal_connect_object (self->direct, "packet", G_CALLBACK (on_packet), self, 0);
}
