/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-timeline-pending.c: own messages that are not signed yet, after everything else.
 *
 * A part of HallTimeline. It never signs: the session does, and tells which event a message became.
 */

#define G_LOG_DOMAIN "hall-timeline-pending"

#include "config.h"

#include "hall-directory.h"
#include "hall-timeline-private.h"

/**
 * hall_timeline_add_pending:
 * @self: a timeline
 * @token: the outbox token
 * @text: a clean text
 * @written_ms: when it was written, Unix milliseconds
 *
 * Shows an own message that is not signed yet, after everything else. A token that is shown
 * already, pending or signed, adds nothing.
 *
 * Returns: (transfer none): the row
 */
HallMessage *
hall_timeline_add_pending (HallTimeline *self,
                           const char   *token,
                           const char   *text,
                           gint64        written_ms)
{
  return hall_timeline_add_pending_text (self, token, text, NULL, FALSE, written_ms);
}

/**
 * hall_timeline_add_pending_text:
 * @self: a timeline
 * @token: the outbox token
 * @text: a clean text
 * @reply_to: (nullable): the id of what it answers
 * @action: whether the text goes on from the author's name
 * @written_ms: when it was written, Unix milliseconds
 *
 * As [method@Hall.Timeline.add_pending], for a text that is more than that.
 *
 * Returns: (transfer none): the row
 */
HallMessage *
hall_timeline_add_pending_text (HallTimeline *self,
                                const char   *token,
                                const char   *text,
                                const char   *reply_to,
                                gboolean      action,
                                gint64        written_ms)
{
  HallPerson *own;
  HallMessage *message;

  g_return_val_if_fail (HALL_IS_TIMELINE (self), NULL);
  g_return_val_if_fail (token != NULL && text != NULL, NULL);

  own = hall_directory_get_self (self->directory);
  message = hall_rows_lookup_pending (self->rows, token);
  if (message == NULL)
    message = hall_rows_lookup_token (self->rows, hall_person_get_id (own), token);
  if (message != NULL)
    return message;

  message = hall_message_new_pending (token, text, own, written_ms);
  hall_message_set_reply_to (message, reply_to);
  hall_message_set_action (message, action);
  hall_timeline_set_reader (self, message);
  hall_rows_append_pending (self->rows, message);
  hall_timeline_changed (self, hall_rows_get_length (self->rows) - 1, 0, 1);
  hall_timeline_trim (self, !self->at_end);

  return message;
}

/**
 * hall_timeline_drop_pending:
 * @self: a timeline
 * @token: an outbox token
 *
 * Takes a message out that is not signed, and is not going to be.
 *
 * Returns: (transfer full) (nullable): the row
 */
HallMessage *
hall_timeline_drop_pending (HallTimeline *self,
                            const char   *token)
{
  HallMessage *message;
  guint position;

  g_return_val_if_fail (HALL_IS_TIMELINE (self), NULL);
  g_return_val_if_fail (token != NULL, NULL);

  message = hall_rows_lookup_pending (self->rows, token);
  if (message == NULL)
    return NULL;

  g_object_ref (message);
  position = hall_rows_find (self->rows, message);
  hall_rows_remove (self->rows, position, 1);
  hall_timeline_changed (self, position, 1, 0);
  return message;
}

/**
 * hall_timeline_set_signed:
 * @self: a timeline
 * @event: an own event
 *
 * Makes the pending message of the event's token the row of that event, the same object, at its
 * place. Without such a message the event is added like any other.
 *
 * Returns: (transfer none) (nullable): the row; NULL when its place is not loaded, or when an
 *   earlier event of that token is shown
 */
HallMessage *
hall_timeline_set_signed (HallTimeline *self,
                          HallEvent    *event)
{
  g_autoptr (GPtrArray) events = NULL;

  g_return_val_if_fail (HALL_IS_TIMELINE (self), NULL);
  g_return_val_if_fail (event != NULL, NULL);

  events = g_ptr_array_new ();
  g_ptr_array_add (events, event);
  hall_timeline_add (self, events);

  return hall_rows_lookup (self->rows, event->id);
}
