/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-knock.c: somebody wants in: admitted if we host, else told who does, as soon as
 * we know it ourselves.
 *
 * Part of HallConversation. Whoever belongs to the room and knocks at a member may know more than
 * we do: that our host is dead. So the host is asked for a sign of life before we name it. Those
 * who do not belong to the room do not wait; but if nobody hosts it, we do for them, too.
 */

#define G_LOG_DOMAIN "hall-conversation-knock"

#include "config.h"

#include <string.h>

#include "hall-fields.h"
#include "hall-limits.h"

#include "hall-conversation-private.h"

#define PING_LOOK_MS 50

/* Who hosts, as far as we know, and good-bye. */
static void
redirect (HallConversation *self,
          HallLink         *link)
{
  g_autoptr (HallPacket) packet = hall_packet_new (HALL_PACKET_NOT_HOST);
  HallStoredRoom *stored = self->stored;

  hall_counters_add (self->context->counters, HALL_COUNTER_JOIN_REFUSED);
  packet->room = g_strdup (stored->id);
  /* Others learn where the room is from who announces it. */
  if (self->welcomed && hall_census_is_admitted (self->census, hall_link_get_peer_id (link)))
    {
      g_autoptr (HallRoute) route = hall_route_new ();
      g_autoptr (HallHop) hop = NULL;

      packet->host = g_strdup (stored->host);
      for (guint i = 0; stored->addresses != NULL && stored->addresses[i] != NULL; i++)
        hall_route_add_text (route, stored->addresses[i], stored->host);
      hop = hall_route_take (route);
      if (hop != NULL)
        {
          const char *const addresses[] = { hop->address, NULL };

          /* A link-local one of IPv6 means nothing elsewhere. */
          if (hall_address_is_valid (hop->address))
            packet->addresses = g_strdupv ((char **) addresses);
          packet->tcp_port = hop->port;
        }
    }
  hall_link_send (link, packet, HALL_LINK_CHAT);
  hall_link_close (link);
}

/* Who does not answer is dead, or cut off: whoever knocks may be, too, but not from us. */
static void
give_host_up (HallConversation *self)
{
  g_autoptr (HallLink) link = g_object_ref (self->link);

  g_debug ("room %s: the host does not answer", self->stored->id);
  hall_conversation_drop_link (self);
  hall_link_abort (link);
  hall_conversation_lose_host (self, FALSE);
}

static void
on_ping_timer (gpointer user_data)
{
  HallConversation *self = user_data;
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  if (!self->welcomed)
    return;
  if (hall_link_get_last_heard (self->link) >= self->pinged)
    hall_conversation_answer_knocks (self);
  else if (now - self->pinged < HALL_HOST_PING_MS * (gint64) 1000)
    hall_timer_start (self->ping_timer, PING_LOOK_MS);
  else
    give_host_up (self);
}

void
hall_conversation_init_knocks (HallConversation *self)
{
  self->knocks = hall_knocks_new (self->context);
  self->ping_timer = hall_timer_new (self->context->clock, on_ping_timer, self);
}

void
hall_conversation_clear_knocks (HallConversation *self)
{
  g_clear_pointer (&self->knocks, hall_knocks_free);
  g_clear_pointer (&self->ping_timer, hall_timer_free);
}

static gboolean
is_deciding (HallConversation *self)
{
  return self->succession != NULL || self->route != NULL || self->move != NULL || self->preparing
         || self->handover != NULL;
}

static gboolean
may_host (HallConversation *self)
{
  return self->begun && self->stored->member && self->stored->reopens && !self->context->stopped
         && self->context->name != NULL && hall_conversation_may_take_over (self);
}

/* Nobody hosts it, as far as we know, and we may. */
static gboolean
may_open (HallConversation *self)
{
  return self->host == NULL && !self->welcomed && !is_deciding (self) && !self->closed
         && self->n_stranded == 0 && may_host (self) && !hall_conversation_has_other_host (self);
}

static void
admit (HallConversation *self,
       HallLink         *link,
       HallPacket       *join)
{
  if (!hall_conversation_let_in (self, link, join))
    return;
  if (join->yield)
    hall_conversation_meet_rival (self, link, join);
  else
    hall_conversation_admit (self, link, join);
}

/* Who belongs to the room is known from now on. */
void
hall_conversation_note_acquainted (HallConversation *self)
{
  if (!is_deciding (self))
    hall_conversation_answer_knocks (self);
}

void
hall_conversation_answer_knocks (HallConversation *self)
{
  HallPacket *join = NULL;
  HallLink *link;

  if (self->handover != NULL)
    return;
  if (may_open (self) && !hall_knocks_is_empty (self->knocks))
    {
      hall_conversation_host (self, NULL, NULL);
      return;
    }
  while (!self->closed && !self->preparing
         && (link = hall_knocks_take (self->knocks, &join)) != NULL)
    {
      if (self->host != NULL)
        admit (self, link, join);
      else
        redirect (self, link);
      g_object_unref (link);
      g_clear_pointer (&join, hall_packet_unref);
    }
}

/* Two who ask each other would both wait for ever: the smaller key hosts, or says that it does not
 * either. */
void
hall_conversation_check_crossing (HallConversation *self,
                                  const char       *id)
{
  gboolean asking = (self->dial != NULL && hall_dial_get_alive (self->dial)
                     && g_strcmp0 (hall_dial_get_expected_id (self->dial), id) == 0)
                    || (self->succession != NULL && hall_succession_awaits (self->succession, id));

  if (!asking || !hall_knocks_contains (self->knocks, id)
      || strcmp (self->context->own_id, id) > 0)
    return;
  g_debug ("room %s: %s asks us while we ask it", self->stored->id, id);
  if (self->succession != NULL ? hall_conversation_may_take_over (self) : may_host (self))
    hall_conversation_host (self, NULL, NULL);
  else
    {
      g_autoptr (HallLink) link = hall_knocks_take_of (self->knocks, id);

      redirect (self, link);
    }
}

static void
ask_host (HallConversation *self)
{
  if (hall_timer_is_running (self->ping_timer))
    return;
  self->pinged = hall_clock_get_monotonic (self->context->clock);
  hall_link_ping (self->link);
  hall_timer_start (self->ping_timer, PING_LOOK_MS);
}

static void
let_wait (HallConversation *self,
          HallLink         *link,
          HallPacket       *join)
{
  if (!hall_knocks_add (self->knocks, link, join))
    redirect (self, link);
  else if (is_deciding (self))
    hall_conversation_check_crossing (self, hall_link_get_peer_id (link));
  else if (self->welcomed)
    ask_host (self);
  else if (!hall_timer_is_running (self->retry_timer) || !hall_conversation_has_other_host (self))
    hall_conversation_answer_knocks (self);
}

/**
 * hall_conversation_take_join:
 * @self: a conversation
 * @link: ready; dialled by somebody else
 * @join: for this room
 *
 * Lets it in, sends it away, or keeps it until it is known who hosts.
 */
void
hall_conversation_take_join (HallConversation *self,
                             HallLink         *link,
                             HallPacket       *join)
{
  gboolean belongs = hall_census_contains (self->census, hall_link_get_peer_id (link));

  if (self->closed || (!self->stored->member && self->host == NULL))
    redirect (self, link);
  else if (!self->census_loaded)
    {
      /* For a moment we do not know whom we may tell anything. */
      if (!hall_knocks_add (self->knocks, link, join))
        redirect (self, link);
    }
  else if (hall_conversation_refuse_banned (self, link, join))
    return;
  else if (join->compare && join->prove && self->host != NULL && self->handover == NULL
           && hall_conversation_can_prove (self))
    hall_conversation_ask_for_proof (self, link, join);
  else if (join->compare
           && (belongs || (self->host != NULL && hall_conversation_may_enter (self, link, join))))
    /* Its host would let it join. It may be the host of others who do not know us. */
    hall_conversation_compare (self, link);
  else if (join->compare)
    {
      hall_conversation_give_reasons (self, link, join);
      redirect (self, link);
    }
  else if (self->host != NULL && self->handover == NULL)
    admit (self, link, join);
  else if (belongs || (hall_conversation_may_enter (self, link, join)
                       && (may_open (self) || (is_deciding (self) && may_host (self)))))
    /* Somebody whom only the last host knew may be all the company there is. */
    let_wait (self, link, join);
  else
    redirect (self, link);
}
