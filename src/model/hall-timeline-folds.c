/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-timeline-folds.c: runs of system lines, which are shown as one row until they are unfolded.
 *
 * A part of HallTimeline. It only says where a row stands in such a run; HallFoldedRows leaves rows
 * out.
 */

#define G_LOG_DOMAIN "hall-timeline-folds"

#include "config.h"

#include "hall-timeline-private.h"

/* Two lines are seen as fast as one that stands for both. */
#define RUN_MIN 3

static gboolean
is_foldable (HallTimeline *self,
             guint         position)
{
  return hall_message_is_foldable (hall_rows_get (self->rows, position));
}

/* Where the run that begins at @first ends: one day's lines, next to one another. */
static guint
find_run_end (HallTimeline *self,
              guint         first,
              guint         last)
{
  gint64 day = hall_message_get_day (hall_rows_get (self->rows, first));
  guint end = first + 1;

  if (!is_foldable (self, first))
    return end;
  while (end < last && is_foldable (self, end) &&
         hall_message_get_day (hall_rows_get (self->rows, end)) == day)
    end++;

  return end;
}

/* A run that has something of one that was unfolded stays so: nothing that is read goes. */
static gboolean
is_open (HallTimeline *self,
         guint         first,
         guint         end)
{
  for (guint i = first; i < end; i++)
    {
      if (hall_rows_get (self->rows, i)->open)
        return TRUE;
    }

  return FALSE;
}

static void
set_run (HallTimeline *self,
         guint         first,
         guint         end,
         gboolean      open)
{
  guint n = end - first;

  for (guint i = first; i < end; i++)
    {
      HallMessage *message = hall_rows_get (self->rows, i);

      if (n < RUN_MIN)
        hall_message_set_fold (message, HALL_FOLD_NONE, 0, FALSE);
      else if (i == first)
        hall_message_set_fold (message, HALL_FOLD_HEAD, n, open);
      else
        hall_message_set_fold (message, HALL_FOLD_INSIDE, 0, open);
    }
}

/*
 * hall_timeline_refresh_folds:
 * @self: a timeline whose rows were just changed
 * @position: where
 * @added: how many rows came
 */
void
hall_timeline_refresh_folds (HallTimeline *self,
                             guint         position,
                             guint         added)
{
  guint n = hall_rows_get_n_placed (self->rows);
  guint first = MIN (position, n);
  guint last = MIN (position + added, n);

  while (first > 0 && is_foldable (self, first - 1))
    first--;
  while (last < n && is_foldable (self, last))
    last++;

  while (first < last)
    {
      guint end = find_run_end (self, first, last);

      set_run (self, first, end, is_open (self, first, end));
      first = end;
    }
}

/**
 * hall_timeline_set_unfolded:
 * @self: a timeline
 * @head: a row of it that stands for a run of lines
 * @unfolded: whether the lines are to be seen
 *
 * Shows the lines of a run, or hides them again. Nothing happens when the row stands for none, or
 * not any more.
 */
void
hall_timeline_set_unfolded (HallTimeline *self,
                            HallMessage  *head,
                            gboolean      unfolded)
{
  guint first;

  g_return_if_fail (HALL_IS_TIMELINE (self));
  g_return_if_fail (HALL_IS_MESSAGE (head));

  unfolded = !!unfolded;
  if (hall_message_get_fold (head) != HALL_FOLD_HEAD ||
      hall_message_get_unfolded (head) == unfolded)
    return;
  for (first = 0; first < hall_rows_get_n_placed (self->rows); first++)
    {
      if (hall_rows_get (self->rows, first) == head)
        break;
    }
  if (first == hall_rows_get_n_placed (self->rows))
    return;

  set_run (self, first, first + hall_message_get_n_folded (head), unfolded);
  hall_timeline_emit_folds_changed (self);
}
