/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-counters.h: named counts of what was heard, sent and refused.
 *
 * One HallCounters belongs to each session; every folder adds to it, `hallway-cli stats` prints it.
 * The names are part of the program's interface: tests and administrators read them. Used from the
 * main context only.
 */

#pragma once

#include <glib-object.h>

#include "hall-error.h"

G_BEGIN_DECLS

/* X (identifier, printed name) */
#define HALL_COUNTERS(X)                                            \
  X (DATAGRAM_SENT, "datagram-sent")                                \
  X (DATAGRAM_SEND_FAILED, "datagram-send-failed")                  \
  X (DATAGRAM_ACCEPTED, "datagram-accepted")                        \
  X (DATAGRAM_OWN, "datagram-own")                                  \
  X (DATAGRAM_EMPTY, "datagram-empty")                              \
  X (DATAGRAM_TOO_BIG, "datagram-too-big")                          \
  X (DATAGRAM_NOT_UTF8, "datagram-not-utf8")                        \
  X (DATAGRAM_NOT_HALLWAY, "datagram-not-hallway")                  \
  X (DATAGRAM_UNSIGNED, "datagram-unsigned")                        \
  X (DATAGRAM_BAD_SIGNATURE, "datagram-bad-signature")              \
  X (DATAGRAM_NOT_JSON, "datagram-not-json")                        \
  X (DATAGRAM_TOO_DEEP, "datagram-too-deep")                        \
  X (DATAGRAM_BAD_FIELD, "datagram-bad-field")                      \
  X (DATAGRAM_UNKNOWN_TYPE, "datagram-unknown-type")                \
  X (DATAGRAM_REPLAYED, "datagram-replayed")                        \
  X (DATAGRAM_OFF_LINK, "datagram-off-link")                        \
  X (DATAGRAM_ADDRESS_RATE, "datagram-address-rate")                \
  X (DATAGRAM_TOTAL_RATE, "datagram-total-rate")                    \
  X (DATAGRAM_TABLE_FULL, "datagram-table-full")                    \
  X (LINK_ACCEPTED, "link-accepted")                                \
  X (LINK_DIALED, "link-dialed")                                    \
  X (LINK_ESTABLISHED, "link-established")                          \
  X (LINK_TLS_TIMEOUT, "link-tls-timeout")                          \
  X (LINK_TLS_FAILED, "link-tls-failed")                            \
  X (LINK_TLS_VERSION, "link-tls-version")                          \
  X (LINK_NO_CERTIFICATE, "link-no-certificate")                    \
  X (LINK_WRONG_KEY, "link-wrong-key")                              \
  X (LINK_HELLO_TIMEOUT, "link-hello-timeout")                      \
  X (LINK_SILENT, "link-silent")                                    \
  X (LINK_SLOW, "link-slow")                                        \
  X (LINK_CLOCK, "link-clock")                                      \
  X (LINK_VERSION, "link-version")                                  \
  X (LINK_CROWDED_OUT, "link-crowded-out")                          \
  X (FRAME_BAD_LENGTH, "frame-bad-length")                          \
  X (FRAME_BAD_JSON, "frame-bad-json")                              \
  X (FRAME_BAD_FIELD, "frame-bad-field")                            \
  X (FRAME_UNKNOWN_TYPE, "frame-unknown-type")                      \
  X (FRAME_OUT_OF_PLACE, "frame-out-of-place")                      \
  X (EVENT_RECEIVED, "event-received")                              \
  X (EVENT_RELAYED, "event-relayed")                                \
  X (EVENT_DUPLICATE, "event-duplicate")                            \
  X (EVENT_BAD, "event-bad")                                        \
  X (EVENT_BAD_SIGNATURE, "event-bad-signature")                    \
  X (EVENT_NOT_AUTHOR, "event-not-author")                          \
  X (EVENT_OTHER_ROOM, "event-other-room")                          \
  X (EVENT_CLOCK_AHEAD, "event-clock-ahead")                        \
  X (EVENT_RATE, "event-rate")                                      \
  X (EVENT_NOT_PERMITTED, "event-not-permitted")                    \
  X (EVENT_DELETED_HERE, "event-deleted-here")                      \
  X (EVENTS_UNSOLICITED, "events-unsolicited")                      \
  X (SYNC_RATE, "sync-rate")                                        \
  X (SYNC_GIVEN_UP, "sync-given-up")                                \
  X (JOIN_ACCEPTED, "join-accepted")                                \
  X (JOIN_REFUSED, "join-refused")                                  \
  X (JOIN_TIMEOUT, "join-timeout")                                  \
  X (HANDOFF_REFUSED, "handoff-refused")                            \
  X (YIELD_REFUSED, "yield-refused")                                \
  X (ROSTER_REFUSED, "roster-refused")                              \
  X (EPOCH_JUMP, "epoch-jump")                                      \
  X (PROOF_FAILED, "proof-failed")                                  \
  X (PROOF_RATE, "proof-rate")                                      \
  X (HOST_UNPROVED, "host-unproved")                                \
  X (BANNED_REFUSED, "banned-refused")                              \
  X (BLOCKED_REFUSED, "blocked-refused")                            \
  X (INVITATION_QUIET, "invitation-quiet")                          \
  X (PICTURE_REFUSED, "picture-refused")                            \
  X (TYPING_DROPPED, "typing-dropped")                              \
  X (EXCHANGE_DIALED, "exchange-dialed")                            \
  X (EXCHANGE_SERVED, "exchange-served")                            \
  X (EXCHANGE_TAKEN, "exchange-taken")                              \
  X (EXCHANGE_FULL, "exchange-full")                                \
  X (EXCHANGE_RATE, "exchange-rate")                                \
  X (EXCHANGE_BAD, "exchange-bad")                                  \
  X (EXCHANGE_BAD_SIGNATURE, "exchange-bad-signature")              \
  X (EXCHANGE_BAD_ADDRESS, "exchange-bad-address")                  \
  X (EXCHANGE_REPLAYED, "exchange-replayed")                        \
  X (EXCHANGE_EXPIRED, "exchange-expired")                          \
  X (EXCHANGE_TIMEOUT, "exchange-timeout")                          \
  X (REACH_RATE, "reach-rate")                                      \
  X (SERVICE_REFUSED, "service-refused")                            \
  X (IDENTITY_ELSEWHERE, "identity-elsewhere")                      \
  X (STORE_FAILED, "store-failed")

typedef enum
{
#define X(identifier, name) HALL_COUNTER_##identifier,
  HALL_COUNTERS (X)
#undef X
  HALL_N_COUNTERS
} HallCounter;

typedef struct _HallCounters HallCounters;

#define HALL_TYPE_COUNTERS (hall_counters_get_type ())
GType         hall_counters_get_type (void) G_GNUC_CONST;
HallCounters *hall_counters_new      (void);
HallCounters *hall_counters_ref      (HallCounters *self);
void          hall_counters_unref    (HallCounters *self);
void          hall_counters_add      (HallCounters *self,
                                      HallCounter   counter);
guint64       hall_counters_get      (HallCounters *self,
                                      HallCounter   counter);
const char   *hall_counter_get_name  (HallCounter   counter);

/* Which counter a decoder's refusal belongs to. */
HallCounter   hall_counter_for_datagram_error (const GError *error);
HallCounter   hall_counter_for_frame_error    (const GError *error);
HallCounter   hall_counter_for_event_error    (const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallCounters, hall_counters_unref)

G_END_DECLS
