/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-service-browser.h: whom one Avahi daemon hears of on the network.
 *
 * Owned by HallServiceDirectory, which makes a new one for each daemon that comes up. Whatever is
 * found was written by anybody: it is a hint where to dial, and the link's key decides.
 */

#pragma once

#include <gio/gio.h>

#include "hall-counters.h"

G_BEGIN_DECLS

/* At a time; more are passed over until some are gone. */
#define HALL_SERVICES_MAX 256

/* Signals: those of HallServiceDirectory. */
#define HALL_TYPE_SERVICE_BROWSER (hall_service_browser_get_type ())
G_DECLARE_FINAL_TYPE (HallServiceBrowser, hall_service_browser, HALL, SERVICE_BROWSER, GObject)

/* @daemon: its unique name on @bus. */
HallServiceBrowser *hall_service_browser_new   (GDBusConnection    *bus,
                                                const char         *daemon,
                                                HallCounters       *counters,
                                                const char         *own_id);
/* @interfaces: (element-type guint): the indexes of those to look around on. */
void                hall_service_browser_set   (HallServiceBrowser *self,
                                                GArray             *interfaces);
/* Whoever is known is lost. */
void                hall_service_browser_close (HallServiceBrowser *self);

G_END_DECLS
