/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-places.c: showing a conversation around one of its messages, or around a time.
 */

#define G_LOG_DOMAIN "hall-session-places"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-conversation-talk.h"
#include "hall-session-private.h"
#include "hall-session-search.h"

/* (nullable): NULL and @task ended where there is nothing to read */
static HallConversation *
get_readable (HallSession *self,
              HallRoom    *room,
              GTask       *task)
{
  HallConversation *conversation = hall_session_get_conversation (self, room);

  if (conversation != NULL && self->store_open)
    return conversation;
  g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND,
                           _("Nothing is kept of this room here."));
  return NULL;
}

/**
 * hall_session_open_at_async:
 * @self: a session
 * @room: a room
 * @event_id: id of a message of the room
 * @cancellable: (nullable): ends waiting
 * @callback: called when its row is in the timeline
 * @user_data: for @callback
 *
 * Shows the conversation around a message. hall_session_open_at_finish () fails with
 * HALL_SESSION_ERROR_NOT_FOUND: it is not here, or must not be shown.
 */
void
hall_session_open_at_async (HallSession         *self,
                            HallRoom            *room,
                            const char          *event_id,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  HallConversation *conversation;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));
  g_return_if_fail (event_id != NULL);

  g_task_set_source_tag (task, hall_session_open_at_async);
  conversation = get_readable (self, room, task);
  if (conversation != NULL)
    hall_conversation_open_at (conversation, event_id, g_steal_pointer (&task));
}

/**
 * hall_session_open_at_time_async:
 * @self: a session
 * @room: a room
 * @time_ms: unix ms
 * @cancellable: (nullable): ends waiting
 * @callback: called when the rows around that time are in the timeline
 * @user_data: for @callback
 *
 * Shows the conversation around a time. hall_session_open_at_finish () ends it.
 */
void
hall_session_open_at_time_async (HallSession         *self,
                                 HallRoom            *room,
                                 gint64               time_ms,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  HallConversation *conversation;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  g_task_set_source_tag (task, hall_session_open_at_async);
  conversation = get_readable (self, room, task);
  if (conversation != NULL)
    hall_conversation_open_at_time (conversation, time_ms, g_steal_pointer (&task));
}

/**
 * hall_session_open_at_finish:
 * @self: a session
 * @result: of the callback
 * @error: return location for a #GError of #HALL_SESSION_ERROR or #HALL_STORE_ERROR
 *
 * Returns: whether the rows are there
 */
gboolean
hall_session_open_at_finish (HallSession   *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
