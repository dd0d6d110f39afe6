/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network-address.h: a row of "Addresses by Hand": where it leads, and a way to remove it.
 */

#pragma once

#include <gtk/gtk.h>

#include "hall-manual-address.h"

G_BEGIN_DECLS

#define HALL_TYPE_NETWORK_ADDRESS (hall_network_address_get_type ())
G_DECLARE_FINAL_TYPE (HallNetworkAddress, hall_network_address, HALL, NETWORK_ADDRESS,
                      GtkListBoxRow)

/* Signal: remove (): its button was clicked; one that is fixed has none. */
GtkWidget         *hall_network_address_new         (HallManualAddress  *address);
HallManualAddress *hall_network_address_get_address (HallNetworkAddress *self);
/* On the button, or on the row where there is none. */
void               hall_network_address_focus       (HallNetworkAddress *self);

G_END_DECLS
