/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-initials.h: the one or two letters of a name that stand in an avatar.
 *
 * Private to this folder; a pure function.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hall_initials_from_name (const char *name);

G_END_DECLS
