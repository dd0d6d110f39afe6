/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-clock.h: where a session, its host and its links take time and chance from.
 *
 * Whatever waits, ages or throws dice in session/, and in HallHost and HallLink, goes through one
 * HallClock, so that a test can subclass it and run hours in milliseconds, the same way each time.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HALL_TYPE_CLOCK (hall_clock_get_type ())
G_DECLARE_DERIVABLE_TYPE (HallClock, hall_clock, HALL, CLOCK, GObject)

typedef struct _HallTimer HallTimer;
typedef void (*HallTimerFunc) (gpointer user_data);

struct _HallClockClass
{
  GObjectClass parent_class;

  gint64 (*get_monotonic) (HallClock *self);   /* µs */
  gint64 (*get_wall)      (HallClock *self);   /* ms since the epoch */
  gint64 (*get_suspended) (HallClock *self);   /* µs spent asleep since boot */
  /* The timer's deadline (hall_timer_get_deadline) was set, changed or taken away: whoever
   * overrides this calls hall_timer_fire () when it has come. */
  void   (*set_timer)     (HallClock *self,
                           HallTimer *timer);
};

HallClock *hall_clock_new           (void);
gint64     hall_clock_get_monotonic (HallClock     *self);
gint64     hall_clock_get_wall      (HallClock     *self);
gint64     hall_clock_get_suspended (HallClock     *self);
void       hall_clock_set_seed      (HallClock     *self,
                                     guint32        seed);
/* Both ends included. */
guint      hall_clock_pick          (HallClock     *self,
                                     guint          minimum,
                                     guint          maximum);

/* One-shot; may be started again and freed from its own callback. */
HallTimer *hall_timer_new           (HallClock     *clock,
                                     HallTimerFunc  callback,
                                     gpointer       user_data);
void       hall_timer_free          (HallTimer     *self);
void       hall_timer_start         (HallTimer     *self,
                                     guint          delay_ms);
void       hall_timer_start_at      (HallTimer     *self,
                                     gint64         deadline_us);
/* Brings a running timer forward, or starts it; never puts it off. */
void       hall_timer_hasten        (HallTimer     *self,
                                     guint          delay_ms);
void       hall_timer_stop          (HallTimer     *self);
gboolean   hall_timer_is_running    (HallTimer     *self);
/* Monotonic µs; -1 while stopped. */
gint64     hall_timer_get_deadline  (HallTimer     *self);
void       hall_timer_fire          (HallTimer     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallTimer, hall_timer_free)

G_END_DECLS
