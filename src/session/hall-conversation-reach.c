/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-reach.c: what others are told of where we can be dialled, and who is in a room
 * with us.
 *
 * Part of HallConversation.
 */

#define G_LOG_DOMAIN "hall-conversation-reach"

#include "config.h"

#include "hall-conversation-private.h"

/**
 * hall_conversation_tell_reach:
 * @self: a conversation
 *
 * Says `join` again to the host that we are linked to: where we are dialled, or that we cannot be,
 * has changed.
 */
void
hall_conversation_tell_reach (HallConversation *self)
{
  g_autoptr (HallPacket) join = NULL;

  if (self->closed || self->direct != NULL || self->link == NULL || !self->welcomed)
    return;
  join = hall_conversation_make_join (self);
  hall_link_send (self->link, join, HALL_LINK_CHAT);
}

/**
 * hall_conversation_has_member:
 * @self: a conversation
 * @id: somebody
 *
 * Returns: whether that person belongs to the room, as far as the set says
 */
gboolean
hall_conversation_has_member (HallConversation *self,
                              const char       *id)
{
  return self->census != NULL && hall_census_contains (self->census, id);
}
