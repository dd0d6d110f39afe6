/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-beacon.c: datagrams on loopback: who hears whom, and a table of what nobody wants to hear.
 */

#include "config.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hall-beacon-private.h"
#include "hall-interface.h"

#include "net-test.h"

#define GROUP "239.1.2.3"

typedef struct
{
  HallInterfaces *interfaces;
  HallCounters *counters;
  HallKey *key;           /* of who hears */
  HallKey *other;
  HallBeacon *beacon;
  GPtrArray *heard;       /* (element-type HallDatagram) */
  char *address;
  guint way;              /* of the last one */
  NetSnapshot before;
  int sender;             /* a bare socket */
} Fixture;

static void
on_datagram (HallBeacon   *beacon,
             HallDatagram *datagram,
             const char   *address,
             guint         port,
             guint         way,
             Fixture      *fixture)
{
  g_ptr_array_add (fixture->heard, hall_datagram_ref (datagram));
  g_free (fixture->address);
  fixture->address = g_strdup (address);
  fixture->way = way;
  g_assert_cmpuint (port, !=, 0);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->interfaces = hall_interfaces_new (TRUE);
  hall_interfaces_start (fixture->interfaces, &error);
  g_assert_no_error (error);
  fixture->counters = hall_counters_new ();
  fixture->key = hall_key_new_generated (&error);
  fixture->other = hall_key_new_generated (&error);
  fixture->heard = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_datagram_unref);
  fixture->beacon = hall_beacon_new (fixture->interfaces, fixture->counters,
                                     hall_key_get_id (fixture->key));
  g_signal_connect (fixture->beacon, "datagram", G_CALLBACK (on_datagram), fixture);
  hall_beacon_open (fixture->beacon, GROUP, 0, NULL, &error);
  g_assert_no_error (error);
  fixture->sender = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  net_snapshot (fixture->counters, &fixture->before);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->beacon);
  g_object_unref (fixture->interfaces);
  hall_counters_unref (fixture->counters);
  hall_key_unref (fixture->key);
  hall_key_unref (fixture->other);
  g_ptr_array_unref (fixture->heard);
  g_free (fixture->address);
  close (fixture->sender);
}

static void
send_bytes (Fixture       *fixture,
            gconstpointer  data,
            gsize          length)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons (hall_beacon_get_port (fixture->beacon)),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };

  g_assert_cmpint (sendto (fixture->sender, data, length, 0, (struct sockaddr *) &address,
                           sizeof address), ==, length);
}

static GBytes *
new_datagram (HallKey          *key,
              HallDatagramType  type)
{
  g_autoptr (HallDatagram) datagram = hall_datagram_new (type);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  datagram->id = g_strdup (hall_key_get_id (key));
  datagram->boot = 1;
  datagram->seq = 1;
  if (type == HALL_DATAGRAM_HELLO)
    {
      datagram->name = g_strdup ("Anna");
      datagram->status = g_strdup ("available");
      datagram->tcp_port = 12345;
      datagram->ttl_ms = HALL_TTL_MIN_MS;
      datagram->version_min = HALL_PROTOCOL_VERSION_MIN;
      datagram->version_max = HALL_PROTOCOL_VERSION_MAX;
    }

  bytes = hall_datagram_encode (datagram, key, &error);
  g_assert_no_error (error);

  return bytes;
}

static void
send_and_expect (Fixture       *fixture,
                 gconstpointer  data,
                 gsize          length,
                 HallCounter    counter)
{
  NetSnapshot before;

  net_snapshot (fixture->counters, &before);
  send_bytes (fixture, data, length);
  net_wait_until (hall_counters_get (fixture->counters, counter) != before.values[counter]);
  net_assert_only_moved (fixture->counters, &before, counter, 1);
  g_assert_cmpuint (fixture->heard->len, ==, 0);
}

/* Afterwards it must still hear. */
static void
assert_alive (Fixture *fixture)
{
  g_autoptr (GBytes) hello = new_datagram (fixture->other, HALL_DATAGRAM_HELLO);

  send_bytes (fixture, g_bytes_get_data (hello, NULL), g_bytes_get_size (hello));
  net_wait_until (fixture->heard->len == 1);
  g_assert_cmpstr (fixture->address, ==, "127.0.0.1");
  g_assert_cmpuint (fixture->way, ==, HALL_WAY_UNICAST);
}

static void
test_bad_datagrams (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GBytes) hello = new_datagram (fixture->other, HALL_DATAGRAM_HELLO);
  g_autoptr (GBytes) own = new_datagram (fixture->key, HALL_DATAGRAM_HELLO);
  g_autofree char *text = g_strndup (g_bytes_get_data (hello, NULL), g_bytes_get_size (hello));
  g_autofree char *deep = g_strnfill (900, '[');
  g_autofree char *deeper = g_malloc (60000);
  g_autofree char *nested = NULL;
  g_autofree char *unsigned_text = NULL;
  g_autofree char *forged = g_strdup (text);
  g_auto (GStrv) words = g_strsplit (text, " ", 4);
  char big[HALL_DATAGRAM_MAX + 1];
  char *name = strstr (forged, "Anna");

  memset (big, 'x', sizeof big);
  memcpy (big, "HALL1 ", 6);
  memset (deeper, '[', 60000);
  name[0] = 'O';
  unsigned_text = g_strdup_printf ("HALL1 HELLO  %s", words[3]);
  nested = g_strdup_printf ("HALL1 HELLO %s {\"id\":%s", words[2], deep);

  send_and_expect (fixture, "", 0, HALL_COUNTER_DATAGRAM_EMPTY);
  send_and_expect (fixture, "HALL1 \xff\xfe", 8, HALL_COUNTER_DATAGRAM_NOT_UTF8);
  send_and_expect (fixture, big, sizeof big, HALL_COUNTER_DATAGRAM_TOO_BIG);
  /* JSON nested as deep as a UDP datagram can be, and as deep as ours may be long. */
  send_and_expect (fixture, deeper, 60000, HALL_COUNTER_DATAGRAM_TOO_BIG);
  send_and_expect (fixture, nested, strlen (nested), HALL_COUNTER_DATAGRAM_TOO_DEEP);
  send_and_expect (fixture, "Hello, world!", 13, HALL_COUNTER_DATAGRAM_NOT_HALLWAY);
  send_and_expect (fixture, unsigned_text, strlen (unsigned_text),
                   HALL_COUNTER_DATAGRAM_UNSIGNED);
  send_and_expect (fixture, forged, strlen (forged), HALL_COUNTER_DATAGRAM_BAD_SIGNATURE);
  send_and_expect (fixture, g_bytes_get_data (own, NULL), g_bytes_get_size (own),
                   HALL_COUNTER_DATAGRAM_OWN);
  assert_alive (fixture);
}

static void
test_address_rate (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GBytes) hello = new_datagram (fixture->other, HALL_DATAGRAM_HELLO);
  guint n = HALL_ADDRESS_DATAGRAMS_BURST + 400;
  guint64 refused;

  for (guint i = 0; i < n; i++)
    {
      send_bytes (fixture, g_bytes_get_data (hello, NULL), g_bytes_get_size (hello));
      if (i % 20 == 0)
        net_turn ();
    }
  net_wait_until (fixture->heard->len
                  + hall_counters_get (fixture->counters, HALL_COUNTER_DATAGRAM_ADDRESS_RATE)
                  == n);
  refused = hall_counters_get (fixture->counters, HALL_COUNTER_DATAGRAM_ADDRESS_RATE);
  g_assert_cmpuint (refused, >, 0);
  g_assert_cmpuint (fixture->heard->len, >=, HALL_ADDRESS_DATAGRAMS_BURST);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_COUNTER_DATAGRAM_ADDRESS_RATE,
                         refused);
}

static void
test_total_rate (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GBytes) hello = new_datagram (fixture->other, HALL_DATAGRAM_HELLO);
  guint n = 0;

  /* From so many addresses that none exceeds its own. */
  for (guint i = 0; i < 60; i++)
    {
      struct sockaddr_in local = { .sin_family = AF_INET };

      close (fixture->sender);
      fixture->sender = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      local.sin_addr.s_addr = htonl (0x7f000100u + i);
      g_assert_no_errno (bind (fixture->sender, (struct sockaddr *) &local, sizeof local));
      for (guint j = 0; j < HALL_ADDRESS_DATAGRAMS_BURST; j++, n++)
        send_bytes (fixture, g_bytes_get_data (hello, NULL), g_bytes_get_size (hello));
      net_wait_until (fixture->heard->len
                      + hall_counters_get (fixture->counters, HALL_COUNTER_DATAGRAM_TOTAL_RATE)
                      == n);
    }

  net_assert_only_moved (fixture->counters, &fixture->before, HALL_COUNTER_DATAGRAM_TOTAL_RATE,
                         n - fixture->heard->len);
  g_assert_cmpuint (fixture->heard->len, <, n);
}

/* A second person on the same machine and port. */
static HallBeacon *
open_second (Fixture      *fixture,
             HallCounters *counters,
             const char   *broadcast)
{
  HallBeacon *second = hall_beacon_new (fixture->interfaces, counters,
                                        hall_key_get_id (fixture->other));
  g_autoptr (GError) error = NULL;

  hall_beacon_open (second, GROUP, hall_beacon_get_port (fixture->beacon), broadcast, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hall_beacon_get_port (second), ==, hall_beacon_get_port (fixture->beacon));

  return second;
}

static void
test_two_on_one_machine (Fixture       *fixture,
                         gconstpointer  data)
{
  static const char *const broadcasts[] = { NULL, "127.255.255.255", "255.255.255.255" };
  g_autoptr (GBytes) hello = new_datagram (fixture->other, HALL_DATAGRAM_HELLO);
  g_autoptr (HallCounters) counters = hall_counters_new ();

  for (guint i = 0; i < G_N_ELEMENTS (broadcasts); i++)
    {
      g_autoptr (HallBeacon) second = open_second (fixture, counters, broadcasts[i]);
      guint64 own = hall_counters_get (counters, HALL_COUNTER_DATAGRAM_OWN);

      g_ptr_array_set_size (fixture->heard, 0);
      g_assert_cmpuint (hall_beacon_multicast (second, hello), ==, 1);
      net_wait_until (fixture->heard->len == 1);
      g_assert_cmpuint (fixture->way, ==, HALL_WAY_MULTICAST);
      g_assert_cmpuint (hall_beacon_broadcast (second, hello), ==, 1);
      net_wait_until (fixture->heard->len == 2);
      g_assert_cmpuint (fixture->way, ==, HALL_WAY_BROADCAST);
      /* And itself, which it does not want to hear. */
      net_wait_until (hall_counters_get (counters, HALL_COUNTER_DATAGRAM_OWN) >= own + 2);
    }

  g_assert_cmpuint (hall_counters_get (counters, HALL_COUNTER_DATAGRAM_SENT), ==, 6);
  g_assert_cmpuint (hall_counters_get (counters, HALL_COUNTER_DATAGRAM_SEND_FAILED), ==, 0);
}

static void
test_unicast (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GBytes) hello = new_datagram (fixture->other, HALL_DATAGRAM_HELLO);
  g_autoptr (HallCounters) counters = hall_counters_new ();
  g_autoptr (HallBeacon) second = hall_beacon_new (fixture->interfaces, counters,
                                                   hall_key_get_id (fixture->other));
  g_autoptr (GError) error = NULL;

  hall_beacon_open (second, GROUP, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hall_beacon_unicast (second, hello, "127.0.0.1",
                                         hall_beacon_get_port (fixture->beacon)), ==, 1);
  g_assert_cmpuint (hall_beacon_unicast (second, hello, "next door", 1), ==, 0);
  net_wait_until (fixture->heard->len == 1);
  g_assert_cmpuint (fixture->way, ==, HALL_WAY_UNICAST);

  hall_beacon_close (second);
  g_assert_cmpuint (hall_beacon_get_port (second), ==, 0);
  g_assert_cmpuint (hall_beacon_multicast (second, hello), ==, 0);
  g_assert_cmpuint (hall_beacon_broadcast (second, hello), ==, 0);
  g_assert_cmpuint (hall_beacon_unicast (second, hello, "127.0.0.1", 1), ==, 0);
}

static void
test_port_taken (Fixture       *fixture,
                 gconstpointer  data)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t length = sizeof address;
  g_autofree char *number = NULL;
  g_autoptr (GError) error = NULL;
  int taken = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);

  g_assert_no_errno (bind (taken, (struct sockaddr *) &address, length));
  g_assert_no_errno (getsockname (taken, (struct sockaddr *) &address, &length));
  number = g_strdup_printf ("%u", ntohs (address.sin_port));

  g_assert_false (hall_beacon_open (fixture->beacon, GROUP, ntohs (address.sin_port), NULL,
                                    &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_nonnull (strstr (error->message, number));
  close (taken);

  g_clear_error (&error);
  g_assert_false (hall_beacon_open (fixture->beacon, "10.1.2.3", 0, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_false (hall_beacon_open (fixture->beacon, GROUP, 0, "everybody", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* Only the subnets of used interfaces are heard, whoever sends into them. */
static void
test_off_link (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (GBytes) bytes = new_datagram (fixture->other, HALL_DATAGRAM_HELLO);
  const guint8 *raw = g_bytes_get_data (bytes, NULL);
  HallDatagramOrigin near = {
    .address = 0xc0000202, .port = 12345, .length = g_bytes_get_size (bytes),
  };
  HallDatagramOrigin far = {
    .address = 0xc0000302, .port = 12345, .length = g_bytes_get_size (bytes),
  };
  HallInterface *interface = hall_interface_new ("lan0", 77);

  hall_interface_add_address (interface, 0xc0000201, 0xffffff00, 0xc00002ff);
  g_ptr_array_add (hall_interfaces_get_list (fixture->interfaces), interface);

  hall_beacon_take (fixture->beacon, raw, &near);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_COUNTER_DATAGRAM_OFF_LINK, 1);

  interface->used = TRUE;
  hall_beacon_take (fixture->beacon, raw, &far);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_COUNTER_DATAGRAM_OFF_LINK, 2);
  g_assert_cmpuint (fixture->heard->len, ==, 0);

  hall_beacon_take (fixture->beacon, raw, &near);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_COUNTER_DATAGRAM_OFF_LINK, 2);
  g_assert_cmpuint (fixture->heard->len, ==, 1);
  g_assert_cmpstr (fixture->address, ==, "192.0.2.2");
}

/* The address it was sent to tells how it came, on a subnet of ours and by a configured address. */
static void
test_ways (Fixture       *fixture,
           gconstpointer  data)
{
  HallInterface *interface = hall_interface_new ("lan0", 77);
  g_autoptr (GError) error = NULL;

  hall_interface_add_address (interface, 0xc0000201, 0xffffff00, 0xc00002ff);
  hall_interface_add_address (interface, 0xc0000301, 0xffffffff, 0);
  g_ptr_array_add (hall_interfaces_get_list (fixture->interfaces), interface);

#define WAY(destination) hall_beacon_find_way (fixture->beacon, destination)
  g_assert_cmpint (WAY (0xef010203), ==, HALL_WAY_MULTICAST);
  g_assert_cmpint (WAY (0xffffffff), ==, HALL_WAY_BROADCAST);
  g_assert_cmpint (WAY (0xc00002ff), ==, HALL_WAY_BROADCAST);
  g_assert_cmpint (WAY (0xc0000201), ==, HALL_WAY_UNICAST);
  g_assert_cmpint (WAY (0xc00009ff), ==, HALL_WAY_UNICAST);
  g_assert_cmpint (WAY (0), ==, HALL_WAY_UNICAST);
  hall_beacon_open (fixture->beacon, GROUP, 0, "192.0.9.255", &error);
  g_assert_no_error (error);
  g_assert_cmpint (WAY (0xc00009ff), ==, HALL_WAY_BROADCAST);
#undef WAY
}

/* Of IPv6 only neighbours are heard, on an interface that is used and has such an address. */
static void
test_ipv6_neighbours (Fixture       *fixture,
                      gconstpointer  data)
{
  static const guint8 near[16] = { 0xfe, 0x80, [15] = 2 };
  g_autoptr (GBytes) bytes = new_datagram (fixture->other, HALL_DATAGRAM_HELLO);
  const guint8 *raw = g_bytes_get_data (bytes, NULL);
  HallInterface *interface = hall_interface_new ("lan0", 77);
  HallDatagramOrigin origin = {
    .is_ipv6 = TRUE, .port = 12345, .interface = 77, .to_group = TRUE,
    .length = g_bytes_get_size (bytes),
  };

  g_ptr_array_add (hall_interfaces_get_list (fixture->interfaces), interface);
  memcpy (origin.address6, near, sizeof near);
  hall_beacon_take (fixture->beacon, raw, &origin);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_COUNTER_DATAGRAM_OFF_LINK, 1);

  hall_interface_add_address6 (interface, near, 64);
  interface->used = TRUE;
  hall_beacon_take (fixture->beacon, raw, &origin);
  g_assert_cmpuint (fixture->heard->len, ==, 1);
  g_assert_cmpstr (fixture->address, ==, "fe80::2%lan0");
  g_assert_cmpuint (fixture->way, ==, HALL_WAY_MULTICAST);
  origin.to_group = FALSE;
  hall_beacon_take (fixture->beacon, raw, &origin);
  g_assert_cmpuint (fixture->way, ==, HALL_WAY_UNICAST);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_COUNTER_DATAGRAM_OFF_LINK, 1);

  origin.interface = 78;
  hall_beacon_take (fixture->beacon, raw, &origin);
  origin.interface = 77;
  origin.address6[0] = 0x20;
  hall_beacon_take (fixture->beacon, raw, &origin);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_COUNTER_DATAGRAM_OFF_LINK, 3);
  g_assert_cmpuint (fixture->heard->len, ==, 2);
}

/* One neighbour that floods is refused, whatever it has the upper half of its address be. */
static void
test_ipv6_rate (Fixture       *fixture,
                gconstpointer  data)
{
  static const guint8 near[16] = { 0xfe, 0x80, [15] = 2 };
  g_autoptr (GBytes) bytes = new_datagram (fixture->other, HALL_DATAGRAM_HELLO);
  HallInterface *interface = hall_interface_new ("lan0", 77);
  HallDatagramOrigin origin = {
    .is_ipv6 = TRUE, .port = 12345, .interface = 77, .length = g_bytes_get_size (bytes),
  };

  hall_interface_add_address6 (interface, near, 64);
  interface->used = TRUE;
  g_ptr_array_add (hall_interfaces_get_list (fixture->interfaces), interface);
  memcpy (origin.address6, near, sizeof near);
  for (guint i = 0; i < 40 * HALL_ADDRESS_DATAGRAMS_BURST; i++)
    {
      origin.address6[7] = (guint8) i;
      hall_beacon_take (fixture->beacon, g_bytes_get_data (bytes, NULL), &origin);
    }

  g_assert_cmpuint (hall_counters_get (fixture->counters, HALL_COUNTER_DATAGRAM_ADDRESS_RATE), >,
                    0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/beacon/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("bad-datagrams", test_bad_datagrams);
  ADD ("address-rate", test_address_rate);
  ADD ("total-rate", test_total_rate);
  ADD ("two-on-one-machine", test_two_on_one_machine);
  ADD ("unicast", test_unicast);
  ADD ("port-taken", test_port_taken);
  ADD ("off-link", test_off_link);
  ADD ("ways", test_ways);
  ADD ("ipv6-neighbours", test_ipv6_neighbours);
  ADD ("ipv6-rate", test_ipv6_rate);
#undef ADD

  return g_test_run ();
}
