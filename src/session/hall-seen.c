/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-seen.c: messages of a room as they are seen now, read from the store.
 *
 * First which of them are held, then those that may be shown, then what is said about them; each is
 * what the store knows after the one before it, so whoever asks listens to what comes meanwhile.
 * Keeps nothing.
 */

#define G_LOG_DOMAIN "hall-seen"

#include "config.h"

#include "hall-conversation-private.h"
#include "hall-store-talk.h"

#include "hall-seen.h"

/* Few ms of work. */
#define NOTES_AT_ONCE 2000

struct _HallSeen
{
  HallContext *context;
  char *room_id;
  HallConversation *conversation;    /* (nullable) */
  HallTimeline *timeline;            /* (nullable): whose rows are given what is said */
  char **ids;
  char **missing;                    /* ids */
  GPtrArray *events;                 /* (element-type HallEvent) */
  GPtrArray *told;                   /* (element-type HallEvent) of the store, counting or not */
  guint n_given;                     /* how many of @told the timeline has */
  GPtrArray *notes;                  /* (element-type HallEvent) those that count */
  GHashTable *groups;                /* id → (element-type HallEvent) of @notes */
};

static void
hall_seen_clear (HallSeen *self)
{
  hall_context_unref (self->context);
  g_free (self->room_id);
  g_clear_object (&self->conversation);
  g_clear_object (&self->timeline);
  g_strfreev (self->ids);
  g_strfreev (self->missing);
  g_clear_pointer (&self->groups, g_hash_table_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->told, g_ptr_array_unref);
}

void
hall_seen_free (HallSeen *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) hall_seen_clear);
}

static HallSeen *
new_seen (HallContext       *context,
          const char        *room_id,
          HallConversation  *conversation,
          const char *const *event_ids)
{
  HallSeen *self = g_rc_box_new0 (HallSeen);

  self->context = hall_context_ref (context);
  self->room_id = g_strdup (room_id);
  if (conversation != NULL)
    self->conversation = g_object_ref (conversation);
  self->ids = g_strdupv ((char **) event_ids);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  return self;
}

/* @task, @error: (transfer full) */
static void
fail (GTask  *task,
      GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* Those of @told from @from to @to that count, as far as is known. After the first ones time has
 * passed, in which some may have been hidden. (transfer full) */
static GPtrArray *
pick (HallSeen *self,
      guint     from,
      guint     to)
{
  GPtrArray *picked = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);

  for (guint i = from; i < to; i++)
    {
      HallEvent *event = g_ptr_array_index (self->told, i);

      if (self->conversation == NULL
          || hall_conversation_note_counts (self->conversation, event, from > 0))
        g_ptr_array_add (picked, hall_event_ref (event));
    }
  return picked;
}

static void
group_notes (HallSeen *self)
{
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                        (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < self->notes->len; i++)
    {
      HallEvent *note = g_ptr_array_index (self->notes, i);
      GPtrArray *group = g_hash_table_lookup (self->groups, note->target);

      if (group == NULL)
        {
          group = g_ptr_array_new ();
          g_hash_table_insert (self->groups, note->target, group);
        }
      g_ptr_array_add (group, note);
    }
}

/* @task: (transfer full) */
static void
finish_reading (GTask *task)
{
  HallSeen *self = g_task_get_task_data (task);

  group_notes (self);
  g_task_return_pointer (task, g_rc_box_acquire (self), (GDestroyNotify) hall_seen_free);
  g_object_unref (task);
}

/* FALSE: @task has failed, and is gone. */
static gboolean
take_told (GTask        *task,
           GObject      *source,
           GAsyncResult *result)
{
  HallSeen *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->told = hall_store_list_annotations_finish (HALL_STORE (source), result, &error);
  if (self->told != NULL)
    return TRUE;
  fail (task, error);
  return FALSE;
}

static void
list_annotations_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  GTask *task = user_data;
  HallSeen *self = g_task_get_task_data (task);

  if (!take_told (task, source, result))
    return;
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  self->notes = pick (self, 0, self->told->len);
  finish_reading (task);
}

static void
get_shown_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;
  HallSeen *self = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *events = hall_store_get_events_finish (HALL_STORE (source), result, &error);

  if (events == NULL)
    {
      fail (task, error);
      return;
    }
  g_ptr_array_unref (self->events);
  self->events = events;
  if (events->len == 0)
    finish_reading (task);
  else
    hall_store_list_annotations_async (self->context->store, self->room_id,
                                       (const char *const *) self->ids,
                                       g_task_get_cancellable (task), list_annotations_cb, task);
}

static void
list_missing_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GTask *task = user_data;
  HallSeen *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->missing = hall_store_list_missing_finish (HALL_STORE (source), result, &error);
  if (self->missing == NULL)
    fail (task, error);
  else if (g_strv_length (self->missing) == g_strv_length (self->ids))
    finish_reading (task);
  else
    hall_store_get_shown_async (self->context->store, self->room_id,
                                (const char *const *) self->ids, g_task_get_cancellable (task),
                                get_shown_cb, task);
}

/**
 * hall_seen_read_async:
 * @context: shared parts
 * @room_id: a room
 * @conversation: (nullable): the room's, if we are in it
 * @event_ids: ids
 * @cancellable: (nullable): ends it
 * @callback: called when all of it is read
 * @user_data: for @callback
 *
 * Reads messages wherever in the room they are. hall_seen_read_finish () ends it.
 */
void
hall_seen_read_async (HallContext         *context,
                      const char          *room_id,
                      HallConversation    *conversation,
                      const char *const   *event_ids,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, hall_seen_read_async);
  g_task_set_task_data (task, new_seen (context, room_id, conversation, event_ids),
                        (GDestroyNotify) hall_seen_free);
  hall_store_list_missing_async (context->store, room_id, event_ids, cancellable, list_missing_cb,
                                 task);
}

/**
 * hall_seen_read_finish:
 * @result: of the callback
 * @error: return location for a #GError of #HALL_STORE_ERROR or #G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): what was read
 */
HallSeen *
hall_seen_read_finish (GAsyncResult *result,
                       GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
hall_seen_get_events (HallSeen *self)
{
  return self->events;
}

GPtrArray *
hall_seen_get_notes (HallSeen *self)
{
  return self->notes;
}

/**
 * hall_seen_lookup:
 * @self: what was read
 * @event_id: one of the ids
 * @notes: (out) (optional) (transfer none) (nullable) (element-type HallEvent): what is said of it
 *
 * Returns: (transfer none) (nullable): the event, if it may be shown
 */
HallEvent *
hall_seen_lookup (HallSeen    *self,
                  const char  *event_id,
                  GPtrArray  **notes)
{
  if (notes != NULL)
    *notes = g_hash_table_lookup (self->groups, event_id);
  for (guint i = 0; i < self->events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (self->events, i);

      if (g_str_equal (event->id, event_id))
        return event;
    }
  return NULL;
}

gboolean
hall_seen_is_missing (HallSeen   *self,
                      const char *event_id)
{
  return g_strv_contains ((const char *const *) self->missing, event_id);
}

/* Returns: whether there are more */
static gboolean
give_slice (HallSeen *self)
{
  guint end = MIN (self->n_given + NOTES_AT_ONCE, self->told->len);
  g_autoptr (GPtrArray) notes = pick (self, self->n_given, end);

  self->n_given = end;
  if (notes->len > 0)
    hall_timeline_annotate (self->timeline, notes);
  return end < self->told->len;
}

static gboolean
give_slice_cb (gpointer user_data)
{
  GTask *task = user_data;

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task))
      && give_slice (g_task_get_task_data (task)))
    return G_SOURCE_CONTINUE;
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

static void
list_told_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;

  if (!take_told (task, source, result))
    return;
  if (give_slice (g_task_get_task_data (task)))
    {
      g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, give_slice_cb, task, g_object_unref);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/**
 * hall_seen_annotate_async:
 * @context: shared parts
 * @room_id: a room
 * @conversation: (nullable): the room's, if we are in it
 * @timeline: has rows of the events
 * @event_ids: ids of texts
 * @cancellable: (nullable): ends it
 * @callback: called when the rows have everything
 * @user_data: for @callback
 *
 * Gives rows what is said about them. What is said by those who come meanwhile, or is hidden
 * meanwhile, is for the caller to see to. hall_seen_annotate_finish () ends it.
 */
void
hall_seen_annotate_async (HallContext         *context,
                          const char          *room_id,
                          HallConversation    *conversation,
                          HallTimeline        *timeline,
                          const char *const   *event_ids,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  HallSeen *self = new_seen (context, room_id, conversation, event_ids);

  g_task_set_source_tag (task, hall_seen_annotate_async);
  g_task_set_task_data (task, self, (GDestroyNotify) hall_seen_free);
  self->timeline = g_object_ref (timeline);
  hall_store_list_annotations_async (context->store, room_id, event_ids, cancellable, list_told_cb,
                                     task);
}

gboolean
hall_seen_annotate_finish (GAsyncResult *result,
                           GError      **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
