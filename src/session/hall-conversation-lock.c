/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-lock.c: who gets in where there is a lock, and what is said to those who do
 * not.
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
  hall_conversation_init_proofs (self);
}

void
hall_conversation_clear_lock (HallConversation *self)
{
  hall_conversation_clear_proofs (self);
  g_clear_pointer (&self->proof, hall_proof_unref);
  g_clear_pointer (&self->doubted, g_hash_table_unref);
  g_clear_pointer (&self->hint_host, g_free);
  g_clear_pointer (&self->hint_address, g_free);
}

gboolean
hall_conversation_refuse_banned (HallConversation *self,
                                 HallLink         *link,
                                 HallPacket       *join)
{
  if (!hall_census_is_banned (self->census, hall_link_get_peer_id (link)))
    return FALSE;
  hall_counters_add (self->context->counters, HALL_COUNTER_BANNED_REFUSED);
  hall_counters_add (self->context->counters, HALL_COUNTER_JOIN_REFUSED);
  hall_conversation_give_reasons (self, link, join);
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

static void
refuse (HallConversation *self,
        HallLink         *link,
        HallPacket       *join,
        const char       *code,
        const char       *text)
{
  hall_counters_add (self->context->counters, HALL_COUNTER_JOIN_REFUSED);
  hall_conversation_give_reasons (self, link, join);
  hall_link_refuse (link, code, text);
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

  if (hall_conversation_refuse_banned (self, link, join))
    return FALSE;
  /* Whoever asks for a proof of us gets one, admitted or not. */
  if (join->prove && hall_conversation_can_prove (self))
    hall_conversation_ask_for_proof (self, link, join);
  else if (hall_census_is_admitted (self->census, id))
    return TRUE;
  else if (hall_census_is_out (self->census, id))
    refuse (self, link, join, "removed", "put out");   /* it may not know yet */
  else if (hall_conversation_can_prove (self) && !hall_census_get_closed (self->census))
    {
      hall_conversation_give_reasons (self, link, join);
      hall_conversation_refuse_locked (self, link);
    }
  else
    refuse (self, link, join, "not-permitted", "only who was invited");
  return FALSE;
}

/**
 * hall_conversation_unlock:
 * @self: a conversation
 * @passphrase: (nullable): clean
 * @remember: in the keyring, if it is right
 *
 * What the next round of dialling proves with.
 */
void
hall_conversation_unlock (HallConversation *self,
                          const char       *passphrase,
                          gboolean          remember)
{
  g_clear_pointer (&self->proof, hall_proof_unref);
  if (passphrase != NULL)
    self->proof = hall_proof_new_passphrase (passphrase);
  self->remember = remember && passphrase != NULL;
}

/* (transfer full) (nullable): what every member knows; NULL where nothing is proved. */
HallProof *
hall_conversation_make_proof (HallConversation *self)
{
  if (!hall_conversation_can_prove (self))
    return NULL;
  return hall_proof_new_secret (hall_census_get_salt (self->census),
                                hall_census_get_secret (self->census));
}

/* We are in: what got us in is not needed any more. */
void
hall_conversation_note_unlocked (HallConversation *self)
{
  if (self->proof != NULL && self->remember)
    hall_keyring_store (self->stored->id, self->context->own_id, hall_room_get_name (self->room),
                        hall_proof_get_passphrase (self->proof));
  self->remember = FALSE;
  g_clear_pointer (&self->proof, hall_proof_unref);
}

/* A host does not know that we are admitted, as it may be if it was cut off from who admitted us:
 * but every member knows what the passphrase gives. */
void
hall_conversation_prove_next (HallConversation *self)
{
  if (!self->stored->member
      || (self->proof != NULL && hall_proof_get_passphrase (self->proof) != NULL))
    return;
  g_clear_pointer (&self->proof, hall_proof_unref);
  self->proof = hall_conversation_make_proof (self);
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
