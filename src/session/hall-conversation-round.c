/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-round.c: looking for a room's host where it was or is announced, and trying
 * again.
 *
 * Part of HallConversation. One round tries every address once; between rounds stands a back-off
 * with full jitter, which a fresh announcement resets.
 */

#define G_LOG_DOMAIN "hall-conversation-round"

#include "config.h"

#include "hall-limits.h"
#include "hall-reason.h"

#include "hall-conversation-private.h"

#define REDIRECTS_MAX 3
#define ANNOUNCED_PAUSE_MS 1000
/* Anybody can announce a room; who can't be joined after so many rounds keeps no host from it. */
#define FAILURES_MAX 3
/* Others reach the host, and we do not: after so many rounds we host, too, and it may reach us. */
#define STRANDED_MAX 3

static void try_next (HallConversation *self);

static void
on_retry (gpointer user_data)
{
  hall_conversation_connect (user_data);
}

void
hall_conversation_init_rounds (HallConversation *self)
{
  self->backoff_ms = HALL_RECONNECT_MIN_MS;
  self->retry_timer = hall_timer_new (self->context->clock, on_retry, self);
}

/* (transfer full) (nullable) */
static HallDial *
release_dial (HallConversation *self)
{
  if (self->dial != NULL)
    g_signal_handlers_disconnect_by_data (self->dial, self);
  return g_steal_pointer (&self->dial);
}

void
hall_conversation_stop_round (HallConversation *self)
{
  g_autoptr (HallDial) dial = release_dial (self);

  if (dial != NULL)
    hall_dial_close (dial);
  g_clear_pointer (&self->route, hall_route_free);
}

void
hall_conversation_clear_rounds (HallConversation *self)
{
  g_clear_pointer (&self->retry_timer, hall_timer_free);
  g_clear_error (&self->last_error);
  g_clear_pointer (&self->refuser, g_free);
}

/* (transfer full) (nullable): the next that may be our host. */
static HallHop *
take_hop (HallConversation *self,
          HallRoute        *route)
{
  HallHop *hop;

  while ((hop = hall_route_take (route)) != NULL && hop->host_id != NULL
         && !hall_conversation_may_follow (self, hop->host_id))
    hall_hop_free (hop);
  return hop;
}

/* By somebody who may host it, as far as we know. */
gboolean
hall_conversation_is_announced (HallConversation *self)
{
  g_autoptr (HallRoute) route = hall_route_new ();
  g_autoptr (HallHop) hop = NULL;

  hall_route_add_announced (route, self->context->directory, self->stored->id,
                            self->context->own_id, NULL);
  hop = take_hop (self, route);
  return hop != NULL;
}

gboolean
hall_conversation_has_other_host (HallConversation *self)
{
  return self->refused
         || (self->n_failures < FAILURES_MAX && hall_conversation_is_announced (self));
}

void
hall_conversation_wait (HallConversation *self)
{
  hall_room_clear_members (self->room);
  hall_room_set_host (self->room, NULL);
  hall_room_set_membership (self->room, HALL_MEMBERSHIP_WAITING);
  if (self->waiting == 0)
    self->waiting = hall_clock_get_monotonic (self->context->clock);
  hall_conversation_answer_knocks (self);   /* which may lead to hosting */
  if (self->closed || self->host != NULL || self->preparing)
    return;
  hall_conversation_retry (self);
  hall_conversation_check_revive (self);
  hall_conversation_show_connection (self);
}

/* No way led to the host. */
static void
finish_round (HallConversation *self)
{
  g_autoptr (GError) error = g_steal_pointer (&self->last_error);

  g_clear_pointer (&self->route, hall_route_free);
  self->refused = self->refused_now;
  self->n_failures = self->refused ? 1 : self->n_failures + 1;
  if (error == NULL)
    error = hall_reason_no_host ();
  g_debug ("room %s is not reached: %s", self->stored->id, error->message);
  /* A wrong passphrase is not tried again by itself. */
  if (self->proof != NULL && hall_proof_get_passphrase (self->proof) != NULL)
    hall_conversation_unlock (self, NULL, FALSE);
  hall_room_set_problem (self->room, error->message);
  if (hall_reason_is_refusal (error) || self->joiners->len > 0)
    hall_conversation_emit_problem (self, error);
  hall_conversation_finish_joiners (self, error);
  if (self->closed)
    return;
  if (!self->stored->member)
    hall_conversation_emit_dropped (self);
  else if (self->n_stranded > 0 && !self->refused && ++self->n_stranded > STRANDED_MAX
           && hall_conversation_may_take_over (self))
    hall_conversation_host (self, NULL, NULL);
  else
    hall_conversation_wait (self);
}

static void
follow_redirect (HallConversation *self,
                 HallPacket       *packet)
{
  g_auto (GStrv) addresses = NULL;
  guint16 port = packet->tcp_port;

  if (packet->host == NULL || ++self->n_redirects > REDIRECTS_MAX)
    return;
  addresses = hall_conversation_pick_addresses (self, packet->host,
                                                (const char *const *) packet->addresses, &port);
  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    hall_route_add (self->route, addresses[i], port, packet->host);
}

static void
on_dial_alive (HallDial         *dial,
               HallConversation *self)
{
  if (hall_dial_get_expected_id (dial) != NULL)
    hall_conversation_check_crossing (self, hall_dial_get_expected_id (dial));
}

static void
on_dial_welcomed (HallDial         *dial,
                  HallLink         *link,
                  HallPacket       *welcome,
                  HallConversation *self)
{
  g_autoptr (HallDial) released = release_dial (self);

  if (hall_conversation_may_follow (self, hall_link_get_peer_id (link)))
    {
      hall_conversation_follow (self, link, welcome, TRUE);
      return;
    }
  hall_link_close (link);
  g_clear_error (&self->last_error);
  try_next (self);
}

static void
on_dial_redirected (HallDial         *dial,
                    HallPacket       *packet,
                    HallConversation *self)
{
  g_autoptr (HallDial) released = release_dial (self);

  follow_redirect (self, packet);
  g_clear_error (&self->last_error);
  try_next (self);
}

static gboolean
announces (HallConversation *self,
           const char       *id)
{
  g_autoptr (GPtrArray) announcements = NULL;

  announcements = hall_directory_get_announcements (self->context->directory, self->stored->id);
  for (guint i = 0; i < announcements->len; i++)
    if (g_str_equal (((HallAnnouncement *) g_ptr_array_index (announcements, i))->host_id, id))
      return TRUE;
  return FALSE;
}

/* Whoever refuses us hosts the room for others, and a second host would not help. But that is no
 * way for a stranger to keep the room closed. */
static gboolean
is_refused_by_host (HallConversation *self,
                    HallDial         *dial)
{
  const char *id = hall_dial_get_expected_id (dial);
  const char *code = hall_dial_get_refusal (dial);

  return id != NULL && code != NULL && hall_census_contains (self->census, id)
         && (hall_reason_is_of_host (code) || announces (self, id));
}

static void
on_dial_failed (HallDial         *dial,
                const GError     *error,
                HallConversation *self)
{
  g_autoptr (HallDial) released = release_dial (self);

  hall_conversation_take_reasons (self, hall_dial_get_reasons (dial),
                                  hall_dial_get_expected_id (dial));
  if (g_strcmp0 (hall_dial_get_refusal (dial), "locked") == 0)
    hall_conversation_prove_next (self);
  /* We are a member, and it never heard of that: it asks who we are if we host, too. */
  if (is_refused_by_host (self, dial) && hall_conversation_may_take_over (self)
      && g_strcmp0 (hall_dial_get_refusal (dial), "not-permitted") == 0)
    self->n_stranded = MAX (self->n_stranded, 1);
  else if (is_refused_by_host (self, dial))
    {
      self->refused_now = TRUE;
      g_free (self->refuser);
      self->refuser = g_strdup (hall_dial_get_expected_id (dial));
      hall_conversation_take_refusal (self, hall_dial_get_refusal (dial));
    }
  g_clear_error (&self->last_error);
  self->last_error = g_error_copy (error);
  try_next (self);
}

static void
try_next (HallConversation *self)
{
  g_auto (GStrv) addresses = NULL;
  g_autoptr (HallHop) hop = take_hop (self, self->route);
  g_autoptr (HallPacket) join = NULL;

  if (hop == NULL)
    {
      finish_round (self);
      return;
    }
  join = hall_conversation_make_join (self);
  join->prove = self->proof != NULL;
  addresses = hall_conversation_complete_addresses (self, hop->host_id,
                                                    (const char *const *) hop->addresses);
  self->dial = hall_dial_new (self->context, (const char *const *) addresses, hop->port,
                              hop->host_id, join);
  hall_dial_set_proof (self->dial, self->proof);
  g_signal_connect_object (self->dial, "alive", G_CALLBACK (on_dial_alive), self, 0);
  g_signal_connect_object (self->dial, "welcomed", G_CALLBACK (on_dial_welcomed), self, 0);
  g_signal_connect_object (self->dial, "redirected", G_CALLBACK (on_dial_redirected), self, 0);
  g_signal_connect_object (self->dial, "failed", G_CALLBACK (on_dial_failed), self, 0);
  hall_dial_start (self->dial);
}

static gboolean
may_connect (HallConversation *self)
{
  return !self->closed && !self->context->stopped && !self->put_out && self->host == NULL
         && !self->preparing
         && self->link == NULL && self->route == NULL && self->succession == NULL
         && self->move == NULL && self->context->name != NULL;
}

/* Long enough to have heard of a host, if there is one. */
static gboolean
has_waited (HallConversation *self)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  return self->stored->member && self->waiting != 0
         && now - self->waiting >= HALL_REVIVE_MIN_MS * (gint64) 1000
         && !hall_conversation_has_other_host (self);
}

static void
start_round (HallConversation *self,
             HallRoute        *route)
{
  g_autoptr (HallConversation) kept = g_object_ref (self);   /* a first attempt may end it */

  hall_timer_stop (self->retry_timer);
  hall_timer_stop (self->host_timer);
  self->attempted = hall_clock_get_monotonic (self->context->clock);
  self->n_redirects = 0;
  self->refused_now = FALSE;
  self->route = route;
  g_clear_error (&self->last_error);
  if (!self->stored->member)
    hall_room_set_membership (self->room, HALL_MEMBERSHIP_JOINING);
  try_next (self);
  if (!self->closed)
    hall_conversation_show_connection (self);
}

/* One round over all that is known, unless one runs or we are linked. Anybody can announce a room,
 * so often that a round is full: those who belong to it, and who hosted it last, come first. */
void
hall_conversation_connect (HallConversation *self)
{
  HallRoute *route;

  if (!may_connect (self))
    return;
  route = hall_route_new ();
  hall_route_add_announced (route, self->context->directory, self->stored->id,
                            self->context->own_id, self->census);
  if (self->stored->host != NULL && !g_str_equal (self->stored->host, self->context->own_id))
    for (guint i = 0; self->stored->addresses != NULL && self->stored->addresses[i] != NULL; i++)
      hall_route_add_text (route, self->stored->addresses[i], self->stored->host);
  hall_route_add_announced (route, self->context->directory, self->stored->id,
                            self->context->own_id, NULL);
  hall_conversation_add_hint (self, route);
  if (has_waited (self))
    hall_conversation_add_company (self, route);
  start_round (self, route);
}

/* After a failure: again later, if there is any hope. */
void
hall_conversation_retry (HallConversation *self)
{
  gboolean announced = hall_conversation_is_announced (self);
  gboolean stored = self->stored->host != NULL && self->stored->addresses != NULL
                    && self->stored->addresses[0] != NULL;

  if (self->closed || !self->begun || !self->stored->member)
    return;
  if (self->stored->hosted && self->stored->reopens && !hall_conversation_has_other_host (self))
    {
      hall_conversation_host_later (self);
      return;
    }
  if (!announced && !stored && !self->refused && !hall_conversation_has_company (self))
    return;
  hall_timer_start (self->retry_timer,
                    hall_clock_pick (self->context->clock, 0, self->backoff_ms));
  self->backoff_ms = MIN (self->backoff_ms * 2, HALL_RECONNECT_MAX_MS);
}

/**
 * hall_conversation_nudge:
 * @self: a conversation
 *
 * The network has changed: if we wait for another attempt, it comes soon; a link has to prove that
 * it still leads somewhere.
 */
void
hall_conversation_nudge (HallConversation *self)
{
  if (self->closed)
    return;
  if (self->direct != NULL)
    {
      hall_conversation_nudge_direct (self);
      return;
    }
  hall_conversation_check_links (self);
  if (!hall_timer_is_running (self->retry_timer))
    return;
  self->backoff_ms = HALL_RECONNECT_MIN_MS;
  hall_timer_hasten (self->retry_timer,
                     hall_clock_pick (self->context->clock, 0, HALL_RECONNECT_MIN_MS));
}

static void
hear_announcement (HallConversation *self,
                   const char       *id)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  gint64 since_ms = (now - self->attempted) / 1000;
  guint delay = hall_clock_pick (self->context->clock, 0, HALL_RECONNECT_MIN_MS);

  if (!self->begun || !self->stored->member || !may_connect (self))
    return;
  if (self->stored->hosted && self->n_failures >= FAILURES_MAX)
    return;
  /* That whoever has refused us is still there is no news. */
  if (self->refused && g_strcmp0 (self->refuser, id) == 0
      && hall_timer_is_running (self->retry_timer))
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
 * A host has come: it is dialled, if we wait for one, or if we host the same room.
 */
void
hall_conversation_hear (HallConversation *self,
                        HallDatagram     *datagram)
{
  if (self->direct != NULL)
    return;   /* anybody can announce what it likes */
  if (datagram->type == HALL_DATAGRAM_ROOM && self->host != NULL)
    hall_conversation_hear_rival (self, datagram->id);
  else if (datagram->type == HALL_DATAGRAM_ROOM)
    {
      hear_announcement (self, datagram->id);
      if (hall_census_is_out (self->census, datagram->id))
        hall_conversation_check_revive (self);
    }
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
  if (self->direct != NULL)
    {
      hall_conversation_begin_direct (self);
      return;
    }
  if (!self->stored->member || self->host != NULL || self->link != NULL)
    return;
  if (self->stored->hosted && self->stored->reopens && !self->context->invisible)
    hall_conversation_host_later (self);
  else
    hall_conversation_connect (self);
  hall_conversation_show_connection (self);
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
  if (self->host != NULL || self->settled || self->direct != NULL)
    {
      hall_conversation_finish_joiners (self, NULL);
      return;
    }
  hall_conversation_connect (self);
}
