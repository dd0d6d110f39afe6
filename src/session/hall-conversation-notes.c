/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-notes.c: what is said about messages: how edits, reactions and pins get from
 * arrival or disk to the timeline, and to the sidebar's last message.
 *
 * Part of HallConversation. It folds nothing: the timeline does, which leaves out what is about
 * rows that are not loaded; when these come, what is about them is read from the store.
 */

#define G_LOG_DOMAIN "hall-conversation-notes"

#include "config.h"

#include "hall-conversation-private.h"

/* Few ms of work. */
#define NOTES_AT_ONCE 2000

static HallTimeline *
get_timeline (HallConversation *self)
{
  return hall_room_get_timeline (self->room);
}

/**
 * hall_conversation_pick_notes:
 * @self: a conversation
 * @events: (element-type HallEvent): edits, reactions and pins that the store does not hide
 *
 * The store knows of each author when it might speak, but not who might pin.
 *
 * Returns: (transfer container) (element-type HallEvent): those that count
 */
GPtrArray *
hall_conversation_pick_notes (HallConversation *self,
                              GPtrArray        *events)
{
  GPtrArray *picked = g_ptr_array_new ();

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      if (event->kind != HALL_EVENT_PIN || hall_conversation_pin_counts (self, event))
        g_ptr_array_add (picked, event);
    }
  return picked;
}

/**
 * hall_conversation_group_notes:
 * @notes: (element-type HallEvent): edits, reactions and pins
 *
 * Returns: (transfer full): the id of each target → (element-type HallEvent) #GPtrArray, which is
 *   there as long as @notes
 */
GHashTable *
hall_conversation_group_notes (GPtrArray *notes)
{
  GHashTable *groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                              (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < notes->len; i++)
    {
      HallEvent *note = g_ptr_array_index (notes, i);
      GPtrArray *group = g_hash_table_lookup (groups, note->target);

      if (group == NULL)
        {
          group = g_ptr_array_new ();
          g_hash_table_insert (groups, note->target, group);
        }
      g_ptr_array_add (group, note);
    }
  return groups;
}

void
hall_conversation_refresh_target (HallConversation *self,
                                  const char       *target)
{
  if (self->last_text != NULL && g_str_equal (self->last_text->id, target))
    hall_conversation_refresh_last (self);
  if (hall_conversation_has_pins (self, target))
    hall_conversation_show_pins (self);
}

GPtrArray *
hall_conversation_take_notes (HallConversation *self,
                              GPtrArray        *events)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  GPtrArray *rest = g_ptr_array_new ();

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      if (!hall_event_is_annotation (event))
        g_ptr_array_add (rest, event);
      else if (event->kind == HALL_EVENT_PIN)
        hall_conversation_take_pin (self, event);
      else if (event->kind != HALL_EVENT_DELETE)
        g_ptr_array_add (notes, event);
    }
  if (notes->len > 0)
    hall_timeline_annotate (get_timeline (self), notes);
  hall_conversation_tell_news (self, events);
  for (guint i = 0; i < notes->len && !self->closed; i++)
    hall_conversation_refresh_target (self, ((HallEvent *) g_ptr_array_index (notes, i))->target);
  return rest;
}

/* Something may have been said about them before they came, and rows may answer them. */
void
hall_conversation_meet_rows (HallConversation *self,
                             GPtrArray        *events)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  gboolean pinned = FALSE;

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      if (g_hash_table_contains (self->talk->awaited, event->id))
        g_strv_builder_add (builder, event->id);
      pinned |= hall_conversation_has_pins (self, event->id);
    }
  ids = g_strv_builder_end (builder);
  hall_conversation_answer_again (self, (const char *const *) ids);
  if (pinned)
    hall_conversation_show_pins (self);
  hall_conversation_load_notes (self, events, NULL);
}

typedef struct
{
  HallConversation *conversation;
  GTask *task;             /* (nullable) */
  GPtrArray *events;       /* (element-type HallEvent) */
  guint n_given;           /* how many of them the timeline has */
} HallLoading;

static void
hall_loading_free (HallLoading *loading)
{
  if (loading->task != NULL && !g_task_get_completed (loading->task))
    g_task_return_boolean (loading->task, TRUE);
  g_clear_object (&loading->task);
  g_clear_pointer (&loading->events, g_ptr_array_unref);
  g_object_unref (loading->conversation);
  g_free (loading);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallLoading, hall_loading_free)

/* Returns: whether there are more */
static gboolean
give_slice (HallLoading *loading)
{
  HallConversation *self = loading->conversation;
  guint end = MIN (loading->n_given + NOTES_AT_ONCE, loading->events->len);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (GPtrArray) notes = NULL;

  if (self->closed)
    return FALSE;
  for (; loading->n_given < end; loading->n_given++)
    g_ptr_array_add (events, g_ptr_array_index (loading->events, loading->n_given));
  notes = hall_conversation_pick_notes (self, events);
  if (notes->len > 0)
    hall_timeline_annotate (get_timeline (self), notes);
  return loading->n_given < loading->events->len;
}

static gboolean
give_slice_cb (gpointer user_data)
{
  return give_slice (user_data) ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
list_annotations_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (HallLoading) loading = user_data;
  g_autoptr (GError) error = NULL;

  loading->events = hall_store_list_annotations_finish (HALL_STORE (source), result, &error);
  if (loading->events == NULL)
    g_debug ("room %s: what is said about rows cannot be read: %s",
             loading->conversation->stored->id, error->message);
  else if (give_slice (loading))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, give_slice_cb, g_steal_pointer (&loading),
                     (GDestroyNotify) hall_loading_free);
}

/* Those of @events about which something may have been said, and which are seen. (transfer full) */
static char **
list_targets (HallConversation *self,
              GPtrArray        *events)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      if (event->kind == HALL_EVENT_TEXT
          && hall_timeline_lookup (get_timeline (self), event->id) != NULL)
        g_strv_builder_add (ids, event->id);
    }
  return g_strv_builder_end (ids);
}

void
hall_conversation_load_notes (HallConversation *self,
                              GPtrArray        *events,
                              GTask            *task)
{
  g_autoptr (HallLoading) loading = g_new0 (HallLoading, 1);
  g_auto (GStrv) ids = NULL;

  loading->conversation = g_object_ref (self);
  loading->task = task;
  for (guint i = 0; i < events->len && self->last_text != NULL; i++)
    if (g_ptr_array_index (events, i) == self->last_text)
      hall_conversation_refresh_last (self);
  ids = list_targets (self, events);
  hall_conversation_answer (self);
  if (ids[0] == NULL)
    return;
  hall_store_list_annotations_async (self->context->store, self->stored->id,
                                     (const char *const *) ids, self->context->cancellable,
                                     list_annotations_cb, g_steal_pointer (&loading));
}

static gboolean
has_edit (GPtrArray  *notes,
          const char *target)
{
  for (guint i = 0; i < notes->len; i++)
    {
      HallEvent *note = g_ptr_array_index (notes, i);

      if (note->kind == HALL_EVENT_EDIT && g_str_equal (note->target, target))
        return TRUE;
    }
  return FALSE;
}

static void
list_last_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (HallConversation) self = user_data;
  HallTalk *talk = self->talk;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (HallMessage) message = NULL;
  gboolean edited;

  events = hall_store_list_annotations_finish (HALL_STORE (source), result, NULL);
  if (self->closed)
    return;
  talk->reading_last = FALSE;
  if (talk->read_last_again)
    {
      hall_conversation_refresh_last (self);
      return;
    }
  if (events == NULL || self->last_text == NULL)
    return;
  notes = hall_conversation_pick_notes (self, events);
  edited = has_edit (notes, self->last_text->id)
           || has_edit (talk->sketches, self->last_text->id);
  if (!edited && !talk->last_edited)
    return;   /* it is shown as it was said */
  talk->last_edited = edited;
  message = hall_timeline_make_copy (get_timeline (self), self->last_text, notes);
  hall_room_set_last_message (self->room, message);
}

/* The row of the list of rooms shows what the last text says now, whether or not it is loaded. */
void
hall_conversation_refresh_last (HallConversation *self)
{
  const char *ids[] = { NULL, NULL };

  self->talk->read_last_again = self->talk->reading_last;
  if (self->talk->reading_last || self->last_text == NULL || self->closed)
    return;
  self->talk->reading_last = TRUE;
  ids[0] = self->last_text->id;
  hall_store_list_annotations_async (self->context->store, self->stored->id, ids,
                                     self->context->cancellable, list_last_cb,
                                     g_object_ref (self));
}

void
hall_conversation_hide_notes (HallConversation  *self,
                              const char *const *ids)
{
  gboolean pinned = FALSE;

  hall_timeline_unannotate (get_timeline (self), ids);
  hall_conversation_hide_answered (self, ids);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      pinned |= hall_conversation_has_pins (self, ids[i]);
      if (self->talk->last_other != NULL && g_str_equal (self->talk->last_other->id, ids[i]))
        g_clear_pointer (&self->talk->last_other, hall_event_unref);
    }
  hall_conversation_check_pins (self);   /* a pin may be among them */
  if (pinned)
    hall_conversation_show_pins (self);
  hall_conversation_refresh_last (self);
}

static void
get_shown_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (HallConversation) self = user_data;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  gboolean missing = FALSE;

  events = hall_store_get_events_finish (HALL_STORE (source), result, NULL);
  if (events == NULL || self->closed)
    return;
  rows = hall_conversation_take_notes (self, events);
  for (guint i = 0; i < rows->len && !missing; i++)
    missing = hall_timeline_has_row (g_ptr_array_index (rows, i));
  if (!missing)
    return;
  hall_conversation_refresh_preview (self);
  hall_conversation_reload (self);
}

void
hall_conversation_show_notes (HallConversation  *self,
                              const char *const *ids)
{
  hall_store_get_shown_async (self->context->store, self->stored->id, ids,
                              self->context->cancellable, get_shown_cb, g_object_ref (self));
  hall_conversation_answer_again (self, ids);
  hall_conversation_check_pins (self);
  hall_conversation_show_pins (self);
}

void
hall_conversation_load_talk (HallConversation *self)
{
  hall_conversation_load_pins (self);
}

void
hall_conversation_init_talk (HallConversation *self)
{
  self->talk = g_new0 (HallTalk, 1);
  self->talk->sketches = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  hall_conversation_init_pins (self);
  hall_conversation_init_replies (self);
  hall_conversation_init_reads (self);
  hall_room_set_mentions (self->room, self->stored->mentions);
  hall_room_set_notify (self->room, (HallNotify) self->stored->notify);
}

void
hall_conversation_clear_talk (HallConversation *self)
{
  if (self->talk == NULL)
    return;
  hall_conversation_clear_pins (self);
  hall_conversation_clear_replies (self);
  hall_conversation_clear_reads (self);
  g_clear_pointer (&self->talk->last_other, hall_event_unref);
  g_ptr_array_unref (self->talk->sketches);
  g_free (self->talk->heralds);
  g_clear_pointer (&self->talk, g_free);
}
