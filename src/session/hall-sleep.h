/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-sleep.h: being told before the computer sleeps or is switched off, and given a moment.
 *
 * Owned by HallSession. Asks logind on the system bus, if there is one; where there is none, it
 * says nothing, ever. It does nothing about sleeping itself.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HALL_TYPE_SLEEP_WATCH (hall_sleep_watch_get_type ())
G_DECLARE_FINAL_TYPE (HallSleepWatch, hall_sleep_watch, HALL, SLEEP_WATCH, GObject)

/* Signals:
 *  "sleep" ()   soon; the computer waits for hall_sleep_watch_release (), for a few seconds
 *  "wake" ()    it is back, or stayed on after all */

HallSleepWatch *hall_sleep_watch_new        (void);
/* Ready to sleep. */
void            hall_sleep_watch_release    (HallSleepWatch *self);
/* Whether the computer would wait for us. */
gboolean        hall_sleep_watch_is_holding (HallSleepWatch *self);
void            hall_sleep_watch_close      (HallSleepWatch *self);

G_END_DECLS
