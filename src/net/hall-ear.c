/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-ear.c: who speaks on another port: counts people, and tells nobody who they are.
 *
 * Owned by HallTransport. A HallBeacon that nobody sends with, with its checks, rates and groups,
 * and with counters of its own: what is refused there is none of the session's.
 */

#define G_LOG_DOMAIN "hall-ear"

#include "config.h"

#include "hall-beacon.h"
#include "hall-limits.h"

#include "hall-ear.h"

struct _HallEar
{
  HallBeacon *beacon;
  HallCounters *counters;
  GHashTable *senders;     /* (element-type utf8 gint64): when each was heard last */
};

static void
on_datagram (HallBeacon   *beacon,
             HallDatagram *datagram,
             const char   *address,
             guint         port,
             guint         way,
             HallEar      *self)
{
  gint64 now = g_get_monotonic_time ();

  if (datagram->type == HALL_DATAGRAM_BYE)
    {
      g_hash_table_remove (self->senders, datagram->id);
      return;
    }

  if (g_hash_table_size (self->senders) >= HALL_PEOPLE_MAX
      && !g_hash_table_contains (self->senders, datagram->id)
      && hall_ear_count (self, now) >= HALL_PEOPLE_MAX)
    return;

  g_hash_table_insert (self->senders, g_strdup (datagram->id), g_memdup2 (&now, sizeof now));
}

/**
 * hall_ear_new:
 * @own_id: who is not counted
 * @port: UDP; 0 for any free one
 * @error: as of hall_beacon_open ()
 *
 * Listens there, with the default group joined on every used interface.
 *
 * Returns: (transfer full) (nullable)
 */
HallEar *
hall_ear_new (HallInterfaces  *interfaces,
              const char      *own_id,
              guint16          port,
              GError         **error)
{
  g_autoptr (HallEar) self = g_new0 (HallEar, 1);

  self->counters = hall_counters_new ();
  self->senders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->beacon = hall_beacon_new (interfaces, self->counters, own_id);
  g_signal_connect (self->beacon, "datagram", G_CALLBACK (on_datagram), self);
  if (!hall_beacon_open (self->beacon, HALL_DEFAULT_GROUP, port, NULL, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * hall_ear_free:
 */
void
hall_ear_free (HallEar *self)
{
  g_signal_handlers_disconnect_by_data (self->beacon, self);
  hall_beacon_close (self->beacon);
  g_object_unref (self->beacon);
  hall_counters_unref (self->counters);
  g_hash_table_unref (self->senders);
  g_free (self);
}

/**
 * hall_ear_get_port:
 *
 * Returns: where it listens
 */
guint16
hall_ear_get_port (HallEar *self)
{
  return hall_beacon_get_port (self->beacon);
}

static gboolean
is_silent (gpointer key,
           gpointer value,
           gpointer user_data)
{
  return *(const gint64 *) user_data - *(const gint64 *) value
         > HALL_EAR_SECONDS * G_USEC_PER_SEC;
}

/**
 * hall_ear_count:
 *
 * Returns: how many people were heard in the last minute
 */
guint
hall_ear_count (HallEar *self,
                gint64   now)
{
  g_hash_table_foreach_remove (self->senders, is_silent, &now);

  return g_hash_table_size (self->senders);
}
