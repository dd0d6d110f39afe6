/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-transport-private.h: the inside of a HallTransport, shared by the files that make one.
 */

#pragma once

#include "hall-beacon.h"
#include "hall-crowd.h"
#include "hall-ear.h"
#include "hall-interfaces.h"
#include "hall-link-keeper.h"
#include "hall-listener.h"

#include "hall-transport.h"

G_BEGIN_DECLS

typedef struct
{
  HallClock *clock;
  HallCounters *counters;
  gboolean only_loopback;
  gboolean muted;
  guint64 boot;                 /* 0: not said */
  HallInterfaces *interfaces;   /* NULL before the start, and in derived classes */
  HallBeacon *beacon;           /* NULL while closed */
  HallEar *ear;                 /* NULL unless somebody looks for a fault */
  HallListener *listener;       /* NULL while closed */
  HallCrowd *crowd;             /* NULL before the first listener */
  HallLinkKeeper *keeper;       /* NULL before the start, and in derived classes */
} HallTransportPrivate;

HallTransportPrivate *hall_transport_get_private   (HallTransport      *self);

/* hall-transport-machine.c */
void                  hall_transport_init_machine  (HallTransportClass *class);
void                  hall_transport_clear_machine (HallTransport      *self);
/* hall-transport-survey.c */
void                  hall_transport_init_survey   (HallTransportClass *class);

/* Our boot has changed. */
void                  hall_transport_update_machine (HallTransport     *self);

G_END_DECLS
