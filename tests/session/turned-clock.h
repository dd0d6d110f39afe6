/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* turned-clock.h: a HallClock that stands still until the test turns it.
 *
 * Its timers fire within turned_clock_advance () and at no other time.
 */

#pragma once

#include "hall-clock.h"

G_BEGIN_DECLS

#define TURNED_TYPE_CLOCK (turned_clock_get_type ())
G_DECLARE_FINAL_TYPE (TurnedClock, turned_clock, TURNED, CLOCK, HallClock)

struct _TurnedClock
{
  HallClock parent_instance;

  gint64 now;          /* monotonic µs */
  gint64 suspended;    /* µs, for the test to set */
  GPtrArray *timers;   /* running */
};

/* Fires everything that is due by then, in order. */
void turned_clock_advance (TurnedClock *self,
                           gint64       ms);

G_END_DECLS
