/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-datagram-socket6.c: a second UDP socket, for networks where nobody has an IPv4 address.
 *
 * Owned by HallBeacon. Thin over the kernel, as hall-datagram-socket.c. An address without its
 * interface means nothing here, so each has one.
 */

#define G_LOG_DOMAIN "hall-datagram-socket6"

#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hall-datagram-socket6.h"

#ifndef IPV6_MULTICAST_ALL
#define IPV6_MULTICAST_ALL 29
#endif

static gboolean
set_option (int fd,
            int level,
            int name,
            int value)
{
  return setsockopt (fd, level, name, &value, sizeof value) == 0;
}

static void
get_group (struct in6_addr *group)
{
  inet_pton (AF_INET6, HALL_GROUP_IPV6, group);
}

/**
 * hall_datagram_socket6_open:
 * @port: that of the socket for IPv4
 *
 * Returns: the descriptor, non-blocking; -1 where there is no IPv6 or the port is taken
 */
int
hall_datagram_socket6_open (guint16 port)
{
  struct sockaddr_in6 address = { .sin6_family = AF_INET6, .sin6_port = htons (port) };
  int fd = socket (AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  if (fd >= 0 && set_option (fd, IPPROTO_IPV6, IPV6_V6ONLY, 1)
      && set_option (fd, SOL_SOCKET, SO_REUSEADDR, 1)
      && set_option (fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, 1)
      && set_option (fd, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 1)
      && set_option (fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1)
      && bind (fd, (struct sockaddr *) &address, sizeof address) == 0)
    {
      set_option (fd, IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0); /* since Linux 4.20 */
      return fd;
    }

  g_debug ("No datagrams by IPv6: %s", g_strerror (errno));
  if (fd >= 0)
    close (fd);

  return -1;
}

/**
 * hall_datagram_socket6_join:
 *
 * Returns: whether the group is heard there from now on; errno says why not
 */
gboolean
hall_datagram_socket6_join (int   fd,
                            guint interface)
{
  struct ipv6_mreq request = { .ipv6mr_interface = interface };

  get_group (&request.ipv6mr_multiaddr);

  return setsockopt (fd, IPPROTO_IPV6, IPV6_JOIN_GROUP, &request, sizeof request) == 0
         || errno == EADDRINUSE;
}

/**
 * hall_datagram_socket6_leave:
 *
 * Fails in silence where the interface or the membership has gone.
 */
void
hall_datagram_socket6_leave (int   fd,
                             guint interface)
{
  struct ipv6_mreq request = { .ipv6mr_interface = interface };

  get_group (&request.ipv6mr_multiaddr);
  setsockopt (fd, IPPROTO_IPV6, IPV6_LEAVE_GROUP, &request, sizeof request);
}

/**
 * hall_datagram_socket6_send:
 * @address: (nullable): of a neighbour; %NULL: the group
 *
 * Returns: whether it is on its way; errno says why not
 */
gboolean
hall_datagram_socket6_send (int                    fd,
                            GBytes                *datagram,
                            const struct in6_addr *address,
                            guint16                port,
                            guint                  interface)
{
  struct sockaddr_in6 destination = {
    .sin6_family = AF_INET6,
    .sin6_port = htons (port),
    .sin6_scope_id = interface,
  };
  gsize length;
  gconstpointer data = g_bytes_get_data (datagram, &length);
  gssize sent;

  if (address != NULL)
    destination.sin6_addr = *address;
  else
    get_group (&destination.sin6_addr);

  do
    sent = sendto (fd, data, length, MSG_DONTWAIT | MSG_NOSIGNAL,
                   (const struct sockaddr *) &destination, sizeof destination);
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
      struct in6_pktinfo info;

      if (header->cmsg_level != IPPROTO_IPV6 || header->cmsg_type != IPV6_PKTINFO
          || header->cmsg_len < CMSG_LEN (sizeof info))
        continue;

      memcpy (&info, CMSG_DATA (header), sizeof info);
      origin->interface = info.ipi6_ifindex;
      origin->to_group = IN6_IS_ADDR_MULTICAST (&info.ipi6_addr);
    }
}

/**
 * hall_datagram_socket6_receive:
 * @origin: (out): as of hall_datagram_socket_receive (), with the source as one of IPv6
 *
 * Returns: FALSE if nothing is there
 */
gboolean
hall_datagram_socket6_receive (int                 fd,
                               guint8             *buffer,
                               gsize               size,
                               HallDatagramOrigin *origin)
{
  union
  {
    char bytes[CMSG_SPACE (sizeof (struct in6_pktinfo))];
    struct cmsghdr align;
  } control = { 0 };
  struct sockaddr_in6 source = { 0 };
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

  origin->is_ipv6 = TRUE;
  origin->port = ntohs (source.sin6_port);
  memcpy (origin->address6, &source.sin6_addr, sizeof origin->address6);
  read_control (&message, origin);

  return TRUE;
}

/**
 * hall_datagram_socket6_parse:
 * @text: "fe80::1%eth0"
 * @address: (out):
 * @interface: (out): its index
 *
 * Returns: whether it is a link-local address with an interface that there is
 */
gboolean
hall_datagram_socket6_parse (const char      *text,
                             struct in6_addr *address,
                             guint           *interface)
{
  const char *percent = strchr (text, '%');
  g_autofree char *bare = NULL;

  if (percent == NULL)
    return FALSE;

  bare = g_strndup (text, (gsize) (percent - text));
  if (inet_pton (AF_INET6, bare, address) != 1 || !IN6_IS_ADDR_LINKLOCAL (address))
    return FALSE;

  *interface = if_nametoindex (percent + 1);

  return *interface != 0;
}
