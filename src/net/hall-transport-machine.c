/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-transport-machine.c: the machine's own network: interfaces, one UDP and one TCP port, links.
 *
 * Part of HallTransport: what the class does when nobody overrides it. Sockets are made when they
 * are opened, the list of interfaces at the start.
 */

#define G_LOG_DOMAIN "hall-transport-machine"

#include "config.h"

#include <arpa/inet.h>

#include "hall-datagram-socket6.h"
#include "hall-limits.h"
#include "hall-tls-link.h"

#include "hall-transport-private.h"

static void
on_datagram (HallBeacon    *beacon,
             HallDatagram  *datagram,
             const char    *address,
             guint          port,
             guint          way,
             HallTransport *self)
{
  hall_transport_emit_datagram (self, datagram, address, port, way);
}

static void
on_echo (HallBeacon    *beacon,
         HallDatagram  *datagram,
         const char    *address,
         HallTransport *self)
{
  hall_transport_emit_echo (self, datagram, address);
}

/* First the links: who hears of the change looks for other ways. */
static void
on_changed (HallInterfaces *interfaces,
            HallTransport  *self)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);
  g_autoptr (HallTransport) kept = g_object_ref (self);

  hall_link_keeper_review (priv->keeper, hall_interfaces_get_list (interfaces));
  hall_transport_emit_changed (self);
}

static void
on_link (HallListener  *listener,
         HallLink      *link,
         HallTransport *self)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);

  /* Rooms count their members by themselves, and may have hundreds on one machine. Of the others a
   * machine of many users may have several; what they leave idle is for a link's owner to close. */
  if (hall_link_get_purpose (link) != HALL_PURPOSE_ROOM && !hall_crowd_take (priv->crowd, link))
    {
      hall_counters_add (priv->counters, HALL_COUNTER_LINK_CROWDED_OUT);
      hall_link_refuse (link, "full", "There are too many connections from this address");
      return;
    }

  if (priv->keeper != NULL)
    hall_link_keeper_add (priv->keeper, link);
  hall_transport_emit_link (self, link);
}

static gboolean
machine_start (HallTransport      *self,
               const char *const  *excluded,
               GError            **error)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);

  if (priv->interfaces == NULL)
    {
      priv->interfaces = hall_interfaces_new (priv->only_loopback);
      priv->keeper = hall_link_keeper_new ();
      g_signal_connect_object (priv->interfaces, "changed", G_CALLBACK (on_changed), self, 0);
    }

  hall_interfaces_set_excluded (priv->interfaces, excluded);

  return hall_interfaces_start (priv->interfaces, error);
}

static void
machine_close_beacon (HallTransport *self)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);

  if (priv->beacon != NULL)
    hall_beacon_close (priv->beacon);
  g_clear_object (&priv->beacon);
  g_clear_pointer (&priv->ear, hall_ear_free);
}

static gboolean
machine_open_beacon (HallTransport  *self,
                     const char     *own_id,
                     const char     *group,
                     guint16         port,
                     const char     *broadcast,
                     GError        **error)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);
  g_autoptr (HallBeacon) beacon = NULL;

  g_return_val_if_fail (priv->interfaces != NULL, FALSE);

  machine_close_beacon (self);
  beacon = hall_beacon_new (priv->interfaces, priv->counters, own_id);
  if (!hall_beacon_open (beacon, group, port, broadcast, error))
    return FALSE;

  hall_beacon_set_boot (beacon, priv->boot);
  g_signal_connect_object (beacon, "datagram", G_CALLBACK (on_datagram), self, 0);
  g_signal_connect_object (beacon, "echo", G_CALLBACK (on_echo), self, 0);
  priv->beacon = g_steal_pointer (&beacon);

  return TRUE;
}

static guint16
machine_get_udp_port (HallTransport *self)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);

  return priv->beacon != NULL ? hall_beacon_get_port (priv->beacon) : 0;
}

static guint
machine_multicast (HallTransport *self,
                   GBytes        *datagram)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);

  return priv->beacon != NULL ? hall_beacon_multicast (priv->beacon, datagram) : 0;
}

static guint
machine_broadcast (HallTransport *self,
                   GBytes        *datagram)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);

  return priv->beacon != NULL ? hall_beacon_broadcast (priv->beacon, datagram) : 0;
}

static guint
machine_unicast (HallTransport *self,
                 GBytes        *datagram,
                 const char    *address,
                 guint16        port)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);

  return priv->beacon != NULL ? hall_beacon_unicast (priv->beacon, datagram, address, port) : 0;
}

static void
machine_close_listener (HallTransport *self)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);

  if (priv->listener != NULL)
    hall_listener_close (priv->listener);
  g_clear_object (&priv->listener);
}

static gboolean
machine_open_listener (HallTransport  *self,
                       HallIdentity   *identity,
                       guint16         port,
                       gboolean        any,
                       GError        **error)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);
  g_autoptr (HallListener) listener = NULL;

  listener = hall_listener_new (identity, priv->counters, priv->clock);
  if (!hall_listener_open (listener, port, any, error))
    return FALSE;

  machine_close_listener (self);
  if (priv->crowd == NULL)
    priv->crowd = hall_crowd_new (HALL_OTHER_LINKS_PER_ADDRESS, HALL_OTHER_LINKS_MAX);
  g_signal_connect_object (listener, "link", G_CALLBACK (on_link), self, 0);
  priv->listener = g_steal_pointer (&listener);

  return TRUE;
}

static guint16
machine_get_tcp_port (HallTransport *self)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);

  return priv->listener != NULL ? hall_listener_get_port (priv->listener) : 0;
}

static HallLink *
machine_dial (HallTransport *self,
              const char    *address,
              guint16        port,
              const char    *expected_id,
              HallPurpose    purpose,
              HallIdentity  *identity)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);
  const char *device = NULL;
  struct in_addr raw;
  HallLink *link;

  if (priv->interfaces != NULL && inet_pton (AF_INET, address, &raw) == 1)
    device = hall_interfaces_pick_way (priv->interfaces, ntohl (raw.s_addr));
  link = hall_tls_link_new_outgoing (address, port, device, expected_id, purpose, identity,
                                     priv->counters, priv->clock);
  if (priv->keeper != NULL)
    hall_link_keeper_add (priv->keeper, link);

  return link;
}

static gboolean
machine_is_on_link (HallTransport *self,
                    const char    *address)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);
  struct in6_addr raw6;
  struct in_addr raw;
  guint interface;

  if (priv->interfaces == NULL || address == NULL)
    return FALSE;
  if (inet_pton (AF_INET, address, &raw) == 1)
    return hall_interfaces_is_on_link (priv->interfaces, ntohl (raw.s_addr));

  return hall_datagram_socket6_parse (address, &raw6, &interface)
         && hall_interfaces_has_ipv6 (priv->interfaces, interface, NULL);
}

static char **
machine_list_addresses (HallTransport *self)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GPtrArray *list = priv->interfaces != NULL ? hall_interfaces_get_list (priv->interfaces) : NULL;

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const HallInterface *interface = g_ptr_array_index (list, i);

      for (guint j = 0; interface->used && j < interface->addresses->len; j++)
        {
          const HallInterfaceAddress *address = g_ptr_array_index (interface->addresses, j);

          g_strv_builder_add (builder, address->address);
        }
    }

  return g_strv_builder_end (builder);
}

void
hall_transport_init_machine (HallTransportClass *class)
{
  class->start = machine_start;
  class->open_beacon = machine_open_beacon;
  class->close_beacon = machine_close_beacon;
  class->get_udp_port = machine_get_udp_port;
  class->multicast = machine_multicast;
  class->broadcast = machine_broadcast;
  class->unicast = machine_unicast;
  class->open_listener = machine_open_listener;
  class->close_listener = machine_close_listener;
  class->get_tcp_port = machine_get_tcp_port;
  class->dial = machine_dial;
  class->is_on_link = machine_is_on_link;
  class->list_addresses = machine_list_addresses;
  hall_transport_init_survey (class);
}

void
hall_transport_clear_machine (HallTransport *self)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);

  machine_close_beacon (self);
  machine_close_listener (self);
  g_clear_pointer (&priv->crowd, hall_crowd_free);
  g_clear_pointer (&priv->keeper, hall_link_keeper_free);
  g_clear_object (&priv->interfaces);
}

void
hall_transport_update_machine (HallTransport *self)
{
  HallTransportPrivate *priv = hall_transport_get_private (self);

  if (priv->beacon != NULL)
    hall_beacon_set_boot (priv->beacon, priv->boot);
}
