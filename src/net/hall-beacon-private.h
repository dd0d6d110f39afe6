/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-beacon-private.h: the inside of a HallBeacon, shared by the files that make one.
 *
 * hall-beacon.c opens and joins, hall-beacon-receive.c hears, hall-beacon-send.c sends.
 */

#pragma once

#include "hall-datagram-socket.h"
#include "hall-rate.h"
#include "hall-repeats.h"
#include "hall-way.h"

#include "hall-beacon.h"

G_BEGIN_DECLS

struct _HallBeacon
{
  GObject parent_instance;

  HallInterfaces *interfaces;
  HallCounters *counters;
  char *own_id;
  char *own_id_field;     /* "id":"…" as it is found in our own datagrams */

  int fd;
  guint source;
  int fd6;                /* -1: none */
  guint source6;
  GBytes *last6;          /* (nullable): sent to the group of IPv6, and in whose place */
  HallWay last6_way;
  guint rejoin_source;
  guint16 port;
  guint32 group;
  guint32 broadcast;      /* 0: directed */
  GArray *joined;         /* (element-type guint) indices of interfaces */
  HallRateTable *rates;
  HallRate total;
  guint64 boot;           /* ours; 0: not known */
  HallRate echoes;
  HallRepeats *repeats;
  HallTraffic *traffic;
  guint n_verified;       /* signatures looked at, for tests */
};

/* hall-beacon.c */
void     hall_beacon_emit_datagram (HallBeacon               *self,
                                    HallDatagram             *datagram,
                                    const char               *address,
                                    guint16                   port,
                                    HallWay                   way);
void     hall_beacon_emit_echo     (HallBeacon               *self,
                                    HallDatagram             *datagram,
                                    const char               *address);
gboolean hall_beacon_parse_address (const char               *text,
                                    guint32                  *address,
                                    GError                  **error);

/* hall-beacon-receive.c */
gboolean hall_beacon_on_readable   (int                       fd,
                                    GIOCondition              condition,
                                    gpointer                  user_data);

/* As if it had arrived; for tests of where it may come from. */
void     hall_beacon_take          (HallBeacon               *self,
                                    const guint8             *data,
                                    const HallDatagramOrigin *origin);
/* By the address it was sent to. */
HallWay  hall_beacon_find_way      (HallBeacon               *self,
                                    guint32                   destination);

G_END_DECLS
