/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-timeline-merge.c: how events and pending messages get into a timeline.
 *
 * The second half of HallTimeline. Events that come together and stand together are one
 * items-changed. It never trusts a caller's order, and takes each event any number of times.
 */

#define G_LOG_DOMAIN "hall-timeline-merge"

#include "config.h"

#include "hall-directory.h"
#include "hall-timeline-private.h"

/* Where a batch may go beyond what is loaded. */
typedef enum
{
  OPEN_BELOW = 1 << 0,
  OPEN_ABOVE = 1 << 1,
} OpenEnds;

/* Rows that were made but not yet put in, all for one place. */
typedef struct
{
  HallTimeline *timeline;
  GPtrArray *messages;     /* (element-type HallMessage), owned until flushed */
  guint place;
} Batch;

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return hall_event_compare (*(HallEvent *const *) a, *(HallEvent *const *) b);
}

static gboolean
is_below (HallTimeline    *self,
          const HallEvent *event)
{
  HallEvent *first = hall_rows_get_lowest (self->rows);

  return first != NULL && hall_event_compare (first, event) > 0;
}

static gboolean
is_above (HallTimeline    *self,
          const HallEvent *event)
{
  HallEvent *last = hall_rows_get_highest (self->rows);

  return last != NULL && hall_event_compare (last, event) < 0;
}

static OpenEnds
get_open_ends (HallTimeline *self)
{
  return (self->at_start ? OPEN_BELOW : 0) | (self->at_end ? OPEN_ABOVE : 0);
}

static gboolean
belongs (HallTimeline    *self,
         const HallEvent *event,
         OpenEnds         open)
{
  if (hall_rows_get_lowest (self->rows) == NULL)
    return open != 0;
  if (is_below (self, event))
    return (open & OPEN_BELOW) != 0;
  if (is_above (self, event))
    return (open & OPEN_ABOVE) != 0;

  return TRUE;
}

static void
remove_message (HallTimeline *self,
                HallMessage  *message)
{
  guint position = hall_rows_find (self->rows, message);

  hall_rows_remove (self->rows, position, 1);
  hall_timeline_changed (self, position, 1, 0);
}

/* Only the first event of one author and token is shown: whether that is this one. If it is, a
 * later one that was shown till now goes. */
static gboolean
takes_token (HallTimeline *self,
             HallEvent    *event)
{
  HallMessage *shown;

  if (event->token == NULL)
    return TRUE;
  shown = hall_rows_lookup_token (self->rows, event->author, event->token);
  if (shown == NULL)
    return TRUE;
  if (hall_message_compare (shown, event->lc, event) <= 0)
    return FALSE;
  remove_message (self, shown);

  return TRUE;
}

static HallMessage *
lookup_pending (HallTimeline *self,
                HallEvent    *event)
{
  HallPerson *own;

  if (event->token == NULL)
    return NULL;
  own = hall_directory_get_self (self->directory);
  if (!g_str_equal (event->author, hall_person_get_id (own)))
    return NULL;

  return hall_rows_lookup_pending (self->rows, event->token);
}

/* What was signed but must not be shown does not wait any more. */
static void
drop_pending (HallTimeline *self,
              HallEvent    *event)
{
  HallMessage *pending = lookup_pending (self, event);

  if (pending != NULL)
    remove_message (self, pending);
}

/* (transfer container) (element-type HallEvent): in order, each once, none that is shown
 * or must not be. */
static GPtrArray *
collect_unknown (HallTimeline *self,
                 GPtrArray    *events)
{
  g_autoptr (GPtrArray) unknown = g_ptr_array_sized_new (events->len);
  gboolean sorted = TRUE;
  guint n = 0;

  hall_timeline_offer_answers (self, events);
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      if (hall_rows_lookup (self->rows, event->id) != NULL)
        continue;
      if (!hall_timeline_shows (self, event))
        {
          drop_pending (self, event);
          continue;
        }
      if (unknown->len > 0 && compare_events (&unknown->pdata[unknown->len - 1], &event) >= 0)
        sorted = FALSE;
      g_ptr_array_add (unknown, event);
    }

  if (sorted)
    return g_steal_pointer (&unknown);

  g_ptr_array_sort (unknown, compare_events);
  for (guint i = 0; i < unknown->len; i++)
    {
      if (n == 0 || compare_events (&unknown->pdata[n - 1], &unknown->pdata[i]) != 0)
        unknown->pdata[n++] = unknown->pdata[i];
    }
  g_ptr_array_set_size (unknown, n);

  return g_steal_pointer (&unknown);
}

/* The pending row becomes the row of the event, and moves if it has to. */
static void
sign_pending (HallTimeline *self,
              HallMessage  *pending,
              HallEvent    *event,
              OpenEnds      open)
{
  g_autoptr (HallMessage) message = g_object_ref (pending);
  guint position;
  guint place;

  if (!belongs (self, event, open) || !takes_token (self, event))
    {
      remove_message (self, pending);
      return;
    }

  position = hall_rows_find (self->rows, pending);
  place = hall_rows_find_place (self->rows, event->lc, event);
  if (place == position)
    {
      hall_message_sign (message, event);
      hall_rows_place_pending (self->rows);
      hall_rows_register (self->rows, message);
      hall_timeline_changed (self, position, 0, 0);
      return;
    }

  hall_rows_remove (self->rows, position, 1);
  hall_timeline_changed (self, position, 1, 0);
  hall_message_sign (message, event);
  hall_rows_register (self->rows, message);
  hall_rows_insert (self->rows, place, (HallMessage *[]) { g_object_ref (message) }, 1);
  hall_timeline_changed (self, place, 0, 1);
}

static void
batch_flush (Batch *batch)
{
  guint n = batch->messages->len;
  g_autofree gpointer *messages = NULL;

  if (n == 0)
    return;

  messages = g_ptr_array_steal (batch->messages, NULL);
  hall_rows_insert (batch->timeline->rows, batch->place, (HallMessage **) messages, n);
  hall_timeline_changed (batch->timeline, batch->place, 0, n);
}

static void
batch_add (Batch     *batch,
           HallEvent *event)
{
  HallTimeline *self = batch->timeline;
  guint place = hall_rows_find_place (self->rows, event->lc, event);
  HallMessage *message;

  if (batch->messages->len > 0 && place != batch->place)
    {
      /* What is flushed stands before this event. */
      place += batch->messages->len;
      batch_flush (batch);
    }
  batch->place = place;

  message = hall_timeline_new_message (self, event);
  hall_rows_register (self->rows, message);
  g_ptr_array_add (batch->messages, message);
}

/* Oldest events that would be trimmed as soon as they were in are not put in at all. */
static guint
count_too_old (HallTimeline *self,
               GPtrArray    *unknown)
{
  int excess = (int) unknown->len - hall_timeline_get_room_left (self);
  guint n = 0;

  while ((int) n < excess && n < unknown->len &&
         is_below (self, g_ptr_array_index (unknown, n)) &&
         lookup_pending (self, g_ptr_array_index (unknown, n)) == NULL)
    n++;

  return n;
}

/* The same at the other end while somebody reads further up: they are left to be paged in. */
static void
leave_newest (HallTimeline *self,
              GPtrArray    *unknown)
{
  int excess = (int) unknown->len - MAX (hall_timeline_get_room_left (self), 0);
  guint length = unknown->len;

  while (excess-- > 0 && length > 0 && is_above (self, g_ptr_array_index (unknown, length - 1)) &&
         lookup_pending (self, g_ptr_array_index (unknown, length - 1)) == NULL)
    length--;
  if (length == unknown->len)
    return;
  g_ptr_array_set_size (unknown, length);
  hall_timeline_set_at_end (self, FALSE);
}

static void
merge (HallTimeline *self,
       GPtrArray    *unknown,
       guint         first,
       OpenEnds      open)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  Batch batch = { self, messages, 0 };

  for (guint i = first; i < unknown->len; i++)
    {
      HallEvent *event = g_ptr_array_index (unknown, i);
      HallMessage *pending = lookup_pending (self, event);

      if (pending != NULL)
        {
          batch_flush (&batch);
          sign_pending (self, pending, event, open);
          continue;
        }
      /* Rows that are only in the batch have no place that could be asked for. */
      if (event->token != NULL &&
          hall_rows_lookup_token (self->rows, event->author, event->token) != NULL)
        batch_flush (&batch);
      if (belongs (self, event, open) && takes_token (self, event))
        batch_add (&batch, event);
    }
  batch_flush (&batch);
}

/* What was paged in reaches as far as its outermost event, whether or not that has a row. */
static void
extend (HallTimeline *self,
        GPtrArray    *events,
        OpenEnds      ends)
{
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      HallEvent *lowest = hall_rows_get_lowest (self->rows);
      HallEvent *highest = hall_rows_get_highest (self->rows);

      if ((ends & OPEN_BELOW) && (lowest == NULL || hall_event_compare (event, lowest) < 0))
        hall_rows_set_low (self->rows, event);
      if ((ends & OPEN_ABOVE) && (highest == NULL || hall_event_compare (event, highest) > 0))
        hall_rows_set_high (self->rows, event);
    }
}

/**
 * hall_timeline_reset:
 * @self: a timeline
 * @events: (element-type HallEvent): what to show
 * @at_start: whether nothing older exists
 * @at_end: whether nothing newer exists
 *
 * Replaces what is loaded, but for the pending messages. Rows of events that were loaded before
 * stay the same objects.
 */
void
hall_timeline_reset (HallTimeline *self,
                     GPtrArray    *events,
                     gboolean      at_start,
                     gboolean      at_end)
{
  g_autoptr (GHashTable) kept = NULL;
  g_autoptr (GPtrArray) unknown = NULL;
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree gpointer *inserted = NULL;
  guint n_old;
  guint n;

  g_return_if_fail (HALL_IS_TIMELINE (self));
  g_return_if_fail (events != NULL);

  kept = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      HallMessage *message = hall_rows_lookup (self->rows, event->id);
      HallMessage *pending = message == NULL ? lookup_pending (self, event) : NULL;

      if (pending != NULL)
        {
          message = g_object_ref (pending);
          remove_message (self, pending);
          hall_message_sign (message, event);
          g_hash_table_insert (kept, event->id, message);
        }
      else if (message != NULL)
        g_hash_table_insert (kept, event->id, g_object_ref (message));
    }

  g_object_freeze_notify (G_OBJECT (self));
  n_old = hall_rows_get_n_placed (self->rows);
  hall_rows_remove (self->rows, 0, n_old);
  hall_rows_set_low (self->rows, NULL);
  hall_rows_set_high (self->rows, NULL);
  hall_timeline_set_at_start (self, at_start);
  hall_timeline_set_at_end (self, at_end);

  unknown = collect_unknown (self, events);
  for (guint i = 0; i < unknown->len; i++)
    {
      HallEvent *event = g_ptr_array_index (unknown, i);
      HallMessage *message = g_hash_table_lookup (kept, event->id);

      if (event->token != NULL &&
          hall_rows_lookup_token (self->rows, event->author, event->token) != NULL)
        continue;
      if (message != NULL)
        g_object_ref (message);
      else
        message = hall_timeline_new_message (self, event);
      hall_rows_register (self->rows, message);
      g_ptr_array_add (messages, message);
    }

  n = messages->len;
  inserted = g_ptr_array_steal (messages, NULL);
  hall_rows_insert (self->rows, 0, (HallMessage **) inserted, n);
  extend (self, events, OPEN_BELOW | OPEN_ABOVE);
  hall_timeline_changed (self, 0, n_old, n);
  hall_timeline_trim (self, FALSE);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * hall_timeline_add_older:
 * @self: a timeline
 * @events: (element-type HallEvent): the next ones before what is loaded
 * @at_start: whether nothing older than these exists
 *
 * Grows the window at its old end; what becomes too much goes at the new end.
 */
void
hall_timeline_add_older (HallTimeline *self,
                         GPtrArray    *events,
                         gboolean      at_start)
{
  g_autoptr (GPtrArray) unknown = NULL;

  g_return_if_fail (HALL_IS_TIMELINE (self));
  g_return_if_fail (events != NULL);

  unknown = collect_unknown (self, events);
  merge (self, unknown, 0, get_open_ends (self) | OPEN_BELOW);
  extend (self, events, OPEN_BELOW);
  hall_timeline_set_at_start (self, at_start);
  hall_timeline_trim (self, TRUE);
}

/**
 * hall_timeline_add_newer:
 * @self: a timeline
 * @events: (element-type HallEvent): the next ones after what is loaded
 * @at_end: whether nothing newer than these exists
 *
 * Grows the window at its new end; what becomes too much goes at the old end.
 */
void
hall_timeline_add_newer (HallTimeline *self,
                         GPtrArray    *events,
                         gboolean      at_end)
{
  g_autoptr (GPtrArray) unknown = NULL;

  g_return_if_fail (HALL_IS_TIMELINE (self));
  g_return_if_fail (events != NULL);

  unknown = collect_unknown (self, events);
  merge (self, unknown, 0, get_open_ends (self) | OPEN_ABOVE);
  extend (self, events, OPEN_ABOVE);
  hall_timeline_set_at_end (self, at_end);
  hall_timeline_trim (self, FALSE);
}

/**
 * hall_timeline_add:
 * @self: a timeline
 * @events: (element-type HallEvent): new events in any order
 *
 * Shows those that belong into what is loaded. The others are left to be paged in: beyond an end
 * that is not loaded, and older ones for which there is no room.
 */
void
hall_timeline_add (HallTimeline *self,
                   GPtrArray    *events)
{
  g_autoptr (GPtrArray) unknown = NULL;
  OpenEnds open;
  guint too_old = 0;

  g_return_if_fail (HALL_IS_TIMELINE (self));
  g_return_if_fail (events != NULL);

  open = get_open_ends (self);
  unknown = collect_unknown (self, events);
  if (self->held && self->at_end)
    leave_newest (self, unknown);
  if (self->at_start && !self->held)
    too_old = count_too_old (self, unknown);
  if (too_old > 0)
    hall_timeline_set_at_start (self, FALSE);
  merge (self, unknown, too_old, open);
  hall_timeline_trim (self, self->held);
}
