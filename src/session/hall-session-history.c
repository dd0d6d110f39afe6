/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-history.c: what is shown of a room, what of it is read, and reading it all.
 */

#define G_LOG_DOMAIN "hall-session-history"

#include "config.h"

#include "hall-history.h"
#include "hall-session-private.h"
#include "hall-store-talk.h"

/**
 * hall_session_count_unsent:
 * @self: a session
 * @room: a room
 *
 * Returns: own messages of the room that are not yet sent, those in the outbox included
 */
guint
hall_session_count_unsent (HallSession *self,
                           HallRoom    *room)
{
  HallConversation *conversation;

  g_return_val_if_fail (HALL_IS_SESSION (self), 0);
  g_return_val_if_fail (HALL_IS_ROOM (room), 0);

  conversation = hall_session_get_conversation (self, room);
  return conversation != NULL ? hall_conversation_count_unsent (conversation) : 0;
}

/**
 * hall_session_open_room_async:
 * @self: a session
 * @room: a room
 * @cancellable: (nullable): ends waiting
 * @callback: called when the rows are in the timeline
 * @user_data: for @callback
 *
 * Loads the rows around the first unread message, or the newest. Of a room that is not ours there
 * is nothing to load.
 */
void
hall_session_open_room_async (HallSession        *self,
                              HallRoom           *room,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  HallConversation *conversation;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  g_task_set_source_tag (task, hall_session_open_room_async);
  conversation = hall_session_get_conversation (self, room);
  if (conversation == NULL || !self->store_open)
    g_task_return_boolean (task, TRUE);
  else
    {
      hall_conversation_look (conversation);
      hall_conversation_open_async (conversation, g_steal_pointer (&task));
    }
}

/**
 * hall_session_open_room_finish:
 * @self: a session
 * @result: of the callback
 * @error: return location for a #GError of #HALL_STORE_ERROR
 *
 * Returns: whether it was loaded
 */
gboolean
hall_session_open_room_finish (HallSession  *self,
                               GAsyncResult *result,
                               GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
call (HallSession *self,
      HallRoom    *room,
      void       (*function) (HallConversation *))
{
  HallConversation *conversation;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  conversation = hall_session_get_conversation (self, room);
  if (conversation != NULL && self->store_open)
    function (conversation);
}

/**
 * hall_session_load_older:
 * @self: a session
 * @room: a room that was opened
 *
 * Asks for more rows above.
 */
void
hall_session_load_older (HallSession *self,
                         HallRoom    *room)
{
  call (self, room, hall_conversation_load_older);
}

/**
 * hall_session_load_newer:
 * @self: a session
 * @room: a room that was opened
 *
 * Asks for more rows below.
 */
void
hall_session_load_newer (HallSession *self,
                         HallRoom    *room)
{
  call (self, room, hall_conversation_load_newer);
}

/**
 * hall_session_load_end:
 * @self: a session
 * @room: a room that was opened
 *
 * Asks for the newest rows.
 */
void
hall_session_load_end (HallSession *self,
                       HallRoom    *room)
{
  call (self, room, hall_conversation_load_end);
}

/**
 * hall_session_mark_read:
 * @self: a session
 * @room: a room
 *
 * Everything held is read.
 */
void
hall_session_mark_read (HallSession *self,
                        HallRoom    *room)
{
  g_return_if_fail (HALL_IS_SESSION (self));

  if (self->mode == HALL_SESSION_ACTIVE && !self->stopped)
    call (self, room, hall_conversation_mark_read);
}

/**
 * hall_session_set_draft:
 * @self: a session
 * @room: a room
 * @draft: (nullable): what stands in the composer
 */
void
hall_session_set_draft (HallSession *self,
                        HallRoom    *room,
                        const char  *draft)
{
  HallConversation *conversation;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  conversation = hall_session_get_conversation (self, room);
  if (conversation != NULL && self->mode == HALL_SESSION_ACTIVE && !self->stopped)
    hall_conversation_set_draft (conversation, draft);
}

/* What is being read: first the events, then rows of them, slice by slice. */
typedef struct
{
  HallRoom *room;
  GPtrArray *events;
  GArray *states;
  GPtrArray *messages;
  guint first;             /* of the slice */
} HallReading;

static void
hall_reading_free (gpointer data)
{
  HallReading *reading = data;

  g_object_unref (reading->room);
  g_clear_pointer (&reading->events, g_ptr_array_unref);
  g_clear_pointer (&reading->states, g_array_unref);
  g_clear_pointer (&reading->messages, g_ptr_array_unref);
  g_free (reading);
}

static void read_slice (GTask *task);

static void
fold_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  HallReading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *messages = hall_history_fold_finish (result, &error);

  if (messages == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_extend_and_steal (reading->messages, messages);
  reading->first += HALL_TIMELINE_LOADED_MAX;
  read_slice (g_steal_pointer (&task));
}

/* @task: (transfer full) */
static void
read_slice (GTask *task)
{
  HallReading *reading = g_task_get_task_data (task);
  g_autoptr (GPtrArray) slice = g_ptr_array_new ();
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (guint8));
  guint end = MIN (reading->first + HALL_TIMELINE_LOADED_MAX, reading->events->len);

  if (reading->first >= reading->events->len)
    {
      g_task_return_pointer (task, g_steal_pointer (&reading->messages),
                             (GDestroyNotify) g_ptr_array_unref);
      g_object_unref (task);
      return;
    }
  for (guint i = reading->first; i < end; i++)
    g_ptr_array_add (slice, g_ptr_array_index (reading->events, i));
  g_array_append_vals (states, &g_array_index (reading->states, guint8, reading->first),
                       end - reading->first);
  hall_history_fold_async (g_task_get_source_object (task), reading->room, slice, states,
                           g_task_get_cancellable (task), fold_cb, task);
}

static void
load_history_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  HallReading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  reading->events = hall_store_list_finish (HALL_STORE (source), result, &reading->states, &error);
  if (reading->events == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  reading->messages = g_ptr_array_new_with_free_func (g_object_unref);
  read_slice (g_steal_pointer (&task));
}

/**
 * hall_session_load_history_async:
 * @self: a session
 * @room: a room
 * @limit: how many of the newest
 * @cancellable: (nullable): ends waiting
 * @callback: called when they are read
 * @user_data: for @callback
 *
 * Reads the history from this profile's store alone.
 */
void
hall_session_load_history_async (HallSession        *self,
                                 HallRoom           *room,
                                 guint               limit,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  HallReading *reading;

  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_ROOM (room));

  g_task_set_source_tag (task, hall_session_load_history_async);
  reading = g_new0 (HallReading, 1);
  reading->room = g_object_ref (room);
  g_task_set_task_data (task, reading, hall_reading_free);
  if (!self->store_open)
    {
      g_task_return_pointer (task, g_ptr_array_new_with_free_func (g_object_unref),
                             (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  hall_store_list_before_async (self->context->store, hall_room_get_id (room), G_MAXINT64, NULL,
                                limit, cancellable, load_history_cb, g_steal_pointer (&task));
}

/**
 * hall_session_load_history_finish:
 * @self: a session
 * @result: of the callback
 * @error: return location for a #GError of #HALL_STORE_ERROR
 *
 * Returns: (transfer full) (element-type HallMessage) (nullable): the oldest first
 */
GPtrArray *
hall_session_load_history_finish (HallSession  *self,
                                  GAsyncResult *result,
                                  GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
