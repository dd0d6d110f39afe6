/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-timeline-find.c: rows of a timeline by id, place and time, and rows that stand in no list.
 *
 * A part of HallTimeline. Nothing here changes what is loaded.
 */

#define G_LOG_DOMAIN "hall-timeline-find"

#include "config.h"

#include "hall-directory.h"
#include "hall-timeline-private.h"

/*
 * hall_timeline_new_message:
 * @self: a timeline
 * @event: an event
 *
 * Returns: (transfer full): a row that is in no list
 */
HallMessage *
hall_timeline_new_message (HallTimeline *self,
                           HallEvent    *event)
{
  /* Held: making the next person may let go of one that nobody uses. */
  g_autoptr (HallPerson) author =
    g_object_ref (hall_directory_ensure_person (self->directory, event->author));
  HallPerson *subject = NULL;
  HallMessage *message;

  if (event->person != NULL)
    subject = hall_directory_ensure_person (self->directory, event->person);

  message = hall_message_new_signed (event, author, subject);
  hall_timeline_set_reader (self, message);

  return message;
}

/**
 * hall_timeline_lookup:
 * @self: a timeline
 * @event_id: the id of an event
 *
 * Returns: (transfer none) (nullable): its row, if it is loaded
 */
HallMessage *
hall_timeline_lookup (HallTimeline *self,
                      const char   *event_id)
{
  g_return_val_if_fail (HALL_IS_TIMELINE (self), NULL);
  g_return_val_if_fail (event_id != NULL, NULL);

  return hall_rows_lookup (self->rows, event_id);
}

/**
 * hall_timeline_has_row:
 * @event: of any room
 *
 * Returns: whether it is shown as a row
 */
gboolean
hall_timeline_has_row (const HallEvent *event)
{
  g_return_val_if_fail (event != NULL, FALSE);

  return hall_message_is_shown (event);
}

/**
 * hall_timeline_make_message:
 * @self: a timeline
 * @event: an event of its room
 *
 * Gets the row of an event, or makes one that stands in no list.
 *
 * Returns: (transfer full): the row
 */
HallMessage *
hall_timeline_make_message (HallTimeline *self,
                            HallEvent    *event)
{
  HallMessage *message;

  g_return_val_if_fail (HALL_IS_TIMELINE (self), NULL);
  g_return_val_if_fail (event != NULL, NULL);

  message = hall_rows_lookup (self->rows, event->id);
  if (message != NULL)
    return g_object_ref (message);

  return hall_timeline_new_message (self, event);
}

static gboolean
get_key (HallEvent   *event,
         gint64      *lc,
         const char **event_id)
{
  if (event == NULL)
    return FALSE;

  *lc = event->lc;
  *event_id = event->id;

  return TRUE;
}

/**
 * hall_timeline_get_first:
 * @self: a timeline
 * @lc: (out): the clock of the oldest loaded event
 * @event_id: (out) (transfer none): its id
 *
 * Gets the key before which older events are to be asked for: of an event that has a row, or had
 * one, or could not have one. When they are there, it has to be
 * the same key still: the window may have moved.
 *
 * Returns: FALSE when no event is loaded
 */
gboolean
hall_timeline_get_first (HallTimeline  *self,
                         gint64        *lc,
                         const char   **event_id)
{
  g_return_val_if_fail (HALL_IS_TIMELINE (self), FALSE);

  return get_key (hall_rows_get_lowest (self->rows), lc, event_id);
}

/**
 * hall_timeline_get_last:
 * @self: a timeline
 * @lc: (out): the clock of the newest loaded event
 * @event_id: (out) (transfer none): its id
 *
 * Gets the key after which newer events are to be asked for; see [method@Hall.Timeline.get_first].
 *
 * Returns: FALSE when no event is loaded
 */
gboolean
hall_timeline_get_last (HallTimeline  *self,
                        gint64        *lc,
                        const char   **event_id)
{
  g_return_val_if_fail (HALL_IS_TIMELINE (self), FALSE);

  return get_key (hall_rows_get_highest (self->rows), lc, event_id);
}

/**
 * hall_timeline_find:
 * @self: a timeline
 * @event_id: the id of an event
 *
 * Returns: the position of its row; G_MAXUINT when it is not loaded
 */
guint
hall_timeline_find (HallTimeline *self,
                    const char   *event_id)
{
  HallMessage *message;

  g_return_val_if_fail (HALL_IS_TIMELINE (self), G_MAXUINT);
  g_return_val_if_fail (event_id != NULL, G_MAXUINT);

  message = hall_rows_lookup (self->rows, event_id);

  return message != NULL ? hall_rows_find (self->rows, message) : G_MAXUINT;
}

/**
 * hall_timeline_find_time:
 * @self: a timeline
 * @time_ms: Unix milliseconds
 *
 * Returns: the position of the first signed row of that time or later; G_MAXUINT when none is
 *   loaded
 */
guint
hall_timeline_find_time (HallTimeline *self,
                         gint64        time_ms)
{
  guint n;

  g_return_val_if_fail (HALL_IS_TIMELINE (self), G_MAXUINT);

  n = hall_rows_get_n_placed (self->rows);
  for (guint i = hall_rows_find_place (self->rows, time_ms, NULL); i < n; i++)
    {
      if (hall_message_get_event (hall_rows_get (self->rows, i)) != NULL)
        return i;
    }

  return G_MAXUINT;
}

/**
 * hall_timeline_make_copy:
 * @self: a timeline
 * @event: an event of its room
 * @annotations: (element-type HallEvent) (nullable): edits, reactions and pins, of which those
 *   count that are about it
 *
 * Makes a row that stands in no list, whether or not the event is loaded: for a list of pins or of
 * what was found. Nobody changes it later.
 *
 * Returns: (transfer full): the row
 */
HallMessage *
hall_timeline_make_copy (HallTimeline *self,
                         HallEvent    *event,
                         GPtrArray    *annotations)
{
  HallMessage *message;

  g_return_val_if_fail (HALL_IS_TIMELINE (self), NULL);
  g_return_val_if_fail (event != NULL, NULL);

  message = hall_timeline_new_message (self, event);
  if (annotations != NULL)
    hall_timeline_add_notes (self, message, annotations);
  hall_timeline_add_pending_notes (self, message);
  hall_message_apply_notes (message);

  return message;
}
