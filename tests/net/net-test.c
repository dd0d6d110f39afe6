/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* net-test.c: what the tests of src/net share: waiting, counting, records of links.
 *
 * Owned by the tests. It asserts that each wait ends, and nothing about how long it takes.
 */

#include "config.h"

#include <gio/gio.h>

#include "net-test.h"

/* Of the machine; lives as long as the program. */
HallClock *
net_clock (void)
{
  static HallClock *clock;

  if (clock == NULL)
    clock = hall_clock_new ();

  return clock;
}

HallLink *
net_dial (const char   *address,
          guint16       port,
          const char   *expected_id,
          HallPurpose   purpose,
          HallIdentity *identity,
          HallCounters *counters)
{
  return hall_tls_link_new_outgoing (address, port, NULL, expected_id, purpose, identity, counters,
                                     net_clock ());
}

static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
net_turn (void)
{
  guint tick = g_timeout_add (5, on_tick, NULL);

  g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
}

void
net_settle (void)
{
  for (guint i = 0; i < 20; i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      net_turn ();
    }
}

guint
net_count_descriptors (void)
{
  g_autoptr (GDir) directory = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (directory) != NULL)
    n++;

  return n;
}

HallIdentity *
net_new_identity (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallKey) key = hall_key_new_generated (&error);
  HallIdentity *identity;

  g_assert_no_error (error);
  identity = hall_identity_new (key, &error);
  g_assert_no_error (error);

  return identity;
}

static gboolean
is_refusal (HallCounter counter)
{
  switch ((guint) counter)
    {
    case HALL_COUNTER_DATAGRAM_SENT:
    case HALL_COUNTER_DATAGRAM_ACCEPTED:
    case HALL_COUNTER_LINK_ACCEPTED:
    case HALL_COUNTER_LINK_DIALED:
    case HALL_COUNTER_LINK_ESTABLISHED:
    case HALL_COUNTER_EVENT_RECEIVED:
    case HALL_COUNTER_EVENT_RELAYED:
    case HALL_COUNTER_JOIN_ACCEPTED:
      return FALSE;

    default:
      return TRUE;
    }
}

void
net_snapshot (HallCounters *counters,
              NetSnapshot  *snapshot)
{
  for (guint i = 0; i < HALL_N_COUNTERS; i++)
    snapshot->values[i] = hall_counters_get (counters, i);
}

void
net_assert_only_moved (HallCounters      *counters,
                       const NetSnapshot *before,
                       HallCounter        counter,
                       guint64            by)
{
  for (guint i = 0; i < HALL_N_COUNTERS; i++)
    {
      guint64 moved = hall_counters_get (counters, i) - before->values[i];
      guint64 expected = i == counter ? by : 0;

      if (is_refusal (i) && moved != expected)
        g_error ("%s moved by %" G_GUINT64_FORMAT ", not by %" G_GUINT64_FORMAT,
                 hall_counter_get_name (i), moved, expected);
    }
}

static void
on_ready (HallLink  *link,
          NetRecord *self)
{
  g_assert_cmpuint (self->closed, ==, 0);
  g_assert_true (hall_link_get_ready (link));
  self->ready++;
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           NetRecord  *self)
{
  g_assert_cmpuint (self->closed, ==, 0);
  g_ptr_array_add (self->packets, hall_packet_ref (packet));
}

static void
on_closed (HallLink     *link,
           const GError *error,
           NetRecord    *self)
{
  self->closed++;
  g_assert_cmpuint (self->closed, ==, 1);
  g_assert_true (hall_link_get_closed (link));
  self->error = error != NULL ? g_error_copy (error) : NULL;
}

NetRecord *
net_record_new (HallLink *link)
{
  NetRecord *self = g_new0 (NetRecord, 1);

  self->link = link;
  self->packets = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_packet_unref);
  self->ready = hall_link_get_ready (link);
  g_signal_connect (link, "ready", G_CALLBACK (on_ready), self);
  g_signal_connect (link, "packet", G_CALLBACK (on_packet), self);
  g_signal_connect (link, "closed", G_CALLBACK (on_closed), self);

  return self;
}

void
net_record_free (NetRecord *self)
{
  g_signal_handlers_disconnect_by_data (self->link, self);
  g_clear_object (&self->link);
  g_ptr_array_unref (self->packets);
  g_clear_error (&self->error);
  g_free (self);
}

guint
net_record_count (NetRecord      *self,
                  HallPacketType  type)
{
  guint n = 0;

  for (guint i = 0; i < self->packets->len; i++)
    n += ((HallPacket *) g_ptr_array_index (self->packets, i))->type == type;

  return n;
}

HallPacket *
net_record_find (NetRecord      *self,
                 HallPacketType  type)
{
  for (guint i = 0; i < self->packets->len; i++)
    {
      HallPacket *packet = g_ptr_array_index (self->packets, i);

      if (packet->type == type)
        return packet;
    }

  return NULL;
}
