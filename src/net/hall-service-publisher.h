/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-service-publisher.h: has one Avahi daemon say on the network where we can be dialled.
 *
 * Owned by HallServiceDirectory, which makes a new one for each daemon that comes up. It says our
 * key and our port, never a person's name.
 */

#pragma once

#include <gio/gio.h>

#include "hall-clock.h"

G_BEGIN_DECLS

#define HALL_TYPE_SERVICE_PUBLISHER (hall_service_publisher_get_type ())
G_DECLARE_FINAL_TYPE (HallServicePublisher, hall_service_publisher, HALL, SERVICE_PUBLISHER,
                      GObject)

/* @daemon: its unique name on @bus. */
HallServicePublisher *hall_service_publisher_new   (GDBusConnection      *bus,
                                                    const char           *daemon,
                                                    HallClock            *clock,
                                                    const char           *own_id);
/* @interfaces: (element-type guint): their indexes; none, or port 0: nothing is published. */
void                  hall_service_publisher_set   (HallServicePublisher *self,
                                                    GArray               *interfaces,
                                                    guint16               port);
/* Withdraws what is published. */
void                  hall_service_publisher_close (HallServicePublisher *self);

G_END_DECLS
