/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-port.c: finding a TCP port, listening on it, accepting.
 *
 * Used by HallListener. On all IPv4 addresses; whether somebody may come in is decided later.
 */

#define G_LOG_DOMAIN "hall-port"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
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
listen_at (guint16   port,
           GError  **error)
{
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (any, port);

  socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  if (socket == NULL)
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
 * hall_port_get_peer:
 *
 * Returns: the address of the other side, host byte order; 0 if it has gone already
 */
guint32
hall_port_get_peer (GSocket *socket)
{
  struct sockaddr_in address = { 0 };
  socklen_t length = sizeof address;

  if (getpeername (g_socket_get_fd (socket), (struct sockaddr *) &address, &length) != 0)
    return 0;

  return ntohl (address.sin_addr.s_addr);
}
