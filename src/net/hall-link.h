/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-link.h: a connection to one peer whose key is known: packets in, packets out, closed once.
 *
 * Abstract: how the frames travel is a derived class's, HallTlsLink's in the programs. What every
 * link knows of its peer, the answers to ping, error and bye, and the one "closed" are done here. A
 * link exists for others only after "ready"; what is sent before is dropped.
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
G_DECLARE_DERIVABLE_TYPE (HallLink, hall_link, HALL, LINK, GObject)

/* Signals:
 *  "ready" ()                      the peer is who its key says, and its hello is accepted
 *  "packet" (HallPacket *packet)   anything but hello, ping, pong and bye; of error only what is
 *                                  about single events (it has ids), which closes nothing
 *  "drained" ()                    the queue fell below half of HALL_QUEUE_SOFT_MAX after having
 *                                  been above it
 *  "closed" (const GError *error)  exactly once, last; NULL after a bye of either side
 */

struct _HallLinkClass
{
  GObjectClass parent_class;

  /* Only of a ready link, but abort and ended of any. None of these calls back before it
   * returns. */
  void  (*send_frame) (HallLink         *self,
                       GBytes           *frame,
                       HallLinkPriority  priority);
  gsize (*get_queued) (HallLink         *self);
  /* Says @last after all that is queued, and calls hall_link_end () with @error, later. @error:
   * (transfer full) (nullable). */
  void  (*finish)     (HallLink         *self,
                       HallPacket       *last,
                       GError           *error);
  /* (nullable): drops what is queued; the base class calls hall_link_end () itself afterwards. */
  void  (*abort)      (HallLink         *self);
  /* (nullable): of a ready one. */
  gboolean (*export)  (HallLink         *self,
                       const char       *label,
                       guint8           *bytes,
                       gsize             length);
  /* (nullable): it is over, before "closed" is emitted and once: lets go of what it runs over. */
  void  (*ended)      (HallLink         *self);
};

gboolean    hall_link_get_ready      (HallLink          *self);
gboolean    hall_link_get_closed     (HallLink          *self);
/* (nullable) before the handshake */
const char *hall_link_get_peer_id    (HallLink          *self);
HallPurpose hall_link_get_purpose    (HallLink          *self);
/* Whether the peer dialled us. */
gboolean    hall_link_get_incoming   (HallLink          *self);
/* The peer's, without port. */
const char *hall_link_get_address    (HallLink          *self);
guint16     hall_link_get_port       (HallLink          *self);
/* Peer's clock minus ours at its hello, ms. */
gint64      hall_link_get_offset     (HallLink          *self);
gsize       hall_link_get_queued     (HallLink          *self);
/* The highest version of the protocol that the peer's hello claims; 0 before it came. */
guint       hall_link_get_version    (HallLink          *self);
/* Bytes that only the two ends of this connection can know (RFC 5705), the same for both; FALSE
 * before it is ready. */
gboolean    hall_link_export         (HallLink          *self,
                                      const char        *label,
                                      guint8            *bytes,
                                      gsize              length);
/* (nullable): of the `error` the peer sent */
const char *hall_link_get_error_code (HallLink          *self);
/* Of the same: how often a passphrase may be tried now, -1: not said; and when again, in ms. */
int         hall_link_get_error_tries (HallLink         *self);
guint       hall_link_get_error_retry_ms (HallLink      *self);

void        hall_link_send           (HallLink          *self,
                                      HallPacket        *packet,
                                      HallLinkPriority   priority);
/* An encoded frame, shared with other links. */
void        hall_link_send_frame     (HallLink          *self,
                                      GBytes            *frame,
                                      HallLinkPriority   priority);
/* Says bye, or `error` with a code, writes what is queued (for at most a second) and closes; a link
 * that is not ready yet closes at once, within the call. */
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

/* For classes derived from it: HallTlsLink, and those of tests. What is known of the way, when it
 * is made. */
void        hall_link_set_way        (HallLink          *self,
                                      gboolean           incoming,
                                      const char        *address,
                                      guint16            port,
                                      HallPurpose        purpose);
/* The handshake's outcome, before it is ready. */
void        hall_link_set_peer       (HallLink          *self,
                                      const char        *peer_id);
/* What the peer's hello claims, whether it is going to be accepted or not. Unless a class says it,
 * the peer speaks what we do. */
void        hall_link_set_version    (HallLink          *self,
                                      guint              version);
/* The peer's hello was accepted: "ready". */
void        hall_link_begin          (HallLink          *self,
                                      HallPurpose        purpose,
                                      gint64             offset);
/* A packet other than hello came: deals with ping, pong, error and bye, and emits the others. Of a
 * link that is not ready it takes error and bye alone, of a closed one nothing. */
void        hall_link_take_packet    (HallLink          *self,
                                      HallPacket        *packet);
void        hall_link_note_heard     (HallLink          *self,
                                      gint64             now);
/* What the peer's clock was found to be, of a link that is going to be refused for it. */
void        hall_link_set_offset     (HallLink          *self,
                                      gint64             offset);
/* The queue has room again: "drained". */
void        hall_link_note_drained   (HallLink          *self);
/* Calls finish, unless that was done before; nothing more is sent or emitted but "closed". @error:
 * (transfer full) (nullable). */
void        hall_link_say_last       (HallLink          *self,
                                      HallPacket        *last,
                                      GError            *error);
/* It is over: "closed", once. @error: (transfer full) (nullable). */
void        hall_link_end            (HallLink          *self,
                                      GError            *error);

G_END_DECLS
