/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-beacon-send.c: what a beacon sends: by multicast, broadcast and unicast.
 *
 * Part of HallBeacon. It sends what it is given, to where it is told, once for each subnet; when
 * and to whom is HallAnnouncer's to know.
 */

#define G_LOG_DOMAIN "hall-beacon-send"

#include "config.h"

#include <errno.h>

#include "hall-datagram-socket.h"
#include "hall-datagram-socket6.h"
#include "hall-interface.h"

#include "hall-beacon-private.h"
#include "hall-beacon.h"

#define LIMITED_BROADCAST 0xffffffffu

/* Of an address that the routes will find: the used interface that it is a neighbour of. */
static guint
find_interface (HallBeacon *self,
                guint32     address)
{
  GPtrArray *list = hall_interfaces_get_list (self->interfaces);

  for (guint i = 0; i < list->len; i++)
    {
      const HallInterface *interface = g_ptr_array_index (list, i);

      for (guint j = 0; interface->used && j < interface->addresses->len; j++)
        {
          if (hall_interface_address_contains (g_ptr_array_index (interface->addresses, j),
                                               address))
            return interface->index;
        }
    }

  return 0;
}

static gboolean
send_to (HallBeacon          *self,
         GBytes              *datagram,
         guint32              address,
         guint16              port,
         HallWay              way,
         const HallInterface *interface,
         guint32              source)
{
  guint index = interface != NULL ? interface->index : find_interface (self, address);
  gint64 now = g_get_monotonic_time ();
  int saved_errno;

  if (hall_datagram_socket_send (self->fd, datagram, address, port,
                                 interface != NULL ? interface->index : 0, source))
    {
      hall_counters_add (self->counters, HALL_COUNTER_DATAGRAM_SENT);
      hall_traffic_note (self->traffic, index, HALL_TRAFFIC_SENT, way, now);
      return TRUE;
    }

  saved_errno = errno;
  hall_traffic_fail (self->traffic, index, way, saved_errno, now);
  hall_counters_add (self->counters, HALL_COUNTER_DATAGRAM_SEND_FAILED);
  g_debug ("Sending on %s: %s", interface != NULL ? interface->name : "any interface",
           g_strerror (saved_errno));
  return FALSE;
}

/* Whether an earlier address of the interface is in the same subnet: who listens there would hear
 * the same thing twice. */
static gboolean
is_repeated (const HallInterface *interface,
             guint                index)
{
  const HallInterfaceAddress *address = g_ptr_array_index (interface->addresses, index);

  for (guint i = 0; i < index; i++)
    {
      if (hall_interface_address_contains (g_ptr_array_index (interface->addresses, i),
                                           address->ip))
        return TRUE;
    }

  return FALSE;
}

static gboolean
note_sent6 (HallBeacon *self,
            guint       interface,
            HallWay     way,
            gboolean    sent)
{
  gint64 now = g_get_monotonic_time ();
  int saved_errno = errno;

  hall_counters_add (self->counters, sent ? HALL_COUNTER_DATAGRAM_SENT
                                          : HALL_COUNTER_DATAGRAM_SEND_FAILED);
  if (sent)
    hall_traffic_note (self->traffic, interface, HALL_TRAFFIC_SENT, way, now);
  else
    hall_traffic_fail (self->traffic, interface, way, saved_errno, now);
  if (!sent)
    g_debug ("Sending by IPv6: %s", g_strerror (saved_errno));

  return sent;
}

/* Where there is no address of IPv4 everything goes to the one group. What goes out by multicast
 * and by broadcast elsewhere is one datagram there. */
static guint
send_by_ipv6 (HallBeacon *self,
              GBytes     *datagram,
              HallWay     way)
{
  GPtrArray *list = hall_interfaces_get_list (self->interfaces);
  gboolean again = self->last6 != NULL && self->last6_way != way
                   && g_bytes_equal (self->last6, datagram);
  guint n = 0;

  for (guint i = 0; self->fd6 >= 0 && i < list->len; i++)
    {
      const HallInterface *interface = g_ptr_array_index (list, i);

      if (!hall_interface_is_by_ipv6 (interface))
        continue;
      n += again || note_sent6 (self, interface->index, HALL_WAY_MULTICAST,
                                hall_datagram_socket6_send (self->fd6, datagram, NULL, self->port,
                                                            interface->index));
    }

  if (!again)
    {
      g_clear_pointer (&self->last6, g_bytes_unref);
      self->last6 = g_bytes_ref (datagram);
      self->last6_way = way;
    }

  return n;
}

typedef guint32 (*Destination) (HallBeacon                 *self,
                                const HallInterfaceAddress *address);

/* Once for each subnet of each used interface, so that every receiver gets it from an address that
 * is on its link. */
static guint
send_everywhere (HallBeacon  *self,
                 GBytes      *datagram,
                 HallWay      way,
                 Destination  destination)
{
  GPtrArray *list = hall_interfaces_get_list (self->interfaces);
  guint n = send_by_ipv6 (self, datagram, way);

  for (guint i = 0; i < list->len; i++)
    {
      const HallInterface *interface = g_ptr_array_index (list, i);
      gboolean sent = FALSE;

      for (guint j = 0; interface->used && j < interface->addresses->len; j++)
        {
          const HallInterfaceAddress *address = g_ptr_array_index (interface->addresses, j);

          if (!is_repeated (interface, j))
            sent |= send_to (self, datagram, destination (self, address), self->port, way,
                             interface, address->ip);
        }
      n += sent;
    }

  return n;
}

static guint32
to_group (HallBeacon                 *self,
          const HallInterfaceAddress *address)
{
  return self->group;
}

static guint32
to_subnet (HallBeacon                 *self,
           const HallInterfaceAddress *address)
{
  return address->broadcast != 0 ? address->broadcast : LIMITED_BROADCAST;
}

static guint32
to_everybody (HallBeacon                 *self,
              const HallInterfaceAddress *address)
{
  return LIMITED_BROADCAST;
}

/**
 * hall_beacon_multicast:
 *
 * Sends to the group, on every used interface.
 *
 * Returns: on how many interfaces it went out
 */
guint
hall_beacon_multicast (HallBeacon *self,
                       GBytes     *datagram)
{
  g_return_val_if_fail (HALL_IS_BEACON (self), 0);

  return self->fd < 0 ? 0 : send_everywhere (self, datagram, HALL_WAY_MULTICAST, to_group);
}

/**
 * hall_beacon_broadcast:
 *
 * Sends to everybody: by the configured address, else directed to each subnet, and to
 * 255.255.255.255 through an interface that has no such address.
 *
 * Returns: on how many interfaces it went out
 */
guint
hall_beacon_broadcast (HallBeacon *self,
                       GBytes     *datagram)
{
  g_return_val_if_fail (HALL_IS_BEACON (self), 0);

  if (self->fd < 0)
    return 0;
  if (self->broadcast == 0)
    return send_everywhere (self, datagram, HALL_WAY_BROADCAST, to_subnet);
  if (self->broadcast == LIMITED_BROADCAST)
    return send_everywhere (self, datagram, HALL_WAY_BROADCAST, to_everybody);

  return send_to (self, datagram, self->broadcast, self->port, HALL_WAY_BROADCAST, NULL, 0)
         + send_by_ipv6 (self, datagram, HALL_WAY_BROADCAST);
}

/**
 * hall_beacon_unicast:
 * @address: a numeric one of IPv4, or "fe80::1%eth0"; whether one may be sent to is for the
 *   caller to know
 *
 * Returns: 1 if it is on its way, else 0
 */
guint
hall_beacon_unicast (HallBeacon *self,
                     GBytes     *datagram,
                     const char *address,
                     guint16     port)
{
  struct in6_addr ip6;
  guint interface;
  guint32 ip;

  g_return_val_if_fail (HALL_IS_BEACON (self), 0);

  if (self->fd6 >= 0 && hall_datagram_socket6_parse (address, &ip6, &interface))
    return note_sent6 (self, interface, HALL_WAY_UNICAST,
                       hall_datagram_socket6_send (self->fd6, datagram, &ip6, port, interface));
  if (self->fd < 0 || !hall_beacon_parse_address (address, &ip, NULL))
    return 0;

  return send_to (self, datagram, ip, port, HALL_WAY_UNICAST, NULL, 0);
}
