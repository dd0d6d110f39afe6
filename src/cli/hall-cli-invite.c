/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-invite.c: waits for somebody to be heard of, and invites it.
 */

#define G_LOG_DOMAIN "hall-cli-invite"

#include "config.h"

#include "hall-cli-seek.h"
#include "hall-session-rights.h"

#include "hall-cli-invite.h"

/* How long somebody who is invited may take to be heard of. */
#define WAIT_MS 30000

static void
seek_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  HallCli *cli = g_task_get_source_object (task);
  HallRoom *room = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (HallPerson) person = hall_cli_seek_finish (result, &error);
  gboolean invited = person != NULL &&
                     hall_session_invite (HALL_SESSION (source), room, person, &error);

  if (!invited && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    hall_cli_printer_gerror (hall_cli_get_printer (cli), error);
  g_task_return_boolean (task, invited);
}

/**
 * hall_cli_invite_async:
 * @cli: a run
 * @room: a room that one is in
 * @person: an id, a name, or a name with "#" and the key's tag
 * @callback: called when that person is invited, or cannot be
 * @user_data: for @callback
 *
 * On the main context of the session. Ends with the run.
 */
void
hall_cli_invite_async (HallCli             *cli,
                       HallRoom            *room,
                       const char          *person,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (cli, NULL, callback, user_data);

  g_task_set_source_tag (task, hall_cli_invite_async);
  g_task_set_task_data (task, g_object_ref (room), g_object_unref);
  hall_cli_seek_async (hall_cli_get_session (cli), person, WAIT_MS,
                       hall_cli_get_cancellable (cli), seek_cb, g_steal_pointer (&task));
}

/**
 * hall_cli_invite_finish:
 * @result: the result
 *
 * Returns: whether the person is invited
 */
gboolean
hall_cli_invite_finish (GAsyncResult *result)
{
  g_return_val_if_fail (G_IS_TASK (result), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}
