/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-link.h: a connection of two machines of a FakeLan, with a HallLink at either end.
 *
 * Encoded frames travel, in order and each once, as long as both ends live; what is under way when
 * the network is cut waits, until the cut is mended or an end has heard nothing for
 * HALL_SILENCE_MS. A process that is killed leaves an end of the stream behind, a machine that
 * loses its power leaves nothing. There is no TLS: a link's peer is who the FakeTransport says.
 */

#pragma once

#include "fake-lan.h"
#include "hall-clock.h"
#include "hall-link.h"

G_BEGIN_DECLS

#define FAKE_TYPE_LINK (fake_link_get_type ())
G_DECLARE_FINAL_TYPE (FakeLink, fake_link, FAKE, LINK, HallLink)

typedef struct _FakeWire FakeWire;

/* (transfer full) */
HallLink *fake_link_dial            (FakeTransport *transport,
                                     const char    *address,
                                     guint16        port,
                                     const char    *expected_id,
                                     HallPurpose    purpose,
                                     const char    *own_id);

/* For FakeLan: what was said in this turn goes out; the network has changed; it is over. */
void      fake_wire_flush           (FakeWire      *self);
void      fake_wire_review          (FakeWire      *self);
void      fake_wire_drop            (FakeWire      *self);
/* What there is of a machine goes over a dead card; it is to be reviewed. */
void      fake_wire_lose_card       (FakeNode      *node);
/* The process of a machine is dead: its ends are nobody's any more. @said: as far as the kernel
 * lives on and tells the peers. */
void      fake_link_abandon         (FakeNode      *node,
                                     gboolean       said);
/* For tests of it: links of a machine that are neither closed nor abandoned. */
guint     fake_link_count           (FakeNode      *node);

G_END_DECLS
