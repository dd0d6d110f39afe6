/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-port.h: finding a TCP port, listening on it, accepting.
 *
 * Private to net/.
 */

#pragma once

#include <gio/gio.h>
#include <sys/socket.h>

G_BEGIN_DECLS

typedef enum
{
  HALL_PORT_ACCEPTED,
  HALL_PORT_EMPTY,      /* nobody waits */
  HALL_PORT_GONE,       /* one has gone before it was its turn */
  HALL_PORT_EXHAUSTED,  /* out of descriptors or memory: later */
} HallPortResult;

GSocket        *hall_port_listen   (guint16   port,
                                    gboolean  any,
                                    GError  **error);
HallPortResult  hall_port_accept   (GSocket  *listening,
                                    GSocket **socket);
guint32         hall_port_get_peer (GSocket  *socket);
/* @raw: 16 bytes, of which the half is folded that is a computer's own. */
guint32         hall_port_fold_ipv6 (const guint8 *raw);
/* Of a socket of either family; 0 where there is none. */
guint32         hall_port_get_ipv4 (const struct sockaddr_storage *address);
/* (transfer full): "10.0.0.1" or "fe80::1%eth0". */
char           *hall_port_describe_peer (GSocket    *socket,
                                         guint16    *port);
/* (transfer full) (nullable) */
GSocketAddress *hall_port_parse_address (const char *text,
                                         guint16     port);
gboolean        hall_port_set_error (GError **error);

G_END_DECLS
