/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-typed-addresses.h: the addresses that somebody typed, as a list that follows the setting.
 *
 * Owned by HallSession. It checks what is typed and keeps it in the settings; it dials nobody: how
 * it goes with an address is said to its HallManualAddress by whoever does.
 */

#pragma once

#include "hall-manual-address.h"
#include "hall-settings.h"

G_BEGIN_DECLS

/* In the setting, too, and so in /etc/hallway.conf. */
#define HALL_TYPED_ADDRESSES_MAX 64

#define HALL_TYPE_TYPED_ADDRESSES (hall_typed_addresses_get_type ())
G_DECLARE_FINAL_TYPE (HallTypedAddresses, hall_typed_addresses, HALL, TYPED_ADDRESSES, GObject)

HallTypedAddresses *hall_typed_addresses_new       (HallSettings       *settings);
/* (element-type HallManualAddress) (transfer none) */
GListModel         *hall_typed_addresses_get_model (HallTypedAddresses *self);
gboolean            hall_typed_addresses_add       (HallTypedAddresses *self,
                                                    const char         *text,
                                                    GError            **error);
gboolean            hall_typed_addresses_remove    (HallTypedAddresses *self,
                                                    HallManualAddress  *address);

/* "name", "10.0.0.1", "fe80::1", each also with a port: "name:4711", "[fe80::1]:4711". FALSE when
 * it is none of them. @host: (out) (transfer full) (optional); @port: (out) (optional): 0 when none
 * is said. */
gboolean            hall_typed_address_parse       (const char         *text,
                                                    char              **host,
                                                    guint16            *port);

G_END_DECLS
