/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-timeline-hidden.c: what must not be shown, though it is part of the conversation.
 *
 * A part of HallTimeline: what its author had no right to say, or what was deleted. It decides
 * nothing, and forgets no event: what goes here comes back by being added again.
 */

#define G_LOG_DOMAIN "hall-timeline-hidden"

#include "config.h"

#include "hall-timeline-private.h"

void
hall_timeline_init_hidden (HallTimeline *self)
{
  self->hidden = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->hidden_order);
}

void
hall_timeline_finalize_hidden (HallTimeline *self)
{
  g_clear_pointer (&self->hidden, g_hash_table_unref);
  g_queue_clear_full (&self->hidden_order, g_free);
}

/*
 * hall_timeline_shows:
 * @self: a timeline
 * @event: an event
 *
 * Returns: whether it is one that may have a row
 */
gboolean
hall_timeline_shows (HallTimeline *self,
                     HallEvent    *event)
{
  return hall_message_is_shown (event) && !g_hash_table_contains (self->hidden, event->id);
}

static void
hide_id (HallTimeline *self,
         const char   *event_id)
{
  if (g_hash_table_contains (self->hidden, event_id))
    return;

  g_queue_push_tail (&self->hidden_order, g_strdup (event_id));
  g_hash_table_insert (self->hidden, self->hidden_order.tail->data, self->hidden_order.tail);
  if (self->hidden_order.length > HALL_TIMELINE_HIDDEN_MAX)
    {
      g_autofree char *oldest = g_queue_pop_head (&self->hidden_order);

      g_hash_table_remove (self->hidden, oldest);
    }
}

static void
unhide_id (HallTimeline *self,
           const char   *event_id)
{
  GList *link = g_hash_table_lookup (self->hidden, event_id);
  g_autofree char *owned = NULL;

  if (link == NULL)
    return;

  g_hash_table_remove (self->hidden, event_id);
  owned = link->data;
  g_queue_delete_link (&self->hidden_order, link);
}

/* (transfer full): a set of the rows that are to go */
static GHashTable *
collect_rows (HallTimeline      *self,
              const char *const *event_ids)
{
  GHashTable *rows = g_hash_table_new (NULL, NULL);

  for (guint i = 0; event_ids[i] != NULL; i++)
    {
      HallMessage *message = hall_rows_lookup (self->rows, event_ids[i]);

      if (message != NULL)
        {
          hall_timeline_unlearn_name (self, message);
          g_hash_table_add (rows, message);
        }
    }

  return rows;
}

/* Rows that stand together go together; the last ones first, so that positions stay what they
 * are. */
static void
remove_rows (HallTimeline *self,
             GHashTable   *rows)
{
  guint end = hall_rows_get_n_placed (self->rows);

  while (end > 0 && g_hash_table_size (rows) > 0)
    {
      guint first = end;

      while (first > 0 && g_hash_table_remove (rows, hall_rows_get (self->rows, first - 1)))
        first--;
      if (first == end)
        {
          end--;
          continue;
        }

      hall_rows_remove (self->rows, first, end - first);
      hall_timeline_changed (self, first, end - first, 0);
      end = first;
    }
}

/**
 * hall_timeline_set_hidden:
 * @self: a timeline
 * @event_ids: ids of events, loaded or not
 * @hidden: whether they must not be shown
 *
 * Takes the rows of these events out, and lets none of them in until they are said to be hidden no
 * more, when they can be added again. What is loaded still reaches from where it did to where it
 * did. Of very many (HALL_TIMELINE_HIDDEN_MAX) only the newest are remembered.
 */
void
hall_timeline_set_hidden (HallTimeline      *self,
                          const char *const *event_ids,
                          gboolean           hidden)
{
  g_autoptr (GHashTable) rows = NULL;
  g_autoptr (HallEvent) lowest = NULL;
  g_autoptr (HallEvent) highest = NULL;

  g_return_if_fail (HALL_IS_TIMELINE (self));
  g_return_if_fail (event_ids != NULL);

  for (guint i = 0; event_ids[i] != NULL; i++)
    {
      if (hidden)
        hide_id (self, event_ids[i]);
      else
        unhide_id (self, event_ids[i]);
    }
  hall_timeline_hide_answers (self, event_ids, hidden);
  if (!hidden)
    return;

  /* An edit, a reaction or a pin may be among them. */
  hall_timeline_unannotate (self, event_ids);
  rows = collect_rows (self, event_ids);
  if (g_hash_table_size (rows) == 0)
    return;

  lowest = hall_event_ref (hall_rows_get_lowest (self->rows));
  highest = hall_event_ref (hall_rows_get_highest (self->rows));
  hall_rows_set_low (self->rows, lowest);
  hall_rows_set_high (self->rows, highest);
  remove_rows (self, rows);
  hall_timeline_relearn_names (self);
}
