/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-service-directory.h: DNS-SD: where we can be dialled, said and heard through Avahi.
 *
 * Owned by HallServiceHints. It speaks to the daemon over D-Bus, if there is one; it starts none,
 * and never answers on the network itself. Without a bus or a daemon it does nothing, ever.
 */

#pragma once

#include <glib-object.h>

#include "hall-clock.h"
#include "hall-counters.h"

G_BEGIN_DECLS

/* Signals:
 *  "found" (const char *id, const char *address, guint port): somebody says to be there, which
 *     anybody can; the id is a proper one, the address a numeric one of IPv4, on whatever network
 *  "lost" (const char *id, const char *address, guint port): nobody says so any more, though others
 *     may say that they are elsewhere; it follows each "found", so that as few are found at a time
 *     as there are services */
#define HALL_TYPE_SERVICE_DIRECTORY (hall_service_directory_get_type ())
G_DECLARE_FINAL_TYPE (HallServiceDirectory, hall_service_directory, HALL, SERVICE_DIRECTORY,
                      GObject)

/* @bus_address: (nullable): NULL for the system bus. */
HallServiceDirectory *hall_service_directory_new        (HallClock            *clock,
                                                         HallCounters         *counters,
                                                         const char           *own_id,
                                                         const char           *bus_address);
/* @interfaces: (element-type guint): indexes; @port: 0: nothing is published. */
void                  hall_service_directory_set        (HallServiceDirectory *self,
                                                         GArray               *interfaces,
                                                         guint16               port);
/* Where to publish, by the addresses of the interfaces that are used: (nullable) (array
 * zero-terminated=1). (transfer full) (element-type guint) */
GArray               *hall_service_directory_find_interfaces (const char *const *addresses);
/* Whether a daemon is there. */
gboolean              hall_service_directory_has_daemon (HallServiceDirectory *self);
/* Withdraws what is published, and finds nobody any more. */
void                  hall_service_directory_close      (HallServiceDirectory *self);

G_END_DECLS
