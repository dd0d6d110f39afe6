/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-listener.h: the one TCP port of an instance: accepts, bounds who has not shown a key yet,
 * hands over links.
 *
 * A connection costs a descriptor until its first byte and becomes a link then. At most
 * HALL_UNAUTHENTICATED_MAX links without "ready", HALL_UNAUTHENTICATED_PER_ADDRESS per address:
 * when full, the one that has sent nothing for HALL_UNAUTHENTICATED_GRACE_MS goes first, else new
 * ones wait, at last in the kernel's backlog.
 */

#pragma once

#include "hall-clock.h"
#include "hall-link.h"

G_BEGIN_DECLS

#define HALL_TYPE_LISTENER (hall_listener_get_type ())
G_DECLARE_FINAL_TYPE (HallListener, hall_listener, HALL, LISTENER, GObject)

/* Signal "link" (HallLink *link): ready; the handler takes a reference or it is closed. */

HallListener *hall_listener_new      (HallIdentity  *identity,
                                      HallCounters  *counters,
                                      HallClock     *clock);
/* @port: 0 for the default: HALL_DEFAULT_PORT, else the next free of HALL_PORT_TRIES, else any;
 * otherwise that port or an error that names it. @any: any free port at once (tests). */
gboolean      hall_listener_open     (HallListener  *self,
                                      guint16        port,
                                      gboolean       any,
                                      GError       **error);
void          hall_listener_close    (HallListener  *self);
guint16       hall_listener_get_port (HallListener  *self);

G_END_DECLS
