/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-link-connect.c: how a link gets its connection when the first packets are lost.
 *
 * They are lost at a listener whose queue is full: the kernel drops what asks to be let in.
 */

#include "config.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net-test.h"

#define SYN_SENT 2 /* in /proc/net/tcp */
#define FILLERS 8

typedef struct
{
  HallIdentity *server;
  HallIdentity *client;
  HallCounters *counters;
  int listening;
  guint16 port;
  int fillers[FILLERS];
  guint n_fillers;
  GPtrArray *links;       /* (element-type NetRecord) of the server's side */
  guint descriptors;
} Fixture;

static struct sockaddr_in
make_address (guint16 port)
{
  return (struct sockaddr_in) {
    .sin_family = AF_INET,
    .sin_port = htons (port),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
}

/* How many of this machine's sockets ask at @port, and have no answer. */
static guint
count_asking (guint16 port)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents ("/proc/net/tcp", &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      guint line, own, own_port, other, other_port, state;

      if (sscanf (lines[i], "%u: %x:%x %x:%x %x", &line, &own, &own_port, &other, &other_port,
                  &state) == 6)
        n += state == SYN_SENT && other_port == port;
    }

  return n;
}

/* From here on nobody is let in. */
static void
fill_queue (Fixture *fixture)
{
  struct sockaddr_in address = make_address (fixture->port);

  while (fixture->n_fillers < FILLERS)
    {
      int fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

      g_assert_cmpint (fd, >=, 0);
      fixture->fillers[fixture->n_fillers++] = fd;
      connect (fd, (struct sockaddr *) &address, sizeof address);
    }
  net_settle ();
  g_assert_cmpuint (count_asking (fixture->port), >, 0);
}

/* Whoever has been let in meanwhile is given a link, but for the fillers, which say nothing. */
static void
take_callers (Fixture *fixture)
{
  int fd;

  while ((fd = accept4 (fixture->listening, NULL, NULL, SOCK_CLOEXEC)) >= 0)
    {
      g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, NULL);

      g_assert_nonnull (socket);
      g_ptr_array_add (fixture->links,
                       net_record_new (hall_tls_link_new_incoming (socket, fixture->server,
                                                                   fixture->counters,
                                                                   net_clock ())));
    }
}

static guint
count_ready (Fixture *fixture)
{
  guint n = 0;

  for (guint i = 0; i < fixture->links->len; i++)
    n += ((NetRecord *) g_ptr_array_index (fixture->links, i))->ready;

  return n;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  struct sockaddr_in address = make_address (0);
  socklen_t length = sizeof address;

  fixture->server = net_new_identity ();
  fixture->client = net_new_identity ();
  fixture->counters = hall_counters_new ();
  net_turn ();
  fixture->descriptors = net_count_descriptors ();

  fixture->listening = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (fixture->listening, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (listen (fixture->listening, 0), ==, 0);
  g_assert_cmpint (getsockname (fixture->listening, (struct sockaddr *) &address, &length), ==, 0);
  fixture->port = ntohs (address.sin_port);
  fixture->links = g_ptr_array_new_with_free_func ((GDestroyNotify) net_record_free);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  hall_tls_link_set_timers (NULL);
  g_ptr_array_unref (fixture->links);
  for (guint i = 0; i < fixture->n_fillers; i++)
    close (fixture->fillers[i]);
  close (fixture->listening);
  net_settle ();
  g_assert_cmpuint (count_asking (fixture->port), ==, 0);
  g_assert_cmpuint (net_count_descriptors (), ==, fixture->descriptors);
  hall_counters_unref (fixture->counters);
  g_object_unref (fixture->server);
  g_object_unref (fixture->client);
}

static NetRecord *
dial (Fixture *fixture)
{
  return net_record_new (net_dial ("127.0.0.1", fixture->port,
                                   hall_identity_get_id (fixture->server), HALL_PURPOSE_DIRECT,
                                   fixture->client, fixture->counters));
}

/* Dials where nobody is let in, until several sockets ask beside each other. */
static NetRecord *
dial_and_ask (Fixture *fixture)
{
  NetRecord *record;
  guint before;

  fill_queue (fixture);
  before = count_asking (fixture->port);
  record = dial (fixture);
  g_assert_cmpuint (count_asking (fixture->port), ==, before + 1);
  net_wait_until (count_asking (fixture->port) >= before + 3 || record->closed > 0);
  g_assert_cmpuint (record->closed, ==, 0);

  return record;
}

static const HallTlsLinkTimers patient = {
  .dial_ms = 30000, .tls_ms = 30000, .hello_ms = 30000,
  .ping_ms = 30000, .silence_ms = 60000, .stall_ms = 60000, .closing_ms = 1000,
};

/* Several ask, one is connected, the others are gone. */
static void
test_first_lost (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (NetRecord) near = NULL;

  hall_tls_link_set_timers (&patient);
  near = dial_and_ask (fixture);
  for (guint i = 0; i < fixture->n_fillers; i++)
    close (fixture->fillers[i]);
  fixture->n_fillers = 0;

  while (near->ready == 0)
    {
      take_callers (fixture);
      g_assert_cmpuint (near->closed, ==, 0);
      net_turn ();
    }
  g_assert_cmpuint (count_asking (fixture->port), ==, 0);
  net_wait_until (count_ready (fixture) == 1);
  g_assert_cmpuint (near->closed, ==, 0);

  /* It works, and is the only one. */
  hall_link_close (near->link);
  for (guint i = 0; i < fixture->links->len; i++)
    {
      NetRecord *far = g_ptr_array_index (fixture->links, i);

      net_wait_until (far->closed == 1);
    }
  g_assert_cmpuint (count_ready (fixture), ==, 1);
}

static void
test_all_lost (Fixture       *fixture,
               gconstpointer  data)
{
  HallTlsLinkTimers timers = patient;
  g_autoptr (NetRecord) near = NULL;
  guint before;

  timers.dial_ms = 1500;
  hall_tls_link_set_timers (&timers);
  fill_queue (fixture);
  before = count_asking (fixture->port);
  near = dial (fixture);
  net_wait_until (near->closed == 1);
  g_assert_error (near->error, HALL_LINK_ERROR, HALL_LINK_ERROR_UNREACHABLE);
  g_assert_cmpuint (count_asking (fixture->port), ==, before);
}

static void
test_given_up (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (NetRecord) near = NULL;
  guint asking;

  hall_tls_link_set_timers (&patient);
  near = dial_and_ask (fixture);
  asking = count_asking (fixture->port);
  hall_link_abort (near->link);
  g_assert_cmpuint (count_asking (fixture->port), <=, asking - 3);
}

static void
test_options (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (NetRecord) near = dial (fixture);
  const int names[] = { TCP_NODELAY, TCP_THIN_LINEAR_TIMEOUTS };

  net_wait_until ((take_callers (fixture), near->ready == 1));
  for (guint i = 0; i < 2 * G_N_ELEMENTS (names); i++)
    {
      NetRecord *record = i % 2 == 0 ? near : g_ptr_array_index (fixture->links, 0);
      int fd = g_socket_get_fd (HALL_TLS_LINK (record->link)->socket);
      int value = 0;
      socklen_t length = sizeof value;

      g_assert_cmpint (getsockopt (fd, IPPROTO_TCP, names[i / 2], &value, &length), ==, 0);
      g_assert_cmpint (value, ==, 1);
    }

  /* With it the kernel would ignore the second one. */
  for (guint i = 0; i < 2; i++)
    {
      NetRecord *record = i == 0 ? near : g_ptr_array_index (fixture->links, 0);
      char text[16] = "";
      socklen_t length = sizeof text;

      g_assert_cmpint (getsockopt (g_socket_get_fd (HALL_TLS_LINK (record->link)->socket),
                                   IPPROTO_TCP, TCP_CONGESTION, text, &length), ==, 0);
      g_assert_cmpstr (text, !=, "bbr");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/link-connect/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("first-lost", test_first_lost);
  ADD ("all-lost", test_all_lost);
  ADD ("given-up", test_given_up);
  ADD ("options", test_options);
#undef ADD

  return g_test_run ();
}
