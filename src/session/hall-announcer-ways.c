/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-announcer-ways.c: by which ways things are said, and by which ways others are heard.
 *
 * Part of HallAnnouncer. Many networks drop multicast or broadcast, seldom both. What is said both
 * ways costs twice, and the interval rule counts that.
 */

#define G_LOG_DOMAIN "hall-announcer-ways"

#include "config.h"

#include "hall-announcer-private.h"

/* How long it counts that something was heard by a way. */
#define HEARD_US (60 * G_TIME_SPAN_SECOND)

static gboolean
hears_by (HallAnnouncer *self,
          HallWay        way,
          gint64         now)
{
  return self->heard_by[way] != 0 && now - self->heard_by[way] < HEARD_US;
}

/* Whoever hears others by one way only may be heard by the other way only. */
static gboolean
goes_both_ways (HallAnnouncer *self)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);

  return now <= self->both_ways_until
         || hall_directory_count_people_online (self->context->directory) <= HALL_FEW_KNOWN
         || hears_by (self, HALL_WAY_MULTICAST, now) != hears_by (self, HALL_WAY_BROADCAST, now);
}

guint
hall_announcer_count_copies (HallAnnouncer *self)
{
  return goes_both_ways (self) ? 2 : 1;
}

void
hall_announcer_say (HallAnnouncer *self,
                    HallDatagram  *datagram,
                    HallWay        way,
                    gboolean       measure,
                    gboolean       seldom)
{
  HallTransport *transport = self->context->transport;
  gboolean both = seldom || goes_both_ways (self);
  g_autoptr (GBytes) bytes = NULL;

  if (!hall_announcer_can_speak (self))
    return;
  bytes = hall_announcer_encode (self, datagram, measure);
  if (bytes == NULL)
    return;
  hall_announcer_note_said (self, bytes);
  if (both || way == HALL_WAY_MULTICAST)
    hall_transport_multicast (transport, bytes);
  if (both || way == HALL_WAY_BROADCAST)
    hall_transport_broadcast (transport, bytes);
}

gboolean
hall_announcer_hear_way (HallAnnouncer *self,
                         HallDatagram  *datagram,
                         guint          way)
{
  guint64 hash = ((guint64) g_str_hash (datagram->id) << 32) ^ datagram->boot
                 ^ (datagram->seq * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  if (way < HALL_N_WAYS)
    self->heard_by[way] = MAX (hall_clock_get_monotonic (self->context->clock), 1);
  for (guint i = 0; i < HALL_COPIES_KEPT; i++)
    {
      if (self->copies[i] == hash)
        return FALSE;
    }
  self->copies[self->next_copy] = hash;
  self->next_copy = (self->next_copy + 1) % HALL_COPIES_KEPT;
  return TRUE;
}
