/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-joining.h: the way into a room: at once, or by its passphrase.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-session-rights.h"

G_BEGIN_DECLS

void hall_joining_start (HallSession  *session,
                         HallRoom     *room,
                         GtkWindow    *parent,
                         GCancellable *cancellable);

G_END_DECLS
