/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-spake2-private.h: SPAKE2 that can be repeated, for the RFC's test vectors; private to this
 * folder and its tests.
 */

#pragma once

#include "hall-spake2.h"

G_BEGIN_DECLS

/* As hall_spake2_new (), with an x or y that is not random. */
HallSpake2 *hall_spake2_new_with_scalar (HallSpake2Role   role,
                                         const guint8     secret[HALL_SPAKE2_SECRET_SIZE],
                                         const guint8     scalar[HALL_SPAKE2_SECRET_SIZE],
                                         const char      *joiner_id,
                                         const char      *host_id,
                                         GBytes          *context,
                                         GError         **error);

G_END_DECLS
