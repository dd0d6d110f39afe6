/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network.h: the transport of a session, kept open as the settings say.
 *
 * Owned by HallSession. Opens interfaces, beacon and listener of the context's HallTransport,
 * follows the settings, and tries again what could not be opened. It sends nothing by itself.
 */

#pragma once

#include "hall-context.h"
#include "hall-link.h"
#include "hall-settings.h"

G_BEGIN_DECLS

#define HALL_TYPE_NETWORK (hall_network_get_type ())
G_DECLARE_FINAL_TYPE (HallNetwork, hall_network, HALL, NETWORK, GObject)

/* Signals:
 *  "datagram" (HallDatagram *, const char *address, guint port, guint way)   way: a HallWay
 *  "link" (HallLink *)    somebody who dialled us and has shown a key
 *  "leaving" (gboolean for_good)   a setting takes effect: what is open now is open once more, for
 *    a goodbye. for_good: on another group or port; whoever was heard here is not heard there
 *  "changed" ()           interfaces, group, or a port: peers should hear of us anew
 *  "problem" (const char *sentence)   nullable: it is over */

HallNetwork *hall_network_new           (HallContext  *context,
                                         HallSettings *settings,
                                         gboolean      any_tcp_port,
                                         gboolean      listening_only);
gboolean     hall_network_open          (HallNetwork  *self,
                                         GError      **error);
void         hall_network_close         (HallNetwork  *self);
guint16      hall_network_get_port      (HallNetwork  *self);
guint16      hall_network_get_tcp_port  (HallNetwork  *self);
/* Whether the problem is that another program has a port. */
gboolean     hall_network_get_port_taken (HallNetwork *self);
gboolean     hall_network_speaks         (HallNetwork *self);

G_END_DECLS
