/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-transport.h: the network of one process on a machine of a FakeLan.
 *
 * Datagrams are lost, doubled and out of order, as the FakeLan says. Signatures of datagrams are
 * checked only of those that were sent as somebody else's work: fake_transport_throw ().
 */

#pragma once

#include "fake-lan.h"
#include "hall-transport.h"

G_BEGIN_DECLS

#define FAKE_TYPE_TRANSPORT (fake_transport_get_type ())
G_DECLARE_FINAL_TYPE (FakeTransport, fake_transport, FAKE, TRANSPORT, HallTransport)

/* The process of @node from now on, until fake_transport_detach (). */
FakeTransport *fake_transport_new        (FakeNode      *node,
                                          HallClock     *clock);
/* The process is gone, or was killed. */
void           fake_transport_detach     (FakeTransport *self);
FakeNode      *fake_transport_get_node   (FakeTransport *self);
/* NULL while nothing can be dialled there. */
const char    *fake_transport_get_own_id (FakeTransport *self);
/* As if any bytes were sent to everybody. */
void           fake_transport_throw      (FakeTransport *self,
                                          GBytes        *bytes);

G_END_DECLS
