/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-logout.h: being told before somebody logs out, by the desktop's session manager.
 *
 * For the window where GTK does not see to it: from 4.22 on it does so in sandboxes only. Where
 * there is no session manager that knows programs, it says nothing, ever.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HALL_TYPE_LOGOUT_WATCH (hall_logout_watch_get_type ())
G_DECLARE_FINAL_TYPE (HallLogoutWatch, hall_logout_watch, HALL, LOGOUT_WATCH, GObject)

/* Signals:
 *  "query" ()   somebody is about to log out, and may yet change their mind
 *  "end" ()     it is done: the program has to go */

HallLogoutWatch *hall_logout_watch_new     (GDBusConnection *bus,
                                            const char      *application_id);
/* The desktop waits, @reason saying why, until that is released. */
void             hall_logout_watch_hold    (HallLogoutWatch *self,
                                            const char      *reason);
void             hall_logout_watch_release (HallLogoutWatch *self);
void             hall_logout_watch_close   (HallLogoutWatch *self);

G_END_DECLS
