/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-leave.c: leaving rooms, with a moment to think again, and forgetting them.
 *
 * Until that moment is over nothing has happened. Then "left" is said and confirmed by somebody, a
 * room that we host gets another host, and only after that we are gone; each step has its bound.
 */

#define G_LOG_DOMAIN "hall-session-leave"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-session-private.h"

/* For somebody to store that we left. */
#define CONFIRM_MS 700
/* The hand-over ends by itself before. */
#define HAND_OVER_MS 1600

typedef enum
{
  LEAVE_UNDOABLE,
  LEAVE_SAYING,
  LEAVE_HANDING_OVER,
  LEAVE_DONE,
} HallLeaveState;

struct _HallLeave
{
  HallSession *session;      /* not owned: it owns us */
  HallConversation *conversation;
  HallTimer *timer;
  HallLeaveState state;
  char *event_id;            /* (nullable): "left", to be confirmed */
  gulong handler;
  GPtrArray *tasks;          /* (element-type GTask): finished when it is over */
};

static void hand_over (HallLeave *leave);

static void
hall_leave_clear (gpointer data)
{
  HallLeave *leave = data;

  g_clear_signal_handler (&leave->handler, leave->conversation);
  hall_timer_free (leave->timer);
  g_object_unref (leave->conversation);
  g_ptr_array_unref (leave->tasks);
  g_free (leave->event_id);
}

static void
hall_leave_unref (HallLeave *leave)
{
  g_rc_box_release_full (leave, hall_leave_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallLeave, hall_leave_unref)

/* The session lets go of it, whatever still runs. */
static void
hall_leave_drop (gpointer data)
{
  HallLeave *leave = data;

  leave->state = LEAVE_DONE;
  leave->session = NULL;
  g_clear_signal_handler (&leave->handler, leave->conversation);
  hall_timer_stop (leave->timer);
  for (guint i = 0; i < leave->tasks->len; i++)
    g_task_return_new_error (g_ptr_array_index (leave->tasks, i), G_IO_ERROR, G_IO_ERROR_CANCELLED,
                             "The session was stopped");
  g_ptr_array_set_size (leave->tasks, 0);
  hall_leave_unref (leave);
}

void
hall_session_init_leaves (HallSession *self)
{
  self->leaves = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, hall_leave_drop);
  self->undo_ms = HALL_SESSION_UNDO_MS;
}

void
hall_session_set_undo_ms (HallSession *self,
                          guint        undo_ms)
{
  self->undo_ms = undo_ms;
}

static void
finish (HallLeave *leave)
{
  g_autoptr (HallLeave) kept = g_rc_box_acquire (leave);
  g_autoptr (HallSession) self = leave->session != NULL ? g_object_ref (leave->session) : NULL;
  g_autoptr (GPtrArray) tasks = NULL;
  g_autofree char *room_id = NULL;

  if (leave->state == LEAVE_DONE || self == NULL)
    return;
  leave->state = LEAVE_DONE;
  tasks = g_steal_pointer (&leave->tasks);
  leave->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  room_id = g_strdup (hall_conversation_get_stored (leave->conversation)->id);
  hall_room_set_leaving (hall_conversation_get_room (leave->conversation), FALSE);
  hall_conversation_leave (leave->conversation);
  hall_session_remove_conversation (self, leave->conversation);
  g_hash_table_remove (self->leaves, room_id);
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_boolean (g_ptr_array_index (tasks, i), TRUE);
}

static void
hand_over_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (HallLeave) leave = user_data;
  g_autoptr (GError) error = NULL;

  if (!hall_conversation_hand_over_finish (HALL_CONVERSATION (source), result, &error))
    g_debug ("a room that is left has no other host yet: %s", error->message);
  finish (leave);
}

static void
hand_over (HallLeave *leave)
{
  if (leave->state >= LEAVE_HANDING_OVER)
    return;
  leave->state = LEAVE_HANDING_OVER;
  g_clear_signal_handler (&leave->handler, leave->conversation);
  if (!hall_conversation_is_hosting (leave->conversation))
    {
      finish (leave);
      return;
    }
  hall_timer_start (leave->timer, HAND_OVER_MS);
  hall_conversation_hand_over_async (leave->conversation, hand_over_cb,
                                     g_rc_box_acquire (leave));
}

static void
on_message_state (HallConversation *conversation,
                  const char       *event_id,
                  guint             state,
                  HallLeave        *leave)
{
  g_autoptr (HallLeave) kept = g_rc_box_acquire (leave);

  if (state == HALL_MESSAGE_STATE_SENT && g_strcmp0 (event_id, leave->event_id) == 0)
    hand_over (leave);
}

static void
say (HallLeave *leave)
{
  leave->state = LEAVE_SAYING;
  /* Connected first: nothing stands in the way of an answer at once. */
  leave->handler = g_signal_connect (leave->conversation, "message-state",
                                     G_CALLBACK (on_message_state), leave);
  leave->event_id = hall_conversation_say_left (leave->conversation);
  if (leave->event_id == NULL)
    hand_over (leave);
  else
    hall_timer_start (leave->timer, CONFIRM_MS);
}

static void
on_timer (gpointer user_data)
{
  HallLeave *leave = user_data;
  g_autoptr (HallLeave) kept = g_rc_box_acquire (leave);

  switch (leave->state)
    {
    case LEAVE_UNDOABLE:
      say (leave);
      break;
    case LEAVE_SAYING:
      hand_over (leave);
      break;
    case LEAVE_HANDING_OVER:
      finish (leave);
      break;
    case LEAVE_DONE:
    default:
      break;
    }
}

static HallLeave *
ensure_leave (HallSession      *self,
              HallConversation *conversation)
{
  const char *room_id = hall_conversation_get_stored (conversation)->id;
  HallLeave *leave = g_hash_table_lookup (self->leaves, room_id);

  if (leave != NULL)
    return leave;
  leave = g_rc_box_new0 (HallLeave);
  leave->session = self;
  leave->conversation = g_object_ref (conversation);
  leave->timer = hall_timer_new (self->context->clock, on_timer, leave);
  leave->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_insert (self->leaves, g_strdup (room_id), leave);
  hall_room_set_leaving (hall_conversation_get_room (conversation), TRUE);
  return leave;
}

/* Without a moment to undo it. @task: (transfer full): finished with TRUE. */
void
hall_session_leave_at_once (HallSession      *self,
                            HallConversation *conversation,
                            GTask            *task)
{
  HallLeave *leave = ensure_leave (self, conversation);

  g_ptr_array_add (leave->tasks, task);
  if (leave->state == LEAVE_UNDOABLE)
    say (leave);
}

/* Those whose leaving is under way: (element-type HallConversation) (transfer full). */
GPtrArray *
hall_session_list_leaving (HallSession *self)
{
  GPtrArray *conversations = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer leave;

  g_hash_table_iter_init (&iter, self->leaves);
  while (g_hash_table_iter_next (&iter, NULL, &leave))
    g_ptr_array_add (conversations, g_object_ref (((HallLeave *) leave)->conversation));
  return conversations;
}

/* There is no time left: whatever is under way is over. */
void
hall_session_finish_leaves (HallSession *self)
{
  g_autoptr (GList) leaves = g_hash_table_get_values (self->leaves);

  for (GList *next = leaves; next != NULL; next = next->next)
    g_rc_box_acquire (next->data);
  for (GList *next = leaves; next != NULL; next = next->next)
    {
      g_autoptr (HallLeave) leave = next->data;

      if (leave->state == LEAVE_UNDOABLE)
        g_free (hall_conversation_say_left (leave->conversation));
      finish (leave);
    }
}

/**
 * hall_session_leave_room:
 * @self: a running session
 * @room: ours
 *
 * Leaves for good; the history stays. For %HALL_SESSION_UNDO_MS everything goes on, and
 * hall_session_undo_leave () undoes it.
 */
void
hall_session_leave_room (HallSession *self,
                         HallRoom    *room)
{
  HallConversation *conversation;
  HallLeave *leave;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  conversation = hall_session_get_conversation (self, room);
  if (conversation == NULL || self->mode != HALL_SESSION_ACTIVE || self->stopped
      || g_hash_table_contains (self->leaves, hall_room_get_id (room)))
    return;
  if (hall_room_get_person (room) != NULL)
    {
      hall_session_forget_direct (self, room, NULL);
      return;
    }
  leave = ensure_leave (self, conversation);
  hall_timer_start (leave->timer, self->undo_ms);
}

/**
 * hall_session_undo_leave:
 * @self: a running session
 * @room: being left
 *
 * Stays, if it was not too late.
 */
void
hall_session_undo_leave (HallSession *self,
                         HallRoom    *room)
{
  HallLeave *leave;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  leave = g_hash_table_lookup (self->leaves, hall_room_get_id (room));
  if (leave == NULL || leave->state != LEAVE_UNDOABLE || leave->tasks->len > 0)
    return;
  g_hash_table_remove (self->leaves, hall_room_get_id (room));
  hall_room_set_leaving (room, FALSE);
}

/* @task: (transfer full). Nothing of the room is in use any more. */
static void
forget (HallSession *self,
        GTask       *task)
{
  HallRoom *room = g_task_get_task_data (task);
  const char *room_id = hall_room_get_id (room);

  g_hash_table_remove (self->former, room_id);
  hall_directory_forget_room (self->context->directory, room);
  hall_session_list_standing_rooms (self);
  hall_session_forget_stored (self, room_id, task);
}

static void
leave_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    forget (HALL_SESSION (source), g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/**
 * hall_session_forget_room_async:
 * @self: a running session
 * @room: ours, or once ours
 * @cancellable: (nullable): ends waiting, not the forgetting
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Leaves at once, and deletes what is held of the room here, for good. @room is not the room any
 * more then: if it is still announced, the directory has a new one.
 */
void
hall_session_forget_room_async (HallSession        *self,
                                HallRoom           *room,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  HallConversation *conversation;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hall_session_forget_room_async);
  g_task_set_task_data (task, g_object_ref (room), g_object_unref);
  conversation = hall_session_get_conversation (self, room);
  if (self->mode != HALL_SESSION_ACTIVE || self->stopped || !self->store_open)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The session does not run");
  else if (hall_room_get_person (room) != NULL)
    hall_session_forget_direct (self, room, g_steal_pointer (&task));
  else if (conversation != NULL)
    hall_session_leave_at_once (self, conversation,
                                g_task_new (self, NULL, leave_cb, g_steal_pointer (&task)));
  else if (g_hash_table_contains (self->former, hall_room_get_id (room)))
    forget (self, g_steal_pointer (&task));
  else
    g_task_return_new_error (task, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NOT_FOUND, "%s",
                             _("This room is not one of yours."));
}

/**
 * hall_session_forget_room_finish:
 * @self: a session
 * @result: of the callback
 * @error: return location for #HALL_SESSION_ERROR NOT_FOUND or STORE
 *
 * Returns: whether nothing of it is left here
 */
gboolean
hall_session_forget_room_finish (HallSession  *self,
                                 GAsyncResult *result,
                                 GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hall_session_set_reopens:
 * @self: a running session
 * @room: ours
 * @reopens: whether it is hosted here by itself when members are around and nobody hosts it
 */
void
hall_session_set_reopens (HallSession *self,
                          HallRoom    *room,
                          gboolean     reopens)
{
  HallConversation *conversation;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  conversation = hall_session_get_conversation (self, room);
  if (conversation != NULL && self->mode == HALL_SESSION_ACTIVE && !self->stopped)
    hall_conversation_set_reopens (conversation, reopens);
}
