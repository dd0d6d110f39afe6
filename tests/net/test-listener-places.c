/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-listener-places.c: that one computer takes no more than its share of the places of those who
 * have shown no key yet, by whichever family it comes.
 */

#include "config.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hall-limits.h"
#include "hall-listener.h"
#include "hall-tls-link-private.h"

#include "net-test.h"

static const HallTlsLinkTimers patient = {
  .dial_ms = 60000, .tls_ms = 60000, .hello_ms = 60000,
  .ping_ms = 60000, .silence_ms = 90000, .stall_ms = 90000, .closing_ms = 1000,
};

/* Of a stranger that begins to talk and stops; by IPv4 where this kernel has no IPv6. */
static int
begin_to_talk (gboolean by_ipv6,
               guint16  port)
{
  const struct sockaddr_in6 six = {
    .sin6_family = AF_INET6, .sin6_port = htons (port), .sin6_addr = IN6ADDR_LOOPBACK_INIT,
  };
  const struct sockaddr_in four = {
    .sin_family = AF_INET, .sin_port = htons (port), .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  int fd = by_ipv6 ? socket (AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0) : -1;

  if (fd < 0 || connect (fd, (const struct sockaddr *) &six, sizeof six) != 0)
    {
      if (fd >= 0)
        close (fd);
      fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      g_assert_cmpint (connect (fd, (const struct sockaddr *) &four, sizeof four), ==, 0);
    }
  g_assert_cmpint (send (fd, "\x16\x03\x01", 3, MSG_NOSIGNAL), ==, 3);

  return fd;
}

static void
test_share (gconstpointer data)
{
  gboolean by_ipv6 = GPOINTER_TO_INT (data);
  g_autoptr (HallIdentity) identity = net_new_identity ();
  g_autoptr (HallCounters) counters = hall_counters_new ();
  g_autoptr (HallListener) listener = hall_listener_new (identity, counters, net_clock ());
  g_autoptr (GError) error = NULL;
  int fds[HALL_UNAUTHENTICATED_PER_ADDRESS + 1];

  hall_tls_link_set_timers (&patient);
  hall_listener_open (listener, 0, TRUE, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      g_assert_cmpuint (hall_counters_get (counters, HALL_COUNTER_LINK_CROWDED_OUT), ==, 0);
      fds[i] = begin_to_talk (by_ipv6, hall_listener_get_port (listener));
      net_wait_until (hall_counters_get (counters, HALL_COUNTER_LINK_ACCEPTED) == i + 1);
    }
  g_assert_cmpuint (hall_counters_get (counters, HALL_COUNTER_LINK_CROWDED_OUT), ==, 1);

  hall_listener_close (listener);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    close (fds[i]);
  hall_tls_link_set_timers (NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/listener-places/ipv4", GINT_TO_POINTER (FALSE), test_share);
  g_test_add_data_func ("/listener-places/ipv6", GINT_TO_POINTER (TRUE), test_share);

  return g_test_run ();
}
