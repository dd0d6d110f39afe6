/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-taken.c: tells a room of one's own from one that only has the same name.
 */

#define G_LOG_DOMAIN "hall-cli-taken"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-session.h"

#include "hall-cli-taken.h"

/**
 * hall_cli_may_host_room:
 * @room: that has the name
 * @lock: what was asked for
 * @error: return location for #HALL_SESSION_ERROR_TAKEN
 *
 * Returns: whether "host" means this room: it is one's own, nobody's, or always there
 */
gboolean
hall_cli_may_host_room (HallRoom  *room,
                        HallLock   lock,
                        GError   **error)
{
  HallPerson *host = hall_room_get_host (room);

  if (hall_room_get_standing (room) && lock != HALL_LOCK_OPEN)
    g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TAKEN,
                 /* Translators: a room */
                 _("“%s” was set up by the administrator of this network, and is open to "
                   "everybody. Choose another name."), hall_room_get_name (room));
  else if (!hall_room_get_is_member (room) && hall_room_get_announced (room)
           && !hall_room_get_standing (room))
    g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TAKEN,
                 /* Translators: a room, somebody's name, the room again */
                 _("“%s” is a room that %s hosts. Choose another name, or join it: "
                   "hallway-cli join “%s”"), hall_room_get_name (room),
                 host != NULL ? hall_person_get_name (host) : _("somebody else"),
                 hall_room_get_name (room));
  else
    return TRUE;

  return FALSE;
}
