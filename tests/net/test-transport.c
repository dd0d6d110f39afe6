/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-transport.c: the machine's network as a transport, on loopback, and another in its place,
 * which leaves the machine alone.
 */

#include "config.h"

#include "hall-transport.h"

#include "net-pipe.h"

#define GROUP "239.1.2.3"

/* Everything overridden. */
#define MUTE_TYPE_TRANSPORT (mute_transport_get_type ())
G_DECLARE_FINAL_TYPE (MuteTransport, mute_transport, MUTE, TRANSPORT, HallTransport)

struct _MuteTransport
{
  HallTransport parent_instance;

  GString *calls;
};

G_DEFINE_FINAL_TYPE (MuteTransport, mute_transport, HALL_TYPE_TRANSPORT)

static void
note (HallTransport *transport,
      const char    *call)
{
  g_string_append_printf (MUTE_TRANSPORT (transport)->calls, "%s ", call);
}

static gboolean
mute_start (HallTransport      *transport,
            const char *const  *excluded,
            GError            **error)
{
  note (transport, excluded != NULL ? excluded[0] : "start");
  return TRUE;
}

static gboolean
mute_open_beacon (HallTransport  *transport,
                  const char     *own_id,
                  const char     *group,
                  guint16         port,
                  const char     *broadcast,
                  GError        **error)
{
  note (transport, own_id);
  note (transport, group);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE, "Taken");
  return FALSE;
}

static void
mute_close (HallTransport *transport)
{
  note (transport, "close");
}

static guint16
mute_get_udp_port (HallTransport *transport)
{
  return 17;
}

static guint
mute_cast (HallTransport *transport,
           GBytes        *datagram)
{
  note (transport, "cast");
  return 3;
}

static guint
mute_unicast (HallTransport *transport,
              GBytes        *datagram,
              const char    *address,
              guint16        port)
{
  note (transport, address);
  return port;
}

static gboolean
mute_open_listener (HallTransport  *transport,
                    HallIdentity   *identity,
                    guint16         port,
                    gboolean        any,
                    GError        **error)
{
  note (transport, any ? "any" : "listen");
  return TRUE;
}

static guint16
mute_get_tcp_port (HallTransport *transport)
{
  return 19;
}

static HallLink *
mute_dial (HallTransport *transport,
           const char    *address,
           guint16        port,
           const char    *expected_id,
           HallPurpose    purpose,
           HallIdentity  *identity)
{
  HallLink *near;
  HallLink *far;

  note (transport, address);
  net_pipe_new_pair (hall_transport_get_clock (transport), "near", "far", &near, &far);
  g_object_unref (far);

  return near;
}

static gboolean
mute_is_on_link (HallTransport *transport,
                 const char    *address)
{
  return g_str_equal (address, "here");
}

static char **
mute_list_addresses (HallTransport *transport)
{
  return g_strsplit ("10.9.0.1", ",", -1);
}

static void
mute_transport_finalize (GObject *object)
{
  g_string_free (MUTE_TRANSPORT (object)->calls, TRUE);

  G_OBJECT_CLASS (mute_transport_parent_class)->finalize (object);
}

static void
mute_transport_class_init (MuteTransportClass *class)
{
  HallTransportClass *transport_class = HALL_TRANSPORT_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = mute_transport_finalize;
  transport_class->start = mute_start;
  transport_class->open_beacon = mute_open_beacon;
  transport_class->close_beacon = mute_close;
  transport_class->get_udp_port = mute_get_udp_port;
  transport_class->multicast = mute_cast;
  transport_class->broadcast = mute_cast;
  transport_class->unicast = mute_unicast;
  transport_class->open_listener = mute_open_listener;
  transport_class->close_listener = mute_close;
  transport_class->get_tcp_port = mute_get_tcp_port;
  transport_class->dial = mute_dial;
  transport_class->is_on_link = mute_is_on_link;
  transport_class->list_addresses = mute_list_addresses;
}

static void
mute_transport_init (MuteTransport *self)
{
  self->calls = g_string_new (NULL);
}

/* Who hears and is dialled. */
typedef struct
{
  HallTransport *transport;
  HallIdentity *identity;
  HallCounters *counters;
  HallClock *clock;
  GPtrArray *heard;      /* (element-type HallDatagram) */
  GPtrArray *links;      /* (element-type NetRecord) */
  guint changes;
} Side;

static void
on_datagram (HallTransport *transport,
             HallDatagram  *datagram,
             const char    *address,
             guint          port,
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

static void
on_changed (HallTransport *transport,
            Side          *side)
{
  side->changes++;
}

static Side *
side_new (HallTransport *transport,
          HallClock     *clock)
{
  Side *side = g_new0 (Side, 1);

  side->counters = hall_counters_new ();
  side->identity = net_new_identity ();
  side->clock = g_object_ref (clock);
  side->heard = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_datagram_unref);
  side->links = g_ptr_array_new_with_free_func ((GDestroyNotify) net_record_free);
  side->transport = transport != NULL ? transport
                                      : hall_transport_new (clock, side->counters, TRUE);
  g_signal_connect (side->transport, "datagram", G_CALLBACK (on_datagram), side);
  g_signal_connect (side->transport, "link", G_CALLBACK (on_link), side);
  g_signal_connect (side->transport, "changed", G_CALLBACK (on_changed), side);

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
  g_autoptr (Side) anna = side_new (NULL, net_clock ());
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
  g_autoptr (Side) anna = side_new (NULL, net_clock ());
  g_autoptr (Side) ben = side_new (NULL, net_clock ());
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
  g_autoptr (Side) ben = side_new (NULL, net_clock ());
  g_autoptr (NetRecord) record = NULL;
  HallLink *far;

  clock->wall = g_get_real_time () / 1000 + 3600 * 1000;
  anna = side_new (NULL, HALL_CLOCK (clock));
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

/* Opening what is open closes what it was. */
static void
test_opened_again (void)
{
  g_autoptr (Side) anna = side_new (NULL, net_clock ());
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
  g_autoptr (Side) anna = side_new (NULL, HALL_CLOCK (clock));
  g_autoptr (Side) ben = side_new (NULL, net_clock ());
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
  g_autoptr (Side) anna = side_new (NULL, net_clock ());
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

/* The session asks the one in its place as it would ask the machine's. */
static void
test_in_its_place (void)
{
  static const char *const excluded[] = { "eth7", NULL };
  guint descriptors = net_count_descriptors ();
  MuteTransport *mute = g_object_new (MUTE_TYPE_TRANSPORT, NULL);
  HallTransport *transport = HALL_TRANSPORT (mute);
  g_autoptr (HallCounters) counters = hall_counters_new ();
  g_autoptr (NetHeldClock) clock = net_held_clock_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_auto (GStrv) addresses = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HallLink) link = NULL;

  g_assert_null (hall_transport_get_clock (transport));
  hall_transport_set_clock (transport, HALL_CLOCK (clock));
  hall_transport_set_counters (transport, counters);
  g_assert_true (hall_transport_get_clock (transport) == HALL_CLOCK (clock));
  g_assert_true (hall_transport_get_counters (transport) == counters);

  g_assert_true (hall_transport_start (transport, excluded, &error));
  g_assert_false (hall_transport_open_beacon (transport, "me", GROUP, 1, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_true (hall_transport_open_listener (transport, NULL, 0, TRUE, NULL));
  g_assert_cmpuint (hall_transport_get_udp_port (transport), ==, 17);
  g_assert_cmpuint (hall_transport_get_tcp_port (transport), ==, 19);
  g_assert_cmpuint (hall_transport_multicast (transport, bytes), ==, 3);
  g_assert_cmpuint (hall_transport_broadcast (transport, bytes), ==, 3);
  g_assert_cmpuint (hall_transport_unicast (transport, bytes, "10.9.0.2", 23), ==, 23);
  link = hall_transport_dial (transport, "10.9.0.3", 1, NULL, HALL_PURPOSE_ROOM, NULL);
  g_assert_true (NET_IS_PIPE (link));
  g_assert_true (hall_transport_is_on_link (transport, "here"));
  g_assert_false (hall_transport_is_on_link (transport, "127.0.0.1"));
  addresses = hall_transport_list_addresses (transport);
  g_assert_cmpstr (addresses[0], ==, "10.9.0.1");
  hall_transport_close_beacon (transport);
  hall_transport_close_listener (transport);
  g_assert_cmpstr (mute->calls->str, ==,
                   "eth7 me " GROUP " any cast cast 10.9.0.2 10.9.0.3 close close ");
  g_assert_cmpuint (net_count_descriptors (), ==, descriptors);

  g_clear_object (&link);
  g_assert_finalize_object (transport);
}

/* And hears from it in the same way. */
static void
test_emitted (void)
{
  g_autoptr (Side) anna = side_new (g_object_new (MUTE_TYPE_TRANSPORT, NULL), net_clock ());
  g_autoptr (HallDatagram) datagram = hall_datagram_new (HALL_DATAGRAM_BYE);
  g_autoptr (HallLink) far = NULL;
  HallLink *near;

  hall_transport_emit_datagram (anna->transport, datagram, "127.0.0.1", 9);
  g_assert_cmpuint (anna->heard->len, ==, 1);
  hall_transport_emit_changed (anna->transport);
  g_assert_cmpuint (anna->changes, ==, 1);

  net_pipe_new_pair (net_clock (), "near", "far", &near, &far);
  net_pipe_begin (near, far);
  hall_transport_emit_link (anna->transport, near);
  g_assert_cmpuint (anna->links->len, ==, 1);
  g_object_unref (near);
  g_assert_true (hall_link_get_ready (far));
  g_ptr_array_set_size (anna->links, 0);
  net_wait_until (hall_link_get_closed (far));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  /* The main context has descriptors of its own. The first tests come before there is a reactor. */
  net_turn ();
  g_test_add_func ("/transport/in-its-place", test_in_its_place);
  g_test_add_func ("/transport/emitted", test_emitted);
  g_test_add_func ("/transport/closed", test_closed);
  g_test_add_func ("/transport/datagrams", test_datagrams);
  g_test_add_func ("/transport/links", test_links);
  g_test_add_func ("/transport/opened-again", test_opened_again);
  g_test_add_func ("/transport/clocks-far-apart", test_clocks_far_apart);
  g_test_add_func ("/transport/on-link", test_on_link);

  return g_test_run ();
}
