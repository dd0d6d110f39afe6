/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-wire.h: what lies between the two ends of a FakeLink.
 *
 * Private to fake-wire.c, which carries, and fake-link.c, which is what either machine sees of it.
 */

#pragma once

#include "fake-link.h"
#include "fake-transport.h"

G_BEGIN_DECLS

typedef struct
{
  FakeWire *wire;
  guint side;
  FakeNode *node;
  FakeTransport *transport;
  FakeLink *link;          /* not owned; NULL: nobody's */
  gboolean open;           /* as the kernel of the machine sees it */
  gboolean shut;           /* the end of the stream was said */
  GQueue chat;             /* (element-type GBytes) of this turn */
  GQueue background;
  gsize turn_bytes;
  GQueue pipe;             /* (element-type FakeParcel) under way to the other end */
  gsize pipe_bytes;
  gint64 last_at;
  FakeEvent *delivery;
  FakeEvent *silence;
  FakeEvent *reset;
  FakeEvent *closing;
  HallFramer *framer;      /* of what arrives here */
} FakeEnd;

struct _FakeWire
{
  FakeLan *lan;
  FakeEnd ends[2];         /* who dialled; who was dialled */
  guint ref_count;
  guint64 number;          /* of this network */
  gboolean up;
  gboolean dead;           /* for good, as one of its cards is */
  gboolean dropped;
  FakeEvent *connecting;
  guint16 port;
  char *expected_id;
  char *own_id;
  HallPurpose purpose;
};

struct _FakeLink
{
  HallLink parent_instance;

  FakeWire *wire;
  FakeEnd *end;            /* NULL: abandoned */
  GError *close_error;     /* of a finish under way */
  gboolean finishing;
};

FakeWire *fake_wire_new        (FakeNode       *from,
                                FakeNode       *to);
void      fake_wire_unref      (FakeWire       *self);
void      fake_wire_mark_dirty (FakeWire       *self);
void      fake_wire_drop_if_over (FakeWire     *self);
FakeEnd  *fake_end_get_other   (FakeEnd        *self);
/* The machine lets go of it. @said: so that the peer hears of it. */
void      fake_end_abandon     (FakeEnd        *self,
                                gboolean        said);

G_END_DECLS
