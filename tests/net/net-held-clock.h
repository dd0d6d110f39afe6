/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* net-held-clock.h: a HallClock that stands still until the test turns it, wall time and all.
 *
 * Its timers fire within net_held_clock_advance () and at no other time.
 */

#pragma once

#include "hall-clock.h"

G_BEGIN_DECLS

#define NET_TYPE_HELD_CLOCK (net_held_clock_get_type ())
G_DECLARE_FINAL_TYPE (NetHeldClock, net_held_clock, NET, HELD_CLOCK, HallClock)

struct _NetHeldClock
{
  HallClock parent_instance;

  gint64 now;          /* monotonic µs */
  gint64 wall;         /* ms, for the test to set; goes with the other */
  GPtrArray *timers;   /* running */
};

NetHeldClock *net_held_clock_new     (void);
/* Fires everything that is due by then, in order. */
void          net_held_clock_advance (NetHeldClock *self,
                                      guint         ms);

G_END_DECLS
