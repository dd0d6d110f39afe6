/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pace.h: two token buckets, of events and of bytes, that keep us below a host's limits.
 *
 * A value embedded in its owner; knows no clock and sends nothing.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint events_per_second;   /* 0: no limit */
  guint events_burst;
  guint bytes_per_second;    /* 0: no limit; the burst is one second's worth */
  double events;
  double bytes;
  gint64 refilled_us;
} HallPace;

void   hall_pace_init (HallPace *self,
                       guint     events_per_second,
                       guint     events_burst,
                       guint     bytes_per_second);
/* 0 and the tokens are taken; otherwise how many ms to wait, and nothing is taken. */
guint  hall_pace_take (HallPace *self,
                       gint64    now_us,
                       gsize     bytes);
/* The host found us too fast: what was saved up is gone. */
void   hall_pace_drain (HallPace *self,
                        gint64   now_us);

G_END_DECLS
