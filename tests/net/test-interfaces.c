/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-interfaces.c: which interfaces are used, and which addresses are on the link.
 */

#include "config.h"

#include <net/if.h>

#include "hall-interface.h"

#include "hall-interfaces.h"

#define GOOD (IFF_UP | IFF_RUNNING | IFF_MULTICAST | IFF_BROADCAST)

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    const char *patterns[4];
    HallInterfaceReason reason;
  } cases[] = {
    { "eth0", { NULL }, HALL_INTERFACE_USED },
    { "wlan0", { NULL }, HALL_INTERFACE_USED },
    { "enp3s0", { NULL }, HALL_INTERFACE_USED },
    { "br0", { NULL }, HALL_INTERFACE_USED },
    { "bridge", { NULL }, HALL_INTERFACE_USED },
    { "docker0", { NULL }, HALL_INTERFACE_SET_ASIDE },
    { "br-5f2a", { NULL }, HALL_INTERFACE_SET_ASIDE },
    { "veth1a2b", { NULL }, HALL_INTERFACE_SET_ASIDE },
    { "virbr0", { NULL }, HALL_INTERFACE_SET_ASIDE },
    { "vmnet8", { NULL }, HALL_INTERFACE_SET_ASIDE },
    { "vboxnet0", { NULL }, HALL_INTERFACE_SET_ASIDE },
    { "lxcbr0", { NULL }, HALL_INTERFACE_SET_ASIDE },
    { "cni0", { NULL }, HALL_INTERFACE_SET_ASIDE },
    { "podman0", { NULL }, HALL_INTERFACE_SET_ASIDE },
    { "wg0", { NULL }, HALL_INTERFACE_SET_ASIDE },
    { "tun0", { NULL }, HALL_INTERFACE_SET_ASIDE },
    { "tailscale0", { NULL }, HALL_INTERFACE_SET_ASIDE },
    { "eth1", { "eth1", NULL }, HALL_INTERFACE_EXCLUDED },
    { "eth1", { "eth*", NULL }, HALL_INTERFACE_EXCLUDED },
    { "eth1", { "wlan*", NULL }, HALL_INTERFACE_USED },
    { "wg0", { "+wg0", NULL }, HALL_INTERFACE_USED },
    { "wg1", { "+wg0", NULL }, HALL_INTERFACE_SET_ASIDE },
    { "docker0", { "eth1", "+docker*", NULL }, HALL_INTERFACE_USED },
    { "eth1", { "eth*", "+eth1", NULL }, HALL_INTERFACE_USED },
    /* Only eth0, as an administrator says it. */
    { "eth0", { "*", "+eth0", NULL }, HALL_INTERFACE_USED },
    { "eth0", { "+eth0", "*", NULL }, HALL_INTERFACE_USED },
    { "eth1", { "*", "+eth0", NULL }, HALL_INTERFACE_EXCLUDED },
    { "eth01", { "*", "+eth0", NULL }, HALL_INTERFACE_EXCLUDED },
    { "docker0", { "*", "+eth0", NULL }, HALL_INTERFACE_SET_ASIDE },
    { "docker0", { "*", "+docker0", NULL }, HALL_INTERFACE_USED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (hall_interface_judge_name (cases[i].name, cases[i].patterns), ==,
                     cases[i].reason);
}

static void
test_judge (void)
{
  static const struct
  {
    const char *name;
    guint flags;
    gboolean address;
    HallInterfaceReason reason;
  } cases[] = {
    { "eth0", GOOD, TRUE, HALL_INTERFACE_USED },
    { "eth0", GOOD & ~(guint) IFF_UP, TRUE, HALL_INTERFACE_DOWN },
    { "eth0", GOOD & ~(guint) IFF_RUNNING, TRUE, HALL_INTERFACE_DOWN },
    { "eth0", GOOD & ~(guint) IFF_MULTICAST, TRUE, HALL_INTERFACE_NO_MULTICAST },
    { "eth0", GOOD & ~(guint) IFF_BROADCAST, TRUE, HALL_INTERFACE_USED },
    { "eth0", GOOD, FALSE, HALL_INTERFACE_NO_ADDRESS },
    { "lo", GOOD | IFF_LOOPBACK, TRUE, HALL_INTERFACE_LOOPBACK },
    { "ppp0", GOOD | IFF_POINTOPOINT, TRUE, HALL_INTERFACE_POINT_TO_POINT },
    { "docker0", GOOD, TRUE, HALL_INTERFACE_SET_ASIDE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HallInterface *interface = hall_interface_new (cases[i].name, 7);

      if (cases[i].address)
        hall_interface_add_address (interface, 0x0a4d0001, 0xffffff00, 0x0a4d00ff);
      hall_interface_judge (interface, cases[i].flags, NULL);
      g_assert_cmpint (interface->reason, ==, cases[i].reason);
      g_assert_cmpint (interface->used, ==, cases[i].reason == HALL_INTERFACE_USED);
      hall_interface_free (interface);
    }
}

/* Without an address of IPv4 a link-local one of IPv6 will do, and no other one. */
static void
test_ipv6 (void)
{
  static const guint8 link_local[16] = { 0xfe, 0x80, [15] = 1 };
  static const guint8 global[16] = { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 };
  HallInterface *interface = hall_interface_new ("eth0", 7);

  hall_interface_add_address6 (interface, global, 64);
  hall_interface_judge (interface, GOOD, NULL);
  g_assert_cmpint (interface->reason, ==, HALL_INTERFACE_NO_ADDRESS);
  g_assert_false (hall_interface_is_by_ipv6 (interface));

  hall_interface_add_address6 (interface, link_local, 64);
  hall_interface_judge (interface, GOOD, NULL);
  g_assert_true (interface->used);
  g_assert_true (hall_interface_is_by_ipv6 (interface));
  g_assert_cmpstr (g_ptr_array_index (interface->addresses6, 1), ==, "fe80::1/64");
  hall_interface_judge (interface, GOOD & ~(guint) IFF_RUNNING, NULL);
  g_assert_cmpint (interface->reason, ==, HALL_INTERFACE_DOWN);

  hall_interface_add_address (interface, 0x0a4d0001, 0xffffff00, 0x0a4d00ff);
  hall_interface_judge (interface, GOOD, NULL);
  g_assert_false (hall_interface_is_by_ipv6 (interface));
  hall_interface_free (interface);
}

static void
test_words (void)
{
  g_assert_cmpstr (hall_interface_reason_get_word (HALL_INTERFACE_USED), ==, "used");
  g_assert_cmpstr (hall_interface_reason_get_word (HALL_INTERFACE_SET_ASIDE), ==, "set-aside");
  g_assert_cmpstr (hall_interface_reason_get_word (HALL_INTERFACE_NO_ADDRESS), ==, "no-address");
}

static void
test_subnets (void)
{
  static const struct
  {
    guint32 ip;
    guint32 netmask;
    guint32 other;
    gboolean contains;
  } cases[] = {
    { 0x0a4d0001, 0xffffff00, 0x0a4d0002, TRUE },
    { 0x0a4d0001, 0xffffff00, 0x0a4d00ff, TRUE },
    { 0x0a4d0001, 0xffffff00, 0x0a4d0102, FALSE },
    { 0x0a4d0001, 0xffff0000, 0x0a4d0102, TRUE },
    { 0x0a4d0001, 0xff000000, 0x0b000001, FALSE },
    { 0x0a4d0001, 0xffffffff, 0x0a4d0001, TRUE },
    { 0x0a4d0001, 0xffffffff, 0x0a4d0002, FALSE },
    { 0x0a4d0001, 0, 0x0a4d0001, TRUE },
    { 0x0a4d0001, 0, 0x08080808, FALSE },
    { 0xc0a80001, 0xfffffffe, 0xc0a80000, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const HallInterfaceAddress address = { NULL, cases[i].ip, cases[i].netmask, 0 };

      g_assert_cmpint (hall_interface_address_contains (&address, cases[i].other), ==,
                       cases[i].contains);
    }
}

static HallInterface *
find_loopback (HallInterfaces *interfaces)
{
  GPtrArray *list = hall_interfaces_get_list (interfaces);

  for (guint i = 0; i < list->len; i++)
    {
      HallInterface *interface = g_ptr_array_index (list, i);

      if (g_str_equal (interface->name, "lo"))
        return interface;
    }

  return NULL;
}

static void
test_only_loopback (void)
{
  g_autoptr (HallInterfaces) interfaces = hall_interfaces_new (TRUE);
  g_autoptr (GError) error = NULL;
  GPtrArray *list;
  HallInterface *loopback;
  const HallInterfaceAddress *address;

  g_assert_cmpuint (hall_interfaces_get_list (interfaces)->len, ==, 0);
  g_assert_true (hall_interfaces_start (interfaces, &error));
  g_assert_no_error (error);

  loopback = find_loopback (interfaces);
  g_assert_nonnull (loopback);
  g_assert_true (loopback->used);
  g_assert_cmpint (loopback->reason, ==, HALL_INTERFACE_USED);
  address = g_ptr_array_index (loopback->addresses, 0);
  g_assert_cmpstr (address->address, ==, "127.0.0.1");
  g_assert_cmphex (address->broadcast, ==, 0x7fffffff);

  list = hall_interfaces_get_list (interfaces);
  for (guint i = 0; i < list->len; i++)
    {
      HallInterface *interface = g_ptr_array_index (list, i);

      g_assert_true (interface == loopback || !interface->used);
    }

  g_assert_true (hall_interfaces_is_on_link (interfaces, 0x7f000001));
  g_assert_true (hall_interfaces_is_on_link (interfaces, 0x7f010203));
  g_assert_false (hall_interfaces_is_on_link (interfaces, 0x08080808));
}

/* Whoever answers what is said to come from everybody would answer everybody. */
static void
test_broadcast_is_nobody (void)
{
  static const guint32 nobody[] = { 0xc00002ff, 0xc0000200, 0xc000033f, 0xc000033e };
  static const guint32 somebody[] = { 0xc0000201, 0xc0000202, 0xc0000322, 0xc0000400, 0xc0000401 };
  g_autoptr (HallInterfaces) interfaces = hall_interfaces_new (TRUE);
  HallInterface *interface = hall_interface_new ("lan0", 77);

  hall_interface_add_address (interface, 0xc0000201, 0xffffff00, 0xc00002ff);
  hall_interface_add_address (interface, 0xc0000321, 0xffffffe0, 0xc000033e);  /* set by hand */
  hall_interface_add_address (interface, 0xc0000400, 0xfffffffe, 0);           /* of two */
  interface->used = TRUE;
  g_ptr_array_add (hall_interfaces_get_list (interfaces), interface);

  for (guint i = 0; i < G_N_ELEMENTS (nobody); i++)
    g_assert_false (hall_interfaces_is_on_link (interfaces, nobody[i]));
  for (guint i = 0; i < G_N_ELEMENTS (somebody); i++)
    g_assert_true (hall_interfaces_is_on_link (interfaces, somebody[i]));
}

static void
on_changed (HallInterfaces *interfaces,
            guint          *n)
{
  (*n)++;
}

static void
test_excluded_at_once (void)
{
  g_autoptr (HallInterfaces) interfaces = hall_interfaces_new (FALSE);
  const char *const everything[] = { "*", NULL };
  g_autoptr (GError) error = NULL;
  guint changed = 0;

  g_signal_connect (interfaces, "changed", G_CALLBACK (on_changed), &changed);
  g_assert_true (hall_interfaces_start (interfaces, &error));
  g_assert_no_error (error);

  /* With nothing else to use, loopback is what is left. */
  hall_interfaces_set_excluded (interfaces, everything);
  g_assert_true (find_loopback (interfaces)->used);
  changed = 0;
  hall_interfaces_set_excluded (interfaces, everything);
  g_assert_cmpuint (changed, ==, 0);
}

/* Addresses of IPv6 come and go; that is known, and nobody has to do anything for it. */
static void
test_ipv6_moves (void)
{
  g_autoptr (HallInterfaces) interfaces = hall_interfaces_new (TRUE);
  g_autoptr (GError) error = NULL;
  HallInterface *loopback;
  guint n_addresses;
  guint changed = 0;

  g_signal_connect (interfaces, "changed", G_CALLBACK (on_changed), &changed);
  g_assert_true (hall_interfaces_start (interfaces, &error));
  g_assert_no_error (error);
  loopback = find_loopback (interfaces);
  n_addresses = loopback->addresses6->len;
  g_ptr_array_add (loopback->addresses6, g_strdup ("2001:db8::1/64"));

  hall_interfaces_set_excluded (interfaces, NULL);
  g_assert_true (find_loopback (interfaces) == loopback);
  g_assert_cmpuint (loopback->addresses6->len, ==, n_addresses);
  g_assert_cmpuint (changed, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/interfaces/names", test_names);
  g_test_add_func ("/interfaces/judge", test_judge);
  g_test_add_func ("/interfaces/ipv6", test_ipv6);
  g_test_add_func ("/interfaces/words", test_words);
  g_test_add_func ("/interfaces/subnets", test_subnets);
  g_test_add_func ("/interfaces/only-loopback", test_only_loopback);
  g_test_add_func ("/interfaces/broadcast-is-nobody", test_broadcast_is_nobody);
  g_test_add_func ("/interfaces/excluded-at-once", test_excluded_at_once);
  g_test_add_func ("/interfaces/ipv6-moves", test_ipv6_moves);

  return g_test_run ();
}
