/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-mentions.h: whom a text names by "@", of those who are in the room.
 *
 * A pure function over names: it asks nobody and keeps nothing.
 */

#pragma once

#include "hall-event.h"
#include "hall-person.h"

G_BEGIN_DECLS

GPtrArray *hall_session_find_mentions (const char *text,
                                       GPtrArray  *people,
                                       gboolean   *all);

G_END_DECLS
