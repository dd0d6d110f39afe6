/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-manual-address.h: an address that somebody typed, and how it goes with it.
 *
 * Made and changed by the session; shown by a row of "Check the Network".
 */

#pragma once

#include "hall-person.h"

G_BEGIN_DECLS

/* Properties (read-only, notify): address ("name-or-ip" or "name-or-ip:port", as typed), state
 * (HallReachState), problem (nullable: a translated sentence while FAILED), person (nullable: who
 * answers there), fixed (TRUE: set by the administrator, not to be removed here). */
#define HALL_TYPE_MANUAL_ADDRESS (hall_manual_address_get_type ())
G_DECLARE_FINAL_TYPE (HallManualAddress, hall_manual_address, HALL, MANUAL_ADDRESS, GObject)

HallManualAddress *hall_manual_address_new         (const char        *address,
                                                    gboolean           fixed);
const char        *hall_manual_address_get_address (HallManualAddress *self);
HallReachState     hall_manual_address_get_state   (HallManualAddress *self);
const char        *hall_manual_address_get_problem (HallManualAddress *self);
HallPerson        *hall_manual_address_get_person  (HallManualAddress *self);
gboolean           hall_manual_address_get_fixed   (HallManualAddress *self);

/* @problem: (nullable): of FAILED; @person: (nullable): of CONNECTED. */
void               hall_manual_address_set_state   (HallManualAddress *self,
                                                    HallReachState     state,
                                                    const char        *problem,
                                                    HallPerson        *person);

G_END_DECLS
