/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-transport.c: the machine's network as a transport, on loopback.
 */

#include "config.h"

#include "hall-limits.h"
#include "hall-transport-private.h"
#include "hall-transport.h"

#include "net-pipe.h"

#define GROUP "239.1.2.3"

/* Who hears and is dialled. */
typedef struct
{
  HallTransport *transport;
  HallIdentity *identity;
  HallCounters *counters;
  HallClock *clock;
  GPtrArray *heard;      /* (element-type HallDatagram) */
  GPtrArray *links;      /* (element-type NetRecord) */
} Side;

static void
on_datagram (HallTransport *transport,
             HallDatagram  *datagram,
             const char    *address,
             guint          port,
             guint          way,
             Side          *side)
{
  g_assert_cmpstr (address, ==, "127.0.0.1");
  g_assert_cmpuint (port, !=, 0);
  g_ptr_array_add (side->heard, hall_datagram_ref (datagram));
}

static void
on_link (HallTransport *transport,
         HallLink      *link,
         Side          *side)
{
  g_assert_true (hall_link_get_ready (link));
  g_ptr_array_add (side->links, net_record_new (g_object_ref (link)));
}

static Side *
side_new (HallClock *clock)
{
  Side *side = g_new0 (Side, 1);

  side->counters = hall_counters_new ();
  side->identity = net_new_identity ();
  side->clock = g_object_ref (clock);
  side->heard = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_datagram_unref);
  side->links = g_ptr_array_new_with_free_func ((GDestroyNotify) net_record_free);
  side->transport = hall_transport_new (clock, side->counters, TRUE);
  g_signal_connect (side->transport, "datagram", G_CALLBACK (on_datagram), side);
  g_signal_connect (side->transport, "link", G_CALLBACK (on_link), side);

  return side;
}

static void
side_free (Side *side)
{
  g_signal_handlers_disconnect_by_data (side->transport, side);
  g_assert_finalize_object (side->transport);
  g_ptr_array_unref (side->heard);
  g_ptr_array_unref (side->links);
  g_object_unref (side->identity);
  g_object_unref (side->clock);
  hall_counters_unref (side->counters);
  g_free (side);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Side, side_free)

static void
open_side (Side *side)
{
  g_autoptr (GError) error = NULL;

  hall_transport_start (side->transport, NULL, &error);
  g_assert_no_error (error);
  hall_transport_open_beacon (side->transport, hall_identity_get_id (side->identity), GROUP, 0,
                              NULL, &error);
  g_assert_no_error (error);
  hall_transport_open_listener (side->transport, side->identity, 0, TRUE, &error);
  g_assert_no_error (error);
}

static GBytes *
new_hello (Side *side)
{
  g_autoptr (HallDatagram) datagram = hall_datagram_new (HALL_DATAGRAM_HELLO);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  datagram->id = g_strdup (hall_identity_get_id (side->identity));
  datagram->boot = 1;
  datagram->seq = 1;
  datagram->name = g_strdup ("Anna");
  datagram->status = g_strdup ("available");
  datagram->tcp_port = 12345;
  datagram->version_min = HALL_PROTOCOL_VERSION_MIN;
  datagram->version_max = HALL_PROTOCOL_VERSION_MAX;
  datagram->ttl_ms = HALL_TTL_MIN_MS;
  bytes = hall_datagram_encode (datagram, hall_identity_get_key (side->identity), &error);
  g_assert_no_error (error);

  return bytes;
}

/* Closed, it sends nothing, is nowhere, and nothing is near. */
static void
test_closed (void)
{
  guint descriptors = net_count_descriptors ();
  g_autoptr (Side) anna = side_new (net_clock ());
  g_autoptr (GBytes) hello = new_hello (anna);
  g_auto (GStrv) addresses = hall_transport_list_addresses (anna->transport);

  g_assert_cmpuint (g_strv_length (addresses), ==, 0);
  g_assert_cmpuint (hall_transport_get_udp_port (anna->transport), ==, 0);
  g_assert_cmpuint (hall_transport_get_tcp_port (anna->transport), ==, 0);
  g_assert_cmpuint (hall_transport_multicast (anna->transport, hello), ==, 0);
  g_assert_cmpuint (hall_transport_broadcast (anna->transport, hello), ==, 0);
  g_assert_cmpuint (hall_transport_unicast (anna->transport, hello, "127.0.0.1", 9), ==, 0);
  g_assert_false (hall_transport_is_on_link (anna->transport, "127.0.0.1"));
  hall_transport_close_beacon (anna->transport);
  hall_transport_close_listener (anna->transport);
  g_assert_true (hall_transport_get_clock (anna->transport) == net_clock ());
  g_assert_true (hall_transport_get_counters (anna->transport) == anna->counters);
  g_assert_cmpuint (net_count_descriptors (), ==, descriptors);
}

static void
test_datagrams (void)
{
  g_autoptr (Side) anna = side_new (net_clock ());
  g_autoptr (Side) ben = side_new (net_clock ());
  g_autoptr (GBytes) hello = new_hello (anna);
  guint16 port;

  open_side (anna);
  open_side (ben);
  port = hall_transport_get_udp_port (ben->transport);
  g_assert_cmpuint (port, !=, 0);
  g_assert_cmpuint (hall_transport_unicast (anna->transport, hello, "127.0.0.1", port), ==, 1);
  net_wait_until (ben->heard->len == 1);
  g_assert_cmpstr (((HallDatagram *) g_ptr_array_index (ben->heard, 0))->name, ==, "Anna");
  g_assert_cmpuint (hall_counters_get (anna->counters, HALL_COUNTER_DATAGRAM_SENT), ==, 1);
  g_assert_cmpuint (hall_counters_get (ben->counters, HALL_COUNTER_DATAGRAM_ACCEPTED), ==, 1);

  hall_transport_close_beacon (ben->transport);
  g_assert_cmpuint (hall_transport_get_udp_port (ben->transport), ==, 0);
  open_side (ben);
  port = hall_transport_get_udp_port (ben->transport);
  hall_transport_unicast (anna->transport, hello, "127.0.0.1", port);
  net_wait_until (ben->heard->len == 2);
}

/* What two computers say of the time comes from their transports' clocks. */
static void
test_links (void)
{
  g_autoptr (NetHeldClock) clock = net_held_clock_new ();
  g_autoptr (Side) anna = NULL;
  g_autoptr (Side) ben = side_new (net_clock ());
  g_autoptr (NetRecord) record = NULL;
  HallLink *far;

  clock->wall = g_get_real_time () / 1000 + 3600 * 1000;
  anna = side_new (HALL_CLOCK (clock));
  open_side (ben);
  record = net_record_new (hall_transport_dial (anna->transport, "127.0.0.1",
                                                hall_transport_get_tcp_port (ben->transport),
                                                hall_identity_get_id (ben->identity),
                                                HALL_PURPOSE_DIRECT, anna->identity));
  g_assert_cmpuint (record->ready + record->closed, ==, 0);
  net_wait_until (record->ready == 1 && ben->links->len == 1);
  far = ((NetRecord *) g_ptr_array_index (ben->links, 0))->link;
  g_assert_cmpstr (hall_link_get_peer_id (far), ==, hall_identity_get_id (anna->identity));
  g_assert_cmpint (hall_link_get_purpose (far), ==, HALL_PURPOSE_DIRECT);
  g_assert_cmpint (hall_link_get_offset (far), >, 3540 * 1000);
  g_assert_cmpint (hall_link_get_offset (record->link), <, -3540 * 1000);
  g_assert_cmpint (hall_link_get_last_heard (record->link), ==, clock->now);

  hall_transport_close_listener (ben->transport);
  g_assert_cmpuint (hall_transport_get_tcp_port (ben->transport), ==, 0);
  g_assert_true (hall_link_get_ready (far));
}

/* (transfer full): ready at this end, or refused. */
static NetRecord *
dial_for (Side        *from,
          Side        *to,
          HallPurpose  purpose)
{
  NetRecord *record;
  HallLink *link = hall_transport_dial (from->transport, "127.0.0.1",
                                        hall_transport_get_tcp_port (to->transport),
                                        hall_identity_get_id (to->identity), purpose,
                                        from->identity);

  record = net_record_new (link);
  net_wait_until (record->ready + record->closed > 0);

  return record;
}

/* Whatever a link is for, it comes up. */
static void
test_purposes (void)
{
  g_autoptr (Side) anna = side_new (net_clock ());
  g_autoptr (Side) ben = side_new (net_clock ());

  open_side (anna);
  open_side (ben);
  for (HallPurpose purpose = HALL_PURPOSE_ROOM; purpose <= HALL_PURPOSE_DIRECTORY; purpose++)
    {
      g_autoptr (NetRecord) record = dial_for (anna, ben, purpose);
      NetRecord *far;

      net_wait_until (ben->links->len == purpose + 1);
      far = g_ptr_array_index (ben->links, purpose);
      g_assert_cmpint (hall_link_get_purpose (far->link), ==, purpose);
      g_assert_cmpint (hall_link_get_purpose (record->link), ==, purpose);
      g_assert_true (hall_link_get_incoming (far->link));
      g_assert_cmpuint (hall_link_get_version (far->link), ==, HALL_PROTOCOL_VERSION_MAX);
    }
}

/* What a peer claims to speak is known, be it more than we do. */
static void
test_version (void)
{
  static const guint claims[] = { HALL_PROTOCOL_VERSION_MAX, HALL_PROTOCOL_VERSION_MAX + 8 };
  g_autoptr (Side) ben = side_new (net_clock ());

  open_side (ben);
  for (guint i = 0; i < G_N_ELEMENTS (claims); i++)
    {
      g_autoptr (HallIdentity) carl = net_new_identity ();
      g_autoptr (HallPacket) hello = net_peer_new_hello (0);
      g_autoptr (NetPeer) peer = NULL;
      HallLink *link;

      peer = net_peer_connect (NULL, hall_transport_get_tcp_port (ben->transport));
      g_assert_true (net_peer_handshake (peer, carl, NET_PRIORITY));
      hello->version_max = claims[i];
      net_peer_send (peer, hello);
      net_wait_until (ben->links->len == i + 1);
      link = ((NetRecord *) g_ptr_array_index (ben->links, i))->link;
      g_assert_cmpuint (hall_link_get_version (link), ==, claims[i]);
    }
}

/* One address may have only so many links that are for no room; rooms, and others, still come. */
static void
test_crowd (void)
{
  static const HallPurpose purposes[] = {
    HALL_PURPOSE_DIRECT, HALL_PURPOSE_DIRECTORY, HALL_PURPOSE_FILE,
  };
  g_autoptr (Side) anna = side_new (net_clock ());
  g_autoptr (Side) ben = side_new (net_clock ());
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (
    (GDestroyNotify) net_record_free);
  g_autoptr (HallIdentity) carl = net_new_identity ();
  g_autoptr (NetRecord) room = NULL;
  g_autoptr (NetRecord) late = NULL;
  g_autoptr (NetPeer) elsewhere = NULL;
  g_autoptr (HallPacket) hello = NULL;
  NetRecord *far;

  open_side (anna);
  open_side (ben);
  for (guint i = 0; i < HALL_OTHER_LINKS_PER_ADDRESS; i++)
    {
      g_ptr_array_add (records, dial_for (anna, ben, purposes[i % G_N_ELEMENTS (purposes)]));
      net_wait_until (ben->links->len == i + 1);
    }

  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
    {
      g_autoptr (NetRecord) refused = dial_for (anna, ben, purposes[i]);

      net_wait_until (refused->closed == 1);
      g_assert_cmpstr (hall_link_get_error_code (refused->link), ==, "full");
      g_assert_cmpuint (hall_counters_get (ben->counters, HALL_COUNTER_LINK_CROWDED_OUT), ==,
                        i + 1);
    }
  g_assert_cmpuint (ben->links->len, ==, HALL_OTHER_LINKS_PER_ADDRESS);

  room = dial_for (anna, ben, HALL_PURPOSE_ROOM);
  net_wait_until (ben->links->len == HALL_OTHER_LINKS_PER_ADDRESS + 1);

  elsewhere = net_peer_connect ("127.0.0.2", hall_transport_get_tcp_port (ben->transport));
  g_assert_true (net_peer_handshake (elsewhere, carl, NET_PRIORITY));
  hello = net_peer_new_hello (0);
  hello->purpose = HALL_PURPOSE_DIRECT;
  net_peer_send (elsewhere, hello);
  net_wait_until (ben->links->len == HALL_OTHER_LINKS_PER_ADDRESS + 2);

  /* One that is closed makes room, though somebody still holds it. */
  far = g_ptr_array_index (ben->links, 0);
  hall_link_close (far->link);
  net_wait_until (far->closed == 1);
  late = dial_for (anna, ben, HALL_PURPOSE_DIRECT);
  net_wait_until (ben->links->len == HALL_OTHER_LINKS_PER_ADDRESS + 3);
  g_assert_cmpuint (late->closed, ==, 0);

  /* And so does one that nobody holds any more. */
  g_ptr_array_remove_index (ben->links, 1);
  g_clear_pointer (&late, net_record_free);
  late = dial_for (anna, ben, HALL_PURPOSE_DIRECT);
  net_wait_until (ben->links->len == HALL_OTHER_LINKS_PER_ADDRESS + 3);
  g_assert_cmpuint (hall_counters_get (ben->counters, HALL_COUNTER_LINK_CROWDED_OUT), ==,
                    G_N_ELEMENTS (purposes));
}

/* All addresses together have a bound, too. */
static void
test_crowd_in_all (void)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (HallCrowd) crowd = hall_crowd_new (2, 5);

  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *address = g_strdup_printf ("10.9.0.%u", i);
      HallLink *near;
      HallLink *far;

      net_pipe_new_pair (net_clock (), "near", "far", &near, &far);
      net_pipe_begin (near, far);
      hall_link_set_way (near, TRUE, address, 1, HALL_PURPOSE_DIRECT);
      g_ptr_array_add (links, near);
      g_ptr_array_add (links, far);
      g_assert_cmpint (hall_crowd_take (crowd, near), ==, i < 5);
    }

  hall_link_abort (g_ptr_array_index (links, 4));
  g_assert_true (hall_crowd_take (crowd, g_ptr_array_index (links, 10)));
  g_assert_false (hall_crowd_take (crowd, g_ptr_array_index (links, 12)));
}

/* Opening what is open closes what it was. */
static void
test_opened_again (void)
{
  g_autoptr (Side) anna = side_new (net_clock ());
  guint descriptors;

  open_side (anna);
  descriptors = net_count_descriptors ();
  open_side (anna);
  g_assert_cmpuint (net_count_descriptors (), ==, descriptors);
  g_assert_cmpuint (hall_transport_get_udp_port (anna->transport), !=, 0);
  g_assert_cmpuint (hall_transport_get_tcp_port (anna->transport), !=, 0);
}

static void
test_clocks_far_apart (void)
{
  g_autoptr (NetHeldClock) clock = net_held_clock_new ();
  g_autoptr (Side) anna = side_new (HALL_CLOCK (clock));
  g_autoptr (Side) ben = side_new (net_clock ());
  g_autoptr (NetRecord) record = NULL;

  open_side (ben);
  record = net_record_new (hall_transport_dial (anna->transport, "127.0.0.1",
                                                hall_transport_get_tcp_port (ben->transport), NULL,
                                                HALL_PURPOSE_ROOM, anna->identity));
  net_wait_until (record->closed == 1);
  g_assert_cmpuint (record->ready + ben->links->len, ==, 0);
  net_wait_until (hall_counters_get (ben->counters, HALL_COUNTER_LINK_CLOCK)
                  + hall_counters_get (anna->counters, HALL_COUNTER_LINK_CLOCK) >= 1);
}

static void
test_on_link (void)
{
  static const char *const never[] = {
    "", "localhost", "127.0.0", "127.0.0.1:80", "::1", "8.8.8.8", "0.0.0.0", "255.255.255.255",
    "0x7f000001", "127.1", " 127.0.0.1",
  };
  g_autoptr (Side) anna = side_new (net_clock ());
  g_auto (GStrv) addresses = NULL;

  open_side (anna);
  g_assert_true (hall_transport_is_on_link (anna->transport, "127.0.0.1"));
  g_assert_true (hall_transport_is_on_link (anna->transport, "127.200.3.4"));
  for (gsize i = 0; i < G_N_ELEMENTS (never); i++)
    g_assert_false (hall_transport_is_on_link (anna->transport, never[i]));
  g_assert_false (hall_transport_is_on_link (anna->transport, NULL));

  addresses = hall_transport_list_addresses (anna->transport);
  g_assert_cmpuint (g_strv_length (addresses), ==, 1);
  g_assert_cmpstr (addresses[0], ==, "127.0.0.1");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  /* The main context has descriptors of its own. */
  net_turn ();
  g_test_add_func ("/transport/closed", test_closed);
  g_test_add_func ("/transport/datagrams", test_datagrams);
  g_test_add_func ("/transport/links", test_links);
  g_test_add_func ("/transport/purposes", test_purposes);
  g_test_add_func ("/transport/version", test_version);
  g_test_add_func ("/transport/crowd", test_crowd);
  g_test_add_func ("/transport/crowd-in-all", test_crowd_in_all);
  g_test_add_func ("/transport/opened-again", test_opened_again);
  g_test_add_func ("/transport/clocks-far-apart", test_clocks_far_apart);
  g_test_add_func ("/transport/on-link", test_on_link);

  return g_test_run ();
}
