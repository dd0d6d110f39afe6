/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-verifier.c: signatures cost 77 µs each; never more than 4 ms of them in a row.
 *
 * The source stands below redrawing, so that a long history keeps no frame waiting.
 */

#define G_LOG_DOMAIN "hall-verifier"

#include "config.h"

#include "hall-limits.h"

#include "hall-verifier.h"

#define SLICE_US 4000
/* Below redrawing, which stands at + 20. */
#define LIVE_PRIORITY (G_PRIORITY_HIGH_IDLE + 25)
#define HISTORY_PRIORITY (G_PRIORITY_HIGH_IDLE + 30)
#define QUEUED_BYTES_MAX (8 * 1024 * 1024)

struct _HallVerifier
{
  GObject parent_instance;

  HallContext *context;
  char *room_id;
  gint64 offset_ms;
  gboolean live;
  GQueue events;       /* (element-type HallEvent) */
  gsize queued_bytes;
  guint source_id;
};

enum
{
  VERIFIED,
  REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallVerifier, hall_verifier, G_TYPE_OBJECT)

static void
hall_verifier_dispose (GObject *object)
{
  HallVerifier *self = HALL_VERIFIER (object);

  hall_verifier_close (self);
  g_clear_pointer (&self->room_id, g_free);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_verifier_parent_class)->dispose (object);
}

static void
hall_verifier_class_init (HallVerifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_verifier_dispose;
  signals[VERIFIED] = g_signal_new ("verified", HALL_TYPE_VERIFIER, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[REFUSED] = g_signal_new ("refused", HALL_TYPE_VERIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hall_verifier_init (HallVerifier *self)
{
  g_queue_init (&self->events);
}

static gsize
get_size (HallEvent *event)
{
  return sizeof (HallEvent) + g_bytes_get_size (event->bytes);
}

static gboolean
is_good (HallVerifier *self,
         HallEvent    *event)
{
  g_autoptr (GError) error = NULL;
  gint64 latest = hall_clock_get_wall (self->context->clock) + self->offset_ms
                  + HALL_CLOCK_AHEAD_SYNC_MS;
  HallCounter counter;

  if (!g_str_equal (event->room, self->room_id))
    counter = HALL_COUNTER_EVENT_OTHER_ROOM;
  else if (event->lc > latest)
    counter = HALL_COUNTER_EVENT_CLOCK_AHEAD;
  else if (!hall_event_verify (event, &error))
    counter = HALL_COUNTER_EVENT_BAD_SIGNATURE;
  else
    return TRUE;
  hall_counters_add (self->context->counters, counter);
  g_debug ("event %s refused: %s", event->id, hall_counter_get_name (counter));
  return FALSE;
}

static gboolean
on_slice (gpointer user_data)
{
  g_autoptr (HallVerifier) self = g_object_ref (user_data);
  gint64 end = g_get_monotonic_time () + SLICE_US;   /* our own work, whatever the clock says */
  g_autoptr (GPtrArray) good = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_autoptr (GPtrArray) bad = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  guint source_id = self->source_id;
  HallEvent *event;

  while (g_get_monotonic_time () < end && (event = g_queue_pop_head (&self->events)) != NULL)
    {
      self->queued_bytes -= get_size (event);
      g_ptr_array_add (is_good (self, event) ? good : bad, event);
    }
  if (g_queue_is_empty (&self->events))
    self->source_id = 0;
  for (guint i = 0; i < bad->len && self->context != NULL; i++)
    g_signal_emit (self, signals[REFUSED], 0, ((HallEvent *) g_ptr_array_index (bad, i))->id);
  g_signal_emit (self, signals[VERIFIED], 0, good);
  /* A handler may have closed it, or added events, which made another source. */
  return self->source_id == source_id ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/**
 * hall_verifier_new:
 * @context: shared parts
 * @room_id: the room that events must be of
 *
 * Returns: (transfer full): a verifier with nothing to do
 */
HallVerifier *
hall_verifier_new (HallContext *context,
                   const char  *room_id)
{
  HallVerifier *self = g_object_new (HALL_TYPE_VERIFIER, NULL);

  self->context = hall_context_ref (context);
  self->room_id = g_strdup (room_id);
  return self;
}

/**
 * hall_verifier_set_offset:
 * @self: a verifier
 * @offset_ms: the peer's clock minus ours
 *
 * How far ahead a clock is, is judged by the peer's.
 */
void
hall_verifier_set_offset (HallVerifier *self,
                          gint64        offset_ms)
{
  self->offset_ms = offset_ms;
}

/**
 * hall_verifier_set_live:
 * @self: a verifier
 * @live: whether its events are said now
 *
 * Lets them go before history that is being fetched.
 */
void
hall_verifier_set_live (HallVerifier *self,
                        gboolean      live)
{
  self->live = live;
}

/**
 * hall_verifier_add:
 * @self: a verifier
 * @event: decoded, not verified
 *
 * Returns: %FALSE when more than 8 MiB wait; the event is not taken then
 */
gboolean
hall_verifier_add (HallVerifier *self,
                   HallEvent    *event)
{
  if (self->queued_bytes + get_size (event) > QUEUED_BYTES_MAX)
    return FALSE;
  self->queued_bytes += get_size (event);
  g_queue_push_tail (&self->events, hall_event_ref (event));
  if (self->source_id == 0)
    {
      GSource *source = g_idle_source_new ();

      g_source_set_priority (source, self->live ? LIVE_PRIORITY : HISTORY_PRIORITY);
      g_source_set_callback (source, on_slice, self, NULL);
      self->source_id = g_source_attach (source, g_main_context_get_thread_default ());
      g_source_unref (source);
    }
  return TRUE;
}

/**
 * hall_verifier_is_idle:
 * @self: a verifier
 *
 * Returns: whether everything that was added has been judged
 */
gboolean
hall_verifier_is_idle (HallVerifier *self)
{
  return g_queue_is_empty (&self->events);
}

/**
 * hall_verifier_get_queued_bytes:
 * @self: a verifier
 *
 * Returns: how much waits to be judged
 */
gsize
hall_verifier_get_queued_bytes (HallVerifier *self)
{
  return self->queued_bytes;
}

/**
 * hall_verifier_close:
 * @self: a verifier
 *
 * Forgets what waits.
 */
void
hall_verifier_close (HallVerifier *self)
{
  g_queue_clear_full (&self->events, (GDestroyNotify) hall_event_unref);
  self->queued_bytes = 0;
  if (self->source_id != 0)
    {
      GSource *source = g_main_context_find_source_by_id (g_main_context_get_thread_default (),
                                                          self->source_id);

      if (source != NULL)
        g_source_destroy (source);
      self->source_id = 0;
    }
}
