/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-typed-dials.h: the computers at the addresses that somebody typed: looked up, dialled, and
 * what came of it said to each HallManualAddress.
 *
 * Owned by HallSession from the moment on when it may speak. HallExchange does the talking.
 */

#pragma once

#include "hall-context.h"
#include "hall-exchange.h"

G_BEGIN_DECLS

#define HALL_TYPE_TYPED_DIALS (hall_typed_dials_get_type ())
G_DECLARE_FINAL_TYPE (HallTypedDials, hall_typed_dials, HALL, TYPED_DIALS, GObject)

/* @addresses: (element-type HallManualAddress): followed. */
HallTypedDials *hall_typed_dials_new   (HallContext    *context,
                                        HallExchange   *exchange,
                                        GListModel     *addresses);
/* The network is another one, or somebody wants to see it now. */
void            hall_typed_dials_nudge (HallTypedDials *self);
/* For good. */
void            hall_typed_dials_close (HallTypedDials *self);

G_END_DECLS
