/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* net-peer.c: a TCP client made of bare sockets and GnuTLS, which does what it is told.
 *
 * Owned by the tests. It uses nothing of HallLink, so that it can say what HallLink never would.
 */

#include "config.h"

#include <errno.h>
#include <glib-unix.h>
#include <gnutls/x509.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hall-certificate.h"

#include "net-test.h"

NetPeer *
net_peer_connect (const char *source,
                  guint16     port)
{
  NetPeer *self = g_new0 (NetPeer, 1);
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons (port),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };

  self->framer = hall_framer_new ();
  self->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (self->fd, >=, 0);

  if (source != NULL)
    {
      g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (source);
      struct sockaddr_in local = { .sin_family = AF_INET };

      memcpy (&local.sin_addr, g_inet_address_to_bytes (inet), sizeof local.sin_addr);
      g_assert_no_errno (bind (self->fd, (struct sockaddr *) &local, sizeof local));
    }

  /* The kernel answers, whether anybody accepts or not. */
  g_assert_no_errno (connect (self->fd, (struct sockaddr *) &address, sizeof address));

  return self;
}

void
net_peer_free (NetPeer *self)
{
  g_clear_pointer (&self->session, gnutls_deinit);
  g_clear_pointer (&self->credentials, gnutls_certificate_free_credentials);
  hall_framer_free (self->framer);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

void
net_peer_write_plain (NetPeer       *self,
                      gconstpointer  data,
                      gsize          length)
{
  g_assert_cmpint (send (self->fd, data, length, MSG_NOSIGNAL), ==, length);
}

static void
set_identity (NetPeer      *self,
              HallIdentity *identity)
{
  g_auto (HallCertificate) certificate = { 0 };
  g_autoptr (GError) error = NULL;

  hall_certificate_make (&certificate, hall_identity_get_key (identity), &error);
  g_assert_no_error (error);
  g_assert_cmpint (gnutls_certificate_set_x509_key (self->credentials, &certificate.certificate, 1,
                                                    certificate.key), >=, 0);
}

gboolean
net_peer_handshake (NetPeer      *self,
                    HallIdentity *identity,
                    const char   *priority)
{
  int status;

  g_assert_cmpint (gnutls_certificate_allocate_credentials (&self->credentials), >=, 0);
  if (identity != NULL)
    set_identity (self, identity);

  gnutls_init (&self->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
  g_assert_cmpint (gnutls_priority_set_direct (self->session, priority, NULL), >=, 0);
  gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, self->credentials);
  gnutls_transport_set_int (self->session, self->fd);
  g_unix_set_fd_nonblocking (self->fd, TRUE, NULL);

  while ((status = gnutls_handshake (self->session)) == GNUTLS_E_AGAIN
         || status == GNUTLS_E_INTERRUPTED)
    net_turn ();

  return status >= 0;
}

void
net_peer_write (NetPeer       *self,
                gconstpointer  data,
                gsize          length)
{
  const guint8 *bytes = data;

  while (length > 0)
    {
      gssize sent = gnutls_record_send (self->session, bytes, length);

      if (sent == GNUTLS_E_AGAIN || sent == GNUTLS_E_INTERRUPTED)
        {
          net_turn ();
          continue;
        }
      /* The other side may have had enough by now. */
      if (sent < 0)
        return;

      bytes += sent;
      length -= (gsize) sent;
    }
}

void
net_peer_send (NetPeer    *self,
               HallPacket *packet)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) frame = hall_packet_encode (packet, &error);

  g_assert_no_error (error);
  net_peer_write (self, g_bytes_get_data (frame, NULL), g_bytes_get_size (frame));
}

HallPacket *
net_peer_new_hello (gint64 clock_ahead_ms)
{
  HallPacket *packet = hall_packet_new (HALL_PACKET_HELLO);

  packet->version_min = HALL_PROTOCOL_VERSION_MIN;
  packet->version_max = HALL_PROTOCOL_VERSION_MAX;
  packet->purpose = HALL_PURPOSE_ROOM;
  packet->now_ms = g_get_real_time () / 1000 + clock_ahead_ms;

  return packet;
}

HallPacket *
net_peer_read (NetPeer *self)
{
  guint8 buffer[16384];
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  for (;;)
    {
      g_autoptr (GError) error = NULL;
      HallFrame frame;
      gssize got;

      if (hall_framer_next (self->framer, &frame, &error))
        {
          HallPacket *packet = hall_packet_decode (&frame, &error);

          g_assert_no_error (error);
          return packet;
        }
      g_assert_no_error (error);

      got = gnutls_record_recv (self->session, buffer, sizeof buffer);
      if (got > 0)
        hall_framer_feed (self->framer, buffer, (gsize) got);
      else if (got == GNUTLS_E_AGAIN || got == GNUTLS_E_INTERRUPTED)
        net_turn ();
      else
        {
          self->ended = TRUE;
          return NULL;
        }

      if (g_get_monotonic_time () > deadline)
        g_error ("No packet and no end");
    }
}

HallPacket *
net_peer_expect (NetPeer        *self,
                 HallPacketType  type)
{
  for (;;)
    {
      g_autoptr (HallPacket) packet = net_peer_read (self);

      if (packet == NULL)
        g_error ("The stream ended before a packet of type %d", type);
      if (packet->type == type)
        return g_steal_pointer (&packet);
    }
}

/* Without TLS: until the other side closes, resets, or both. */
void
net_peer_wait_end (NetPeer *self)
{
  guint8 buffer[4096];
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  for (;;)
    {
      gssize got = recv (self->fd, buffer, sizeof buffer, MSG_DONTWAIT);

      if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
        break;
      if (got < 0)
        net_turn ();
      if (g_get_monotonic_time () > deadline)
        g_error ("No end");
    }

  self->ended = TRUE;
}

NetPeer *
net_peer_greet (HallIdentity *identity,
                guint16       port)
{
  NetPeer *self = net_peer_connect (NULL, port);
  g_autoptr (HallPacket) hello = net_peer_new_hello (0);
  g_autoptr (HallPacket) answer = NULL;

  g_assert_true (net_peer_handshake (self, identity, NET_PRIORITY));
  net_peer_send (self, hello);
  answer = net_peer_expect (self, HALL_PACKET_HELLO);

  return self;
}
