/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-datagram-socket6.h: a second UDP socket, for networks where nobody has an IPv4 address:
 * link-local IPv6 and one multicast group.
 *
 * Private to net/; HallBeacon's alone. Where the kernel has no IPv6 there is none.
 */

#pragma once

#include <netinet/in.h>

#include "hall-datagram-socket.h"

G_BEGIN_DECLS

#define HALL_GROUP_IPV6 "ff12::4c4d:1"

/* The descriptor, or -1. */
int      hall_datagram_socket6_open     (guint16                port);
gboolean hall_datagram_socket6_join     (int                    fd,
                                         guint                  interface);
void     hall_datagram_socket6_leave    (int                    fd,
                                         guint                  interface);
/* @address: NULL: the group. errno says why not. */
gboolean hall_datagram_socket6_send     (int                    fd,
                                         GBytes                *datagram,
                                         const struct in6_addr *address,
                                         guint16                port,
                                         guint                  interface);
/* FALSE: nothing (more) is there. */
gboolean hall_datagram_socket6_receive  (int                    fd,
                                         guint8                *buffer,
                                         gsize                  size,
                                         HallDatagramOrigin    *origin);
/* "fe80::1%eth0", and nothing else. */
gboolean hall_datagram_socket6_parse    (const char            *text,
                                         struct in6_addr       *address,
                                         guint                 *interface);

G_END_DECLS
