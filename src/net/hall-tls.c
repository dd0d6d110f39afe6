/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-tls.c: one GnuTLS session over a non-blocking descriptor, fed with what one recv () brought.
 *
 * Owned by HallTlsLink. GnuTLS by itself asks the kernel twice for each record; here it reads from
 * memory. Whom to trust is decided after the handshake, by the key alone. It never blocks.
 */

#define G_LOG_DOMAIN "hall-tls"

#include "config.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "hall-certificate.h"
#include "hall-identity-private.h"
#include "hall-link.h"

#include "hall-tls.h"

#define TLS_HANDSHAKE_RECORD 0x16

struct _HallTls
{
  gnutls_session_t session;
  HallReactor *reactor;
  int fd;
  gboolean server;
  gboolean begun;         /* the first byte was looked at */
  gboolean not_tls;
  gboolean ended;
  int receive_errno;

  const guint8 *chunk;    /* what is left of the last recv () */
  gsize chunk_length;
  guint8 *kept;           /* owns chunk between turns, when GnuTLS could not take all of it */
};

static gssize
pull (gnutls_transport_ptr_t pointer,
      void                  *buffer,
      size_t                 size)
{
  HallTls *self = pointer;
  gsize length = MIN (size, self->chunk_length);

  if (length > 0)
    {
      memcpy (buffer, self->chunk, length);
      self->chunk += length;
      self->chunk_length -= length;
      return (gssize) length;
    }

  if (self->ended)
    return 0;

  gnutls_transport_set_errno (self->session, self->receive_errno != 0 ? self->receive_errno
                                                                      : EAGAIN);
  return -1;
}

static int
pull_timeout (gnutls_transport_ptr_t pointer,
              unsigned int           milliseconds)
{
  HallTls *self = pointer;

  return self->chunk_length > 0 || self->ended;
}

static gssize
push (gnutls_transport_ptr_t pointer,
      const giovec_t        *vectors,
      int                    n_vectors)
{
  HallTls *self = pointer;
  struct msghdr message = {
    .msg_iov = (struct iovec *) vectors,
    .msg_iovlen = (gsize) n_vectors,
  };
  gssize sent = sendmsg (self->fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);

  if (sent < 0)
    gnutls_transport_set_errno (self->session, errno);

  return sent;
}

static gboolean
set_tls_error (GError **error,
               int      status)
{
  g_set_error (error, HALL_LINK_ERROR, HALL_LINK_ERROR_TLS, "No encrypted connection: %s",
               gnutls_strerror (status));
  return FALSE;
}

/**
 * hall_tls_new:
 * @fd: non-blocking; stays with the caller
 * @error: HALL_LINK_ERROR_TLS
 *
 * Returns: (transfer full) (nullable): a session before its handshake
 */
HallTls *
hall_tls_new (HallIdentity  *identity,
              HallReactor   *reactor,
              int            fd,
              gboolean       server,
              GError       **error)
{
  g_autoptr (HallTls) self = g_new0 (HallTls, 1);
  unsigned int flags = GNUTLS_NONBLOCK | GNUTLS_NO_TICKETS | GNUTLS_NO_SIGNAL;
  int status;

  self->reactor = reactor;
  self->fd = fd;
  self->server = server;

  status = gnutls_init (&self->session, flags | (server ? GNUTLS_SERVER : GNUTLS_CLIENT));
  if (status >= 0)
    status = gnutls_priority_set (self->session, hall_identity_get_priority (identity));
  if (status >= 0)
    status = gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE,
                                     hall_identity_get_credentials (identity));
  if (status < 0)
    {
      set_tls_error (error, status);
      return NULL;
    }

  if (server)
    gnutls_certificate_server_set_request (self->session, GNUTLS_CERT_REQUIRE);
  /* The deadline is HallTlsLink's. */
  gnutls_handshake_set_timeout (self->session, GNUTLS_INDEFINITE_TIMEOUT);
  gnutls_transport_set_ptr (self->session, self);
  gnutls_transport_set_pull_function (self->session, pull);
  gnutls_transport_set_pull_timeout_function (self->session, pull_timeout);
  gnutls_transport_set_vec_push_function (self->session, push);

  return g_steal_pointer (&self);
}

/**
 * hall_tls_free:
 */
void
hall_tls_free (HallTls *self)
{
  g_clear_pointer (&self->session, gnutls_deinit);
  g_free (self->kept);
  g_free (self);
}

/**
 * hall_tls_receive:
 *
 * Asks the kernel once for up to HALL_REACTOR_INCOMING_SIZE bytes: all that one peer may take of a
 * turn.
 *
 * Returns: whether there is something to read, be it an end or an error
 */
gboolean
hall_tls_receive (HallTls *self)
{
  guint8 *buffer = hall_reactor_get_incoming (self->reactor);
  gssize got;

  if (self->chunk_length > 0)
    return TRUE;

  g_clear_pointer (&self->kept, g_free);
  do
    got = recv (self->fd, buffer, HALL_REACTOR_INCOMING_SIZE, MSG_DONTWAIT);
  while (got < 0 && errno == EINTR);

  if (got < 0 && errno == EAGAIN)
    return FALSE;

  if (got < 0)
    self->receive_errno = errno;
  else if (got == 0)
    self->ended = TRUE;
  else
    {
      self->chunk = buffer;
      self->chunk_length = (gsize) got;
      if (!self->begun)
        self->not_tls = buffer[0] != TLS_HANDSHAKE_RECORD;
      self->begun = TRUE;
    }

  return TRUE;
}

/**
 * hall_tls_keep_rest:
 *
 * GnuTLS leaves bytes when it first has to write (a key update). The buffer they are in is the next
 * link's, so they are copied.
 */
void
hall_tls_keep_rest (HallTls *self)
{
  guint8 *kept;

  if (self->chunk_length == 0 || self->kept != NULL)
    return;

  kept = g_memdup2 (self->chunk, self->chunk_length);
  self->kept = kept;
  self->chunk = kept;
}

static HallCounter
counter_for_handshake (HallTls *self,
                       int      status)
{
  switch (status)
    {
    case GNUTLS_E_NO_CERTIFICATE_FOUND:
    case GNUTLS_E_CERTIFICATE_REQUIRED:
      return HALL_COUNTER_LINK_NO_CERTIFICATE;

    case GNUTLS_E_UNSUPPORTED_VERSION_PACKET:
    /* What GnuTLS finds wrong first with a client that knows TLS 1.2 alone. */
    case GNUTLS_E_NO_CIPHER_SUITES:
      return HALL_COUNTER_LINK_TLS_VERSION;

    case GNUTLS_E_FATAL_ALERT_RECEIVED:
      if (gnutls_alert_get (self->session) == GNUTLS_A_PROTOCOL_VERSION)
        return HALL_COUNTER_LINK_TLS_VERSION;
      return HALL_COUNTER_LINK_TLS_FAILED;

    default:
      return HALL_COUNTER_LINK_TLS_FAILED;
    }
}

/**
 * hall_tls_handshake:
 * @counter: (out): set on failure
 * @error: HALL_LINK_ERROR_TLS
 *
 * Goes on with the handshake as far as it gets.
 *
 * Returns: DONE, AGAIN or FAILED
 */
HallTlsResult
hall_tls_handshake (HallTls      *self,
                    HallCounter  *counter,
                    GError      **error)
{
  int status;

  if (self->not_tls)
    {
      *counter = HALL_COUNTER_LINK_TLS_FAILED;
      set_tls_error (error, GNUTLS_E_UNEXPECTED_PACKET);
      return HALL_TLS_FAILED;
    }

  do
    status = gnutls_handshake (self->session);
  while (status == GNUTLS_E_INTERRUPTED || status == GNUTLS_E_WARNING_ALERT_RECEIVED);

  if (status == GNUTLS_E_AGAIN)
    return HALL_TLS_AGAIN;

  if (status < 0)
    {
      *counter = counter_for_handshake (self, status);
      /* So that a peer is told and does not wait; the rest of its bytes is nobody's. */
      gnutls_alert_send_appropriate (self->session, status);
      set_tls_error (error, status);
      return HALL_TLS_FAILED;
    }

  if (gnutls_protocol_get_version (self->session) != GNUTLS_TLS1_3)
    {
      *counter = HALL_COUNTER_LINK_TLS_VERSION;
      set_tls_error (error, GNUTLS_E_UNSUPPORTED_VERSION_PACKET);
      return HALL_TLS_FAILED;
    }

  return HALL_TLS_DONE;
}

/**
 * hall_tls_wants_to_write:
 */
gboolean
hall_tls_wants_to_write (HallTls *self)
{
  return gnutls_record_get_direction (self->session) == 1;
}

static char *
peer_id (HallTls *self)
{
  const gnutls_datum_t *chain;
  unsigned int length = 0;
  gnutls_x509_crt_t certificate = NULL;
  char *id = NULL;

  chain = gnutls_certificate_get_peers (self->session, &length);
  if (chain == NULL || length == 0 || gnutls_x509_crt_init (&certificate) < 0)
    return NULL;

  if (gnutls_x509_crt_import (certificate, &chain[0], GNUTLS_X509_FMT_DER) >= 0)
    id = hall_certificate_get_id (certificate);
  gnutls_x509_crt_deinit (certificate);

  return id;
}

/**
 * hall_tls_check_peer:
 * @expected_id: (nullable): the pin
 * @counter: (out): set on failure
 * @error: HALL_LINK_ERROR_WRONG_KEY or HALL_LINK_ERROR_TLS
 *
 * Who the peer is: its key is Ed25519, the pinned one if there is a pin, and not our own. Nothing
 * else of the certificate counts: its signature is its own, and the handshake has proved that the
 * peer holds the key.
 */
char *
hall_tls_check_peer (HallTls      *self,
                     const char   *own_id,
                     const char   *expected_id,
                     HallCounter  *counter,
                     GError      **error)
{
  g_autofree char *id = NULL;
  unsigned int length = 0;

  if (gnutls_certificate_get_peers (self->session, &length) == NULL || length == 0)
    {
      *counter = HALL_COUNTER_LINK_NO_CERTIFICATE;
      set_tls_error (error, GNUTLS_E_NO_CERTIFICATE_FOUND);
      return NULL;
    }

  *counter = HALL_COUNTER_LINK_WRONG_KEY;
  id = peer_id (self);
  if (id == NULL)
    g_set_error_literal (error, HALL_LINK_ERROR, HALL_LINK_ERROR_WRONG_KEY,
                         "The other side has another kind of key");
  else if (g_str_equal (id, own_id))
    g_set_error_literal (error, HALL_LINK_ERROR, HALL_LINK_ERROR_WRONG_KEY,
                         "The other side has our own key");
  else if (expected_id != NULL && !g_str_equal (id, expected_id))
    g_set_error (error, HALL_LINK_ERROR, HALL_LINK_ERROR_WRONG_KEY,
                 "The other side is %s and not %s", id, expected_id);
  else
    return g_steal_pointer (&id);

  return NULL;
}

/**
 * hall_tls_read:
 * @buffer: HALL_REACTOR_RECORD_SIZE bytes
 * @length: (out): how many were read, with DONE
 * @error: HALL_LINK_ERROR_LOST
 *
 * Reads one record of what was received.
 */
HallTlsResult
hall_tls_read (HallTls  *self,
               guint8   *buffer,
               gsize    *length,
               GError  **error)
{
  gssize got;

  do
    got = gnutls_record_recv (self->session, buffer, HALL_REACTOR_RECORD_SIZE);
  while (got == GNUTLS_E_INTERRUPTED || got == GNUTLS_E_WARNING_ALERT_RECEIVED);

  if (got > 0)
    {
      *length = (gsize) got;
      return HALL_TLS_DONE;
    }
  if (got == GNUTLS_E_AGAIN)
    return HALL_TLS_AGAIN;
  if (got == 0 || got == GNUTLS_E_PREMATURE_TERMINATION)
    return HALL_TLS_END;

  g_set_error (error, HALL_LINK_ERROR, HALL_LINK_ERROR_LOST, "The connection broke: %s",
               self->receive_errno != 0 ? g_strerror (self->receive_errno)
                                        : gnutls_strerror ((int) got));
  return HALL_TLS_FAILED;
}

/**
 * hall_tls_write:
 * @length: at most HALL_REACTOR_RECORD_SIZE; 0 after an AGAIN: to go on
 * @written: (out): how many bytes of this or of the interrupted call are done, with DONE
 * @error: HALL_LINK_ERROR_LOST
 */
HallTlsResult
hall_tls_write (HallTls       *self,
                const guint8  *data,
                gsize          length,
                gsize         *written,
                GError       **error)
{
  gssize sent;

  do
    {
      sent = gnutls_record_send (self->session, length > 0 ? data : NULL, length);
      if (sent == GNUTLS_E_INTERRUPTED)
        length = 0;
    }
  while (sent == GNUTLS_E_INTERRUPTED);

  if (sent == GNUTLS_E_AGAIN)
    return HALL_TLS_AGAIN;

  if (sent >= 0)
    {
      *written = (gsize) sent;
      return HALL_TLS_DONE;
    }

  g_set_error (error, HALL_LINK_ERROR, HALL_LINK_ERROR_LOST, "The connection broke: %s",
               gnutls_strerror ((int) sent));
  return HALL_TLS_FAILED;
}

/**
 * hall_tls_export:
 *
 * Bytes of both ends of this session, for others than TLS.
 */
gboolean
hall_tls_export (HallTls    *self,
                 const char *label,
                 guint8     *bytes,
                 gsize       length)
{
  return gnutls_prf_rfc5705 (self->session, strlen (label), label, 0, NULL, length,
                             (char *) bytes) >= 0;
}

/**
 * hall_tls_alert:
 *
 * Tells a peer that its key is refused. Best effort.
 */
void
hall_tls_alert (HallTls *self)
{
  gnutls_alert_send (self->session, GNUTLS_AL_FATAL, GNUTLS_A_BAD_CERTIFICATE);
}

/**
 * hall_tls_bye:
 *
 * Says that nothing more follows from here. Best effort.
 */
void
hall_tls_bye (HallTls *self)
{
  gnutls_bye (self->session, GNUTLS_SHUT_WR);
}
