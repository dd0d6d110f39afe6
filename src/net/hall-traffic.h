/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-traffic.h: what went and came by each interface in the last minute, by each way.
 *
 * Private to net/; HallBeacon's. A ring of seconds for each of a bounded number of interfaces, told
 * the time by its caller. It counts and never decides.
 */

#pragma once

#include "hall-way.h"

G_BEGIN_DECLS

#define HALL_TRAFFIC_SECONDS 60
#define HALL_TRAFFIC_INTERFACES_MAX 64

typedef enum
{
  HALL_TRAFFIC_SENT,
  HALL_TRAFFIC_FAILED,
  HALL_TRAFFIC_HEARD,      /* of others, and accepted */
  HALL_TRAFFIC_OWN_BACK,   /* our own that came back */
} HallTrafficKind;

#define HALL_N_TRAFFIC_KINDS (HALL_TRAFFIC_OWN_BACK + 1)

typedef struct
{
  guint count[HALL_N_TRAFFIC_KINDS][HALL_N_WAYS];
  int last_error;          /* errno of the sending that failed last in this minute; 0: none did */
} HallTrafficSums;

typedef struct _HallTraffic HallTraffic;

HallTraffic *hall_traffic_new  (void);
void         hall_traffic_free (HallTraffic     *self);
/* @now: monotonic, us. @interface: its index; of 0 (not known) nothing is kept. */
void         hall_traffic_note (HallTraffic     *self,
                                guint            interface,
                                HallTrafficKind  kind,
                                HallWay          way,
                                gint64           now);
void         hall_traffic_fail (HallTraffic     *self,
                                guint            interface,
                                HallWay          way,
                                int              error_number,
                                gint64           now);
void         hall_traffic_sum  (HallTraffic     *self,
                                guint            interface,
                                gint64           now,
                                HallTrafficSums *sums);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallTraffic, hall_traffic_free)

G_END_DECLS
