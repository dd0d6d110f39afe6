/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-launcher.h: how many messages are unread, on the program's icon in the dock.
 */

#pragma once

#include "hall-session.h"

G_BEGIN_DECLS

#define HALL_TYPE_LAUNCHER (hall_launcher_get_type ())
G_DECLARE_FINAL_TYPE (HallLauncher, hall_launcher, HALL, LAUNCHER, GObject)

HallLauncher *hall_launcher_new (GApplication *application,
                                 HallSession  *session);

G_END_DECLS
