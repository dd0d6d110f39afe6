/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-exchange-intake.c: what others have heard, verified a few at a time and shown to the
 * directory.
 *
 * The queue is bounded by what each link may send, and all links together. Addresses are hints:
 * what cannot be one is left out, and of whoever is at the other end the link's own address is
 * taken.
 */

#define G_LOG_DOMAIN "hall-exchange-intake"

#include "config.h"

#include "hall-limits.h"

#include "hall-exchange-private.h"

/* About 4 ms of signatures and of what lists do with them. */
#define SLICE 24
#define SLICE_PAUSE_MS 1
/* Of all links together. */
#define INTAKE_MAX (4 * HALL_EXCHANGE_TOKENS_MAX)

static void
hall_incoming_free (HallIncoming *incoming)
{
  hall_relayed_free (incoming->relayed);
  g_free (incoming);
}

gboolean
hall_exchange_has_place (HallExchange *self,
                         guint         n_entries)
{
  return self->intake.length + n_entries <= INTAKE_MAX;
}

void
hall_exchange_take_in (HallExchange *self,
                       HallTalk     *talk,
                       HallPacket   *packet)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  for (guint i = 0; i < packet->relayed->len; i++)
    {
      const HallRelayed *relayed = g_ptr_array_index (packet->relayed, i);
      HallIncoming *incoming = g_new0 (HallIncoming, 1);

      incoming->talk = talk;
      incoming->relayed = hall_relayed_new (relayed->datagram, relayed->age_ms,
                                            (const char *const *) relayed->addresses);
      incoming->came_us = now;
      g_queue_push_tail (&self->intake, incoming);
      talk->n_pending++;
    }
  if (self->intake.length > 0)
    hall_timer_hasten (self->intake_timer, SLICE_PAUSE_MS);
}

void
hall_exchange_drop (HallExchange *self,
                    HallTalk     *talk)
{
  GList *next;

  for (GList *item = self->intake.head; talk->n_pending > 0 && item != NULL; item = next)
    {
      HallIncoming *incoming = item->data;

      next = item->next;
      if (incoming->talk != talk)
        continue;
      talk->n_pending--;
      hall_incoming_free (incoming);
      g_queue_delete_link (&self->intake, item);
    }
}

/* @near: the other end is on this computer. */
static gboolean
is_usable (const char *text,
           gboolean    near)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);
  const guint8 *bytes;

  if (address == NULL || g_inet_address_get_family (address) != G_SOCKET_FAMILY_IPV4)
    return FALSE;
  bytes = g_inet_address_to_bytes (address);
  /* This host, multicast, and those that nobody has, broadcast among them. */
  return bytes[0] != 0 && bytes[0] < 224 && (bytes[0] != 127 || near);
}

/* (transfer full): where the datagram's sender may be. */
static char **
choose_addresses (HallExchange *self,
                  HallTalk     *talk,
                  HallRelayed  *relayed)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *there = hall_link_get_address (talk->link);
  gboolean near = g_str_has_prefix (there, "127.");

  if (g_strcmp0 (relayed->datagram->id, hall_link_get_peer_id (talk->link)) == 0)
    {
      g_strv_builder_add (builder, there);
      return g_strv_builder_end (builder);
    }
  for (guint i = 0; relayed->addresses != NULL && relayed->addresses[i] != NULL; i++)
    {
      if (is_usable (relayed->addresses[i], near))
        g_strv_builder_add (builder, relayed->addresses[i]);
      else
        hall_counters_add (self->context->counters, HALL_COUNTER_EXCHANGE_BAD_ADDRESS);
    }
  return g_strv_builder_end (builder);
}

/* When its sender was heard, by whomever; the smallest number if it is not around. */
static gint64
get_heard (HallExchange *self,
           HallDatagram *datagram)
{
  gint64 heard, deadline;

  if (!hall_directory_get_span (self->context->directory, datagram->id, &heard, &deadline))
    return G_MININT64;
  return heard;
}

void
hall_exchange_note_outcome (HallExchange *self,
                            HallLink     *link,
                            HallDatagram *datagram,
                            HallHeard     heard,
                            guint         age_ms)
{
  HallCounters *counters = self->context->counters;

  if (heard == HALL_HEARD_REPLAYED)
    hall_counters_add (counters, HALL_COUNTER_EXCHANGE_REPLAYED);
  else if (heard == HALL_HEARD_TABLE_FULL)
    hall_counters_add (counters, HALL_COUNTER_DATAGRAM_TABLE_FULL);
  else if (heard == HALL_HEARD_EXPIRED)
    hall_counters_add (counters, HALL_COUNTER_EXCHANGE_EXPIRED);
  else
    {
      hall_counters_add (counters, HALL_COUNTER_EXCHANGE_TAKEN);
      hall_exchange_note_source (self, datagram->id, hall_link_get_peer_id (link));
    }
  if (heard != HALL_HEARD_REPLAYED && heard != HALL_HEARD_TABLE_FULL)
    g_signal_emit_by_name (self, "told", datagram, (guint) heard, age_ms);
}

/* FALSE: its signature is wrong. */
static gboolean
take (HallExchange *self,
      HallTalk     *talk,
      HallRelayed  *relayed,
      gint64        came_us)
{
  g_autoptr (HallDatagram) datagram = hall_datagram_ref (relayed->datagram);
  g_auto (GStrv) addresses = NULL;
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  gint64 age_ms = relayed->age_ms + (now - came_us) / 1000;
  g_autoptr (HallLink) link = g_object_ref (talk->link);
  guint64 before, after;
  guint n_before;
  gint64 heard_before;
  HallHeard heard;

  g_hash_table_add (talk->theirs, hall_datagram_make_token (datagram));
  if (g_str_equal (datagram->id, self->context->own_id))
    return TRUE;
  if (!hall_datagram_verify (datagram, NULL))
    return FALSE;

  addresses = choose_addresses (self, talk, relayed);
  n_before = hall_directory_get_known (self->context->directory, &before);
  heard_before = get_heard (self, datagram);
  heard = hall_directory_hear_relayed (self->context->directory, datagram,
                                       (const char *const *) addresses, (guint) age_ms, now);
  /* Whoever follows the directory may have closed the link. */
  if (!self->closed && g_ptr_array_find (self->talks, talk, NULL))
    {
      if (hall_directory_get_known (self->context->directory, &after) != n_before
          || before != after)
        talk->brought = TRUE;
      if (get_heard (self, datagram) > heard_before
          && g_strcmp0 (datagram->id, hall_link_get_peer_id (link)) != 0)
        talk->renewed = TRUE;
    }
  hall_exchange_note_outcome (self, link, datagram, heard, (guint) age_ms);
  return TRUE;
}

/* What the other side said before its bye, a goodbye perhaps, still counts: one slice of it. */
void
hall_exchange_take_last (HallExchange *self,
                         HallTalk     *talk)
{
  GQueue last = G_QUEUE_INIT;
  gboolean there = TRUE;
  GList *next;

  for (GList *item = self->intake.head; item != NULL && last.length < SLICE; item = next)
    {
      HallIncoming *incoming = item->data;

      next = item->next;
      if (incoming->talk != talk)
        continue;
      g_queue_delete_link (&self->intake, item);
      talk->n_pending--;
      g_queue_push_tail (&last, incoming);
    }
  while (!g_queue_is_empty (&last))
    {
      HallIncoming *incoming = g_queue_pop_head (&last);

      if (there && !take (self, talk, incoming->relayed, incoming->came_us))
        hall_counters_add (self->context->counters, HALL_COUNTER_EXCHANGE_BAD_SIGNATURE);
      hall_incoming_free (incoming);
      /* Whoever heard of it may have ended all. */
      there = !self->closed && g_ptr_array_find (self->talks, talk, NULL);
    }
}

void
hall_exchange_on_intake (gpointer user_data)
{
  g_autoptr (HallExchange) self = g_object_ref (user_data);

  for (guint i = 0; i < SLICE && self->intake.length > 0; i++)
    {
      HallIncoming *incoming = g_queue_pop_head (&self->intake);
      HallTalk *talk = incoming->talk;
      gboolean good;

      talk->n_pending--;
      good = take (self, talk, incoming->relayed, incoming->came_us);
      hall_incoming_free (incoming);
      if (self->closed)
        return;
      /* Whoever heard of it may have closed the link. */
      if (!g_ptr_array_find (self->talks, talk, NULL))
        continue;
      if (!good)
        hall_talk_refuse (talk, HALL_COUNTER_EXCHANGE_BAD_SIGNATURE, "signature");
      else if (talk->n_pending == 0 && !talk->ending)
        hall_talk_go_on (talk);
    }
  if (self->intake.length > 0)
    hall_timer_start (self->intake_timer, SLICE_PAUSE_MS);
}
