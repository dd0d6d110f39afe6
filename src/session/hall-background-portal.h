/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-background-portal.h: one question to the desktop's portal, for HallBackground.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The answer takes as long as a person needs for it. */
void     hall_background_portal_ask_async  (gboolean              autostart,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
/* What the desktop allows now. HALL_BACKGROUND_ERROR_REFUSED if the question was put away,
 * UNAVAILABLE without a portal. */
gboolean hall_background_portal_ask_finish (GAsyncResult         *result,
                                            gboolean             *background,
                                            gboolean             *autostart,
                                            GError              **error);

G_END_DECLS
