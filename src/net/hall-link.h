/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-link.h: one TCP connection with TLS 1.3 and both keys: packets in, packets out, closed once.
 *
 * GnuTLS over a non-blocking socket driven by the main context, never a thread. The handshake, the
 * pin, the exchange of `hello`, ping and pong, and the deadlines of each are done here. A link
 * exists for others only after "ready"; what is sent before is dropped. What is sent is queued by
 * reference, chat before background, and flushed once per main-loop turn.
 */

#pragma once

#include "hall-counters.h"
#include "hall-identity.h"
#include "hall-packet.h"

G_BEGIN_DECLS

#define HALL_LINK_ERROR (hall_link_error_quark ())

typedef enum
{
  HALL_LINK_ERROR_UNREACHABLE,   /* the connection could not be made */
  HALL_LINK_ERROR_TLS,           /* handshake failed or timed out, no certificate, not TLS 1.3 */
  HALL_LINK_ERROR_WRONG_KEY,
  HALL_LINK_ERROR_VERSION,
  HALL_LINK_ERROR_CLOCK,         /* clocks differ by more than 12 hours */
  HALL_LINK_ERROR_PROTOCOL,      /* the peer sent what it must not */
  HALL_LINK_ERROR_SILENT,
  HALL_LINK_ERROR_SLOW,          /* the peer does not read */
  HALL_LINK_ERROR_LOST,          /* reset, end of stream */
  HALL_LINK_ERROR_REFUSED,       /* the peer sent `error`: its code is the message's first word */
} HallLinkError;

GQuark hall_link_error_quark (void);

typedef enum
{
  HALL_LINK_CHAT,
  HALL_LINK_BACKGROUND,
} HallLinkPriority;

#define HALL_TYPE_LINK (hall_link_get_type ())
G_DECLARE_FINAL_TYPE (HallLink, hall_link, HALL, LINK, GObject)

/* Signals:
 *  "ready" ()                      the peer is who its key says, and its hello is accepted
 *  "packet" (HallPacket *packet)   anything but hello, ping, pong and bye; of error only what is
 *                                  about single events (it has ids), which closes nothing
 *  "drained" ()                    the queue fell below half of HALL_QUEUE_SOFT_MAX after having
 *                                  been above it
 *  "closed" (const GError *error)  exactly once, last; NULL after a bye of either side
 */

/* Takes an accepted socket. Starts by itself. */
HallLink   *hall_link_new_incoming   (GSocket           *socket,
                                      HallIdentity      *identity,
                                      HallCounters      *counters);
/* @expected_id: (nullable): the pin; NULL only for an address that a person typed. Starts by
 * itself; an unreachable address ends in "closed", never before this call returns. */
HallLink   *hall_link_new_outgoing   (const char        *address,
                                      guint16            port,
                                      const char        *expected_id,
                                      HallPurpose        purpose,
                                      HallIdentity      *identity,
                                      HallCounters      *counters);

gboolean    hall_link_get_ready      (HallLink          *self);
gboolean    hall_link_get_closed     (HallLink          *self);
/* (nullable) before the handshake */
const char *hall_link_get_peer_id    (HallLink          *self);
HallPurpose hall_link_get_purpose    (HallLink          *self);
/* The peer's, without port. */
const char *hall_link_get_address    (HallLink          *self);
guint16     hall_link_get_port       (HallLink          *self);
/* Peer's clock minus ours at its hello, ms. */
gint64      hall_link_get_offset     (HallLink          *self);
gsize       hall_link_get_queued     (HallLink          *self);
/* (nullable): of the `error` the peer sent */
const char *hall_link_get_error_code (HallLink          *self);

void        hall_link_send           (HallLink          *self,
                                      HallPacket        *packet,
                                      HallLinkPriority   priority);
/* An encoded frame, shared with other links. */
void        hall_link_send_frame     (HallLink          *self,
                                      GBytes            *frame,
                                      HallLinkPriority   priority);
/* Says bye, or `error` with a code, writes what is queued (for at most a second) and closes. */
void        hall_link_close          (HallLink          *self);
void        hall_link_refuse         (HallLink          *self,
                                      const char        *code,
                                      const char        *text);
/* At once, saying nothing. */
void        hall_link_abort          (HallLink          *self);
/* Asks for a sign of life; hall_link_get_last_heard () says whether it came. */
void        hall_link_ping           (HallLink          *self);
/* Monotonic time in µs, of the link's clock, at which the peer was last heard. */
gint64      hall_link_get_last_heard (HallLink          *self);

G_END_DECLS
