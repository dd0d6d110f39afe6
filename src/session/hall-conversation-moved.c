/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-moved.c: a member's host says who hosts the room from now on: it is dialled,
 * and the old link is left when the new one is there.
 *
 * Part of HallConversation. For whoever looks on there is no gap; if the new host can't be reached
 * soon, it is as if the old one was lost.
 */

#define G_LOG_DOMAIN "hall-conversation-moved"

#include "config.h"

#include "hall-limits.h"

#include "hall-conversation-private.h"

#define MOVE_MS 2000

/* (transfer full) (nullable) */
static HallDial *
release_move (HallConversation *self)
{
  if (self->move != NULL)
    g_signal_handlers_disconnect_by_data (self->move, self);
  if (self->move_timer != NULL)
    hall_timer_stop (self->move_timer);
  return g_steal_pointer (&self->move);
}

/* The old link is still there, or it ended meanwhile; neither leads anywhere. */
static void
give_up (HallConversation *self)
{
  g_autoptr (HallDial) move = release_move (self);
  g_autoptr (HallLink) link = self->link != NULL ? g_object_ref (self->link) : NULL;

  g_debug ("room %s: the new host is not reached", self->stored->id);
  hall_dial_close (move);
  hall_conversation_drop_link (self);
  if (link != NULL)
    hall_link_close (link);
  hall_conversation_lose_host (self, FALSE);
}

static void
on_move_timer (gpointer user_data)
{
  give_up (user_data);
}

static void
on_welcomed (HallDial         *dial,
             HallLink         *link,
             HallPacket       *welcome,
             HallConversation *self)
{
  g_autoptr (HallDial) move = release_move (self);
  g_autoptr (HallLink) old = self->link != NULL ? g_object_ref (self->link) : NULL;

  hall_conversation_end_membership (self);
  hall_conversation_drop_link (self);
  if (old != NULL)
    hall_link_close (old);
  hall_conversation_follow (self, link, welcome, TRUE);
}

static void
on_redirected (HallDial         *dial,
               HallPacket       *packet,
               HallConversation *self)
{
  give_up (self);
}

static void
on_failed (HallDial         *dial,
           const GError     *error,
           HallConversation *self)
{
  give_up (self);
}

void
hall_conversation_init_moving (HallConversation *self)
{
  self->move_timer = hall_timer_new (self->context->clock, on_move_timer, self);
}

void
hall_conversation_stop_moving (HallConversation *self)
{
  g_autoptr (HallDial) move = release_move (self);

  if (move != NULL)
    hall_dial_close (move);
}

void
hall_conversation_clear_moving (HallConversation *self)
{
  hall_conversation_stop_moving (self);
  g_clear_pointer (&self->move_timer, hall_timer_free);
}

/* The host stops, and says who goes on; the link ends soon. */
void
hall_conversation_take_moved (HallConversation *self,
                              HallPacket       *packet)
{
  g_autoptr (HallPacket) join = NULL;
  g_auto (GStrv) addresses = NULL;
  guint16 port = packet->tcp_port;

  if (!hall_census_contains (self->census, packet->host))
    hall_counters_add (self->context->counters, HALL_COUNTER_ROSTER_REFUSED);
  else
    addresses = hall_conversation_pick_addresses (self, packet->host,
                                                  (const char *const *) packet->addresses, &port);
  if (addresses == NULL || self->move != NULL)
    return;   /* when the link ends, others are asked */
  hall_conversation_take_epoch (self, packet->epoch);
  g_debug ("room %s: %s hosts from now on", self->stored->id, packet->host);
  join = hall_conversation_make_join (self);
  self->move = hall_dial_new (self->context, (const char *const *) addresses, port, packet->host,
                              join);
  g_signal_connect_object (self->move, "welcomed", G_CALLBACK (on_welcomed), self, 0);
  g_signal_connect_object (self->move, "redirected", G_CALLBACK (on_redirected), self, 0);
  g_signal_connect_object (self->move, "failed", G_CALLBACK (on_failed), self, 0);
  hall_timer_start (self->move_timer, MOVE_MS);
  hall_dial_start (self->move);
}
