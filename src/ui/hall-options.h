/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-options.h: the window's command line.
 */

#pragma once

#include <gio/gio.h>

#include "hall-settings.h"

G_BEGIN_DECLS

void     hall_options_add_to            (GApplication  *application);
gboolean hall_options_apply             (GVariantDict  *options,
                                         HallSettings  *settings,
                                         GError       **error);
gboolean hall_options_get_only_loopback (GVariantDict  *options);
gboolean hall_options_get_background    (GVariantDict  *options);
gboolean hall_options_get_create_room   (GVariantDict  *options);

G_END_DECLS
