/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-retention.c: the deleting of history, when somebody asks for it.
 */

#define G_LOG_DOMAIN "hall-session-retention"

#include "config.h"

#include "hall-session-private.h"

#include "hall-session-retention.h"

/**
 * hall_session_delete_history_async:
 * @self: a running session
 * @before_ms: what is older by the time that messages show, in ms since 1970; %G_MAXINT64:
 *   everything
 * @cancellable: (nullable): ends the waiting, not the deletion
 * @callback: called when nothing of it is left on the disk
 * @user_data: for @callback
 *
 * Deletes messages of all rooms and private conversations from this computer, for good.
 */
void
hall_session_delete_history_async (HallSession        *self,
                                   gint64              before_ms,
                                   GCancellable       *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (HALL_IS_SESSION (self));

  g_task_set_source_tag (task, hall_session_delete_history_async);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "it does not run");
}

/**
 * hall_session_delete_history_finish:
 * @self: a session
 * @result: of the callback
 * @error: return location for #HALL_SESSION_ERROR STORE, or #G_IO_ERROR CANCELLED
 *
 * Returns: whether it is done
 */
gboolean
hall_session_delete_history_finish (HallSession  *self,
                                    GAsyncResult *result,
                                    GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
