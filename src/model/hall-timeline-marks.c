/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-timeline-marks.c: what becomes known about rows that are loaded already.
 *
 * The third part of HallTimeline: states, lateness, and up to where the person has read. It neither
 * adds nor removes a row.
 */

#define G_LOG_DOMAIN "hall-timeline-marks"

#include "config.h"

#include <string.h>

#include "hall-timeline-private.h"

static gboolean
is_read_by_other (HallTimeline *self,
                  HallMessage  *message)
{
  const HallEvent *event = hall_message_get_event (message);

  if (!self->has_other || event == NULL || !hall_message_get_is_own (message))
    return FALSE;
  if (event->lc != self->other_lc)
    return event->lc < self->other_lc;

  return memcmp (event->raw_id, self->other_id, sizeof self->other_id) <= 0;
}

/**
 * hall_timeline_set_held:
 * @self: a timeline
 * @held: whether somebody reads further up than the newest rows
 *
 * While held, hall_timeline_add () never takes away the oldest rows: what there is no room for is
 * left to be paged in, which clears at-end.
 */
void
hall_timeline_set_held (HallTimeline *self,
                        gboolean      held)
{
  g_return_if_fail (HALL_IS_TIMELINE (self));

  self->held = held;
}

/**
 * hall_timeline_set_state:
 * @self: a timeline
 * @event_id: the id of an own event
 * @state: how far it has got
 *
 * Sets the state of an own message; nothing happens when it is not loaded or somebody else's, or
 * was on two disks before. One that was sent is read, if the other person is known to have read up
 * to there, unless it was not delivered yet when that became known.
 */
void
hall_timeline_set_state (HallTimeline     *self,
                         const char       *event_id,
                         HallMessageState  state)
{
  HallMessage *message;

  g_return_if_fail (HALL_IS_TIMELINE (self));
  g_return_if_fail (event_id != NULL);

  message = hall_rows_lookup (self->rows, event_id);
  if (message == NULL || !hall_message_get_is_own (message))
    return;
  hall_message_set_state (message, state);
  if (state == HALL_MESSAGE_STATE_SENT && is_read_by_other (self, message) && !message->missed)
    hall_message_set_read (message);
}

/**
 * hall_timeline_set_read_by_other:
 * @self: the timeline of a private conversation
 * @lc: the clock of the last event that the other person has read
 * @event_id: its id
 *
 * Makes own messages that were delivered, up to that place, read ones; never takes back what was
 * said before. It counts for rows that are loaded later, too.
 */
void
hall_timeline_set_read_by_other (HallTimeline *self,
                                 gint64        lc,
                                 const char   *event_id)
{
  guint8 raw_id[HALL_EVENT_ID_SIZE];
  guint n;

  g_return_if_fail (HALL_IS_TIMELINE (self));
  g_return_if_fail (event_id != NULL);

  if (!hall_base64url_decode (event_id, raw_id, sizeof raw_id))
    return;
  if (!self->has_other || lc > self->other_lc ||
      (lc == self->other_lc && memcmp (raw_id, self->other_id, sizeof raw_id) > 0))
    {
      self->has_other = TRUE;
      self->other_lc = lc;
      memcpy (self->other_id, raw_id, sizeof raw_id);
    }

  n = hall_rows_get_n_placed (self->rows);
  for (guint i = 0; i < n; i++)
    {
      HallMessage *message = hall_rows_get (self->rows, i);

      if (is_read_by_other (self, message))
        hall_message_set_read (message);
    }
}

/**
 * hall_timeline_set_late:
 * @self: a timeline
 * @event_id: the id of an event
 *
 * Says that an event arrived after newer ones had been read; nothing happens when it is not
 * loaded.
 */
void
hall_timeline_set_late (HallTimeline *self,
                        const char   *event_id)
{
  HallMessage *message;

  g_return_if_fail (HALL_IS_TIMELINE (self));
  g_return_if_fail (event_id != NULL);

  message = hall_rows_lookup (self->rows, event_id);
  if (message != NULL)
    hall_message_set_late (message);
}

/**
 * hall_timeline_set_read_marker:
 * @self: a timeline
 * @lc: the clock of the last event that was read
 * @event_id: (nullable): its id
 *
 * Says up to where the person has read. The next text by somebody else starts what is unread,
 * as soon as it is sure to be the first: something read, or the room's beginning, is loaded too.
 */
void
hall_timeline_set_read_marker (HallTimeline *self,
                               gint64        lc,
                               const char   *event_id)
{
  g_return_if_fail (HALL_IS_TIMELINE (self));

  hall_rows_set_read_marker (self->rows, lc, event_id);
  hall_rows_refresh_unread (self->rows, self->at_start);
}

/**
 * hall_timeline_find_unread:
 * @self: a timeline
 *
 * Returns: the position of the row that starts what is unread; G_MAXUINT when there is none
 */
guint
hall_timeline_find_unread (HallTimeline *self)
{
  HallMessage *unread;

  g_return_val_if_fail (HALL_IS_TIMELINE (self), G_MAXUINT);

  unread = hall_rows_get_unread (self->rows);

  return unread != NULL ? hall_rows_find (self->rows, unread) : G_MAXUINT;
}
