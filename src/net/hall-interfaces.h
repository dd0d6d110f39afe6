/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-interfaces.h: the network interfaces of this machine and which of them are used.
 *
 * Enumerated with getifaddrs; followed through a NETLINK_ROUTE socket (GNetworkMonitor knows
 * nothing of a cut cable). Used: UP, RUNNING, MULTICAST, not LOOPBACK, not POINTOPOINT, has an IPv4
 * address or a link-local one of IPv6, not left out by name. If none is usable, loopback is: two
 * people on an unplugged machine still meet.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Why an interface is not used. */
typedef enum
{
  HALL_INTERFACE_USED,
  HALL_INTERFACE_LOOPBACK,
  HALL_INTERFACE_POINT_TO_POINT,
  HALL_INTERFACE_SET_ASIDE,     /* a VPN, of containers: by its name */
  HALL_INTERFACE_EXCLUDED,      /* by the settings */
  HALL_INTERFACE_DOWN,          /* not up, or without a carrier */
  HALL_INTERFACE_NO_MULTICAST,
  HALL_INTERFACE_NO_ADDRESS,
} HallInterfaceReason;

typedef struct
{
  char *name;
  guint index;
  GPtrArray *addresses;   /* (element-type HallInterfaceAddress) IPv4 */
  GPtrArray *addresses6;  /* (element-type utf8) IPv6, "fe80::1/64" */
  gboolean is_link_local; /* one of these is */
  gboolean used;
  HallInterfaceReason reason;
} HallInterface;

typedef struct
{
  char *address;          /* "10.77.0.1" */
  guint32 ip;             /* host byte order, as the next two */
  guint32 netmask;
  guint32 broadcast;      /* 0 where there is none */
} HallInterfaceAddress;

#define HALL_TYPE_INTERFACES (hall_interfaces_get_type ())
G_DECLARE_FINAL_TYPE (HallInterfaces, hall_interfaces, HALL, INTERFACES, GObject)

/* Signal "changed": after 500 ms without further change. */

/* @only_loopback: use the loopback interface and nothing else (tests, demo without namespaces). */
HallInterfaces *hall_interfaces_new           (gboolean           only_loopback);
/* Names or patterns (fnmatch) added to the built-in ones (docker* br-* veth* and so on); "+name"
 * takes one back in. */
void            hall_interfaces_set_excluded  (HallInterfaces    *self,
                                               const char *const *patterns);
gboolean        hall_interfaces_start         (HallInterfaces    *self,
                                               GError           **error);
/* (element-type HallInterface) (transfer none) */
GPtrArray      *hall_interfaces_get_list      (HallInterfaces    *self);
/* Used, but without any address of IPv4: link-local multicast is all there is. */
gboolean        hall_interface_is_by_ipv6     (const HallInterface *interface);
/* "down", for logs. */
const char     *hall_interface_reason_get_word (HallInterfaceReason  reason);
/* Whether a neighbour's link-local address of IPv6 may be heard and spoken to there. @name: (out)
 * (optional) (transfer none): of the interface. */
gboolean        hall_interfaces_has_ipv6      (HallInterfaces    *self,
                                               guint              interface,
                                               const char       **name);
/* Whether an address is a computer's in a subnet of a used interface (or loopback). */
gboolean        hall_interfaces_is_on_link    (HallInterfaces    *self,
                                               guint32            ip);
/* (nullable): the interface to go over to @ip, if the kernel may choose one without a cable. */
const char     *hall_interfaces_pick_way      (HallInterfaces    *self,
                                               guint32            ip);

G_END_DECLS
