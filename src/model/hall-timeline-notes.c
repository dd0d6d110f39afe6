/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-timeline-notes.c: edits, reactions and pins come to the rows that they are about, and for
 * whom the rows are shown.
 *
 * A part of HallTimeline. What is about a row that is not loaded is let go of: the session brings
 * it again with the row. Only what waits in the outbox is remembered here.
 */

#define G_LOG_DOMAIN "hall-timeline-notes"

#include "config.h"

#include "hall-directory.h"
#include "hall-timeline-private.h"

/* An own edit, reaction or pin that is not signed yet. */
typedef struct
{
  HallNote *note;
  char *target;
} PendingNote;

static void
pending_note_free (PendingNote *pending)
{
  hall_note_unref (pending->note);
  g_free (pending->target);
  g_free (pending);
}

void
hall_timeline_init_notes (HallTimeline *self)
{
  self->pending_notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                               (GDestroyNotify) pending_note_free);
}

void
hall_timeline_finalize_notes (HallTimeline *self)
{
  g_clear_pointer (&self->pending_notes, g_hash_table_unref);
}

/*
 * hall_timeline_set_reader:
 * @self: a timeline
 * @message: a row of it, or a copy
 */
void
hall_timeline_set_reader (HallTimeline *self,
                          HallMessage  *message)
{
  HallPerson *own = hall_directory_get_self (self->directory);
  HallPerson *author = hall_message_get_author (message);

  hall_message_set_reader (message, own,
                           self->room != NULL && hall_room_is_moderator (self->room, author));
}

/*
 * hall_timeline_set_room:
 * @self: a timeline
 * @room: (nullable): whose messages these are; not kept alive
 */
void
hall_timeline_set_room (HallTimeline *self,
                        HallRoom     *room)
{
  g_set_weak_pointer (&self->room, room);
}

/**
 * hall_timeline_new_beside:
 * @self: a timeline
 *
 * Returns: (transfer full): another one of the same room, with nothing in it
 */
HallTimeline *
hall_timeline_new_beside (HallTimeline *self)
{
  HallTimeline *other;

  g_return_val_if_fail (HALL_IS_TIMELINE (self), NULL);

  other = hall_timeline_new (self->directory);
  hall_timeline_set_room (other, self->room);

  return other;
}

/*
 * hall_timeline_refresh_roles:
 * @self: a timeline of whose room others are moderators now
 */
void
hall_timeline_refresh_roles (HallTimeline *self)
{
  guint n = hall_rows_get_length (self->rows);

  if (self->directory == NULL)
    return;
  for (guint i = 0; i < n; i++)
    hall_timeline_set_reader (self, hall_rows_get (self->rows, i));
  hall_timeline_refresh_answer_roles (self);
}

static HallNote *
make_note (HallTimeline *self,
           HallEvent    *event)
{
  return hall_note_new (event, hall_directory_ensure_person (self->directory, event->author));
}

/*
 * hall_timeline_add_notes:
 * @self: a timeline
 * @message: a message of its room, a row or not
 * @events: (element-type HallEvent): of which those count that are about it
 */
void
hall_timeline_add_notes (HallTimeline *self,
                         HallMessage  *message,
                         GPtrArray    *events)
{
  const char *id = hall_message_get_id (message);

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      g_autoptr (HallNote) note = NULL;

      if (g_strcmp0 (event->target, id) != 0 || g_hash_table_contains (self->hidden, event->id))
        continue;
      note = make_note (self, event);
      if (note != NULL)
        hall_message_add_note (message, note);
    }
}

/*
 * hall_timeline_add_pending_notes:
 * @self: a timeline
 * @message: a message of its room, a row or not
 */
void
hall_timeline_add_pending_notes (HallTimeline *self,
                                 HallMessage  *message)
{
  const char *id = hall_message_get_id (message);
  GHashTableIter iter;
  gpointer value;

  if (id == NULL)
    return;
  g_hash_table_iter_init (&iter, self->pending_notes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const PendingNote *pending = value;

      if (g_str_equal (pending->target, id))
        hall_message_add_note (message, pending->note);
    }
}

/*
 * hall_timeline_refresh_notes:
 * @self: a timeline whose rows were just changed
 * @position: where
 * @added: how many rows came
 */
void
hall_timeline_refresh_notes (HallTimeline *self,
                             guint         position,
                             guint         added)
{
  if (g_hash_table_size (self->pending_notes) == 0)
    return;

  for (guint i = position; i < position + added; i++)
    {
      HallMessage *message = hall_rows_get (self->rows, i);

      hall_timeline_add_pending_notes (self, message);
      hall_message_apply_notes (message);
    }
}

/* To its row, and to the copy that is shown above those that answer it. */
static void
add_note (HallTimeline *self,
          const char   *target,
          HallNote     *note,
          GHashTable   *touched)
{
  HallMessage *message = hall_rows_lookup (self->rows, target);

  if (message != NULL && hall_message_add_note (message, note))
    g_hash_table_add (touched, g_object_ref (message));
  hall_timeline_add_answer_note (self, target, note, touched);
}

static void
remove_notes (HallTimeline *self,
              GHashTable   *raw_ids,
              GHashTable   *touched)
{
  guint n = hall_rows_get_n_placed (self->rows);

  for (guint i = 0; i < n; i++)
    {
      HallMessage *message = hall_rows_get (self->rows, i);

      if (hall_message_remove_notes (message, raw_ids))
        g_hash_table_add (touched, g_object_ref (message));
    }
  hall_timeline_remove_answer_notes (self, raw_ids, touched);
}

/* The set holds them: whoever listens may let go of rows. */
static void
apply (GHashTable *touched)
{
  GHashTableIter iter;
  gpointer message;

  g_hash_table_iter_init (&iter, touched);
  while (g_hash_table_iter_next (&iter, &message, NULL))
    hall_message_apply_notes (message);
}

static void
drop_pending (HallTimeline *self,
              const char   *token,
              GHashTable   *touched)
{
  PendingNote *pending = g_hash_table_lookup (self->pending_notes, token);
  g_autoptr (GHashTable) raw_ids = NULL;

  if (pending == NULL)
    return;

  raw_ids = g_hash_table_new (hall_raw_id_hash, hall_raw_id_equal);
  g_hash_table_add (raw_ids, pending->note->raw_id);
  remove_notes (self, raw_ids, touched);
  g_hash_table_remove (self->pending_notes, token);
}

static gboolean
is_own (HallTimeline    *self,
        const HallEvent *event)
{
  HallPerson *own = hall_directory_get_self (self->directory);

  return g_str_equal (event->author, hall_person_get_id (own));
}

static gboolean
is_wanted (HallTimeline *self,
           HallEvent    *event)
{
  return event->target != NULL && !g_hash_table_contains (self->hidden, event->id) &&
         (hall_rows_lookup (self->rows, event->target) != NULL ||
          g_hash_table_contains (self->answers, event->target));
}

/**
 * hall_timeline_annotate:
 * @self: a timeline
 * @events: (element-type HallEvent): edits, reactions and pins, in any order, each any number of
 *   times; others are left out
 *
 * Shows what has been said about loaded rows, and about what they answer. What is about others is
 * let go of, as is what is hidden ([method@Hall.Timeline.set_hidden]). One of an outbox token takes
 * the place of what waited under that.
 */
void
hall_timeline_annotate (HallTimeline *self,
                        GPtrArray    *events)
{
  g_autoptr (GHashTable) touched = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);

  g_return_if_fail (HALL_IS_TIMELINE (self));
  g_return_if_fail (events != NULL);

  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      g_autoptr (HallNote) note = NULL;

      if (event->token != NULL && is_own (self, event))
        drop_pending (self, event->token, touched);
      if (!is_wanted (self, event))
        continue;
      note = make_note (self, event);
      if (note != NULL)
        add_note (self, event->target, note, touched);
    }

  apply (touched);
}

/**
 * hall_timeline_unannotate:
 * @self: a timeline
 * @event_ids: ids of events, known or not
 *
 * Takes back what [method@Hall.Timeline.annotate] was told. What counted before counts again. Given
 * again, they count again.
 */
void
hall_timeline_unannotate (HallTimeline      *self,
                          const char *const *event_ids)
{
  g_autoptr (GHashTable) raw_ids = g_hash_table_new_full (hall_raw_id_hash, hall_raw_id_equal,
                                                          g_free, NULL);
  g_autoptr (GHashTable) touched = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);

  g_return_if_fail (HALL_IS_TIMELINE (self));
  g_return_if_fail (event_ids != NULL);

  for (guint i = 0; event_ids[i] != NULL; i++)
    {
      guint8 raw_id[HALL_EVENT_ID_SIZE];

      if (hall_base64url_decode (event_ids[i], raw_id, sizeof raw_id))
        g_hash_table_add (raw_ids, g_memdup2 (raw_id, sizeof raw_id));
    }
  if (g_hash_table_size (raw_ids) == 0)
    return;

  remove_notes (self, raw_ids, touched);
  apply (touched);
}

/**
 * hall_timeline_annotate_pending:
 * @self: a timeline
 * @event: an own edit, reaction or pin as it would be signed now, with the token under which it
 *   waits in the outbox; it needs no place of its own in the order
 *
 * Shows what is not signed yet, after everything that is, in the order of these calls, on rows that
 * are loaded and on those that will be: until an event of that token is given to
 * [method@Hall.Timeline.annotate], or it is given up. A token that waits already changes nothing.
 */
void
hall_timeline_annotate_pending (HallTimeline *self,
                                HallEvent    *event)
{
  g_autoptr (GHashTable) touched = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  HallPerson *own;
  PendingNote *pending;
  HallNote *note;

  g_return_if_fail (HALL_IS_TIMELINE (self));
  g_return_if_fail (event != NULL && event->token != NULL && event->target != NULL);

  if (g_hash_table_contains (self->pending_notes, event->token))
    return;
  own = hall_directory_get_self (self->directory);
  note = hall_note_new_pending (event, own, ++self->n_pending_notes);
  if (note == NULL)
    return;

  pending = g_new0 (PendingNote, 1);
  pending->note = note;
  pending->target = g_strdup (event->target);
  g_hash_table_insert (self->pending_notes, g_strdup (event->token), pending);
  add_note (self, event->target, note, touched);
  apply (touched);
}

/**
 * hall_timeline_drop_pending_annotation:
 * @self: a timeline
 * @token: an outbox token
 *
 * What waited under that token was given up. Nothing happens when nothing did.
 */
void
hall_timeline_drop_pending_annotation (HallTimeline *self,
                                       const char   *token)
{
  g_autoptr (GHashTable) touched = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);

  g_return_if_fail (HALL_IS_TIMELINE (self));
  g_return_if_fail (token != NULL);

  drop_pending (self, token, touched);
  apply (touched);
}
