/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-tls-link.h: a link over one TCP connection with TLS 1.3 and both keys.
 *
 * GnuTLS over a non-blocking socket driven by the main context, never a thread. The handshake, the
 * pin, the exchange of `hello`, and all deadlines are done here. What is sent is queued by
 * reference, chat before background, and flushed once per main-loop turn.
 */

#pragma once

#include "hall-clock.h"
#include "hall-link.h"

G_BEGIN_DECLS

#define HALL_TYPE_TLS_LINK (hall_tls_link_get_type ())
G_DECLARE_FINAL_TYPE (HallTlsLink, hall_tls_link, HALL, TLS_LINK, HallLink)

/* Takes an accepted socket. Starts by itself. @clock: for what is said and kept of time; the
 * deadlines of the connection follow the machine's. */
HallLink *hall_tls_link_new_incoming (GSocket      *socket,
                                      HallIdentity *identity,
                                      HallCounters *counters,
                                      HallClock    *clock);
/* @device: (nullable): the interface that it has to go over, whatever the kernel's routes say.
 * @expected_id: (nullable): the pin; NULL only for an address that a person typed. Starts by
 * itself; an unreachable address ends in "closed", never before this call returns. */
HallLink *hall_tls_link_new_outgoing (const char   *address,
                                      guint16       port,
                                      const char   *device,
                                      const char   *expected_id,
                                      HallPurpose   purpose,
                                      HallIdentity *identity,
                                      HallCounters *counters,
                                      HallClock    *clock);

G_END_DECLS
