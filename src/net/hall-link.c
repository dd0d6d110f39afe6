/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-link.c: one TCP connection with TLS 1.3 and both keys: the object and its public face.
 *
 * Owned by whoever dialled or took it; holds itself only while its last words are being written.
 * "closed" comes once and is the last signal. It never calls back out of a constructor or of
 * hall_link_send ().
 */

#define G_LOG_DOMAIN "hall-link"

#include "config.h"

#include <arpa/inet.h>

#include "hall-limits.h"

#include "hall-link-private.h"
#include "hall-link.h"

G_DEFINE_FINAL_TYPE (HallLink, hall_link, G_TYPE_OBJECT)
G_DEFINE_QUARK (hall-link-error-quark, hall_link_error)

enum
{
  READY,
  PACKET,
  DRAINED,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
hall_link_dispose (GObject *object)
{
  HallLink *self = HALL_LINK (object);

  /* Nobody is left who could be told. */
  self->state = HALL_LINK_CLOSED;
  hall_link_release (self);

  G_OBJECT_CLASS (hall_link_parent_class)->dispose (object);
}

static void
hall_link_finalize (GObject *object)
{
  HallLink *self = HALL_LINK (object);

  g_clear_object (&self->identity);
  g_clear_pointer (&self->counters, hall_counters_unref);
  g_clear_pointer (&self->reactor, hall_reactor_unref);
  g_clear_error (&self->start_error);
  g_clear_error (&self->close_error);
  g_free (self->address);
  g_free (self->expected_id);
  g_free (self->peer_id);
  g_free (self->error_code);

  G_OBJECT_CLASS (hall_link_parent_class)->finalize (object);
}

static void
hall_link_class_init (HallLinkClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = hall_link_dispose;
  object_class->finalize = hall_link_finalize;

  /* HallLink::ready: the peer is who its key says, and its hello is accepted. */
  signals[READY] = g_signal_new ("ready", HALL_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  /* HallLink::packet: (packet: HallPacket) what the link doesn't deal with by itself. */
  signals[PACKET] = g_signal_new ("packet", HALL_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1,
                                  HALL_TYPE_PACKET | G_SIGNAL_TYPE_STATIC_SCOPE);

  /* HallLink::drained: there is room in the queue again. */
  signals[DRAINED] = g_signal_new ("drained", HALL_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  /* HallLink::closed: (error: (nullable) GError) HALL_LINK_ERROR; NULL after a bye. */
  signals[CLOSED] = g_signal_new ("closed", HALL_TYPE_LINK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
hall_link_init (HallLink *self)
{
  self->reactor = hall_reactor_get ();
}

void
hall_link_emit_ready (HallLink *self)
{
  g_signal_emit (self, signals[READY], 0);
}

void
hall_link_emit_packet (HallLink   *self,
                       HallPacket *packet)
{
  g_signal_emit (self, signals[PACKET], 0, packet);
}

void
hall_link_emit_drained (HallLink *self)
{
  g_signal_emit (self, signals[DRAINED], 0);
}

void
hall_link_finish (HallLink *self,
                  GError   *error)
{
  g_autoptr (HallLink) keep = NULL;
  g_autoptr (GError) reason = error;

  if (self->state == HALL_LINK_CLOSED)
    return;

  keep = g_object_ref (self);
  self->state = HALL_LINK_CLOSED;
  hall_link_release (self);
  g_debug ("Link with %s (%s) closed: %s", self->address,
           self->peer_id != NULL ? self->peer_id : "nobody yet",
           reason != NULL ? reason->message : "bye");

  g_signal_emit (self, signals[CLOSED], 0, reason);

  if (self->self_reference)
    {
      self->self_reference = FALSE;
      g_object_unref (self);
    }
}

static guint32
parse_ipv4 (const char *address)
{
  struct in_addr raw;

  return inet_pton (AF_INET, address, &raw) == 1 ? ntohl (raw.s_addr) : 0;
}

/**
 * hall_link_new_incoming:
 * @socket: an accepted one
 *
 * Returns: (transfer full): a link that waits for the peer's handshake
 */
HallLink *
hall_link_new_incoming (GSocket      *socket,
                        HallIdentity *identity,
                        HallCounters *counters)
{
  HallLink *self = g_object_new (HALL_TYPE_LINK, NULL);
  g_autoptr (GSocketAddress) remote = NULL;

  self->incoming = TRUE;
  self->identity = g_object_ref (identity);
  self->counters = hall_counters_ref (counters);
  self->socket = g_object_ref (socket);

  /* An error means that the peer has gone already: the first read will tell. */
  remote = g_socket_get_remote_address (socket, NULL);
  if (G_IS_INET_SOCKET_ADDRESS (remote))
    {
      GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (remote);

      self->address = g_inet_address_to_string (g_inet_socket_address_get_address (inet));
      self->port = g_inet_socket_address_get_port (inet);
    }
  else
    {
      self->address = g_strdup ("");
    }

  self->ipv4 = parse_ipv4 (self->address);
  hall_counters_add (counters, HALL_COUNTER_LINK_ACCEPTED);
  hall_link_start_incoming (self);

  return self;
}

/**
 * hall_link_new_outgoing:
 * @address: a numeric one
 * @expected_id: (nullable): the pin; NULL only for an address that a person typed
 * @purpose: what the link is for
 *
 * Returns: (transfer full): a link that is being made
 */
HallLink *
hall_link_new_outgoing (const char   *address,
                        guint16       port,
                        const char   *expected_id,
                        HallPurpose   purpose,
                        HallIdentity *identity,
                        HallCounters *counters)
{
  HallLink *self = g_object_new (HALL_TYPE_LINK, NULL);

  self->identity = g_object_ref (identity);
  self->counters = hall_counters_ref (counters);
  self->address = g_strdup (address);
  self->port = port;
  self->expected_id = g_strdup (expected_id);
  self->purpose = purpose;

  hall_counters_add (counters, HALL_COUNTER_LINK_DIALED);
  hall_link_start_outgoing (self);

  return self;
}

/**
 * hall_link_get_ready:
 *
 * Whether frames can be sent now.
 */
gboolean
hall_link_get_ready (HallLink *self)
{
  g_return_val_if_fail (HALL_IS_LINK (self), FALSE);

  return self->state == HALL_LINK_READY;
}

/**
 * hall_link_get_closed:
 *
 * Whether it is closed or about to be: nothing more is sent, no packet comes.
 */
gboolean
hall_link_get_closed (HallLink *self)
{
  g_return_val_if_fail (HALL_IS_LINK (self), TRUE);

  return self->state >= HALL_LINK_CLOSING;
}

/**
 * hall_link_get_peer_id:
 *
 * Returns: (transfer none) (nullable): whom the peer's key says it is; NULL before the handshake
 */
const char *
hall_link_get_peer_id (HallLink *self)
{
  g_return_val_if_fail (HALL_IS_LINK (self), NULL);

  return self->peer_id;
}

/**
 * hall_link_get_purpose:
 *
 * What the one who dialled wants of it; known at the latest with "ready".
 */
HallPurpose
hall_link_get_purpose (HallLink *self)
{
  g_return_val_if_fail (HALL_IS_LINK (self), HALL_PURPOSE_ROOM);

  return self->purpose;
}

/**
 * hall_link_get_address:
 *
 * Returns: (transfer none): the peer's address, without port
 */
const char *
hall_link_get_address (HallLink *self)
{
  g_return_val_if_fail (HALL_IS_LINK (self), NULL);

  return self->address;
}

/**
 * hall_link_get_port:
 *
 * The peer's port on this connection: of an incoming one not where it listens.
 */
guint16
hall_link_get_port (HallLink *self)
{
  g_return_val_if_fail (HALL_IS_LINK (self), 0);

  return self->port;
}

/**
 * hall_link_get_offset:
 *
 * The peer's clock minus ours at its hello, in ms.
 */
gint64
hall_link_get_offset (HallLink *self)
{
  g_return_val_if_fail (HALL_IS_LINK (self), 0);

  return self->offset;
}

/**
 * hall_link_get_queued:
 *
 * How many bytes wait to be written.
 */
gsize
hall_link_get_queued (HallLink *self)
{
  g_return_val_if_fail (HALL_IS_LINK (self), 0);

  return self->queue.bytes + self->pending_length;
}

/**
 * hall_link_get_error_code:
 *
 * Returns: (transfer none) (nullable): the code of the `error` that the peer closed it with
 */
const char *
hall_link_get_error_code (HallLink *self)
{
  g_return_val_if_fail (HALL_IS_LINK (self), NULL);

  return self->error_code;
}

gint64
hall_link_get_last_heard (HallLink *self)
{
  return self->last_heard;
}

guint32
hall_link_get_ipv4 (HallLink *self)
{
  return self->ipv4;
}

/**
 * hall_link_send:
 * @packet: (transfer none): fits into one frame, or is dropped
 *
 * Queues a packet. Nothing happens unless the link is ready.
 */
void
hall_link_send (HallLink         *self,
                HallPacket       *packet,
                HallLinkPriority  priority)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) frame = NULL;

  g_return_if_fail (HALL_IS_LINK (self));

  if (self->state != HALL_LINK_READY)
    return;

  frame = hall_packet_encode (packet, &error);
  if (frame != NULL)
    hall_link_send_frame (self, frame, priority);
  else
    g_debug ("A packet of type %d is not sent: %s", packet->type, error->message);
}

/**
 * hall_link_send_frame:
 * @frame: (transfer none): encoded; may be in the queues of many links
 *
 * Queues a frame. A queue above HALL_QUEUE_HARD_MAX ends the link as slow; "closed" comes later,
 * never within this call.
 */
void
hall_link_send_frame (HallLink         *self,
                      GBytes           *frame,
                      HallLinkPriority  priority)
{
  g_return_if_fail (HALL_IS_LINK (self));

  if (self->state != HALL_LINK_READY)
    return;

  if (hall_link_get_queued (self) + g_bytes_get_size (frame) > HALL_QUEUE_HARD_MAX)
    {
      hall_send_queue_drop (&self->queue);
      hall_link_refuse_peer (self, HALL_COUNTER_LINK_SLOW, HALL_LINK_ERROR_SLOW, "slow",
                             "The other side does not read");
      return;
    }

  hall_link_push (self, frame, priority);
}
