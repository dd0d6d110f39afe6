/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-interface.c: one network interface as the kernel tells it, and the rules which are used.
 *
 * Owned by HallInterfaces. Only names count, never what kind of device it is: a test's eth0 is a
 * veth, a laptop's wlan0 may be a bridge's port.
 */

#define G_LOG_DOMAIN "hall-interface"

#include "config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fnmatch.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include "hall-interface.h"

#define LOOPBACK_BROADCAST 0x7fffffffu /* 127.255.255.255 */

/* Virtual ones that lead to no other person: a multicast on each is noise, or a leak into a VPN. */
static const char *const left_out[] = {
  "docker*", "br-*", "veth*", "virbr*", "vmnet*", "vboxnet*", "lxc*", "cni*", "podman*", "wg*",
  "tun*", "tailscale*",
};

static void
hall_interface_address_free (HallInterfaceAddress *self)
{
  g_free (self->address);
  g_free (self);
}

/**
 * hall_interface_new:
 *
 * Returns: (transfer full): an interface without addresses that is not used
 */
HallInterface *
hall_interface_new (const char *name,
                    guint       index)
{
  HallInterface *self = g_new0 (HallInterface, 1);

  self->name = g_strdup (name);
  self->index = index;
  self->addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_interface_address_free);
  self->addresses6 = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * hall_interface_free:
 */
void
hall_interface_free (HallInterface *self)
{
  g_ptr_array_unref (self->addresses);
  g_ptr_array_unref (self->addresses6);
  g_free (self->name);
  g_free (self);
}

/**
 * hall_interface_add_address:
 * @ip: as the other two in host byte order
 * @broadcast: 0 where there is none
 */
void
hall_interface_add_address (HallInterface *self,
                            guint32        ip,
                            guint32        netmask,
                            guint32        broadcast)
{
  HallInterfaceAddress *address = g_new0 (HallInterfaceAddress, 1);
  struct in_addr raw = { htonl (ip) };
  char text[INET_ADDRSTRLEN];

  address->address = g_strdup (inet_ntop (AF_INET, &raw, text, sizeof text));
  address->ip = ip;
  address->netmask = netmask;
  address->broadcast = broadcast;
  g_ptr_array_add (self->addresses, address);
}

/**
 * hall_interface_add_address6:
 * @raw: 16 bytes
 * @prefix: the length of its net
 */
void
hall_interface_add_address6 (HallInterface *self,
                             const guint8  *raw,
                             guint          prefix)
{
  char text[INET6_ADDRSTRLEN];

  inet_ntop (AF_INET6, raw, text, sizeof text);
  g_ptr_array_add (self->addresses6, g_strdup_printf ("%s/%u", text, prefix));
  self->is_link_local = self->is_link_local || (raw[0] == 0xfe && (raw[1] & 0xc0) == 0x80);
}

/**
 * hall_interface_is_by_ipv6:
 *
 * Returns: whether it is used though it has no address of IPv4
 */
gboolean
hall_interface_is_by_ipv6 (const HallInterface *interface)
{
  return interface->used && interface->addresses->len == 0;
}

/**
 * hall_interface_reason_get_word:
 *
 * Returns: (transfer none): a word for logs, not for people
 */
const char *
hall_interface_reason_get_word (HallInterfaceReason reason)
{
  static const char *const words[] = {
    [HALL_INTERFACE_USED] = "used",
    [HALL_INTERFACE_LOOPBACK] = "loopback",
    [HALL_INTERFACE_POINT_TO_POINT] = "point-to-point",
    [HALL_INTERFACE_SET_ASIDE] = "set-aside",
    [HALL_INTERFACE_EXCLUDED] = "excluded",
    [HALL_INTERFACE_DOWN] = "down",
    [HALL_INTERFACE_NO_MULTICAST] = "no-multicast",
    [HALL_INTERFACE_NO_ADDRESS] = "no-address",
  };

  g_return_val_if_fail ((guint) reason < G_N_ELEMENTS (words), NULL);

  return words[reason];
}

/**
 * hall_interface_judge_name:
 * @patterns: (nullable): names or patterns besides the built-in ones; "+name" takes back in,
 *   whatever leaves it out: "*" and "+eth0" mean eth0 alone
 *
 * Returns: whether it may be used as far as its name goes. Of one that both leave out the built-in
 *   reason is told: without the setting it would not be used either.
 */
HallInterfaceReason
hall_interface_judge_name (const char        *name,
                           const char *const *patterns)
{
  gboolean excluded = FALSE;

  for (gsize i = 0; patterns != NULL && patterns[i] != NULL; i++)
    {
      if (patterns[i][0] == '+' && fnmatch (patterns[i] + 1, name, 0) == 0)
        return HALL_INTERFACE_USED;
      if (patterns[i][0] != '+' && fnmatch (patterns[i], name, 0) == 0)
        excluded = TRUE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (left_out); i++)
    {
      if (fnmatch (left_out[i], name, 0) == 0)
        return HALL_INTERFACE_SET_ASIDE;
    }

  return excluded ? HALL_INTERFACE_EXCLUDED : HALL_INTERFACE_USED;
}

/**
 * hall_interface_judge:
 * @flags: of the kernel (IFF_UP and so on)
 *
 * Decides whether an interface is used, and why not.
 */
void
hall_interface_judge (HallInterface     *self,
                      guint              flags,
                      const char *const *patterns)
{
  HallInterfaceReason by_name = hall_interface_judge_name (self->name, patterns);

  if ((flags & IFF_LOOPBACK) != 0)
    self->reason = HALL_INTERFACE_LOOPBACK;
  else if ((flags & IFF_POINTOPOINT) != 0)
    self->reason = HALL_INTERFACE_POINT_TO_POINT;
  else if (by_name != HALL_INTERFACE_USED)
    self->reason = by_name;
  else if ((flags & IFF_UP) == 0 || (flags & IFF_RUNNING) == 0)
    self->reason = HALL_INTERFACE_DOWN;
  else if ((flags & IFF_MULTICAST) == 0)
    self->reason = HALL_INTERFACE_NO_MULTICAST;
  else if (self->addresses->len == 0 && !self->is_link_local)
    self->reason = HALL_INTERFACE_NO_ADDRESS;
  else
    self->reason = HALL_INTERFACE_USED;

  self->used = self->reason == HALL_INTERFACE_USED;
}

/**
 * hall_interface_address_contains:
 * @ip: host byte order
 *
 * Whether @ip is in the subnet of an address. A mask of all ones holds the address itself alone; a
 * mask of 0 (an address without a subnet) nothing else either.
 */
gboolean
hall_interface_address_contains (const HallInterfaceAddress *self,
                                 guint32                     ip)
{
  if (self->netmask == 0)
    return ip == self->ip;

  return ((ip ^ self->ip) & self->netmask) == 0;
}

/**
 * hall_interface_address_has_neighbour:
 * @ip: host byte order
 *
 * Whether @ip is in the subnet of an address and may be a single computer's: neither the address
 * that means everybody in the subnet nor the one that means the subnet, which old kernels send to
 * everybody too. Of the two addresses of a subnet of two both are computers'.
 */
gboolean
hall_interface_address_has_neighbour (const HallInterfaceAddress *self,
                                      guint32                     ip)
{
  guint32 host = ip & ~self->netmask;

  if (!hall_interface_address_contains (self, ip))
    return FALSE;
  if (ip == self->ip || ~self->netmask <= 1)
    return TRUE;

  return ip != self->broadcast && host != 0 && host != ~self->netmask;
}

static guint32
ip_of (const struct sockaddr *address)
{
  if (address == NULL || address->sa_family != AF_INET)
    return 0;

  return ntohl (((const struct sockaddr_in *) (const void *) address)->sin_addr.s_addr);
}

static guint
prefix_of (const struct sockaddr *netmask)
{
  const struct sockaddr_in6 *mask = (const struct sockaddr_in6 *) (const void *) netmask;
  guint n = 0;

  for (guint i = 0; mask != NULL && i < 128; i++)
    n += (mask->sin6_addr.s6_addr[i / 8] >> (7 - i % 8)) & 1;

  return n;
}

static HallInterface *
find_by_name (GPtrArray  *list,
              const char *name)
{
  for (guint i = 0; i < list->len; i++)
    {
      HallInterface *interface = g_ptr_array_index (list, i);

      if (g_str_equal (interface->name, name))
        return interface;
    }

  return NULL;
}

static void
add_kernel_entry (GPtrArray            *list,
                  GArray               *flags,
                  const struct ifaddrs *entry)
{
  /* An alias ("eth0:1") is an address of eth0. */
  g_autofree char *name = g_strndup (entry->ifa_name, strcspn (entry->ifa_name, ":"));
  HallInterface *interface = find_by_name (list, name);

  if (interface == NULL)
    {
      guint value = entry->ifa_flags;

      interface = hall_interface_new (name, if_nametoindex (name));
      g_ptr_array_add (list, interface);
      g_array_append_val (flags, value);
    }

  if (entry->ifa_addr != NULL && entry->ifa_addr->sa_family == AF_INET6)
    {
      const struct sockaddr_in6 *address = (const void *) entry->ifa_addr;

      hall_interface_add_address6 (interface, address->sin6_addr.s6_addr,
                                   prefix_of (entry->ifa_netmask));
    }

  if (entry->ifa_addr != NULL && entry->ifa_addr->sa_family == AF_INET)
    {
      guint32 broadcast = 0;

      if ((entry->ifa_flags & IFF_LOOPBACK) != 0)
        broadcast = LOOPBACK_BROADCAST;
      else if ((entry->ifa_flags & IFF_BROADCAST) != 0)
        broadcast = ip_of (entry->ifa_broadaddr);
      /* glibc gives the address itself where there is no broadcast address. */
      if (broadcast == ip_of (entry->ifa_addr))
        broadcast = 0;

      hall_interface_add_address (interface, ip_of (entry->ifa_addr), ip_of (entry->ifa_netmask),
                                  broadcast);
    }
}

static void
use_loopback (GPtrArray *list,
              GArray    *flags)
{
  for (guint i = 0; i < list->len; i++)
    {
      HallInterface *interface = g_ptr_array_index (list, i);
      guint value = g_array_index (flags, guint, i);

      if ((value & IFF_LOOPBACK) != 0 && (value & IFF_UP) != 0 && interface->addresses->len > 0)
        {
          interface->used = TRUE;
          interface->reason = HALL_INTERFACE_USED;
        }
    }
}

/**
 * hall_interface_enumerate:
 * @only_loopback: every other interface is left out
 * @error: a GIOErrorEnum of getifaddrs ()
 *
 * Asks the kernel for its interfaces and judges each. When none is usable, loopback is.
 *
 * Returns: (transfer full) (nullable) (element-type HallInterface): all of them
 */
GPtrArray *
hall_interface_enumerate (const char *const  *patterns,
                          gboolean            only_loopback,
                          GError            **error)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GArray) flags = NULL;
  struct ifaddrs *entries = NULL;
  gboolean any = FALSE;

  if (getifaddrs (&entries) != 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                   "The network interfaces can't be listed: %s", g_strerror (saved_errno));
      return NULL;
    }

  list = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_interface_free);
  flags = g_array_new (FALSE, FALSE, sizeof (guint));
  for (const struct ifaddrs *entry = entries; entry != NULL; entry = entry->ifa_next)
    add_kernel_entry (list, flags, entry);
  freeifaddrs (entries);

  for (guint i = 0; i < list->len; i++)
    {
      HallInterface *interface = g_ptr_array_index (list, i);

      hall_interface_judge (interface, g_array_index (flags, guint, i), patterns);
      if (only_loopback && interface->used)
        {
          interface->used = FALSE;
          interface->reason = HALL_INTERFACE_EXCLUDED;
        }
      any = any || interface->used;
    }

  if (!any)
    use_loopback (list, flags);

  return g_steal_pointer (&list);
}

/**
 * hall_interface_describe_list:
 *
 * Returns: (transfer full): a text that is equal for lists that sockets need not tell apart
 */
char *
hall_interface_describe_list (GPtrArray *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const HallInterface *interface = g_ptr_array_index (list, i);

      g_string_append_printf (text, "%s/%u/%s", interface->name, interface->index,
                              hall_interface_reason_get_word (interface->reason));
      for (guint j = 0; j < interface->addresses->len; j++)
        {
          const HallInterfaceAddress *address = g_ptr_array_index (interface->addresses, j);

          g_string_append_printf (text, " %s/%08x/%08x", address->address, address->netmask,
                                  address->broadcast);
        }
      if (interface->is_link_local)
        g_string_append (text, " ipv6");
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}
