/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-tls-link-private.h: the inside of a HallTlsLink, shared by the files that make one.
 *
 * hall-tls-link.c is the object, hall-tls-link-connect.c makes the socket of one that we dial,
 * hall-tls-link-io.c has the socket and the deadlines, hall-tls-link-write.c the queue,
 * hall-tls-link-close.c the end; hall-tls-link-frames.c speaks hello. Nobody else reads the fields;
 * HallListener and the tests use the functions at the end.
 */

#pragma once

#include "hall-framer.h"
#include "hall-reactor.h"
#include "hall-send-queue.h"
#include "hall-tls.h"

#include "hall-tls-link.h"

G_BEGIN_DECLS

typedef enum
{
  HALL_TLS_LINK_CONNECTING,
  HALL_TLS_LINK_HANDSHAKING,
  HALL_TLS_LINK_GREETING,   /* the peer is known, its hello is awaited */
  HALL_TLS_LINK_READY,
  HALL_TLS_LINK_CLOSING,    /* the last words are on their way */
  HALL_TLS_LINK_LINGERING,  /* they are written; the peer may still be sending */
  HALL_TLS_LINK_CLOSED,
} HallTlsLinkState;

typedef struct _HallTlsLinkConnect HallTlsLinkConnect;

struct _HallTlsLink
{
  HallLink parent_instance;

  HallTlsLinkState state;
  HallIdentity *identity;
  HallCounters *counters;
  HallClock *clock;
  guint32 peer;            /* of one that was dialled by others: as hall_port_get_peer () */
  char *expected_id;

  HallTlsLinkConnect *connect;  /* (nullable): NULL but while connecting */
  GSocket *socket;
  HallReactor *reactor;
  HallWatch *watch;        /* NULL once closed */
  HallTls *tls;
  HallFramer *framer;

  HallSendQueue queue;
  guint8 *pending;         /* a record that GnuTLS is writing piece by piece */
  gsize pending_length;
  gboolean pending_begun;  /* GnuTLS has it: to be called with nothing */
  gboolean above_soft;

  gint64 heard;            /* the machine's monotonic time, µs, as all below */
  gint64 last_progress;
  gint64 last_ping;

  GError *start_error;     /* told once the caller had time to connect a handler */
  GError *close_error;
  gboolean self_reference; /* while the last words are on their way */
};

/* hall-tls-link-close.c */
/* Of HallLinkClass. */
void  hall_tls_link_say_last       (HallLink         *link,
                                    HallPacket       *last,
                                    GError           *error);
/* Counts, says `error` to the peer and ends with an error of @code. */
void  hall_tls_link_refuse_peer    (HallTlsLink      *self,
                                    HallCounter       counter,
                                    HallLinkError     code,
                                    const char       *word,
                                    const char       *text);

/* hall-tls-link-connect.c */
void  hall_tls_link_set_options    (GSocket          *socket);
/* @device: (nullable): the interface that it has to go over. */
void  hall_tls_link_start_outgoing (HallTlsLink      *self,
                                    const char       *device);
/* The deadline has come: asks again, or returns (transfer full) why that is over. */
GError *hall_tls_link_keep_connecting (HallTlsLink   *self);
void  hall_tls_link_stop_connecting (HallTlsLink     *self);
/* (transfer full) */
GError *hall_tls_link_new_unreachable (HallTlsLink   *self,
                                       const char    *reason);

/* hall-tls-link-io.c */
void  hall_tls_link_start_incoming (HallTlsLink      *self);
/* FALSE: the kernel refuses, and the link will end. */
gboolean hall_tls_link_watch       (HallTlsLink      *self,
                                    GIOCondition      condition);
/* @error: (transfer full). */
void  hall_tls_link_fail_later     (HallTlsLink      *self,
                                    GError           *error);
/* Another socket than was watched is the link's, and connected. */
void  hall_tls_link_go_on_connected (HallTlsLink     *self);
void  hall_tls_link_release        (HallTlsLink      *self);

/* hall-tls-link-write.c */
gsize hall_tls_link_count_queued   (HallTlsLink      *self);
void  hall_tls_link_push           (HallTlsLink      *self,
                                    GBytes           *frame,
                                    HallLinkPriority  priority);
void  hall_tls_link_flush          (HallTlsLink      *self);

/* hall-tls-link-frames.c */
void  hall_tls_link_greet          (HallTlsLink      *self);
void  hall_tls_link_take_bytes     (HallTlsLink      *self,
                                    const guint8     *data,
                                    gsize             length);

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
} HallTlsLinkTimers;

/* (nullable): NULL for those of hall-limits.h again. Of links that start or re-arm from now on. */
void                     hall_tls_link_set_timers (const HallTlsLinkTimers *timers);
const HallTlsLinkTimers *hall_tls_link_get_timers (void);
/* What tells the peer's computer from others, as hall_port_get_peer (); 0 if we dialled. */
guint32                  hall_tls_link_get_peer   (HallTlsLink             *self);
/* Our address that it goes from, host byte order; 0: there is none, or of another family. */
guint32                  hall_tls_link_get_own_ipv4 (HallTlsLink           *self);
/* The machine's monotonic time at which the peer was last heard, µs. */
gint64                   hall_tls_link_get_heard  (HallTlsLink             *self);

G_END_DECLS
