/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* net-proxy.h: somebody between two people: who passes bytes on, or who speaks TLS to both.
 *
 * Both listen on loopback and dial the same port for everybody who comes.
 */

#pragma once

#include "net-test.h"

G_BEGIN_DECLS

/* Bytes, unread. */
typedef struct _NetWire NetWire;

NetWire *net_wire_new      (guint16  target);
void     net_wire_free     (NetWire *self);
guint16  net_wire_get_port (NetWire *self);
/* Changes a bit of what goes through from now on. */
void     net_wire_spoil    (NetWire *self);
/* How many went through, and whether @bytes were among them. */
gsize    net_wire_count    (NetWire *self);
gboolean net_wire_saw      (NetWire       *self,
                            gconstpointer  bytes,
                            gsize          length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetWire, net_wire_free)

/* A key of its own; two connections for each that comes, every packet of one said on the other. */
typedef struct
{
  HallIdentity *identity;
  HallCounters *counters;
  HallListener *listener;
  guint16 target;
  GPtrArray *links;      /* (element-type HallLink) two for each: who came, whom we dialled */
  guint passed;          /* packets */
} NetMiddle;

NetMiddle *net_middle_new      (guint16    target);
void       net_middle_free     (NetMiddle *self);
guint16    net_middle_get_port (NetMiddle *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetMiddle, net_middle_free)

G_END_DECLS
