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

/* Whether every shell takes the quoted name for what it is, and "join" for a name: within single
 * quotes a backslash means something in fish, and an exclamation mark in csh; and what is shown is
 * without control characters. */
static gboolean
is_safe_in_commands (const char *name)
{
  g_autofree char *plain = hall_cli_make_plain (name, NULL);

  return g_str_equal (plain, name) && strpbrk (name, "\\!") == NULL &&
         !hall_cli_is_address (name) && !g_str_has_prefix (name, "hallway:");
}

/* @value: (nullable): not given */
static void
add_option (GString    *command,
            const char *option,
            const char *value)
{
  g_autofree char *quoted = value != NULL ? g_shell_quote (value) : NULL;

  if (value != NULL)
    g_string_append_printf (command, " %s %s", option, quoted);
}

static void
add_port (GString    *command,
          const char *option,
          guint       port)
{
  if (port != 0)
    g_string_append_printf (command, " %s %u", option, port);
}

static void
add_list (GString     *command,
          const char  *option,
          char       **values)
{
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    add_option (command, option, values[i]);
}

/* Who joins, and on which network, is what was said for this command. */
static void
add_options (GString              *command,
             const HallCliOptions *options)
{
  add_option (command, "--profile", options->profile);
  add_option (command, "--name", options->name);
  add_option (command, "--group", options->group);
  add_port (command, "--port", options->port);
  add_option (command, "--broadcast", options->broadcast);
  add_port (command, "--tcp-port", options->tcp_port);
  add_list (command, "--exclude-interface", options->excluded_interfaces);
  add_list (command, "--interface", options->interfaces);
  add_list (command, "--peer", options->peers);
}

/**
 * hall_cli_make_join_command:
 * @options: what was asked for when the name turned out to be taken
 * @name: a room's name, which anybody may have thought up
 * @id: its id
 *
 * Returns: (transfer full): what joins that room when it is pasted into a shell, and does no more
 */
char *
hall_cli_make_join_command (const HallCliOptions *options,
                            const char           *name,
                            const char           *id)
{
  GString *command;
  g_autofree char *quoted = NULL;

  g_return_val_if_fail (options != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  quoted = g_shell_quote (is_safe_in_commands (name) ? name : id);

  command = g_string_new ("hallway-cli");
  add_options (command, options);
  g_string_append_printf (command, " join %s%s", quoted[1] == '-' ? "-- " : "", quoted);

  return g_string_free (command, FALSE);
}

/* Two sentences: a name stands elsewhere in many languages than "somebody else" does. */
static void
set_taken_error (const HallCliOptions  *options,
                 HallRoom              *room,
                 GError               **error)
{
  HallPerson *host = hall_room_get_host (room);
  const char *name = hall_room_get_name (room);
  g_autofree char *command = hall_cli_make_join_command (options, name, hall_room_get_id (room));

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
 * @options: what is asked for
 * @room: that has the name
 * @lock: what was asked for
 * @error: return location for #HALL_SESSION_ERROR_TAKEN
 *
 * Returns: whether "host" means this room: it is one's own, nobody's, or always there
 */
gboolean
hall_cli_may_host_room (const HallCliOptions  *options,
                        HallRoom              *room,
                        HallLock               lock,
                        GError               **error)
{
  if (hall_room_get_standing (room) && lock != HALL_LOCK_OPEN)
    g_set_error (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_TAKEN,
                 /* Translators: a room */
                 _("“%s” was set up by the administrator of this network, and is open to "
                   "everybody. Choose another name."), hall_room_get_name (room));
  else if (!hall_room_get_is_member (room) && hall_room_get_announced (room)
           && !hall_room_get_standing (room))
    set_taken_error (options, room, error);
  else
    return TRUE;

  return FALSE;
}
