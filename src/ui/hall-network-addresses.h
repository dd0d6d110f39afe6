/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network-addresses.h: "Addresses by Hand": those that somebody typed, and a box for more.
 */

#pragma once

#include <adwaita.h>

#include "hall-session-diagnosis.h"

G_BEGIN_DECLS

#define HALL_TYPE_NETWORK_ADDRESSES (hall_network_addresses_get_type ())
G_DECLARE_FINAL_TYPE (HallNetworkAddresses, hall_network_addresses, HALL, NETWORK_ADDRESSES, AdwBin)

/* Once, for the widget's life. */
void hall_network_addresses_set_session (HallNetworkAddresses *self,
                                         HallSession          *session);

G_END_DECLS
