/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-link.c: a connection to one peer whose key is known: what all kinds of it have in common.
 *
 * Owned by whoever dialled or took it. "closed" comes once and is the last signal. It never calls
 * back out of hall_link_send (), has no socket, and waits for nothing: deadlines are the derived
 * class's.
 */

#define G_LOG_DOMAIN "hall-link"

#include "config.h"

#include "hall-link-private.h"
#include "hall-link.h"

enum
{
  READY,
  PACKET,
  DRAINED,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HallLink, hall_link, G_TYPE_OBJECT)
G_DEFINE_QUARK (hall-link-error-quark, hall_link_error)

static HallLinkPrivate *
get_private (HallLink *self)
{
  return hall_link_get_instance_private (self);
}

HallLinkPrivate *
hall_link_get_private (HallLink *self)
{
  return get_private (self);
}

static void
hall_link_dispose (GObject *object)
{
  /* Nobody is left who could be told. */
  get_private (HALL_LINK (object))->state = HALL_LINK_CLOSED;

  G_OBJECT_CLASS (hall_link_parent_class)->dispose (object);
}

static void
hall_link_finalize (GObject *object)
{
  HallLinkPrivate *priv = get_private (HALL_LINK (object));

  g_free (priv->address);
  g_free (priv->peer_id);
  g_free (priv->error_code);

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
  get_private (self)->address = g_strdup ("");
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
hall_link_emit_closed (HallLink     *self,
                       const GError *error)
{
  g_signal_emit (self, signals[CLOSED], 0, error);
}

/**
 * hall_link_note_drained:
 *
 * For derived classes: the queue has room again. Emits "drained" of a ready link.
 */
void
hall_link_note_drained (HallLink *self)
{
  if (get_private (self)->state == HALL_LINK_READY)
    g_signal_emit (self, signals[DRAINED], 0);
}

/**
 * hall_link_set_way:
 * @incoming: whether the peer dialled us
 * @address: the peer's, numeric, without port
 * @port: the peer's on this connection
 * @purpose: what it is for; of an incoming one known with "ready" only
 *
 * For derived classes: what is known when it is made.
 */
void
hall_link_set_way (HallLink    *self,
                   gboolean     incoming,
                   const char  *address,
                   guint16      port,
                   HallPurpose  purpose)
{
  HallLinkPrivate *priv = get_private (self);

  priv->incoming = incoming;
  g_free (priv->address);
  priv->address = g_strdup (address != NULL ? address : "");
  priv->port = port;
  priv->purpose = purpose;
}

/**
 * hall_link_set_peer:
 * @peer_id: whose key it is
 *
 * For derived classes: the handshake's outcome.
 */
void
hall_link_set_peer (HallLink   *self,
                    const char *peer_id)
{
  HallLinkPrivate *priv = get_private (self);

  g_free (priv->peer_id);
  priv->peer_id = g_strdup (peer_id);
}

/**
 * hall_link_set_offset:
 * @offset: the peer's clock minus ours, ms
 *
 * For derived classes: of a link that is going to be refused for it; hall_link_begin () sets it of
 * the others.
 */
void
hall_link_set_offset (HallLink *self,
                      gint64    offset)
{
  get_private (self)->offset = offset;
}

/**
 * hall_link_set_version:
 * @version: the highest that the peer's hello claims
 *
 * For derived classes: before hall_link_begin (), or before the link is refused for it.
 */
void
hall_link_set_version (HallLink *self,
                       guint     version)
{
  get_private (self)->version = version;
}

/**
 * hall_link_note_heard:
 * @now: monotonic µs of the link's clock
 *
 * For derived classes: something came from the peer.
 */
void
hall_link_note_heard (HallLink *self,
                      gint64    now)
{
  get_private (self)->last_heard = now;
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

  return get_private (self)->state == HALL_LINK_READY;
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

  return get_private (self)->state >= HALL_LINK_CLOSING;
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

  return get_private (self)->peer_id;
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

  return get_private (self)->purpose;
}

/**
 * hall_link_get_incoming:
 *
 * Whether the peer dialled us.
 */
gboolean
hall_link_get_incoming (HallLink *self)
{
  g_return_val_if_fail (HALL_IS_LINK (self), FALSE);

  return get_private (self)->incoming;
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

  return get_private (self)->address;
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

  return get_private (self)->port;
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

  return get_private (self)->offset;
}

/**
 * hall_link_get_version:
 *
 * Returns: the highest version of the protocol that the peer's hello claims; 0 before it came
 */
guint
hall_link_get_version (HallLink *self)
{
  g_return_val_if_fail (HALL_IS_LINK (self), 0);

  return get_private (self)->version;
}

/**
 * hall_link_export:
 * @label: what the bytes are for: "EXPORTER-hallway-v1-…"
 * @bytes: (out caller-allocates) (array length=length): nothing of use on failure
 * @length: how many, in bytes
 *
 * Bytes that only the two ends of this connection can know, the same for both and others for every
 * label (RFC 5705, without a context). Whoever sits between the two has two connections, and two
 * different results.
 *
 * Returns: FALSE unless the link is ready
 */
gboolean
hall_link_export (HallLink   *self,
                  const char *label,
                  guint8     *bytes,
                  gsize       length)
{
  g_return_val_if_fail (HALL_IS_LINK (self), FALSE);
  g_return_val_if_fail (label != NULL && bytes != NULL && length > 0, FALSE);

  if (get_private (self)->state != HALL_LINK_READY || HALL_LINK_GET_CLASS (self)->export == NULL)
    return FALSE;

  return HALL_LINK_GET_CLASS (self)->export (self, label, bytes, length);
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

  return HALL_LINK_GET_CLASS (self)->get_queued (self);
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

  return get_private (self)->error_code;
}

/**
 * hall_link_get_error_tries:
 *
 * Returns: what the `error` says that the peer closed it with: how often a passphrase may be tried
 *   now; -1 if it does not say
 */
int
hall_link_get_error_tries (HallLink *self)
{
  g_return_val_if_fail (HALL_IS_LINK (self), -1);

  return get_private (self)->error_code != NULL ? get_private (self)->error_tries : -1;
}

/**
 * hall_link_get_error_retry_ms:
 *
 * Returns: the same: after how many ms to try again; 0 if it does not say
 */
guint
hall_link_get_error_retry_ms (HallLink *self)
{
  g_return_val_if_fail (HALL_IS_LINK (self), 0);

  return get_private (self)->error_retry_ms;
}

/**
 * hall_link_get_last_heard:
 *
 * Returns: monotonic µs, of the link's clock, at which anything came from the peer; 0: never
 */
gint64
hall_link_get_last_heard (HallLink *self)
{
  g_return_val_if_fail (HALL_IS_LINK (self), 0);

  return get_private (self)->last_heard;
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

  if (get_private (self)->state != HALL_LINK_READY)
    return;

  frame = hall_packet_encode (packet, &error);
  if (frame != NULL)
    HALL_LINK_GET_CLASS (self)->send_frame (self, frame, priority);
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

  if (get_private (self)->state == HALL_LINK_READY)
    HALL_LINK_GET_CLASS (self)->send_frame (self, frame, priority);
}
