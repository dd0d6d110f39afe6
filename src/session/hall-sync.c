/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sync.c: brings the asking and the answering half of a synchronisation together.
 */

#define G_LOG_DOMAIN "hall-sync"

#include "config.h"

#include <string.h>

#include "hall-limits.h"
#include "hall-pull.h"
#include "hall-share.h"

#include "hall-sync.h"

/* A question that comes sooner after the last one is not answered; we ask with some room. */
#define ANSWER_MIN_MS 5000
#define ASK_MIN_MS 6000

struct _HallSync
{
  GObject parent_instance;

  HallContext *context;
  HallLink *link;
  HallSyncScope *scope;
  HallPull *pull;
  HallShare *share;
  HallTimer *refresh_timer;
  char *room_id;
  gint64 started;      /* monotonic µs */
  gint64 refreshed;    /* monotonic µs; -1: never */
  gint64 answered;
  gint64 said_from;    /* lc of what we said last */
  gboolean said_nothing;   /* the peer was not to know what we have */
  gboolean listing;
  gboolean list_again;
  gboolean closed;
};

enum
{
  EVENTS,
  PROGRESS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallSync, hall_sync, G_TYPE_OBJECT)

static void
hall_sync_dispose (GObject *object)
{
  HallSync *self = HALL_SYNC (object);

  if (self->pull != NULL)
    hall_sync_close (self);
  g_clear_object (&self->pull);
  g_clear_object (&self->share);
  g_clear_object (&self->link);
  g_clear_pointer (&self->refresh_timer, hall_timer_free);
  g_clear_pointer (&self->scope, hall_sync_scope_unref);
  g_clear_pointer (&self->room_id, g_free);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_sync_parent_class)->dispose (object);
}

static void
hall_sync_class_init (HallSyncClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_sync_dispose;
  signals[EVENTS] = g_signal_new ("events", HALL_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[PROGRESS] = g_signal_new ("progress", HALL_TYPE_SYNC, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
}

static void
hall_sync_init (HallSync *self)
{
}

static void
on_events (HallPull  *pull,
           GPtrArray *events,
           HallSync  *self)
{
  if (!self->closed)
    g_signal_emit (self, signals[EVENTS], 0, events);
}

static void
on_progress (HallPull *pull,
             HallSync *self)
{
  if (!self->closed)
    g_signal_emit (self, signals[PROGRESS], 0);
}

static void say_have (HallSync *self);

/* As somebody says it who has nothing. */
static void
digest_nothing (guint8 digest[8])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 whole[32];
  gsize length = sizeof whole;

  g_checksum_get_digest (checksum, whole, &length);
  memcpy (digest, whole, 8);
}

static void
list_days_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (HallSync) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) days = NULL;
  guint8 control[8] = { 0 };

  days = hall_store_list_days_finish (HALL_STORE (source), result, control, &error);
  self->listing = FALSE;
  if (self->closed)
    return;
  if (days == NULL)
    {
      g_debug ("what we have could not be listed: %s", error->message);
      days = g_array_new (FALSE, TRUE, sizeof (HallStoredDay));
    }
  self->said_nothing = !hall_sync_scope_is_open (self->scope);
  if (self->said_nothing)
    {
      g_array_set_size (days, 0);
      digest_nothing (control);
    }
  hall_share_send_have (self->share, self->said_from, days, control);
  if (self->list_again)
    say_have (self);
}

/* What is asked of the store first, is sent first: no older list ever follows a newer one. */
static void
say_have (HallSync *self)
{
  self->list_again = self->listing;
  if (self->listing)
    return;
  self->listing = TRUE;
  self->said_from = hall_sync_scope_get_from (self->scope);
  hall_store_list_days_async (self->context->store, self->room_id, self->said_from,
                              self->context->cancellable, list_days_cb, g_object_ref (self));
}

static void
refresh (gpointer user_data)
{
  HallSync *self = user_data;
  g_autoptr (HallPacket) question = NULL;

  if (self->closed)
    return;
  self->refreshed = hall_clock_get_monotonic (self->context->clock);
  say_have (self);
  question = hall_packet_new (HALL_PACKET_HAVE);
  question->room = g_strdup (self->room_id);
  question->question = TRUE;
  hall_link_send (self->link, question, HALL_LINK_BACKGROUND);
}

/**
 * hall_sync_new:
 * @context: shared parts
 * @link: ready and joined
 * @room_id: the room
 * @census: who belongs to the room
 * @rest: what need not be gone through again
 *
 * Returns: (transfer full): a synchronisation that has not begun
 */
HallSync *
hall_sync_new (HallContext  *context,
               HallLink     *link,
               const char   *room_id,
               HallCensus   *census,
               HallSyncRest *rest)
{
  HallSync *self = g_object_new (HALL_TYPE_SYNC, NULL);

  self->context = hall_context_ref (context);
  self->link = g_object_ref (link);
  self->room_id = g_strdup (room_id);
  self->started = hall_clock_get_monotonic (context->clock);
  self->refreshed = self->answered = -1;
  self->scope = hall_sync_scope_new (context, census, hall_link_get_peer_id (link));
  self->said_from = hall_sync_scope_get_from (self->scope);
  self->refresh_timer = hall_timer_new (context->clock, refresh, self);
  self->share = hall_share_new (context, link, room_id, self->scope);
  self->pull = hall_pull_new (context, link, room_id, self->scope, rest);
  g_signal_connect_object (self->pull, "events", G_CALLBACK (on_events), self, 0);
  g_signal_connect_object (self->pull, "progress", G_CALLBACK (on_progress), self, 0);
  return self;
}

/**
 * hall_sync_start:
 * @self: a synchronisation
 *
 * Says what we have, and waits for what the peer has.
 */
void
hall_sync_start (HallSync *self)
{
  say_have (self);
}

/**
 * hall_sync_refresh:
 * @self: a synchronisation that was started
 *
 * Begins anew on the same link, in both directions. Several wishes within a few seconds become one.
 */
void
hall_sync_refresh (HallSync *self)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  if (self->closed || hall_timer_is_running (self->refresh_timer))
    return;
  if (self->refreshed < 0 || now - self->refreshed >= ASK_MIN_MS * 1000LL)
    refresh (self);
  else
    hall_timer_start_at (self->refresh_timer, self->refreshed + ASK_MIN_MS * 1000LL);
}

/**
 * hall_sync_check_scope:
 * @self: a synchronisation that was started
 *
 * When somebody turns out to have joined earlier than was known, the lists begin earlier, too. When
 * the peer turns out to belong to the room, it is told what there is.
 */
void
hall_sync_check_scope (HallSync *self)
{
  if (self->closed)
    return;
  if (hall_sync_scope_get_from (self->scope) < self->said_from
      || (self->said_nothing && hall_sync_scope_is_open (self->scope)))
    hall_sync_refresh (self);
}

/**
 * hall_sync_may_give:
 * @self: a synchronisation
 * @event: of the room
 *
 * Returns: whether the peer may have it
 */
gboolean
hall_sync_may_give (HallSync  *self,
                    HallEvent *event)
{
  return hall_sync_scope_may_give (self->scope, event);
}

static void
answer_question (HallSync *self)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  if (self->answered >= 0 && now - self->answered < ANSWER_MIN_MS * 1000LL)
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_SYNC_RATE);
      return;
    }
  self->answered = now;
  say_have (self);
}

static gboolean
dispatch (HallSync   *self,
          HallPacket *packet)
{
  if (packet->type == HALL_PACKET_HAVE && packet->question && !packet->day_only)
    {
      answer_question (self);
      return TRUE;
    }
  if (packet->type != HALL_PACKET_WANT && !packet->question)
    return hall_pull_handle (self->pull, packet);
  if (hall_share_handle (self->share, packet))
    return TRUE;
  hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
  return FALSE;
}

/**
 * hall_sync_handle:
 * @self: a synchronisation
 * @packet: have, ids, want or evs of the peer
 *
 * Takes the next step; what must not come closes the link.
 */
void
hall_sync_handle (HallSync   *self,
                  HallPacket *packet)
{
  g_autoptr (HallSync) kept = g_object_ref (self);   /* a handler may let go of it */
  gboolean accepted;

  if (self->closed)
    return;
  if (packet->room != NULL && !g_str_equal (packet->room, self->room_id))
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_EVENT_OTHER_ROOM);
      accepted = FALSE;
    }
  else
    accepted = dispatch (self, packet);
  if (!accepted)
    {
      hall_sync_close (self);
      hall_link_refuse (self->link, "unsupported", "not what was asked for");
    }
}

/**
 * hall_sync_get_link:
 * @self: a synchronisation
 *
 * Returns: (transfer none): its link
 */
HallLink *
hall_sync_get_link (HallSync *self)
{
  return self->link;
}

/**
 * hall_sync_get_control_done:
 * @self: a synchronisation
 *
 * Returns: whether we have the peer's control events
 */
gboolean
hall_sync_get_control_done (HallSync *self)
{
  return hall_pull_get_control_done (self->pull);
}

/**
 * hall_sync_get_newest_done:
 * @self: a synchronisation
 *
 * Returns: whether we have the newest day that differed
 */
gboolean
hall_sync_get_newest_done (HallSync *self)
{
  return hall_pull_get_newest_done (self->pull);
}

/**
 * hall_sync_get_done:
 * @self: a synchronisation
 *
 * Returns: whether we have everything
 */
gboolean
hall_sync_get_done (HallSync *self)
{
  return hall_pull_get_done (self->pull);
}

/**
 * hall_sync_get_n_fetched:
 * @self: a synchronisation
 *
 * Returns: how many events came over it that we lacked
 */
guint64
hall_sync_get_n_fetched (HallSync *self)
{
  return hall_pull_get_n_fetched (self->pull);
}

/**
 * hall_sync_get_quiet_ms:
 * @self: a synchronisation
 *
 * Returns: for how many ms the peer has asked for nothing; 0 while it is being answered
 */
gint64
hall_sync_get_quiet_ms (HallSync *self)
{
  gint64 since = MAX (hall_share_get_asked (self->share), self->started);

  if (hall_share_is_busy (self->share) || self->listing)
    return 0;
  return (hall_clock_get_monotonic (self->context->clock) - since) / 1000;
}

/**
 * hall_sync_set_held:
 * @self: a synchronisation
 * @held: whether to stop asking for events
 */
void
hall_sync_set_held (HallSync *self,
                    gboolean  held)
{
  hall_pull_set_held (self->pull, held);
}

/**
 * hall_sync_close:
 * @self: a synchronisation
 *
 * Ends it; the link stays as it is.
 */
void
hall_sync_close (HallSync *self)
{
  self->closed = TRUE;
  hall_sync_scope_close (self->scope);
  hall_timer_stop (self->refresh_timer);
  hall_pull_close (self->pull);
  hall_share_close (self->share);
}
