/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-timeline-answers.c: what loaded rows answer, to be shown above them.
 *
 * A part of HallTimeline. One copy for all rows that answer the same message, whether or not that
 * one is loaded, as long as there is such a row. Who knows nothing of a message asks the session.
 */

#define G_LOG_DOMAIN "hall-timeline-answers"

#include "config.h"

#include "hall-timeline-private.h"

/* Neither message nor gone: not known yet. */
typedef struct
{
  HallMessage *message;      /* (nullable): a copy */
  HallAnnotations *early;    /* (nullable): what was said about it before it was known */
  gboolean gone;
} Answered;

static void
answered_free (Answered *answered)
{
  g_clear_object (&answered->message);
  g_clear_pointer (&answered->early, hall_annotations_free);
  g_free (answered);
}

void
hall_timeline_init_answers (HallTimeline *self)
{
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) answered_free);
}

void
hall_timeline_finalize_answers (HallTimeline *self)
{
  g_clear_pointer (&self->answers, g_hash_table_unref);
}

static gboolean
is_known (const Answered *answered)
{
  return answered->message != NULL || answered->gone;
}

/* Tells all rows that answer it. */
static void
tell_rows (HallTimeline *self,
           const char   *id,
           Answered     *answered)
{
  guint n = hall_rows_get_length (self->rows);

  for (guint i = 0; i < n; i++)
    {
      HallMessage *message = hall_rows_get (self->rows, i);

      if (message->reply_to != NULL && g_str_equal (message->reply_to, id))
        hall_message_set_reply (message, answered->message, answered->gone);
    }
}

static void
take_note (gpointer note,
           gpointer message)
{
  hall_message_add_note (message, note);
}

/* What was said about a message before it was known. */
static void
take_early (Answered *answered)
{
  if (answered->early == NULL)
    return;
  hall_annotations_foreach (answered->early, take_note, answered->message);
  g_clear_pointer (&answered->early, hall_annotations_free);
}

/* A copy of a loaded row, with all that is said about that. */
static void
answer_from_row (HallTimeline *self,
                 Answered     *answered,
                 HallMessage  *row)
{
  answered->gone = FALSE;
  answered->message = hall_timeline_new_message (self, hall_message_get_event (row));
  if (row->annotations != NULL)
    hall_message_set_annotations (answered->message, hall_annotations_copy (row->annotations));
  take_early (answered);
  hall_timeline_add_pending_notes (self, answered->message);
  hall_message_apply_notes (answered->message);
}

static void
attach (HallTimeline *self,
        HallMessage  *message)
{
  Answered *answered = g_hash_table_lookup (self->answers, message->reply_to);

  if (answered == NULL)
    {
      answered = g_new0 (Answered, 1);
      g_hash_table_insert (self->answers, g_strdup (message->reply_to), answered);
    }
  if (!is_known (answered))
    {
      HallMessage *row = hall_rows_lookup (self->rows, message->reply_to);

      if (row != NULL)
        answer_from_row (self, answered, row);
      else if (g_hash_table_contains (self->hidden, message->reply_to))
        answered->gone = TRUE;
    }
  hall_message_set_reply (message, answered->message, answered->gone);
}

/* Forgets what no row answers any more. */
static void
sweep (HallTimeline *self)
{
  g_autoptr (GHashTable) wanted = NULL;
  guint n = hall_rows_get_length (self->rows);
  GHashTableIter iter;
  gpointer id;

  if (g_hash_table_size (self->answers) == 0)
    return;

  wanted = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n; i++)
    {
      HallMessage *message = hall_rows_get (self->rows, i);

      if (message->reply_to != NULL)
        g_hash_table_add (wanted, message->reply_to);
    }

  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      if (!g_hash_table_contains (wanted, id))
        g_hash_table_iter_remove (&iter);
    }
}

/*
 * hall_timeline_refresh_answers:
 * @self: a timeline whose rows were just changed
 * @position: where
 * @removed: how many rows went
 * @added: how many rows came
 */
void
hall_timeline_refresh_answers (HallTimeline *self,
                               guint         position,
                               guint         removed,
                               guint         added)
{
  if (removed > 0)
    sweep (self);

  for (guint i = position; i < position + added; i++)
    {
      HallMessage *message = hall_rows_get (self->rows, i);
      const char *id = hall_message_get_id (message);
      Answered *answered = id != NULL ? g_hash_table_lookup (self->answers, id) : NULL;

      if (answered != NULL && answered->message == NULL)
        {
          answer_from_row (self, answered, message);
          tell_rows (self, id, answered);
        }
      if (message->reply_to != NULL)
        attach (self, message);
    }
}

/*
 * hall_timeline_offer_answers:
 * @self: a timeline
 * @events: (element-type HallEvent): new ones, which may be rows or not
 *
 * Not all of them belong into what is loaded, but some may be what is answered there.
 */
void
hall_timeline_offer_answers (HallTimeline *self,
                             GPtrArray    *events)
{
  if (g_hash_table_size (self->answers) == 0)
    return;

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      const Answered *answered = g_hash_table_lookup (self->answers, event->id);

      if (answered != NULL && !is_known (answered))
        hall_timeline_set_answered (self, event->id, event, NULL,
                                    g_hash_table_contains (self->hidden, event->id));
    }
}

/*
 * hall_timeline_hide_answers:
 * @self: a timeline
 * @event_ids: ids of events
 * @hidden: whether they must not be shown
 */
void
hall_timeline_hide_answers (HallTimeline      *self,
                            const char *const *event_ids,
                            gboolean           hidden)
{
  for (guint i = 0; event_ids[i] != NULL; i++)
    {
      Answered *answered = g_hash_table_lookup (self->answers, event_ids[i]);

      if (answered == NULL || (!hidden && !answered->gone))
        continue;
      /* What is hidden no more is to be asked for again. */
      g_clear_object (&answered->message);
      answered->gone = hidden;
      tell_rows (self, event_ids[i], answered);
    }
}

/*
 * hall_timeline_add_answer_note:
 * @self: a timeline
 * @target: the id of an event
 * @note: what was said about it
 * @touched: (element-type HallMessage): a set, which holds them, of those to be
 *   applied later
 *
 * Returns: whether a loaded row answers that event
 */
gboolean
hall_timeline_add_answer_note (HallTimeline *self,
                               const char   *target,
                               HallNote     *note,
                               GHashTable   *touched)
{
  Answered *answered = g_hash_table_lookup (self->answers, target);

  if (answered == NULL)
    return FALSE;

  if (answered->message != NULL)
    {
      if (hall_message_add_note (answered->message, note))
        g_hash_table_add (touched, g_object_ref (answered->message));
    }
  else
    {
      if (answered->early == NULL)
        answered->early = hall_annotations_new ();
      hall_annotations_add (answered->early, note);
    }

  return TRUE;
}

/*
 * hall_timeline_remove_answer_notes:
 * @self: a timeline
 * @raw_ids: see hall_annotations_remove ()
 * @touched: (element-type HallMessage): a set, which holds them, of those to be
 *   applied later
 */
void
hall_timeline_remove_answer_notes (HallTimeline *self,
                                   GHashTable   *raw_ids,
                                   GHashTable   *touched)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Answered *answered = value;

      if (answered->message != NULL && hall_message_remove_notes (answered->message, raw_ids))
        g_hash_table_add (touched, g_object_ref (answered->message));
      if (answered->early != NULL)
        hall_annotations_remove (answered->early, raw_ids);
    }
}

/*
 * hall_timeline_refresh_answer_roles:
 * @self: a timeline of whose room others are moderators now
 */
void
hall_timeline_refresh_answer_roles (HallTimeline *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Answered *answered = value;

      if (answered->message != NULL)
        hall_timeline_set_reader (self, answered->message);
    }
}

/**
 * hall_timeline_list_unanswered:
 * @self: a timeline
 *
 * Returns: (transfer full) (nullable): the ids of what loaded rows answer and is not known yet, in
 *   no particular order; NULL for none
 */
char **
hall_timeline_list_unanswered (HallTimeline *self)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  GHashTableIter iter;
  gpointer id;
  gpointer value;
  guint n = 0;

  g_return_val_if_fail (HALL_IS_TIMELINE (self), NULL);

  builder = g_strv_builder_new ();
  g_hash_table_iter_init (&iter, self->answers);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      if (is_known (value))
        continue;
      g_strv_builder_add (builder, id);
      n++;
    }

  return n > 0 ? g_strv_builder_end (builder) : NULL;
}

/**
 * hall_timeline_is_answered:
 * @self: a timeline
 * @event_id: id of an event
 *
 * Returns: whether a loaded row answers it
 */
gboolean
hall_timeline_is_answered (HallTimeline *self,
                           const char   *event_id)
{
  g_return_val_if_fail (HALL_IS_TIMELINE (self), FALSE);
  g_return_val_if_fail (event_id != NULL, FALSE);

  return g_hash_table_contains (self->answers, event_id);
}

/**
 * hall_timeline_set_answered:
 * @self: a timeline
 * @event_id: the id of what some loaded rows answer
 * @event: (nullable): that event; NULL to leave it as unknown as it is, or with @gone
 * @annotations: (element-type HallEvent) (nullable): edits, reactions and pins about it
 * @gone: whether it was deleted, or must not be shown
 *
 * Says what is to be shown above the rows that answer it. What is said about a message that is
 * shown already is added; take back with [method@Hall.Timeline.unannotate]. Nothing happens when no
 * loaded row answers it, or not any more.
 */
void
hall_timeline_set_answered (HallTimeline *self,
                            const char   *event_id,
                            HallEvent    *event,
                            GPtrArray    *annotations,
                            gboolean      gone)
{
  Answered *answered;

  g_return_if_fail (HALL_IS_TIMELINE (self));
  g_return_if_fail (event_id != NULL);
  g_return_if_fail (event == NULL || g_str_equal (event->id, event_id));

  answered = g_hash_table_lookup (self->answers, event_id);
  if (answered == NULL || (event == NULL && !gone))
    return;

  /* What has no row, or must have none, is nothing to be shown. */
  if (gone || !hall_timeline_shows (self, event))
    {
      g_clear_object (&answered->message);
      answered->gone = TRUE;
      tell_rows (self, event_id, answered);
      return;
    }

  answered->gone = FALSE;
  if (answered->message == NULL)
    answered->message = hall_timeline_new_message (self, event);
  take_early (answered);
  if (annotations != NULL)
    hall_timeline_add_notes (self, answered->message, annotations);
  hall_timeline_add_pending_notes (self, answered->message);
  hall_message_apply_notes (answered->message);
  tell_rows (self, event_id, answered);
}
