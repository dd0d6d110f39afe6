/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-host-acks.c: telling members that their events are safe.
 *
 * Part of HallHost. Acknowledgements of one turn of the main loop leave in one packet for each
 * member; which event deserves one is the owner's to know.
 */

#define G_LOG_DOMAIN "hall-host-acks"

#include "config.h"

#include "hall-host-private.h"

/* As HallReactor: what came in one turn leaves in one packet. */
#define ACK_PRIORITY (G_PRIORITY_HIGH_IDLE + 20)
#define ACKS_PER_PACKET 200

static void
send_acks (HallHost     *self,
           HallMember   *member,
           HallAckLevel  level)
{
  g_autoptr (GPtrArray) ids = g_steal_pointer (&member->acks[level]);

  for (guint i = 0; ids != NULL && i < ids->len; i += ACKS_PER_PACKET)
    {
      g_autoptr (HallPacket) packet = hall_packet_new (HALL_PACKET_ACK);
      guint n = MIN (ACKS_PER_PACKET, ids->len - i);

      packet->room = g_strdup (self->genesis->id);
      packet->level = level;
      packet->ids = g_new0 (char *, n + 1);
      for (guint j = 0; j < n; j++)
        packet->ids[j] = g_strdup (g_ptr_array_index (ids, i + j));
      hall_link_send (member->link, packet, HALL_LINK_CHAT);
    }
}

void
hall_host_send_acks (HallHost   *self,
                     HallMember *member)
{
  send_acks (self, member, HALL_ACK_STORED);
  send_acks (self, member, HALL_ACK_REPLICATED);
}

static gboolean
on_acks_due (gpointer user_data)
{
  HallHost *self = HALL_HOST (user_data);

  self->ack_source = 0;
  for (guint i = 0; i < self->members->len; i++)
    hall_host_send_acks (self, g_ptr_array_index (self->members, i));

  return G_SOURCE_REMOVE;
}

/**
 * hall_host_acknowledge:
 * @member_id: whose event it is; nothing happens if it is gone
 *
 * Tells a member that its event is safe. What is acknowledged in one turn of the main loop leaves
 * in one packet.
 */
void
hall_host_acknowledge (HallHost     *self,
                       const char   *member_id,
                       const char   *event_id,
                       HallAckLevel  level)
{
  HallMember *member;

  g_return_if_fail (HALL_IS_HOST (self));
  g_return_if_fail (level <= HALL_ACK_REPLICATED);

  member = hall_host_find_member (self, member_id);
  if (member == NULL)
    return;

  if (member->acks[level] == NULL)
    member->acks[level] = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (member->acks[level], g_strdup (event_id));

  if (self->ack_source == 0)
    self->ack_source = g_idle_add_full (ACK_PRIORITY, on_acks_due, self, NULL);
}
