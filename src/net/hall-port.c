/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-port.c: finding a TCP port, listening on it, accepting.
 *
 * Used by HallListener. On all addresses, of IPv4 and IPv6; whether somebody may come in is decided
 * later.
 */

#define G_LOG_DOMAIN "hall-port"

#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib/gi18n-lib.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#include "hall-limits.h"

#include "hall-port.h"

#define BACKLOG 4096

/**
 * hall_port_set_error:
 *
 * Says what errno says.
 *
 * Returns: FALSE
 */
gboolean
hall_port_set_error (GError **error)
{
  int saved_errno = errno;

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                       g_strerror (saved_errno));
  return FALSE;
}

static GSocket *
listen_by (GSocketFamily   family,
           guint16         port,
           GError        **error)
{
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GInetAddress) any = g_inet_address_new_any (family);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (any, port);

  socket = g_socket_new (family, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  if (socket == NULL)
    return NULL;

  if (family == G_SOCKET_FAMILY_IPV6
      && !g_socket_set_option (socket, IPPROTO_IPV6, IPV6_V6ONLY, 0, error))
    return NULL;
  g_socket_set_blocking (socket, FALSE);
  /* For TCP that is SO_REUSEADDR alone: a port whose connections linger can be had, a port that
   * somebody listens on can't. */
  if (!g_socket_bind (socket, address, TRUE, error))
    return NULL;

  /* g_socket_listen () of older versions caps the backlog. */
  if (listen (g_socket_get_fd (socket), BACKLOG) != 0)
    {
      hall_port_set_error (error);
      return NULL;
    }

  return g_steal_pointer (&socket);
}

/* For both families; for IPv4 alone where the kernel has no IPv6 or somebody has the port there. */
static GSocket *
listen_at (guint16   port,
           GError  **error)
{
  GSocket *socket = listen_by (G_SOCKET_FAMILY_IPV6, port, NULL);

  return socket != NULL ? socket : listen_by (G_SOCKET_FAMILY_IPV4, port, error);
}

/**
 * hall_port_listen:
 * @port: 0 for the default one, else the next that is free, else any
 * @any: whether any free port does, at once
 * @error: G_IO_ERROR_ADDRESS_IN_USE and other GIOErrorEnum, with a sentence that names the port
 *
 * Returns: (transfer full) (nullable): a non-blocking socket that listens
 */
GSocket *
hall_port_listen (guint16   port,
                  gboolean  any,
                  GError  **error)
{
  g_autoptr (GError) local_error = NULL;
  GSocket *socket = NULL;

  if (any)
    return listen_at (0, error);

  if (port != 0)
    {
      socket = listen_at (port, &local_error);
      if (socket == NULL
          && g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE,
                     _("TCP port %u is used by another program. Close that program or choose "
                       "another port."),
                     port);
      else if (socket == NULL)
        g_set_error (error, G_IO_ERROR, local_error->code, _("TCP port %u can't be used: %s"),
                     port, local_error->message);
      return socket;
    }

  for (guint16 i = 0; socket == NULL && i < HALL_PORT_TRIES; i++)
    socket = listen_at ((guint16) (HALL_DEFAULT_PORT + i), NULL);

  return socket != NULL ? socket : listen_at (0, error);
}

/**
 * hall_port_accept:
 * @socket: (out) (transfer full): with HALL_PORT_ACCEPTED
 *
 * Takes the next who waits in the kernel.
 */
HallPortResult
hall_port_accept (GSocket  *listening,
                  GSocket **socket)
{
  g_autoptr (GError) error = NULL;

  *socket = g_socket_accept (listening, NULL, &error);
  if (*socket != NULL)
    return HALL_PORT_ACCEPTED;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return HALL_PORT_EMPTY;

  g_debug ("Accepting: %s", error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED))
    return HALL_PORT_EXHAUSTED;

  return HALL_PORT_GONE;
}

/**
 * hall_port_get_ipv4:
 * @address: of a socket of either family
 *
 * Returns: its IPv4 address, host byte order; 0 where it has none
 */
guint32
hall_port_get_ipv4 (const struct sockaddr_storage *address)
{
  const struct sockaddr_in *four = (const void *) address;
  const struct sockaddr_in6 *six = (const void *) address;
  guint32 mapped;

  if (address->ss_family == AF_INET)
    return ntohl (four->sin_addr.s_addr);
  if (address->ss_family != AF_INET6 || !IN6_IS_ADDR_V4MAPPED (&six->sin6_addr))
    return 0;

  memcpy (&mapped, six->sin6_addr.s6_addr + 12, sizeof mapped);

  return ntohl (mapped);
}

/**
 * hall_port_fold_ipv6:
 * @raw: 16 bytes
 *
 * Computers choose the lower half of their address as they like. So how it is folded differs from
 * one start of the program to the next: nobody can choose to be taken for somebody else.
 *
 * Returns: what tells the half of the address that is a computer's own from others', for a table
 *   that IPv4 addresses are filed in, too
 */
guint32
hall_port_fold_ipv6 (const guint8 *raw)
{
  static guint64 factors[2];
  guint32 halves[2];

  if (factors[0] == 0)
    {
      for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
        factors[i] = (guint64) g_random_int () << 32 | g_random_int () | 1;
    }
  memcpy (halves, raw + 8, sizeof halves);

  return (guint32) ((halves[0] * factors[0] + halves[1] * factors[1]) >> 32);
}

/**
 * hall_port_describe_peer:
 * @port: (out): its port
 *
 * Returns: (transfer full): "10.0.0.1", though the socket is one of IPv6, or "fe80::1%eth0"; "" if
 *   the other side has gone already
 */
char *
hall_port_describe_peer (GSocket *socket,
                         guint16 *port)
{
  struct sockaddr_storage address = { 0 };
  const struct sockaddr_in6 *six = (const void *) &address;
  socklen_t length = sizeof address;
  char text[INET6_ADDRSTRLEN];
  char name[IF_NAMESIZE];
  struct in_addr raw;

  *port = 0;
  if (getpeername (g_socket_get_fd (socket), (struct sockaddr *) &address, &length) != 0)
    return g_strdup ("");
  /* At the same place in the addresses of both families. */
  *port = ntohs (six->sin6_port);

  raw.s_addr = htonl (hall_port_get_ipv4 (&address));
  if (raw.s_addr != 0)
    return g_strdup (inet_ntop (AF_INET, &raw, text, sizeof text));
  if (address.ss_family != AF_INET6)
    return g_strdup ("");

  inet_ntop (AF_INET6, &six->sin6_addr, text, sizeof text);
  if (six->sin6_scope_id == 0 || if_indextoname (six->sin6_scope_id, name) == NULL)
    return g_strdup (text);

  return g_strdup_printf ("%s%%%s", text, name);
}

/**
 * hall_port_get_peer:
 *
 * Returns: what tells the address of the other side from others': that of IPv4 in host byte order,
 *   of IPv6 as hall_port_fold_ipv6 (); 0 if it has gone already
 */
guint32
hall_port_get_peer (GSocket *socket)
{
  struct sockaddr_storage address = { 0 };
  const struct sockaddr_in6 *six = (const void *) &address;
  socklen_t length = sizeof address;
  guint32 ipv4;

  if (getpeername (g_socket_get_fd (socket), (struct sockaddr *) &address, &length) != 0)
    return 0;

  ipv4 = hall_port_get_ipv4 (&address);
  if (ipv4 != 0 || address.ss_family != AF_INET6)
    return ipv4;

  return hall_port_fold_ipv6 (six->sin6_addr.s6_addr);
}

/**
 * hall_port_parse_address:
 * @text: "10.0.0.1", "2001:db8::1", "fe80::1%eth0"
 *
 * GInetAddress knows of no interface, without which a link-local address is nothing.
 *
 * Returns: (transfer full) (nullable): %NULL if it is none, or of an interface that is not there
 */
GSocketAddress *
hall_port_parse_address (const char *text,
                         guint16     port)
{
  g_auto (GStrv) parts = g_strsplit (text, "%", 2);
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (parts[0] != NULL ? parts[0] : "");
  guint scope = parts[0] != NULL && parts[1] != NULL ? if_nametoindex (parts[1]) : 0;

  if (inet == NULL || (parts[1] != NULL && scope == 0))
    return NULL;

  return g_object_new (G_TYPE_INET_SOCKET_ADDRESS, "address", inet, "port", (guint) port,
                       "scope-id", scope, NULL);
}
