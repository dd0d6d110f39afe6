/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-notes.c: what has been said about a row: edits, reactions, pins, what it answers;
 * and how it is folded.
 *
 * A part of HallMessage, told by HallTimeline. What follows is computed by HallAnnotations; here it
 * becomes properties. Each is notified when it is something else than before.
 */

#define G_LOG_DOMAIN "hall-message-notes"

#include "config.h"

#include "hall-message-private.h"
#include "hall-reaction-private.h"
#include "hall-string.h"

static void
refresh_mentions (HallMessage *self)
{
  gboolean mentions_me = hall_message_is_about_me (self);

  if (self->mentions_me == mentions_me)
    return;
  self->mentions_me = mentions_me;
  g_object_notify (G_OBJECT (self), "mentions-me");
}

/*
 * hall_message_set_reader:
 * @self: a row
 * @own: oneself
 * @all_counts: whether its author may speak to everybody: is a moderator now
 *
 * Says for whom it is shown.
 */
void
hall_message_set_reader (HallMessage *self,
                         HallPerson  *own,
                         gboolean     all_counts)
{
  gboolean changed = self->all_counts != !!all_counts;

  g_set_object (&self->own, own);
  self->all_counts = !!all_counts;
  if (changed && self->event != NULL && (self->event->mentions_all || self->edit != NULL))
    {
      hall_message_clear_markup (self);
      g_object_notify (G_OBJECT (self), "markup");
    }
  refresh_mentions (self);
}

/*
 * hall_message_add_note:
 * @self: a row
 * @note: an edit, a reaction or a pin that has it as its target
 *
 * Takes what can count: of texts alone, and edits by the author alone. What follows from it is seen
 * after hall_message_apply_notes (): many are taken at once.
 *
 * Returns: whether something may follow from it
 */
gboolean
hall_message_add_note (HallMessage *self,
                       HallNote    *note)
{
  if (self->kind != HALL_MESSAGE_TEXT || self->event == NULL)
    return FALSE;
  if (note->kind == HALL_EVENT_EDIT && note->author != self->author)
    return FALSE;
  if (self->annotations == NULL)
    self->annotations = hall_annotations_new ();

  return hall_annotations_add (self->annotations, note);
}

/*
 * hall_message_remove_notes:
 * @self: a row
 * @raw_ids: see hall_annotations_remove ()
 *
 * Returns: whether something may follow from that
 */
gboolean
hall_message_remove_notes (HallMessage *self,
                           GHashTable  *raw_ids)
{
  return self->annotations != NULL && hall_annotations_remove (self->annotations, raw_ids);
}

/*
 * hall_message_set_annotations:
 * @self: a row
 * @annotations: (transfer full) (nullable): all that is said about it
 */
void
hall_message_set_annotations (HallMessage     *self,
                              HallAnnotations *annotations)
{
  g_clear_pointer (&self->annotations, hall_annotations_free);
  self->annotations = annotations;
}

static void
apply_edit (HallMessage *self)
{
  g_autoptr (HallNote) old = NULL;
  g_autofree char *old_text = NULL;
  const HallNote *edit = NULL;

  if (self->annotations != NULL)
    edit = hall_annotations_get_edit (self->annotations);
  if (edit == self->edit)
    return;

  old_text = g_strdup (hall_message_get_text (self));
  old = self->edit;
  self->edit = edit != NULL ? hall_note_ref ((HallNote *) edit) : NULL;
  hall_message_clear_text (self);

  g_object_freeze_notify (G_OBJECT (self));
  if (old == NULL || edit == NULL || old->time != edit->time)
    g_object_notify (G_OBJECT (self), "edited");
  if (g_strcmp0 (old_text, hall_message_get_text (self)) != 0)
    g_object_notify (G_OBJECT (self), "text");
  /* The same words may name others. */
  g_object_notify (G_OBJECT (self), "markup");
  refresh_mentions (self);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
apply_pins (HallMessage *self)
{
  gboolean pinned = self->annotations != NULL && hall_annotations_get_pinned (self->annotations);

  if (self->pinned == pinned)
    return;
  self->pinned = pinned;
  g_object_notify (G_OBJECT (self), "pinned");
}

static GListStore *
ensure_reactions (HallMessage *self)
{
  if (self->reactions == NULL)
    self->reactions = g_list_store_new (HALL_TYPE_REACTION);

  return self->reactions;
}

/* G_MAXUINT when it is not there. */
static guint
find_reaction (GListModel *reactions,
               guint       from,
               const char *emoji)
{
  guint n = g_list_model_get_n_items (reactions);

  for (guint i = from; i < n; i++)
    {
      g_autoptr (HallReaction) reaction = g_list_model_get_item (reactions, i);

      if (g_str_equal (hall_reaction_get_emoji (reaction), emoji))
        return i;
    }

  return G_MAXUINT;
}

static gboolean
stands (GPtrArray  *standing,
        const char *emoji)
{
  for (guint i = 0; i < standing->len; i++)
    {
      const HallStanding *one = g_ptr_array_index (standing, i);

      if (g_str_equal (one->emoji, emoji))
        return TRUE;
    }

  return FALSE;
}

static void
remove_fallen (GListStore *reactions,
               GPtrArray  *standing)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (reactions)); i > 0; i--)
    {
      g_autoptr (HallReaction) reaction = g_list_model_get_item (G_LIST_MODEL (reactions), i - 1);

      if (!stands (standing, hall_reaction_get_emoji (reaction)))
        g_list_store_remove (reactions, i - 1);
    }
}

/* Reactions that stay are the same objects, and move only if their order changed. */
static void
apply_reactions (HallMessage *self)
{
  g_autoptr (GPtrArray) standing = hall_annotations_list_reactions (self->annotations);
  gboolean had_reactions = hall_message_get_has_reactions (self);
  GListStore *reactions;

  if (standing->len == 0 && !had_reactions)
    return;

  reactions = ensure_reactions (self);
  remove_fallen (reactions, standing);
  for (guint i = 0; i < standing->len; i++)
    {
      const HallStanding *one = g_ptr_array_index (standing, i);
      guint found = find_reaction (G_LIST_MODEL (reactions), i, one->emoji);
      g_autoptr (HallReaction) reaction = NULL;

      if (found != G_MAXUINT)
        reaction = g_list_model_get_item (G_LIST_MODEL (reactions), found);
      else
        reaction = hall_reaction_new (one->emoji);
      hall_reaction_set_people (reaction, one->people);
      if (found == i)
        continue;
      if (found != G_MAXUINT)
        g_list_store_remove (reactions, found);
      g_list_store_insert (reactions, i, reaction);
    }

  /* Also when only who or how many has changed: what a row says of them is one sentence. */
  g_object_notify (G_OBJECT (self), "has-reactions");
}

/*
 * hall_message_apply_notes:
 * @self: a row that was given notes, or lost some
 */
void
hall_message_apply_notes (HallMessage *self)
{
  if (self->annotations == NULL && self->edit == NULL && !self->pinned && self->reactions == NULL)
    return;
  if (self->annotations == NULL)
    self->annotations = hall_annotations_new ();

  apply_edit (self);
  apply_pins (self);
  apply_reactions (self);
}

/*
 * hall_message_set_reply_to:
 * @self: a row
 * @reply_to: (nullable): the id of what it answers
 */
void
hall_message_set_reply_to (HallMessage *self,
                           const char  *reply_to)
{
  if (hall_set_string (&self->reply_to, reply_to))
    g_object_notify (G_OBJECT (self), "reply-to");
}

/*
 * hall_message_set_action:
 * @self: a row
 * @action: whether it says what its author does
 */
void
hall_message_set_action (HallMessage *self,
                         gboolean     action)
{
  action = !!action;
  if (self->action == action)
    return;
  self->action = action;
  g_object_notify (G_OBJECT (self), "action");
}

/*
 * hall_message_set_reply:
 * @self: a row that answers another
 * @reply: (nullable): that one, if it is known
 * @gone: whether it was deleted
 */
void
hall_message_set_reply (HallMessage *self,
                        HallMessage *reply,
                        gboolean     gone)
{
  gboolean was_gone = self->reply_gone;
  gboolean changed = g_set_object (&self->reply, reply);

  /* Both before either is told of: they are read together. */
  self->reply_gone = !!gone;
  if (changed)
    g_object_notify (G_OBJECT (self), "reply");
  if (self->reply_gone != was_gone)
    g_object_notify (G_OBJECT (self), "reply-gone");
}

/*
 * hall_message_is_foldable:
 * @self: a row
 *
 * Who comes and goes matters little once there are many such lines; what was done to somebody or to
 * the room does.
 *
 * Returns: whether it may be folded together with others of its kind
 */
gboolean
hall_message_is_foldable (HallMessage *self)
{
  switch ((guint) self->kind)
    {
    case HALL_MESSAGE_JOINED:
    case HALL_MESSAGE_LEFT:
    case HALL_MESSAGE_RENAMED:
    case HALL_MESSAGE_ADMITTED:
    case HALL_MESSAGE_HOST_CHANGED:
    case HALL_MESSAGE_HOST_LOST:
      return TRUE;
    default:
      return FALSE;
    }
}

/*
 * hall_message_set_fold:
 * @self: a row
 * @fold: where it stands in a run
 * @n_folded: of a head, how many lines it stands for; else 0
 * @open: whether the lines of its run are seen
 */
void
hall_message_set_fold (HallMessage *self,
                       HallFold     fold,
                       guint        n_folded,
                       gboolean     open)
{
  gboolean was_unfolded = hall_message_get_unfolded (self);
  gboolean fold_changed = self->fold != fold;
  gboolean n_changed = self->n_folded != n_folded;

  self->fold = fold;
  self->n_folded = n_folded;
  self->open = !!open;

  if (fold_changed)
    g_object_notify (G_OBJECT (self), "fold");
  if (n_changed)
    g_object_notify (G_OBJECT (self), "n-folded");
  if (hall_message_get_unfolded (self) != was_unfolded)
    g_object_notify (G_OBJECT (self), "unfolded");
}

/**
 * hall_message_get_has_reactions:
 * @self: a row
 *
 * Returns: whether somebody has put an emoji to it
 */
gboolean
hall_message_get_has_reactions (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), FALSE);

  return self->reactions != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->reactions)) > 0;
}

/**
 * hall_message_get_reactions:
 * @self: a row
 *
 * Returns: (transfer none): its #HallReaction, in the order in which the emoji came
 */
GListModel *
hall_message_get_reactions (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return G_LIST_MODEL (ensure_reactions (self));
}
