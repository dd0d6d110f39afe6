/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-beacon-receive.c: what a beacon hears, and what it refuses.
 *
 * Part of HallBeacon. It decides what is heard, not what it means; nothing that arrives makes it
 * send or connect, or ends the receiving.
 */

#define G_LOG_DOMAIN "hall-beacon-receive"

#include "config.h"

#include <arpa/inet.h>
#include <string.h>

#include "hall-datagram-socket6.h"
#include "hall-limits.h"
#include "hall-port.h"

#include "hall-beacon-private.h"
#include "hall-beacon.h"

#define MAGIC "HALL1 "
#define RECEIVES_PER_TURN 32

static gboolean
is_newer (HallBeacon *self,
          guint64     boot)
{
  return self->boot != 0 && boot > self->boot;
}

/* Our own come back by multicast and broadcast, often several times: they must not use up what
 * another program on this machine may send, and are not worth decoding. Of those that may come from
 * another computer with our key more is to be known. */
static gboolean
is_plainly_ours (HallBeacon *self,
                 const char *data,
                 gsize       length)
{
  static const char name[] = "\"boot\":";
  const char *end = data + length;
  const char *digit;
  guint64 boot = 0;

  if (memmem (data, length, self->own_id_field, strlen (self->own_id_field)) == NULL)
    return FALSE;

  digit = memmem (data, length, name, strlen (name));
  if (digit == NULL)
    return TRUE;

  for (digit += strlen (name); digit < end && g_ascii_isdigit (*digit); digit++)
    {
      boot = 10 * boot + (guint64) g_ascii_digit_value (*digit);
      if (boot > HALL_NUMBER_MAX)
        return TRUE;
    }

  return !is_newer (self, boot);
}

static gboolean
is_near (HallBeacon               *self,
         const HallDatagramOrigin *origin)
{
  if (!origin->is_ipv6)
    return hall_interfaces_is_on_link (self->interfaces, origin->address);

  return origin->address6[0] == 0xfe && (origin->address6[1] & 0xc0) == 0x80
         && hall_interfaces_has_ipv6 (self->interfaces, origin->interface, NULL);
}

/* What a source is filed by in the table of rates. */
static guint32
get_rate_key (const HallDatagramOrigin *origin)
{
  return origin->is_ipv6 ? hall_port_fold_ipv6 (origin->address6) : origin->address;
}

/* TRUE: it may be decoded. Cheapest first; nothing here allocates or looks at a signature. */
static gboolean
check_cheaply (HallBeacon               *self,
               const char               *data,
               const HallDatagramOrigin *origin,
               HallCounter              *refusal)
{
  gint64 now = g_get_monotonic_time ();
  HallRate *rate;

  if (origin->length == 0)
    *refusal = HALL_COUNTER_DATAGRAM_EMPTY;
  else if (origin->truncated || origin->length > HALL_DATAGRAM_MAX)
    *refusal = HALL_COUNTER_DATAGRAM_TOO_BIG;
  else if (!g_utf8_validate_len (data, origin->length, NULL))
    *refusal = HALL_COUNTER_DATAGRAM_NOT_UTF8;
  else if (origin->length < strlen (MAGIC) || memcmp (data, MAGIC, strlen (MAGIC)) != 0)
    *refusal = HALL_COUNTER_DATAGRAM_NOT_HALLWAY;
  else if (!is_near (self, origin))
    *refusal = HALL_COUNTER_DATAGRAM_OFF_LINK;
  else if (is_plainly_ours (self, data, origin->length))
    *refusal = HALL_COUNTER_DATAGRAM_OWN;
  else if ((rate = hall_rate_table_find (self->rates, get_rate_key (origin), now)) == NULL)
    *refusal = HALL_COUNTER_DATAGRAM_TABLE_FULL;
  else if (!hall_rate_take (rate, 1, now))
    *refusal = HALL_COUNTER_DATAGRAM_ADDRESS_RATE;
  else if (!hall_rate_take (&self->total, 1, now))
    *refusal = HALL_COUNTER_DATAGRAM_TOTAL_RATE;
  else
    return TRUE;

  return FALSE;
}

/* (transfer full) (nullable) */
static HallDatagram *
decode (HallBeacon   *self,
        const guint8 *data,
        gsize         length,
        HallCounter  *refusal)
{
  g_autoptr (HallDatagram) datagram = NULL;
  g_autoptr (GError) error = NULL;

  datagram = hall_datagram_decode (data, length, &error);
  if (datagram != NULL && g_str_equal (datagram->id, self->own_id)
      && !is_newer (self, datagram->boot))
    {
      *refusal = HALL_COUNTER_DATAGRAM_OWN;
      return NULL;
    }

  self->n_verified += datagram != NULL;
  if (datagram != NULL && hall_datagram_verify (datagram, &error))
    return g_steal_pointer (&datagram);

  *refusal = hall_counter_for_datagram_error (error);
  return NULL;
}

/* (transfer full) (nullable): the same bytes come by multicast and by broadcast, and over a second
 * card; they are verified once and handed on each time, since the address may be another. */
static HallDatagram *
recognise (HallBeacon   *self,
           const guint8 *data,
           gsize         length,
           gint64        now,
           HallCounter  *refusal)
{
  HallDatagram *known = hall_repeats_lookup (self->repeats, data, length, now);
  HallDatagram *datagram;

  if (known != NULL)
    return hall_datagram_ref (known);

  datagram = decode (self, data, length, refusal);
  if (datagram != NULL && !g_str_equal (datagram->id, self->own_id))
    hall_repeats_add (self->repeats, data, length, datagram, now);

  return datagram;
}

HallWay
hall_beacon_find_way (HallBeacon *self,
                      guint32     destination)
{
  GPtrArray *list = hall_interfaces_get_list (self->interfaces);

  if (IN_MULTICAST (destination))
    return HALL_WAY_MULTICAST;
  if (destination == INADDR_BROADCAST
      || (self->broadcast != 0 && destination == self->broadcast))
    return HALL_WAY_BROADCAST;

  for (guint i = 0; destination != 0 && i < list->len; i++)
    {
      const HallInterface *interface = g_ptr_array_index (list, i);

      for (guint j = 0; j < interface->addresses->len; j++)
        {
          const HallInterfaceAddress *address = g_ptr_array_index (interface->addresses, j);

          if (address->broadcast == destination)
            return HALL_WAY_BROADCAST;
        }
    }

  return HALL_WAY_UNICAST;
}

/* (transfer full): "10.77.0.1" or "fe80::1%eth0" */
static char *
format_address (HallBeacon               *self,
                const HallDatagramOrigin *origin)
{
  struct in_addr raw = { htonl (origin->address) };
  const char *name = "?";
  char text[INET6_ADDRSTRLEN];

  if (!origin->is_ipv6)
    return g_strdup (inet_ntop (AF_INET, &raw, text, sizeof text));

  hall_interfaces_has_ipv6 (self->interfaces, origin->interface, &name);
  inet_ntop (AF_INET6, origin->address6, text, sizeof text);

  return g_strdup_printf ("%s%%%s", text, name);
}

static HallWay
find_way (HallBeacon               *self,
          const HallDatagramOrigin *origin)
{
  if (!origin->is_ipv6)
    return hall_beacon_find_way (self, origin->destination);

  return origin->to_group ? HALL_WAY_MULTICAST : HALL_WAY_UNICAST;
}

void
hall_beacon_take (HallBeacon               *self,
                  const guint8             *data,
                  const HallDatagramOrigin *origin)
{
  g_autoptr (HallDatagram) datagram = NULL;
  HallCounter refusal = HALL_COUNTER_DATAGRAM_EMPTY;
  g_autofree char *address = format_address (self, origin);
  HallWay way = find_way (self, origin);
  gint64 now = g_get_monotonic_time ();

  if (check_cheaply (self, (const char *) data, origin, &refusal))
    datagram = recognise (self, data, origin->length, now, &refusal);

  if (datagram == NULL)
    {
      hall_counters_add (self->counters, refusal);
      if (refusal == HALL_COUNTER_DATAGRAM_OWN)
        hall_traffic_note (self->traffic, origin->interface, HALL_TRAFFIC_OWN_BACK, way, now);
      else
        g_debug ("Datagram of %s:%u refused: %s", address, origin->port,
                 hall_counter_get_name (refusal));
      return;
    }

  if (g_str_equal (datagram->id, self->own_id))
    {
      hall_counters_add (self->counters, HALL_COUNTER_DATAGRAM_OWN);
      if (hall_rate_take (&self->echoes, 1, g_get_monotonic_time ()))
        hall_beacon_emit_echo (self, datagram, address);
      return;
    }

  hall_counters_add (self->counters, HALL_COUNTER_DATAGRAM_ACCEPTED);
  hall_traffic_note (self->traffic, origin->interface, HALL_TRAFFIC_HEARD, way, now);
  hall_beacon_emit_datagram (self, datagram, address, origin->port, way);
}

gboolean
hall_beacon_on_readable (int          fd,
                         GIOCondition condition,
                         gpointer     user_data)
{
  g_autoptr (HallBeacon) self = g_object_ref (HALL_BEACON (user_data));
  guint8 buffer[HALL_DATAGRAM_MAX + 1];
  HallDatagramOrigin origin;

  /* A handler may close it. */
  for (guint i = 0; i < RECEIVES_PER_TURN && (self->fd == fd || self->fd6 == fd); i++)
    {
      gboolean got = fd == self->fd6
                       ? hall_datagram_socket6_receive (fd, buffer, sizeof buffer, &origin)
                       : hall_datagram_socket_receive (fd, buffer, sizeof buffer, &origin);

      if (!got)
        break;
      /* Port 0: an error that waited on the socket; it says nothing about who sends. */
      if (origin.port != 0)
        hall_beacon_take (self, buffer, &origin);
    }

  return G_SOURCE_CONTINUE;
}
