/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network-empty.h: what is shown while there is nobody and no room: what one could do.
 */

#pragma once

#include <adwaita.h>

#include "hall-directory.h"

G_BEGIN_DECLS

#define HALL_TYPE_NETWORK_EMPTY (hall_network_empty_get_type ())
G_DECLARE_FINAL_TYPE (HallNetworkEmpty, hall_network_empty, HALL, NETWORK_EMPTY, AdwBin)

/* Whether there is neither a person nor a room. */
gboolean hall_network_empty_is (HallDirectory *directory);

G_END_DECLS
