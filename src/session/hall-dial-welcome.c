/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-dial-welcome.c: whether a `welcome` is one of the room that was asked for, and a refusal has
 * a reason.
 *
 * Whoever announces a room's id may answer; the room's first event can't be made by anybody else.
 */

#define G_LOG_DOMAIN "hall-dial-welcome"

#include "config.h"

#include "hall-census.h"
#include "hall-limits.h"

#include "hall-dial.h"

/**
 * hall_dial_check_welcome:
 * @context: shared parts
 * @welcome: a `welcome`
 * @room_id: (nullable): the room it has to be; %NULL for any
 *
 * Returns: whether it proves to be that room's: it carries the event that the room's id is the
 *   hash of, signed by its author
 */
gboolean
hall_dial_check_welcome (HallContext *context,
                         HallPacket  *welcome,
                         const char  *room_id)
{
  HallEvent *genesis = welcome->genesis;

  if (welcome->room == NULL || (room_id != NULL && !g_str_equal (welcome->room, room_id))
      || genesis == NULL || genesis->kind != HALL_EVENT_GENESIS
      || !g_str_equal (genesis->id, welcome->room))
    return FALSE;
  if (hall_event_verify (genesis, NULL))
    return TRUE;
  hall_counters_add (context->counters, HALL_COUNTER_EVENT_BAD_SIGNATURE);
  return FALSE;
}

/**
 * hall_dial_check_reasons:
 * @context: shared parts
 * @packet: `evs` that nobody asked for: why we are going to be refused
 * @room_id: of the room
 *
 * Returns: (element-type HallEvent) (transfer full): those of them that are what they say, of this
 *   room, and of control; at most HALL_REASONS_MAX are looked at
 */
GPtrArray *
hall_dial_check_reasons (HallContext *context,
                         HallPacket  *packet,
                         const char  *room_id)
{
  GPtrArray *reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  gint64 latest = hall_clock_get_wall (context->clock) + HALL_CLOCK_AHEAD_SYNC_MS;

  if (packet->events == NULL || g_strcmp0 (packet->room, room_id) != 0)
    return reasons;
  for (guint i = 0; i < MIN (packet->events->len, HALL_REASONS_MAX); i++)
    {
      HallEvent *event = g_ptr_array_index (packet->events, i);

      if (!g_str_equal (event->room, room_id) || event->kind == HALL_EVENT_GENESIS
          || !hall_event_is_control (event) || event->lc > latest)
        continue;
      if (hall_event_verify (event, NULL))
        g_ptr_array_add (reasons, hall_event_ref (event));
      else
        hall_counters_add (context->counters, HALL_COUNTER_EVENT_BAD_SIGNATURE);
    }
  return reasons;
}

/**
 * hall_dial_pick_reasons:
 * @context: shared parts
 * @census: of the room
 * @packet: as for hall_dial_check_reasons ()
 * @room_id: of the room
 *
 * Anybody may answer where a room is announced: nothing of it is taken but what puts us out.
 *
 * Returns: (element-type HallEvent) (transfer full): what is new of that, and is so indeed
 */
GPtrArray *
hall_dial_pick_reasons (HallContext *context,
                        HallCensus  *census,
                        HallPacket  *packet,
                        const char  *room_id)
{
  g_autoptr (GPtrArray) checked = hall_dial_check_reasons (context, packet, room_id);
  GPtrArray *reasons = hall_census_pick_reasons (census, checked, context->own_id);

  if (reasons->len == 0 && !hall_census_is_out (census, context->own_id))
    hall_counters_add (context->counters, HALL_COUNTER_EVENTS_UNSOLICITED);
  return reasons;
}

#define REASONS "hall-reasons"

/**
 * hall_dial_keep_reasons:
 * @self: a dial
 * @context: shared parts
 * @packet: what came
 * @room_id: (nullable): of the room that was asked for
 *
 * Returns: whether it says why we are refused; the refusal itself follows
 */
gboolean
hall_dial_keep_reasons (HallDial    *self,
                        HallContext *context,
                        HallPacket  *packet,
                        const char  *room_id)
{
  if (packet->type != HALL_PACKET_EVS || room_id == NULL || hall_dial_get_reasons (self) != NULL)
    return FALSE;
  g_object_set_data_full (G_OBJECT (self), REASONS, hall_packet_ref (packet),
                          (GDestroyNotify) hall_packet_unref);
  return TRUE;
}

HallPacket *
hall_dial_get_reasons (HallDial *self)
{
  return g_object_get_data (G_OBJECT (self), REASONS);
}
