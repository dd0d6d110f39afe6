/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-link.c: the link to a room's host, while there is one; what we say to get one,
 * and where we may look for it.
 *
 * Part of HallConversation. A link is only kept here once its welcome has proved to be the room's.
 */

#define G_LOG_DOMAIN "hall-conversation-link"

#include "config.h"

#include "hall-fit.h"
#include "hall-limits.h"

#include "hall-conversation-private.h"

static void
on_join_timeout (gpointer user_data)
{
  HallConversation *self = user_data;

  /* The host does not synchronise; what comes live is shown all the same. */
  g_debug ("room %s: no synchronisation in time", self->stored->id);
  hall_conversation_check_settled (self);
}

void
hall_conversation_init_link (HallConversation *self)
{
  hall_conversation_init_rounds (self);
  hall_conversation_init_knocks (self);
  hall_conversation_init_moving (self);
  hall_conversation_init_heal (self);
  hall_conversation_init_stranger (self);
  hall_conversation_init_revive (self);
  /* What an earlier run said it did after synchronising. */
  self->acquainted = self->stored->joined_ms != 0;
  self->roster = hall_roster_new (self->context->counters);
  self->departed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->join_timer = hall_timer_new (self->context->clock, on_join_timeout, self);
}

void
hall_conversation_stop_dialling (HallConversation *self)
{
  g_autoptr (HallSuccession) succession = g_steal_pointer (&self->succession);

  hall_conversation_stop_round (self);
  if (succession != NULL)
    {
      g_signal_handlers_disconnect_by_data (succession, self);
      hall_succession_close (succession);
    }
  hall_conversation_stop_moving (self);
  hall_timer_stop (self->retry_timer);
  hall_timer_stop (self->host_timer);
  hall_timer_stop (self->revive_timer);
}

void
hall_conversation_abort_search (HallConversation *self)
{
  if (self->closed)
    return;
  if (self->dial != NULL)
    hall_dial_abort (self->dial);
  if (self->move != NULL)
    hall_dial_abort (self->move);
  if (self->succession != NULL)
    hall_succession_abort (self->succession);
  hall_conversation_abort_handover (self);
  hall_conversation_abort_heal (self);
  hall_knocks_abort (self->knocks);
}

void
hall_conversation_clear_link (HallConversation *self)
{
  hall_conversation_drop_link (self);
  if (self->retry_timer != NULL)
    hall_conversation_stop_dialling (self);
  hall_conversation_clear_handover (self);
  hall_conversation_clear_heal (self);
  hall_conversation_clear_stranger (self);
  hall_conversation_clear_revive (self);
  hall_conversation_clear_moving (self);
  hall_conversation_clear_knocks (self);
  hall_conversation_clear_rounds (self);
  g_clear_pointer (&self->roster, hall_roster_free);
  g_clear_pointer (&self->departed, g_hash_table_unref);
  g_clear_pointer (&self->join_timer, hall_timer_free);
  if (self->room != NULL && !self->stored->member)
    hall_room_set_connection (self->room, HALL_CONNECTION_NONE);
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

guint16
hall_conversation_get_own_port (HallConversation *self)
{
  HallTransport *transport = self->context->transport;

  if (self->context->invisible)
    return 0;   /* whoever is asks nobody to come */
  return transport != NULL ? hall_transport_get_tcp_port (transport) : 0;
}

HallPacket *
hall_conversation_make_join (HallConversation *self)
{
  HallPacket *join = hall_packet_new (HALL_PACKET_JOIN);

  join->room = g_strdup (self->stored->id);
  join->name = g_strdup (self->context->name);
  join->tcp_port = hall_conversation_get_own_port (self);
  join->fit = hall_fit_measure ();
  join->knows = hall_census_make_token (self->census, self->context->own_id);
  return join;
}

static gboolean
is_loopback (const char *address)
{
  return g_str_has_prefix (address, "127.");
}

/* Whether the room, or the whole of what we do, lives on this machine alone. */
static gboolean
is_at_home (HallConversation *self)
{
  char **way = self->stored->addresses;
  g_auto (GStrv) own = NULL;

  if (way != NULL && way[0] != NULL && is_loopback (way[0]))
    return TRUE;
  own = hall_transport_list_addresses (self->context->transport);
  for (guint i = 0; own[i] != NULL; i++)
    if (is_loopback (own[i]))
      return TRUE;
  return FALSE;
}

/* One machine's, and not a way to what listens on ours for nobody but us. */
static gboolean
is_single (HallConversation *self,
           const char       *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);

  if (inet == NULL || g_inet_address_get_is_any (inet) || g_inet_address_get_is_multicast (inet)
      || g_str_equal (address, "255.255.255.255"))
    return FALSE;
  return !is_loopback (address) || is_at_home (self);
}

static gboolean
may_dial (HallConversation *self,
          const char       *address)
{
  HallTransport *transport = self->context->transport;

  if (transport == NULL)
    return TRUE;
  return is_single (self, address)
         && (self->host_off_link || hall_transport_is_on_link (transport, address));
}

static void
add_addresses (HallConversation  *self,
               GPtrArray         *picked,
               const char *const *addresses)
{
  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    if (picked->len < HALL_ADDRESSES_PER_PERSON && may_dial (self, addresses[i])
        && !g_ptr_array_find_with_equal_func (picked, addresses[i], g_str_equal, NULL))
      g_ptr_array_add (picked, g_strdup (addresses[i]));
}

char **
hall_conversation_pick_addresses (HallConversation  *self,
                                  const char        *id,
                                  const char *const *addresses,
                                  guint16           *port)
{
  g_autoptr (GPtrArray) picked = g_ptr_array_new_with_free_func (g_free);
  HallPerson *person = hall_directory_lookup_person (self->context->directory, id);

  if (g_str_equal (id, self->context->own_id))
    return NULL;
  add_addresses (self, picked, addresses);
  if (person != NULL)
    {
      add_addresses (self, picked, hall_person_get_addresses (person));
      if (*port == 0)
        *port = (guint16) hall_person_get_tcp_port (person);
    }
  if (picked->len == 0 || *port == 0)
    return NULL;
  g_ptr_array_add (picked, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&picked), FALSE);
}

static void
add_if (HallConversation  *self,
        GPtrArray         *all,
        const char *const *addresses,
        gboolean           on_link)
{
  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    if (all->len < HALL_ADDRESSES_PER_PERSON
        && hall_transport_is_on_link (self->context->transport, addresses[i]) == on_link
        && !g_ptr_array_find_with_equal_func (all, addresses[i], g_str_equal, NULL))
      g_ptr_array_add (all, g_strdup (addresses[i]));
}

/* Who has two cards may be reached by either: all are dialled, one a moment after the other. */
char **
hall_conversation_complete_addresses (HallConversation  *self,
                                      const char        *id,
                                      const char *const *addresses)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) known = NULL;
  guint16 port = 1;   /* whatever it is */

  if (id != NULL && self->context->transport != NULL)
    {
      known = hall_conversation_pick_addresses (self, id, NULL, &port);
      add_if (self, all, addresses, TRUE);
      add_if (self, all, (const char *const *) known, TRUE);
      add_if (self, all, addresses, FALSE);
      add_if (self, all, (const char *const *) known, FALSE);
    }
  if (all->len == 0)
    return g_strdupv ((char **) addresses);
  g_ptr_array_add (all, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&all), FALSE);
}

/* (nullable): of one that we did not host, or of a private conversation. */
static HallLink *
get_link (HallConversation *self)
{
  return self->direct != NULL ? hall_direct_get_link (self->direct) : self->link;
}

/* Heard, or known, at an address that our link does not lead to. */
static gboolean
is_elsewhere (HallConversation *self,
              HallLink         *link,
              gboolean          at_all)
{
  HallPerson *person = hall_directory_lookup_person (self->context->directory,
                                                     hall_link_get_peer_id (link));
  const char *const *addresses = person != NULL ? hall_person_get_addresses (person) : NULL;
  const char *way = hall_link_get_address (link);

  if (addresses == NULL || addresses[0] == NULL)
    return FALSE;
  /* The newest stands first. */
  return !g_str_equal (addresses[0], way) || (at_all && addresses[1] != NULL);
}

void
hall_conversation_check_way (HallConversation *self,
                             const char       *id)
{
  HallLink *link = get_link (self);

  if (link == NULL || self->closed || !hall_link_get_ready (link)
      || !g_str_equal (hall_link_get_peer_id (link), id)
      || hall_timer_is_running (self->check_timer) || !is_elsewhere (self, link, FALSE))
    return;
  hall_conversation_check_links (self);
}

static void
on_packet (HallLink         *link,
           HallPacket       *packet,
           HallConversation *self)
{
  hall_conversation_take_packet (self, packet);
}

static void
on_closed (HallLink         *link,
           const GError     *error,
           HallConversation *self)
{
  gboolean silent = g_error_matches (error, HALL_LINK_ERROR, HALL_LINK_ERROR_SILENT);

  /* Why came before, as an event. */
  if (hall_census_contains (self->census, hall_link_get_peer_id (link)))
    hall_conversation_take_refusal (self, hall_link_get_error_code (link));
  g_debug ("room %s: link closed: %s", self->stored->id, error != NULL ? error->message : "bye");
  /* One card of its may be dead, and the other one not. */
  if (silent && is_elsewhere (self, link, TRUE))
    silent = FALSE;
  hall_conversation_drop_link (self);
  if (!self->closed)
    hall_conversation_lose_host (self, error != NULL && !silent);
}

void
hall_conversation_follow (HallConversation *self,
                          HallLink         *link,
                          HallPacket       *welcome,
                          gboolean          dialled)
{
  hall_conversation_stop_dialling (self);
  self->link = g_object_ref (link);
  g_signal_connect_object (link, "packet", G_CALLBACK (on_packet), self, 0);
  g_signal_connect_object (link, "closed", G_CALLBACK (on_closed), self, 0);
  hall_conversation_welcome (self, welcome, dialled);
  hall_conversation_answer_knocks (self);
  hall_conversation_show_connection (self);
}
