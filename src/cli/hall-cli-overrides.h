/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-cli-overrides.h: what the command line says instead of the settings, for one run.
 */

#pragma once

#include "hall-cli-options.h"
#include "hall-settings.h"

G_BEGIN_DECLS

gboolean hall_cli_override_settings (HallSettings          *settings,
                                     const HallCliOptions  *options,
                                     GError               **error);
/* @name: (nullable) */
gboolean hall_cli_override_name     (HallSettings          *settings,
                                     const char            *name,
                                     GError               **error);

G_END_DECLS
