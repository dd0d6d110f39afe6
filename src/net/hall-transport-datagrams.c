/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-transport-datagrams.c: what is asked of UDP, and whether anything may leave at all.
 *
 * Part of HallTransport. Muted, nothing goes further than here, whatever class does the sending and
 * whoever asks. It makes no datagrams and reads none.
 */

#define G_LOG_DOMAIN "hall-transport-datagrams"

#include "config.h"

#include "hall-transport-private.h"
#include "hall-transport.h"

/**
 * hall_transport_open_beacon:
 * @own_id: whose datagrams are not heard
 * @group: an IPv4 multicast address
 * @port: UDP
 * @broadcast: (nullable): an address that takes the place of the directed ones
 * @error: as of hall_beacon_open ()
 *
 * Hears and sends datagrams from now on; closes what was open before. To be called after a start
 * that succeeded.
 */
gboolean
hall_transport_open_beacon (HallTransport  *self,
                            const char     *own_id,
                            const char     *group,
                            guint16         port,
                            const char     *broadcast,
                            GError        **error)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), FALSE);

  return HALL_TRANSPORT_GET_CLASS (self)->open_beacon (self, own_id, group, port, broadcast, error);
}

/**
 * hall_transport_close_beacon:
 *
 * Hears and sends no datagrams any more.
 */
void
hall_transport_close_beacon (HallTransport *self)
{
  g_return_if_fail (HALL_IS_TRANSPORT (self));

  HALL_TRANSPORT_GET_CLASS (self)->close_beacon (self);
}

/**
 * hall_transport_set_muted:
 * @muted: whether not one datagram leaves, whoever asks for it
 *
 * Holds across opening and closing, until it is taken back. What is heard is not changed by it, nor
 * are links.
 */
void
hall_transport_set_muted (HallTransport *self,
                          gboolean       muted)
{
  g_return_if_fail (HALL_IS_TRANSPORT (self));

  hall_transport_get_private (self)->muted = muted;
}

/**
 * hall_transport_get_muted:
 */
gboolean
hall_transport_get_muted (HallTransport *self)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), FALSE);

  return hall_transport_get_private (self)->muted;
}

/**
 * hall_transport_set_boot:
 * @boot: of the datagrams that we send
 *
 * Our own datagrams with a higher one are another computer's from now on: "echo", at most one a
 * second. Nothing is an echo before this was called.
 */
void
hall_transport_set_boot (HallTransport *self,
                         guint64        boot)
{
  g_return_if_fail (HALL_IS_TRANSPORT (self));

  hall_transport_get_private (self)->boot = boot;
  hall_transport_update_machine (self);
}

/**
 * hall_transport_get_boot:
 *
 * Returns: what hall_transport_set_boot () said; 0 before
 */
guint64
hall_transport_get_boot (HallTransport *self)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), 0);

  return hall_transport_get_private (self)->boot;
}

/**
 * hall_transport_get_udp_port:
 *
 * Returns: the port of the beacon, 0 while it is closed
 */
guint16
hall_transport_get_udp_port (HallTransport *self)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), 0);

  return HALL_TRANSPORT_GET_CLASS (self)->get_udp_port (self);
}

/**
 * hall_transport_multicast:
 * @datagram: encoded
 *
 * Returns: how many interfaces it went out on; 0 while the beacon is closed or muted
 */
guint
hall_transport_multicast (HallTransport *self,
                          GBytes        *datagram)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), 0);

  if (hall_transport_get_private (self)->muted)
    return 0;

  return HALL_TRANSPORT_GET_CLASS (self)->multicast (self, datagram);
}

/**
 * hall_transport_broadcast:
 * @datagram: encoded
 *
 * As hall_beacon_broadcast () does.
 *
 * Returns: how many interfaces it went out on; 0 while the beacon is closed or muted
 */
guint
hall_transport_broadcast (HallTransport *self,
                          GBytes        *datagram)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), 0);

  if (hall_transport_get_private (self)->muted)
    return 0;

  return HALL_TRANSPORT_GET_CLASS (self)->broadcast (self, datagram);
}

/**
 * hall_transport_unicast:
 * @datagram: encoded
 * @address: numeric
 * @port: UDP
 *
 * Returns: 1 if it was sent; 0 while the beacon is closed or muted
 */
guint
hall_transport_unicast (HallTransport *self,
                        GBytes        *datagram,
                        const char    *address,
                        guint16        port)
{
  g_return_val_if_fail (HALL_IS_TRANSPORT (self), 0);

  if (hall_transport_get_private (self)->muted)
    return 0;

  return HALL_TRANSPORT_GET_CLASS (self)->unicast (self, datagram, address, port);
}
