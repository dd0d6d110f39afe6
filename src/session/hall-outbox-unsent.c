/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-outbox-unsent.c: signed events until two disks have them.
 *
 * Part of HallOutbox. The store knows the same; here it is kept so that the screen need not ask.
 */

#define G_LOG_DOMAIN "hall-outbox-unsent"

#include "config.h"

#include "hall-limits.h"

#include "hall-outbox-private.h"

#define RETRY_MIN_MS 100
#define RETRY_MAX_MS 60000
#define PUT_OFF_MS 3000
/* An acknowledgement seldom takes a second. Whoever owes one for so long has forgotten the event,
 * as a host does whose disk was full for too long. */
#define OVERDUE_MS 30000
#define OVERDUE_AT_ONCE 50

void
hall_outbox_emit_state (HallOutbox *self,
                        const char *event_id,
                        guint       acknowledged)
{
  g_signal_emit_by_name (self, "state", event_id, (guint) hall_outbox_get_state (acknowledged));
}

void
hall_outbox_track (HallOutbox *self,
                   HallEvent  *event,
                   guint       acknowledged)
{
  HallUnsent *unsent = g_new0 (HallUnsent, 1);

  unsent->event = hall_event_ref (event);
  unsent->acknowledged = acknowledged;
  g_hash_table_replace (self->unsent, unsent->event->id, unsent);
  if (!hall_timer_is_running (self->overdue_timer))
    hall_timer_start (self->overdue_timer, OVERDUE_MS);
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  return hall_event_compare (*(HallEvent *const *) a, *(HallEvent *const *) b);
}

/* Hosting: our own disk is the host's. */
static void
mark_stored (HallOutbox *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->unsent);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      HallUnsent *unsent = value;

      if (unsent->acknowledged > 0)
        continue;
      unsent->acknowledged = 1;
      g_ptr_array_add (ids, g_strdup (unsent->event->id));
    }
  if (ids->len == 0)
    return;
  g_ptr_array_add (ids, NULL);
  hall_context_acknowledge (self->context, (const char *const *) ids->pdata, 1);
  for (guint i = 0; i + 1 < ids->len; i++)
    hall_outbox_emit_state (self, g_ptr_array_index (ids, i), 1);
}

void
hall_outbox_plan_offers (HallOutbox *self)
{
  g_autoptr (GPtrArray) events = NULL;

  if (self->mode == HALL_OUTBOX_HOST)
    {
      mark_stored (self);
      return;
    }
  events = hall_outbox_list_unsent (self);
  g_queue_clear_full (&self->offers, (GDestroyNotify) hall_event_unref);
  for (guint i = 0; i < events->len; i++)
    g_queue_push_tail (&self->offers, hall_event_ref (g_ptr_array_index (events, i)));
}

static void
get_newest_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (HallOutbox) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) newest = NULL;

  newest = hall_store_get_newest_finish (HALL_STORE (source), result, &error);
  self->loading = FALSE;
  if (self->closed)
    return;
  if (error != NULL)
    g_debug ("our last event cannot be read: %s", error->message);
  if (newest != NULL)
    hall_outbox_observe (self, newest);
  self->loaded = TRUE;
  if (self->mode != HALL_OUTBOX_WAITING)
    hall_outbox_plan_offers (self);
  hall_outbox_pump (self);
}

static void
list_unacknowledged_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr (HallOutbox) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  events = hall_store_list_unacknowledged_finish (HALL_STORE (source), result, &error);
  if (self->closed)
    return;
  if (events == NULL)
    g_debug ("what was not acknowledged cannot be read: %s", error->message);
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);

      hall_outbox_observe (self, event);
      if (!g_hash_table_contains (self->unsent, event->id))
        hall_outbox_track (self, event, 0);
    }
  hall_store_get_newest_async (self->context->store, self->room_id, self->context->own_id,
                               self->context->cancellable, get_newest_cb, g_object_ref (self));
}

/**
 * hall_outbox_load:
 * @self: an outbox
 *
 * Reads our own unacknowledged events of the room, and our last one. Nothing is signed before.
 */
void
hall_outbox_load (HallOutbox *self)
{
  if (self->loaded || self->loading)
    return;
  self->loading = TRUE;
  hall_store_list_unacknowledged_async (self->context->store, self->room_id,
                                        self->context->own_id, self->context->cancellable,
                                        list_unacknowledged_cb, g_object_ref (self));
}

/**
 * hall_outbox_acknowledge:
 * @self: an outbox
 * @event_ids: what a peer has on its disk; ids that are not ours, or known to be sent, are ignored
 *
 * They are sent.
 */
void
hall_outbox_acknowledge (HallOutbox        *self,
                         const char *const *event_ids)
{
  g_autoptr (GPtrArray) sent = g_ptr_array_new ();

  for (guint i = 0; event_ids != NULL && event_ids[i] != NULL; i++)
    if (g_hash_table_remove (self->unsent, event_ids[i]))
      g_ptr_array_add (sent, (gpointer) event_ids[i]);
  if (sent->len == 0)
    return;
  g_ptr_array_add (sent, NULL);
  hall_context_acknowledge (self->context, (const char *const *) sent->pdata, 2);
  for (guint i = 0; i + 1 < sent->len && !self->closed; i++)
    hall_outbox_emit_state (self, g_ptr_array_index (sent, i), 2);
}

/**
 * hall_outbox_drop:
 * @self: an outbox
 * @event_ids: what is deleted here; ids that are not ours, or known to be sent, are ignored
 *
 * They are not offered any more, nor ever sent.
 */
void
hall_outbox_drop (HallOutbox        *self,
                  const char *const *event_ids)
{
  for (guint i = 0; event_ids[i] != NULL; i++)
    g_hash_table_remove (self->unsent, event_ids[i]);
}

static void
offer_again (HallOutbox *self,
             const char *event_id)
{
  HallUnsent *unsent = g_hash_table_lookup (self->unsent, event_id);

  if (unsent != NULL && g_queue_find (&self->offers, unsent->event) == NULL)
    g_queue_push_tail (&self->offers, hall_event_ref (unsent->event));
}

/**
 * hall_outbox_retry:
 * @self: an outbox
 * @event_ids: what the host refused for the rate
 * @retry_ms: when it may be tried again
 *
 * Offers them again before anything new, after that time.
 */
void
hall_outbox_retry (HallOutbox        *self,
                   const char *const *event_ids,
                   guint              retry_ms)
{
  gint64 now;

  for (guint i = 0; event_ids != NULL && event_ids[i] != NULL; i++)
    offer_again (self, event_ids[i]);
  retry_ms = CLAMP (retry_ms, RETRY_MIN_MS, RETRY_MAX_MS);
  now = hall_clock_get_monotonic (self->context->clock);
  hall_pace_drain (&self->pace, now);
  self->not_before = now + (gint64) retry_ms * 1000;
  hall_timer_start (self->timer, retry_ms);
}

void
hall_outbox_offer_put_off (gpointer user_data)
{
  HallOutbox *self = user_data;

  if (self->closed || self->mode == HALL_OUTBOX_WAITING || self->mode == HALL_OUTBOX_HOST)
    return;
  for (guint i = 0; i < self->put_off->len; i++)
    offer_again (self, g_ptr_array_index (self->put_off, i));
  g_ptr_array_set_size (self->put_off, 0);
  hall_outbox_pump (self);
}

/* The oldest of those that were unsent half a minute ago, too. */
void
hall_outbox_offer_overdue (gpointer user_data)
{
  HallOutbox *self = user_data;
  g_autoptr (GPtrArray) events = NULL;
  guint offered = 0;

  if (self->closed || g_hash_table_size (self->unsent) == 0)
    return;
  hall_timer_start (self->overdue_timer, OVERDUE_MS);
  events = hall_outbox_list_unsent (self);
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      HallUnsent *unsent = g_hash_table_lookup (self->unsent, event->id);

      if (unsent->overdue && self->mode != HALL_OUTBOX_WAITING && offered < OVERDUE_AT_ONCE)
        {
          offer_again (self, event->id);
          offered++;
        }
      unsent->overdue = TRUE;
    }
  if (offered > 0)
    hall_outbox_pump (self);
}

/**
 * hall_outbox_put_off:
 * @self: an outbox
 * @event_ids: what the host refused for its clock
 *
 * Offers them again in a few seconds; whatever else there is to send goes on meanwhile.
 *
 * Returns: whether one of them is not too early by our reckoning, so that it is out of date
 */
gboolean
hall_outbox_put_off (HallOutbox        *self,
                     const char *const *event_ids)
{
  gint64 latest = hall_clock_get_wall (self->context->clock) + self->offset_ms
                  + HALL_CLOCK_AHEAD_MAX_MS;
  gboolean astray = FALSE;

  for (guint i = 0; event_ids != NULL && event_ids[i] != NULL; i++)
    {
      HallUnsent *unsent = g_hash_table_lookup (self->unsent, event_ids[i]);

      if (unsent == NULL
          || g_ptr_array_find_with_equal_func (self->put_off, event_ids[i], g_str_equal, NULL))
        continue;
      astray |= unsent->event->lc <= latest;
      g_ptr_array_add (self->put_off, g_strdup (event_ids[i]));
    }
  if (self->put_off->len > 0 && !hall_timer_is_running (self->put_off_timer))
    hall_timer_start (self->put_off_timer, PUT_OFF_MS);
  return astray;
}

/**
 * hall_outbox_give_up:
 * @self: an outbox
 * @event_ids: what the host does not permit
 *
 * Offers them no more; others learn of them by synchronising.
 */
void
hall_outbox_give_up (HallOutbox        *self,
                     const char *const *event_ids)
{
  for (guint i = 0; event_ids != NULL && event_ids[i] != NULL; i++)
    if (g_hash_table_remove (self->unsent, event_ids[i]))
      self->gave_up = TRUE;
}

/**
 * hall_outbox_take_gave_up:
 * @self: an outbox
 *
 * Returns: whether something was given up since the last call
 */
gboolean
hall_outbox_take_gave_up (HallOutbox *self)
{
  gboolean gave_up = self->gave_up;

  self->gave_up = FALSE;
  return gave_up;
}

/**
 * hall_outbox_count_unsent:
 * @self: an outbox
 * @stored_counts: whether one disk is enough
 *
 * Returns: how many own messages and states are not yet sent, unsigned ones included
 */
guint
hall_outbox_count_unsent (HallOutbox *self,
                          gboolean    stored_counts)
{
  guint count = g_queue_get_length (&self->rows);
  GHashTableIter iter;
  gpointer value;

  if (!stored_counts)
    return count + g_hash_table_size (self->unsent);
  g_hash_table_iter_init (&iter, self->unsent);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((HallUnsent *) value)->acknowledged == 0)
      count++;
  return count;
}

/**
 * hall_outbox_list_unsent:
 * @self: an outbox
 *
 * Returns: (transfer full) (element-type HallEvent): sorted
 */
GPtrArray *
hall_outbox_list_unsent (HallOutbox *self)
{
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->unsent);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (events, hall_event_ref (((HallUnsent *) value)->event));
  g_ptr_array_sort (events, compare_events);
  return events;
}

/**
 * hall_outbox_get_state:
 * @acknowledged: what the store says: 0, 1 or 2; HALL_STORED_LATE beside it is no matter
 *
 * Returns: how a message of ours is shown
 */
HallMessageState
hall_outbox_get_state (guint acknowledged)
{
  switch (acknowledged & ~HALL_STORED_LATE)
    {
    case 0:
      return HALL_MESSAGE_STATE_PENDING;
    case 1:
      return HALL_MESSAGE_STATE_STORED;
    default:
      return HALL_MESSAGE_STATE_SENT;
    }
}
