/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-tls-link.c: a link over one TCP connection with TLS 1.3 and both keys: the object.
 *
 * Owned by whoever dialled or took it; holds itself only while its last words are being written. It
 * never calls back out of a constructor.
 */

#define G_LOG_DOMAIN "hall-tls-link"

#include "config.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include "hall-limits.h"
#include "hall-port.h"

#include "hall-tls-link-private.h"
#include "hall-tls-link.h"

G_DEFINE_FINAL_TYPE (HallTlsLink, hall_tls_link, HALL_TYPE_LINK)

static void
hall_tls_link_dispose (GObject *object)
{
  HallTlsLink *self = HALL_TLS_LINK (object);

  self->state = HALL_TLS_LINK_CLOSED;
  hall_tls_link_release (self);

  G_OBJECT_CLASS (hall_tls_link_parent_class)->dispose (object);
}

static void
hall_tls_link_finalize (GObject *object)
{
  HallTlsLink *self = HALL_TLS_LINK (object);

  g_clear_object (&self->identity);
  g_clear_pointer (&self->counters, hall_counters_unref);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->reactor, hall_reactor_unref);
  g_clear_error (&self->start_error);
  g_clear_error (&self->close_error);
  g_free (self->expected_id);

  G_OBJECT_CLASS (hall_tls_link_parent_class)->finalize (object);
}

static void
hall_tls_link_send_frame (HallLink         *link,
                          GBytes           *frame,
                          HallLinkPriority  priority)
{
  HallTlsLink *self = (HallTlsLink *) link;   /* unchecked: once for each member of a room */

  if (hall_tls_link_count_queued (self) + g_bytes_get_size (frame) > HALL_QUEUE_HARD_MAX)
    {
      hall_send_queue_drop (&self->queue);
      hall_tls_link_refuse_peer (self, HALL_COUNTER_LINK_SLOW, HALL_LINK_ERROR_SLOW, "slow",
                                 "The other side does not read");
      return;
    }

  hall_tls_link_push (self, frame, priority);
}

static gsize
hall_tls_link_get_queued (HallLink *link)
{
  return hall_tls_link_count_queued ((HallTlsLink *) link);
}

static gboolean
hall_tls_link_export (HallLink   *link,
                      const char *label,
                      guint8     *bytes,
                      gsize       length)
{
  HallTlsLink *self = HALL_TLS_LINK (link);

  return self->tls != NULL && hall_tls_export (self->tls, label, bytes, length);
}

static void
hall_tls_link_ended (HallLink *link)
{
  HallTlsLink *self = HALL_TLS_LINK (link);

  self->state = HALL_TLS_LINK_CLOSED;
  hall_tls_link_release (self);

  /* HallLink holds it while "closed" is emitted. */
  if (self->self_reference)
    {
      self->self_reference = FALSE;
      g_object_unref (self);
    }
}

static void
hall_tls_link_class_init (HallTlsLinkClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  HallLinkClass *link_class = HALL_LINK_CLASS (class);

  object_class->dispose = hall_tls_link_dispose;
  object_class->finalize = hall_tls_link_finalize;
  link_class->send_frame = hall_tls_link_send_frame;
  link_class->get_queued = hall_tls_link_get_queued;
  link_class->finish = hall_tls_link_say_last;
  link_class->export = hall_tls_link_export;
  link_class->ended = hall_tls_link_ended;
}

static void
hall_tls_link_init (HallTlsLink *self)
{
  self->reactor = hall_reactor_get ();
}

static HallTlsLink *
new_link (HallIdentity *identity,
          HallCounters *counters,
          HallClock    *clock)
{
  HallTlsLink *self = g_object_new (HALL_TYPE_TLS_LINK, NULL);

  self->identity = g_object_ref (identity);
  self->counters = hall_counters_ref (counters);
  self->clock = g_object_ref (clock);

  return self;
}

/**
 * hall_tls_link_new_incoming:
 * @socket: an accepted one
 * @clock: for what is said and kept of time
 *
 * Returns: (transfer full): a link that waits for the peer's handshake
 */
HallLink *
hall_tls_link_new_incoming (GSocket      *socket,
                            HallIdentity *identity,
                            HallCounters *counters,
                            HallClock    *clock)
{
  HallTlsLink *self = new_link (identity, counters, clock);
  guint16 port;
  g_autofree char *address = hall_port_describe_peer (socket, &port);

  /* An empty address means that the peer has gone already: the first read will tell. */
  self->socket = g_object_ref (socket);
  hall_link_set_way (HALL_LINK (self), TRUE, address, port, HALL_PURPOSE_ROOM);
  self->peer = hall_port_get_peer (socket);
  hall_counters_add (counters, HALL_COUNTER_LINK_ACCEPTED);
  hall_tls_link_start_incoming (self);

  return HALL_LINK (self);
}

/**
 * hall_tls_link_new_outgoing:
 * @address: a numeric one
 * @device: (nullable): the interface that it has to go over, whatever the kernel's routes say
 * @expected_id: (nullable): the pin; NULL only for an address that a person typed
 * @purpose: what the link is for
 * @clock: for what is said and kept of time
 *
 * Returns: (transfer full): a link that is being made
 */
HallLink *
hall_tls_link_new_outgoing (const char   *address,
                            guint16       port,
                            const char   *device,
                            const char   *expected_id,
                            HallPurpose   purpose,
                            HallIdentity *identity,
                            HallCounters *counters,
                            HallClock    *clock)
{
  HallTlsLink *self = new_link (identity, counters, clock);

  hall_link_set_way (HALL_LINK (self), FALSE, address, port, purpose);
  self->expected_id = g_strdup (expected_id);

  hall_counters_add (counters, HALL_COUNTER_LINK_DIALED);
  hall_tls_link_start_outgoing (self, device);

  return HALL_LINK (self);
}

guint32
hall_tls_link_get_peer (HallTlsLink *self)
{
  return self->peer;
}

guint32
hall_tls_link_get_own_ipv4 (HallTlsLink *self)
{
  struct sockaddr_storage address = { 0 };
  socklen_t length = sizeof address;

  if (self->socket == NULL
      || getsockname (g_socket_get_fd (self->socket), (struct sockaddr *) &address, &length) != 0)
    return 0;

  return hall_port_get_ipv4 (&address);
}

gint64
hall_tls_link_get_heard (HallTlsLink *self)
{
  return self->heard;
}
