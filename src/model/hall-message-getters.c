/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-getters.c: one row of a conversation, as screens and programs read it.
 *
 * A part of HallMessage. Nothing here changes what is seen, and nothing costs time.
 */

#define G_LOG_DOMAIN "hall-message-getters"

#include "config.h"

#include "hall-message-private.h"

/**
 * hall_message_get_id:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the id of the event; NULL while unsigned, and for a notice
 */
const char *
hall_message_get_id (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->event != NULL ? self->event->id : NULL;
}

/**
 * hall_message_get_token:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the outbox token that it was written under
 */
const char *
hall_message_get_token (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->token;
}

/**
 * hall_message_get_kind:
 * @self: a row
 *
 * Returns: what the row says
 */
HallMessageKind
hall_message_get_kind (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), HALL_MESSAGE_UNKNOWN);

  return self->kind;
}

/**
 * hall_message_get_author:
 * @self: a row
 *
 * Returns: (transfer none): who wrote it, or whom a local line is about
 */
HallPerson *
hall_message_get_author (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->author;
}

/**
 * hall_message_get_name:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the name that a joined, renamed, created or named line says,
 *   or of the room of an invitation
 */
const char *
hall_message_get_name (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->name;
}

/**
 * hall_message_get_previous_name:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): in a renamed line, what the person was called before, when
 *   an earlier line that says so is or was loaded
 */
const char *
hall_message_get_previous_name (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->previous_name;
}

/**
 * hall_message_get_time:
 * @self: a row
 *
 * Returns: Unix milliseconds: the room's clock, or when it was written while unsigned
 */
gint64
hall_message_get_time (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), 0);

  return self->time;
}

/**
 * hall_message_get_written:
 * @self: a row
 *
 * Returns: Unix milliseconds of the author's own clock
 */
gint64
hall_message_get_written (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), 0);

  return self->written;
}

/**
 * hall_message_get_state:
 * @self: a row
 *
 * Returns: how far an own message has got, or that it was received
 */
HallMessageState
hall_message_get_state (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), HALL_MESSAGE_STATE_PENDING);

  return self->state;
}

/**
 * hall_message_get_is_own:
 * @self: a row
 *
 * Returns: whether oneself wrote it
 */
gboolean
hall_message_get_is_own (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), FALSE);

  return hall_person_get_is_self (self->author);
}

/**
 * hall_message_get_starts_run:
 * @self: a row
 *
 * Returns: whether avatar and name are to be shown
 */
gboolean
hall_message_get_starts_run (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), FALSE);

  return (self->starts & HALL_MESSAGE_STARTS_RUN) != 0;
}

/**
 * hall_message_get_starts_day:
 * @self: a row
 *
 * Returns: whether a day divider stands above it
 */
gboolean
hall_message_get_starts_day (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), FALSE);

  return (self->starts & HALL_MESSAGE_STARTS_DAY) != 0;
}

/**
 * hall_message_get_starts_unread:
 * @self: a row
 *
 * Returns: whether "New" stands above it
 */
gboolean
hall_message_get_starts_unread (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), FALSE);

  return (self->starts & HALL_MESSAGE_STARTS_UNREAD) != 0;
}

/**
 * hall_message_get_late:
 * @self: a row
 *
 * Returns: whether it arrived after newer ones had been read
 */
gboolean
hall_message_get_late (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), FALSE);

  return self->late;
}

/**
 * hall_message_get_subject:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): whom the author admitted, made a moderator, kicked or
 *   banned, or took that back from
 */
HallPerson *
hall_message_get_subject (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->subject;
}

/**
 * hall_message_get_invited_room:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the id of the room that an invitation is for
 */
const char *
hall_message_get_invited_room (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->kind == HALL_MESSAGE_INVITATION ? self->event->invited_room : NULL;
}

/**
 * hall_message_get_invited_host:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the id of the person who hosted that room then
 */
const char *
hall_message_get_invited_host (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->kind == HALL_MESSAGE_INVITATION ? self->event->invited_host : NULL;
}

/**
 * hall_message_get_edited:
 * @self: a row
 *
 * Returns: when it was last edited, Unix milliseconds of the room's clock; 0: never
 */
gint64
hall_message_get_edited (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), 0);

  return self->edit != NULL ? self->edit->time : 0;
}

/**
 * hall_message_get_pinned:
 * @self: a row
 *
 * Returns: whether it is in the pinned list of its room
 */
gboolean
hall_message_get_pinned (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), FALSE);

  return self->pinned;
}

/**
 * hall_message_get_mentions_me:
 * @self: a row
 *
 * Returns: whether somebody else names oneself in it, or, being a moderator, everybody
 */
gboolean
hall_message_get_mentions_me (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), FALSE);

  return self->mentions_me;
}

/**
 * hall_message_get_action:
 * @self: a row
 *
 * Returns: whether the text goes on from the author's name
 */
gboolean
hall_message_get_action (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), FALSE);

  return self->action;
}

/**
 * hall_message_get_reply_to:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the id of the message that it answers
 */
const char *
hall_message_get_reply_to (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->reply_to;
}

/**
 * hall_message_get_reply:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the message that it answers, once that is known; never a row
 *   of a list
 */
HallMessage *
hall_message_get_reply (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  return self->reply;
}

/**
 * hall_message_get_reply_gone:
 * @self: a row
 *
 * Returns: whether what it answers was deleted, or must not be shown
 */
gboolean
hall_message_get_reply_gone (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), FALSE);

  return self->reply_gone;
}

/**
 * hall_message_get_fold:
 * @self: a row
 *
 * Returns: where a system line stands in a run of them
 */
HallFold
hall_message_get_fold (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), HALL_FOLD_NONE);

  return self->fold;
}

/**
 * hall_message_get_n_folded:
 * @self: a row
 *
 * Returns: how many lines this one stands for, itself included; 0 where it stands for none
 */
guint
hall_message_get_n_folded (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), 0);

  return self->n_folded;
}

/**
 * hall_message_get_unfolded:
 * @self: a row
 *
 * Returns: whether the lines that this one stands for are seen
 */
gboolean
hall_message_get_unfolded (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), FALSE);

  return self->fold == HALL_FOLD_HEAD && self->open;
}

/**
 * hall_message_get_clock:
 * @self: a row
 *
 * Returns: its place in the order of the room, together with its id: Unix milliseconds
 */
gint64
hall_message_get_clock (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), 0);

  return self->time;
}
