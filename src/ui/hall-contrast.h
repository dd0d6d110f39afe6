/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-contrast.h: how the window looks in high contrast.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void hall_contrast_watch (void);

G_END_DECLS
