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
#include "hall-seen.h"

static HallTimeline *
get_timeline (HallConversation *self)
{
  return hall_room_get_timeline (self->room);
}

/**
 * hall_conversation_note_counts:
 * @self: a conversation
 * @event: an edit, a reaction or a pin that the store did not hide when it was read
 * @since: whether much may have happened since
 *
 * The store knows of each author when it might speak, but not who might pin.
 *
 * Returns: whether it counts, as far as is known
 */
gboolean
hall_conversation_note_counts (HallConversation *self,
                               HallEvent        *event,
                               gboolean          since)
{
  if (event->kind == HALL_EVENT_PIN)
    return !self->closed && hall_conversation_pin_counts (self, event);
  return !since || self->closed || !self->census_loaded
         || (hall_conversation_permits (self, event)
             && !hall_conversation_has_deleted (self, event->id));
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

static GPtrArray *
take_notes (HallConversation *self,
            GPtrArray        *events,
            gboolean          news)
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
  if (news)
    hall_conversation_tell_news (self, events);
  for (guint i = 0; i < notes->len && !self->closed; i++)
    hall_conversation_refresh_target (self, ((HallEvent *) g_ptr_array_index (notes, i))->target);
  return rest;
}

GPtrArray *
hall_conversation_take_notes (HallConversation *self,
                              GPtrArray        *events)
{
  return take_notes (self, events, TRUE);
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

      if (hall_conversation_awaits (self, event->id))
        g_strv_builder_add (builder, event->id);
      pinned |= hall_conversation_has_pins (self, event->id);
    }
  ids = g_strv_builder_end (builder);
  hall_conversation_answer_again (self, (const char *const *) ids);
  if (pinned)
    hall_conversation_show_pins (self);
  hall_conversation_load_notes (self, events, NULL);
}

/* @user_data: (transfer full) (nullable): whoever waits for it */
static void
annotate_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!hall_seen_annotate_finish (result, &error))
    g_debug ("what is said about rows cannot be read: %s", error->message);
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
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
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < events->len && self->last_text != NULL; i++)
    if (g_ptr_array_index (events, i) == self->last_text)
      hall_conversation_refresh_last (self);
  ids = list_targets (self, events);
  hall_conversation_answer (self);
  if (ids[0] != NULL)
    {
      hall_seen_annotate_async (self->context, self->stored->id, self, get_timeline (self),
                                (const char *const *) ids, self->context->cancellable,
                                annotate_cb, task);
      return;
    }
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
  g_clear_object (&task);
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
read_last_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (HallConversation) self = user_data;
  HallTalk *talk = self->talk;
  g_autoptr (HallSeen) seen = hall_seen_read_finish (result, NULL);
  g_autoptr (HallMessage) message = NULL;
  gboolean edited;

  if (self->closed)
    return;
  talk->reading_last = FALSE;
  if (talk->read_last_again)
    {
      hall_conversation_refresh_last (self);
      return;
    }
  if (seen == NULL || self->last_text == NULL)
    return;
  edited = has_edit (hall_seen_get_notes (seen), self->last_text->id)
           || has_edit (talk->sketches, self->last_text->id);
  if (!edited && !talk->last_edited)
    return;   /* it is shown as it was said */
  talk->last_edited = edited;
  message = hall_timeline_make_copy (get_timeline (self), self->last_text,
                                     hall_seen_get_notes (seen));
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
  hall_seen_read_async (self->context, self->stored->id, self, ids, self->context->cancellable,
                        read_last_cb, g_object_ref (self));
}

void
hall_conversation_hide_notes (HallConversation  *self,
                              const char *const *ids)
{
  gboolean pinned = FALSE;
  gboolean last = FALSE;

  hall_timeline_unannotate (get_timeline (self), ids);
  hall_conversation_hide_answered (self, ids);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      pinned |= hall_conversation_has_pins (self, ids[i]);
      last |= self->talk->last_other != NULL
              && g_str_equal (self->talk->last_other->id, ids[i]);
    }
  if (last)
    {
      g_clear_pointer (&self->talk->last_other, hall_event_unref);
      hall_conversation_refresh_preview (self);
    }
  hall_conversation_judge_pins (self);   /* a pin may be among them */
  if (pinned)
    hall_conversation_show_pins (self);
  hall_conversation_refresh_last (self);
}

static void
get_counting_cb (GObject      *source,
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
  rows = take_notes (self, events, FALSE);
  for (guint i = 0; i < rows->len && !missing; i++)
    missing = hall_timeline_has_row (g_ptr_array_index (rows, i));
  if (!missing)
    return;
  hall_conversation_refresh_preview (self);
  if (hall_timeline_get_at_end (get_timeline (self)))
    {
      hall_conversation_reload (self);
      return;
    }
  /* Whoever reads further up stays there. */
  hall_timeline_add (get_timeline (self), rows);
  hall_conversation_load_notes (self, rows, NULL);
}

void
hall_conversation_show_notes (HallConversation  *self,
                              const char *const *ids)
{
  hall_store_get_counting_async (self->context->store, self->stored->id, ids,
                                 self->context->cancellable, get_counting_cb,
                                 g_object_ref (self));
  hall_conversation_answer_again (self, ids);
  hall_conversation_judge_pins (self);
  hall_conversation_show_pins (self);
}

void
hall_conversation_load_talk (HallConversation *self)
{
  hall_conversation_check_pins (self);
}

void
hall_conversation_init_talk (HallConversation *self)
{
  self->talk = g_new0 (HallTalk, 1);
  self->talk->late_unread = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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
  g_hash_table_unref (self->talk->late_unread);
  g_free (self->talk->heralds);
  g_clear_pointer (&self->talk, g_free);
}
