/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-link-private.h: the inside of a HallLink, shared by the files that make one.
 *
 * hall-link.c is the object and its public face, hall-link-io.c has the socket and the deadlines,
 * hall-link-write.c the queue, hall-link-close.c the end; hall-link-frames.c speaks: hello, ping,
 * error. Nobody else reads the fields; HallListener and the tests use the functions at the end.
 */

#pragma once

#include "hall-framer.h"
#include "hall-reactor.h"
#include "hall-send-queue.h"
#include "hall-tls.h"

#include "hall-link.h"

G_BEGIN_DECLS

typedef enum
{
  HALL_LINK_CONNECTING,
  HALL_LINK_HANDSHAKING,
  HALL_LINK_GREETING,   /* the peer is known, its hello is awaited */
  HALL_LINK_READY,
  HALL_LINK_CLOSING,    /* the last words are on their way */
  HALL_LINK_LINGERING,  /* they are written; the peer may still be sending */
  HALL_LINK_CLOSED,
} HallLinkState;

struct _HallLink
{
  GObject parent_instance;

  HallLinkState state;
  HallIdentity *identity;
  HallCounters *counters;
  gboolean incoming;
  char *address;
  guint32 ipv4;            /* host byte order; 0 for another family */
  guint16 port;
  char *expected_id;
  HallPurpose purpose;

  GSocket *socket;
  HallReactor *reactor;
  HallWatch *watch;        /* NULL once closed */
  HallTls *tls;
  HallFramer *framer;

  char *peer_id;
  gint64 offset;
  char *error_code;

  HallSendQueue queue;
  guint8 *pending;         /* a record that GnuTLS is writing piece by piece */
  gsize pending_length;
  gboolean pending_begun;  /* GnuTLS has it: to be called with nothing */
  gboolean above_soft;

  gint64 last_heard;       /* monotonic, µs, as all below */
  gint64 last_progress;
  gint64 last_ping;
  guint64 ping_number;

  GError *start_error;     /* told once the caller had time to connect a handler */
  GError *close_error;
  gboolean self_reference; /* while the last words are on their way */
};

/* hall-link.c */
void hall_link_emit_ready     (HallLink    *self);
void hall_link_emit_packet    (HallLink    *self,
                               HallPacket  *packet);
void hall_link_emit_drained   (HallLink    *self);
/* Ends it at once. @error: (transfer full) (nullable). */
void hall_link_finish         (HallLink    *self,
                               GError      *error);

/* hall-link-close.c */
/* Sends @last as the last frame and ends it then. @error: (transfer full) (nullable). */
void hall_link_say_last       (HallLink    *self,
                               HallPacket  *last,
                               GError      *error);
/* Counts, says `error` to the peer and ends with an error of @code. */
void hall_link_refuse_peer    (HallLink    *self,
                               HallCounter  counter,
                               HallLinkError code,
                               const char  *word,
                               const char  *text);

/* hall-link-io.c */
void hall_link_start_incoming (HallLink    *self);
void hall_link_start_outgoing (HallLink    *self);
void hall_link_release        (HallLink    *self);

/* hall-link-write.c */
void hall_link_push           (HallLink    *self,
                               GBytes      *frame,
                               HallLinkPriority priority);
void hall_link_flush          (HallLink    *self);

/* hall-link-frames.c */
void hall_link_greet          (HallLink    *self);
void hall_link_take_bytes     (HallLink    *self,
                               const guint8 *data,
                               gsize        length);

/* For HallListener and tests. */
typedef struct
{
  guint dial_ms;
  guint tls_ms;
  guint hello_ms;
  guint ping_ms;
  guint silence_ms;
  guint stall_ms;
  guint closing_ms;
} HallLinkTimers;

/* (nullable): NULL for those of hall-limits.h again. Of links that start or re-arm from now on. */
void                  hall_link_set_timers (const HallLinkTimers *timers);
const HallLinkTimers *hall_link_get_timers (void);
/* The peer's address, host byte order. */
guint32               hall_link_get_ipv4 (HallLink *self);

G_END_DECLS
