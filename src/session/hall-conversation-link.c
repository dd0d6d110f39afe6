/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-link.c: reaching a room's host, and trying again.
 *
 * Part of HallConversation. One round tries every address once; between rounds stands a back-off
 * with full jitter, which a fresh announcement resets.
 */

#define G_LOG_DOMAIN "hall-conversation-link"

#include "config.h"

#include "hall-limits.h"
#include "hall-reason.h"

#include "hall-conversation-private.h"

#define REDIRECTS_MAX 3
#define ANNOUNCED_PAUSE_MS 1000
/* Anybody can announce a room; who can't be joined after so many rounds keeps no host from it. */
#define FAILURES_MAX 3

static void try_next (HallConversation *self);

static void
on_retry (gpointer user_data)
{
  hall_conversation_connect (user_data);
}

static void
on_join_timeout (gpointer user_data)
{
  HallConversation *self = user_data;

  if (self->welcomed)
    {
      /* The host does not synchronise; what comes live is shown all the same. */
      g_debug ("room %s: no synchronisation in time", self->stored->id);
      hall_conversation_check_settled (self);
      return;
    }
  if (self->link != NULL)
    hall_link_abort (self->link);
}

void
hall_conversation_init_link (HallConversation *self)
{
  self->backoff_ms = HALL_RECONNECT_MIN_MS;
  self->retry_timer = hall_timer_new (self->context->clock, on_retry, self);
  self->join_timer = hall_timer_new (self->context->clock, on_join_timeout, self);
}

void
hall_conversation_clear_link (HallConversation *self)
{
  hall_conversation_drop_link (self);
  g_clear_pointer (&self->route, hall_route_free);
  g_clear_pointer (&self->retry_timer, hall_timer_free);
  g_clear_pointer (&self->join_timer, hall_timer_free);
  g_clear_error (&self->last_error);
}

/* Forgets the link without closing it. */
void
hall_conversation_drop_link (HallConversation *self)
{
  self->welcomed = FALSE;
  self->settled = FALSE;
  if (self->join_timer != NULL)
    hall_timer_stop (self->join_timer);
  if (self->link != NULL)
    g_signal_handlers_disconnect_by_data (self->link, self);
  g_clear_object (&self->link);
}

static gboolean
is_announced_by_others (HallConversation *self)
{
  g_autoptr (HallRoute) route = hall_route_new ();
  g_autoptr (HallHop) hop = NULL;

  hall_route_add_announced (route, self->context->directory, self->stored->id,
                            self->context->own_id);
  hop = hall_route_take (route);
  return hop != NULL;
}

gboolean
hall_conversation_has_other_host (HallConversation *self)
{
  return self->n_failures < FAILURES_MAX && is_announced_by_others (self);
}

/* No way led to the host. */
static void
finish_round (HallConversation *self)
{
  g_autoptr (GError) error = g_steal_pointer (&self->last_error);

  g_clear_pointer (&self->route, hall_route_free);
  self->n_failures++;
  if (error == NULL)
    error = hall_reason_no_host ();
  g_debug ("room %s is not reached: %s", self->stored->id, error->message);
  hall_room_set_problem (self->room, error->message);
  if (hall_reason_is_refusal (error) || self->joiners->len > 0)
    hall_conversation_emit_problem (self, error);
  hall_conversation_finish_joiners (self, error);
  if (self->closed)
    return;
  if (self->stored->member)
    {
      hall_room_set_membership (self->room, HALL_MEMBERSHIP_WAITING);
      hall_conversation_retry (self);
    }
  else
    hall_conversation_emit_dropped (self);
}

static void
on_ready (HallLink         *link,
          HallConversation *self)
{
  g_autoptr (HallPacket) join = NULL;

  if (g_strcmp0 (hall_link_get_peer_id (link), self->context->own_id) == 0)
    {
      hall_link_abort (link);   /* an address that has become ours */
      return;
    }
  join = hall_packet_new (HALL_PACKET_JOIN);
  join->room = g_strdup (self->stored->id);
  join->name = g_strdup (self->context->name);
  hall_link_send (link, join, HALL_LINK_CHAT);
  hall_timer_start (self->join_timer, HALL_JOIN_TIMEOUT_MS);
}

static void
follow_redirect (HallConversation *self,
                 HallPacket       *packet)
{
  HallPerson *host;
  guint port = 0;

  if (packet->host == NULL || ++self->n_redirects > REDIRECTS_MAX)
    return;
  host = hall_directory_lookup_person (self->context->directory, packet->host);
  if (host != NULL)
    port = hall_person_get_tcp_port (host);
  for (guint i = 0; packet->addresses != NULL && packet->addresses[i] != NULL; i++)
    hall_route_add (self->route, packet->addresses[i],
                    (guint16) (port != 0 ? port : HALL_DEFAULT_PORT), packet->host);
}

static void
on_packet (HallLink         *link,
           HallPacket       *packet,
           HallConversation *self)
{
  if (self->welcomed)
    {
      hall_conversation_take_packet (self, packet);
      return;
    }
  if (packet->type == HALL_PACKET_NOT_HOST && self->route != NULL)
    {
      follow_redirect (self, packet);
      g_clear_error (&self->last_error);
      hall_link_close (link);
    }
  else if (packet->type != HALL_PACKET_WELCOME || !hall_conversation_welcome (self, packet))
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      hall_link_refuse (link, "unsupported", "that is not this room's welcome");
    }
}

static void
on_closed (HallLink         *link,
           const GError     *error,
           HallConversation *self)
{
  gboolean was_welcomed = self->welcomed;

  g_debug ("room %s: link closed: %s", self->stored->id, error != NULL ? error->message : "bye");
  if (!was_welcomed)
    {
      g_clear_error (&self->last_error);
      self->last_error = error != NULL ? hall_reason_for_link (link, error)
                                       : hall_reason_no_host ();
    }
  hall_conversation_drop_link (self);
  if (self->closed)
    return;
  if (was_welcomed)
    hall_conversation_lose_host (self, error == NULL);
  else
    try_next (self);
}

void
hall_conversation_watch_link (HallConversation *self,
                              HallLink         *link)
{
  self->link = g_object_ref (link);
  g_signal_connect_object (link, "ready", G_CALLBACK (on_ready), self, 0);
  g_signal_connect_object (link, "packet", G_CALLBACK (on_packet), self, 0);
  g_signal_connect_object (link, "closed", G_CALLBACK (on_closed), self, 0);
}

static void
try_next (HallConversation *self)
{
  g_autoptr (HallHop) hop = NULL;
  g_autoptr (HallLink) link = NULL;

  /* There is none for a link that somebody else dialled, to a typed address. */
  if (self->route != NULL)
    hop = hall_route_take (self->route);
  if (hop == NULL)
    {
      finish_round (self);
      return;
    }
  link = hall_context_dial (self->context, hop->address, hop->port, hop->host_id,
                            HALL_PURPOSE_ROOM);
  hall_conversation_watch_link (self, link);
}

static gboolean
may_connect (HallConversation *self)
{
  return !self->closed && !self->context->stopped && self->host == NULL && !self->preparing
         && self->link == NULL && self->route == NULL && self->context->name != NULL;
}

static void
start_round (HallConversation *self,
             HallRoute        *route)
{
  hall_timer_stop (self->retry_timer);
  hall_timer_stop (self->host_timer);
  self->attempted = hall_clock_get_monotonic (self->context->clock);
  self->n_redirects = 0;
  self->route = route;
  g_clear_error (&self->last_error);
  if (!self->stored->member)
    hall_room_set_membership (self->room, HALL_MEMBERSHIP_JOINING);
  try_next (self);
}

/* One round over all that is known, unless one runs or we are linked. */
void
hall_conversation_connect (HallConversation *self)
{
  HallRoute *route;

  if (!may_connect (self))
    return;
  route = hall_route_new ();
  hall_route_add_announced (route, self->context->directory, self->stored->id,
                            self->context->own_id);
  if (self->stored->host != NULL && !g_str_equal (self->stored->host, self->context->own_id))
    for (guint i = 0; self->stored->addresses != NULL && self->stored->addresses[i] != NULL; i++)
      hall_route_add_text (route, self->stored->addresses[i], self->stored->host);
  start_round (self, route);
}

/* After a failure: again later, if there is any hope. */
void
hall_conversation_retry (HallConversation *self)
{
  gboolean announced = is_announced_by_others (self);
  gboolean stored = self->stored->host != NULL && self->stored->addresses != NULL
                    && self->stored->addresses[0] != NULL;

  if (self->closed || !self->begun || !self->stored->member)
    return;
  if (self->stored->hosted && !hall_conversation_has_other_host (self))
    {
      hall_conversation_host_later (self);
      return;
    }
  if (!announced && !stored)
    return;
  hall_timer_start (self->retry_timer,
                    hall_clock_pick (self->context->clock, 0, self->backoff_ms));
  self->backoff_ms = MIN (self->backoff_ms * 2, HALL_RECONNECT_MAX_MS);
}

/**
 * hall_conversation_nudge:
 * @self: a conversation
 *
 * The network has changed: if we wait for another attempt, it comes soon.
 */
void
hall_conversation_nudge (HallConversation *self)
{
  if (self->closed || !hall_timer_is_running (self->retry_timer))
    return;
  self->backoff_ms = HALL_RECONNECT_MIN_MS;
  hall_timer_hasten (self->retry_timer,
                     hall_clock_pick (self->context->clock, 0, HALL_RECONNECT_MIN_MS));
}

static void
hear_announcement (HallConversation *self)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  gint64 since_ms = (now - self->attempted) / 1000;
  guint delay = hall_clock_pick (self->context->clock, 0, HALL_RECONNECT_MIN_MS);

  if (!self->begun || !self->stored->member || !may_connect (self))
    return;
  if (self->stored->hosted && self->n_failures >= FAILURES_MAX)
    return;
  self->backoff_ms = HALL_RECONNECT_MIN_MS;
  if (self->attempted != 0 && since_ms < ANNOUNCED_PAUSE_MS)
    delay = MAX (delay, (guint) (ANNOUNCED_PAUSE_MS - since_ms));
  hall_timer_hasten (self->retry_timer, delay);
}

/**
 * hall_conversation_hear:
 * @self: a conversation
 * @datagram: a ROOM or ROOMBYE of this room, of somebody else
 *
 * A host has come: it is dialled, if we wait for one.
 */
void
hall_conversation_hear (HallConversation *self,
                        HallDatagram     *datagram)
{
  if (datagram->type == HALL_DATAGRAM_ROOM)
    hear_announcement (self);
  else if (datagram->type == HALL_DATAGRAM_ROOMBYE && self->lost_host != NULL
           && g_str_equal (hall_person_get_id (self->lost_host), datagram->id))
    hall_conversation_note_lost (self);
}

/**
 * hall_conversation_begin:
 * @self: a conversation
 *
 * The network is open and we have a name: a member room is rejoined.
 */
void
hall_conversation_begin (HallConversation *self)
{
  if (self->begun || self->closed)
    return;
  self->begun = TRUE;
  if (!self->stored->member || self->host != NULL || self->link != NULL)
    return;
  if (self->stored->hosted)
    hall_conversation_host_later (self);
  else
    hall_conversation_connect (self);
}

static void
on_join_cancelled (HallConversation *self)
{
  for (guint i = self->joiners->len; i > 0; i--)
    if (g_task_return_error_if_cancelled (g_ptr_array_index (self->joiners, i - 1)))
      g_ptr_array_remove_index (self->joiners, i - 1);
  if (self->joiners->len == 0 && !self->stored->member && !self->closed && self->host == NULL)
    hall_conversation_emit_dropped (self);
}

/**
 * hall_conversation_join:
 * @self: a conversation
 * @task: (transfer full): finished with the room once it is live and synchronised
 *
 * Tries at once, whatever the back-off.
 */
void
hall_conversation_join (HallConversation *self,
                        GTask            *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->begun = TRUE;
  g_ptr_array_add (self->joiners, task);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_join_cancelled), self,
                             G_CONNECT_SWAPPED);
  if (self->host != NULL || self->settled)
    {
      hall_conversation_finish_joiners (self, NULL);
      return;
    }
  hall_conversation_connect (self);
}
