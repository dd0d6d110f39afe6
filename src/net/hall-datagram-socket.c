/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-datagram-socket.c: a UDP socket for a LAN: shared port, groups by interface, sends by
 * interface.
 *
 * Owned by HallBeacon. Thin over the kernel: GSocket's own bind sets or clears more options than
 * we want, and it can't say by which interface a datagram leaves.
 */

#define G_LOG_DOMAIN "hall-datagram-socket"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hall-datagram-socket.h"

static gboolean
set_options (int fd)
{
  static const struct
  {
    int level;
    int name;
    int value;
  } options[] = {
    /* Two people on one machine both hear multicast and broadcast; SO_REUSEPORT would spread
     * unicast over both and keep other users out. */
    { SOL_SOCKET, SO_REUSEADDR, 1 },
    { SOL_SOCKET, SO_BROADCAST, 1 },
    { IPPROTO_IP, IP_MULTICAST_TTL, 1 },
    { IPPROTO_IP, IP_MULTICAST_LOOP, 1 },
    /* Or we get each group that anybody on this machine has joined. */
    { IPPROTO_IP, IP_MULTICAST_ALL, 0 },
    /* Whither and by which interface something came. */
    { IPPROTO_IP, IP_PKTINFO, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      if (setsockopt (fd, options[i].level, options[i].name, &options[i].value,
                      sizeof options[i].value) != 0)
        return FALSE;
    }

  return TRUE;
}

/**
 * hall_datagram_socket_open:
 * @port: 0 for any
 * @bound_port: (out): the port
 * @error: G_IO_ERROR_ADDRESS_IN_USE and other GIOErrorEnum, with a sentence that names the port
 *
 * Returns: the descriptor, non-blocking; -1 on error
 */
int
hall_datagram_socket_open (guint16   port,
                           guint16  *bound_port,
                           GError  **error)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (port) };
  socklen_t length = sizeof address;
  int saved_errno;
  int fd;

  fd = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  /* To its own address a socket would hear neither multicast nor broadcast. */
  if (fd >= 0 && set_options (fd) && bind (fd, (struct sockaddr *) &address, length) == 0
      && getsockname (fd, (struct sockaddr *) &address, &length) == 0)
    {
      *bound_port = ntohs (address.sin_port);
      return fd;
    }

  saved_errno = errno;
  if (fd >= 0)
    close (fd);
  if (saved_errno == EADDRINUSE)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE,
                 _("UDP port %u is used by another program. Close that program or choose another "
                   "port."),
                 port);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                 _("UDP port %u can't be used: %s"), port, g_strerror (saved_errno));

  return -1;
}

/**
 * hall_datagram_socket_join:
 * @interface: its index; without one a join fails where there is no default route
 *
 * Returns: whether the group is heard there from now on; errno says why not
 */
gboolean
hall_datagram_socket_join (int     fd,
                           guint32 group,
                           guint   interface)
{
  struct ip_mreqn request = {
    .imr_multiaddr.s_addr = htonl (group),
    .imr_ifindex = (int) interface,
  };

  return setsockopt (fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof request) == 0
         || errno == EADDRINUSE;
}

/**
 * hall_datagram_socket_leave:
 *
 * Fails in silence where the interface or the membership has gone.
 */
void
hall_datagram_socket_leave (int     fd,
                            guint32 group,
                            guint   interface)
{
  struct ip_mreqn request = {
    .imr_multiaddr.s_addr = htonl (group),
    .imr_ifindex = (int) interface,
  };

  setsockopt (fd, IPPROTO_IP, IP_DROP_MEMBERSHIP, &request, sizeof request);
}

/**
 * hall_datagram_socket_send:
 * @interface: 0: where the routes lead
 * @source: 0: any address of the interface
 *
 * Sends one datagram. IP_PKTINFO does for this one datagram what IP_MULTICAST_IF does for all that
 * follow, and for broadcast too.
 *
 * Returns: whether it is on its way; errno says why not
 */
gboolean
hall_datagram_socket_send (int      fd,
                           GBytes  *datagram,
                           guint32  address,
                           guint16  port,
                           guint    interface,
                           guint32  source)
{
  union
  {
    char bytes[CMSG_SPACE (sizeof (struct in_pktinfo))];
    struct cmsghdr align;
  } control = { 0 };
  struct sockaddr_in destination = {
    .sin_family = AF_INET,
    .sin_port = htons (port),
    .sin_addr.s_addr = htonl (address),
  };
  struct iovec vector = { 0 };
  struct msghdr message = {
    .msg_name = &destination,
    .msg_namelen = sizeof destination,
    .msg_iov = &vector,
    .msg_iovlen = 1,
  };
  gssize sent;

  vector.iov_base = (void *) g_bytes_get_data (datagram, &vector.iov_len);
  if (interface != 0)
    {
      struct in_pktinfo info = {
        .ipi_ifindex = (int) interface,
        .ipi_spec_dst.s_addr = htonl (source),
      };
      struct cmsghdr *header = &control.align;

      header->cmsg_level = IPPROTO_IP;
      header->cmsg_type = IP_PKTINFO;
      header->cmsg_len = CMSG_LEN (sizeof info);
      memcpy (CMSG_DATA (header), &info, sizeof info);
      message.msg_control = &control;
      message.msg_controllen = sizeof control;
    }

  do
    sent = sendmsg (fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);

  return sent >= 0;
}

static void
read_control (struct msghdr      *message,
              HallDatagramOrigin *origin)
{
  for (struct cmsghdr *header = CMSG_FIRSTHDR (message); header != NULL;
       header = CMSG_NXTHDR (message, header))
    {
      struct in_pktinfo info;

      if (header->cmsg_level != IPPROTO_IP || header->cmsg_type != IP_PKTINFO
          || header->cmsg_len < CMSG_LEN (sizeof info))
        continue;

      memcpy (&info, CMSG_DATA (header), sizeof info);
      origin->destination = ntohl (info.ipi_addr.s_addr);
      origin->interface = (guint) MAX (info.ipi_ifindex, 0);
    }
}

/**
 * hall_datagram_socket_take:
 * @message: with room for the source, the datagram and what the kernel says of it
 * @origin: (out): its length and whether it was cut; nothing else yet
 *
 * Takes one datagram, or one error that waited: what is the same for both families.
 *
 * Returns: FALSE if nothing is there
 */
gboolean
hall_datagram_socket_take (int                 fd,
                           struct msghdr      *message,
                           HallDatagramOrigin *origin)
{
  gssize got;

  do
    got = recvmsg (fd, message, MSG_DONTWAIT);
  while (got < 0 && errno == EINTR);

  if (got < 0 && errno == EAGAIN)
    return FALSE;
  if (got < 0)
    {
      g_debug ("Receiving: %s", g_strerror (errno));
      message->msg_controllen = 0;   /* nothing was said */
    }

  *origin = (HallDatagramOrigin) {
    .length = (gsize) MAX (got, 0),
    .truncated = (message->msg_flags & MSG_TRUNC) != 0,
  };

  return TRUE;
}

/**
 * hall_datagram_socket_receive:
 * @buffer: for one datagram; what doesn't fit is cut off and said so
 * @origin: (out): whence and whither it came, and its length, which may be 0
 *
 * Takes one datagram, or one error that waited on the socket (of length 0 and from port 0).
 *
 * Returns: FALSE if nothing is there
 */
gboolean
hall_datagram_socket_receive (int                 fd,
                              guint8             *buffer,
                              gsize               size,
                              HallDatagramOrigin *origin)
{
  union
  {
    char bytes[CMSG_SPACE (sizeof (struct in_pktinfo))];
    struct cmsghdr align;
  } control = { 0 };
  struct sockaddr_in source = { 0 };
  struct iovec vector = { buffer, size };
  struct msghdr message = {
    .msg_name = &source,
    .msg_namelen = sizeof source,
    .msg_iov = &vector,
    .msg_iovlen = 1,
    .msg_control = &control,
    .msg_controllen = sizeof control,
  };

  if (!hall_datagram_socket_take (fd, &message, origin))
    return FALSE;

  origin->address = ntohl (source.sin_addr.s_addr);
  origin->port = ntohs (source.sin_port);
  read_control (&message, origin);

  return TRUE;
}
