/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-introduction.c: over a link for private messages both say who they are.
 *
 * Part of HallExchange. Where no datagram passes, somebody can write to a person who has never
 * heard a hello of theirs, and a message would come from nobody. So each says its own hello, once;
 * of anybody else nothing is taken here.
 */

#define G_LOG_DOMAIN "hall-introduction"

#include "config.h"

#include "hall-limits.h"

#include "hall-exchange-private.h"

#define SAID "hall-introduction-said"

static HallDatagram *
find_own_hello (GPtrArray  *notices,
                const char *own_id)
{
  for (guint i = 0; i < notices->len; i++)
    {
      const HallNotice *notice = g_ptr_array_index (notices, i);

      if (notice->datagram->type == HALL_DATAGRAM_HELLO
          && g_str_equal (notice->datagram->id, own_id))
        return notice->datagram;
    }
  return NULL;
}

static void
say (HallExchange *self,
     HallLink     *link)
{
  g_autoptr (GPtrArray) notices = hall_announcer_list_said (self->announcer);
  HallDatagram *hello = find_own_hello (notices, self->context->own_id);
  g_autoptr (HallPacket) packet = NULL;

  if (hello == NULL)
    return; /* we are invisible */
  packet = hall_packet_new (HALL_PACKET_DIRECTORY);
  packet->relayed = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_relayed_free);
  g_ptr_array_add (packet->relayed, hall_relayed_new (hello, 0, NULL));
  hall_link_send (link, packet, HALL_LINK_CHAT);
}

/* (nullable): the hello of whoever is at the other end, and nothing but that. */
static const HallRelayed *
get_hello (HallLink   *link,
           HallPacket *packet)
{
  const HallRelayed *relayed;

  if (packet->question || packet->relayed == NULL || packet->relayed->len != 1)
    return NULL;
  relayed = g_ptr_array_index (packet->relayed, 0);
  return relayed->datagram->type == HALL_DATAGRAM_HELLO
         && g_strcmp0 (relayed->datagram->id, hall_link_get_peer_id (link)) == 0 ? relayed : NULL;
}

static void
refuse (HallExchange *self,
        HallLink     *link,
        HallCounter   counter,
        const char   *code)
{
  hall_counters_add (self->context->counters, counter);
  g_debug ("%s: %s", hall_link_get_peer_id (link), hall_counter_get_name (counter));
  hall_link_refuse (link, code, NULL);
}

static void
on_packet (HallLink     *link,
           HallPacket   *packet,
           HallExchange *self)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  const char *const addresses[] = { hall_link_get_address (link), NULL };
  const HallRelayed *relayed;
  HallHeard heard;

  if (packet->type != HALL_PACKET_DIRECTORY || self->closed)
    return;
  relayed = get_hello (link, packet);
  if (relayed == NULL || g_object_get_data (G_OBJECT (link), SAID) != NULL)
    {
      refuse (self, link, HALL_COUNTER_EXCHANGE_BAD, "unsupported");
      return;
    }
  if (!hall_datagram_verify (relayed->datagram, NULL))
    {
      refuse (self, link, HALL_COUNTER_EXCHANGE_BAD_SIGNATURE, "signature");
      return;
    }
  g_object_set_data (G_OBJECT (link), SAID, GINT_TO_POINTER (TRUE));
  heard = hall_directory_hear_relayed (self->context->directory, relayed->datagram, addresses,
                                       relayed->age_ms, now);
  hall_exchange_note_outcome (self, link, relayed->datagram, heard, relayed->age_ms);
}

/**
 * hall_exchange_introduce:
 * @self: an exchange
 * @link: ready, for private messages, whoever dialled it
 *
 * Says who we are, unless we are invisible, and takes what the other one says of itself.
 */
void
hall_exchange_introduce (HallExchange *self,
                         HallLink     *link)
{
  g_return_if_fail (HALL_IS_EXCHANGE (self));
  g_return_if_fail (HALL_IS_LINK (link));

  if (self->closed)
    return;
  g_signal_connect_object (link, "packet", G_CALLBACK (on_packet), self, 0);
  say (self, link);
}
