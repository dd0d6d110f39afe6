/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-network.c: what datagrams, incoming links and passing time do.
 *
 * What is heard has changed the directory already; here it may open a connection to a host of a
 * room that we are in.
 */

#define G_LOG_DOMAIN "hall-session-network"

#include "config.h"

#include "hall-session-private.h"

#define RESUME_CHECK_MS 4000
#define RESUME_LEAP_US (G_USEC_PER_SEC)
/* Nothing of ours takes that long: the process was stopped, or the virtual machine it runs in. */
#define RESUME_LATE_US (3 * G_USEC_PER_SEC)

/* Somebody else has our key. */
static void
on_echo (HallTransport *transport,
         HallDatagram  *datagram,
         const char    *address,
         HallSession   *self)
{
  hall_session_take_echo (self, datagram);
}

static void
tell_of_person (HallSession  *self,
                HallDatagram *datagram)
{
  GHashTableIter iter;
  gpointer conversation;

  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    hall_conversation_hear_person (conversation, datagram);
}

static void
on_heard (HallDiscovery *discovery,
          HallDatagram  *datagram,
          guint          heard,
          HallSession   *self)
{
  HallConversation *conversation = NULL;

  if (datagram->type == HALL_DATAGRAM_HELLO)
    hall_session_note_hello (self, datagram);
  if (datagram->room != NULL)
    conversation = g_hash_table_lookup (self->conversations, datagram->room);
  if (conversation != NULL)
    hall_conversation_hear (conversation, datagram);
  else if (datagram->room == NULL)
    tell_of_person (self, datagram);
}

static void
list_live (GHashTable *live,
           gpointer    user_data)
{
  HallSession *self = user_data;
  GHashTableIter iter;
  gpointer conversation;

  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    hall_conversation_list_live (conversation, live);
}

static void
on_expired (HallDiscovery *discovery,
            HallSession   *self)
{
  GHashTableIter iter;
  gpointer conversation;

  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    hall_conversation_check_company (conversation);
}

static void
refresh (HallSession *self)
{
  GHashTableIter iter;
  gpointer conversation;

  if (self->announcer == NULL)
    return;
  hall_discovery_refresh (self->discovery);
  hall_session_refresh_typed (self);
  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    hall_conversation_nudge (conversation);
}

static void
start_resume_timer (HallSession *self)
{
  self->resume_due = hall_clock_get_monotonic (self->context->clock)
                     + RESUME_CHECK_MS * (gint64) 1000;
  hall_timer_start_at (self->resume_timer, self->resume_due);
}

static void
on_resume_check (gpointer user_data)
{
  HallSession *self = user_data;
  gint64 suspended = hall_clock_get_suspended (self->context->clock);
  gint64 late = hall_clock_get_monotonic (self->context->clock) - self->resume_due;

  start_resume_timer (self);
  if (suspended - self->suspended > RESUME_LEAP_US || late > RESUME_LATE_US)
    {
      g_debug ("the machine was asleep");
      hall_session_note_slept (self);
      hall_directory_stop_telling (self->context->directory,
                                   hall_clock_get_monotonic (self->context->clock));
      refresh (self);
    }
  self->suspended = suspended;
}

static void
on_changed (HallNetwork *network,
            HallSession *self)
{
  guint16 tcp_port = hall_network_get_tcp_port (network);

  refresh (self);
  if (self->told_tcp_port == tcp_port)
    return;
  self->told_tcp_port = tcp_port;
  hall_session_tell_reach (self);
}

static void
on_interfaces (HallSession *self)
{
  g_signal_emit_by_name (self, "interfaces-changed");
}

/* Links stay, and what goes on over them. */
static void
on_leaving (HallNetwork *network,
            gboolean     for_good,
            HallSession *self)
{
  g_autoptr (GHashTable) live = NULL;

  if (self->announcer != NULL)
    hall_announcer_say_goodbye (self->announcer);
  if (!for_good)
    return;
  live = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  list_live (live, self);
  hall_directory_lose_heard (self->context->directory,
                             hall_clock_get_monotonic (self->context->clock), live);
  on_expired (self->discovery, self);
}

static void
on_problem (HallNetwork *network,
            const char  *sentence,
            HallSession *self)
{
  hall_session_set_network_problem (self, sentence);
}

static void
on_link (HallNetwork *network,
         HallLink    *link,
         HallSession *self)
{
  if (self->stopped || self->context->name == NULL)
    hall_link_close (link);
  else if (!hall_trust_admit_link (self->trust, link))
    return;
  else if (hall_link_get_purpose (link) == HALL_PURPOSE_DIRECTORY)
    {
      hall_pictures_serve (self->pictures, link);
      hall_reach_serve (hall_discovery_get_reach (self->discovery), link);
      hall_exchange_take_link (hall_discovery_get_exchange (self->discovery), link);
    }
  else if (hall_link_get_purpose (link) == HALL_PURPOSE_DIRECT)
    {
      hall_pictures_serve (self->pictures, link);
      hall_session_take_direct_link (self, link);
    }
  else
    hall_door_enter (self->door, link);
}

/* The conversation that a join means: the room it names, or the only one we host. */
static HallConversation *
find_meant (HallSession *self,
            const char  *room_id)
{
  HallConversation *found = NULL;
  GHashTableIter iter;
  gpointer conversation;

  if (room_id != NULL && *room_id != '\0')
    {
      found = g_hash_table_lookup (self->conversations, room_id);
      /* Nobody joins a private conversation. */
      if (found != NULL && hall_conversation_get_stored (found)->person != NULL)
        return NULL;
      return found;
    }
  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    {
      if (!hall_conversation_is_hosting (conversation))
        continue;
      if (found != NULL)
        return NULL;
      found = conversation;
    }
  return found;
}

/* We know nothing of that room. */
static void
send_not_host (HallLink   *link,
               const char *room_id)
{
  g_autoptr (HallPacket) packet = hall_packet_new (HALL_PACKET_NOT_HOST);

  packet->room = g_strdup (room_id);
  hall_link_send (link, packet, HALL_LINK_CHAT);
  hall_link_close (link);
}

static void
on_join (HallDoor    *door,
         HallLink    *link,
         HallPacket  *join,
         HallSession *self)
{
  HallConversation *conversation = find_meant (self, join->room);

  if (conversation != NULL && !self->stopped)
    {
      hall_conversation_take_join (conversation, link, join);
      return;
    }
  hall_counters_add (self->context->counters, HALL_COUNTER_JOIN_REFUSED);
  if (join->room != NULL && *join->room != '\0')
    send_not_host (link, join->room);
  else
    hall_link_refuse (link, "not_host", "name a room");
}

static void
watch_time (HallSession *self)
{
  HallClock *clock = self->context->clock;

  self->resume_timer = hall_timer_new (clock, on_resume_check, self);
  self->suspended = hall_clock_get_suspended (clock);
  start_resume_timer (self);
}

/* Makes what speaks and listens; nothing is opened or sent yet. */
void
hall_session_open_network (HallSession *self,
                           guint64      boot)
{
  HallContext *context = self->context;
  gboolean listening = self->mode == HALL_SESSION_LISTENING;

  if (context->transport == NULL)
    context->transport = hall_transport_new (context->clock, context->counters,
                                             self->only_loopback);
  hall_transport_set_clock (context->transport, context->clock);
  hall_transport_set_counters (context->transport, context->counters);
  self->boot = boot;
  if (!listening)
    hall_transport_set_boot (context->transport, boot);
  self->network = hall_network_new (context, self->settings, self->any_tcp_port, listening);
  self->discovery = hall_discovery_new (context, self->network, boot, !listening);
  hall_discovery_set_list_live (self->discovery, list_live, self);
  g_signal_connect_object (self->discovery, "heard", G_CALLBACK (on_heard), self, 0);
  g_signal_connect_object (self->discovery, "expired", G_CALLBACK (on_expired), self, 0);
  g_signal_connect_object (self->network, "problem", G_CALLBACK (on_problem), self, 0);
  g_signal_connect_object (context->transport, "changed", G_CALLBACK (on_interfaces), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->network, "leaving", G_CALLBACK (on_leaving), self, 0);
  watch_time (self);
  if (listening)
    return;
  g_signal_connect_object (self->network, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (self->network, "link", G_CALLBACK (on_link), self, 0);
  g_signal_connect_object (context->transport, "echo", G_CALLBACK (on_echo), self, 0);
  self->announcer = g_object_ref (hall_discovery_get_announcer (self->discovery));
  /* A network that a test made up is none that Avahi could know. */
  if (!self->only_loopback && G_OBJECT_TYPE (context->transport) == HALL_TYPE_TRANSPORT)
    hall_discovery_use_services (self->discovery, NULL);
  self->door = hall_door_new (context);
  g_signal_connect_object (self->door, "join", G_CALLBACK (on_join), self, 0);
}

void
hall_session_close_network (HallSession *self)
{
  /* First the goodbye, which goes along the links, too. */
  if (self->discovery != NULL)
    hall_discovery_close (self->discovery);
  hall_session_close_typed (self);
  if (self->network != NULL)
    hall_network_close (self->network);
  if (self->resume_timer != NULL)
    hall_timer_stop (self->resume_timer);
}

/* A name and a network: now we may speak. */
void
hall_session_begin (HallSession *self)
{
  GHashTableIter iter;
  gpointer conversation;

  if (self->mode != HALL_SESSION_ACTIVE || self->context->name == NULL || self->stopped
      || self->offline)
    return;
  self->told_tcp_port = hall_network_get_tcp_port (self->network);
  hall_session_begin_to_speak (self);
  hall_session_dial_typed (self);
  g_hash_table_iter_init (&iter, self->conversations);
  while (g_hash_table_iter_next (&iter, NULL, &conversation))
    hall_conversation_begin (conversation);
}
