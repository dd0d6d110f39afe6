/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-knocks.c: a queue of joins, the oldest first, with one timer for whoever waits longest.
 */

#define G_LOG_DOMAIN "hall-knocks"

#include "config.h"

#include "hall-limits.h"

#include "hall-knocks.h"

typedef struct
{
  HallKnocks *knocks;
  HallLink *link;
  HallPacket *join;
  gint64 deadline;     /* monotonic µs */
} HallKnock;

struct _HallKnocks
{
  HallContext *context;
  GQueue queue;        /* (element-type HallKnock) */
  HallTimer *timer;
};

static void
hall_knock_free (HallKnock *knock)
{
  g_signal_handlers_disconnect_by_data (knock->link, knock);
  g_object_unref (knock->link);
  hall_packet_unref (knock->join);
  g_free (knock);
}

/* (transfer full) */
static HallLink *
release (HallKnock *knock)
{
  HallLink *link = g_object_ref (knock->link);

  g_queue_remove (&knock->knocks->queue, knock);
  hall_knock_free (knock);
  return link;
}

static void
on_timer (gpointer user_data)
{
  HallKnocks *self = user_data;
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  HallKnock *knock;

  while ((knock = g_queue_peek_head (&self->queue)) != NULL && knock->deadline <= now)
    {
      g_autoptr (HallLink) link = release (knock);

      hall_link_close (link);
    }
  if (knock != NULL)
    hall_timer_start_at (self->timer, knock->deadline);
}

/**
 * hall_knocks_new:
 * @context: shared parts
 *
 * Returns: (transfer full): where nobody waits
 */
HallKnocks *
hall_knocks_new (HallContext *context)
{
  HallKnocks *self = g_new0 (HallKnocks, 1);

  self->context = hall_context_ref (context);
  g_queue_init (&self->queue);
  self->timer = hall_timer_new (context->clock, on_timer, self);
  return self;
}

/**
 * hall_knocks_free:
 * @self: (transfer full): those who wait
 *
 * Says bye to all of them.
 */
void
hall_knocks_free (HallKnocks *self)
{
  HallKnock *knock;

  while ((knock = g_queue_peek_head (&self->queue)) != NULL)
    {
      g_autoptr (HallLink) link = release (knock);

      hall_link_close (link);
    }
  hall_timer_free (self->timer);
  hall_context_unref (self->context);
  g_free (self);
}

static void
on_closed (HallLink     *link,
           const GError *error,
           HallKnock    *knock)
{
  g_autoptr (HallLink) released = release (knock);
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           HallKnock  *knock)
{
  HallKnocks *self = knock->knocks;
  g_autoptr (HallLink) released = NULL;

  if (packet->type == HALL_PACKET_UNKNOWN)
    return;
  released = release (knock);
  hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
  hall_link_refuse (released, "unsupported", "the join was not answered yet");
}

static HallKnock *
find (HallKnocks *self,
      const char *id)
{
  for (GList *next = self->queue.head; next != NULL; next = next->next)
    {
      HallKnock *knock = next->data;

      if (g_strcmp0 (hall_link_get_peer_id (knock->link), id) == 0)
        return knock;
    }
  return NULL;
}

/**
 * hall_knocks_add:
 * @self: those who wait
 * @link: ready
 * @join: what came over it
 *
 * Keeps both for HALL_JOIN_TIMEOUT_MS at most; an older link of the same key is closed.
 *
 * Returns: %FALSE if too many wait already: nothing was done with the link
 */
gboolean
hall_knocks_add (HallKnocks *self,
                 HallLink   *link,
                 HallPacket *join)
{
  HallKnock *former = find (self, hall_link_get_peer_id (link));
  HallKnock *knock;

  if (former != NULL)
    {
      g_autoptr (HallLink) old = release (former);

      hall_link_refuse (old, "gone", "there is a newer connection");
    }
  if (g_queue_get_length (&self->queue) >= HALL_ROOM_MEMBERS_MAX)
    return FALSE;
  knock = g_new0 (HallKnock, 1);
  knock->knocks = self;
  knock->link = g_object_ref (link);
  knock->join = hall_packet_ref (join);
  knock->deadline = hall_clock_get_monotonic (self->context->clock)
                    + HALL_JOIN_TIMEOUT_MS * (gint64) 1000;
  /* Disconnected in hall_knock_free (), before the knock goes. */
  g_signal_connect (link, "packet", G_CALLBACK (on_packet), knock);
  g_signal_connect (link, "closed", G_CALLBACK (on_closed), knock);
  g_queue_push_tail (&self->queue, knock);
  if (!hall_timer_is_running (self->timer))
    hall_timer_start_at (self->timer, knock->deadline);
  return TRUE;
}

/**
 * hall_knocks_contains:
 * @self: those who wait
 * @id: a key
 *
 * Returns: whether it is among them
 */
gboolean
hall_knocks_contains (HallKnocks *self,
                      const char *id)
{
  return find (self, id) != NULL;
}

/**
 * hall_knocks_is_empty:
 * @self: those who wait
 *
 * Returns: whether there is nobody
 */
gboolean
hall_knocks_is_empty (HallKnocks *self)
{
  return g_queue_is_empty (&self->queue);
}

/**
 * hall_knocks_take:
 * @self: those who wait
 * @join: (out) (transfer full): what came over the link
 *
 * Returns: (transfer full) (nullable): the link of whoever has waited longest; %NULL if nobody does
 */
HallLink *
hall_knocks_take (HallKnocks  *self,
                  HallPacket **join)
{
  HallKnock *knock = g_queue_peek_head (&self->queue);

  if (knock == NULL)
    return NULL;
  *join = hall_packet_ref (knock->join);
  return release (knock);
}

/**
 * hall_knocks_take_of:
 * @self: those who wait
 * @id: a key
 *
 * Returns: (transfer full) (nullable): its link, if it waits
 */
HallLink *
hall_knocks_take_of (HallKnocks *self,
                     const char *id)
{
  HallKnock *knock = find (self, id);

  return knock != NULL ? release (knock) : NULL;
}

/**
 * hall_knocks_abort:
 * @self: those who wait
 *
 * Cuts all links without a word.
 */
void
hall_knocks_abort (HallKnocks *self)
{
  HallKnock *knock;

  while ((knock = g_queue_peek_head (&self->queue)) != NULL)
    {
      g_autoptr (HallLink) link = release (knock);

      hall_link_abort (link);
    }
}
