/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-idle.h: whether somebody sits at this computer, as far as the desktop says.
 *
 * Owned by HallSession. Asks Mutter's idle monitor, else the screen saver of freedesktop.org, and
 * listens to screen savers and logind. That one of them or all are absent is normal: then nothing
 * is ever said.
 */

#pragma once

#include "hall-clock.h"

G_BEGIN_DECLS

#define HALL_TYPE_IDLE_WATCH (hall_idle_watch_get_type ())
G_DECLARE_FINAL_TYPE (HallIdleWatch, hall_idle_watch, HALL, IDLE_WATCH, GObject)

/* Signal "changed" () */

/* Idle: untouched for @idle_ms, or locked. */
HallIdleWatch *hall_idle_watch_new      (HallClock     *clock,
                                         guint          idle_ms);
gboolean       hall_idle_watch_get_idle (HallIdleWatch *self);
/* Stops watching; it is idle no more. */
void           hall_idle_watch_close    (HallIdleWatch *self);

G_END_DECLS
