/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-event-private.h: what the two halves of HallEvent share, private to this folder.
 */

#pragma once

#include "hall-event.h"

G_BEGIN_DECLS

#define HALL_EVENT_PREFIX "hallway/v1/event\n"
#define HALL_EVENT_VERSION 1

/* Takes @bytes as what was or will be signed; the signature is left zero. */
HallEvent *hall_event_new_from_bytes (GBytes  *bytes,
                                      GError **error);

G_END_DECLS
