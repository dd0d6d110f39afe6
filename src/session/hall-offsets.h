/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-offsets.h: how far the clocks of the last peers are from ours, as their links said it.
 *
 * Owned by HallContext, in memory alone. Nobody's clock is set by it: it is shown to whoever asks
 * what is wrong.
 */

#pragma once

#include "hall-link.h"

G_BEGIN_DECLS

#define HALL_OFFSETS_MAX 16

typedef struct _HallOffsets HallOffsets;

HallOffsets *hall_offsets_new   (void);
void         hall_offsets_free  (HallOffsets *self);
/* A link that is ready, or was refused because of its peer's clock. */
void         hall_offsets_note  (HallOffsets *self,
                                 HallLink    *link);
/* (element-type gint64) (transfer full): peer's clock minus ours in ms, one of each peer. */
GArray      *hall_offsets_list  (HallOffsets *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallOffsets, hall_offsets_free)

G_END_DECLS
