/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-manual-addresses.h: every typed address is dialled, for as long as it is in the list.
 *
 * Owned by HallSession. The list is HallTypedAddresses' own; each of it gets a HallManualDial.
 */

#pragma once

#include "hall-discovery.h"

G_BEGIN_DECLS

#define HALL_TYPE_MANUAL_ADDRESSES (hall_manual_addresses_get_type ())
G_DECLARE_FINAL_TYPE (HallManualAddresses, hall_manual_addresses, HALL, MANUAL_ADDRESSES, GObject)

/* @addresses: (element-type HallManualAddress): followed from now on. */
HallManualAddresses *hall_manual_addresses_new     (HallContext         *context,
                                                    HallDiscovery       *discovery,
                                                    GListModel          *addresses);
/* The network is another one, or we slept. */
void                 hall_manual_addresses_refresh (HallManualAddresses *self);
/* All links end, and nothing is dialled any more. */
void                 hall_manual_addresses_close   (HallManualAddresses *self);

G_END_DECLS
