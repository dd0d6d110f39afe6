/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-port.h: finding a TCP port and listening on it.
 *
 * Private to net/.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSocket *hall_port_listen (guint16   port,
                           gboolean  any,
                           GError  **error);

G_END_DECLS
