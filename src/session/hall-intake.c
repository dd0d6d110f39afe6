/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-intake.c: batching of events for the store, and what happens when it fails.
 *
 * An own event that a peer sends us is on two disks by that, so all go in as acknowledged.
 */

#define G_LOG_DOMAIN "hall-intake"

#include "config.h"

#include "hall-recent.h"

#include "hall-intake.h"

#define RETRY_MS 5000
#define UNSTORED_MAX 2000
/* What was stored lately is not news, if it comes again while storing fails. */
#define STORED_MAX 1024
/* Of history in one write, and no second one beside it: what is said meanwhile waits for one. */
#define HISTORY_MAX 400
#define HISTORY_FULL (2 * HISTORY_MAX)

struct _HallIntake
{
  GObject parent_instance;

  HallContext *context;
  GPtrArray *waiting;      /* (element-type HallArrival) of this turn */
  GPtrArray *history;      /* (element-type HallArrival) by synchronising, until there is time */
  guint n_history;         /* batches of it that are being written */
  GPtrArray *unstored;     /* (element-type HallArrival) shown, but not on disk */
  GHashTable *given_out;   /* ids of @unstored */
  HallRecent *stored;
  HallTimer *retry;
  HallIntakeJudge judge;   /* (nullable) */
  gpointer judge_data;
  guint source_id;
  guint n_writing;
  guint64 n_written;       /* batches; they end in the order in which they began */
  gboolean closed;
};

typedef struct
{
  HallIntake *intake;
  GPtrArray *arrivals;
  gboolean history;
} HallBatch;

enum
{
  STORED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallIntake, hall_intake, G_TYPE_OBJECT)

static void
hall_arrival_free (gpointer data)
{
  HallArrival *arrival = data;

  hall_event_unref (arrival->event);
  g_free (arrival->peer_id);
  g_free (arrival);
}

static GPtrArray *
new_arrivals (void)
{
  return g_ptr_array_new_with_free_func (hall_arrival_free);
}

static void
hall_batch_free (HallBatch *batch)
{
  g_ptr_array_unref (batch->arrivals);
  g_object_unref (batch->intake);
  g_free (batch);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallBatch, hall_batch_free)

static void
hall_intake_dispose (GObject *object)
{
  HallIntake *self = HALL_INTAKE (object);

  hall_intake_close (self);
  g_clear_pointer (&self->retry, hall_timer_free);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_intake_parent_class)->dispose (object);
}

static void
hall_intake_finalize (GObject *object)
{
  HallIntake *self = HALL_INTAKE (object);

  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->history);
  g_ptr_array_unref (self->unstored);
  g_hash_table_unref (self->given_out);
  hall_recent_free (self->stored);
  G_OBJECT_CLASS (hall_intake_parent_class)->finalize (object);
}

static void
hall_intake_class_init (HallIntakeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_intake_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_intake_finalize;
  signals[STORED] = g_signal_new ("stored", HALL_TYPE_INTAKE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[FAILED] = g_signal_new ("failed", HALL_TYPE_INTAKE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
hall_intake_init (HallIntake *self)
{
  self->waiting = new_arrivals ();
  self->history = new_arrivals ();
  self->unstored = new_arrivals ();
  self->given_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stored = hall_recent_new (STORED_MAX);
}

/* A new event of the batch belongs to its first arrival; repetitions of it are not new. */
static void
mark_new (HallIntake *self,
          GPtrArray  *arrivals,
          GPtrArray  *new_events)
{
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < new_events->len; i++)
    g_hash_table_add (left, ((HallEvent *) g_ptr_array_index (new_events, i))->id);
  for (guint i = 0; i < arrivals->len; i++)
    {
      HallArrival *arrival = g_ptr_array_index (arrivals, i);

      hall_recent_add (self->stored, arrival->event->raw_id);
      arrival->is_new = g_hash_table_remove (left, arrival->event->id);
      if (g_hash_table_remove (self->given_out, arrival->event->id))
        arrival->shown = TRUE;
      if (arrival->shown)
        arrival->is_new = FALSE;
    }
}

static void
keep_unstored (HallIntake *self,
               GPtrArray  *arrivals)
{
  for (guint i = 0; i < arrivals->len; i++)
    {
      HallArrival *arrival = g_ptr_array_index (arrivals, i);

      arrival->is_new = !arrival->shown
                        && !hall_recent_contains (self->stored, arrival->event->raw_id)
                        && g_hash_table_add (self->given_out, g_strdup (arrival->event->id));
      arrival->shown = TRUE;
    }
  if (self->closed)
    return;
  g_signal_emit (self, signals[FAILED], 0, arrivals);
  while (arrivals->len > 0 && self->unstored->len < UNSTORED_MAX)
    g_ptr_array_add (self->unstored, g_ptr_array_steal_index (arrivals, 0));
  hall_timer_start (self->retry, RETRY_MS);
}

static void write_history (HallIntake *self);

static void
add_events_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (HallBatch) batch = user_data;
  HallIntake *self = batch->intake;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) new_events = NULL;

  self->n_writing--;
  self->n_written++;
  if (batch->history)
    self->n_history--;
  write_history (self);
  new_events = hall_store_add_events_finish (HALL_STORE (source), result, &error);
  hall_context_report_store (self->context, error);
  if (new_events == NULL)
    {
      keep_unstored (self, batch->arrivals);
      return;
    }
  mark_new (self, batch->arrivals, new_events);
  if (!self->closed)
    g_signal_emit (self, signals[STORED], 0, batch->arrivals);
}

/* (transfer full): those that may not be shown, taken out of @arrivals. What is about rights is
 * judged by whoever knows all of that, once it is there. */
static GPtrArray *
split_unpermitted (HallIntake *self,
                   GPtrArray  *arrivals)
{
  GPtrArray *unpermitted = new_arrivals ();
  guint kept = 0;

  g_ptr_array_set_free_func (arrivals, NULL);
  for (guint i = 0; i < arrivals->len; i++)
    {
      HallArrival *arrival = g_ptr_array_index (arrivals, i);

      if (self->judge != NULL && !self->judge (arrival->event, self->judge_data))
        g_ptr_array_add (unpermitted, arrival);
      else
        g_ptr_array_index (arrivals, kept++) = arrival;
    }
  g_ptr_array_set_size (arrivals, (int) kept);
  g_ptr_array_set_free_func (arrivals, hall_arrival_free);
  return unpermitted;
}

static void
write_some (HallIntake *self,
            GPtrArray  *arrivals,
            gboolean    history,
            gboolean    hidden)
{
  g_autoptr (GPtrArray) events = NULL;
  HallBatch *batch;

  if (arrivals->len == 0)
    return;
  events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  for (guint i = 0; i < arrivals->len; i++)
    {
      HallArrival *arrival = g_ptr_array_index (arrivals, i);

      g_ptr_array_add (events, hall_event_ref (arrival->event));
    }
  batch = g_new0 (HallBatch, 1);
  batch->intake = g_object_ref (self);
  batch->arrivals = g_ptr_array_ref (arrivals);
  batch->history = history;
  self->n_writing++;
  self->n_history += history;
  if (hidden)
    hall_store_add_hidden_events_async (self->context->store, events, 2, HALL_HIDDEN_UNPERMITTED,
                                        NULL, add_events_cb, batch);
  else
    hall_store_add_events_async (self->context->store, events, 2, NULL, add_events_cb, batch);
}

/* What is not to be shown is never on disk without that being said there, too. It comes second: the
 * first may permit it. */
static void
write_batch (HallIntake *self,
             GPtrArray  *arrivals,
             gboolean    history)
{
  g_autoptr (GPtrArray) unpermitted = split_unpermitted (self, arrivals);

  write_some (self, arrivals, history, FALSE);
  write_some (self, unpermitted, history, TRUE);
}

static void
write_history (HallIntake *self)
{
  g_autoptr (GPtrArray) arrivals = NULL;

  if (self->n_history > 0 || self->closed || self->history->len == 0)
    return;
  arrivals = new_arrivals ();
  while (arrivals->len < HISTORY_MAX && self->history->len > arrivals->len)
    g_ptr_array_add (arrivals, g_ptr_array_index (self->history, arrivals->len));
  g_ptr_array_set_free_func (self->history, NULL);
  g_ptr_array_remove_range (self->history, 0, arrivals->len);
  g_ptr_array_set_free_func (self->history, hall_arrival_free);
  write_batch (self, arrivals, TRUE);
}

static void
write_waiting (HallIntake *self)
{
  g_autoptr (GPtrArray) arrivals = g_steal_pointer (&self->waiting);

  self->waiting = new_arrivals ();
  write_batch (self, arrivals, FALSE);
}

static gboolean
on_turn (gpointer user_data)
{
  HallIntake *self = user_data;

  self->source_id = 0;
  write_waiting (self);
  write_history (self);
  return G_SOURCE_REMOVE;
}

static void
on_retry (gpointer user_data)
{
  HallIntake *self = user_data;
  g_autoptr (GPtrArray) again = g_steal_pointer (&self->unstored);

  self->unstored = new_arrivals ();
  write_batch (self, again, FALSE);
}

/**
 * hall_intake_new:
 * @context: shared parts
 *
 * Returns: (transfer full): an empty intake
 */
HallIntake *
hall_intake_new (HallContext *context)
{
  HallIntake *self = g_object_new (HALL_TYPE_INTAKE, NULL);

  self->context = hall_context_ref (context);
  self->retry = hall_timer_new (context->clock, on_retry, self);
  return self;
}

/**
 * hall_intake_set_judge:
 * @self: an intake
 * @judge: (nullable) (scope forever): asked when an event is written
 * @user_data: for @judge; must be there until the intake is closed
 */
void
hall_intake_set_judge (HallIntake     *self,
                       HallIntakeJudge judge,
                       gpointer        user_data)
{
  self->judge = judge;
  self->judge_data = user_data;
}

/**
 * hall_intake_add:
 * @self: an intake
 * @event: verified
 * @origin: how it came
 * @peer_id: from whom
 *
 * It is stored at the end of this turn of the main loop; history, when what came before it is.
 */
void
hall_intake_add (HallIntake *self,
                 HallEvent  *event,
                 HallOrigin  origin,
                 const char *peer_id)
{
  HallArrival *arrival;

  if (self->closed)
    return;
  arrival = g_new0 (HallArrival, 1);
  arrival->event = hall_event_ref (event);
  arrival->origin = origin;
  arrival->peer_id = g_strdup (peer_id);
  g_ptr_array_add (origin == HALL_ORIGIN_SYNC ? self->history : self->waiting, arrival);
  if (self->source_id == 0)
    {
      GSource *source = g_idle_source_new ();

      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, on_turn, self, NULL);
      self->source_id = g_source_attach (source, g_main_context_get_thread_default ());
      g_source_unref (source);
    }
}

/**
 * hall_intake_flush:
 * @self: an intake
 *
 * Asks the store to write what waits.
 */
void
hall_intake_flush (HallIntake *self)
{
  g_autoptr (GPtrArray) history = g_steal_pointer (&self->history);

  self->history = new_arrivals ();
  write_waiting (self);
  write_batch (self, history, FALSE);
}

/**
 * hall_intake_mark:
 * @self: an intake
 *
 * Asks the store to write what waits.
 *
 * Returns: for hall_intake_has_passed ()
 */
guint64
hall_intake_mark (HallIntake *self)
{
  hall_intake_flush (self);
  return self->n_written + self->n_writing;
}

/**
 * hall_intake_has_passed:
 * @self: an intake
 * @mark: of hall_intake_mark ()
 *
 * Returns: whether the outcome of everything added before the mark is known
 */
gboolean
hall_intake_has_passed (HallIntake *self,
                        guint64     mark)
{
  return self->n_written >= mark;
}

gboolean
hall_intake_is_within (HallIntake *self,
                       guint64     mark)
{
  return self->n_written <= mark;
}

/**
 * hall_intake_is_idle:
 * @self: an intake
 *
 * Returns: whether the outcome of everything added is known
 */
gboolean
hall_intake_is_idle (HallIntake *self)
{
  return self->waiting->len == 0 && self->history->len == 0 && self->n_writing == 0;
}

/**
 * hall_intake_is_full:
 * @self: an intake
 *
 * Returns: whether so much history waits that no more should be fetched
 */
gboolean
hall_intake_is_full (HallIntake *self)
{
  return self->history->len > HISTORY_FULL;
}

/**
 * hall_intake_is_behind:
 * @self: an intake
 *
 * Returns: whether something that was shown is not on disk, since storing it failed
 */
gboolean
hall_intake_is_behind (HallIntake *self)
{
  return self->unstored->len > 0;
}

/**
 * hall_intake_close:
 * @self: an intake
 *
 * Writes what waits; nothing is signalled any more.
 */
void
hall_intake_close (HallIntake *self)
{
  if (self->closed)
    return;
  hall_intake_flush (self);
  self->closed = TRUE;
  if (self->retry != NULL)
    hall_timer_stop (self->retry);
  if (self->source_id != 0)
    {
      GSource *source = g_main_context_find_source_by_id (g_main_context_get_thread_default (),
                                                          self->source_id);

      if (source != NULL)
        g_source_destroy (source);
      self->source_id = 0;
    }
}
