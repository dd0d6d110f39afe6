/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-stay.h: an address that somebody typed: dialled again and again, and kept.
 *
 * Made by hall_exchange_stay (); whoever has it closes it. Whoever answers there is believed to be
 * who its key says, and nobody in particular.
 */

#pragma once

#include "hall-exchange.h"
#include "hall-types.h"

G_BEGIN_DECLS

/* Properties (read-only, notify): state (HallReachState), peer-id (nullable: the key that answers
 * there, or did last), problem (nullable: a translated sentence while FAILED). */
#define HALL_TYPE_STAY (hall_stay_get_type ())
G_DECLARE_FINAL_TYPE (HallStay, hall_stay, HALL, STAY, GObject)

HallReachState  hall_stay_get_state   (HallStay *self);
const char     *hall_stay_get_peer_id (HallStay *self);
const char     *hall_stay_get_problem (HallStay *self);
const char     *hall_stay_get_address (HallStay *self);
guint16         hall_stay_get_port    (HallStay *self);
/* Dials at once, if it waits for that. */
void            hall_stay_nudge       (HallStay *self);
/* For good. */
void            hall_stay_close       (HallStay *self);

G_END_DECLS
