/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-connection-text.c: what a person is told about the way to a room's host.
 *
 * The words, and what a room's state amounts to; who shows them, and when, is not decided here.
 */

#define G_LOG_DOMAIN "hall-connection-text"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-connection-text.h"

/**
 * hall_connection_of:
 * @room: a room
 *
 * Returns: how the way to its host is, as far as there is anything to be said about it
 */
HallConnection
hall_connection_of (HallRoom *room)
{
  HallConnection connection;

  g_return_val_if_fail (HALL_IS_ROOM (room), HALL_CONNECTION_NONE);

  connection = hall_room_get_connection (room);
  if (hall_room_get_leaving (room))
    return HALL_CONNECTION_NONE;
  switch (hall_room_get_membership (room))
    {
    case HALL_MEMBERSHIP_LIVE:
    case HALL_MEMBERSHIP_HOSTING:
      return HALL_CONNECTION_LIVE;
    case HALL_MEMBERSHIP_WAITING:
      /* Lost this very moment: of the two properties one changes first. */
      return connection == HALL_CONNECTION_NONE || connection == HALL_CONNECTION_LIVE
             ? HALL_CONNECTION_DIALLING : connection;
    case HALL_MEMBERSHIP_NONE:
    case HALL_MEMBERSHIP_JOINING:
    default:
      return HALL_CONNECTION_NONE;
    }
}

/**
 * hall_connection_text_describe:
 * @connection: how the way to a room's host is
 * @reopens: whether the room is hosted here by itself when somebody of it is around
 *
 * Returns: (nullable): a sentence about it; %NULL where there is nothing to say
 */
const char *
hall_connection_text_describe (HallConnection connection,
                               gboolean       reopens)
{
  switch (connection)
    {
    case HALL_CONNECTION_DIALLING:
      return _("Reconnecting…");
    case HALL_CONNECTION_TAKING_OVER:
      return _("The host is gone. Finding out who hosts now…");
    case HALL_CONNECTION_WAITING:
      return _("Nobody answers. Trying again by itself.");
    case HALL_CONNECTION_NOBODY:
      if (reopens)
        return _("Nobody is here. The room comes back by itself when somebody of it is around.");
      return _("Nobody is here. Host it here?");
    case HALL_CONNECTION_NONE:
    case HALL_CONNECTION_LIVE:
    default:
      return NULL;
    }
}

/**
 * hall_connection_text_short:
 * @connection: how the way to a room's host is
 *
 * Returns: (nullable): the same in a few words; %NULL where there is nothing to say
 */
const char *
hall_connection_text_short (HallConnection connection)
{
  switch (connection)
    {
    case HALL_CONNECTION_DIALLING:
    case HALL_CONNECTION_TAKING_OVER:
      return _("Reconnecting…");
    case HALL_CONNECTION_WAITING:
      return _("Not reachable");
    case HALL_CONNECTION_NOBODY:
      return _("Nobody is here");
    case HALL_CONNECTION_NONE:
    case HALL_CONNECTION_LIVE:
    default:
      return NULL;
    }
}
