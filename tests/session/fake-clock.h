/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-clock.h: the clock of one machine of a FakeLan: its time, its own error, its chance.
 *
 * The monotonic clock counts from the machine's own beginning. A suspended machine's timers wait.
 */

#pragma once

#include "fake-lan.h"
#include "hall-clock.h"

G_BEGIN_DECLS

#define FAKE_TYPE_CLOCK (fake_clock_get_type ())
G_DECLARE_FINAL_TYPE (FakeClock, fake_clock, FAKE, CLOCK, HallClock)

FakeClock *fake_clock_new        (FakeLan   *lan,
                                  gint64     skew_ms);
/* Set by hand, or by NTP: the wall clock leaps. */
void       fake_clock_set_skew   (FakeClock *self,
                                  gint64     skew_ms);
gint64     fake_clock_get_skew   (FakeClock *self);
/* Nothing is called any more: the process is dead. */
void       fake_clock_stop       (FakeClock *self);
/* Of a stopped clock: whatever still waits for a timer is called once, so that it lets go. */
void       fake_clock_run_out    (FakeClock *self);
/* As long as it sleeps no timer comes; afterwards they are as far off as they were. */
void       fake_clock_set_asleep (FakeClock *self,
                                  gboolean   asleep);

G_END_DECLS
