/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-history.c: rows of stored events, as they are seen now, in no list.
 *
 * Made by a timeline that nobody sees, from the events and what the store knows of them: edits,
 * reactions and pins, and what they answer. Keeps nothing.
 */

#define G_LOG_DOMAIN "hall-history"

#include "config.h"

#include "hall-conversation-talk.h"
#include "hall-outbox.h"
#include "hall-seen.h"
#include "hall-session-private.h"

#include "hall-history.h"

typedef struct
{
  HallRoom *room;
  HallTimeline *timeline;
  char **answered;         /* ids of what rows answer */
} Folding;

static void
folding_free (Folding *self)
{
  g_object_unref (self->room);
  g_object_unref (self->timeline);
  g_strfreev (self->answered);
  g_free (self);
}

static HallContext *
get_context (GTask *task)
{
  return HALL_SESSION (g_task_get_source_object (task))->context;
}

/* (nullable): of a room that was left there is none. */
static HallConversation *
get_conversation (GTask *task)
{
  Folding *self = g_task_get_task_data (task);

  return hall_session_get_conversation (g_task_get_source_object (task), self->room);
}

/* @task, @error: (transfer full) */
static void
fail (GTask  *task,
      GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* @task: (transfer full) */
static void
finish (GTask *task)
{
  Folding *self = g_task_get_task_data (task);
  GListModel *rows = G_LIST_MODEL (self->timeline);
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    g_ptr_array_add (messages, g_list_model_get_item (rows, i));
  g_task_return_pointer (task, messages, (GDestroyNotify) g_ptr_array_unref);
  g_object_unref (task);
}

/* What is not held yet, perhaps, is as unknown as on the screen. */
static void
read_answered_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  GTask *task = user_data;
  Folding *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (HallSeen) seen = hall_seen_read_finish (result, &error);

  if (seen == NULL)
    {
      fail (task, error);
      return;
    }
  for (guint i = 0; self->answered[i] != NULL; i++)
    {
      const char *id = self->answered[i];
      GPtrArray *notes;
      HallEvent *event = hall_seen_lookup (seen, id, &notes);

      if (event != NULL)
        hall_timeline_set_answered (self->timeline, id, event, notes, FALSE);
      else if (!hall_seen_is_missing (seen, id))
        hall_timeline_set_answered (self->timeline, id, NULL, NULL, TRUE);
    }
  finish (task);
}

static void
annotate_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  Folding *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!hall_seen_annotate_finish (result, &error))
    {
      fail (task, error);
      return;
    }
  self->answered = hall_timeline_list_unanswered (self->timeline);
  if (self->answered == NULL)
    finish (task);
  else
    hall_seen_read_async (get_context (task), hall_room_get_id (self->room),
                          get_conversation (task), (const char *const *) self->answered,
                          g_task_get_cancellable (task), read_answered_cb, task);
}

/* How far each has come, and what of ours waits. */
static void
mark_rows (HallSession      *session,
           HallConversation *conversation,
           HallTimeline     *timeline,
           GPtrArray        *events,
           GArray           *states)
{
  GPtrArray *sketches;

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      guint state = g_array_index (states, guint8, i);

      if (state & HALL_STORED_LATE)
        hall_timeline_set_late (timeline, event->id);
      if (g_str_equal (event->author, session->context->own_id))
        hall_timeline_set_state (timeline, event->id, hall_outbox_get_state (state));
    }
  if (conversation == NULL)
    return;
  if (hall_conversation_get_stored (conversation)->other_id != NULL)
    hall_timeline_set_read_by_other (timeline,
                                     hall_conversation_get_stored (conversation)->other_lc,
                                     hall_conversation_get_stored (conversation)->other_id);
  sketches = hall_conversation_list_sketches (conversation);
  for (guint i = 0; i < sketches->len; i++)
    hall_timeline_annotate_pending (timeline, g_ptr_array_index (sketches, i));
}

/* (transfer full) */
static char **
list_texts (GPtrArray *events)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      if (event->kind == HALL_EVENT_TEXT)
        g_strv_builder_add (ids, event->id);
    }
  return g_strv_builder_end (ids);
}

/**
 * hall_history_fold_async:
 * @session: a session whose store is open
 * @room: a room
 * @events: (element-type HallEvent): some of its events, sorted, HALL_TIMELINE_LOADED_MAX at most
 * @states: (element-type guint8): as hall_store_list_finish () gives them
 * @cancellable: (nullable): ends it
 * @callback: called when the rows are made
 * @user_data: for @callback
 *
 * Makes rows of events. hall_history_fold_finish () ends it.
 */
void
hall_history_fold_async (HallSession         *session,
                         HallRoom            *room,
                         GPtrArray           *events,
                         GArray              *states,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (session, cancellable, callback, user_data);
  Folding *self = g_new0 (Folding, 1);
  g_auto (GStrv) ids = list_texts (events);

  g_task_set_source_tag (task, hall_history_fold_async);
  g_task_set_task_data (task, self, (GDestroyNotify) folding_free);
  self->room = g_object_ref (room);
  self->timeline = hall_timeline_new_beside (hall_room_get_timeline (room));
  hall_timeline_reset (self->timeline, events, TRUE, TRUE);
  mark_rows (session, get_conversation (task), self->timeline, events, states);
  hall_seen_annotate_async (session->context, hall_room_get_id (room), get_conversation (task),
                            self->timeline, (const char *const *) ids, cancellable, annotate_cb,
                            task);
}

/**
 * hall_history_fold_finish:
 * @result: of the callback
 * @error: return location for a #GError of #HALL_STORE_ERROR or #G_IO_ERROR
 *
 * Returns: (transfer full) (element-type HallMessage) (nullable): the rows, in order; events that
 *   have none are left out
 */
GPtrArray *
hall_history_fold_finish (GAsyncResult *result,
                          GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
