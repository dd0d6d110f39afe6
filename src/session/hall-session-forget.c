/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-forget.c: deleting a private conversation here.
 *
 * The other person keeps it. What was in it must not come back with the next synchronisation: a
 * mark stays, from which time on the two have something in common again.
 */

#define G_LOG_DOMAIN "hall-session-forget"

#include "config.h"

#include "hall-session-private.h"

static void
forget_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  HallSession *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  hall_store_forget_room_finish (HALL_STORE (source), result, &error);
  hall_context_report_store (self->context, error);
  if (error != NULL)
    g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_STORE, "%s",
                             error->message);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * hall_session_forget_stored:
 * @self: a running session
 * @room_id: of which nothing is in use any more
 * @task: (transfer full): of @self; finished with %TRUE when nothing is left of what was said there
 */
void
hall_session_forget_stored (HallSession *self,
                            const char  *room_id,
                            GTask       *task)
{
  hall_store_forget_room_async (self->context->store, room_id, NULL, forget_cb, task);
}

/* With whom, and from when on; nothing else. By what was said, not by the clock here: if that is
 * ahead, what the other one says next would count as forgotten, too. */
static HallStoredRoom *
make_mark (HallSession      *self,
           HallConversation *conversation)
{
  const HallStoredRoom *stored = hall_conversation_get_stored (conversation);
  HallStoredRoom *mark = hall_stored_room_new (stored->id);

  mark->person = g_strdup (stored->person);
  mark->name = g_strdup ("");
  mark->member = FALSE;
  mark->joined_ms = hall_conversation_get_newest_lc (conversation) + 1;
  return mark;
}

/**
 * hall_session_forget_direct:
 * @self: a running session
 * @room: a private conversation
 * @task: (transfer full) (nullable): finished with %TRUE when nothing of it is left here
 *
 * Deletes it at once, for good. @room is not that conversation any more then.
 */
void
hall_session_forget_direct (HallSession *self,
                            HallRoom    *room,
                            GTask       *task)
{
  g_autoptr (HallRoom) kept = g_object_ref (room);
  HallConversation *conversation = hall_session_get_conversation (self, room);
  HallStoredRoom *mark;

  if (task == NULL)
    task = g_task_new (self, NULL, NULL, NULL);
  if (conversation == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  mark = make_mark (self, conversation);
  hall_session_remove_conversation (self, conversation);
  hall_room_set_unread (room, 0);
  hall_session_forget_stored (self, hall_room_get_id (room), task);
  hall_context_save_room (self->context, mark);
  g_hash_table_replace (self->former, mark->id, mark);
}
