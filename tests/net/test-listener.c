/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-listener.c: who comes to the TCP port: a table of bad peers, and a crowd.
 */

#include "config.h"

#include <netinet/in.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net-test.h"

typedef struct
{
  HallIdentity *server;
  HallIdentity *client;
  HallCounters *counters;
  HallListener *listener;
  guint16 port;
  GPtrArray *links;       /* (element-type NetRecord) */
  NetSnapshot before;
  guint descriptors;
} Fixture;

static const HallTlsLinkTimers quick = {
  .dial_ms = 10000, .tls_ms = 400, .hello_ms = 400,
  .ping_ms = 5000, .silence_ms = 15000, .stall_ms = 15000, .closing_ms = 1000,
};

static void
on_link (HallListener *listener,
         HallLink     *link,
         Fixture      *fixture)
{
  g_ptr_array_add (fixture->links, net_record_new (g_object_ref (link)));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->server = net_new_identity ();
  fixture->client = net_new_identity ();
  net_turn ();
  fixture->descriptors = net_count_descriptors ();

  fixture->counters = hall_counters_new ();
  fixture->links = g_ptr_array_new_with_free_func ((GDestroyNotify) net_record_free);
  fixture->listener = hall_listener_new (fixture->server, fixture->counters, net_clock ());
  g_signal_connect (fixture->listener, "link", G_CALLBACK (on_link), fixture);
  hall_listener_open (fixture->listener, 0, TRUE, &error);
  g_assert_no_error (error);
  fixture->port = hall_listener_get_port (fixture->listener);
  net_snapshot (fixture->counters, &fixture->before);
}

/* That a good peer is served whatever happened. */
static void
assert_alive (Fixture *fixture)
{
  g_autoptr (HallCounters) counters = hall_counters_new ();
  g_autoptr (HallIdentity) identity = net_new_identity ();
  g_autoptr (NetRecord) record = NULL;

  hall_tls_link_set_timers (NULL);
  record = net_record_new (net_dial ("127.0.0.1", fixture->port,
                                     hall_identity_get_id (fixture->server), HALL_PURPOSE_ROOM,
                                     identity, counters));
  net_wait_until (record->ready == 1 || record->closed == 1);
  g_assert_no_error (record->error);
  g_assert_cmpuint (record->ready, ==, 1);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  assert_alive (fixture);
  g_ptr_array_unref (fixture->links);
  g_clear_object (&fixture->listener);
  net_settle ();
  g_assert_cmpuint (net_count_descriptors (), ==, fixture->descriptors);
  hall_counters_unref (fixture->counters);
  g_object_unref (fixture->server);
  g_object_unref (fixture->client);
}

static void
wait_and_assert (Fixture     *fixture,
                 HallCounter  counter)
{
  net_wait_until (hall_counters_get (fixture->counters, counter)
                  != fixture->before.values[counter]);
  net_settle ();
  net_assert_only_moved (fixture->counters, &fixture->before, counter, 1);
}

static void
test_silent (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (NetPeer) peer = NULL;

  hall_tls_link_set_timers (&quick);
  peer = net_peer_connect (NULL, fixture->port);
  net_peer_wait_end (peer);
  wait_and_assert (fixture, HALL_COUNTER_LINK_TLS_TIMEOUT);
}

/* Half a record, and then nothing. */
static void
test_stops_in_handshake (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (NetPeer) peer = NULL;

  hall_tls_link_set_timers (&quick);
  peer = net_peer_connect (NULL, fixture->port);
  net_peer_write_plain (peer, "\x16\x03\x01\x02\x00\x01", 6);
  net_peer_wait_end (peer);
  wait_and_assert (fixture, HALL_COUNTER_LINK_TLS_TIMEOUT);
}

static void
test_plain_text (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (NetPeer) peer = net_peer_connect (NULL, fixture->port);

  net_peer_write_plain (peer, data, strlen (data));
  net_peer_wait_end (peer);
  wait_and_assert (fixture, HALL_COUNTER_LINK_TLS_FAILED);
}

static void
test_closes_at_once (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (NetPeer) peer = net_peer_connect (NULL, fixture->port);

  close (peer->fd);
  peer->fd = -1;
  wait_and_assert (fixture, HALL_COUNTER_LINK_TLS_FAILED);
}

static void
test_resets (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (NetPeer) peer = net_peer_connect (NULL, fixture->port);
  const struct linger linger = { 1, 0 };

  setsockopt (peer->fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  close (peer->fd);
  peer->fd = -1;
  wait_and_assert (fixture, HALL_COUNTER_LINK_TLS_FAILED);
}

static void
test_no_certificate (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (NetPeer) peer = net_peer_connect (NULL, fixture->port);

  net_peer_handshake (peer, NULL, NET_PRIORITY);
  wait_and_assert (fixture, HALL_COUNTER_LINK_NO_CERTIFICATE);
}

static void
test_old_tls (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (NetPeer) peer = net_peer_connect (NULL, fixture->port);

  g_assert_false (net_peer_handshake (peer, fixture->client, "NORMAL:-VERS-ALL:+VERS-TLS1.2"));
  wait_and_assert (fixture, HALL_COUNTER_LINK_TLS_VERSION);
}

static void
test_own_key (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (NetPeer) peer = net_peer_connect (NULL, fixture->port);

  net_peer_handshake (peer, fixture->server, NET_PRIORITY);
  wait_and_assert (fixture, HALL_COUNTER_LINK_WRONG_KEY);
}

static void
test_no_hello (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (NetPeer) peer = NULL;

  hall_tls_link_set_timers (&quick);
  peer = net_peer_connect (NULL, fixture->port);
  g_assert_true (net_peer_handshake (peer, fixture->client, NET_PRIORITY));
  wait_and_assert (fixture, HALL_COUNTER_LINK_HELLO_TIMEOUT);
}

/* Says a hello with something wrong, and reads what the answer is. */
static void
say_hello (Fixture     *fixture,
           HallPacket  *hello,
           const char  *code,
           HallCounter  counter)
{
  g_autoptr (NetPeer) peer = net_peer_connect (NULL, fixture->port);
  g_autoptr (HallPacket) error = NULL;

  g_assert_true (net_peer_handshake (peer, fixture->client, NET_PRIORITY));
  net_peer_send (peer, hello);
  error = net_peer_expect (peer, HALL_PACKET_ERROR);
  g_assert_cmpstr (error->code, ==, code);
  wait_and_assert (fixture, counter);
  g_assert_cmpuint (fixture->links->len, ==, 0);
}

static void
test_clock (Fixture       *fixture,
            gconstpointer  data)
{
  const gint64 year = 365 * HALL_DAY_MS;
  g_autoptr (HallPacket) ahead = net_peer_new_hello (year);
  g_autoptr (HallPacket) behind = net_peer_new_hello (-year);

  say_hello (fixture, ahead, "clock", HALL_COUNTER_LINK_CLOCK);
  net_snapshot (fixture->counters, &fixture->before);
  say_hello (fixture, behind, "clock", HALL_COUNTER_LINK_CLOCK);
}

static void
test_version (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (HallPacket) hello = net_peer_new_hello (0);

  hello->version_min = hello->version_max = HALL_PROTOCOL_VERSION_MAX + 1;
  say_hello (fixture, hello, "version", HALL_COUNTER_LINK_VERSION);
}

static void
test_out_of_place (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (HallPacket) ping = hall_packet_new (HALL_PACKET_PING);

  say_hello (fixture, ping, "unsupported", HALL_COUNTER_FRAME_OUT_OF_PLACE);
}

static void
test_second_hello (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (NetPeer) peer = net_peer_greet (fixture->client, fixture->port);
  g_autoptr (HallPacket) hello = net_peer_new_hello (0);
  g_autoptr (HallPacket) error = NULL;

  net_peer_send (peer, hello);
  error = net_peer_expect (peer, HALL_PACKET_ERROR);
  wait_and_assert (fixture, HALL_COUNTER_FRAME_OUT_OF_PLACE);
}

typedef struct
{
  const char *name;
  const char *bytes;
  gsize length;
  HallCounter counter;
} BadFrame;

#define FRAME(name, bytes, counter) { name, bytes, sizeof (bytes) - 1, HALL_COUNTER_##counter }

static const BadFrame bad_frames[] = {
  FRAME ("four-gigabytes", "\xff\xff\xff\xff\x01", FRAME_BAD_LENGTH),
  FRAME ("no-bytes", "\x00\x00\x00\x00", FRAME_BAD_LENGTH),
  FRAME ("one-too-many", "\x00\x01\x00\x01\x01", FRAME_BAD_LENGTH),
  FRAME ("not-json", "\x00\x00\x00\x07\x01\x00Hello", FRAME_BAD_JSON),
  FRAME ("no-type", "\x00\x00\x00\x04\x01\x00{}", FRAME_BAD_FIELD),
  FRAME ("unknown-type", "\x00\x00\x00\x0d\x01\x00{\"t\":\"abc\"}", FRAME_UNKNOWN_TYPE),
  FRAME ("ping-without-number", "\x00\x00\x00\x0e\x01\x00{\"t\":\"ping\"}", FRAME_BAD_FIELD),
};

static void
test_bad_frame (Fixture       *fixture,
                gconstpointer  data)
{
  const BadFrame *frame = data;
  g_autoptr (NetPeer) peer = net_peer_greet (fixture->client, fixture->port);
  g_autoptr (HallPacket) error = NULL;

  net_wait_until (fixture->links->len == 1);
  net_peer_write (peer, frame->bytes, frame->length);
  error = net_peer_expect (peer, HALL_PACKET_ERROR);
  wait_and_assert (fixture, frame->counter);
  net_wait_until (((NetRecord *) g_ptr_array_index (fixture->links, 0))->closed == 1);
  g_assert_error (((NetRecord *) g_ptr_array_index (fixture->links, 0))->error, HALL_LINK_ERROR,
                  HALL_LINK_ERROR_PROTOCOL);
}

/* What a newer version may say, if it says that it may be ignored. */
static void
test_optional_frame (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (NetPeer) peer = net_peer_greet (fixture->client, fixture->port);
  g_autoptr (HallPacket) ping = hall_packet_new (HALL_PACKET_PING);
  g_autoptr (HallPacket) pong = NULL;
  static const char frame[] = "\x00\x00\x00\x0d\x01\x01{\"t\":\"abc\"}";

  net_peer_write (peer, frame, sizeof frame - 1);
  ping->n = 4711;
  net_peer_send (peer, ping);
  pong = net_peer_expect (peer, HALL_PACKET_PONG);
  g_assert_cmpuint (pong->n, ==, 4711);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_N_COUNTERS, 0);
}

static void
test_half_closed (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (NetPeer) peer = net_peer_greet (fixture->client, fixture->port);
  NetRecord *record;

  net_wait_until (fixture->links->len == 1);
  record = g_ptr_array_index (fixture->links, 0);
  shutdown (peer->fd, SHUT_WR);
  net_wait_until (record->closed == 1);
  g_assert_error (record->error, HALL_LINK_ERROR, HALL_LINK_ERROR_LOST);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_N_COUNTERS, 0);
}

static void
test_unwanted (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (NetPeer) peer = net_peer_connect (NULL, fixture->port);
  g_autoptr (HallPacket) hello = net_peer_new_hello (0);

  g_signal_handlers_disconnect_by_func (fixture->listener, on_link, fixture);
  g_assert_true (net_peer_handshake (peer, fixture->client, NET_PRIORITY));
  net_peer_send (peer, hello);
  net_peer_wait_end (peer);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_N_COUNTERS, 0);
  g_signal_connect (fixture->listener, "link", G_CALLBACK (on_link), fixture);
}

#define N_SILENT 100
#define N_JOINS 20

/* @data: the source address of the silent ones, with %u where each has its own. */
static void
test_crowd (Fixture       *fixture,
            gconstpointer  data)
{
  const char *format = data;
  g_autoptr (GPtrArray) silent = g_ptr_array_new_with_free_func ((GDestroyNotify) net_peer_free);
  g_autoptr (GPtrArray) joins = g_ptr_array_new_with_free_func ((GDestroyNotify) net_record_free);
  g_autoptr (HallCounters) counters = hall_counters_new ();
  guint ready = 0;

  for (guint i = 0; i < N_SILENT; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", 2 + i);
      g_auto (GStrv) parts = g_strsplit (format, "N", 2);
      g_autofree char *source = g_strjoinv (number, parts);

      g_ptr_array_add (silent, net_peer_connect (source, fixture->port));
    }

  for (guint i = 0; i < N_JOINS; i++)
    {
      g_autoptr (HallIdentity) identity = net_new_identity ();

      g_ptr_array_add (joins, net_record_new (
        net_dial ("127.0.0.1", fixture->port, hall_identity_get_id (fixture->server),
                  HALL_PURPOSE_ROOM, identity, counters)));
    }

  while (ready < N_JOINS)
    {
      net_turn ();
      ready = 0;
      for (guint i = 0; i < N_JOINS; i++)
        {
          NetRecord *record = g_ptr_array_index (joins, i);

          g_assert_no_error (record->error);
          g_assert_cmpuint (record->closed, ==, 0);
          ready += record->ready;
        }
    }

  net_wait_until (fixture->links->len == N_JOINS);
  /* The silent ones stood in nobody's way: none had to go for that. */
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_N_COUNTERS, 0);
}

/* Peers that begin to talk and stop take the places; they have to make room. */
static void
test_crowd_of_talkers (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (GPtrArray) peers = g_ptr_array_new_with_free_func ((GDestroyNotify) net_peer_free);
  g_autoptr (HallCounters) counters = hall_counters_new ();
  g_autoptr (NetRecord) record = NULL;

  for (guint i = 0; i < HALL_UNAUTHENTICATED_PER_ADDRESS; i++)
    {
      NetPeer *peer = net_peer_connect (NULL, fixture->port);

      net_peer_write_plain (peer, "\x16\x03\x01", 3);
      g_ptr_array_add (peers, peer);
    }
  net_wait_until (hall_counters_get (fixture->counters, HALL_COUNTER_LINK_ACCEPTED)
                  == HALL_UNAUTHENTICATED_PER_ADDRESS);

  record = net_record_new (net_dial ("127.0.0.1", fixture->port, NULL, HALL_PURPOSE_ROOM,
                                     fixture->client, counters));
  net_wait_until (record->ready == 1 || record->closed == 1);
  g_assert_no_error (record->error);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_COUNTER_LINK_CROWDED_OUT, 1);
}

/* Without a descriptor left: those who come wait, and are served once there are some again. */
static void
test_no_descriptors (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (NetPeer) peer = net_peer_connect (NULL, fixture->port);
  g_autoptr (NetPeer) other = net_peer_connect (NULL, fixture->port);
  struct rlimit limit, none;
  int lowest = dup (peer->fd);

  g_assert_cmpint (lowest, >=, 0);
  close (lowest);
  g_assert_no_errno (getrlimit (RLIMIT_NOFILE, &limit));
  none = limit;
  none.rlim_cur = (rlim_t) lowest;
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &none));
  for (guint i = 0; i < 50; i++)
    net_turn ();
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_N_COUNTERS, 0);

  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &limit));
  g_assert_true (net_peer_handshake (peer, fixture->client, NET_PRIORITY));
  g_assert_true (net_peer_handshake (other, fixture->client, NET_PRIORITY));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function, data) \
  g_test_add ("/listener/" path, Fixture, data, set_up, function, tear_down)
  ADD ("silent", test_silent, NULL);
  ADD ("stops-in-handshake", test_stops_in_handshake, NULL);
  ADD ("http", test_plain_text, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  ADD ("hello-world", test_plain_text, "Hello, world!\n");
  ADD ("closes-at-once", test_closes_at_once, NULL);
  ADD ("resets", test_resets, NULL);
  ADD ("no-certificate", test_no_certificate, NULL);
  ADD ("old-tls", test_old_tls, NULL);
  ADD ("own-key", test_own_key, NULL);
  ADD ("no-hello", test_no_hello, NULL);
  ADD ("clock", test_clock, NULL);
  ADD ("version", test_version, NULL);
  ADD ("out-of-place", test_out_of_place, NULL);
  ADD ("second-hello", test_second_hello, NULL);
  ADD ("optional-frame", test_optional_frame, NULL);
  ADD ("half-closed", test_half_closed, NULL);
  ADD ("unwanted", test_unwanted, NULL);
  ADD ("crowd-of-many-addresses", test_crowd, "127.0.0.N");
  ADD ("crowd-of-one-address", test_crowd, "127.0.0.1");
  ADD ("no-descriptors", test_no_descriptors, NULL);
  ADD ("crowd-of-talkers", test_crowd_of_talkers, NULL);
#undef ADD

  for (gsize i = 0; i < G_N_ELEMENTS (bad_frames); i++)
    {
      g_autofree char *path = g_strdup_printf ("/listener/frame/%s", bad_frames[i].name);

      g_test_add (path, Fixture, &bad_frames[i], set_up, test_bad_frame, tear_down);
    }

  return g_test_run ();
}
