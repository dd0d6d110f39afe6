/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-connection-text.h: what a person is told about the way to a room's host.
 */

#pragma once

#include "hall-room.h"

G_BEGIN_DECLS

/* What counts for the screen: NONE for a room that one is not in, or is leaving. */
HallConnection hall_connection_of            (HallRoom       *room);
/* (nullable): NULL when there is nothing to say. */
const char    *hall_connection_text_describe (HallConnection  connection,
                                              gboolean        reopens);
/* One or two words, for a row. (nullable) */
const char    *hall_connection_text_short    (HallConnection  connection);

G_END_DECLS
