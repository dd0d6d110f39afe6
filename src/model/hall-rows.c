/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-rows.c: an array of rows with its indexes, and what neighbours make of one another.
 *
 * Owned by one HallTimeline. It emits no items-changed: who changes it here does that.
 */

#define G_LOG_DOMAIN "hall-rows"

#include "config.h"

#include <string.h>

#include "hall-timeline.h"

#include "hall-rows.h"

struct _HallRows
{
  GPtrArray *rows;         /* (element-type HallMessage), owned */
  guint n_placed;
  GHashTable *by_id;       /* the event's id ⇒ HallMessage, neither owned */
  GHashTable *by_token;    /* author and token ⇒ HallMessage of the event that is shown */
  GHashTable *pending;     /* token ⇒ HallMessage of the outbox, neither owned */
  HallEvent *low;          /* (nullable): loaded, though it is no row, before all that are */
  HallEvent *high;         /* (nullable): the same, after all that are */

  gboolean has_marker;
  gint64 marker_lc;
  guint8 marker_id[HALL_EVENT_ID_SIZE];
  HallMessage *unread;     /* (nullable): a row, not owned */
};

/* Creates an empty set of rows. */
HallRows *
hall_rows_new (void)
{
  HallRows *self = g_new0 (HallRows, 1);

  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_token = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pending = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
hall_rows_free (HallRows *self)
{
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_token);
  g_hash_table_unref (self->pending);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->low, hall_event_unref);
  g_clear_pointer (&self->high, hall_event_unref);
  g_free (self);
}

guint
hall_rows_get_length (HallRows *self)
{
  return self->rows->len;
}

guint
hall_rows_get_n_placed (HallRows *self)
{
  return self->n_placed;
}

HallMessage *
hall_rows_get (HallRows *self,
               guint     position)
{
  return g_ptr_array_index (self->rows, position);
}

HallEvent *
hall_rows_get_lowest (HallRows *self)
{
  for (guint i = 0; i < self->n_placed; i++)
    {
      HallEvent *event = hall_message_get_event (hall_rows_get (self, i));

      if (event != NULL)
        return self->low != NULL && hall_event_compare (self->low, event) < 0 ? self->low : event;
    }

  return self->low != NULL ? self->low : self->high;
}

HallEvent *
hall_rows_get_highest (HallRows *self)
{
  for (guint i = self->n_placed; i > 0; i--)
    {
      HallEvent *event = hall_message_get_event (hall_rows_get (self, i - 1));

      if (event != NULL)
        return self->high != NULL && hall_event_compare (self->high, event) > 0 ? self->high
                                                                                : event;
    }

  return self->high != NULL ? self->high : self->low;
}

static void
set_bound (HallEvent **bound,
           HallEvent  *event)
{
  g_autoptr (HallEvent) old = *bound;

  *bound = event != NULL ? hall_event_ref (event) : NULL;
}

void
hall_rows_set_low (HallRows  *self,
                   HallEvent *event)
{
  set_bound (&self->low, event);
}

void
hall_rows_set_high (HallRows  *self,
                    HallEvent *event)
{
  set_bound (&self->high, event);
}

HallMessage *
hall_rows_lookup (HallRows   *self,
                  const char *event_id)
{
  return g_hash_table_lookup (self->by_id, event_id);
}

HallMessage *
hall_rows_lookup_token (HallRows   *self,
                        const char *author,
                        const char *token)
{
  g_autofree char *key = g_strconcat (author, token, NULL);

  return g_hash_table_lookup (self->by_token, key);
}

HallMessage *
hall_rows_lookup_pending (HallRows   *self,
                          const char *token)
{
  return g_hash_table_lookup (self->pending, token);
}

guint
hall_rows_find_place (HallRows        *self,
                      gint64           lc,
                      const HallEvent *event)
{
  guint low = 0;
  guint high = self->n_placed;

  /* What is new mostly belongs at the end. */
  if (high > 0 && hall_message_compare (hall_rows_get (self, high - 1), lc, event) < 0)
    return high;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (hall_message_compare (hall_rows_get (self, middle), lc, event) < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

guint
hall_rows_find (HallRows    *self,
                HallMessage *message)
{
  HallEvent *event = hall_message_get_event (message);
  guint position = self->n_placed;

  if (event != NULL)
    position = hall_rows_find_place (self, event->lc, event);
  while (position < self->rows->len && hall_rows_get (self, position) != message)
    position++;
  g_return_val_if_fail (position < self->rows->len, G_MAXUINT);

  return position;
}

void
hall_rows_register (HallRows    *self,
                    HallMessage *message)
{
  HallEvent *event = hall_message_get_event (message);

  if (event == NULL)
    return;

  g_hash_table_insert (self->by_id, event->id, message);
  if (event->token != NULL)
    g_hash_table_insert (self->by_token, g_strconcat (event->author, event->token, NULL), message);
}

static void
forget (HallRows    *self,
        HallMessage *message)
{
  HallEvent *event = hall_message_get_event (message);

  if (self->unread == message)
    {
      hall_message_set_starts (message, 0, HALL_MESSAGE_STARTS_UNREAD);
      self->unread = NULL;
    }
  if (event == NULL)
    {
      if (hall_message_get_token (message) != NULL)
        g_hash_table_remove (self->pending, hall_message_get_token (message));
      return;
    }

  g_hash_table_remove (self->by_id, event->id);
  if (event->token != NULL)
    {
      g_autofree char *key = g_strconcat (event->author, event->token, NULL);

      if (g_hash_table_lookup (self->by_token, key) == message)
        g_hash_table_remove (self->by_token, key);
    }
}

void
hall_rows_insert (HallRows     *self,
                  guint         position,
                  HallMessage **messages,
                  guint         n)
{
  guint old_length = self->rows->len;

  g_return_if_fail (position <= self->n_placed);

  if (n == 0)
    return;

  g_ptr_array_set_size (self->rows, old_length + n);
  memmove (self->rows->pdata + position + n, self->rows->pdata + position,
           (old_length - position) * sizeof (gpointer));
  memcpy (self->rows->pdata + position, messages, n * sizeof (gpointer));
  self->n_placed += n;
}

void
hall_rows_append_pending (HallRows    *self,
                          HallMessage *message)
{
  g_hash_table_insert (self->pending, (gpointer) hall_message_get_token (message), message);
  g_ptr_array_add (self->rows, message);
}

void
hall_rows_remove (HallRows *self,
                  guint     position,
                  guint     n)
{
  guint placed_end = MIN (position + n, self->n_placed);

  for (guint i = position; i < position + n; i++)
    forget (self, hall_rows_get (self, i));
  if (placed_end > position)
    self->n_placed -= placed_end - position;
  g_ptr_array_remove_range (self->rows, position, n);
}

void
hall_rows_place_pending (HallRows *self)
{
  g_return_if_fail (self->n_placed < self->rows->len);

  g_hash_table_remove (self->pending,
                       hall_message_get_token (hall_rows_get (self, self->n_placed)));
  self->n_placed++;
}

static gboolean
continues_run (HallMessage *previous,
               HallMessage *message)
{
  /* A pending row's time is one's own clock, which may be behind the room's. */
  gint64 gap = ABS (hall_message_get_time (message) - hall_message_get_time (previous));

  /* What somebody does is said with the name, like a line of its own. */
  return hall_message_get_kind (previous) == HALL_MESSAGE_TEXT &&
         !hall_message_get_action (previous) && !hall_message_get_action (message) &&
         hall_message_get_author (previous) == hall_message_get_author (message) &&
         hall_message_get_day (previous) == hall_message_get_day (message) &&
         gap <= HALL_RUN_GAP_MS;
}

void
hall_rows_refresh (HallRows *self,
                   guint     first,
                   guint     last,
                   gboolean  at_start)
{
  for (guint i = first; i <= last && i < self->rows->len; i++)
    {
      HallMessage *message = hall_rows_get (self, i);
      HallMessage *previous = i > 0 ? hall_rows_get (self, i - 1) : NULL;
      HallMessageStarts starts = 0;

      if (hall_message_get_kind (message) == HALL_MESSAGE_TEXT &&
          (previous == NULL || !continues_run (previous, message)))
        starts |= HALL_MESSAGE_STARTS_RUN;

      /* Above the first loaded row stand others of the same day, more often than not: a divider
       * there would move as older ones come in. */
      if (previous != NULL
          ? hall_message_get_day (previous) != hall_message_get_day (message)
          : at_start)
        starts |= HALL_MESSAGE_STARTS_DAY;

      hall_message_set_starts (message, starts,
                               HALL_MESSAGE_STARTS_RUN | HALL_MESSAGE_STARTS_DAY);
    }
}

void
hall_rows_set_read_marker (HallRows   *self,
                           gint64      lc,
                           const char *event_id)
{
  self->has_marker = TRUE;
  self->marker_lc = lc;
  if (event_id == NULL ||
      !hall_base64url_decode (event_id, self->marker_id, sizeof self->marker_id))
    memset (self->marker_id, 0, sizeof self->marker_id);
}

static gboolean
is_read (HallRows  *self,
         HallEvent *event)
{
  if (event->lc != self->marker_lc)
    return event->lc < self->marker_lc;

  return memcmp (event->raw_id, self->marker_id, sizeof self->marker_id) <= 0;
}

static HallMessage *
find_unread (HallRows *self,
             gboolean  at_start)
{
  HallEvent *first = hall_rows_get_lowest (self);
  guint position;

  /* When nothing that was read is loaded, the first unread one may not be loaded either. */
  if (!self->has_marker || first == NULL || (!at_start && !is_read (self, first)))
    return NULL;

  position = hall_rows_find_place (self, self->marker_lc, NULL);
  for (; position < self->n_placed; position++)
    {
      HallMessage *message = hall_rows_get (self, position);

      if (hall_message_can_be_unread (message) &&
          !is_read (self, hall_message_get_event (message)))
        return message;
    }

  return NULL;
}

void
hall_rows_refresh_unread (HallRows *self,
                          gboolean  at_start)
{
  HallMessage *old = self->unread;

  self->unread = find_unread (self, at_start);
  if (old == self->unread)
    return;

  if (old != NULL)
    hall_message_set_starts (old, 0, HALL_MESSAGE_STARTS_UNREAD);
  if (self->unread != NULL)
    hall_message_set_starts (self->unread, HALL_MESSAGE_STARTS_UNREAD, HALL_MESSAGE_STARTS_UNREAD);
}

HallMessage *
hall_rows_get_unread (HallRows *self)
{
  return self->unread;
}
