/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-locale.h: the language that a program speaks, from the environment.
 *
 * Called once, first thing in main (). Messages are UTF-8 whatever the locale's own encoding.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void hall_locale_init (void);

G_END_DECLS
