/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-service-hints.h: DNS-SD as a session uses it: when we are published, and whom to ask of
 * those who are.
 *
 * Owned by HallDiscovery. It changes no directory by itself: what it finds was written by anybody,
 * and the exchange asks there.
 */

#pragma once

#include "hall-exchange.h"
#include "hall-network.h"

G_BEGIN_DECLS

/* Links that stay, to those whose datagrams never arrive. */
#define HALL_SERVICE_STAYS_MAX 3

#define HALL_TYPE_SERVICE_HINTS (hall_service_hints_get_type ())
G_DECLARE_FINAL_TYPE (HallServiceHints, hall_service_hints, HALL, SERVICE_HINTS, GObject)

/* @bus_address: (nullable): NULL for the system bus. */
HallServiceHints *hall_service_hints_new        (HallContext      *context,
                                                 HallNetwork      *network,
                                                 HallExchange     *exchange,
                                                 const char       *bus_address);
/* We became visible or invisible, or the network was closed. */
void              hall_service_hints_update     (HallServiceHints *self);
/* The network is another one, or we slept: whoever is not online is asked anew. */
void              hall_service_hints_refresh    (HallServiceHints *self);
/* Whether there is an Avahi. */
gboolean          hall_service_hints_has_daemon (HallServiceHints *self);
void              hall_service_hints_close      (HallServiceHints *self);

G_END_DECLS
