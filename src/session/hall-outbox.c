/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-outbox.c: rows become signed events, one at a time and in the order written.
 *
 * One transaction signs a row into an event and takes the row away; so after a crash it is one or
 * the other, and the event's token shows it only once.
 */

#define G_LOG_DOMAIN "hall-outbox"

#include "config.h"

#include "hall-limits.h"

#include "hall-outbox-private.h"

/* A little under the host's limits, so that it never has to refuse. */
#define MEMBER_PER_SECOND (HALL_MEMBER_EVENTS_PER_SECOND - 1)
#define MEMBER_BURST (HALL_MEMBER_EVENTS_BURST - 5)
#define MEMBER_BYTES (HALL_MEMBER_BYTES_PER_SECOND - 4 * 1024)
#define HOST_PER_SECOND (HALL_ROOM_EVENTS_PER_SECOND * 9 / 10)
#define STORE_RETRY_MS 5000
#define EVENT_OVERHEAD 400

G_DEFINE_FINAL_TYPE (HallOutbox, hall_outbox, G_TYPE_OBJECT)

typedef struct
{
  HallOutbox *outbox;
  HallEvent *event;
} HallCommit;

enum
{
  SIGNED,
  SEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
hall_commit_free (HallCommit *commit)
{
  hall_event_unref (commit->event);
  g_object_unref (commit->outbox);
  g_free (commit);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCommit, hall_commit_free)

static void
hall_unsigned_free (gpointer data)
{
  HallUnsigned *row = data;

  g_free (row->token);
  g_free (row->kind);
  g_free (row->text);
  g_free (row->name);
  g_free (row);
}

static void
hall_unsent_free (gpointer data)
{
  HallUnsent *unsent = data;

  hall_event_unref (unsent->event);
  g_free (unsent);
}

static void
hall_outbox_dispose (GObject *object)
{
  HallOutbox *self = HALL_OUTBOX (object);

  hall_outbox_close (self);
  g_clear_pointer (&self->timer, hall_timer_free);
  g_clear_pointer (&self->put_off_timer, hall_timer_free);
  g_clear_pointer (&self->overdue_timer, hall_timer_free);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_outbox_parent_class)->dispose (object);
}

static void
hall_outbox_finalize (GObject *object)
{
  HallOutbox *self = HALL_OUTBOX (object);

  g_queue_clear_full (&self->rows, hall_unsigned_free);
  g_queue_clear_full (&self->offers, (GDestroyNotify) hall_event_unref);
  g_hash_table_unref (self->unsent);
  g_ptr_array_unref (self->put_off);
  g_free (self->room_id);
  g_clear_pointer (&self->previous, hall_event_unref);
  G_OBJECT_CLASS (hall_outbox_parent_class)->finalize (object);
}

static void
hall_outbox_class_init (HallOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_outbox_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_outbox_finalize;
  signals[SIGNED] = g_signal_new ("signed", HALL_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, HALL_TYPE_EVENT);
  signals[SEND] = g_signal_new ("send", HALL_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, HALL_TYPE_EVENT);
  g_signal_new ("failed", HALL_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);
  g_signal_new ("stored", HALL_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);
  g_signal_new ("state", HALL_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                G_TYPE_STRING, G_TYPE_UINT);
}

static void
hall_outbox_init (HallOutbox *self)
{
  g_queue_init (&self->rows);
  g_queue_init (&self->offers);
  self->put_off = g_ptr_array_new_with_free_func (g_free);
  self->unsent = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, hall_unsent_free);
}

static void
wait_and_pump (HallOutbox *self,
               guint       delay_ms)
{
  hall_timer_start (self->timer, delay_ms);
}

static void
finish_commit (HallCommit *commit,
               GError     *error)
{
  HallOutbox *self = commit->outbox;
  HallEvent *event = commit->event;
  guint acknowledged = self->mode == HALL_OUTBOX_HOST ? 1 : 0;

  self->committing = FALSE;
  hall_context_report_store (self->context, error);
  if (error != NULL)
    {
      if (!self->closed)
        wait_and_pump (self, STORE_RETRY_MS);
      return;
    }
  hall_unsigned_free (g_queue_pop_head (&self->rows));
  if (self->closed)
    return;
  hall_outbox_track (self, event, acknowledged);
  if (acknowledged > 0)
    hall_context_acknowledge (self->context, (const char *const[]) { event->id, NULL }, 1);
  g_signal_emit (self, signals[SIGNED], 0, event);
  if (acknowledged > 0)
    hall_outbox_emit_state (self, event->id, acknowledged);
  if (self->mode != HALL_OUTBOX_WAITING && !self->closed)
    g_signal_emit (self, signals[SEND], 0, event);
  hall_outbox_pump (self);
}

static void
commit_outbox_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (HallCommit) commit = user_data;
  g_autoptr (GError) error = NULL;

  hall_store_commit_outbox_finish (HALL_STORE (source), result, &error);
  finish_commit (commit, error);
}

static void
commit_state_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (HallCommit) commit = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) added = NULL;

  added = hall_store_add_events_finish (HALL_STORE (source), result, &error);
  finish_commit (commit, error);
}

static void
remove_outbox_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (HallOutbox) self = user_data;
  g_autoptr (GError) error = NULL;

  hall_store_remove_outbox_finish (HALL_STORE (source), result, &error);
  hall_context_report_store (self->context, error);
}

/* What would not become an event later, either, must not wait for it. */
static void
drop_row (HallOutbox *self)
{
  HallUnsigned *row = g_queue_pop_head (&self->rows);

  if (row->token != NULL)
    {
      hall_store_remove_outbox_async (self->context->store, row->token, NULL, remove_outbox_cb,
                                      g_object_ref (self));
      g_signal_emit_by_name (self, "failed", row->token);
    }
  hall_unsigned_free (row);
}

static void
commit_row (HallOutbox   *self,
            HallUnsigned *row)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) event = hall_outbox_sign_row (self, row, &error);
  HallCommit *commit;

  if (event == NULL)
    {
      g_debug ("a row cannot be signed: %s", error->message);
      drop_row (self);
      return;
    }
  /* Also when the commit fails: the next attempt has a later clock then. */
  hall_outbox_observe (self, event);
  commit = g_new0 (HallCommit, 1);
  commit->outbox = g_object_ref (self);
  commit->event = hall_event_ref (event);
  self->committing = TRUE;
  if (row->token != NULL)
    hall_store_commit_outbox_async (self->context->store, event, NULL, commit_outbox_cb, commit);
  else
    {
      g_autoptr (GPtrArray) events = g_ptr_array_new ();

      g_ptr_array_add (events, event);
      hall_store_add_events_async (self->context->store, events, 0, NULL, commit_state_cb, commit);
    }
}

/* TRUE if @bytes may go now. */
static gboolean
take_pace (HallOutbox *self,
           gsize       bytes)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  guint delay;

  if (now < self->not_before)
    delay = (guint) ((self->not_before - now) / 1000) + 1;
  else
    delay = hall_pace_take (&self->pace, now, bytes);
  if (delay > 0)
    wait_and_pump (self, delay);
  return delay == 0;
}

void
hall_outbox_pump (HallOutbox *self)
{
  while (!self->closed && self->loaded && self->mode != HALL_OUTBOX_WAITING && !self->congested
         && !self->committing)
    {
      HallEvent *offer = g_queue_peek_head (&self->offers);
      HallUnsigned *row = g_queue_peek_head (&self->rows);

      if (offer != NULL)
        {
          g_autoptr (HallEvent) event = NULL;

          if (!take_pace (self, g_bytes_get_size (offer->bytes)))
            return;
          event = g_queue_pop_head (&self->offers);
          if (g_hash_table_contains (self->unsent, event->id))
            g_signal_emit (self, signals[SEND], 0, event);
        }
      else if (row != NULL)
        {
          if (!take_pace (self, EVENT_OVERHEAD + (row->text != NULL ? strlen (row->text) : 0)))
            return;
          commit_row (self, row);
        }
      else
        return;
    }
}

static void
on_timer (gpointer user_data)
{
  hall_outbox_pump (user_data);
}

/**
 * hall_outbox_new:
 * @context: shared parts
 * @room_id: the room
 * @highest_lc: the highest logical clock held; 0 for none
 *
 * Returns: (transfer full): an outbox that waits
 */
HallOutbox *
hall_outbox_new (HallContext *context,
                 const char  *room_id,
                 gint64       highest_lc)
{
  HallOutbox *self = g_object_new (HALL_TYPE_OUTBOX, NULL);

  self->context = hall_context_ref (context);
  self->room_id = g_strdup (room_id);
  self->highest_lc = highest_lc;
  self->timer = hall_timer_new (context->clock, on_timer, self);
  self->put_off_timer = hall_timer_new (context->clock, hall_outbox_offer_put_off, self);
  self->overdue_timer = hall_timer_new (context->clock, hall_outbox_offer_overdue, self);
  return self;
}

/**
 * hall_outbox_set_mode:
 * @self: an outbox
 * @mode: whether and how we are live
 *
 * Becoming live offers again what was not acknowledged, then signs what waits.
 */
void
hall_outbox_set_mode (HallOutbox    *self,
                      HallOutboxMode mode)
{
  if (self->closed || self->mode == mode)
    return;
  self->mode = mode;
  self->congested = FALSE;
  self->not_before = 0;
  g_ptr_array_set_size (self->put_off, 0);
  g_queue_clear_full (&self->offers, (GDestroyNotify) hall_event_unref);
  if (mode == HALL_OUTBOX_HOST)
    {
      guint rate = self->context->room_rate;

      rate = rate == HALL_CONTEXT_DEFAULT_RATE ? HOST_PER_SECOND : rate;
      hall_pace_init (&self->pace, rate, rate, 0);
    }
  else if (mode == HALL_OUTBOX_DIRECT)
    hall_pace_init (&self->pace, HOST_PER_SECOND, HOST_PER_SECOND, 0);
  else if (mode == HALL_OUTBOX_MEMBER)
    {
      guint rate = self->context->member_rate;

      if (rate == HALL_CONTEXT_DEFAULT_RATE)
        hall_pace_init (&self->pace, MEMBER_PER_SECOND, MEMBER_BURST, MEMBER_BYTES);
      else
        hall_pace_init (&self->pace, rate * 9 / 10, MAX (rate * 9 / 10, 1), 0);
    }
  if (mode != HALL_OUTBOX_WAITING && self->loaded)
    hall_outbox_plan_offers (self);
  if (mode != HALL_OUTBOX_WAITING)
    wait_and_pump (self, 0);
}

/**
 * hall_outbox_set_offset:
 * @self: an outbox
 * @offset_ms: the host's clock minus ours
 */
void
hall_outbox_set_offset (HallOutbox *self,
                        gint64      offset_ms)
{
  self->offset_ms = CLAMP (offset_ms, -HALL_CLOCK_DIFFERENCE_MAX_MS, HALL_CLOCK_DIFFERENCE_MAX_MS);
}

/**
 * hall_outbox_set_congested:
 * @self: an outbox
 * @congested: whether to send nothing for now
 */
void
hall_outbox_set_congested (HallOutbox *self,
                           gboolean    congested)
{
  if (self->congested == congested)
    return;
  self->congested = congested;
  if (!congested)
    wait_and_pump (self, 0);
}

/**
 * hall_outbox_observe:
 * @self: an outbox
 * @event: verified, of this room
 *
 * Advances the room's logical clock, though never by an event that is too far ahead.
 */
void
hall_outbox_observe (HallOutbox *self,
                     HallEvent  *event)
{
  gint64 latest = hall_clock_get_wall (self->context->clock) + self->offset_ms
                  + HALL_CLOCK_AHEAD_MAX_MS;

  /* What the store said at first may be too far ahead: then it must not hide the others. */
  if (event->lc <= latest && (event->lc > self->highest_lc || self->highest_lc > latest))
    self->highest_lc = event->lc;
  /* Older ones are seen, too, when somebody reads what was said before. */
  if (g_str_equal (event->author, self->context->own_id)
      && (self->previous == NULL || hall_event_compare (event, self->previous) > 0))
    {
      g_clear_pointer (&self->previous, hall_event_unref);
      self->previous = hall_event_ref (event);
    }
}

/**
 * hall_outbox_get_highest_lc:
 * @self: an outbox
 *
 * Returns: the highest logical clock held that may be right; whatever is signed now, here or by
 *   anybody who holds that, has a higher one
 */
gint64
hall_outbox_get_highest_lc (HallOutbox *self)
{
  gint64 now = hall_clock_get_wall (self->context->clock) + self->offset_ms;

  return self->highest_lc <= now + HALL_CLOCK_AHEAD_MAX_MS ? self->highest_lc : now;
}

/**
 * hall_outbox_close:
 * @self: an outbox
 *
 * Signs and sends no more. What is being written still is.
 */
void
hall_outbox_close (HallOutbox *self)
{
  self->closed = TRUE;
  self->mode = HALL_OUTBOX_WAITING;
  if (self->timer == NULL)
    return;
  hall_timer_stop (self->timer);
  hall_timer_stop (self->put_off_timer);
  hall_timer_stop (self->overdue_timer);
}
