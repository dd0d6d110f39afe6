/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-parts.c: the small pieces that links, beacons and hosts are made of.
 */

#include "config.h"

#include <arpa/inet.h>
#include <net/if.h>

#include <string.h>

#include "hall-datagram-socket6.h"
#include "hall-port.h"
#include "hall-rate.h"
#include "hall-recent.h"
#include "hall-send-queue.h"

#include "net-test.h"

static void
test_rate (void)
{
  HallRate rate;
  gint64 now = 1000000;

  hall_rate_init (&rate, 10, 3, now);
  g_assert_true (hall_rate_is_full (&rate, now));
  for (guint i = 0; i < 3; i++)
    g_assert_true (hall_rate_take (&rate, 1, now));
  g_assert_false (hall_rate_take (&rate, 1, now));
  g_assert_cmpuint (hall_rate_get_wait_ms (&rate, 1, now), >=, 100);
  g_assert_cmpuint (hall_rate_get_wait_ms (&rate, 1, now), <=, 102);

  now += 101000;
  g_assert_true (hall_rate_take (&rate, 1, now));
  g_assert_false (hall_rate_take (&rate, 1, now));
  /* A clock that stands still or goes back gives nothing. */
  g_assert_false (hall_rate_take (&rate, 1, now - 5000000));

  now += 60 * G_USEC_PER_SEC;
  g_assert_true (hall_rate_is_full (&rate, now));
  g_assert_false (hall_rate_take (&rate, 4, now));

  hall_rate_init (&rate, 0, 0, now);
  for (guint i = 0; i < 1000; i++)
    g_assert_true (hall_rate_take (&rate, 100, now));
  g_assert_cmpuint (hall_rate_get_wait_ms (&rate, 100, now), ==, 0);
}

static void
test_rate_table (void)
{
  g_autoptr (HallRateTable) table = hall_rate_table_new (100, 1, 2);
  gint64 now = G_USEC_PER_SEC;
  HallRate *first;

  for (guint i = 0; i < 100; i++)
    g_assert_true (hall_rate_take (hall_rate_table_find (table, i, now), 2, now));
  g_assert_null (hall_rate_table_find (table, 100, now));
  first = hall_rate_table_find (table, 0, now);
  g_assert_nonnull (first);
  g_assert_false (hall_rate_take (first, 1, now));

  /* Who has been quiet for long enough makes room. */
  now += 10 * G_USEC_PER_SEC;
  g_assert_nonnull (hall_rate_table_find (table, 100, now));
}

static void
number_id (guint  number,
           guint8 id[HALL_EVENT_ID_SIZE])
{
  memset (id, 0, HALL_EVENT_ID_SIZE);
  memcpy (id, &number, sizeof number);
}

static void
test_recent (void)
{
  g_autoptr (HallRecent) recent = hall_recent_new (64);
  guint8 id[HALL_EVENT_ID_SIZE];

  for (guint i = 0; i < 1000; i++)
    {
      number_id (i, id);
      g_assert_false (hall_recent_contains (recent, id));
      hall_recent_add (recent, id);
      hall_recent_add (recent, id);
      g_assert_true (hall_recent_contains (recent, id));
    }

  for (guint i = 0; i < 1000; i++)
    {
      number_id (i, id);
      g_assert_cmpint (hall_recent_contains (recent, id), ==, i >= 1000 - 64);
    }
}

static GBytes *
new_frame (char  letter,
           gsize length)
{
  char *text = g_strnfill (length, letter);

  return g_bytes_new_take (text, length);
}

static void
push (HallSendQueue    *queue,
      char              letter,
      gsize             length,
      HallLinkPriority  priority)
{
  g_autoptr (GBytes) frame = new_frame (letter, length);

  hall_send_queue_push (queue, frame, priority);
}

static void
test_send_queue (void)
{
  HallSendQueue queue = { 0 };
  guint8 buffer[64];

  push (&queue, 'b', 10, HALL_LINK_BACKGROUND);
  push (&queue, 'B', 4, HALL_LINK_BACKGROUND);
  g_assert_cmpuint (hall_send_queue_take (&queue, buffer, 6), ==, 6);
  g_assert_cmpmem (buffer, 6, "bbbbbb", 6);

  /* A frame that was begun is finished; then chat goes first. */
  push (&queue, 'c', 3, HALL_LINK_CHAT);
  g_assert_cmpuint (queue.bytes, ==, 11);
  g_assert_cmpuint (hall_send_queue_take (&queue, buffer, sizeof buffer), ==, 11);
  g_assert_cmpmem (buffer, 11, "bbbbcccBBBB", 11);
  g_assert_cmpuint (queue.bytes, ==, 0);
  g_assert_cmpuint (hall_send_queue_take (&queue, buffer, sizeof buffer), ==, 0);

  /* What is dropped leaves whole frames behind. */
  push (&queue, 'c', 5, HALL_LINK_CHAT);
  push (&queue, 'd', 5, HALL_LINK_CHAT);
  push (&queue, 'b', 5, HALL_LINK_BACKGROUND);
  g_assert_cmpuint (hall_send_queue_take (&queue, buffer, 2), ==, 2);
  hall_send_queue_drop (&queue);
  g_assert_cmpuint (queue.bytes, ==, 3);
  push (&queue, 'e', 1, HALL_LINK_BACKGROUND);
  g_assert_cmpuint (hall_send_queue_take (&queue, buffer, sizeof buffer), ==, 4);
  g_assert_cmpmem (buffer, 4, "ccce", 4);

  push (&queue, 'c', 5, HALL_LINK_CHAT);
  hall_send_queue_drop (&queue);
  g_assert_cmpuint (queue.bytes, ==, 0);
  hall_send_queue_clear (&queue);
}

/* Against a plain list, with a ring that grows, wraps and empties. */
static void
test_send_queue_at_random (void)
{
  HallSendQueue queue = { 0 };
  g_autoptr (GString) in = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  guint8 buffer[200];

  for (guint i = 0; i < 20000; i++)
    {
      if (g_test_rand_int_range (0, 100) < (i / 1000 % 2 == 0 ? 60 : 40))
        {
          char letter = (char) g_test_rand_int_range ('a', 'z' + 1);
          gsize length = (gsize) g_test_rand_int_range (1, 90);

          push (&queue, letter, length, HALL_LINK_CHAT);
          for (gsize j = 0; j < length; j++)
            g_string_append_c (in, letter);
        }
      else
        {
          gsize size = (gsize) g_test_rand_int_range (1, sizeof buffer);
          gsize length = hall_send_queue_take (&queue, buffer, size);

          g_string_append_len (out, (const char *) buffer, (gssize) length);
        }
      g_assert_cmpuint (queue.bytes, ==, in->len - out->len);
    }

  g_string_truncate (in, out->len);
  g_assert_cmpstr (in->str, ==, out->str);
  hall_send_queue_clear (&queue);
}

static void
test_ports (void)
{
  g_autoptr (HallIdentity) identity = net_new_identity ();
  g_autoptr (HallCounters) counters = hall_counters_new ();
  g_autoptr (HallListener) first = hall_listener_new (identity, counters, net_clock ());
  g_autoptr (HallListener) second = hall_listener_new (identity, counters, net_clock ());
  g_autofree char *number = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port;

  g_assert_true (hall_listener_open (first, 0, TRUE, &error));
  port = hall_listener_get_port (first);
  g_assert_cmpuint (port, !=, 0);

  number = g_strdup_printf ("%u", port);
  g_assert_false (hall_listener_open (second, port, FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_nonnull (strstr (error->message, number));
  g_assert_cmpuint (hall_listener_get_port (second), ==, 0);

  /* The default one may be taken, by another test too: then it is another. */
  g_clear_error (&error);
  g_assert_true (hall_listener_open (second, 0, FALSE, &error));
  g_assert_cmpuint (hall_listener_get_port (second), !=, port);

  hall_listener_close (first);
  g_assert_cmpuint (hall_listener_get_port (first), ==, 0);
  g_assert_true (hall_listener_open (first, port, FALSE, &error));
  g_assert_cmpuint (hall_listener_get_port (first), ==, port);
}

/* Where a link goes: a link-local address has its interface with it, or leads nowhere. */
static void
test_addresses (void)
{
  g_autoptr (GSocketAddress) four = hall_port_parse_address ("10.77.0.1", 9);
  g_autoptr (GSocketAddress) six = hall_port_parse_address ("fe80::1%lo", 9);
  struct in6_addr raw;
  guint interface;

  g_assert_cmpint (g_socket_address_get_family (four), ==, G_SOCKET_FAMILY_IPV4);
  g_assert_cmpint (g_socket_address_get_family (six), ==, G_SOCKET_FAMILY_IPV6);
  g_assert_cmpuint (g_inet_socket_address_get_scope_id (G_INET_SOCKET_ADDRESS (six)), ==,
                    if_nametoindex ("lo"));
  g_assert_null (hall_port_parse_address ("fe80::1%nowhere", 9));
  g_assert_null (hall_port_parse_address ("", 9));
  g_assert_null (hall_port_parse_address ("%lo", 9));

  g_assert_true (hall_datagram_socket6_parse ("fe80::1%lo", &raw, &interface));
  g_assert_cmpuint (interface, ==, if_nametoindex ("lo"));
  g_assert_false (hall_datagram_socket6_parse ("fe80::1", &raw, &interface));
  g_assert_false (hall_datagram_socket6_parse ("fe80::1%nowhere", &raw, &interface));
  g_assert_false (hall_datagram_socket6_parse ("2001:db8::1%lo", &raw, &interface));
  g_assert_false (hall_datagram_socket6_parse ("10.77.0.1%lo", &raw, &interface));
}

/* What a socket of both families says of a peer with an IPv4 address. */
static void
test_mapped (void)
{
  struct sockaddr_storage address = { .ss_family = AF_INET6 };
  struct sockaddr_in6 *six = (void *) &address;

  inet_pton (AF_INET6, "::ffff:10.77.0.1", &six->sin6_addr);
  g_assert_cmphex (hall_port_get_ipv4 (&address), ==, 0x0a4d0001);
  inet_pton (AF_INET6, "fe80::1", &six->sin6_addr);
  g_assert_cmphex (hall_port_get_ipv4 (&address), ==, 0);
}

/* Of a neighbour all addresses with its own half are one, others are not; and nobody can choose a
 * half that is taken for somebody's IPv4 address. */
static void
test_fold (void)
{
  guint8 raw[16] = { 0xfe, 0x80, [8] = 2, [15] = 1 };
  guint32 first = hall_port_fold_ipv6 (raw);
  guint n_equal = 0;

  raw[7] = 9;
  g_assert_cmphex (hall_port_fold_ipv6 (raw), ==, first);
  for (guint i = 0; i < 16 * 255; i++)
    {
      raw[8] = (guint8) (i / 255);
      raw[15] = (guint8) (2 + i % 255);
      n_equal += hall_port_fold_ipv6 (raw) == first;
    }
  g_assert_cmpuint (n_equal, <=, 1);

  memset (raw, 0, sizeof raw);
  n_equal = 0;
  for (guint i = 1; i <= 255; i++)
    {
      raw[15] = (guint8) i;
      n_equal += hall_port_fold_ipv6 (raw) == i || hall_port_fold_ipv6 (raw) == i << 24;
    }
  g_assert_cmpuint (n_equal, <=, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/parts/addresses", test_addresses);
  g_test_add_func ("/parts/mapped", test_mapped);
  g_test_add_func ("/parts/fold", test_fold);
  g_test_add_func ("/parts/rate", test_rate);
  g_test_add_func ("/parts/rate-table", test_rate_table);
  g_test_add_func ("/parts/recent", test_recent);
  g_test_add_func ("/parts/send-queue", test_send_queue);
  g_test_add_func ("/parts/send-queue-at-random", test_send_queue_at_random);
  g_test_add_func ("/parts/ports", test_ports);

  return g_test_run ();
}
