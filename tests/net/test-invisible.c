/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-invisible.c: a muted transport sends not one datagram, whoever asks for it; and what another
 * computer with our key sends is noticed, be we heard or not.
 */

#include "config.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hall-datagram-socket.h"
#include "hall-transport.h"

#include "net-test.h"

#define GROUP "239.1.2.3"
#define BOOT 7

typedef struct
{
  HallTransport *transport;
  HallIdentity *identity;
  HallIdentity *stranger;
  HallCounters *counters;
  GPtrArray *echoes;      /* (element-type HallDatagram) */
  GPtrArray *heard;       /* (element-type HallDatagram) */
  guint64 answer;         /* the boot that is taken with an echo; 0: none */
  int sender;             /* a bare socket */
} Fixture;

static void
on_echo (HallTransport *transport,
         HallDatagram  *datagram,
         const char    *address,
         Fixture       *fixture)
{
  g_assert_cmpstr (address, ==, "127.0.0.1");
  g_assert_cmpstr (datagram->id, ==, hall_identity_get_id (fixture->identity));
  g_ptr_array_add (fixture->echoes, hall_datagram_ref (datagram));
  if (fixture->answer != 0)
    hall_transport_set_boot (transport, fixture->answer);
}

static void
on_datagram (HallTransport *transport,
             HallDatagram  *datagram,
             const char    *address,
             guint          port,
             guint          way,
             Fixture       *fixture)
{
  g_ptr_array_add (fixture->heard, hall_datagram_ref (datagram));
}

static void
open_beacon (Fixture    *fixture,
             const char *broadcast)
{
  g_autoptr (GError) error = NULL;

  hall_transport_open_beacon (fixture->transport, hall_identity_get_id (fixture->identity), GROUP,
                              0, broadcast, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->counters = hall_counters_new ();
  fixture->identity = net_new_identity ();
  fixture->stranger = net_new_identity ();
  fixture->echoes = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_datagram_unref);
  fixture->heard = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_datagram_unref);
  fixture->transport = hall_transport_new (net_clock (), fixture->counters, TRUE);
  g_signal_connect (fixture->transport, "echo", G_CALLBACK (on_echo), fixture);
  g_signal_connect (fixture->transport, "datagram", G_CALLBACK (on_datagram), fixture);
  hall_transport_start (fixture->transport, NULL, &error);
  g_assert_no_error (error);
  open_beacon (fixture, NULL);
  fixture->sender = socket (AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (fixture->sender, >=, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->transport);
  g_ptr_array_unref (fixture->echoes);
  g_ptr_array_unref (fixture->heard);
  g_object_unref (fixture->identity);
  g_object_unref (fixture->stranger);
  hall_counters_unref (fixture->counters);
  close (fixture->sender);
}

/* (transfer full) */
static GBytes *
new_hello (HallIdentity *identity,
           guint64       boot)
{
  g_autoptr (HallDatagram) datagram = hall_datagram_new (HALL_DATAGRAM_HELLO);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  datagram->id = g_strdup (hall_identity_get_id (identity));
  datagram->boot = boot;
  datagram->seq = 1;
  datagram->name = g_strdup ("Anna");
  datagram->status = g_strdup ("available");
  datagram->tcp_port = 12345;
  datagram->version_min = HALL_PROTOCOL_VERSION_MIN;
  datagram->version_max = HALL_PROTOCOL_VERSION_MAX;
  datagram->ttl_ms = HALL_TTL_MIN_MS;
  bytes = hall_datagram_encode (datagram, hall_identity_get_key (identity), &error);
  g_assert_no_error (error);

  return bytes;
}

/* Who would see every datagram of ours: on our own port, where they are multicast and broadcast to,
 * and on one of its own. */
typedef struct
{
  int cast;
  int direct;
  guint16 direct_port;
} Watcher;

static Watcher
open_watcher (Fixture *fixture)
{
  Watcher watcher = { 0 };
  g_autoptr (GError) error = NULL;
  guint16 port = hall_transport_get_udp_port (fixture->transport);
  guint16 bound = 0;

  watcher.cast = hall_datagram_socket_open (port, &bound, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bound, ==, port);
  g_assert_true (hall_datagram_socket_join (watcher.cast, ntohl (inet_addr (GROUP)), 1));
  watcher.direct = hall_datagram_socket_open (0, &watcher.direct_port, &error);
  g_assert_no_error (error);

  return watcher;
}

static void
close_watcher (Watcher *watcher)
{
  close (watcher->cast);
  close (watcher->direct);
}

/* The next that comes there is this one; what was sent before on this machine would come before. */
static void
assert_next (int     fd,
             GBytes *expected)
{
  guint8 buffer[HALL_DATAGRAM_MAX];
  gssize got = -1;

  net_wait_until ((got = recv (fd, buffer, sizeof buffer, MSG_DONTWAIT)) >= 0);
  g_assert_cmpmem (buffer, (gsize) got, g_bytes_get_data (expected, NULL),
                   g_bytes_get_size (expected));
}

static guint
send_in_every_way (Fixture *fixture,
                   Watcher *watcher,
                   GBytes  *bytes)
{
  return hall_transport_multicast (fixture->transport, bytes)
         + hall_transport_broadcast (fixture->transport, bytes)
         + hall_transport_unicast (fixture->transport, bytes, "127.0.0.1", watcher->direct_port);
}

static void
assert_seen (Watcher *watcher,
             GBytes  *bytes)
{
  assert_next (watcher->cast, bytes);
  assert_next (watcher->cast, bytes);
  assert_next (watcher->direct, bytes);
}

static void
test_muted (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const broadcasts[] = { NULL, "127.255.255.255", "255.255.255.255" };

  for (guint i = 0; i < G_N_ELEMENTS (broadcasts); i++)
    {
      g_autoptr (GBytes) before = new_hello (fixture->identity, 3 * i + 1);
      g_autoptr (GBytes) muted = new_hello (fixture->identity, 3 * i + 2);
      g_autoptr (GBytes) after = new_hello (fixture->identity, 3 * i + 3);
      Watcher watcher;
      guint64 sent;

      open_beacon (fixture, broadcasts[i]);
      watcher = open_watcher (fixture);
      g_assert_false (hall_transport_get_muted (fixture->transport));
      g_assert_cmpuint (send_in_every_way (fixture, &watcher, before), ==, 3);
      assert_seen (&watcher, before);
      sent = hall_counters_get (fixture->counters, HALL_COUNTER_DATAGRAM_SENT);

      hall_transport_set_muted (fixture->transport, TRUE);
      g_assert_true (hall_transport_get_muted (fixture->transport));
      for (guint j = 0; j < 20; j++)
        g_assert_cmpuint (send_in_every_way (fixture, &watcher, muted), ==, 0);
      hall_transport_emit_changed (fixture->transport);
      net_settle ();
      g_assert_cmpuint (hall_counters_get (fixture->counters, HALL_COUNTER_DATAGRAM_SENT), ==,
                        sent);

      hall_transport_set_muted (fixture->transport, FALSE);
      g_assert_cmpuint (send_in_every_way (fixture, &watcher, after), ==, 3);
      assert_seen (&watcher, after);
      close_watcher (&watcher);
    }
}

/* What is opened while muted is muted, and hears all the same. */
static void
test_muted_hears (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GBytes) ours = new_hello (fixture->identity, 1);
  g_autoptr (GBytes) theirs = new_hello (fixture->stranger, 1);
  g_autoptr (HallCounters) counters = hall_counters_new ();
  g_autoptr (HallTransport) other = hall_transport_new (net_clock (), counters, TRUE);
  g_autoptr (GError) error = NULL;

  hall_transport_set_muted (fixture->transport, TRUE);
  hall_transport_close_beacon (fixture->transport);
  open_beacon (fixture, NULL);
  g_assert_cmpuint (hall_transport_multicast (fixture->transport, ours), ==, 0);

  hall_transport_start (other, NULL, &error);
  g_assert_no_error (error);
  hall_transport_open_beacon (other, hall_identity_get_id (fixture->stranger), GROUP, 0, NULL,
                              &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hall_transport_unicast (other, theirs, "127.0.0.1",
                                            hall_transport_get_udp_port (fixture->transport)),
                    ==, 1);
  net_wait_until (fixture->heard->len == 1);
}

static void
send_bytes (Fixture *fixture,
            GBytes  *bytes)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons (hall_transport_get_udp_port (fixture->transport)),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  g_assert_cmpint (sendto (fixture->sender, data, length, 0, (struct sockaddr *) &address,
                           sizeof address), ==, length);
}

/* Sends one of our own, and waits until it was counted as that. */
static void
send_own (Fixture *fixture,
          guint64  boot)
{
  g_autoptr (GBytes) bytes = new_hello (fixture->identity, boot);
  guint64 own = hall_counters_get (fixture->counters, HALL_COUNTER_DATAGRAM_OWN);

  send_bytes (fixture, bytes);
  net_wait_until (hall_counters_get (fixture->counters, HALL_COUNTER_DATAGRAM_OWN) == own + 1);
}

static void
test_echo (Fixture       *fixture,
           gconstpointer  data)
{
  HallDatagram *echo;

  /* It was not said yet what is ours. */
  send_own (fixture, G_MAXUINT32);
  g_assert_cmpuint (fixture->echoes->len, ==, 0);

  hall_transport_set_boot (fixture->transport, BOOT);
  g_assert_cmpuint (hall_transport_get_boot (fixture->transport), ==, BOOT);
  send_own (fixture, 0);
  send_own (fixture, BOOT - 1);
  send_own (fixture, BOOT);
  g_assert_cmpuint (fixture->echoes->len, ==, 0);

  send_own (fixture, BOOT + 1);
  g_assert_cmpuint (fixture->echoes->len, ==, 1);
  echo = g_ptr_array_index (fixture->echoes, 0);
  g_assert_cmpuint (echo->boot, ==, BOOT + 1);
  g_assert_cmpint (echo->type, ==, HALL_DATAGRAM_HELLO);
  g_assert_cmpuint (fixture->heard->len, ==, 0);
}

/* The beacon that is opened later knows it too. */
static void
test_echo_after_opening (Fixture       *fixture,
                         gconstpointer  data)
{
  hall_transport_set_boot (fixture->transport, BOOT);
  open_beacon (fixture, NULL);
  send_own (fixture, BOOT);
  g_assert_cmpuint (fixture->echoes->len, ==, 0);
  send_own (fixture, HALL_NUMBER_MAX);
  g_assert_cmpuint (fixture->echoes->len, ==, 1);
}

/* Somebody who only has seen our datagrams can't make us think that we are elsewhere. */
static void
test_echo_forged (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GBytes) good = new_hello (fixture->identity, BOOT);
  g_autoptr (GBytes) foreign = NULL;
  g_autofree char *text = g_strndup (g_bytes_get_data (good, NULL), g_bytes_get_size (good));
  g_autofree char *id = g_strdup (hall_identity_get_id (fixture->identity));
  g_autoptr (GBytes) forged = NULL;
  char *boot = strstr (text, "\"boot\":7,");
  NetSnapshot before;

  g_assert_nonnull (boot);
  boot[strlen ("\"boot\":")] = '8';
  forged = g_bytes_new (text, strlen (text));
  hall_transport_set_boot (fixture->transport, BOOT);
  net_snapshot (fixture->counters, &before);
  for (guint64 i = 1; i <= 10; i++)
    {
      send_bytes (fixture, forged);
      net_wait_until (hall_counters_get (fixture->counters, HALL_COUNTER_DATAGRAM_BAD_SIGNATURE)
                      == i);
    }
  net_assert_only_moved (fixture->counters, &before, HALL_COUNTER_DATAGRAM_BAD_SIGNATURE, 10);
  g_assert_cmpuint (fixture->echoes->len, ==, 0);

  /* Nor does a stranger's own. */
  foreign = new_hello (fixture->stranger, BOOT + 1);
  send_bytes (fixture, foreign);
  net_wait_until (fixture->heard->len == 1);
  g_assert_cmpuint (fixture->echoes->len, ==, 0);

  /* And none of them has kept a true one from being noticed. */
  send_own (fixture, BOOT + 1);
  g_assert_cmpuint (fixture->echoes->len, ==, 1);
}

/* A thousand replays of one make no more of it; once its boot was overtaken, none is an echo. */
static void
test_echo_replayed (Fixture       *fixture,
                    gconstpointer  data)
{
  gint64 begun = g_get_monotonic_time ();
  guint64 seconds;

  hall_transport_set_boot (fixture->transport, BOOT);
  for (guint i = 0; i < HALL_ADDRESS_DATAGRAMS_BURST / 2; i++)
    send_own (fixture, BOOT + 1);
  seconds = (guint64) ((g_get_monotonic_time () - begun) / G_USEC_PER_SEC);
  g_assert_cmpuint (fixture->echoes->len, >=, 1);
  g_assert_cmpuint (fixture->echoes->len, <=, 1 + seconds);
}

static void
test_echo_answered (Fixture       *fixture,
                    gconstpointer  data)
{
  fixture->answer = BOOT + 2;
  hall_transport_set_boot (fixture->transport, BOOT);
  send_own (fixture, BOOT + 1);
  g_assert_cmpuint (fixture->echoes->len, ==, 1);
  for (guint i = 0; i < 200; i++)
    send_own (fixture, BOOT + 1 + i % 2);
  g_assert_cmpuint (fixture->echoes->len, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/invisible/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("muted", test_muted);
  ADD ("muted-hears", test_muted_hears);
  ADD ("echo", test_echo);
  ADD ("echo-after-opening", test_echo_after_opening);
  ADD ("echo-forged", test_echo_forged);
  ADD ("echo-replayed", test_echo_replayed);
  ADD ("echo-answered", test_echo_answered);
#undef ADD

  return g_test_run ();
}
