/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sync.c: brings the asking and the answering half of a synchronisation together.
 */

#define G_LOG_DOMAIN "hall-sync"

#include "config.h"

#include "hall-pull.h"
#include "hall-share.h"

#include "hall-sync.h"

struct _HallSync
{
  GObject parent_instance;

  HallContext *context;
  HallLink *link;
  HallPull *pull;
  HallShare *share;
  char *room_id;
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

  hall_sync_close (self);
  g_clear_object (&self->pull);
  g_clear_object (&self->share);
  g_clear_object (&self->link);
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
  if (self->closed)
    return;
  if (days == NULL)
    {
      g_debug ("what we have could not be listed: %s", error->message);
      days = g_array_new (FALSE, TRUE, sizeof (HallStoredDay));
    }
  hall_share_send_have (self->share, days, control);
  hall_pull_set_own (self->pull, days, control);
}

/**
 * hall_sync_new:
 * @context: shared parts
 * @link: ready and joined
 * @room_id: the room
 *
 * Returns: (transfer full): a synchronisation that has not begun
 */
HallSync *
hall_sync_new (HallContext *context,
               HallLink    *link,
               const char  *room_id)
{
  HallSync *self = g_object_new (HALL_TYPE_SYNC, NULL);

  self->context = hall_context_ref (context);
  self->link = g_object_ref (link);
  self->room_id = g_strdup (room_id);
  self->share = hall_share_new (context, link, room_id);
  self->pull = hall_pull_new (context, link, room_id);
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
  hall_store_list_days_async (self->context->store, self->room_id, 0, self->context->cancellable,
                              list_days_cb, g_object_ref (self));
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
  gboolean accepted;

  if (self->closed)
    return;
  if (packet->room != NULL && !g_str_equal (packet->room, self->room_id))
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_EVENT_OTHER_ROOM);
      accepted = FALSE;
    }
  else if (packet->type == HALL_PACKET_WANT
           || (packet->type == HALL_PACKET_IDS && packet->question))
    {
      accepted = hall_share_handle (self->share, packet);
      if (!accepted)
        hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
    }
  else
    accepted = hall_pull_handle (self->pull, packet);
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
  hall_pull_close (self->pull);
  hall_share_close (self->share);
}
