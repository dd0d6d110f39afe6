/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-lock.c: who gets in where there is a lock, and what is said to those who do not.
 *
 * Part of HallConversation. Before somebody is admitted nothing of the room is said; and whom the
 * set has put out is neither let in nor followed.
 */

#define G_LOG_DOMAIN "hall-conversation-lock"

#include "config.h"

#include "hall-conversation-private.h"

void
hall_conversation_init_lock (HallConversation *self)
{
  self->doubted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
hall_conversation_clear_lock (HallConversation *self)
{
  g_clear_pointer (&self->doubted, g_hash_table_unref);
  g_clear_pointer (&self->hint_host, g_free);
  g_clear_pointer (&self->hint_address, g_free);
}

gboolean
hall_conversation_refuse_banned (HallConversation *self,
                                 HallLink         *link)
{
  if (!hall_census_is_banned (self->census, hall_link_get_peer_id (link)))
    return FALSE;
  hall_counters_add (self->context->counters, HALL_COUNTER_BANNED_REFUSED);
  hall_counters_add (self->context->counters, HALL_COUNTER_JOIN_REFUSED);
  hall_link_refuse (link, "banned", "banned");
  return TRUE;
}

/* Whether to host the room for whoever asks, if nobody does. */
gboolean
hall_conversation_may_enter (HallConversation *self,
                             HallLink         *link,
                             HallPacket       *join)
{
  return hall_census_is_admitted (self->census, hall_link_get_peer_id (link))
         || (join->prove && !join->compare && hall_conversation_can_prove (self));
}

gboolean
hall_conversation_can_prove (HallConversation *self)
{
  return hall_census_get_entry (self->census) == HALL_ENTRY_PASSPHRASE
         && hall_census_get_secret (self->census) != NULL;
}

/**
 * hall_conversation_let_in:
 * @self: a conversation that is hosting
 * @link: ready
 * @join: what it asks for
 *
 * Returns: whether it is to be let in now; %FALSE: it was refused, or is to prove something first
 */
gboolean
hall_conversation_let_in (HallConversation *self,
                          HallLink         *link,
                          HallPacket       *join)
{
  const char *id = hall_link_get_peer_id (link);

  if (hall_conversation_refuse_banned (self, link))
    return FALSE;
  if (hall_census_is_admitted (self->census, id))
    return TRUE;
  hall_counters_add (self->context->counters, HALL_COUNTER_JOIN_REFUSED);
  hall_link_refuse (link, "not-permitted", "only who was invited");
  return FALSE;
}

/**
 * hall_conversation_may_follow:
 * @self: a conversation
 * @id: of somebody who hosts the room, as it says
 *
 * Returns: whether it may be our host, as far as we know
 */
gboolean
hall_conversation_may_follow (HallConversation *self,
                              const char       *id)
{
  if (hall_census_is_out (self->census, id))
    return FALSE;
  return !g_hash_table_contains (self->doubted, id) || hall_census_contains (self->census, id);
}

/**
 * hall_conversation_doubts_host:
 * @self: a conversation that is linked to a host, and has all control events that this host has
 *
 * Whoever hosts a room with a lock must have got in itself.
 *
 * Returns: whether it did not
 */
gboolean
hall_conversation_doubts_host (HallConversation *self)
{
  const char *id = hall_link_get_peer_id (self->link);

  if (hall_census_get_entry (self->census) == HALL_ENTRY_OPEN
        ? !hall_census_is_out (self->census, id)
        : hall_census_contains (self->census, id))
    return FALSE;
  g_debug ("room %s: its host %s has no right to be in it", self->stored->id, id);
  hall_counters_add (self->context->counters, HALL_COUNTER_HOST_UNPROVED);
  g_hash_table_add (self->doubted, g_strdup (id));
  return TRUE;
}
