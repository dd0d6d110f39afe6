/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-transport.c: datagrams to everybody who listens, and the door to FakeLink.
 */

#define G_LOG_DOMAIN "fake-transport"

#include "config.h"

#include "fake-link.h"
#include "hall-limits.h"

#include "fake-transport.h"

#define DOUBLE_US (20 * 1000)
#define ECHO_US G_USEC_PER_SEC

struct _FakeTransport
{
  HallTransport parent_instance;

  FakeNode *node;
  char *own_id;         /* while listening */
  char *beacon_id;      /* while the beacon is open */
  guint16 udp_port;
  guint16 tcp_port;
  gint64 next_echo;     /* not before */
};

/* One datagram on its way to one machine. */
typedef struct
{
  FakeNode *from;
  FakeNode *to;
  HallDatagram *datagram;
  HallWay way;
  char *address;
} FakeFlight;

G_DEFINE_FINAL_TYPE (FakeTransport, fake_transport, HALL_TYPE_TRANSPORT)

static gboolean
is_live (FakeTransport *self)
{
  return self->node->transport == self;
}

static gboolean
fake_transport_start (HallTransport     *transport,
                      const char *const *excluded,
                      GError           **error)
{
  return TRUE;
}

static gboolean
fake_transport_open_beacon (HallTransport *transport,
                            const char    *own_id,
                            const char    *group,
                            guint16        port,
                            const char    *broadcast,
                            GError       **error)
{
  FakeTransport *self = FAKE_TRANSPORT (transport);

  g_free (self->beacon_id);
  self->beacon_id = g_strdup (own_id);
  self->udp_port = port;
  return TRUE;
}

static void
fake_transport_close_beacon (HallTransport *transport)
{
  FakeTransport *self = FAKE_TRANSPORT (transport);

  g_clear_pointer (&self->beacon_id, g_free);
  self->udp_port = 0;
}

static guint16
fake_transport_get_udp_port (HallTransport *transport)
{
  return FAKE_TRANSPORT (transport)->udp_port;
}

static void
take_echo (FakeTransport *self,
           HallDatagram  *datagram,
           const char    *address)
{
  guint64 boot = hall_transport_get_boot (HALL_TRANSPORT (self));
  gint64 now = self->node->lan->now;

  if (boot == 0 || datagram->boot <= boot || now < self->next_echo
      || !hall_datagram_verify (datagram, NULL))
    return;
  self->next_echo = now + ECHO_US;
  hall_transport_emit_echo (HALL_TRANSPORT (self), datagram, address);
}

static void
land (FakeTransport *self,
      FakeFlight    *flight)
{
  FakeLan *lan = self->node->lan;

  if (g_str_equal (self->beacon_id, flight->datagram->id))
    {
      take_echo (self, flight->datagram, flight->address);
      return;
    }
  fake_lan_trace (lan, "%u: datagram %d of %u", flight->to->index, flight->datagram->type,
                  flight->from->index);
  lan->n_datagrams++;
  hall_transport_emit_datagram (HALL_TRANSPORT (self), flight->datagram, flight->address,
                                self->udp_port, flight->way);
}

static void
on_flight (gpointer user_data)
{
  FakeFlight *flight = user_data;
  FakeTransport *receiver = flight->to->transport;

  if (fake_lan_reaches (flight->to->lan, flight->from, flight->to) && receiver != NULL
      && receiver->beacon_id != NULL)
    land (receiver, flight);
  hall_datagram_unref (flight->datagram);
  g_free (flight->address);
  g_free (flight);
}

static void
take_off (FakeTransport *self,
          FakeNode      *to,
          HallDatagram  *datagram,
          HallWay        way,
          gint64         delay)
{
  FakeFlight *flight = g_new0 (FakeFlight, 1);

  flight->from = self->node;
  flight->to = to;
  flight->datagram = hall_datagram_ref (datagram);
  flight->address = g_strdup (self->node->address);
  flight->way = way;
  fake_lan_plan_once (self->node->lan, self->node->lan->now + delay, on_flight, flight);
}

/* Lost, late, twice: each copy for itself. */
static void
send_to (FakeTransport *self,
         FakeNode      *to,
         HallDatagram  *datagram,
         HallWay        way)
{
  FakeLan *lan = self->node->lan;

  if (to == self->node || !fake_lan_reaches (lan, self->node, to)
      || to->segment != self->node->segment
      || fake_random_chance (&lan->random, lan->loss))
    return;
  take_off (self, to, datagram, way, fake_lan_pick_delay (lan));
  if (fake_random_chance (&lan->random, lan->duplicates))
    take_off (self, to, datagram, way, fake_random_pick (&lan->random, 0, DOUBLE_US));
}

/* Something leaves the machine, whoever may hear it. */
static void
note_sent (FakeTransport *self)
{
  FakeNode *node = self->node;

  if (node->silent_from == 0 || node->lan->now < node->silent_from)
    return;
  fake_lan_trace (node->lan, "%u: sends a DATAGRAM, though invisible", node->index);
  node->n_indiscreet++;
}

static guint
send_to_all (FakeTransport *self,
             GBytes        *bytes,
             HallWay        way)
{
  FakeLan *lan = self->node->lan;
  g_autoptr (HallDatagram) datagram = NULL;

  if (!is_live (self))
    return 0;
  datagram = hall_datagram_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
  if (datagram == NULL)
    return 0;
  note_sent (self);
  if (lan->air != NULL)
    {
      lan->air (self->node, NULL, datagram, way, g_bytes_get_size (bytes), lan->air_data);
      return 1;
    }
  for (guint i = 0; i < lan->nodes->len; i++)
    send_to (self, g_ptr_array_index (lan->nodes, i), datagram, way);
  return 1;
}

static guint
fake_transport_multicast (HallTransport *transport,
                          GBytes        *datagram)
{
  return send_to_all (FAKE_TRANSPORT (transport), datagram, HALL_WAY_MULTICAST);
}

static guint
fake_transport_broadcast (HallTransport *transport,
                          GBytes        *datagram)
{
  return send_to_all (FAKE_TRANSPORT (transport), datagram, HALL_WAY_BROADCAST);
}

static guint
fake_transport_unicast (HallTransport *transport,
                        GBytes        *bytes,
                        const char    *address,
                        guint16        port)
{
  FakeTransport *self = FAKE_TRANSPORT (transport);
  FakeNode *to = fake_lan_find_node (self->node->lan, address);
  g_autoptr (HallDatagram) datagram = NULL;

  if (to == NULL || !is_live (self))
    return 0;
  datagram = hall_datagram_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
  if (datagram == NULL)
    return 1;
  note_sent (self);
  if (self->node->lan->air != NULL)
    self->node->lan->air (self->node, to, datagram, HALL_WAY_UNICAST, g_bytes_get_size (bytes),
                          self->node->lan->air_data);
  else
    send_to (self, to, datagram, HALL_WAY_UNICAST);
  return 1;
}

static gboolean
fake_transport_open_listener (HallTransport *transport,
                              HallIdentity  *identity,
                              guint16        port,
                              gboolean       any,
                              GError       **error)
{
  FakeTransport *self = FAKE_TRANSPORT (transport);

  g_free (self->own_id);
  self->own_id = g_strdup (hall_identity_get_id (identity));
  self->tcp_port = port != 0 ? port : HALL_DEFAULT_PORT;
  return TRUE;
}

static void
fake_transport_close_listener (HallTransport *transport)
{
  FAKE_TRANSPORT (transport)->tcp_port = 0;
}

static guint16
fake_transport_get_tcp_port (HallTransport *transport)
{
  return FAKE_TRANSPORT (transport)->tcp_port;
}

static HallLink *
fake_transport_dial (HallTransport *transport,
                     const char    *address,
                     guint16        port,
                     const char    *expected_id,
                     HallPurpose    purpose,
                     HallIdentity  *identity)
{
  FakeTransport *self = FAKE_TRANSPORT (transport);

  return fake_link_dial (self, is_live (self) ? address : "nowhere", port, expected_id, purpose,
                         hall_identity_get_id (identity));
}

static gboolean
fake_transport_is_on_link (HallTransport *transport,
                           const char    *address)
{
  FakeNode *own = FAKE_TRANSPORT (transport)->node;
  FakeNode *node = fake_lan_find_node (own->lan, address);

  return g_str_has_prefix (address, "10.9.0.") && (node == NULL || node->segment == own->segment);
}

static char **
fake_transport_list_addresses (HallTransport *transport)
{
  const char *const addresses[] = { FAKE_TRANSPORT (transport)->node->address, NULL };

  return g_strdupv ((char **) addresses);
}

static void
fake_transport_dispose (GObject *object)
{
  FakeTransport *self = FAKE_TRANSPORT (object);

  fake_transport_detach (self);
  G_OBJECT_CLASS (fake_transport_parent_class)->dispose (object);
}

static void
fake_transport_finalize (GObject *object)
{
  FakeTransport *self = FAKE_TRANSPORT (object);

  g_free (self->own_id);
  g_free (self->beacon_id);
  G_OBJECT_CLASS (fake_transport_parent_class)->finalize (object);
}

static void
fake_transport_class_init (FakeTransportClass *klass)
{
  HallTransportClass *transport_class = HALL_TRANSPORT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fake_transport_dispose;
  G_OBJECT_CLASS (klass)->finalize = fake_transport_finalize;
  transport_class->start = fake_transport_start;
  transport_class->open_beacon = fake_transport_open_beacon;
  transport_class->close_beacon = fake_transport_close_beacon;
  transport_class->get_udp_port = fake_transport_get_udp_port;
  transport_class->multicast = fake_transport_multicast;
  transport_class->broadcast = fake_transport_broadcast;
  transport_class->unicast = fake_transport_unicast;
  transport_class->open_listener = fake_transport_open_listener;
  transport_class->close_listener = fake_transport_close_listener;
  transport_class->get_tcp_port = fake_transport_get_tcp_port;
  transport_class->dial = fake_transport_dial;
  transport_class->is_on_link = fake_transport_is_on_link;
  transport_class->list_addresses = fake_transport_list_addresses;
}

static void
fake_transport_init (FakeTransport *self)
{
}

FakeTransport *
fake_transport_new (FakeNode  *node,
                    HallClock *clock)
{
  FakeTransport *self = g_object_new (FAKE_TYPE_TRANSPORT, NULL);

  self->node = node;
  hall_transport_set_clock (HALL_TRANSPORT (self), clock);
  node->transport = self;
  return self;
}

void
fake_transport_detach (FakeTransport *self)
{
  if (!is_live (self))
    return;
  self->node->transport = NULL;
  self->tcp_port = 0;
  g_clear_pointer (&self->beacon_id, g_free);
}

FakeNode *
fake_transport_get_node (FakeTransport *self)
{
  return self->node;
}

const char *
fake_transport_get_own_id (FakeTransport *self)
{
  return self->tcp_port != 0 ? self->own_id : NULL;
}

void
fake_transport_throw (FakeTransport *self,
                      GBytes        *bytes)
{
  g_autoptr (HallDatagram) datagram = NULL;

  datagram = hall_datagram_decode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
  if (datagram != NULL && hall_datagram_verify (datagram, NULL))
    send_to_all (self, bytes, HALL_WAY_MULTICAST);
}
