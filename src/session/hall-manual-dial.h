/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-manual-dial.h: one typed address: looked up if it is a name, dialled, and kept.
 *
 * Owned by HallManualAddresses. Whatever becomes of it is said to its HallManualAddress.
 */

#pragma once

#include "hall-discovery.h"
#include "hall-manual-address.h"

G_BEGIN_DECLS

#define HALL_TYPE_MANUAL_DIAL (hall_manual_dial_get_type ())
G_DECLARE_FINAL_TYPE (HallManualDial, hall_manual_dial, HALL, MANUAL_DIAL, GObject)

/* Begins at once. */
HallManualDial    *hall_manual_dial_new         (HallContext       *context,
                                                 HallDiscovery     *discovery,
                                                 HallManualAddress *address);
HallManualAddress *hall_manual_dial_get_address (HallManualDial    *self);
/* The network is another one: looks the name up and dials now, if there is no link. */
void               hall_manual_dial_refresh     (HallManualDial    *self);
/* For good; its link ends. */
void               hall_manual_dial_close       (HallManualDial    *self);

G_END_DECLS
