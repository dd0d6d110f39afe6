/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-beacon.h: the UDP socket: joins the group on every used interface, sends by multicast,
 * broadcast and unicast, receives and refuses.
 *
 * Owned by HallTransport. Where there is no IPv4 address, by link-local multicast of IPv6. Cheap
 * checks stand before the signature: size, magic, on-link, own id, rate per address and in all.
 * What is refused is counted. Only closing ever removes the receiving source: an empty datagram or
 * an error on receive is not the end.
 */

#pragma once

#include "hall-counters.h"
#include "hall-datagram.h"
#include "hall-interfaces.h"
#include "hall-traffic.h"

G_BEGIN_DECLS

#define HALL_TYPE_BEACON (hall_beacon_get_type ())
G_DECLARE_FINAL_TYPE (HallBeacon, hall_beacon, HALL, BEACON, GObject)

/* Signals:
 *  "datagram" (HallDatagram *datagram, const char *address, guint port, guint way): verified,
 *     on-link, not our own; way is a HallWay
 *  "echo" (HallDatagram *datagram, const char *address): verified, on-link, our own key's, but of a
 *     newer boot than ours; at most one a second */

HallBeacon *hall_beacon_new       (HallInterfaces *interfaces,
                                   HallCounters   *counters,
                                   const char     *own_id);
/* @broadcast: (nullable): an address that takes the place of the directed ones. Follows the
 * interfaces from now on. GIOErrorEnum: ADDRESS_IN_USE with a sentence that names the port. */
gboolean    hall_beacon_open      (HallBeacon     *self,
                                   const char     *group,
                                   guint16         port,
                                   const char     *broadcast,
                                   GError        **error);
void        hall_beacon_close     (HallBeacon     *self);
guint16     hall_beacon_get_port  (HallBeacon     *self);
const char *hall_beacon_get_own_id (HallBeacon    *self);
gboolean    hall_beacon_has_joined (HallBeacon     *self,
                                    guint           interface);
/* Of the last minute. */
void        hall_beacon_get_traffic (HallBeacon      *self,
                                     guint            interface,
                                     HallTrafficSums *sums);
/* Of the datagrams we send; 0, as at first: nothing is an echo. */
void        hall_beacon_set_boot  (HallBeacon     *self,
                                   guint64         boot);
/* Each returns how many interfaces it went out on. Failures are counted and logged. */
guint       hall_beacon_multicast (HallBeacon     *self,
                                   GBytes         *datagram);
guint       hall_beacon_broadcast (HallBeacon     *self,
                                   GBytes         *datagram);
guint       hall_beacon_unicast   (HallBeacon     *self,
                                   GBytes         *datagram,
                                   const char     *address,
                                   guint16         port);

G_END_DECLS
