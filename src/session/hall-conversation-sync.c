/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-sync.c: what of synchronisation belongs to a room and not to a link: who may
 * have what, what rests, and comparing with other members.
 *
 * Part of HallConversation. It decides nothing about who hosts.
 */

#define G_LOG_DOMAIN "hall-conversation-sync"

#include "config.h"

#include "hall-limits.h"

#include "hall-conversation-private.h"

/* Members other than the host, while we are a live member ourselves. A roster may name anybody: who
 * does not belong to the room is not dialled, and given nothing. */
static GPtrArray *
list_candidates (gpointer user_data)
{
  HallConversation *self = user_data;
  g_autoptr (GPtrArray) members = NULL;
  GPtrArray *candidates;

  if (!self->welcomed || self->host != NULL)
    return NULL;
  members = hall_roster_list_successors (self->roster, self->stored->host);
  candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_roster_entry_free);
  for (guint i = 0; i < members->len; i++)
    {
      g_autoptr (HallRosterEntry) entry = hall_roster_entry_copy (g_ptr_array_index (members, i));
      char **addresses = NULL;

      if (hall_census_contains (self->census, entry->id))
        addresses = hall_conversation_pick_addresses (self, entry->id,
                                                      (const char *const *) entry->addresses,
                                                      &entry->tcp_port);
      g_strfreev (entry->addresses);
      entry->addresses = addresses;
      if (addresses != NULL)
        g_ptr_array_add (candidates, g_steal_pointer (&entry));
    }
  return candidates;
}

static void
on_compared (HallCompare      *compare,
             GPtrArray        *events,
             const char       *peer_id,
             HallConversation *self)
{
  hall_conversation_take_synced (self, events, peer_id);
  hall_conversation_check_stranger (self, peer_id);
}

/* Our host did not give us all of it: it may lack it, and the others, too. */
static void
on_compare_done (HallCompare      *compare,
                 const char       *peer_id,
                 guint             n_events,
                 HallConversation *self)
{
  g_debug ("room %s: %u events came by comparing with %s", self->stored->id, n_events, peer_id);
  if (n_events == 0 || self->sync == NULL || !self->welcomed)
    return;
  hall_intake_flush (self->intake);
  hall_sync_refresh (self->sync);
}

void
hall_conversation_init_sync (HallConversation *self)
{
  self->rest = hall_sync_rest_new (self->context->clock);
  self->compare = hall_compare_new (self->context, self->stored->id, self->census, self->rest,
                                    list_candidates, self);
  g_signal_connect_object (self->compare, "events", G_CALLBACK (on_compared), self, 0);
  g_signal_connect_object (self->compare, "done", G_CALLBACK (on_compare_done), self, 0);
}

/* After all that synchronises is closed. */
void
hall_conversation_clear_sync (HallConversation *self)
{
  if (self->compare != NULL)
    hall_compare_close (self->compare);
  g_clear_object (&self->compare);
  g_clear_pointer (&self->rest, hall_sync_rest_free);
}

/* With the host, or the other one of a private conversation: the link is gone. */
void
hall_conversation_end_sync (HallConversation *self)
{
  if (self->sync != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->sync, self);
      hall_sync_close (self->sync);
    }
  if (self->verifier != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->verifier, self);
      hall_verifier_close (self->verifier);
    }
  g_clear_object (&self->sync);
  g_clear_object (&self->verifier);
  if (self->racks != NULL)
    g_ptr_array_set_size (self->racks, 0);
}

/**
 * hall_conversation_compare:
 * @self: a conversation
 * @link: ready; of somebody who said `join` with compare: of the room, or anybody while we host
 *
 * Tells what we have and takes what we lack, over this link, until both are done.
 */
void
hall_conversation_compare (HallConversation *self,
                           HallLink         *link)
{
  if (self->compare != NULL)
    hall_compare_accept (self->compare, link);
  else
    hall_link_close (link);
}

/* What a newcomer got between its welcome and its `joined` it may never
 * pass on in a room that shows only what came after joining: there that is no second disk. */
void
hall_conversation_acknowledge_racks (HallConversation  *self,
                                     const char        *member_id,
                                     const char *const *ids)
{
  gint64 from = hall_census_get_from (self->census, member_id);
  g_autoptr (GPtrArray) unsent = NULL;
  g_autoptr (GPtrArray) safe = g_ptr_array_new ();

  if (from == 0)
    {
      hall_outbox_acknowledge (self->outbox, ids);
      return;
    }
  unsent = hall_outbox_list_unsent (self->outbox);
  for (guint i = 0; i < unsent->len; i++)
    {
      HallEvent *event = g_ptr_array_index (unsent, i);

      if (g_strv_contains (ids, event->id)
          && (hall_event_is_control (event) || (from > 0 && event->lc >= from)))
        g_ptr_array_add (safe, event->id);
    }
  g_ptr_array_add (safe, NULL);
  hall_outbox_acknowledge (self->outbox, (const char *const *) safe->pdata);
}

/* Whom the room's policy keeps from having it. */
static gboolean
is_for_everybody (HallConversation *self,
                  HallEvent        *event)
{
  GHashTableIter iter;
  gpointer sync;

  if (hall_census_get_policy (self->census) == HALL_HISTORY_ALL || hall_event_is_control (event))
    return TRUE;
  g_hash_table_iter_init (&iter, self->syncs);
  while (g_hash_table_iter_next (&iter, NULL, &sync))
    if (!hall_sync_may_give (sync, event))
      return FALSE;
  return TRUE;
}

/**
 * hall_conversation_relay:
 * @self: a conversation
 * @event: learnt by synchronising, or our own
 * @except_id: (nullable): who is left out
 *
 * While we host: to every member who may have it.
 */
void
hall_conversation_relay (HallConversation *self,
                         HallEvent        *event,
                         const char       *except_id)
{
  g_autoptr (HallPacket) packet = NULL;
  GHashTableIter iter;
  gpointer id, sync;

  if (self->host == NULL)
    return;
  if (is_for_everybody (self, event))
    {
      hall_host_relay (self->host, event, except_id);
      return;
    }
  packet = hall_packet_new_event (event);
  hall_counters_add (self->context->counters, HALL_COUNTER_EVENT_RELAYED);
  g_hash_table_iter_init (&iter, self->syncs);
  while (g_hash_table_iter_next (&iter, &id, &sync))
    if (g_strcmp0 (id, except_id) != 0 && hall_sync_may_give (sync, event))
      hall_link_send (hall_sync_get_link (sync), packet, HALL_LINK_CHAT);
}

/**
 * hall_conversation_has_newest:
 * @self: a conversation that is linked to a host
 *
 * Returns: whether the newest of what the host has is on our disk; older things may be on their way
 */
gboolean
hall_conversation_has_newest (HallConversation *self)
{
  if (self->sync == NULL || !hall_sync_get_newest_done (self->sync))
    {
      self->newest_mark = 0;
      return FALSE;
    }
  if (self->newest_mark == 0)
    self->newest_mark = hall_intake_mark (self->intake);
  return hall_intake_has_passed (self->intake, self->newest_mark);
}

/**
 * hall_conversation_may_offer:
 * @self: a conversation that is linked to a host
 * @event: our own, which the host has not acknowledged
 *
 * A host relays what it is told live to everybody, whenever it was said. Where newcomers may not
 * have what is older, only what was said over this link is told so; the rest comes to the host by
 * synchronising, if it may have it.
 *
 * Returns: whether it may be sent as a live event
 */
gboolean
hall_conversation_may_offer (HallConversation *self,
                             HallEvent        *event)
{
  gint64 now = hall_clock_get_wall (self->context->clock) + hall_link_get_offset (self->link);
  gint64 linked_us = hall_clock_get_monotonic (self->context->clock) - self->linked;

  if (hall_census_get_policy (self->census) == HALL_HISTORY_ALL || hall_event_is_control (event)
      || event->lc >= now - linked_us / 1000)
    return TRUE;
  if (self->sync != NULL && hall_sync_may_give (self->sync, event))
    hall_sync_refresh (self->sync);
  return FALSE;
}

/* The census may have learnt that somebody joined earlier than was known. */
void
hall_conversation_check_scopes (HallConversation *self)
{
  GHashTableIter iter;
  gpointer sync;

  if (self->closed)
    return;
  if (self->sync != NULL)
    hall_sync_check_scope (self->sync);
  g_hash_table_iter_init (&iter, self->syncs);
  while (g_hash_table_iter_next (&iter, NULL, &sync))
    hall_sync_check_scope (sync);
}
