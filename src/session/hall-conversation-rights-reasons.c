/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-rights-reasons.c: whoever was put out is told by which events, so that it can
 * judge for itself, whoever tells it.
 *
 * Part of HallConversation. They are signed: it does not take somebody who is known to belong. And
 * nobody is told anything else, nor anybody who never was in the room: that is whoever joined, as
 * far as is known here, and whoever shows to have been let in elsewhere.
 */

#define G_LOG_DOMAIN "hall-conversation-rights-reasons"

#include "config.h"

#include "hall-limits.h"

#include "hall-conversation-private.h"

/* Somebody whom we banned before it came may have been let in by a host who did not know that, and
 * may be the host there now. */
static gboolean
was_in_room (HallConversation *self,
             const char       *id,
             HallPacket       *join)
{
  g_autofree char *token = hall_census_make_token (self->census, id);

  return hall_census_has_joined (self->census, id)
         || (token != NULL && g_strcmp0 (join->knows, token) == 0);
}

/* Before it is refused. */
void
hall_conversation_give_reasons (HallConversation *self,
                                HallLink         *link,
                                HallPacket       *join)
{
  const char *id = hall_link_get_peer_id (link);
  g_autoptr (GPtrArray) reasons = NULL;
  g_autoptr (HallPacket) packet = NULL;

  reasons = hall_census_list_reasons (self->census, id);
  if (reasons->len == 0 || !was_in_room (self, id, join))
    return;
  packet = hall_packet_new (HALL_PACKET_EVS);
  packet->room = g_strdup (self->stored->id);
  packet->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  for (guint i = 0; i < reasons->len; i++)
    g_ptr_array_add (packet->events, hall_event_ref (g_ptr_array_index (reasons, i)));
  hall_link_send (link, packet, HALL_LINK_CHAT);
}

/* A member of ours who is going to be expelled: what gave the right to it comes first. */
void
hall_conversation_give_member_reasons (HallConversation *self,
                                       const char       *id)
{
  g_autoptr (GPtrArray) reasons = hall_census_list_reasons (self->census, id);

  for (guint i = reasons->len; i > 0; i--)
    {
      g_autoptr (HallPacket) packet = NULL;

      packet = hall_packet_new_event (g_ptr_array_index (reasons, i - 1));
      hall_host_send (self->host, id, packet, HALL_LINK_CHAT);
    }
}

static void
take (HallConversation *self,
      GPtrArray        *events,
      const char       *peer_id)
{
  hall_conversation_take_synced (self, events, peer_id);
  hall_conversation_check_rights (self);
}

/* @packet: (nullable): of somebody who refused us, and need not belong to the room */
void
hall_conversation_take_reasons (HallConversation *self,
                                HallPacket       *packet,
                                const char       *peer_id)
{
  g_autoptr (GPtrArray) reasons = NULL;

  if (packet == NULL || self->closed)
    return;
  reasons = hall_dial_pick_reasons (self->context, self->census, packet, self->stored->id);
  if (reasons->len > 0)
    take (self, reasons, peer_id);
}

/* The host is about to let go of us: this does not wait for its turn. */
gboolean
hall_conversation_take_reason (HallConversation *self,
                               HallEvent        *event)
{
  g_autoptr (HallPacket) packet = NULL;
  g_autoptr (GPtrArray) reasons = NULL;

  if ((event->kind != HALL_EVENT_KICK && event->kind != HALL_EVENT_BAN)
      || g_strcmp0 (event->person, self->context->own_id) != 0 || event->off
      || self->n_reasons >= HALL_REASONS_MAX)
    return FALSE;
  self->n_reasons++;
  packet = hall_packet_new (HALL_PACKET_EVS);
  packet->room = g_strdup (self->stored->id);
  packet->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_ptr_array_add (packet->events, hall_event_ref (event));
  reasons = hall_dial_check_reasons (self->context, packet, self->stored->id);
  take (self, reasons, hall_link_get_peer_id (self->link));
  return TRUE;
}
