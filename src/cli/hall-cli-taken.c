/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-taken.c: tells a room of one's own from one that only has the same name.
 *
 * Used by host. Never changes a room; a stranger's name never gets into a command but quoted.
 */

#define G_LOG_DOMAIN "hall-cli-taken"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "hall-session.h"

#include "hall-cli-join.h"
#include "hall-cli-output.h"

#include "hall-cli-taken.h"

/* Whether every shell takes the quoted name for what it is, and "join" for a name: in fish a
 * backslash means something within single quotes, and what is shown is without control
 * characters. */
static gboolean
is_safe_in_commands (const char *name)
{
  g_autofree char *plain = hall_cli_make_plain (name, NULL);

  return g_str_equal (plain, name) && strchr (name, '\\') == NULL && !hall_cli_is_address (name) &&
         !g_str_has_prefix (name, "hallway:");
}

/**
 * hall_cli_make_join_command:
 * @name: a room's name, which anybody may have thought up
 * @id: its id
 *
 * Returns: (transfer full): what joins that room when it is pasted into a shell, and does no more
 */
char *
hall_cli_make_join_command (const char *name,
                            const char *id)
{
  g_autofree char *quoted = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  quoted = g_shell_quote (is_safe_in_commands (name) ? name : id);

  return g_strconcat ("hallway-cli join ", quoted[1] == '-' ? "-- " : "", quoted, NULL);
}

/* Two sentences: a name stands elsewhere in many languages than "somebody else" does. */
static void
set_taken_error (HallRoom  *room,
                 GError   **error)
{
  HallPerson *host = hall_room_get_host (room);
  const char *name = hall_room_get_name (room);
  g_autofree char *command = hall_cli_make_join_command (name, hall_room_get_id (room));

  if (host != NULL)
    g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TAKEN,
                 /* Translators: a room, somebody's name, a command that is typed as it is */
                 _("“%s” is a room that %s hosts. Choose another name, or join it: %s"), name,
                 hall_person_get_name (host), command);
  else
    g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TAKEN,
                 /* Translators: a room, and a command that is typed as it is */
                 _("“%s” is somebody else's room. Choose another name, or join it: %s"), name,
                 command);
}

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
  if (hall_room_get_standing (room) && lock != HALL_LOCK_OPEN)
    g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TAKEN,
                 /* Translators: a room */
                 _("“%s” was set up by the administrator of this network, and is open to "
                   "everybody. Choose another name."), hall_room_get_name (room));
  else if (!hall_room_get_is_member (room) && hall_room_get_announced (room)
           && !hall_room_get_standing (room))
    set_taken_error (room, error);
  else
    return TRUE;

  return FALSE;
}
