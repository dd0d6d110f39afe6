/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-discovery.h: who and what is around: what is heard goes into the directory, what we are goes
 * out, and who falls silent goes.
 *
 * Owned by HallSession. It needs a context with clock, counters, transport and directory, and no
 * store: tests run hundreds of them on a network of their own. It knows nothing of rooms one is in.
 */

#pragma once

#include "hall-announcer.h"
#include "hall-exchange.h"
#include "hall-reach.h"
#include "hall-service-hints.h"

G_BEGIN_DECLS

/* Signals:
 *  "heard" (HallDatagram *datagram, guint heard)   after directory and announcer took it, or the
 *     exchange brought it; heard is HALL_HEARD_NEW or HALL_HEARD_KNOWN
 *  "expired" ()   somebody's time may have passed */
#define HALL_TYPE_DISCOVERY (hall_discovery_get_type ())
G_DECLARE_FINAL_TYPE (HallDiscovery, hall_discovery, HALL, DISCOVERY, GObject)

/* Adds the ids of those that never expire to a set. */
typedef void (* HallDiscoveryListLive) (GHashTable *live,
                                        gpointer    user_data);

/* @speaks: FALSE: it only listens, and has no announcer. */
HallDiscovery *hall_discovery_new           (HallContext           *context,
                                             HallNetwork           *network,
                                             guint64                boot,
                                             gboolean               speaks);
void           hall_discovery_set_list_live (HallDiscovery         *self,
                                             HallDiscoveryListLive  list_live,
                                             gpointer               user_data);
/* (nullable) (transfer none) */
HallAnnouncer *hall_discovery_get_announcer (HallDiscovery         *self);
/* (nullable) (transfer none): with whom it speaks over links. */
HallExchange  *hall_discovery_get_exchange  (HallDiscovery         *self);
/* (nullable) (transfer none): what asks others whether they reach us. */
HallReach     *hall_discovery_get_reach     (HallDiscovery         *self);
/* DNS-SD from now on, where there is an Avahi. @bus_address: NULL for the system bus. */
void           hall_discovery_use_services  (HallDiscovery         *self,
                                             const char            *bus_address);
/* (nullable) (transfer none): NULL without DNS-SD. */
HallServiceHints *hall_discovery_get_services (HallDiscovery       *self);
/* We became visible or invisible, or the network was closed. */
void           hall_discovery_update        (HallDiscovery         *self);
/* The network is another one, or we slept. */
void           hall_discovery_refresh       (HallDiscovery         *self);
/* Hears nothing more, and nobody expires any more. */
void           hall_discovery_close         (HallDiscovery         *self);

G_END_DECLS
