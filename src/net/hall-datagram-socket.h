/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-datagram-socket.h: a UDP socket for a LAN: shared port, groups by interface, sends by
 * interface.
 *
 * Private to net/; HallBeacon's alone. Addresses are IPv4 in host byte order.
 */

#pragma once

#include <gio/gio.h>
#include <sys/socket.h>

G_BEGIN_DECLS

typedef struct
{
  guint32 address;
  guint16 port;
  guint32 destination;    /* 0: not known */
  guint interface;        /* its index; 0: not known */
  gboolean is_ipv6;       /* address and destination are 0 then */
  guint8 address6[16];
  gboolean to_group;      /* of IPv6: it came by multicast */
  gsize length;
  gboolean truncated;
} HallDatagramOrigin;

/* The descriptor, or -1. */
int      hall_datagram_socket_open      (guint16             port,
                                         guint16            *bound_port,
                                         GError            **error);
gboolean hall_datagram_socket_join      (int                 fd,
                                         guint32             group,
                                         guint               interface);
void     hall_datagram_socket_leave     (int                 fd,
                                         guint32             group,
                                         guint               interface);
/* @interface: 0: where the routes lead; else out of it, with @source (0: any of its addresses). */
gboolean hall_datagram_socket_send      (int                 fd,
                                         GBytes             *datagram,
                                         guint32             address,
                                         guint16             port,
                                         guint               interface,
                                         guint32             source);
/* FALSE: nothing (more) is there. */
gboolean hall_datagram_socket_receive   (int                 fd,
                                         guint8             *buffer,
                                         gsize               size,
                                         HallDatagramOrigin *origin);
/* For hall-datagram-socket6.c too. @origin: (out): its length and whether it was cut. */
gboolean hall_datagram_socket_take      (int                 fd,
                                         struct msghdr      *message,
                                         HallDatagramOrigin *origin);

G_END_DECLS
