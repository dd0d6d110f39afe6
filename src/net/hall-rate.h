/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-rate.h: token buckets, and a bounded table of them by address.
 *
 * Private to net/. Time is given by the caller, monotonic, in µs.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double per_second;   /* 0: no limit */
  double burst;
  double tokens;
  gint64 filled;
} HallRate;

void           hall_rate_init        (HallRate      *self,
                                      double         per_second,
                                      double         burst,
                                      gint64         now);
/* TRUE: taken. */
gboolean       hall_rate_take        (HallRate      *self,
                                      double         amount,
                                      gint64         now);
/* Until @amount is there, in ms. */
guint          hall_rate_get_wait_ms (HallRate      *self,
                                      double         amount,
                                      gint64         now);
gboolean       hall_rate_is_full     (HallRate      *self,
                                      gint64         now);

typedef struct _HallRateTable HallRateTable;

HallRateTable *hall_rate_table_new   (guint          size,
                                      double         per_second,
                                      double         burst);
void           hall_rate_table_free  (HallRateTable *self);
/* (nullable): NULL when the table is full of others that are busy. */
HallRate      *hall_rate_table_find  (HallRateTable *self,
                                      guint32        address,
                                      gint64         now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallRateTable, hall_rate_table_free)

G_END_DECLS
