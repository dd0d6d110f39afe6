/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-search-hit.h: a message that a search has found, and the room that it is in.
 *
 * An immutable value; the message is a copy that stands in no timeline.
 */

#pragma once

#include "hall-room.h"

G_BEGIN_DECLS

#define HALL_TYPE_SEARCH_HIT (hall_search_hit_get_type ())
G_DECLARE_FINAL_TYPE (HallSearchHit, hall_search_hit, HALL, SEARCH_HIT, GObject)

/* Properties: room, message */
HallSearchHit *hall_search_hit_new         (HallRoom      *room,
                                            HallMessage   *message);
HallRoom      *hall_search_hit_get_room    (HallSearchHit *self);
HallMessage   *hall_search_hit_get_message (HallSearchHit *self);

G_END_DECLS
