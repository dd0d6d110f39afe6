/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-host-events.c: what a member says, judged, relayed and handed up.
 *
 * Part of HallHost. Cheap checks stand before the signature. What only came too fast or too early
 * is refused one by one, and the link stays; what nobody may say at all ends the link.
 */

#define G_LOG_DOMAIN "hall-host-events"

#include "config.h"

#include "hall-limits.h"

#include "hall-host-private.h"

/* By then synchronisation has brought it, if it is to. */
#define BACKDATED_RETRY_MS 5000

void
hall_member_init_rates (HallMember *member)
{
  const HallHost *host = member->host;
  gint64 now = hall_clock_get_monotonic (host->clock);

  hall_rate_init (&member->events, host->member_rate, host->member_burst, now);
  /* The largest event has to fit, whatever the limit was scaled to. */
  hall_rate_init (&member->bytes, host->member_bytes, MAX (host->member_bytes, HALL_EVENT_MAX),
                  now);
  hall_rate_init (&member->typings, 1, 1, now);
}

static void
refuse_event (HallHost    *self,
              HallMember  *member,
              HallEvent   *event,
              HallCounter  counter,
              const char  *code,
              const char  *text,
              guint        retry_ms)
{
  g_autoptr (HallPacket) packet = hall_packet_new_error (code, text, retry_ms);
  const char *const ids[] = { event->id, NULL };

  hall_counters_add (self->counters, counter);
  packet->ids = g_strdupv ((char **) ids);
  hall_link_send (member->link, packet, HALL_LINK_CHAT);
}

static void
refuse_member (HallHost    *self,
               HallMember  *member,
               HallCounter  counter,
               const char  *text)
{
  hall_counters_add (self->counters, counter);
  hall_link_refuse (member->link, "auth", text);
}

static gboolean
is_within_rate (HallHost   *self,
                HallMember *member,
                HallEvent  *event)
{
  gint64 now = hall_clock_get_monotonic (self->clock);
  gsize size = g_bytes_get_size (event->bytes);
  guint wait = hall_rate_get_wait_ms (&member->events, 1, now);

  wait = MAX (wait, hall_rate_get_wait_ms (&member->bytes, (double) size, now));
  wait = MAX (wait, hall_rate_get_wait_ms (&self->room_events, 1, now));
  if (wait == 0)
    {
      hall_rate_take (&member->events, 1, now);
      hall_rate_take (&member->bytes, (double) size, now);
      hall_rate_take (&self->room_events, 1, now);
      return TRUE;
    }

  refuse_event (self, member, event, HALL_COUNTER_EVENT_RATE, "rate", "Too fast", wait);
  return FALSE;
}

/* Where newcomers see what was said since they joined, nobody may have joined before now. Whoever
 * did so at another host and is late to tell, is believed by synchronising. */
static gboolean
is_backdated (HallHost  *self,
              HallEvent *event)
{
  return self->genesis->policy == HALL_HISTORY_JOINED && event->kind == HALL_EVENT_STATE &&
         event->change == HALL_STATE_JOINED &&
         event->lc < hall_clock_get_wall (self->clock) - HALL_CLOCK_AHEAD_MAX_MS;
}

/* @known: it is in the room already, so that its clock harms nobody any more; it may have come by
 * synchronisation, which allows more. */
static gboolean
is_allowed (HallHost   *self,
            HallMember *member,
            HallEvent  *event,
            gboolean    known)
{
  if (!g_str_equal (event->author, member->entry->id))
    refuse_member (self, member, HALL_COUNTER_EVENT_NOT_AUTHOR, "An event is by somebody else");
  else if (!g_str_equal (event->room, self->genesis->id))
    refuse_member (self, member, HALL_COUNTER_EVENT_OTHER_ROOM, "An event is of another room");
  else if (!is_within_rate (self, member, event))
    return FALSE;
  else if (!known && event->lc > hall_clock_get_wall (self->clock) + HALL_CLOCK_AHEAD_MAX_MS)
    refuse_event (self, member, event, HALL_COUNTER_EVENT_CLOCK_AHEAD, "clock",
                  "An event is from the future", 0);
  else if (!known && is_backdated (self, event))
    refuse_event (self, member, event, HALL_COUNTER_EVENT_NOT_PERMITTED, "rate",
                  "Nobody joins in the past", BACKDATED_RETRY_MS);
  else
    return TRUE;

  return FALSE;
}

/* The judge may expel the member. */
static gboolean
is_permitted (HallHost   *self,
              HallMember *member,
              HallEvent  *event)
{
  g_autofree char *id = NULL;

  if (self->judge == NULL)
    return TRUE;

  id = g_strdup (member->entry->id);
  if (self->judge (event, self->judge_data))
    return hall_host_find_member (self, id) == member;

  if (hall_host_find_member (self, id) == member)
    refuse_event (self, member, event, HALL_COUNTER_EVENT_NOT_PERMITTED, "not-permitted",
                  "The room does not permit that", 0);
  else
    hall_counters_add (self->counters, HALL_COUNTER_EVENT_NOT_PERMITTED);

  return FALSE;
}

/* @event: decoded, not verified. Handlers may end anything, the member included. */
void
hall_host_take_event (HallHost   *self,
                      HallMember *member,
                      HallEvent  *event)
{
  gboolean known = hall_recent_contains (self->recent, event->raw_id);
  g_autoptr (HallPacket) packet = NULL;
  g_autoptr (GBytes) frame = NULL;
  g_autofree char *member_id = NULL;

  if (!is_allowed (self, member, event, known) || !is_permitted (self, member, event))
    return;

  /* Known ones too: the id says nothing of the signature, and the first may not be on disk. */
  if (!hall_event_verify (event, NULL))
    {
      refuse_member (self, member, HALL_COUNTER_EVENT_BAD_SIGNATURE,
                     "An event is not signed by its author");
      return;
    }

  member_id = g_strdup (member->entry->id);
  if (known)
    {
      /* It was relayed; whoever sends it again misses the acknowledgement. */
      hall_counters_add (self->counters, HALL_COUNTER_EVENT_DUPLICATE);
      hall_host_emit_event (self, event, member_id);
      return;
    }

  hall_recent_add (self->recent, event->raw_id);
  hall_counters_add (self->counters, HALL_COUNTER_EVENT_RECEIVED);

  packet = hall_packet_new_event (event);
  frame = hall_packet_encode (packet, NULL);
  if (frame != NULL)
    {
      hall_counters_add (self->counters, HALL_COUNTER_EVENT_RELAYED);
      hall_host_send_frame (self, frame, member);
    }

  hall_host_emit_event (self, event, member_id);
}
