/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-tls.h: one GnuTLS session over a non-blocking descriptor, fed with what one recv () brought.
 *
 * Private to net/, owned by HallTlsLink. It knows nothing of frames, deadlines or the main loop; it
 * never closes the descriptor.
 */

#pragma once

#include "hall-counters.h"
#include "hall-identity.h"
#include "hall-reactor.h"

G_BEGIN_DECLS

typedef struct _HallTls HallTls;

typedef enum
{
  HALL_TLS_DONE,
  HALL_TLS_AGAIN,
  HALL_TLS_END,      /* the peer closed its half */
  HALL_TLS_FAILED,
} HallTlsResult;

HallTls      *hall_tls_new            (HallIdentity  *identity,
                                       HallReactor   *reactor,
                                       int            fd,
                                       gboolean       server,
                                       GError       **error);
void          hall_tls_free           (HallTls       *self);
/* At the begin of a turn: one recv (). FALSE: nothing came. At its end: keeps what is left over. */
gboolean      hall_tls_receive        (HallTls       *self);
void          hall_tls_keep_rest      (HallTls       *self);
/* @counter: (out): what a failure is counted as. */
HallTlsResult hall_tls_handshake      (HallTls       *self,
                                       HallCounter   *counter,
                                       GError       **error);
/* Whether it waits to write, and not to read. */
gboolean      hall_tls_wants_to_write (HallTls       *self);
/* (transfer full) (nullable): who the peer is, after the handshake. */
char         *hall_tls_check_peer     (HallTls       *self,
                                       const char    *own_id,
                                       const char    *expected_id,
                                       HallCounter   *counter,
                                       GError       **error);
HallTlsResult hall_tls_read           (HallTls       *self,
                                       guint8        *buffer,
                                       gsize         *length,
                                       GError       **error);
/* AGAIN: it took the bytes all the same and goes on with them at the next call, with none. */
HallTlsResult hall_tls_write          (HallTls       *self,
                                       const guint8  *data,
                                       gsize          length,
                                       gsize         *written,
                                       GError       **error);
/* RFC 5705 without a context, after the handshake. */
gboolean      hall_tls_export         (HallTls       *self,
                                       const char    *label,
                                       guint8        *bytes,
                                       gsize          length);
void          hall_tls_alert          (HallTls       *self);
void          hall_tls_bye            (HallTls       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallTls, hall_tls_free)

G_END_DECLS
