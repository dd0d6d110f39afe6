/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-fit.h: how fit this machine is to host a room, as `join` says it.
 *
 * 1 for a wired connection, and 2 for mains power: 0 to 3. A hint for who should host next; nobody
 * relies on its being true.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint hall_fit_measure    (void);
/* For tests: @sysfs_root takes the place of "/sys". */
guint hall_fit_measure_in (const char *sysfs_root);

G_END_DECLS
