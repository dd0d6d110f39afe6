/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-link.c: two links that behave: hello, packets, queues, pings, deadlines, ends.
 */

#include "config.h"

#include <string.h>

#include "net-test.h"

typedef struct
{
  HallIdentity *server;
  HallIdentity *client;
  HallCounters *server_counters;
  HallCounters *client_counters;
  HallListener *listener;
  GPtrArray *links;       /* (element-type NetRecord) of the server's side */
  NetSnapshot before;
  guint descriptors;
} Fixture;

static void
on_link (HallListener *listener,
         HallLink     *link,
         Fixture      *fixture)
{
  g_assert_true (hall_link_get_ready (link));
  g_ptr_array_add (fixture->links, net_record_new (g_object_ref (link)));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  /* Whatever GnuTLS and GLib open once is open now. */
  fixture->server = net_new_identity ();
  fixture->client = net_new_identity ();
  net_turn ();
  fixture->descriptors = net_count_descriptors ();

  fixture->server_counters = hall_counters_new ();
  fixture->client_counters = hall_counters_new ();
  fixture->links = g_ptr_array_new_with_free_func ((GDestroyNotify) net_record_free);
  fixture->listener = hall_listener_new (fixture->server, fixture->server_counters, net_clock ());
  g_signal_connect (fixture->listener, "link", G_CALLBACK (on_link), fixture);
  hall_listener_open (fixture->listener, 0, TRUE, &error);
  g_assert_no_error (error);
  net_snapshot (fixture->server_counters, &fixture->before);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  hall_tls_link_set_timers (NULL);
  g_ptr_array_unref (fixture->links);
  g_clear_object (&fixture->listener);
  net_settle ();
  g_assert_cmpuint (net_count_descriptors (), ==, fixture->descriptors);
  hall_counters_unref (fixture->server_counters);
  hall_counters_unref (fixture->client_counters);
  g_object_unref (fixture->server);
  g_object_unref (fixture->client);
}

static NetRecord *
dial (Fixture    *fixture,
      const char *expected_id)
{
  return net_record_new (net_dial ("127.0.0.1", hall_listener_get_port (fixture->listener),
                                   expected_id, HALL_PURPOSE_DIRECT, fixture->client,
                                   fixture->client_counters));
}

/* Both ends ready. */
static NetRecord *
dial_and_wait (Fixture *fixture)
{
  NetRecord *record = dial (fixture, hall_identity_get_id (fixture->server));

  net_wait_until (record->ready == 1 && fixture->links->len == 1);

  return record;
}

static NetRecord *
other_end (Fixture *fixture)
{
  return g_ptr_array_index (fixture->links, 0);
}

static HallPacket *
new_want (guint n)
{
  HallPacket *packet = hall_packet_new (HALL_PACKET_WANT);

  packet->room = g_strdup ("AAAAAAAAAAAAAAAAAAAAAA");
  packet->ids = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    packet->ids[i] = hall_token_new ();

  return packet;
}

static void
test_ready (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (NetRecord) near = dial_and_wait (fixture);
  NetRecord *far = other_end (fixture);

  g_assert_cmpstr (hall_link_get_peer_id (near->link), ==, hall_identity_get_id (fixture->server));
  g_assert_cmpstr (hall_link_get_peer_id (far->link), ==, hall_identity_get_id (fixture->client));
  g_assert_cmpint (hall_link_get_purpose (far->link), ==, HALL_PURPOSE_DIRECT);
  g_assert_cmpstr (hall_link_get_address (far->link), ==, "127.0.0.1");
  g_assert_cmpint (ABS (hall_link_get_offset (near->link)), <, 60000);
  g_assert_cmpuint (hall_counters_get (fixture->server_counters, HALL_COUNTER_LINK_ESTABLISHED), ==,
                    1);
  g_assert_cmpuint (hall_counters_get (fixture->client_counters, HALL_COUNTER_LINK_ESTABLISHED), ==,
                    1);
  net_assert_only_moved (fixture->server_counters, &fixture->before, HALL_N_COUNTERS, 0);
}

static void
test_packets_in_order (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (NetRecord) near = dial_and_wait (fixture);
  NetRecord *far = other_end (fixture);
  g_autoptr (GPtrArray) sent = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_packet_unref);

  /* Several records, some frames longer than one, cut at every place. */
  for (guint i = 0; i < 40; i++)
    {
      g_ptr_array_add (sent, new_want (1 + (i * 97) % 900));
      hall_link_send (near->link, g_ptr_array_index (sent, i), HALL_LINK_CHAT);
    }
  g_assert_cmpuint (hall_link_get_queued (near->link), >, HALL_QUEUE_SOFT_MAX);
  net_wait_until (far->packets->len == sent->len);
  g_assert_cmpuint (hall_link_get_queued (near->link), ==, 0);

  for (guint i = 0; i < sent->len; i++)
    {
      HallPacket *one = g_ptr_array_index (sent, i);
      HallPacket *other = g_ptr_array_index (far->packets, i);

      g_assert_cmpstrv (one->ids, other->ids);
    }
}

static void
test_chat_first (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (NetRecord) near = dial_and_wait (fixture);
  NetRecord *far = other_end (fixture);
  g_autoptr (HallPacket) background = new_want (500);
  g_autoptr (HallPacket) chat = hall_packet_new (HALL_PACKET_RACK);

  chat->room = g_strdup ("AAAAAAAAAAAAAAAAAAAAAA");
  chat->ids = g_new0 (char *, 1);
  for (guint i = 0; i < 20; i++)
    hall_link_send (near->link, background, HALL_LINK_BACKGROUND);
  hall_link_send (near->link, chat, HALL_LINK_CHAT);

  net_wait_until (far->packets->len == 21);
  g_assert_cmpint (((HallPacket *) g_ptr_array_index (far->packets, 0))->type, ==,
                   HALL_PACKET_RACK);
}

static void
on_drained (HallLink *link,
            guint    *n)
{
  (*n)++;
}

static void
test_drained (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (NetRecord) near = dial_and_wait (fixture);
  g_autoptr (HallPacket) packet = new_want (500);
  guint drained = 0;

  g_signal_connect (near->link, "drained", G_CALLBACK (on_drained), &drained);
  hall_link_send (near->link, packet, HALL_LINK_CHAT);
  net_wait_until (other_end (fixture)->packets->len == 1);
  g_assert_cmpuint (drained, ==, 0);

  while (hall_link_get_queued (near->link) <= HALL_QUEUE_SOFT_MAX)
    hall_link_send (near->link, packet, HALL_LINK_BACKGROUND);
  net_wait_until (drained == 1);
  g_assert_cmpuint (hall_link_get_queued (near->link), <, HALL_QUEUE_SOFT_MAX);
}

static void
test_bye (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (NetRecord) near = dial_and_wait (fixture);
  NetRecord *far = other_end (fixture);
  g_autoptr (HallPacket) packet = new_want (800);

  /* What was queued arrives before the bye. */
  for (guint i = 0; i < 10; i++)
    hall_link_send (near->link, packet, HALL_LINK_BACKGROUND);
  hall_link_close (near->link);
  g_assert_cmpuint (near->closed, ==, 0);
  net_wait_until (near->closed == 1 && far->closed == 1);
  g_assert_cmpuint (far->packets->len, ==, 10);
  g_assert_no_error (near->error);
  g_assert_no_error (far->error);
}

static void
test_refuse (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (NetRecord) near = dial_and_wait (fixture);
  NetRecord *far = other_end (fixture);

  hall_link_refuse (far->link, "banned", "Not you");
  net_wait_until (near->closed == 1 && far->closed == 1);
  g_assert_error (near->error, HALL_LINK_ERROR, HALL_LINK_ERROR_REFUSED);
  g_assert_true (g_str_has_prefix (near->error->message, "banned"));
  g_assert_cmpstr (hall_link_get_error_code (near->link), ==, "banned");
  g_assert_error (far->error, HALL_LINK_ERROR, HALL_LINK_ERROR_PROTOCOL);
}

static void
test_error_about_event (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (NetRecord) near = dial_and_wait (fixture);
  NetRecord *far = other_end (fixture);
  g_autoptr (HallPacket) packet = hall_packet_new_error ("rate", "Too fast", 1500);
  const char *const ids[] = { "AAAAAAAAAAAAAAAAAAAAAA", NULL };
  HallPacket *got;

  packet->ids = g_strdupv ((char **) ids);
  hall_link_send (far->link, packet, HALL_LINK_CHAT);
  net_wait_until (near->packets->len == 1);
  got = net_record_find (near, HALL_PACKET_ERROR);
  g_assert_cmpstr (got->code, ==, "rate");
  g_assert_cmpuint (got->retry_ms, ==, 1500);
  g_assert_cmpstrv (got->ids, ids);
  g_assert_true (hall_link_get_ready (near->link));
}

static void
test_wrong_pin (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (HallIdentity) somebody = net_new_identity ();
  g_autoptr (NetRecord) near = dial (fixture, hall_identity_get_id (somebody));

  net_wait_until (near->closed == 1);
  g_assert_error (near->error, HALL_LINK_ERROR, HALL_LINK_ERROR_WRONG_KEY);
  g_assert_cmpuint (near->ready, ==, 0);
  g_assert_cmpuint (hall_counters_get (fixture->client_counters, HALL_COUNTER_LINK_WRONG_KEY), ==,
                    1);
  net_settle ();
  g_assert_cmpuint (fixture->links->len, ==, 0);
}

static void
test_own_key (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (NetRecord) near = NULL;

  near = net_record_new (net_dial ("127.0.0.1", hall_listener_get_port (fixture->listener), NULL,
                                   HALL_PURPOSE_ROOM, fixture->server, fixture->client_counters));
  net_wait_until (near->closed == 1);
  g_assert_error (near->error, HALL_LINK_ERROR, HALL_LINK_ERROR_WRONG_KEY);
}

static void
test_unreachable (Fixture       *fixture,
                  gconstpointer  data)
{
  guint16 port = hall_listener_get_port (fixture->listener);
  g_autoptr (NetRecord) refused = NULL;
  g_autoptr (NetRecord) nonsense = NULL;

  hall_listener_close (fixture->listener);
  refused = net_record_new (net_dial ("127.0.0.1", port, NULL, HALL_PURPOSE_ROOM, fixture->client,
                                      fixture->client_counters));
  nonsense = net_record_new (net_dial ("next door", 1, NULL, HALL_PURPOSE_ROOM, fixture->client,
                                       fixture->client_counters));
  g_assert_cmpuint (refused->closed + nonsense->closed, ==, 0);
  net_wait_until (refused->closed == 1 && nonsense->closed == 1);
  g_assert_error (refused->error, HALL_LINK_ERROR, HALL_LINK_ERROR_UNREACHABLE);
  g_assert_error (nonsense->error, HALL_LINK_ERROR, HALL_LINK_ERROR_UNREACHABLE);
}

static const HallTlsLinkTimers quick = {
  .dial_ms = 5000, .tls_ms = 5000, .hello_ms = 5000,
  .ping_ms = 40, .silence_ms = 20000, .stall_ms = 20000, .closing_ms = 1000,
};

static void
test_ping_keeps (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (NetRecord) near = NULL;
  HallTlsLinkTimers timers = quick;
  gint64 end;

  timers.silence_ms = 2000;
  hall_tls_link_set_timers (&timers);
  near = dial_and_wait (fixture);

  /* Twice as long as it may be silent: only pongs keep it. */
  end = g_get_monotonic_time () + 4 * G_USEC_PER_SEC;
  net_wait_until (g_get_monotonic_time () > end);
  g_assert_true (hall_link_get_ready (near->link));
  g_assert_cmpuint (near->closed + other_end (fixture)->closed, ==, 0);
  g_assert_cmpuint (near->packets->len, ==, 0);
}

static void
test_silent (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (NetPeer) peer = NULL;
  HallTlsLinkTimers timers = quick;

  timers.silence_ms = 300;
  hall_tls_link_set_timers (&timers);
  peer = net_peer_greet (fixture->client, hall_listener_get_port (fixture->listener));
  net_wait_until (fixture->links->len == 1 && other_end (fixture)->closed == 1);
  g_assert_error (other_end (fixture)->error, HALL_LINK_ERROR, HALL_LINK_ERROR_SILENT);
  net_assert_only_moved (fixture->server_counters, &fixture->before, HALL_COUNTER_LINK_SILENT, 1);
}

static gboolean
on_say_something (gpointer user_data)
{
  g_autoptr (HallPacket) packet = hall_packet_new (HALL_PACKET_PONG);

  net_peer_send (user_data, packet);

  return G_SOURCE_CONTINUE;
}

static void
test_stalled (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (NetPeer) peer = NULL;
  g_autoptr (HallPacket) packet = new_want (900);
  HallTlsLinkTimers timers = quick;
  NetRecord *far;
  guint source;
  gsize queued;

  timers.stall_ms = 400;
  hall_tls_link_set_timers (&timers);
  peer = net_peer_greet (fixture->client, hall_listener_get_port (fixture->listener));
  net_wait_until (fixture->links->len == 1);
  far = other_end (fixture);

  /* It speaks, so it is not silent; but it never reads. */
  source = g_timeout_add (20, on_say_something, peer);
  do
    {
      hall_link_send (far->link, packet, HALL_LINK_CHAT);
      net_turn ();
      queued = hall_link_get_queued (far->link);
    }
  while (queued < HALL_QUEUE_HARD_MAX / 2 && far->closed == 0);

  net_wait_until (far->closed == 1);
  g_source_remove (source);
  g_assert_error (far->error, HALL_LINK_ERROR, HALL_LINK_ERROR_SLOW);
  net_assert_only_moved (fixture->server_counters, &fixture->before, HALL_COUNTER_LINK_SLOW, 1);
}

static void
drop_link (HallLink  *link,
           HallLink **pointer)
{
  g_clear_object (pointer);
}

/* A handler that lets go of the last reference, in each signal. */
static void
test_dropped_in_handler (Fixture       *fixture,
                         gconstpointer  data)
{
  HallLink *link;

  link = net_dial ("127.0.0.1", hall_listener_get_port (fixture->listener), NULL, HALL_PURPOSE_ROOM,
                   fixture->client, fixture->client_counters);
  g_signal_connect (link, "ready", G_CALLBACK (drop_link), &link);
  net_wait_until (link == NULL);
  net_wait_until (fixture->links->len == 1 && other_end (fixture)->closed == 1);
  g_assert_error (other_end (fixture)->error, HALL_LINK_ERROR, HALL_LINK_ERROR_LOST);

  link = net_dial ("127.0.0.1", 1, NULL, HALL_PURPOSE_ROOM, fixture->client,
                   fixture->client_counters);
  g_signal_connect_swapped (link, "closed", G_CALLBACK (g_clear_object), &link);
  net_wait_until (link == NULL);
}

/* Dropped, aborted or closed after so many turns: in every state that there is. */
static void
test_ended_in_every_state (Fixture       *fixture,
                           gconstpointer  data)
{
  for (guint turns = 0; turns < 24; turns++)
    {
      for (guint way = 0; way < 3; way++)
        {
          g_autoptr (NetRecord) near = dial (fixture, NULL);

          for (guint i = 0; i < turns; i++)
            g_main_context_iteration (NULL, FALSE);

          if (way == 0)
            continue;
          if (way == 1)
            hall_link_abort (near->link);
          else
            hall_link_close (near->link);
          net_wait_until (near->closed == 1);
        }
    }

  net_settle ();
  for (guint i = 0; i < fixture->links->len; i++)
    {
      NetRecord *far = g_ptr_array_index (fixture->links, i);

      net_wait_until (far->closed == 1);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/link/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("ready", test_ready);
  ADD ("packets-in-order", test_packets_in_order);
  ADD ("chat-first", test_chat_first);
  ADD ("drained", test_drained);
  ADD ("bye", test_bye);
  ADD ("refuse", test_refuse);
  ADD ("error-about-event", test_error_about_event);
  ADD ("wrong-pin", test_wrong_pin);
  ADD ("own-key", test_own_key);
  ADD ("unreachable", test_unreachable);
  ADD ("ping-keeps", test_ping_keeps);
  ADD ("silent", test_silent);
  ADD ("stalled", test_stalled);
  ADD ("dropped-in-handler", test_dropped_in_handler);
  ADD ("ended-in-every-state", test_ended_in_every_state);
#undef ADD

  return g_test_run ();
}
