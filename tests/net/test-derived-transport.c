/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-derived-transport.c: a transport in the place of the machine's network, which it leaves
 * alone.
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

/* Muted, the class that sends is not even asked; what is not sending goes on. */
static void
test_muted (void)
{
  MuteTransport *mute = g_object_new (MUTE_TYPE_TRANSPORT, NULL);
  HallTransport *transport = HALL_TRANSPORT (mute);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);

  g_assert_false (hall_transport_get_muted (transport));
  hall_transport_set_muted (transport, TRUE);
  g_assert_cmpuint (hall_transport_multicast (transport, bytes), ==, 0);
  g_assert_cmpuint (hall_transport_broadcast (transport, bytes), ==, 0);
  g_assert_cmpuint (hall_transport_unicast (transport, bytes, "10.9.0.2", 23), ==, 0);
  g_assert_cmpstr (mute->calls->str, ==, "");
  g_assert_true (hall_transport_open_listener (transport, NULL, 0, TRUE, NULL));
  g_assert_cmpuint (hall_transport_get_udp_port (transport), ==, 17);

  hall_transport_set_muted (transport, FALSE);
  g_assert_cmpuint (hall_transport_multicast (transport, bytes), ==, 3);
  g_assert_cmpstr (mute->calls->str, ==, "any cast ");
  g_assert_finalize_object (transport);
}

static void
on_datagram (HallTransport *transport,
             HallDatagram  *datagram,
             const char    *address,
             guint          port,
             guint          way,
             GString       *heard)
{
  g_string_append_printf (heard, "%d %s %u %u ", datagram->type, address, port, way);
}

static void
on_changed (HallTransport *transport,
            GString       *heard)
{
  g_string_append (heard, "changed ");
}

static void
on_echo (HallTransport *transport,
         HallDatagram  *datagram,
         const char    *address,
         GString       *heard)
{
  g_string_append_printf (heard, "echo %s ", address);
}

static void
on_link (HallTransport *transport,
         HallLink      *link,
         HallLink     **taken)
{
  g_set_object (taken, link);
}

/* And hears from it in the same way. */
static void
test_emitted (void)
{
  HallTransport *transport = g_object_new (MUTE_TYPE_TRANSPORT, NULL);
  g_autoptr (HallDatagram) datagram = hall_datagram_new (HALL_DATAGRAM_BYE);
  g_autoptr (GString) heard = g_string_new (NULL);
  g_autofree char *expected = g_strdup_printf ("%d 10.9.0.2 9 1 changed echo 10.9.0.3 ",
                                                HALL_DATAGRAM_BYE);
  g_autoptr (HallLink) far = NULL;
  HallLink *taken = NULL;
  HallLink *near;

  g_signal_connect (transport, "datagram", G_CALLBACK (on_datagram), heard);
  g_signal_connect (transport, "changed", G_CALLBACK (on_changed), heard);
  g_signal_connect (transport, "echo", G_CALLBACK (on_echo), heard);
  g_signal_connect (transport, "link", G_CALLBACK (on_link), &taken);
  hall_transport_emit_datagram (transport, datagram, "10.9.0.2", 9, HALL_WAY_BROADCAST);
  hall_transport_emit_changed (transport);
  hall_transport_set_boot (transport, 5);
  g_assert_cmpuint (hall_transport_get_boot (transport), ==, 5);
  hall_transport_emit_echo (transport, datagram, "10.9.0.3");
  g_assert_cmpstr (heard->str, ==, expected);

  net_pipe_new_pair (net_clock (), "near", "far", &near, &far);
  net_pipe_begin (near, far);
  hall_transport_emit_link (transport, near);
  g_assert_true (taken == near);
  g_object_unref (near);
  g_assert_true (hall_link_get_ready (far));
  g_clear_object (&taken);
  net_wait_until (hall_link_get_closed (far));
  g_assert_finalize_object (transport);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  /* The main context has descriptors of its own. */
  net_turn ();
  g_test_add_func ("/derived-transport/in-its-place", test_in_its_place);
  g_test_add_func ("/derived-transport/muted", test_muted);
  g_test_add_func ("/derived-transport/emitted", test_emitted);

  return g_test_run ();
}
