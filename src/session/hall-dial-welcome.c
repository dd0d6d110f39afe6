/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-dial-welcome.c: whether a `welcome` is one of the room that was asked for.
 *
 * Whoever announces a room's id may answer; the room's first event can't be made by anybody else.
 */

#define G_LOG_DOMAIN "hall-dial-welcome"

#include "config.h"

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
