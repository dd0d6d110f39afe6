/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* net-test.h: what the tests of src/net share: waiting, counting, and a peer that may misbehave.
 *
 * Everything runs in one thread: while a test's own peer waits, the main loop turns.
 */

#pragma once

#include <gnutls/gnutls.h>

#include "hall-counters.h"
#include "hall-host.h"
#include "hall-identity.h"
#include "hall-limits.h"
#include "hall-listener.h"
#include "hall-tls-link-private.h"

G_BEGIN_DECLS

/* Turns the main loop until @expression holds; a minute without it is a failure. */
#define net_wait_until(expression)                                                          \
  G_STMT_START                                                                              \
  {                                                                                         \
    gint64 net_deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;                    \
    while (!(expression))                                                                   \
      {                                                                                     \
        if (g_get_monotonic_time () > net_deadline)                                         \
          g_error ("%s:%d: never came true: %s", __FILE__, __LINE__, #expression);          \
        net_turn ();                                                                        \
      }                                                                                     \
  }                                                                                         \
  G_STMT_END

void          net_turn             (void);
/* Turns until nothing is left to do at once. */
void          net_settle           (void);
guint         net_count_descriptors (void);

HallIdentity *net_new_identity     (void);
HallClock    *net_clock            (void);
/* (transfer full): a HallTlsLink with that clock. */
HallLink     *net_dial             (const char    *address,
                                    guint16        port,
                                    const char    *expected_id,
                                    HallPurpose    purpose,
                                    HallIdentity  *identity,
                                    HallCounters  *counters);

typedef struct
{
  guint64 values[HALL_N_COUNTERS];
} NetSnapshot;

void net_snapshot             (HallCounters *counters,
                               NetSnapshot  *snapshot);
/* That of all refusals exactly @counter moved, by @by; HALL_N_COUNTERS: none did. */
void net_assert_only_moved    (HallCounters      *counters,
                               const NetSnapshot *before,
                               HallCounter        counter,
                               guint64            by);

/* What became of a link. */
typedef struct
{
  HallLink *link;
  guint ready;
  guint closed;
  GError *error;
  GPtrArray *packets;
} NetRecord;

NetRecord *net_record_new  (HallLink  *link);   /* (transfer full) of the link */
void       net_record_free (NetRecord *self);
guint      net_record_count (NetRecord     *self,
                             HallPacketType type);
HallPacket *net_record_find (NetRecord     *self,
                             HallPacketType type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetRecord, net_record_free)

/* A TCP client made of bare sockets and GnuTLS, which does what it is told. */
typedef struct
{
  int fd;
  gnutls_session_t session;
  gnutls_certificate_credentials_t credentials;
  HallFramer *framer;
  gboolean ended;
} NetPeer;

NetPeer    *net_peer_connect     (const char   *source,   /* (nullable) */
                                  guint16       port);
void        net_peer_free        (NetPeer      *self);
void        net_peer_write_plain (NetPeer      *self,
                                  gconstpointer data,
                                  gsize         length);
/* @identity: (nullable): without certificate. FALSE: it failed. */
gboolean    net_peer_handshake   (NetPeer      *self,
                                  HallIdentity *identity,
                                  const char   *priority);
void        net_peer_write       (NetPeer      *self,
                                  gconstpointer data,
                                  gsize         length);
void        net_peer_send        (NetPeer      *self,
                                  HallPacket   *packet);
HallPacket *net_peer_new_hello   (gint64        clock_ahead_ms);
/* (transfer full) (nullable): the next one; NULL: the end of the stream. */
HallPacket *net_peer_read        (NetPeer      *self);
/* Reads up to a packet of a type, which has to come. */
HallPacket *net_peer_expect      (NetPeer       *self,
                                  HallPacketType type);
void        net_peer_wait_end    (NetPeer      *self);
/* TLS and hello, both done. */
NetPeer    *net_peer_greet       (HallIdentity *identity,
                                  guint16       port);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetPeer, net_peer_free)

#define NET_PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.3"

G_END_DECLS
