/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-connection-bar.h: what is happening while a room is not connected, and what can be done.
 */

#pragma once

#include <adwaita.h>

#include "hall-session.h"

G_BEGIN_DECLS

/* A short interruption is not worth a word: only one that lasts longer than this is shown. */
#define HALL_CONNECTION_BAR_DELAY_MS 1000

#define HALL_TYPE_CONNECTION_BAR (hall_connection_bar_get_type ())
G_DECLARE_FINAL_TYPE (HallConnectionBar, hall_connection_bar, HALL, CONNECTION_BAR, AdwBin)

void     hall_connection_bar_set_session (HallConnectionBar *self,
                                          HallSession       *session);
void     hall_connection_bar_set_room    (HallConnectionBar *self,
                                          HallRoom          *room);
gboolean hall_connection_bar_get_shown   (HallConnectionBar *self);

G_END_DECLS
